using System.Security;

namespace RingCx.PowerShell.Tests;

/// <summary>The commands as the product's description promises them.</summary>
public sealed class CommandContractTests
{
    // The description's tables: a command and its parameters.
    public static readonly TheoryData<string, string> Promised = new()
    {
        { "Connect-Rcx", "ClientId ClientSecret Jwt RingCentralToken Credential PlatformId ApiToken Sandbox AccountId SupervisorPhone BaseUri RingCentralUri Proxy ProxyCredential ProxyUseDefaultCredentials NoProxy AuditPath PassThru NoDefault TokenCache" },
        { "Disconnect-Rcx", "Connection ClearTokenCache" },
        { "Get-RcxConnection", "Connection" },
        { "Invoke-RcxRequest", "Method Path Query Body Connection" },
        { "Get-RcxAccount", "Connection" },
        { "Get-RcxQueue", "Name AccountId Connection" },
        { "Get-RcxDisposition", "GateId QueueName CampaignId DialGroupId AccountId Connection" },
        { "Get-RcxAgent", "Name AccountId Connection" },
        { "Get-RcxActiveCall", "Product ProductId ExternalId Uii AgentName PageSize AccountId Connection" },
        { "Start-RcxCall", "Username Destination CallerId RingDuration Wait AccountId Connection" },
        { "Add-RcxCallSession", "Uii Type Destination AccountId Connection" },
        { "Remove-RcxCallSession", "Uii Phone SessionId AccountId Connection" },
        { "Stop-RcxCall", "Uii Force AccountId Connection" },
        { "Set-RcxCallRecording", "Uii State AccountId Connection" },
        { "Set-RcxCallHold", "Uii State AccountId Connection" },
        { "Set-RcxDisposition", "Uii Disposition CallbackTime Notes DestinationName GateId CampaignId DialGroupId AccountId Connection" },
        { "Move-RcxCall", "Uii GateId AccountId Connection" },
        { "Ping-RcxCall", "Uii AccountId Connection" },
        { "Test-RcxQueue", "DestinationNumber MaxQueueTime MaxCallsQueued AccountId Connection" },
        { "Watch-RcxActiveCall", "Interval Timeout Product ProductId ExternalId Uii AgentName PageSize IncludeExisting AccountId Connection" },
        { "Wait-RcxCall", "Until Timeout Uii AccountId Connection" },
        { "Invoke-RcxRecordingPause", "ScriptBlock Uii AccountId Connection" },
        { "Show-RcxCallBoard", "Interval AgentName GateId WaitWarning WaitCritical CallWarning AccountId Connection" },
        { "Export-RcxCallBoard", "Path AgentName GateId WaitWarning WaitCritical CallWarning PassThru Title Refresh Force NoClobber AccountId Connection" },
        { "Start-RcxSandbox", "Port" },
        { "Stop-RcxSandbox", "Sandbox" },
        { "Get-RingExActiveCall", "Scope ExtensionId PageSize Connection" },
        { "Get-RingExCallSession", "TelephonySessionId Connection" },
        { "Get-RingExCallParty", "TelephonySessionId PartyId Connection" },
        { "Set-RingExCallParty", "TelephonySessionId PartyId Muted Hold HoldProtocol StandAlone Connection" },
        { "Move-RingExCallParty", "TelephonySessionId PartyId PhoneNumber ExtensionNumber ExtensionId Voicemail ParkOrbit ToTelephonySessionId ToPartyId Flip Park Forward Connection" },
        { "Remove-RingExCallParty", "TelephonySessionId PartyId Force Connection" },
        { "Stop-RingExCallSession", "TelephonySessionId Force Connection" },
        { "Set-RingExCallRecording", "TelephonySessionId PartyId State RecordingId Connection" },
        { "Add-RingExCallSupervisor", "TelephonySessionId PartyId DeviceId AgentExtensionId AgentExtensionNumber AutoAnswer Connection" },
        { "Start-RingExCall", "DeviceId PhoneNumber CountryId ExtensionNumber Connection" },
        { "New-RingExConference", "Connection" },
        { "Add-RingExCallParty", "TelephonySessionId PartyId Conference Connection" },
        { "Receive-RingExCall", "TelephonySessionId PartyId DeviceId Parked Connection" },
        { "Deny-RingExCall", "TelephonySessionId PartyId Ignore DeviceId Connection" },
        { "Send-RingExCallReply", "TelephonySessionId PartyId Text Pattern Time TimeUnit Connection" },
        { "Watch-RingExCallSession", "Scope ExtensionId Timeout Connection" },
    };

