namespace RingCx.Arguments;

/// <summary>The base of our argument transformations: unwraps the argument and words the refusal.</summary>
internal abstract class RcxArgumentTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>Turns what the user gave into what the parameter takes.</summary>
    public sealed override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        Transform(Unwrap(inputData), inputData);

    /// <summary>The same with the argument unwrapped.</summary>
    /// <param name="value">The argument; null or an empty text where there is none.</param>
    /// <param name="argument">The argument as it came.</param>
    private protected abstract object? Transform(object? value, object? argument);

    // What was made from CSV or JSON is nothing without its wrapper.
    private protected static object? Unwrap(object? argument) =>
        argument is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : argument;

    /// <summary>A refusal. With a cast's failure inside, PowerShell goes on to try the object's properties.</summary>
    /// <param name="message">What is wrong and what a right value looks like; never the value of a secret.</param>
    private protected static ArgumentTransformationMetadataException Refusal(string message) =>
        new(message, new PSInvalidCastException(message));

    /// <summary>A property's value of any object, typed or made from CSV or JSON; null where there is none.</summary>
    private protected static object? Property(object value, string name) => PSObject.AsPSObject(value).Properties[name]?.Value;
}
