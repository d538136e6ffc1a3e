namespace RingCx.Client.SignIn;

/// <summary>An answer that must hold a token.</summary>
internal interface ITokenAnswer
{
    string? AccessToken { get; }
}
