using System.Security;

namespace RingCx.PowerShell.Tests;

/// <summary>The commands against tests/commands.json, what the product's description promises.</summary>
public sealed class CommandContractTests
{
    public static TheoryData<string> CommandNames => [.. PromisedCommand.All.Select(c => c.Name)];

    public static TheoryData<string> CommandsOnCalls => [.. On("call")];

    public static TheoryData<string> CommandsOnSessions => [.. On("session", "party")];

    public static TheoryData<string> CommandsOnParties => [.. On("party")];

    [Fact]
    public void There_are_the_promised_commands_and_no_others() =>
        Assert.Equal(PromisedCommand.All.Select(c => c.Name).Order(), CommandMetadata.All.Select(c => c.Name).Order());

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void A_command_has_the_promised_parameters_and_no_others(string name) =>
        Assert.Equal(Words(PromisedCommand.Named(name).Parameters).Order(), CommandMetadata.Named(name).Parameters.Select(p => p.Name).Order());

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void A_command_has_the_promised_sets(string name)
    {
        var (promised, command) = (PromisedCommand.Named(name), CommandMetadata.Named(name));
        Assert.All(promised.Sets ?? new Dictionary<string, string>(), set =>
            Assert.Equal(Words(set.Value).Order(), command.Parameters.Where(p => p.Sets.Any(s => s.Name == set.Key)).Select(p => p.Name).Order()));
        Assert.True(promised.DefaultSet is null || promised.DefaultSet == command.DefaultParameterSet);
    }

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void A_command_says_what_it_emits(string name) => Assert.Equal(
        Words(PromisedCommand.Named(name).Emits).Select(t => t.Contains('.', StringComparison.Ordinal) ? t : "RingCx." + t).Order(),
        CommandMetadata.Named(name).OutputTypes.Select(t => t.FullName!).Order());

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void A_command_supports_WhatIf_and_has_the_impact_that_is_promised(string name)
    {
        string[] impacts = ["None", "Low", "Medium", "High"];
        var command = CommandMetadata.Named(name);
        Assert.Equal(PromisedCommand.Named(name).Impact, command.SupportsShouldProcess ? impacts[command.ConfirmImpact] : null);
    }

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
        Assert.Equal(name is not ("Connect-Rcx" or "Start-RcxSandbox" or "Stop-RcxSandbox" or "Assert-RcxOutcome" or "Import-RcxCsv"), takes);
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
        var bound = CommandMetadata.All.Where(c => On("session", "party").Contains(c.Name)).SelectMany(c => c.Parameters)
            .Where(p => p.FromPipelineByPropertyName && names.Contains(p.Name)).Select(p => p.Name).Distinct();
        Assert.Equal(["PartyId", "TelephonySessionId"], bound.Order());
    }

    [Fact]
    public void A_property_of_an_agents_state_never_binds_to_anything_but_the_call()
    {
        // Its telephone and its queue are its own: the commands that would take them know an agent's state (Floor.Tests.ps1).
        Type[] looked = [typeof(RcxAgentState), typeof(RcxAgentEvent)];
        var names = looked.SelectMany(t => t.GetProperties()).Select(p => p.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var bound = CommandMetadata.All.Where(c => On("call").Contains(c.Name)).SelectMany(c => c.Parameters)
            .Where(p => p.FromPipelineByPropertyName && names.Contains(p.Name)).Select(p => p.Name).Distinct();
        Assert.Equal(["AccountId", "GateId", "Phone", "Uii"], bound.Order());
    }

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void The_listing_alone_has_PowerShells_paging(string name) => Assert.Equal(PromisedCommand.Named(name).Paging, CommandMetadata.Named(name).SupportsPaging);

    [Theory]
    [InlineData("Get-RcxAgent", "Start-RcxCall", "Username")]
    [InlineData("Add-RcxCallSession", "Remove-RcxCallSession", "Phone")]
    [InlineData("Get-RcxQueue", "Move-RcxCall", "GateId")]
    [InlineData("Get-RcxQueue", "Test-RcxQueue", "GateId")]
    [InlineData("Get-RcxQueue", "Get-RcxQueueState", "GateId")]
    [InlineData("Get-RcxAgent", "Get-RcxAgentState", "AgentId")]
    [InlineData("Get-RcxAgent", "Wait-RcxAgent", "Username")]
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
        var bound = CommandMetadata.All.Where(c => On("call").Contains(c.Name))
            .SelectMany(c => c.Parameters.Where(p => c.Name != "Set-RcxDisposition" || p.Name != "DestinationName"))
            .Where(p => p.FromPipelineByPropertyName && listed.Contains(p.Name)).Select(p => p.Name).Distinct();
        Assert.Equal(["AccountId", "Uii"], bound.Order());
    }

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void A_secret_is_a_SecureString_that_a_text_is_turned_into(string name) => Assert.All(Words(PromisedCommand.Named(name).Secrets), secret =>
    {
        var parameter = CommandMetadata.Named(name).Parameter(secret)!;
        Assert.Equal(typeof(SecureString), parameter.Property.PropertyType);
        Assert.True(parameter.HasTransformation);
    });

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
        Assert.Equal(version, typeof(RcxConnection).Assembly.GetName().Version!.ToString(3));
    }

    private static IEnumerable<string> On(params string[] kinds) => PromisedCommand.All.Where(c => kinds.Contains(c.Of)).Select(c => c.Name);

    private static string[] Words(string? text) => text?.Split(' ') ?? [];
}
