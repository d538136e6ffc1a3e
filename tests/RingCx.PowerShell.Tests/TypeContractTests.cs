using System.Xml.Linq;

namespace RingCx.PowerShell.Tests;

/// <summary>The objects as the product's description promises them, and how they are shown.</summary>
public sealed class TypeContractTests
{
    public static readonly TheoryData<string, string> Promised = new()
    {
        { "RcxConnection", "AccountId AccountName UserName BaseUri RingCentralUri SupervisorPhone TokenExpiresAt RateLimit RateRemaining IsSandbox AuditPath TokenCache" },
        { "RcxActiveCall", "Uii AccountId Ani Dnis DnisE164 EnqueueTime DequeueTime CallState Archive AgentFirstName AgentLastName DestinationName ExternalId Cnam AgentName QueueTime Duration" },
        { "RcxCallAction", "Uii AccountId Action Succeeded Detail At" },
        { "RcxCallEvent", "Event Uii AccountId Call Changed At" },
        { "RcxCallSession", "Uii AccountId Type Phone At" },
        { "RcxManualCall", "AccountId Username Destination CallerId RingDuration At" },
        { "RcxQueueCheck", "AccountId DestinationNumber Available Message" },
        { "RcxDisposition", "DispositionId Disposition GateId QueueName IsDisabled IsDefault IsSuccess RequiresNote AccountId" },
        { "RcxAccount", "AccountId AccountName MainAccountId" },
        { "RcxQueue", "GateId GateName GateGroupId GroupName IsActive" },
        { "RcxAgent", "AgentId Username FirstName LastName AgentGroupId" },
        { "RingExActiveCall", "Id SessionId TelephonySessionId StartTime Duration Type Direction Action Result FromNumber FromName ToNumber ToName" },
        { "RingExCallSession", "TelephonySessionId CreationTime Origin Parties" },
        { "RingExCallParty", "TelephonySessionId PartyId Direction FromNumber FromName FromExtensionId ToNumber ToName ToExtensionId Muted StandAlone Status Owner" },
        { "RingExCallEvent", "TelephonySessionId SessionId Sequence EventTime Parties" },
        { "RingExCallRecording", "TelephonySessionId PartyId RecordingId Active" },
        { "RingExRate", "Group Limit Remaining" },
    };

    private static readonly XDocument Format = XDocument.Parse(Repository.Read("src", "RingCx.PowerShell", "RingCx.PowerShell.Format.ps1xml"));

    private static readonly string[] SecretWords = ["Token", "Secret", "Password", "Jwt"];

    private static readonly string[] EmittedNames = [.. CommandMetadata.All.SelectMany(c => c.OutputTypes).Where(t => t.Namespace == "RingCx").Select(t => t.Name).Distinct()];

    public static TheoryData<string> EmittedTypes => [.. EmittedNames];

    [Theory]
    [MemberData(nameof(Promised))]
    public void A_type_has_the_promised_properties(string type, string properties)
    {
        var found = Find(type);
        Assert.All(properties.Split(' '), p => Assert.NotNull(found.GetProperty(p)));
    }

    [Theory]
    [InlineData("RcxActiveCall", "EnqueueTime", typeof(DateTimeOffset?))]
    [InlineData("RcxActiveCall", "DequeueTime", typeof(DateTimeOffset?))]
    [InlineData("RcxActiveCall", "QueueTime", typeof(TimeSpan?))]
    [InlineData("RcxActiveCall", "Duration", typeof(TimeSpan?))]
    [InlineData("RcxConnection", "TokenExpiresAt", typeof(DateTimeOffset?))]
    [InlineData("RcxCallAction", "Succeeded", typeof(bool))]
    public void A_property_has_its_type(string type, string property, Type expected) => Assert.Equal(expected, Find(type).GetProperty(property)!.PropertyType);

    [Theory]
    [MemberData(nameof(EmittedTypes))]
    public void No_emitted_type_has_a_property_for_a_secret(string type) =>
        Assert.DoesNotContain(Find(type).GetProperties(), p => p.Name is not ("TokenExpiresAt" or "RingCentralTokenExpiresAt" or "TokenCache") && SecretWords.Any(p.Name.Contains));

