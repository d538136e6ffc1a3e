using System.Reflection;

namespace RingCx.PowerShell.Tests;

/// <summary>What the attributes of a parameter say.</summary>
internal sealed class ParameterMetadata(PropertyInfo property)
{
    public PropertyInfo Property { get; } = property;

    public string Name => Property.Name;

    public IReadOnlyList<ParameterSet> Sets { get; } = [.. property.GetCustomAttributesData().Where(a => a.AttributeType.Name == "ParameterAttribute").Select(a => new ParameterSet(a))];

    public bool FromPipeline => Sets.Any(s => s.FromPipeline);

    public bool FromPipelineByPropertyName => Sets.Any(s => s.FromPipelineByPropertyName);

    public IReadOnlyList<string> Aliases =>
    [
        .. Attributes("AliasAttribute").SelectMany(a => (IEnumerable<CustomAttributeTypedArgument>)a.ConstructorArguments[0].Value!).Select(a => (string)a.Value!),
    ];

    /// <summary>The values that a ValidateSet attribute names, and whether it tells upper from lower case.</summary>
    public (IReadOnlyList<string> Values, bool IsCaseSensitive)? ValidateSet =>
        Attributes("ValidateSetAttribute").SingleOrDefault() is not { } set ? null
        : ([.. ((IEnumerable<CustomAttributeTypedArgument>)set.ConstructorArguments[0].Value!).Select(a => (string)a.Value!)],
            set.NamedArguments.Any(a => a.MemberName == "IgnoreCase" && a.TypedValue.Value is false));

    /// <summary>The type of one value: of an array's element, and of what may be null.</summary>
    public Type ValueType
    {
        get
        {
            var type = Property.PropertyType.IsArray ? Property.PropertyType.GetElementType()! : Property.PropertyType;
            return Nullable.GetUnderlyingType(type) ?? type;
        }
    }

    public bool IsSwitch => Property.PropertyType.Name == "SwitchParameter";

    public bool HasTransformation => Has("TransformationAttribute");

    public bool HasCompleter => Has("ArgumentCompleterAttribute");

    private bool Has(string suffix) => Property.GetCustomAttributesData().Any(a => a.AttributeType.Name.EndsWith(suffix, StringComparison.Ordinal));

    private IEnumerable<CustomAttributeData> Attributes(string name) => Property.GetCustomAttributesData().Where(a => a.AttributeType.Name == name);

    internal sealed class ParameterSet(CustomAttributeData data)
    {
        public string Name => Value("ParameterSetName") as string ?? "__AllParameterSets";

        public bool IsMandatory => Value("Mandatory") is true;

        /// <summary>The place among the arguments without a name; null for a parameter that needs its name.</summary>
        public int? Position => Value("Position") is int position && position >= 0 ? position : null;

        public bool FromPipeline => Value("ValueFromPipeline") is true;

        public bool FromPipelineByPropertyName => Value("ValueFromPipelineByPropertyName") is true;

        private object? Value(string argument) => data.NamedArguments.Where(a => a.MemberName == argument).Select(a => a.TypedValue.Value).SingleOrDefault();
    }
}
