namespace RingCx;

/// <summary>Whose calls RingEX is asked for.</summary>
public enum RingExScope
{
    /// <summary>One extension's: one user's.</summary>
    Extension,

    /// <summary>The whole account's: it requires an administrator.</summary>
    Account,
}
