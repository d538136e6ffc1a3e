namespace RingCx.Board;

/// <summary>What a person at the board asks for.</summary>
public enum BoardAction
{
    /// <summary>To end the board.</summary>
    Quit,

    /// <summary>To listen to a call.</summary>
    Monitor,

    /// <summary>To speak to the agent alone.</summary>
    Coach,

    /// <summary>To speak to both.</summary>
    BargeIn,

    /// <summary>To put a call on hold.</summary>
    HoldOn,

    /// <summary>To take it off hold.</summary>
    HoldOff,

    /// <summary>To send a call into a queue.</summary>
    Requeue,

    /// <summary>To end a call for everybody on it.</summary>
    HangUp,
}
