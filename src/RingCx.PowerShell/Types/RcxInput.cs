using System.Runtime.CompilerServices;
using RingCx.Loading;

namespace RingCx;

/// <summary>
/// What somebody typed, or a file holds, read by the rules of the commands: for scripts that check all rows before they act on the first.
/// Asks nobody and sends nothing.
/// </summary>
public sealed class RcxInput
{
    private RcxInput(object? value, string? problem)
    {
        Value = value;
        Problem = problem;
    }

    /// <summary>The value as a command would send it: a text, or a DateTime for a time. Null where it is refused.</summary>
    public object? Value { get; }

    /// <summary>Why it is refused, as sentences that do not repeat a number; null where it is not.</summary>
    public string? Problem { get; }

    /// <summary>Whether it would be taken.</summary>
    public bool IsValid => Problem is null;

    /// <summary>Reads a phone number, as -Destination and the other parameters for one do.</summary>
    /// <param name="value">The number; null is none.</param>
    public static RcxInput PhoneNumber(object? value)
    {
        PrivateDependencies.Register();
        return ReadPhoneNumber(Text(value));
    }

    /// <summary>Reads a call's uii, as -Uii does.</summary>
    /// <param name="value">The uii; null is none.</param>
    public static RcxInput Uii(object? value)
    {
        PrivateDependencies.Register();
        return ReadUii(Text(value).Trim());
    }

    /// <summary>Reads a time to call back, as -CallbackTime does.</summary>
    /// <param name="value">The time, or a text; null is none.</param>
    public static RcxInput CallbackTime(object? value) =>
        CallbackTimeTransformationAttribute.TryRead(
            Unwrap(value) is { } given && !ExactNumber.IsNumber(given) ? given : value ?? string.Empty, out var time, out var problem)
            ? new RcxInput(time, null)
            : new RcxInput(null, problem);

    /// <summary>The value, or why there is none; masked where it could be a phone number.</summary>
    public override string ToString() =>
        Problem ?? (Value is DateTime time ? time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : "a value");

    // Apart, since whatever names a type of the client makes the runtime look for it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static RcxInput ReadPhoneNumber(string text) =>
        Client.PhoneNumber.TryNormalize(text, out var number, out var problem) ? new RcxInput(number, null) : new RcxInput(null, problem);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static RcxInput ReadUii(string text) =>
        Identifier.ProblemOfUii(text) is { Length: > 0 } problem ? new RcxInput(null, problem) : new RcxInput(text, null);

    private static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private static string Text(object? value) => value is null ? string.Empty
        : ExactNumber.IsNumber(Unwrap(value)) ? ExactNumber.ToText(value)
        : LanguagePrimitives.ConvertTo<string>(value);
}
