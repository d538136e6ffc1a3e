namespace RingCx.Client.SignIn;

/// <summary>A place where several processes of one user keep one set of tokens.</summary>
internal interface ITokenCache
{
    /// <summary>Waits until no other process has it open, and keeps the others out until the entry is disposed of.</summary>
    /// <exception cref="RingCxException">It cannot be opened, or is not safe to use.</exception>
    Task<IEntry> OpenAsync(CancellationToken cancellationToken);

    /// <summary>The cache while it is open.</summary>
    internal interface IEntry : IDisposable
    {
        /// <summary>What is there; null for nothing, or nothing that can be read.</summary>
        CachedTokens? Read();

        /// <summary>Replaces what is there, whole or not at all.</summary>
        void Write(CachedTokens tokens);

        void Clear();
    }
}
