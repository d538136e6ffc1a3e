using System.Reflection;
using System.Xml.Linq;

namespace RingCx.PowerShell.Tests;

/// <summary>
/// PowerShell's "Required Development Guidelines" (RD, RC) and "Strongly Encouraged Development Guidelines" (SD, SC) for commands: one test
/// for each rule that the commands' metadata can show, under the rule's id. Where a rule is not kept, the exception stands here by name, with
/// its reason.
/// </summary>
/// <remarks>
/// What metadata cannot show, and what does:
/// <list type="bullet">
/// <item>RD04, that ShouldProcess is called before the change: Safety.Tests.ps1, where -WhatIf sends nothing.</item>
/// <item>RD05, that -Force leaves no question: Safety.Tests.ps1.</item>
/// <item>RC05, no handle kept to what was emitted: nothing but reading the code.</item>
/// <item>RC06, errors: Errors.Tests.ps1 and Faults.Tests.ps1, one record for each failed item, with its id, category and target.</item>
/// <item>RC07, deployment as a module: Manifest.Tests.ps1 and Package.Tests.ps1.</item>
/// <item>SD03, what the default parameter set should hold, and singular names for what may be several: reading.</item>
/// <item>SD04, warnings, verbose text and progress: Faults.Tests.ps1 and RingEx.Tests.ps1. That nothing but the board writes to the console: reading.</item>
/// <item>SD05, a help file: the tests of the help.</item>
/// <item>SC01, PowerShell's paths: Board.Tests.ps1 and Audit.Tests.ps1, which write to a drive of their own. Wildcards: Listing.Tests.ps1.</item>
/// <item>SC01, standard members and IComparable: not done. The objects have no one order; Sort-Object is told by which property.</item>
/// <item>SC02, that commands work in the middle of a pipeline: Pipelines.Tests.ps1.</item>
/// <item>SC03, that records are written as they come: Listing.Tests.ps1, by the pages that are asked for.</item>
/// <item>SC04, that the case of names does not matter, and that of what is given is kept: reading.</item>
/// </list>
/// </remarks>
public sealed class GuidelineTests
{
    private static readonly string[] CommonNames =
    [
        "Confirm", "Debug", "ErrorAction", "ErrorVariable", "InformationAction", "InformationVariable", "OutBuffer", "OutVariable", "PipelineVariable",
        "ProgressAction", "UseTransaction", "Verbose", "WarningAction", "WarningVariable", "WhatIf",
        "cf", "db", "ea", "ev", "infa", "iv", "ob", "ov", "proga", "pv", "usetx", "vb", "wa", "wi", "wv",
    ];

    // Verbs that only read, or change no more than this session.
    private static readonly string[] HarmlessVerbs = ["Get", "Test", "Wait", "Watch", "Connect", "Disconnect", "Assert", "Import"];

    // These begin something, and nothing that comes along a pipeline could say what.
    private static readonly string[] BeginningCommands = ["Connect-Rcx", "Get-RcxAccount", "Invoke-RcxRequest", "Start-RcxSandbox"];

