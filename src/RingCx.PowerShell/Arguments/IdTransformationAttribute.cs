using System.Collections;

namespace RingCx.Arguments;

/// <summary>Takes ids as texts and any object that has one. Without it PowerShell would take any object's text for an id.</summary>
internal abstract class IdTransformationAttribute(string property, string refusal) : RcxArgumentTransformationAttribute
{
    private protected sealed override object? Transform(object? value, object? argument)
    {
        var ids = new List<string>();
        Collect(argument, ids);
        return ids.ToArray();
    }

    private void Collect(object? value, List<string> ids)
    {
        switch (Unwrap(value))
        {
            case null:
                break;
            case string text:
                ids.Add(text.Trim());
                break;
            case var number when ExactNumber.IsNumber(number):
                // Digits without quotes. PowerShell keeps how they were written, which the number itself would not.
                ids.Add(ExactNumber.ToText(value!));
                break;
            case IEnumerable several and not IDictionary:
                foreach (var one in several)
                    Collect(one, ids);

                break;
            case var one when Property(one, property) is { } id:
                Collect(id, ids);
                break;
            default:
                throw Refusal(refusal);
        }
    }
}

/// <summary>Takes uiis as texts and any object that has a <c>Uii</c>.</summary>
internal sealed class UiiTransformationAttribute() : IdTransformationAttribute(
    "Uii", "This is not a call: it has no Uii. Give uiis or calls, as Get-RcxActiveCall emits them.");

/// <summary>Takes user names as texts and any object that has a <c>Username</c>.</summary>
internal sealed class UsernameTransformationAttribute() : IdTransformationAttribute(
    "Username", "This is not an agent: it has no Username. Give user names or agents, as Get-RcxAgent emits them.");

/// <summary>Takes the ids of telephony sessions as texts and any object that has a <c>TelephonySessionId</c>.</summary>
internal sealed class TelephonySessionTransformationAttribute() : IdTransformationAttribute(
    "TelephonySessionId",
    "This is not a RingEX call: it has no TelephonySessionId. Give ids or calls, as Get-RingExActiveCall emits them.");
