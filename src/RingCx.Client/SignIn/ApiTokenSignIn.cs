using System;
using RingCx.Client.SignIn;

namespace RingCx.Client;

/// <summary>Uses a permanent API token of a legacy host as it is (docs/service-notes.md: Hosts).</summary>
public sealed class ApiTokenSignIn : SignInMethod
{
    /// <summary>Makes the method; it owns the secret.</summary>
    /// <param name="token">The API token, <c>aws80:</c> and a GUID in form.</param>
    /// <exception cref="ArgumentNullException"><paramref name="token"/> is null.</exception>
    public ApiTokenSignIn(Secret token) => Token = token ?? throw new ArgumentNullException(nameof(token));

    /// <summary>Whether a text can be a token: it travels in a header, so blanks, line breaks and umlauts can not be in it.</summary>
    /// <param name="token">The text.</param>
    /// <exception cref="ArgumentNullException"><paramref name="token"/> is null.</exception>
    public static bool CanBe(Secret token) => AccessToken.CanTravel((token ?? throw new ArgumentNullException(nameof(token))).Reveal());

    /// <inheritdoc/>
    public override bool IsLegacy => true;

    internal Secret Token { get; }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => Token.Dispose();
}
