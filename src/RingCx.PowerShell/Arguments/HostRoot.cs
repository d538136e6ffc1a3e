namespace RingCx.Arguments;

/// <summary>The root of a service's host. The API's own path is accepted behind it, since people copy it from the documents.</summary>
internal static class HostRoot
{
    private const string Example = "Give a root such as https://ringcx.ringcentral.com.";

    /// <summary>The root; null where none is given. What is none ends the command.</summary>
    public static Uri? Read(RcxCommand command, string parameter, string? given)
    {
        if (given is null)
            return null;

        var isUri = Uri.TryCreate(given.Trim(), UriKind.Absolute, out var uri);
        var refusal = !isUri || uri.Host.Length == 0 || uri.Scheme is not ("https" or "http")
            ? "is not the address of a host. " + Example
            : uri.Scheme == Uri.UriSchemeHttp && !uri.IsLoopback
                ? "is plain http: tokens would travel in the open. Give https; plain http is for loopback addresses alone."
                : uri is { UserInfo.Length: > 0 } or { Query.Length: > 0 } or { Fragment.Length: > 0 }
                    || uri.AbsolutePath.TrimEnd('/') is not ("" or "/api" or "/voice/api")
                    ? "has more than a host in it. " + Example
                    : null;
        if (refusal is not null)
            command.ThrowTerminatingError(ErrorRecords.InvalidUri(parameter, refusal));

        return new Uri(uri.GetLeftPart(UriPartial.Authority));
    }
}
