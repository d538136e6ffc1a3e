namespace RingCx.Client.Json;

/// <summary>
/// Reads the rows of a JSON array one by one while it arrives. What has come is read at once; a row that is not complete is read again from
/// its beginning when more has come. The serializer would look through each row for its end before it reads it. A row that is written
/// plainly, with names that an earlier one had, takes a shorter way (<see cref="PlainJson"/>).
/// </summary>
/// <param name="body">The text, UTF-8 without a byte order mark.</param>
internal sealed class RowReader<T>(Stream body, RowConverter<T> converter)
    where T : class
{
    private const int SmallestRead = 4 * 1024;

    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private JsonReaderState _state;
    private bool _hasBegun;
    private bool _isBehindRow;
    private bool _hasAll;
    private bool _isOver;

    /// <summary>The row; null where the array has a null.</summary>
    public T? Current { get; private set; }

    /// <summary>Goes to the next row. False at the end of the text, which is read to its end.</summary>
    /// <exception cref="JsonException">It is no array of objects, or it ends too early.</exception>
    public ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken) =>
        TryMove(out var found) ? new ValueTask<bool>(found) : FillAndMoveAsync(cancellationToken);

    private async ValueTask<bool> FillAndMoveAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            MakeRoom();
            var read = await body.ReadAsync(_buffer, _end, _buffer.Length - _end, cancellationToken).ConfigureAwait(false);
            _end += read;
            _hasAll = read == 0;
            if (TryMove(out var found))
                return found;
        }
    }

    private void MakeRoom()
    {
        if (_buffer.Length - _end >= SmallestRead)
            return;

        var length = _end - _start;
        var room = _buffer.Length - length >= SmallestRead ? _buffer : new byte[_buffer.Length * 2];
        Buffer.BlockCopy(_buffer, _start, room, 0, length);
        (_buffer, _start, _end) = (room, 0, length);
    }

    // False where more has to come before it is known.
    private bool TryMove(out bool found)
    {
        found = false;
        if (_isOver)
            return true;

        if (_isBehindRow && TryPlainRow())
        {
            found = true;
            return true;
        }

        // With all that there is, the reader itself throws where something is missing.
        var start = _start;
        var reader = new Utf8JsonReader(new ReadOnlySpan<byte>(_buffer, start, _end - start), _hasAll, _state);
        if (!_hasBegun)
        {
            if (!reader.Read())
                return false;

            if (reader.TokenType != JsonTokenType.StartArray)
                throw new JsonException();

            _hasBegun = true;
            Keep(ref reader, start);
        }

        if (!reader.Read())
        {
            // Behind the array, and nothing but blanks.
            _isOver = _hasAll;
            return _hasAll;
        }

        if (reader.TokenType == JsonTokenType.EndArray)
        {
            _isBehindRow = false;
            Keep(ref reader, start);
            return TryMove(out found);
        }

        if (!converter.TryRead(ref reader, out var row))
            return false;

        Current = row;
        _isBehindRow = row is not null;
        Keep(ref reader, start);
        found = true;
        return true;
    }

    // Between two rows the state of the framework's reader is the same, so a row may be read without it.
    private bool TryPlainRow()
    {
        var json = new PlainJson(_buffer, _start, _end);
        if (!json.Take(',') || !converter.TryReadPlain(ref json, out var row))
            return false;

        Current = row;
        _start = json.Position;
        return true;
    }

    // What has been read is behind us. The reader began at the place that is given.
    private void Keep(ref Utf8JsonReader reader, int start)
    {
        _start = start + (int)reader.BytesConsumed;
        _state = reader.CurrentState;
    }
}
