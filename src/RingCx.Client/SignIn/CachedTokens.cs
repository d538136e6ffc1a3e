namespace RingCx.Client.SignIn;

/// <summary>
/// What processes that share a user share: null where there is none, or the sign-in does not tell. Times are of the machine's clock,
/// which the processes share as well.
/// </summary>
internal sealed class CachedTokens
{
    public string? AccessToken { get; set; }

    public DateTimeOffset ObtainedAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>RingCX's, spent by its first use.</summary>
    public string? RefreshToken { get; set; }

    public string? RingCentralToken { get; set; }

    public DateTimeOffset RingCentralExpiresAt { get; set; }

    public string? RingCentralRefreshToken { get; set; }

    public string? UserName { get; set; }

    public string? MainAccountId { get; set; }

    public override string ToString() => "***";
}

/// <summary>What the file of a token cache holds.</summary>
internal sealed class TokenCacheFile
{
    /// <summary>The version of the file's form that is read and written: any other counts as nothing there.</summary>
    public const int CurrentVersion = 1;

    public int Version { get; set; }

    public CachedTokens? Tokens { get; set; }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(TokenCacheFile))]
internal sealed partial class TokenCacheJsonContext : JsonSerializerContext;
