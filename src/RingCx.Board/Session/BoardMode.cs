namespace RingCx.Board;

/// <summary>What the keys mean at the moment.</summary>
internal enum BoardMode
{
    Calls,
    Confirm,
    Hold,
    Requeue,
    Help,
}
