using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;

namespace RingCx.Arguments;

/// <summary>Takes uiis as texts and any object that has a <c>Uii</c>. Without it PowerShell would take any object's text for a uii.</summary>
internal sealed class UiiTransformationAttribute : RcxArgumentTransformationAttribute
{
    private protected override object? Transform(object? value, object? argument)
    {
        var uiis = new List<string>();
        Collect(argument, uiis);
        return uiis.ToArray();
    }

    private static void Collect(object? value, List<string> uiis)
    {
        switch (value is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : value)
        {
            case null:
                break;
            case string text:
                uiis.Add(text.Trim());
                break;
            case int or long or double or decimal:
                // Digits without quotes. PowerShell keeps how they were written, which the number itself would not.
                uiis.Add(LanguagePrimitives.ConvertTo<string>(value));
                break;
            case IEnumerable several and not IDictionary:
                foreach (var one in several)
                {
                    Collect(one, uiis);
                }

                break;
            case var one when Property(one, "Uii") is { } uii:
                uiis.Add(uii.ToString()!.Trim());
                break;
            default:
                throw Refusal("This is not a call: it has no Uii. Give uiis or calls, as Get-RcxActiveCall emits them.");
        }
    }
}
