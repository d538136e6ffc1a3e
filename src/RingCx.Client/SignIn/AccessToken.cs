using System;
using System.Net.Http;
using System.Net.Http.Headers;

namespace RingCx.Client.SignIn;

/// <summary>A token, how it travels and how long it is good.</summary>
internal sealed class AccessToken
{
    private readonly Secret _value;
    private readonly bool _legacy;

    public AccessToken(Secret value, DateTimeOffset? expiresAt, bool legacy = false)
    {
        _value = value;
        ExpiresAt = expiresAt;
        _legacy = legacy;
    }

    /// <summary>When it runs out; null for a token that does not.</summary>
    public DateTimeOffset? ExpiresAt { get; }

    public string Reveal() => _value.Reveal();

    public void ApplyTo(HttpRequestMessage request)
    {
        if (_legacy)
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
}
