using System.Security.Cryptography;

namespace RingCx.Client.SignIn;

/// <summary>
/// Tokens in a file of the user's own: encrypted by DPAPI for the user on Windows, readable by its owner alone elsewhere. What cannot be
/// read as tokens counts as nothing there.
/// </summary>
/// <param name="name">The file's name without its extension.</param>
/// <param name="patience">How long another process may take to sign in.</param>
// The order of locks. Whoever holds one takes only those below it:
//
//   1. the lock of this file, between processes: held over a whole sign-in or renewal, requests included
//   2. RingCentralTokens._obtaining, between threads: held over RingCentral's token call
//   3. RenewingTokenSource.Gate, between threads: nothing waits under it, and of the two sources' gates one is held at a time
//
// The lock of the SharedRateWindow's file is held for a read and a write of that file alone, and never together with the first: requests
// that sign in are counted in budgets of the process's own, and a token is asked for before, not during, the wait for a place in the
// window.
internal sealed class FileTokenCache(OwnerOnlyFolder folder, string name, TimeSpan patience) : ITokenCache
{
    private const int MaximumBytes = 1024 * 1024;

    private readonly string _file = name + ".tokens";

    public async Task<ITokenCache.IEntry> OpenAsync(CancellationToken cancellationToken) =>
        new Entry(folder.PathOf(_file), await folder.LockAsync(_file + ".lock", patience, cancellationToken).ConfigureAwait(false));

    private sealed class Entry(string path, FileStream @lock) : ITokenCache.IEntry
    {
        // Beside the file, since nothing is renamed from one disk to another. One that a process left behind when it died is made anew.
        private readonly string _newPath = path + ".new";

        public CachedTokens? Read() => OwnerOnlyFolder.Use(path, () => File.Exists(path) ? Parse(ReadBytes()) : null);

        public void Write(CachedTokens tokens) => OwnerOnlyFolder.Use(path, () =>
        {
            var content = new TokenCacheFile { Version = TokenCacheFile.CurrentVersion, Tokens = tokens };
            var json = JsonSerializer.SerializeToUtf8Bytes(content, TokenCacheJsonContext.Default.TokenCacheFile);
            var bytes = OwnerOnlyFolder.HasModes ? json : ProtectedData.Protect(json, null, DataProtectionScope.CurrentUser);
            File.Delete(_newPath);
            using (var file = OwnerOnlyFolder.Open(_newPath, FileMode.CreateNew, FileAccess.Write))
                file.Write(bytes, 0, bytes.Length);

            OwnerOnlyFolder.Replace(path, _newPath);
            return true;
        });

        public void Clear() => OwnerOnlyFolder.Use(path, () =>
        {
            File.Delete(_newPath);
            File.Delete(path);
            return true;
        });

        public void Dispose() => @lock.Dispose();

        private byte[] ReadBytes()
        {
            using var file = OwnerOnlyFolder.Open(path, FileMode.Open, FileAccess.Read);
            if (file.Length > MaximumBytes)
                return [];

            using var bytes = new MemoryStream();
            file.CopyTo(bytes);
            return bytes.ToArray();
        }

        private static CachedTokens? Parse(byte[] bytes)
        {
            try
            {
                var json = OwnerOnlyFolder.HasModes ? bytes : ProtectedData.Unprotect(bytes, null, DataProtectionScope.CurrentUser);
                var file = JsonSerializer.Deserialize(json, TokenCacheJsonContext.Default.TokenCacheFile);
                return file?.Version == TokenCacheFile.CurrentVersion ? file.Tokens : null;
            }
            catch (Exception e) when (e is JsonException or CryptographicException)
            {
                // Of another version, of another user's key, or broken: the sign-in that follows replaces it.
                return null;
            }
        }
    }
}
