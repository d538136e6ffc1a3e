using System.Collections;

namespace RingCx.Arguments;

/// <summary>Takes the id of a queue, a campaign or a dial group as a number of any type, or an object that has it, also one that was stored or handed to a job.</summary>
internal abstract class NumericIdTransformationAttribute : RcxArgumentTransformationAttribute
{
    private readonly string _property;
    private readonly string _what;
    private readonly string _hint;

    private protected NumericIdTransformationAttribute(string property, string what, string hint)
    {
        _property = property;
        _what = what;
        _hint = hint;
    }

    private protected sealed override object? Transform(object? value, object? argument)
    {
        while (value is IList { Count: 1 } one)
        {
            argument = one[0];
            value = argument is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : argument;
        }

        if (value is not (null or string) && !ExactNumber.IsNumber(value) && Property(value, _property) is { } found)
        {
            argument = found;
            value = found is PSObject wrapped ? wrapped.BaseObject : found;
        }

        var text = value switch
        {
            null => string.Empty,
            string written => written.Trim(),
            _ when ExactNumber.IsNumber(value) => ExactNumber.ToText(argument ?? value),
            _ => null,
        };
        return text is "" ? null
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0 ? id
            : throw Refusal($"This is not the id of {_what}. {(value is IList { Count: > 1 } ? "There are several: give one. " : string.Empty)}{_hint}");
    }
}
