namespace RingCx.Client.Csv;

/// <summary>What the cells of a column are to hold.</summary>
internal enum ColumnKind
{
    /// <summary>Not known: only what is beyond doubt is refused.</summary>
    Other,

    /// <summary>Free text, in which anything may stand.</summary>
    Text,

    Id,
    Phone,
    Time,
    Number,
}