    // An account has three properties: PowerShell's own table is right for it.
    public static TheoryData<string> ViewedTypes => [.. EmittedNames.Where(t => t != "RcxAccount")];

    [Theory]
    [MemberData(nameof(ViewedTypes))]
    public void Every_emitted_type_has_a_view_that_names_its_properties(string type)
    {
        var view = View(type);
        Assert.NotNull(view);
        Assert.All(view.Descendants("PropertyName"), p => Assert.NotNull(Find(type).GetProperty(p.Value)));
    }

    [Theory]
    [MemberData(nameof(EmittedTypes))]
    public void Every_table_fits_120_columns_with_its_columns_in_step(string type)
    {
        foreach (var table in View(type)?.Descendants("TableControl") ?? [])
        {
            var headers = table.Descendants("TableColumnHeader").ToList();
            Assert.Equal(headers.Count, table.Descendants("TableColumnItem").Count());
            Assert.True(headers.Sum(h => (int?)h.Element("Width") ?? 12) + headers.Count - 1 <= 120);
        }
    }

    [Fact]
    public void The_call_table_shows_its_uii_whole_in_80_columns()
    {
        var widths = View("RcxActiveCall")!.Descendants("TableColumnHeader").Select(h => (Label: h.Element("Label")!.Value, Width: (int)h.Element("Width")!)).ToList();
        var upToUii = widths.TakeWhile(c => c.Label != "Uii").Sum(c => c.Width + 1) + widths.Single(c => c.Label == "Uii").Width;
        Assert.InRange(upToUii, 30, 80);
        Assert.Equal(30, widths.Single(c => c.Label == "Uii").Width);
    }

    [Fact]
    public void Dependencies_point_one_way()
    {
        string[] References(Type type) => [.. type.Assembly.GetReferencedAssemblies().Select(a => a.Name!)];
        var client = References(typeof(RingCx.Client.RingCxClient));
        var sandbox = References(typeof(RingCx.Sandbox.SandboxEngine));
        Assert.DoesNotContain("System.Management.Automation", client);
        Assert.DoesNotContain("RingCx.Sandbox", client);
        Assert.DoesNotContain("System.Management.Automation", sandbox);
        Assert.DoesNotContain("RingCx.Client", sandbox);
        Assert.Equal(["netstandard"], References(typeof(RcxAgent)));
        Assert.Equal(
            ["RingCx.Model", "Spectre.Console"],
            References(typeof(RingCx.Board.CallBoard)).Where(name => !name.StartsWith("System.", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_commands_name_no_library_that_another_module_could_have_loaded()
    {
        // Such a reference would be resolved in the session's own context, with whatever version is there.
        string[] allowed = ["netstandard", "System.Management.Automation", "RingCx.Model", "RingCx.Client", "RingCx.Sandbox", "RingCx.Board"];
        Assert.Empty(typeof(RcxConnection).Assembly.GetReferencedAssemblies().Select(a => a.Name!).Except(allowed));
    }

    [Fact]
    public void Every_type_of_the_model_is_found_in_the_commands_assembly_which_alone_is_loaded_at_import()
    {
        var commands = typeof(RcxConnection).Assembly;
        Assert.All(typeof(RcxAgent).Assembly.GetExportedTypes(), t => Assert.Equal(t, commands.GetType(t.FullName!)));
    }

    [Fact]
    public void The_model_s_objects_cannot_be_made_or_changed_from_outside()
    {
        var types = typeof(RcxAgent).Assembly.GetExportedTypes().Where(t => !t.IsEnum).ToList();
        Assert.Empty(types.SelectMany(t => t.GetConstructors()));
        Assert.DoesNotContain(types.SelectMany(t => t.GetProperties()), p => p.SetMethod is { IsPublic: true });
        Assert.Empty(types.SelectMany(t => t.GetFields()));
    }

    private static Type Find(string name) => typeof(RcxConnection).Assembly.GetType("RingCx." + name, throwOnError: true)!;

    private static XElement? View(string type) => Format.Descendants("View").SingleOrDefault(v => v.Element("Name")!.Value == "RingCx." + type);
}
