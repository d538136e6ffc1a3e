namespace RingCx.Client.Tests.Support;

/// <summary>How a <see cref="PieceStream"/> ends.</summary>
internal enum PieceStreamEnd
{
    /// <summary>As it should.</summary>
    Ends,

    /// <summary>The connection breaks.</summary>
    Breaks,

    /// <summary>Nothing more comes.</summary>
    Stalls,
}
