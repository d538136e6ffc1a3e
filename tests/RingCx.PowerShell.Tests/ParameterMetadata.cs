using System.Reflection;

namespace RingCx.PowerShell.Tests;

/// <summary>What the attributes of a parameter say.</summary>
internal sealed class ParameterMetadata
{
    public ParameterMetadata(PropertyInfo property)
    {
        Property = property;
        Sets = [.. property.GetCustomAttributesData().Where(a => a.AttributeType.Name == "ParameterAttribute").Select(a => new ParameterSet(a))];
    }

    public PropertyInfo Property { get; }

    public string Name => Property.Name;

    public IReadOnlyList<ParameterSet> Sets { get; }

    public bool FromPipeline => Sets.Any(s => s.FromPipeline);

    public bool FromPipelineByPropertyName => Sets.Any(s => s.FromPipelineByPropertyName);

    public bool HasTransformation => Has("TransformationAttribute");

    public bool HasCompleter => Has("ArgumentCompleterAttribute");

    private bool Has(string suffix) => Property.GetCustomAttributesData().Any(a => a.AttributeType.Name.EndsWith(suffix, StringComparison.Ordinal));

    internal sealed class ParameterSet(CustomAttributeData data)
    {
        public string Name => Value("ParameterSetName") as string ?? "__AllParameterSets";

        public bool IsMandatory => Value("Mandatory") is true;

        public bool FromPipeline => Value("ValueFromPipeline") is true;

        public bool FromPipelineByPropertyName => Value("ValueFromPipelineByPropertyName") is true;

        private object? Value(string argument) => data.NamedArguments.Where(a => a.MemberName == argument).Select(a => a.TypedValue.Value).SingleOrDefault();
    }
}
