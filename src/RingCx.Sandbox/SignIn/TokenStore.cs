namespace RingCx.Sandbox;

/// <summary>The tokens of one kind.</summary>
internal sealed class TokenStore(Func<string> makeText)
{
    private const int SweepAt = 1000;

    // Long enough to tell an expired token from an unknown one, short enough not to grow for ever.
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    private readonly Dictionary<string, IssuedToken> _tokens = new(StringComparer.Ordinal);
    private int _sweepAt = SweepAt;

    /// <summary>Gives out a token.</summary>
    /// <param name="user">Whose it is.</param>
    /// <param name="lifetime">How long it is good.</param>
    /// <param name="grant">The sign-in that it belongs to; 0 for none.</param>
    /// <param name="complete">Makes the token of the store's random text; null where that is the token.</param>
    public string Issue(SandboxUser user, DateTimeOffset now, TimeSpan lifetime, long grant = 0, Func<string, string>? complete = null)
    {
        if (_tokens.Count >= _sweepAt)
        {
            foreach (var old in _tokens.Where(entry => now - entry.Value.ExpiresAt > Remembered).Select(entry => entry.Key).ToList())
                _tokens.Remove(old);

            _sweepAt = Math.Max(SweepAt, 2 * _tokens.Count);
        }

        var text = makeText();
        text = complete?.Invoke(text) ?? text;
        Add(text, new IssuedToken(user, now + lifetime, grant));
        return text;
    }

    public void Add(string text, IssuedToken token) => _tokens[text] = token;

    /// <summary>The token, also when it has expired; null when it is not known.</summary>
    public IssuedToken? Find(string text) => _tokens.TryGetValue(text, out var token) ? token : null;

    /// <summary>Takes a token that is good for one use. Null when it is unknown, spent or expired.</summary>
    public IssuedToken? Spend(string text, DateTimeOffset now)
    {
        if (!_tokens.TryGetValue(text, out var token))
            return null;

        _tokens.Remove(text);
        return token.ExpiresAt > now ? token : null;
    }

    /// <summary>Forgets what one sign-in gave.</summary>
    public void Forget(long grant)
    {
        foreach (var text in _tokens.Where(entry => entry.Value.Grant == grant).Select(entry => entry.Key).ToList())
            _tokens.Remove(text);
    }

    /// <summary>Lets every token expire at once.</summary>
    public void ExpireAll(DateTimeOffset now)
    {
        foreach (var token in _tokens.Values)
        {
            if (token.ExpiresAt > now)
                token.ExpiresAt = now;
        }
    }
}
