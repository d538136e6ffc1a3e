namespace RingCx.Client;

/// <summary>
/// What the listings of a connection have shown of the service's pages. The service says neither how many calls there are nor how many it
/// gives at the most, so the number of rows is all that tells a whole listing from one that was cut.
/// </summary>
internal sealed class PageHistory
{
    // Queries of a connection that runs for days: what was longest ago is worth nothing any more.
    private const int MostQueries = 64;

    private readonly object _gate = new();
    private readonly HashSet<int> _cuts = [];
    private readonly HashSet<string> _several = new(StringComparer.Ordinal);

    /// <summary>Whether pages of so many rows were seen to be cut: more rows followed.</summary>
    public bool WasCutAt(int rows)
    {
        lock (_gate)
            return _cuts.Contains(rows);
    }

    /// <summary>
    /// Whether the last listing of the same came on several pages: a smaller cap is likelier then than so many calls that ended.
    /// </summary>
    public bool TookSeveral(string query)
    {
        lock (_gate)
            return _several.Contains(query);
    }

    /// <summary>Learns from a listing that was read to its end.</summary>
    /// <param name="query">What was listed.</param>
    /// <param name="several">Whether it came on several pages.</param>
    /// <param name="cutAt">The rows of a page that others followed, fewer than were asked for; null for none.</param>
    public void Note(string query, bool several, int? cutAt)
    {
        lock (_gate)
        {
            if (cutAt is { } rows)
                _cuts.Add(rows);

            if (!several)
            {
                _several.Remove(query);
                return;
            }

            if (_several.Count >= MostQueries)
                _several.Clear();

            _several.Add(query);
        }
    }

    /// <summary>Whether somebody may have chosen the number as the most rows of a page.</summary>
    public static bool IsRound(int rows)
    {
        const int SmallestPowerOfTwo = 16;
        return rows > 0 && (rows == 5 || rows % 10 == 0 || rows % 25 == 0 || (rows >= SmallestPowerOfTwo && (rows & (rows - 1)) == 0));
    }
}
