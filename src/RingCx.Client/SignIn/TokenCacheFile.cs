namespace RingCx.Client.SignIn;

/// <summary>What a token cache's file holds.</summary>
internal sealed class TokenCacheFile
{
    /// <summary>The version that this one reads and writes.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The version of the file's form: one that is not known counts as nothing there.</summary>
    public int Version { get; set; }

    /// <summary>The tokens.</summary>
    public CachedTokens? Tokens { get; set; }
}

/// <summary>Reads and writes it by generated code.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(TokenCacheFile))]
internal sealed partial class TokenCacheJsonContext : JsonSerializerContext;
