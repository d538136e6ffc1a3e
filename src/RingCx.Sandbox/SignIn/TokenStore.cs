namespace RingCx.Sandbox;

/// <summary>A token that somebody holds.</summary>
/// <param name="Grant">What one sign-in gave has one number: revoking any of its tokens ends them all. 0 for none.</param>
internal sealed record IssuedToken(SandboxUser User, DateTimeOffset ExpiresAt, long Grant)
{
    public DateTimeOffset ExpiresAt { get; set; } = ExpiresAt;
}

/// <param name="makeText">Makes the text of a token for somebody at a time.</param>
internal sealed class TokenStore(TimeSpan lifetime, Func<SandboxUser, DateTimeOffset, string> makeText)
{
    private const int SweepAt = 1000;

    // Long enough to tell an expired token from an unknown one, short enough not to grow for ever.
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    private readonly Dictionary<string, IssuedToken> _tokens = new(StringComparer.Ordinal);
    private int _sweepAt = SweepAt;

    public string Issue(SandboxUser user, DateTimeOffset now, long grant = 0)
    {
        if (_tokens.Count >= _sweepAt)
        {
            Remove(token => now - token.ExpiresAt > Remembered);
            _sweepAt = Math.Max(SweepAt, 2 * _tokens.Count);
        }

        var text = makeText(user, now);
        Add(text, new IssuedToken(user, now + lifetime, grant));
        return text;
    }

    public void Add(string text, IssuedToken token) => _tokens[text] = token;

    /// <summary>The token, also when it has expired; null when it is not known.</summary>
    public IssuedToken? Find(string text) => _tokens.TryGetValue(text, out var token) ? token : null;

    /// <summary>Takes a token that is good for one use. Null when it is unknown, spent or expired.</summary>
    public IssuedToken? Spend(string text, DateTimeOffset now)
    {
        var token = Find(text);
        _tokens.Remove(text);
        return token?.ExpiresAt > now ? token : null;
    }

    public void Forget(long grant) => Remove(token => token.Grant == grant);

    public void ExpireAll(DateTimeOffset now)
    {
        foreach (var token in _tokens.Values.Where(token => token.ExpiresAt > now))
            token.ExpiresAt = now;
    }

    private void Remove(Predicate<IssuedToken> goes)
    {
        foreach (var text in _tokens.Where(entry => goes(entry.Value)).Select(entry => entry.Key).ToList())
            _tokens.Remove(text);
    }
}
