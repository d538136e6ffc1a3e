namespace RingCx.Arguments;

/// <summary>Takes a SecureString, or a plain text where a runbook has nothing better. Never repeats the value.</summary>
internal sealed class SecretTransformationAttribute : RcxArgumentTransformationAttribute
{
    private protected override object? Transform(object? value, object? argument) => value switch
    {
        null or SecureString => value,
        string text => FromText(text),
        _ => throw Refusal("A secret is a SecureString (ConvertTo-SecureString, Get-Secret, Get-Credential) or a text."),
    };

    internal static SecureString FromText(string text)
    {
        var secret = new SecureString();
        foreach (var c in text)
            secret.AppendChar(c);

        secret.MakeReadOnly();
        return secret;
    }
}
