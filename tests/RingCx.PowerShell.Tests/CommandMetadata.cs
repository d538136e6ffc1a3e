using System.Reflection;

namespace RingCx.PowerShell.Tests;

/// <summary>What the attributes of a command say, read without making them: PowerShell itself is not here.</summary>
internal sealed class CommandMetadata
{
    private CommandMetadata(Type type)
    {
        Type = type;
        Attribute = Single(type, "CmdletAttribute")!;
        Parameters = [.. type.GetProperties().Select(p => new ParameterMetadata(p)).Where(p => p.Sets.Count > 0)];
    }

    public static IReadOnlyList<CommandMetadata> All { get; } =
    [
        .. typeof(RcxConnection).Assembly.GetExportedTypes()
            .Where(t => !t.IsAbstract && Single(t, "CmdletAttribute") is not null)
            .Select(t => new CommandMetadata(t)),
    ];

    public Type Type { get; }

    public string Verb => (string)Attribute.ConstructorArguments[0].Value!;

    public string Noun => (string)Attribute.ConstructorArguments[1].Value!;

    public string Name => $"{Verb}-{Noun}";

    public IReadOnlyList<ParameterMetadata> Parameters { get; }

    public bool SupportsShouldProcess => Named("SupportsShouldProcess") is true;

    /// <summary>PowerShell's ConfirmImpact: None 0, Low 1, Medium 2, High 3.</summary>
    public int ConfirmImpact => Named("ConfirmImpact") is int impact ? impact : 2;

    public string? DefaultParameterSet => (string?)Named("DefaultParameterSetName");

    public bool SupportsPaging => Named("SupportsPaging") is true;

    public string? HelpUri => (string?)Named("HelpUri");

    public IReadOnlyList<Type> OutputTypes =>
    [
        .. Type.GetCustomAttributesData().Where(a => a.AttributeType.Name == "OutputTypeAttribute")
            .SelectMany(a => (IEnumerable<CustomAttributeTypedArgument>)a.ConstructorArguments[0].Value!)
            .Select(a => (Type)a.Value!),
    ];

    private CustomAttributeData Attribute { get; }

    public static CommandMetadata Named(string name, StringComparison comparison = StringComparison.Ordinal) =>
        All.Single(c => string.Equals(c.Name, name, comparison));

    public ParameterMetadata? Parameter(string name) => Parameters.SingleOrDefault(p => p.Name == name);

    public override string ToString() => Name;

    private static CustomAttributeData? Single(Type type, string attribute) =>
        type.GetCustomAttributesData().SingleOrDefault(a => a.AttributeType.Name == attribute);

    private object? Named(string argument) => Attribute.NamedArguments.Where(a => a.MemberName == argument).Select(a => a.TypedValue.Value).SingleOrDefault();
}