    public static readonly TheoryData<string, string> ConnectSets = new()
    {
        { "Jwt", "ClientId ClientSecret Jwt RingExOnly" },
        { "Token", "RingCentralToken RingExOnly" },
        { "Login", "Credential PlatformId" },
        { "ApiToken", "ApiToken" },
        { "Sandbox", "Sandbox Seed RingExOnly" },
    };

    public static readonly TheoryData<string, string> Emitted = new()
    {
        { "Get-RcxActiveCall", "RcxActiveCall" },
        { "Start-RcxCall", "RcxManualCall RcxActiveCall" },
        { "Add-RcxCallSession", "RcxCallSession" },
        { "Remove-RcxCallSession", "RcxCallAction" },
        { "Stop-RcxCall", "RcxCallAction" },
        { "Set-RcxCallRecording", "RcxCallAction" },
        { "Set-RcxCallHold", "RcxCallAction" },
        { "Set-RcxDisposition", "RcxCallAction" },
        { "Move-RcxCall", "RcxCallAction" },
        { "Ping-RcxCall", "RcxCallAction" },
        { "Test-RcxQueue", "RcxQueueCheck" },
        { "Watch-RcxActiveCall", "RcxCallEvent" },
        { "Wait-RcxCall", "RcxActiveCall" },
        { "Connect-Rcx", "RcxConnection" },
        { "Get-RcxConnection", "RcxConnection" },
        { "Get-RcxAccount", "RcxAccount" },
        { "Get-RcxQueue", "RcxQueue" },
        { "Get-RcxDisposition", "RcxDisposition" },
        { "Get-RcxAgent", "RcxAgent" },
        { "Start-RcxSandbox", "RcxSandbox" },
        { "Get-RingExActiveCall", "RingExActiveCall" },
        { "Get-RingExCallSession", "RingExCallSession" },
        { "Get-RingExCallParty", "RingExCallParty" },
        { "Set-RingExCallParty", "RingExCallParty" },
        { "Move-RingExCallParty", "RingExCallParty" },
        { "Set-RingExCallRecording", "RingExCallRecording" },
        { "Add-RingExCallSupervisor", "RingExCallParty" },
        { "Start-RingExCall", "RingExCallSession" },
        { "New-RingExConference", "RingExCallSession" },
        { "Add-RingExCallParty", "RingExCallParty" },
        { "Receive-RingExCall", "RingExCallParty" },
        { "Send-RingExCallReply", "RingExCallParty" },
        { "Watch-RingExCallSession", "RingExCallEvent" },
    };

    public static readonly TheoryData<string> CommandNames = [.. CommandMetadata.All.Select(c => c.Name)];

    private static readonly string[] CallCommands =
    [
        "Add-RcxCallSession", "Remove-RcxCallSession", "Stop-RcxCall", "Set-RcxCallRecording", "Set-RcxCallHold", "Set-RcxDisposition", "Move-RcxCall", "Ping-RcxCall",
        "Invoke-RcxRecordingPause",
    ];

    private static readonly string[] PartyCommands =
    [
        "Set-RingExCallParty", "Move-RingExCallParty", "Remove-RingExCallParty", "Set-RingExCallRecording", "Add-RingExCallParty", "Receive-RingExCall", "Deny-RingExCall",
        "Send-RingExCallReply",
    ];

    private static readonly string[] SessionCommands = [.. PartyCommands, "Stop-RingExCallSession", "Add-RingExCallSupervisor"];

    public static TheoryData<string> CommandsOnCalls => [.. CallCommands];

    public static TheoryData<string> CommandsOnSessions => [.. SessionCommands];

    public static TheoryData<string> CommandsOnParties => [.. PartyCommands];

    [Fact]
    public void There_are_the_promised_commands_and_no_others() =>
        Assert.Equal(Promised.Select(row => (string)row[0]).Order(), CommandMetadata.All.Select(c => c.Name).Order());

    [Theory]
    [MemberData(nameof(Promised))]
    public void A_command_has_the_promised_parameters(string name, string parameters)
    {
        var command = CommandMetadata.Named(name);
        Assert.All(parameters.Split(' '), p => Assert.NotNull(command.Parameter(p)));
    }

    [Theory]
    [MemberData(nameof(ConnectSets))]
    public void Connect_Rcx_has_the_promised_sets(string set, string parameters)
    {
        var own = CommandMetadata.Named("Connect-Rcx").Parameters.Where(p => p.Sets.Any(s => s.Name == set)).Select(p => p.Name);
        Assert.Equal(parameters.Split(' ').Order(), own.Order());
        Assert.Equal("Jwt", CommandMetadata.Named("Connect-Rcx").DefaultParameterSet);
    }

