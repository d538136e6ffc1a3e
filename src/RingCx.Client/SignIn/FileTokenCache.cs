using System.Security.Cryptography;

namespace RingCx.Client.SignIn;

/// <summary>
/// Tokens in a file of the user's own: encrypted by DPAPI for the user on Windows, readable by its owner alone elsewhere. What cannot be
/// read as tokens counts as nothing there.
/// </summary>
/// <param name="folder">Where the file lies.</param>
/// <param name="name">The file's name without its extension.</param>
/// <param name="patience">How long another process may take to sign in.</param>
internal sealed class FileTokenCache(OwnerOnlyFolder folder, string name, TimeSpan patience) : ITokenCache
{
    private const int MaximumBytes = 1024 * 1024;

    private readonly string _file = name + ".tokens";

    /// <inheritdoc/>
    public async Task<ITokenCache.IEntry> OpenAsync(CancellationToken cancellationToken) =>
        new Entry(folder.PathOf(_file), await folder.LockAsync(_file + ".lock", patience, cancellationToken).ConfigureAwait(false));

    private sealed class Entry(string path, FileLock @lock) : ITokenCache.IEntry
    {
        private readonly string _path = path;
        private readonly FileLock _lock = @lock;

        // Beside the file, since nothing is renamed from one disk to another. One that a process left behind when it died is made anew.
        private string NewPath => _path + ".new";

        public CachedTokens? Read() => OwnerOnlyFolder.Use(_path, () => File.Exists(_path) ? Parse(ReadBytes()) : null);

        public void Write(CachedTokens tokens) => OwnerOnlyFolder.Use(_path, () =>
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(
                new TokenCacheFile { Version = TokenCacheFile.CurrentVersion, Tokens = tokens }, TokenCacheJsonContext.Default.TokenCacheFile);
            var bytes = OwnerOnlyFolder.HasModes ? json : ProtectedData.Protect(json, null, DataProtectionScope.CurrentUser);
            File.Delete(NewPath);
            using (var file = OwnerOnlyFolder.Open(NewPath, FileMode.CreateNew, FileAccess.Write))
            {
                file.Write(bytes, 0, bytes.Length);
            }

            OwnerOnlyFolder.Replace(_path, NewPath);
            return true;
        });

        public void Clear() => OwnerOnlyFolder.Use(_path, () =>
        {
            File.Delete(NewPath);
            File.Delete(_path);
            return true;
        });

        public void Dispose() => _lock.Dispose();

        private byte[] ReadBytes()
        {
            using var file = OwnerOnlyFolder.Open(_path, FileMode.Open, FileAccess.Read);
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
                return JsonSerializer.Deserialize(json, TokenCacheJsonContext.Default.TokenCacheFile) is { Version: TokenCacheFile.CurrentVersion, Tokens: { } tokens } ? tokens : null;
            }
            catch (Exception e) when (e is JsonException or CryptographicException)
            {
                // Of another version, of another user's key, or broken: the sign-in that follows replaces it.
                return null;
            }
        }
    }
}
