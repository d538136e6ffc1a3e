using System.Net.Http.Headers;

namespace RingCx.Client.SignIn;

/// <summary>A token, how it travels and how long it is good.</summary>
internal sealed class AccessToken
{
    private static readonly TimeSpan LongestAhead = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestLastMoment = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortestLastMoment = TimeSpan.FromSeconds(2);

    // What claims to be good for longer is no lifetime, and dates end somewhere.
    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(3660);

    private readonly Secret _value;
    private readonly TimeProvider? _time;
    private readonly TimeSpan _lifetime;
    private readonly long _since;

    /// <summary>A token that was given just now, or that another process obtained some time ago.</summary>
    public AccessToken(string value, TimeProvider time, TimeSpan left, bool isAdopted = false)
        : this(Secret.FromText(value))
    {
        IsAdopted = isAdopted;
        _time = time;
        _lifetime = left;
        _since = time.GetTimestamp();
        ObtainedAt = time.GetUtcNow();
        ExpiresAt = ObtainedAt + left;
    }

    private AccessToken(Secret value) => _value = value;

    /// <summary>True for one that another process obtained: it may have been revoked since.</summary>
    public bool IsAdopted { get; }

    /// <summary>When it was obtained; long ago for one that does not run out.</summary>
    public DateTimeOffset ObtainedAt { get; }

    /// <summary>When it runs out; null for a token that does not.</summary>
    public DateTimeOffset? ExpiresAt { get; }

    /// <summary>True when it has run out.</summary>
    public bool IsSpent => Left <= TimeSpan.Zero;

    /// <summary>True when it is time to renew it, since requests take their time too.</summary>
    public bool IsDue => Left <= (_lifetime > LongestAhead + LongestAhead
        ? LongestAhead
        : Longer(Part(4), Shorter(Part(2), LastMoment + LastMoment)));

    /// <summary>True when it might run out on its way to the service.</summary>
    public bool IsAtItsLastMoment => Left <= LastMoment;

    // A token is given in whole seconds, of which one may be over when it comes, and a request takes a moment: two seconds, where they are
    // not most of its life.
    private TimeSpan LastMoment => _lifetime > LongestAhead ? LongestLastMoment : Shorter(Part(3), Longer(ShortestLastMoment, Part(12)));

    // By the date, since the machine may have slept, and by the time that went by, since somebody may have set the date back.
    private TimeSpan Left => _time is null
        ? TimeSpan.MaxValue
        : Shorter(ExpiresAt!.Value - _time.GetUtcNow(), _lifetime - _time.GetElapsedTime(_since));

    /// <summary>A legacy host's token, which does not run out.</summary>
    public static AccessToken Permanent(Secret value) => new(value);

    /// <summary>How long a token is good by its answer.</summary>
    /// <param name="seconds">What the answer says; null where it does not tell.</param>
    /// <param name="otherwise">What is taken where it tells nothing that can be.</param>
    public static TimeSpan Lifetime(double? seconds, TimeSpan otherwise) =>
        seconds is > 0 and { } told && told <= LongestLifetime.TotalSeconds ? TimeSpan.FromSeconds(told) : otherwise;

    /// <summary>The same for a number as it was sent.</summary>
    public static TimeSpan Lifetime(string? seconds, TimeSpan otherwise) =>
        double.TryParse(seconds, NumberStyles.Float, CultureInfo.InvariantCulture, out var told) ? Lifetime(told, otherwise) : otherwise;

    /// <summary>Whether a text can travel in a header: the platform refuses others with errors of its own.</summary>
    public static bool CanTravel(string text) => text.All(static c => c is > ' ' and <= '~');

    public static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    public string Reveal() => _value.Reveal();

    public void ApplyTo(HttpRequestMessage request)
    {
        if (_time is null)
        {
            request.Headers.Remove("X-Auth-Token");
            request.Headers.Add("X-Auth-Token", _value.Reveal());
        }
        else
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _value.Reveal());
        }
    }

    public override string ToString() => "***";

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private TimeSpan Part(int parts) => TimeSpan.FromTicks(_lifetime.Ticks / parts);
}
