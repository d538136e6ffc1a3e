using System.Collections;

namespace RingCx.Arguments;

/// <summary>Takes ids as texts and any object that has one. Without it PowerShell would take any object's text for an id.</summary>
internal abstract class IdTransformationAttribute : RcxArgumentTransformationAttribute
{
    private readonly string _property;
    private readonly string _refusal;

    private protected IdTransformationAttribute(string property, string refusal)
    {
        _property = property;
        _refusal = refusal;
    }

    private protected sealed override object? Transform(object? value, object? argument)
    {
        var ids = new List<string>();
        Collect(argument, ids);
        return ids.ToArray();
    }

    private void Collect(object? value, List<string> ids)
    {
        switch (value is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : value)
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
            case var one when Property(one, _property) is { } id:
                Collect(id, ids);
                break;
            default:
                throw Refusal(_refusal);
        }
    }
}
