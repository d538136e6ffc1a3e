namespace RingCx;

/// <summary>Whether something is switched on.</summary>
public enum RcxSwitchState
{
    /// <summary>Switched on.</summary>
    On,

    /// <summary>Switched off.</summary>
    Off,
}
