using System;

namespace RingCx.Client;

/// <summary>
/// The most rows that this service has put on one page. A shorter page than that is the last one; without such knowledge the end shows
/// only in a page that brings nothing new.
/// </summary>
internal sealed class PageCapacity
{
    private volatile int _largest;

    /// <summary>The rows that a page is known to hold when <paramref name="asked"/> are asked for.</summary>
    public int Known(int asked) => Math.Min(asked, _largest);

    /// <summary>A page came with so many rows.</summary>
    public void Saw(int rows)
    {
        // Two threads may race here; the loser's figure is learned again.
        if (rows > _largest)
        {
            _largest = rows;
        }
    }
}
