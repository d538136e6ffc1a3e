namespace RingCx.Foundation;

/// <summary>What the commands that act have in common.</summary>
internal interface IActingCommand
{
    /// <summary>Whether one object for each item is emitted, whatever became of it, in place of objects and errors.</summary>
    SwitchParameter AsOutcome { get; }

    /// <summary>The name of the action across runs, by which it is done once; null where none is given.</summary>
    string? OnceKey { get; }

    /// <summary>What came from the pipe; null where nothing did.</summary>
    PSObject? InputObject { get; }
}