    [Theory]
    [MemberData(nameof(Emitted))]
    public void A_command_says_what_it_emits(string name, string types) =>
        Assert.Equal(types.Split(' ').Select(t => "RingCx." + t).Order(), CommandMetadata.Named(name).OutputTypes.Select(t => t.FullName!).Order());

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void A_command_class_is_named_after_its_command(string name)
    {
        var command = CommandMetadata.Named(name);
        Assert.Equal($"RingCx.Commands.{command.Verb}{command.Noun}Command", command.Type.FullName);
    }

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void A_command_has_at_most_three_base_classes_of_ours(string name)
    {
        var bases = new List<string>();
        var type = CommandMetadata.Named(name).Type;
        for (var b = type.BaseType; b!.Assembly == type.Assembly; b = b.BaseType)
        {
            bases.Add(b.Name);
        }

        Assert.True(bases.Count <= 3, string.Join(" > ", bases));
    }

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void No_command_prompts_for_a_parameter_of_its_default_set(string name)
    {
        // A runbook has nobody to answer. A mandatory parameter may only tell one set from another.
        var command = CommandMetadata.Named(name);
        Assert.DoesNotContain(command.Parameters, p => p.Sets.Any(s => s.IsMandatory && (s.Name == "__AllParameterSets" || s.Name == command.DefaultParameterSet)));
        if (command.Parameters.SelectMany(p => p.Sets).Any(s => s.IsMandatory))
        {
            Assert.NotNull(command.DefaultParameterSet);
        }
    }

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void Every_command_takes_a_connection_but_those_that_need_none(string name)
    {
        var takes = CommandMetadata.Named(name).Parameter("Connection")?.Property.PropertyType == typeof(RcxConnection);
        Assert.Equal(name is not ("Connect-Rcx" or "Start-RcxSandbox" or "Stop-RcxSandbox"), takes);
    }

    [Theory]
    [MemberData(nameof(CommandsOnCalls))]
    public void A_command_on_calls_supports_WhatIf_and_takes_uiis_and_accounts_from_the_pipe(string name)
    {
        var command = CommandMetadata.Named(name);
        var uii = command.Parameter("Uii")!;
        Assert.True(command.SupportsShouldProcess);
        Assert.Equal(typeof(string[]), uii.Property.PropertyType);
        Assert.True(uii.FromPipeline && uii.FromPipelineByPropertyName);
        Assert.True(uii.HasTransformation, "Without it any object's text would be taken for a uii.");
        Assert.True(uii.HasCompleter);
        Assert.True(command.Parameter("AccountId")!.FromPipelineByPropertyName);
    }

    [Fact]
    public void Whatever_changes_something_supports_WhatIf()
    {
        string[] changing = [.. CallCommands, .. SessionCommands, "Start-RcxCall", "Invoke-RcxRequest", "Show-RcxCallBoard", "Export-RcxCallBoard", "Start-RingExCall", "New-RingExConference"];
        Assert.Equal(changing.Order(), CommandMetadata.All.Where(c => c.SupportsShouldProcess).Select(c => c.Name).Order());
    }

    [Fact]
    public void Hanging_up_alone_asks_by_default() => Assert.Equal(
        ["Remove-RingExCallParty", "Stop-RcxCall", "Stop-RingExCallSession"], CommandMetadata.All.Where(c => c.ConfirmImpact == 3).Select(c => c.Name).Order());

    [Theory]
    [MemberData(nameof(CommandsOnSessions))]
    public void A_command_on_sessions_supports_WhatIf_and_takes_sessions_from_the_pipe(string name)
    {
        var command = CommandMetadata.Named(name);
        var session = command.Parameter("TelephonySessionId")!;
        Assert.True(command.SupportsShouldProcess);
        Assert.Equal(typeof(string[]), session.Property.PropertyType);
        Assert.True(session.FromPipeline && session.FromPipelineByPropertyName);
        Assert.True(session.HasTransformation, "Without it any object's text would be taken for an id.");
        Assert.True(session.HasCompleter);
    }

    [Theory]
    [MemberData(nameof(CommandsOnParties))]
    public void A_command_on_parties_takes_them_from_the_pipe(string name) =>
        Assert.True(CommandMetadata.Named(name).Parameter("PartyId")!.FromPipelineByPropertyName);

