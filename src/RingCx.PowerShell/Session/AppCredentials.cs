namespace RingCx.Session;

/// <summary>
/// What signs an app in, as a vault or an Automation account keeps it: each under a prefix and a name, such as RingCx-Jwt.
/// </summary>
internal sealed class AppCredentials
{
    private const string SecretManagement = "Microsoft.PowerShell.SecretManagement";
    private const string Automation = "Orchestrator.AssetManagement.Cmdlets";

    private static readonly string[] NotFound = ["not found", "does not exist", "could not be found"];

    private AppCredentials(string origin, string prefix)
    {
        Origin = origin;
        Prefix = prefix;
    }

    /// <summary>Where they come from, as in "the vault RingCx".</summary>
    public string Origin { get; }

    public string Prefix { get; }

    public string? ClientId { get; private set; }

    public SecureString? ClientSecret { get; private set; }

    public SecureString? Jwt { get; private set; }

    /// <summary>The account; null where none is kept there.</summary>
    public string? AccountId { get; private set; }

    /// <summary>The supervisor's number; null where none is kept there.</summary>
    public string? SupervisorPhone { get; private set; }

    /// <summary>Reads them where they are kept; null where no place was named and this is no job of Azure Automation.</summary>
    /// <param name="mayBeOfJob">Whether neither parameters nor the environment say who signs in.</param>
    /// <param name="isPrefixGiven">Whether the prefix was asked for: it is to be of use then.</param>
    public static AppCredentials? Find(
        RcxCommand command, string? vault, string? keyVault, bool mayBeOfJob, string prefix, bool isPrefixGiven)
    {
        const int Longest = 100;
        command.RejectIf(
            prefix.Length is 0 or > Longest || prefix.Any(static c => c > 'z' || !(char.IsLetterOrDigit(c) || c is '-' or '_' or '.')),
            "-SecretPrefix is what names of secrets begin with, such as RingCx. Give letters, digits, dots, dashes and underscores.");
        var kept = vault is not null ? OfVault(command, vault, prefix)
            : keyVault is not null ? OfKeyVault(command, keyVault, prefix)
            : mayBeOfJob ? OfAutomation(command, prefix)
            : null;
        command.RejectIf(
            kept is null && isPrefixGiven,
            "-SecretPrefix goes with -Vault or -KeyVaultName, or with nothing in a job of Azure Automation, which this is not. "
            + "Leave it out, or say where the secrets are.");
        return kept;
    }

    /// <summary>
    /// Warns a job of Azure Automation that does not get to its assets, since another job in its process rehearses: it would report as done
    /// what was done to a sandbox.
    /// </summary>
    public static void WarnOfAnotherJob(RcxCommand command)
    {
        if (RcxSandbox.IsEnvironmentOfAnother(RunspaceState.Current.Sandboxes)
            && new ForeignCommand(command, "Get-AutomationPSCredential", Automation).IsThere)
        {
            command.WriteWarning(
                "This signs in to a sandbox that another runspace of this process has started with -SetEnvironment, and not with the "
                + "assets of the Automation account. Rehearse with Connect-Rcx -Sandbox, which no other job sees.");
        }
    }

    /// <summary>Reads a vault of SecretManagement, whatever extension it has.</summary>
    private static AppCredentials OfVault(RcxCommand command, string vault, string prefix)
    {
        var get = new ForeignCommand(command, "Get-Secret", SecretManagement);
        return OfSecrets(command, $"the vault {vault}", prefix, name =>
        {
            var found = get.Run(out var error, ("Name", name), ("Vault", vault), ("ErrorAction", ActionPreference.Stop));
            // By the id alone: a vault that is locked or cannot be reached has others, and says nothing of what is in it.
            return (
                found?.BaseObject,
                error?.FullyQualifiedErrorId.StartsWith("GetSecretNotFound", StringComparison.Ordinal) == true ? null : error);
        });
    }

