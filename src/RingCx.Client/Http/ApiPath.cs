namespace RingCx.Client.Http;

/// <summary>Paths that a user wrote by hand.</summary>
internal static class ApiPath
{
    /// <summary>The path, escaped segment by segment; it cannot leave the API's root or name another host.</summary>
    public static string Escape(string path)
    {
        var segments = (path ?? throw new ArgumentNullException(nameof(path))).Trim('/').Split('/');
        if (path.IndexOfAny(['?', '#', '\\']) >= 0 || !segments.All(IsPlain))
            throw new ArgumentException("The path is not one below the API's root, such as /v1/admin/accounts.", nameof(path));

        return "/" + string.Join("/", segments.Select(static s => Uri.EscapeDataString(Uri.UnescapeDataString(s))));
    }

    private static bool IsPlain(string segment) => segment.Length > 0 && !segment.Contains(':')
        && Uri.UnescapeDataString(segment) is not ("." or "..") and var text && text.IndexOfAny(['/', '\\']) < 0;
}
