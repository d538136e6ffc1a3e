namespace RingCx.Reliability.Shift;

/// <summary>What became of a queue's calls since the run began.</summary>
internal readonly record struct QueueTally(int Came, int Answered, int GivenUp);
