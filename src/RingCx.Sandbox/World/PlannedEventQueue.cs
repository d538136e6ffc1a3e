namespace RingCx.Sandbox;

/// <summary>The events to come, the earliest first: a binary heap, since netstandard2.0 has no PriorityQueue.</summary>
/// <typeparam name="T">What is going to happen.</typeparam>
internal sealed class PlannedEventQueue<T>
{
    private readonly List<PlannedEvent<T>> _heap = [];
    private long _number;

    public void Add(DateTimeOffset at, T what)
    {
        var added = new PlannedEvent<T>(at, _number++, what);
        _heap.Add(added);
        var child = _heap.Count - 1;
        while (child > 0)
        {
            var parent = (child - 1) / 2;
            if (!added.IsBefore(_heap[parent]))
                break;

            _heap[child] = _heap[parent];
            child = parent;
        }

        _heap[child] = added;
    }

    /// <summary>Takes the earliest event if it is due.</summary>
    public bool TryTake(DateTimeOffset now, out PlannedEvent<T> due)
    {
        if (_heap.Count == 0 || _heap[0].At > now)
        {
            due = default;
            return false;
        }

        due = _heap[0];
        var last = _heap[_heap.Count - 1];
        _heap.RemoveAt(_heap.Count - 1);
        if (_heap.Count > 0)
            SiftDown(last);

        return true;
    }

    private void SiftDown(in PlannedEvent<T> moved)
    {
        var parent = 0;
        while (true)
        {
            var child = (2 * parent) + 1;
            if (child >= _heap.Count)
                break;

            if (child + 1 < _heap.Count && _heap[child + 1].IsBefore(_heap[child]))
                child++;

            if (!_heap[child].IsBefore(moved))
                break;

            _heap[parent] = _heap[child];
            parent = child;
        }

        _heap[parent] = moved;
    }
}
