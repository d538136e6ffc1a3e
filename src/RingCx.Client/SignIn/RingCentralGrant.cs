using System.Net.Http.Headers;

namespace RingCx.Client.SignIn;

/// <summary>What RingCentral gives its token for: an app's credentials, and what the app shows for its user.</summary>
/// <param name="form">Makes the form of the token call, with its secrets.</param>
/// <param name="refusal">What is said where RingCentral does not accept it.</param>
internal sealed class RingCentralGrant(string clientId, Secret clientSecret, Func<Dictionary<string, string>> form, string refusal)
{
    public string Refusal => refusal;

    public Dictionary<string, string> ToForm() => form();

    public AuthenticationHeaderValue ToCredentials() =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(clientId + ":" + clientSecret.Reveal())));
}
