namespace RingCx.Client;

/// <summary>What a character is that has no place in a number or an id.</summary>
internal enum OffendingCharacterKind
{
    /// <summary>None of the others.</summary>
    Sign,

    /// <summary>Nobody sees it: a control character, a mark, a line break.</summary>
    Invisible,

    /// <summary>A letter of any script.</summary>
    Letter,

    /// <summary>A digit of another script, or a full-width one.</summary>
    Digit,
}
