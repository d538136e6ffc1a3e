namespace RingCx.Client.SignIn;

/// <summary>Where the requests to one service get their token.</summary>
internal interface ITokenSource
{
    /// <summary>False for a token that is used as it is.</summary>
    bool CanRenew { get; }

    /// <summary>A token that is good for a while.</summary>
    Task<AccessToken> GetAsync(IProgress<RequestEvent>? progress, CancellationToken cancellationToken);

    /// <summary>The service did not accept the token: the next one asked for is a new one.</summary>
    void Reject(AccessToken token);
}
