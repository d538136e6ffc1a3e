namespace RingCx.Board;

/// <summary>A column of a <see cref="TableView{T}"/>.</summary>
internal sealed class TableColumn<T>(string header, int minimum, int maximum, Func<T, string?> text)
{
    public string Header { get; } = header;

    /// <summary>The cells without which it is left out.</summary>
    public int Minimum { get; } = minimum;

    /// <summary>The cells that it has a use for.</summary>
    public int Maximum { get; } = maximum;

    public Func<T, string?> Text { get; } = text;

    /// <summary>Numbers and times, to be compared from line to line.</summary>
    public bool ToTheRight { get; set; }

    /// <summary>Coloured by how much attention the row needs.</summary>
    public bool IsColoured { get; set; }

    /// <summary>The lower, the later it is left out where there is no room.</summary>
    public int Rank { get; set; }
}
