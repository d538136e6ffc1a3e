using System.Security;

namespace RingCx.Client;

/// <summary>A copy of a secret that shows itself to nobody but the request that needs it.</summary>
public sealed class Secret(SecureString value) : IDisposable
{
    private readonly SecureString _value = (value ?? throw new ArgumentNullException(nameof(value))).Copy();

    /// <summary>A secret of a text.</summary>
    public static Secret FromText(string text)
    {
        using var value = new SecureString();
        foreach (var c in text)
            value.AppendChar(c);

        return new Secret(value);
    }

    /// <summary>The secret's text, for a request's header or form.</summary>
    /// <exception cref="ObjectDisposedException">The secret was forgotten.</exception>
    internal string Reveal() => new NetworkCredential(string.Empty, _value).Password;

    /// <summary>Forgets the secret.</summary>
    public void Dispose() => _value.Dispose();

    /// <summary>Three asterisks, whatever the secret is.</summary>
    public override string ToString() => "***";
}
