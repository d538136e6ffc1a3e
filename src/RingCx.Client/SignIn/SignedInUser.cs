namespace RingCx.Client;

/// <summary>Who signed in, as far as the sign-in tells (the exchange's answer).</summary>
public sealed class SignedInUser
{
    internal SignedInUser(string? userName, string? mainAccountId)
    {
        UserName = userName;
        MainAccountId = mainAccountId;
    }

    /// <summary>The user's name; null where the sign-in does not tell it.</summary>
    public string? UserName { get; }

    /// <summary>The main account's id; null where the sign-in does not tell it.</summary>
    public string? MainAccountId { get; }

    /// <summary>Null where nothing is told of the user.</summary>
    internal static SignedInUser? From(string? userName, string? mainAccountId) =>
        userName is null && mainAccountId is null ? null : new(userName, mainAccountId);
}
