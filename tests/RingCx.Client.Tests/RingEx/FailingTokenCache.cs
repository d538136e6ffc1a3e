using RingCx.Client.SignIn;

namespace RingCx.Client.Tests.RingEx;

/// <summary>A token cache on a disk that is full.</summary>
internal sealed class FailingTokenCache : ITokenCache
{
    public Task<ITokenCache.IEntry> OpenAsync(CancellationToken cancellationToken) => Task.FromResult<ITokenCache.IEntry>(new Entry());

    private sealed class Entry : ITokenCache.IEntry
    {
        public CachedTokens? Read() => null;

        public void Write(CachedTokens tokens) => throw new RingCxException(FailureKind.TokenCacheUnavailable, "The disk is full.");

        public void Clear()
        {
        }

        public void Dispose()
        {
        }
    }
}