    [Fact]
    public void A_property_of_a_RingEx_call_never_binds_to_anything_but_the_call()
    {
        // A party brings the extension that is listened to; nothing else of what is listed fills in what the user did not say.
        Type[] listed = [typeof(RingExActiveCall), typeof(RingExCallSession), typeof(RingExCallParty), typeof(RingExCallEvent)];
        var names = listed.SelectMany(t => t.GetProperties()).Select(p => p.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var bound = CommandMetadata.All.Where(c => SessionCommands.Contains(c.Name)).SelectMany(c => c.Parameters)
            .Where(p => p.FromPipelineByPropertyName && names.Contains(p.Name)).Select(p => p.Name).Distinct();
        Assert.Equal(["PartyId", "TelephonySessionId"], bound.Order());
    }

    [Fact]
    public void The_listing_has_PowerShells_paging() => Assert.True(CommandMetadata.Named("Get-RcxActiveCall").SupportsPaging);

    [Theory]
    [InlineData("Get-RcxAgent", "Start-RcxCall", "Username")]
    [InlineData("Add-RcxCallSession", "Remove-RcxCallSession", "Phone")]
    [InlineData("Get-RcxQueue", "Move-RcxCall", "GateId")]
    [InlineData("Get-RcxAccount", "Get-RcxActiveCall", "AccountId")]
    [InlineData("Get-RingExActiveCall", "Get-RingExCallSession", "TelephonySessionId")]
    [InlineData("Get-RingExCallSession", "Stop-RingExCallSession", "TelephonySessionId")]
    [InlineData("Get-RingExCallParty", "Set-RingExCallParty", "PartyId")]
    [InlineData("Watch-RingExCallSession", "Get-RingExCallSession", "TelephonySessionId")]
    public void What_one_command_emits_the_other_takes_by_name(string from, string to, string property)
    {
        Assert.All(CommandMetadata.Named(from).OutputTypes, t => Assert.NotNull(t.GetProperty(property)));
        Assert.True(CommandMetadata.Named(to).Parameter(property)!.FromPipelineByPropertyName);
    }

    [Fact]
    public void A_property_that_every_call_has_never_binds_to_anything_but_the_call()
    {
        // A listed call's own properties must not fill in what the user did not say, such as a destination. DestinationName tells
        // Set-RcxDisposition alone whose dispositions to compare with, and changes nothing of what is sent for the call.
        var listed = typeof(RcxActiveCall).GetProperties().Select(p => p.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var bound = CommandMetadata.All.Where(c => CallCommands.Contains(c.Name))
            .SelectMany(c => c.Parameters.Where(p => c.Name != "Set-RcxDisposition" || p.Name != "DestinationName"))
            .Where(p => p.FromPipelineByPropertyName && listed.Contains(p.Name)).Select(p => p.Name).Distinct();
        Assert.Equal(["AccountId", "Uii"], bound.Order());
    }

    [Theory]
    [InlineData("Connect-Rcx", "ClientSecret")]
    [InlineData("Connect-Rcx", "Jwt")]
    [InlineData("Connect-Rcx", "RingCentralToken")]
    [InlineData("Connect-Rcx", "ApiToken")]
    public void A_secret_is_a_SecureString_that_a_text_is_turned_into(string command, string parameter)
    {
        var metadata = CommandMetadata.Named(command).Parameter(parameter)!;
        Assert.Equal(typeof(SecureString), metadata.Property.PropertyType);
        Assert.True(metadata.HasTransformation);
    }

    [Fact]
    public void The_manifest_exports_exactly_the_commands()
    {
        var manifest = Repository.Read("RingCx.PowerShell.psd1");
        var list = System.Text.RegularExpressions.Regex.Match(manifest, @"CmdletsToExport\s*=(?<list>(\s*'[\w-]+',?)+)").Groups["list"].Value;
        var exported = list.Split(',').Select(name => name.Trim().Trim('\''));
        Assert.Equal(CommandMetadata.All.Select(c => c.Name).Order(StringComparer.Ordinal), exported.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_manifest_has_the_build_s_version()
    {
        var version = System.Text.RegularExpressions.Regex.Match(Repository.Read("Directory.Build.props"), "<VersionPrefix>(?<v>[^<]+)</VersionPrefix>").Groups["v"].Value;
        Assert.Matches($@"(?m)^    ModuleVersion +=\s'{System.Text.RegularExpressions.Regex.Escape(version)}'", Repository.Read("RingCx.PowerShell.psd1"));
        Assert.Equal(version, typeof(RcxActiveCall).Assembly.GetName().Version!.ToString(3));
    }
}
