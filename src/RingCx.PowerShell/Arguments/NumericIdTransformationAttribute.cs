using System.Collections;

namespace RingCx.Arguments;

/// <summary>
/// Takes the id of a queue, a campaign or a dial group as a number of any type, or an object that has it, also one that was stored or
/// handed to a job.
/// </summary>
internal abstract class NumericIdTransformationAttribute(string property, string what, string hint) : RcxArgumentTransformationAttribute
{
    private protected sealed override object? Transform(object? value, object? argument)
    {
        while (value is IList { Count: 1 } one)
        {
            argument = one[0];
            value = Unwrap(argument);
        }

        if (value is not (null or string) && !ExactNumber.IsNumber(value) && Property(value, property) is { } found)
        {
            argument = found;
            value = Unwrap(found);
        }

        var text = value switch
        {
            null => string.Empty,
            string written => written.Trim(),
            _ when ExactNumber.IsNumber(value) => ExactNumber.ToText(argument ?? value),
            _ => null,
        };
        return text is "" ? null
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0 ? id
            : throw Refusal(
                $"This is not the id of {what}. {(value is IList { Count: > 1 } ? "There are several: give one. " : string.Empty)}{hint}");
    }
}

/// <summary>Takes an agent's id, or an agent as Get-RcxAgent emits it.</summary>
internal sealed class AgentIdTransformationAttribute()
    : NumericIdTransformationAttribute("AgentId", "an agent", "Give the number that Get-RcxAgent shows as AgentId.");

/// <summary>Takes a campaign's id.</summary>
internal sealed class CampaignIdTransformationAttribute()
    : NumericIdTransformationAttribute("CampaignId", "a campaign", "Give the number that RingCX Admin shows, such as 50001.");

/// <summary>Takes a dial group's id.</summary>
internal sealed class DialGroupIdTransformationAttribute()
    : NumericIdTransformationAttribute("DialGroupId", "a dial group", "Give the number that RingCX Admin shows, such as 5001.");

/// <summary>Takes a queue's id, or a queue as Get-RcxQueue emits it.</summary>
internal sealed class GateIdTransformationAttribute() : NumericIdTransformationAttribute(
    "GateId", "a queue", "Give the number that Get-RcxQueue shows as GateId (the Tab key completes it from the queue's name).");

/// <summary>Takes the id of a group of queues, or a queue as Get-RcxQueue emits it.</summary>
internal sealed class GateGroupIdTransformationAttribute()
    : NumericIdTransformationAttribute("GateGroupId", "a group of queues", "Give the number that Get-RcxQueue shows as GateGroupId.");

/// <summary>Takes a product's id, which PowerShell alone would round.</summary>
internal sealed class ProductIdTransformationAttribute()
    : NumericIdTransformationAttribute("ProductId", "a product", "Give a whole number, such as a queue's id for ACD.");