    /// <summary>Reads a key vault of Azure, as the machine's own identity where nobody is signed in to Azure.</summary>
    private static AppCredentials OfKeyVault(RcxCommand command, string vault, string prefix)
    {
        const string Module = "Az.KeyVault";
        var origin = $"the key vault {vault}";
        var context = new ForeignCommand(command, "Get-AzContext", Module).Run(out var failed);
        if (failed is null && context is null)
        {
            // It would heed a -WhatIf that is meant for calls.
            new ForeignCommand(command, "Connect-AzAccount", Module).Run(
                out failed, ("Identity", true), ("WhatIf", false), ("ErrorAction", ActionPreference.Stop));
        }

        if (failed is not null)
        {
            command.ThrowTerminatingError(
                ErrorRecords.CredentialsNotRead(origin, "Nobody is signed in to Azure, and the machine's identity cannot.", failed));
        }

        var get = new ForeignCommand(command, "Get-AzKeyVaultSecret", Module);
        return OfSecrets(command, origin, prefix, name =>
        {
            var found = get.Run(out var error, ("VaultName", vault), ("Name", name), ("ErrorAction", ActionPreference.Stop));
            return (found?.Properties["SecretValue"]?.Value is { } value ? PSObject.AsPSObject(value).BaseObject : null, error);
        });
    }

    /// <summary>Reads the assets of an Azure Automation job; null where this is none.</summary>
    private static AppCredentials? OfAutomation(RcxCommand command, string prefix)
    {
        var credential = new ForeignCommand(command, "Get-AutomationPSCredential", Automation);
        if (!credential.IsThere)
            return null;

        var result = new AppCredentials("the Automation account", prefix);
        var app = Asset($"{prefix}-App");
        result.ClientId = app.UserName;
        result.ClientSecret = app.Password;
        result.Jwt = Asset($"{prefix}-Jwt").Password;
        var variable = new ForeignCommand(command, "Get-AutomationVariable", Automation);
        if (variable.IsThere)
        {
            var found = variable.Run(out var error, ("Name", $"{prefix}-AccountId"), ("ErrorAction", ActionPreference.Stop));
            if (error is not null && !SaysNotFound(error))
            {
                command.ThrowTerminatingError(
                    ErrorRecords.CredentialsNotRead(result.Origin, $"Its variable {prefix}-AccountId cannot be read.", error));
            }

            result.AccountId = Text(found?.BaseObject);
        }

        return result;

        PSCredential Asset(string name)
        {
            var found = credential.Run(out var error, ("Name", name), ("ErrorAction", ActionPreference.Stop));
            if (found?.BaseObject is PSCredential asset)
                return asset;

            command.ThrowTerminatingError(ErrorRecords.CredentialsNotRead(result.Origin, $"It has no credential {name}.", error));
            throw new InvalidOperationException();
        }
    }

    // A variable that is not there is an error without an id of its own.
    private static bool SaysNotFound(ErrorRecord error) =>
        Array.Exists(
            NotFound, words => error.Exception.Message.IndexOf(words, StringComparison.OrdinalIgnoreCase) >= 0);

    private static AppCredentials OfSecrets(
        RcxCommand command, string origin, string prefix, Func<string, (object? Value, ErrorRecord? Error)> get)
    {
        return new AppCredentials(origin, prefix)
        {
            ClientId = Text(Find("ClientId", true)),
            ClientSecret = Secure("ClientSecret"),
            Jwt = Secure("Jwt"),
            AccountId = Text(Find("AccountId", false)),
            SupervisorPhone = Text(Find("SupervisorPhone", false)),
        };

        SecureString? Secure(string name)
        {
            var value = Find(name, true);
            return value switch
            {
                SecureString secret => secret,
                PSCredential credential => credential.Password,
                _ => SecretTransformationAttribute.FromText(Text(value) ?? string.Empty),
            };
        }

        object? Find(string name, bool isRequired)
        {
            var secret = $"{prefix}-{name}";
            var (value, error) = get(secret);
            if (error is not null)
                command.ThrowTerminatingError(ErrorRecords.CredentialsNotRead(origin, $"Its secret {secret} cannot be read.", error));

            if (value is null && isRequired)
                command.ThrowTerminatingError(ErrorRecords.CredentialsNotRead(origin, $"It has no secret {secret}.", null));

            if (value is not (null or string or SecureString or PSCredential) && !ExactNumber.IsNumber(value))
            {
                command.ThrowTerminatingError(
                    ErrorRecords.CredentialsNotRead(origin, $"Its secret {secret} is a {value.GetType().Name}, not a text.", null));
            }

            return value;
        }
    }

    private static string? Text(object? value) => value switch
    {
        null => null,
        SecureString secret => Credentials.Reveal(secret),
        PSCredential credential => credential.GetNetworkCredential().Password,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
