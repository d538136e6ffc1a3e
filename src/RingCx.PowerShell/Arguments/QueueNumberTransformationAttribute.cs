namespace RingCx.Arguments;

/// <summary>Takes a queue's number as it was given, but no object's text for one: a queue from the pipe is meant by its id.</summary>
internal sealed class QueueNumberTransformationAttribute : RcxArgumentTransformationAttribute
{
    private protected override object? Transform(object? value, object? argument) =>
        value is null or string or char || ExactNumber.IsNumber(value)
        ? argument
        : throw Refusal(
            "This is not a queue's number, and has none. Give a number that is assigned to the queue, or the queue's id with -GateId.");
}
