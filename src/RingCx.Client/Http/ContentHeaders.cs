namespace RingCx.Client.Http;

/// <summary>The headers of a body that is put in another's place.</summary>
internal static class ContentHeaders
{
    public static void Copy(HttpContent from, HttpContent to)
    {
        foreach (var header in from.Headers)
            to.Headers.TryAddWithoutValidation(header.Key, header.Value);
    }

    /// <summary>Copies those that still hold for a body which is not compressed any more, and as long as it is.</summary>
    public static void CopyToUnpacked(HttpContent from, HttpContent to)
    {
        Copy(from, to);
        to.Headers.Remove("Content-Length");
        to.Headers.Remove("Content-Encoding");
    }
}
