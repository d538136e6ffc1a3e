namespace RingCx.Board;

/// <summary>What the keys mean at the moment.</summary>
internal enum BoardMode
{
    Lists,
    Confirm,
    Hold,
    Requeue,
    Help,
}
