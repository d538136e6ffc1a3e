namespace RingCx.Client.Http;

/// <summary>Which service a request signs in to: their errors differ.</summary>
internal enum SignInKind
{
    /// <summary>It signs in to neither: a call of an API.</summary>
    None,

    /// <summary>RingCX, whose documents have no errors of it.</summary>
    RingCx,

    /// <summary>RingCentral: OAuth, whose errors have a body.</summary>
    RingCentral,
}
