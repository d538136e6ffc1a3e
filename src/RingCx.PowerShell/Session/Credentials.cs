using System.Net;

namespace RingCx.Session;

/// <summary>
/// Where credentials come from: each from its parameter or a variable of the environment, or all from a place that keeps them
/// (<see cref="AppCredentials"/>). What stands around them there is taken off; what is missing, or cannot be right, ends the command.
/// </summary>
/// <param name="kept">The place that keeps them; null for parameters and the environment.</param>
internal sealed class Credentials(RcxCommand command, AppCredentials? kept = null)
{
    // The byte order mark is no blank to .NET.
    private static readonly char[] Surroundings = [' ', '\t', '\r', '\n', '\u00A0', '\u2028', '\uFEFF', '\u200B'];

    public static string? Variable(string name) =>
        RcxSandbox.ReadVariable(name, RunspaceState.Current.Sandboxes) is { Length: > 0 } value ? value.Trim() : null;

    /// <summary>Whether the environment says who signs in, or a part of it.</summary>
    public static bool AreInEnvironment =>
        (Variable("RC_APP_CLIENT_ID") ?? Variable("RC_APP_CLIENT_SECRET") ?? Variable("RC_USER_JWT")) is not null;

    /// <summary>A text as it was issued: what was read from a file, a vault or the environment ends in a line break often enough.</summary>
    public static string? Trim(string? given) => given?.Trim(Surroundings);

    public SignInMethod OfApp(string? clientId, SecureString? clientSecret, SecureString? jwt) => new JwtSignIn(
        Id(
            clientId,
            "ClientId",
            "Give it, or set RC_APP_CLIENT_ID, or say where it is kept with -Vault or -KeyVaultName. To try things out without an account: "
                + "Connect-Rcx -Sandbox.",
            "RC_APP_CLIENT_ID"),
        Token(clientSecret, "ClientSecret", "RC_APP_CLIENT_SECRET"),
        Token(jwt, "Jwt", "RC_USER_JWT"));

    public SignInMethod OfToken(SecureString given) => new RingCentralTokenSignIn(Token(given, "RingCentralToken"));

    public SignInMethod OfApiToken(SecureString given) => new ApiTokenSignIn(Token(given, "ApiToken"));

    public SignInMethod OfLogin(PSCredential credential, string? platformId) => new EngageSignIn(
        credential.UserName,
        Password(credential.Password),
        Id(platformId, "PlatformId", "It is the id of the platform that the user signs in to."));

    private string Id(string? given, string parameter, string missing, string? variable = null) =>
        Find(Trim(given), parameter, missing, "(it may be quoted)", variable);

    private Secret Token(SecureString? given, string parameter, string? variable = null) => Secret.FromText(Find(
        Reveal(given),
        parameter,
        variable is null ? "It is empty." : $"Give it, or set {variable}.",
        "(it may be quoted, begin with 'Bearer', or have been wrapped over two lines)",
        variable));

    // A password may have blanks anywhere. A line break at its end comes from the file or the vault that it was read from: nobody can type
    // one.
    private Secret Password(SecureString given)
    {
        var text = Reveal(given).TrimEnd('\r', '\n');
        if (text.Length == 0)
            command.ThrowTerminatingError(ErrorRecords.MissingArgument("Credential", "Its password is empty."));

        return Secret.FromText(text);
    }

    private string Find(string? given, string parameter, string missing, string mistakes, string? variable)
    {
        var isGiven = given is { Length: > 0 };
        var text = Trim(isGiven || variable is null || kept is not null ? given : Variable(variable)) ?? string.Empty;
        if (text.Length == 0 && kept is not null)
            command.ThrowTerminatingError(ErrorRecords.CredentialsNotRead(kept.Origin, $"Its {kept.Prefix}-{parameter} is empty.", null));

        if (text.Length == 0)
            command.ThrowTerminatingError(ErrorRecords.MissingArgument(parameter, missing));

        // No id and no token has a blank in it.
        var place = 0;
        while (place < text.Length && Problem(text[place]) is null)
            place++;

        var wrong = place < text.Length ? Problem(text[place]) : null;
        var what = kept is not null ? $"The {kept.Prefix}-{parameter} of {kept.Origin}"
            : isGiven ? "-" + parameter : $"The variable {variable}";
        command.RejectIf(
            wrong is not null,
            $"{what} holds {wrong} at place {place + 1} of {text.Length} {mistakes}. "
            + "Give it as it was issued; what stands around it (blanks, line breaks) is left out by itself.");
        return text;
    }

    private static string? Problem(char c) => c switch
    {
        '\r' or '\n' => "a line break",
        '"' or '\'' => "a quotation mark",
        '<' or '>' => "an angle bracket, as placeholders have,",
        > ' ' and <= '~' => null,
        _ when char.IsWhiteSpace(c) => "a blank",
        _ => "a character that cannot be part of it",
    };

    internal static string Reveal(SecureString? secret) => new NetworkCredential(string.Empty, secret).Password;
}
