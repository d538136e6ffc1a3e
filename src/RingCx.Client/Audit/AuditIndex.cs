namespace RingCx.Client.Audit;

/// <summary>
/// What an audit file says of the actions that were asked for with a key, so that none is sent twice. Read once, and from then on only what
/// has been appended since, by this process or another. To be used while the file is locked.
/// </summary>
internal sealed class AuditIndex
{
    private const int BlockSize = 0x10000;

    // Enough to tell a file from the one that was moved away: it holds a line's id.
    private const int HeadSize = 64;

    // In every line that has a key, and in no other; a text with quotes in it has them escaped.
    private static readonly byte[] Mark = Encoding.ASCII.GetBytes("\"" + AuditLine.OnceKeyField + "\":");

    private readonly Dictionary<(string Key, string? Account, string Action), History> _histories = [];
    private byte[] _head = [];
    private long _read;

    /// <summary>Reads what has been appended since the last time; all of a file that has come in place of the last one.</summary>
    public void ReadOn(Stream file)
    {
        var head = Head(file);
        if (file.Length < _read || !head.Take(_head.Length).SequenceEqual(_head))
            _read = 0;

        _head = head;
        file.Position = _read;
        var block = new byte[BlockSize];
        var kept = 0;
        for (int count; (count = file.Read(block, kept, block.Length - kept)) > 0;)
        {
            var end = kept + count;
            var start = 0;
            for (int next; (next = Array.IndexOf(block, (byte)'\n', start, end - start)) >= 0; start = next + 1)
                Take(block.AsSpan(start, next - start));

            _read += start;
            kept = end - start;
            if (start == 0 && end == block.Length)
                Array.Resize(ref block, block.Length * 2);

            Buffer.BlockCopy(block, start, block, 0, kept);
        }

        // What is left has no end: whoever wrote it died, and had sent nothing yet.
    }

    /// <summary>What is known of an action; null where it was not begun, or is known not to have been done.</summary>
    public OnceRecord? Find(string key, string? account, string action) =>
        _histories.TryGetValue((key, account, action), out var history)
            ? history.Done ?? history.Open.Values.OrderBy(static record => record.At, StringComparer.Ordinal).FirstOrDefault()
            : null;

    private static byte[] Head(Stream file)
    {
        var head = new byte[HeadSize];
        file.Position = 0;
        var length = 0;
        for (int count; length < HeadSize && (count = file.Read(head, length, HeadSize - length)) > 0;)
            length += count;

        Array.Resize(ref head, length);
        return head;
    }

    private void Take(ReadOnlySpan<byte> line)
    {
        if (line.IndexOf(Mark) < 0)
            return;

        try
        {
            using var json = JsonDocument.Parse(line.ToArray());
            Take(json.RootElement);
        }
        catch (JsonException)
        {
            // The beginning of a line whose writer died, or what somebody's editor has left.
        }
    }

    private void Take(JsonElement line)
    {
        if (Text(line, AuditLine.OnceKeyField) is not { } key || Text(line, "action") is not { } action
            || Text(line, "id") is not { } id || Text(line, "outcome") is not { } outcome)
        {
            return;
        }

        var name = (key, Text(line, "account"), action);
        if (!_histories.TryGetValue(name, out var history))
            _histories.Add(name, history = new History());

        var (at, runAs) = (Text(line, "at") ?? string.Empty, Text(line, "runAs") ?? string.Empty);
        var record = new OnceRecord(outcome == AuditOutcome.Done, id, at, runAs);
        if (record.IsDone)
            history.Done ??= record;

        if (outcome is AuditOutcome.Pending or nameof(FailureKind.OutcomeUnknown) or nameof(FailureKind.BadResponse))
            history.Open[id] = record;
        else
            history.Open.Remove(id);
    }

    private static string? Text(JsonElement line, string name) =>
        line.ValueKind == JsonValueKind.Object && line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private sealed class History
    {
        public OnceRecord? Done { get; set; }

        /// <summary>Those that may have been done, by the line's id: begun without an end, or ended without an answer.</summary>
        public Dictionary<string, OnceRecord> Open { get; } = new(StringComparer.Ordinal);
    }
}