    // Standard names of parameters and their types, of those that the guidelines list. Interval and Timeout differ on purpose: the guidelines
    // have a Hashtable and milliseconds there, these commands a TimeSpan, which takes a number of seconds too.
    private static readonly Dictionary<string, string> StandardTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Append"] = "SwitchParameter",
        ["CaseSensitive"] = "SwitchParameter",
        ["Credential"] = "PSCredential",
        ["Exclude"] = "String[]",
        ["Filter"] = "String",
        ["Force"] = "SwitchParameter",
        ["Include"] = "String[]",
        ["InputObject"] = "PSObject",
        ["Interval"] = "TimeSpan",
        ["LiteralPath"] = "String",
        ["Name"] = "String[]",
        ["NoClobber"] = "SwitchParameter",
        ["PassThru"] = "SwitchParameter",
        ["Path"] = "String",
        ["Quiet"] = "SwitchParameter",
        ["Recurse"] = "SwitchParameter",
        ["ScriptBlock"] = "ScriptBlock",
        ["Timeout"] = "TimeSpan",
        ["Wait"] = "SwitchParameter",
    };

    // What others call a parameter that has a standard name.
    private static readonly string[] OddNames =
        ["Cred", "Credentials", "File", "FileName", "FilePath", "Folder", "NoOverwrite", "Object", "Overwrite", "PassThrough", "Recursive", "Silent", "TimeoutSec", "TimeoutSeconds"];

    public static readonly TheoryData<string> CommandNames = [.. CommandMetadata.All.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void RD01_The_verb_is_an_approved_one(string name)
    {
        var verbs = typeof(System.Management.Automation.VerbsCommon).Assembly.GetExportedTypes()
            .Where(t => t.IsAbstract && t.IsSealed && t.Name.StartsWith("Verbs", StringComparison.Ordinal))
            .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static)).Select(f => (string)f.GetRawConstantValue()!).ToList();
        Assert.True(verbs.Count > 90);
        Assert.Contains(CommandMetadata.Named(name).Verb, verbs);
    }

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void RD02_The_name_has_no_special_character_but_the_hyphen_between_verb_and_noun(string name) => Assert.Matches("^[A-Za-z0-9]+-[A-Za-z0-9]+$", name);

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void RD03_No_parameter_has_the_name_or_alias_of_a_common_one(string name) => Assert.All(
        CommandMetadata.Named(name).Parameters.SelectMany(p => p.Aliases.Append(p.Name)), n => Assert.DoesNotContain(n, CommonNames, StringComparer.OrdinalIgnoreCase));

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void RD04_A_command_that_changes_something_can_be_asked_for_confirmation(string name)
    {
        // A sandbox is of this session alone.
        var command = CommandMetadata.Named(name);
        Assert.Equal(!HarmlessVerbs.Contains(command.Verb) && command.Noun != "RcxSandbox", command.SupportsShouldProcess);
    }

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void RD05_A_command_that_asks_by_itself_has_a_Force_that_keeps_it_from_asking(string name)
    {
        var command = CommandMetadata.Named(name);
        Assert.True(command.ConfirmImpact < 3 || (command.SupportsShouldProcess && command.Parameter("Force") is { IsSwitch: true }));
    }

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void RD06_What_is_emitted_is_documented_with_all_its_members(string name)
    {
        var own = CommandMetadata.Named(name).OutputTypes.Where(t => t.Namespace == nameof(RingCx)).ToList();
        Assert.All(own, t => Assert.True(Documentation.Contains("T:" + t.FullName), $"{t} is not documented."));
        Assert.All(own.SelectMany(t => t.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)),
            p => Assert.True(Documentation.Contains($"P:{p.DeclaringType!.FullName}.{p.Name}"), $"{p.DeclaringType}.{p.Name} is not documented."));
    }

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void RC01_The_class_is_public_and_derives_from_Cmdlet_or_PSCmdlet(string name)
    {
        var type = CommandMetadata.Named(name).Type;
        Assert.True(type.IsPublic);
        Assert.Contains(Bases(type), b => b.FullName is "System.Management.Automation.PSCmdlet" or "System.Management.Automation.Cmdlet");
    }

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void RC02_The_attribute_names_the_default_parameter_set_where_there_are_several(string name)
    {
        var command = CommandMetadata.Named(name);
        var sets = Sets(command);
        Assert.True(sets.Count < 2 || command.DefaultParameterSet is not null);
        // The default may be a set without a parameter of its own.
        Assert.True(command.DefaultParameterSet is null || sets.Count > 0);
    }

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void RC03_The_class_overrides_an_input_processing_method(string name) =>
        Assert.Contains(Overridden(CommandMetadata.Named(name).Type), m => m is "BeginProcessing" or "ProcessRecord" or "EndProcessing");

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void RC04_The_output_type_is_specified(string name) => Assert.NotEmpty(CommandMetadata.Named(name).OutputTypes);

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void SD01_The_noun_is_specific_to_the_product_and_singular(string name)
    {
        var noun = CommandMetadata.Named(name).Noun;
        Assert.Matches("^(Rcx|RingEx)", noun);
        Assert.DoesNotMatch("s$", noun);
    }

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void SD02_The_name_is_in_Pascal_case(string name) => Assert.Matches("^[A-Z][a-z]+-([A-Z][a-z]+)+$", name);

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void SD03_Parameters_have_standard_names(string name) => Assert.All(
        CommandMetadata.Named(name).Parameters.SelectMany(p => p.Aliases.Append(p.Name)), n => Assert.DoesNotContain(n, OddNames, StringComparer.OrdinalIgnoreCase));

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void SD03_Parameters_with_a_standard_name_have_the_standard_type(string name) => Assert.All(
        CommandMetadata.Named(name).Parameters.Where(p => StandardTypes.ContainsKey(p.Name)),
        p => Assert.Equal(StandardTypes[p.Name], (Nullable.GetUnderlyingType(p.Property.PropertyType) ?? p.Property.PropertyType).Name));

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void SD03_Parameter_names_are_singular(string name)
    {
        // Notes is one text, and the service's word for it. ProxyUseDefaultCredentials is a switch, named as PowerShell's own web commands name it.
        Assert.All(CommandMetadata.Named(name).Parameters.Where(p => p.Name is not ("Notes" or "ProxyUseDefaultCredentials")), p => Assert.DoesNotMatch("[^us]s$", p.Name));
    }

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void SD03_Parameter_names_are_in_Pascal_case(string name) => Assert.All(
        CommandMetadata.Named(name).Parameters.SelectMany(p => p.Aliases.Append(p.Name)), n => Assert.Matches("^([A-Z][a-z]+)+$", n));

    [Theory]
    [InlineData("Add-RcxCallSession", "Type")]
    [InlineData("Get-RcxActiveCall", "Product")]
    [InlineData("Get-RingExActiveCall", "Scope")]
    [InlineData("Invoke-RcxRequest", "Method")]
    [InlineData("Send-RingExCallReply", "Pattern")]
    [InlineData("Send-RingExCallReply", "TimeUnit")]
    [InlineData("Set-RcxCallHold", "State")]
    [InlineData("Set-RcxCallRecording", "State")]
    [InlineData("Set-RingExCallRecording", "State")]
    [InlineData("Watch-RingExCallSession", "Scope")]
    public void SD03_A_choice_among_options_is_an_enumeration_or_a_ValidateSet(string name, string parameter)
    {
        var metadata = CommandMetadata.Named(name).Parameter(parameter)!;
        Assert.True(metadata.ValueType is { IsEnum: true, IsPublic: true } || metadata.ValidateSet is { Values.Count: > 1 });
    }

    [Fact]
    public void SD03_A_parameter_has_the_same_type_in_all_commands()
    {
        // Sandbox is the switch by which Connect-Rcx uses one, and what Stop-RcxSandbox ends. State is on or off where it is set, and an agent's where
        // it is looked at.
        var types = CommandMetadata.All.SelectMany(c => c.Parameters).Where(p => p.Name is not ("Sandbox" or "State")).GroupBy(p => p.Name, StringComparer.OrdinalIgnoreCase).ToList();
        Assert.All(types, group => Assert.Single(group.Select(p => p.ValueType).Distinct()));
        // Nor does one command take several of what another takes once, but for agents: one dials, many are waited for.
        Assert.All(types.Where(group => group.Key != "Username"), group => Assert.Single(group.Select(p => p.Property.PropertyType.IsArray).Distinct()));
    }

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void SD03_Parameters_have_strong_types(string name)
    {
        // An address is a text here, so that one without a scheme, or with a wrong one, is refused with the error InvalidUri, which says how to
        // write it. Body is whatever becomes JSON, Until a word or a script block.
        Assert.All(CommandMetadata.Named(name).Parameters, p => Assert.True(p.ValueType != typeof(object) || p.Name is "Body" or "Until", p.Name));
        string[] times = ["Interval", "Timeout", "CallWarning", "MaxQueueTime", "Refresh", "RequestTimeout", "ResumeTimeout", "RetryTimeout", "WaitCritical", "WaitWarning"];
        Assert.All(CommandMetadata.Named(name).Parameters.Where(p => times.Contains(p.Name)), p => Assert.Equal(typeof(TimeSpan), p.ValueType));
    }

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void SD03_What_is_true_or_false_is_a_switch_and_what_may_stay_as_it_is_a_nullable_Boolean(string name)
    {
        var command = CommandMetadata.Named(name);
        Assert.DoesNotContain(command.Parameters, p => p.Property.PropertyType == typeof(bool));
        // Only where a command changes a property of something there is a third answer.
        Assert.DoesNotContain(command.Parameters, p => p.Property.PropertyType == typeof(bool?) && command.Verb != "Set");
    }

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void SD03_What_names_the_objects_to_act_on_is_an_array(string name)
    {
        // A queue is tested with the limit given for it, one at a time; a connection is one.
        Assert.All(
            CommandMetadata.Named(name).Parameters.Where(p => p.FromPipeline && p.Name is not ("InputObject" or "Connection" or "DestinationNumber")),
            p => Assert.True(p.Property.PropertyType.IsArray, p.Name));
    }

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void SD03_A_command_that_adds_sets_or_makes_something_emits_it(string name)
    {
        var command = CommandMetadata.Named(name);
        Assert.True(command.Verb is not ("Add" or "Set" or "New") || command.Parameter("PassThru") is not null || command.OutputTypes.All(t => t != typeof(void)));
    }

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void SD03_A_set_takes_one_parameter_from_the_pipeline_by_value(string name)
    {
        // Beside the key InputObject takes the whole object, for what else it tells of itself.
        var command = CommandMetadata.Named(name);
        Assert.All(Sets(command).DefaultIfEmpty("__AllParameterSets"), set => Assert.InRange(
            command.Parameters.Count(p => p.Name != "InputObject" && p.Sets.Any(s => (s.Name == set || s.Name == "__AllParameterSets") && s.FromPipeline)), 0, 1));
    }

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void SD03_Few_parameters_have_a_position_each_its_own_and_no_switch_has_one(string name)
    {
        var command = CommandMetadata.Named(name);
        Assert.DoesNotContain(command.Parameters, p => p.IsSwitch && p.Sets.Any(s => s.Position is not null));
        Assert.All(Sets(command).DefaultIfEmpty("__AllParameterSets"), set =>
        {
            var positions = command.Parameters.SelectMany(p => p.Sets).Where(s => s.Name == set || s.Name == "__AllParameterSets").Select(s => s.Position).Where(p => p is not null).ToList();
            Assert.Equal(positions.Distinct().Count(), positions.Count);
            Assert.InRange(positions.Count, 0, 3);
        });
    }

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void SC01_A_parameter_is_a_public_property_that_can_be_read_and_written(string name) => Assert.All(
        CommandMetadata.Named(name).Parameters, p => Assert.True(p.Property is { GetMethod.IsPublic: true, SetMethod.IsPublic: true } && !p.Property.GetMethod.IsStatic, p.Name));

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void SC01_What_is_emitted_fits_the_parameters_of_the_commands_that_use_it(string name)
    {
        string[] keys = ["Uii", "AccountId", "TelephonySessionId", "PartyId", "GateId"];
        var bound = CommandMetadata.All.SelectMany(c => c.Parameters).Where(p => p.FromPipelineByPropertyName).ToLookup(p => p.Name);
        Assert.All(
            CommandMetadata.Named(name).OutputTypes.SelectMany(t => t.GetProperties()).Where(p => keys.Contains(p.Name)),
            p => Assert.Contains(bound[p.Name], parameter => parameter.ValueType == (Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType)));
    }

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void SC01_What_is_emitted_has_a_view_where_the_default_would_be_a_long_list(string name)
    {
        // PowerShell makes a table by itself of up to four properties.
        var views = Repository.Read("src", "RingCx.PowerShell", "RingCx.PowerShell.Format.ps1xml");
        Assert.All(
            CommandMetadata.Named(name).OutputTypes.Where(t => t.Namespace == nameof(RingCx) && t.GetProperties(BindingFlags.Public | BindingFlags.Instance).Length > 4),
            t => Assert.Contains($"<TypeName>{t.FullName}</TypeName>", views, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void SC02_Every_parameter_set_takes_something_from_the_pipeline(string name)
    {
        var command = CommandMetadata.Named(name);
        var takes = Sets(command).DefaultIfEmpty("__AllParameterSets").All(set => command.Parameters.Any(
            p => p.Sets.Any(s => (s.Name == set || s.Name == "__AllParameterSets") && (s.FromPipeline || s.FromPipelineByPropertyName))));
        Assert.Equal(!BeginningCommands.Contains(name), takes);
    }

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void SC02_A_command_that_takes_from_the_pipeline_does_its_work_in_ProcessRecord(string name)
    {
        var command = CommandMetadata.Named(name);
        Assert.True(!command.Parameters.Any(p => p.FromPipeline || p.FromPipelineByPropertyName) || Overridden(command.Type).Contains("ProcessRecord"));
    }

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void SC03_Records_are_emitted_one_by_one_not_as_a_collection(string name) => Assert.All(
        CommandMetadata.Named(name).OutputTypes, t => Assert.False(t.IsArray || typeof(System.Collections.IEnumerable).IsAssignableFrom(t), t.FullName));

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void SC04_Options_are_taken_in_any_case(string name) => Assert.All(
        CommandMetadata.Named(name).Parameters, p => Assert.False(p.ValidateSet?.IsCaseSensitive ?? false, p.Name));

    private static HashSet<string> Documentation { get; } =
    [
        .. new[] { typeof(RcxConnection), typeof(RcxAgent) }.SelectMany(t => XDocument.Load(Path.ChangeExtension(t.Assembly.Location, "xml")).Descendants("member"))
            .Where(m => !string.IsNullOrWhiteSpace(m.Element("summary")?.Value)).Select(m => m.Attribute("name")!.Value),
    ];

    private static List<string> Sets(CommandMetadata command) =>
        [.. command.Parameters.SelectMany(p => p.Sets).Select(s => s.Name).Where(s => s != "__AllParameterSets").Distinct()];

    private static IEnumerable<Type> Bases(Type type)
    {
        for (var b = type.BaseType; b is not null; b = b.BaseType)
        {
            yield return b;
        }
    }

    // The methods that a command or one of our base classes overrides.
    private static HashSet<string> Overridden(Type type) =>
    [
        .. Bases(type).Prepend(type).Where(t => t.Assembly == type.Assembly)
            .SelectMany(t => t.GetMethods(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Where(m => m.IsVirtual && m.GetBaseDefinition().DeclaringType!.Assembly != type.Assembly).Select(m => m.Name),
    ];
}
