using System.Globalization;
using System.Management.Automation;

namespace RingCx.Arguments;

/// <summary>Takes a queue's id, or a queue as Get-RcxQueue emits it.</summary>
internal sealed class GateIdTransformationAttribute : RcxArgumentTransformationAttribute
{
    private protected override object? Transform(object? value, object? argument)
    {
        var id = value is null or string or int or long ? value : Property(value, "GateId") ?? value;
        if (id is null or "")
        {
            return null;
        }

        var text = LanguagePrimitives.ConvertTo<string>(id).Trim();
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var gateId) && gateId > 0
            ? gateId
            : throw Refusal("This is not a queue's id. Give the number that Get-RcxQueue shows as GateId (the Tab key completes it from the queue's name).");
    }
}
