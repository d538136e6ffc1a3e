namespace RingCx.Client.Tests.Support;

/// <summary>The calls of <see cref="FakeService"/> that give, renew and revoke tokens.</summary>
internal enum SignInCall
{
    /// <summary>RingCentral's token for a JWT.</summary>
    RingCentralToken,

    /// <summary>RingCentral's token for its refresh token.</summary>
    RingCentralRefresh,

    /// <summary>RingCX's token for RingCentral's.</summary>
    Exchange,

    /// <summary>RingCX's token for an Engage user.</summary>
    Engage,

    /// <summary>RingCX's token for its refresh token.</summary>
    Refresh,

    /// <summary>The end of a RingCentral token.</summary>
    Revoke,
}
