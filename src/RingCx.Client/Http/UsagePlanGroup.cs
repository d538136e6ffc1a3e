namespace RingCx.Client.Http;

/// <summary>The groups of RingCentral's usage plan: each call of its platform belongs to one.</summary>
internal enum UsagePlanGroup
{
    /// <summary>Telephony sessions and their control.</summary>
    Light,

    /// <summary>Most other calls.</summary>
    Medium,

    /// <summary>Active calls and other calls of the call log.</summary>
    Heavy,

    /// <summary>Tokens.</summary>
    Auth,
}
