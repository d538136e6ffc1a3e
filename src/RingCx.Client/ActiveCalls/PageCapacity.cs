using System;

namespace RingCx.Client;

/// <summary>
/// The most rows that this service has put on one page. A shorter page than that is the last one; without such knowledge the end shows
/// only in a page that brings nothing new.
/// </summary>
internal sealed class PageCapacity
{
    // The service may lower its cap one day; what was learned is learned again now and then.
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(5);

    private readonly object _gate = new();
    private readonly TimeProvider _time;
    private int _largest;
    private DateTimeOffset _goodUntil;

    public PageCapacity(TimeProvider time) => _time = time;

    /// <summary>The rows that a page is known to hold when <paramref name="asked"/> are asked for; 0 where nothing is known.</summary>
    public int Known(int asked)
    {
        lock (_gate)
        {
            return _time.GetUtcNow() < _goodUntil ? Math.Min(asked, _largest) : 0;
        }
    }

    /// <summary>A page came with so many rows.</summary>
    public void Saw(int rows)
    {
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            if (now >= _goodUntil)
            {
                _largest = 0;
                _goodUntil = now + GoodFor;
            }

            _largest = Math.Max(_largest, rows);
        }
    }
}
