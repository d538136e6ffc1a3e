namespace RingCx;

/// <content>The process's variables that Connect-Rcx reads, as Start-RcxSandbox -SetEnvironment sets them.</content>
public sealed partial class RcxSandbox
{
    private static readonly List<RcxSandbox> EnvironmentHolders = [];

    private readonly Dictionary<string, (string? Before, string? Set)> _replaced = new(StringComparer.Ordinal);

    /// <summary>
    /// A variable as a runspace is to read it: where several have set it by their sandboxes, such as two jobs in one process, the value of
    /// its own. What anybody has set by other means goes before.
    /// </summary>
    /// <param name="own">The sandboxes that the runspace has started.</param>
    internal static string? ReadVariable(string name, IReadOnlyList<RcxSandbox> own)
    {
        lock (EnvironmentHolders)
        {
            var value = Environment.GetEnvironmentVariable(name);
            return HolderOf(name, value) is not null && EnvironmentHolders.FindLast(own.Contains) is { } mine
                ? mine._replaced[name].Set
                : value;
        }
    }

    /// <summary>Whether the variables lead to a sandbox that the runspace has not started.</summary>
    /// <param name="own">The sandboxes that it has started.</param>
    internal static bool IsEnvironmentOfAnother(IReadOnlyList<RcxSandbox> own)
    {
        // The address is the one that no two have in common.
        const string Address = "RCX_BASE_URL";
        lock (EnvironmentHolders)
            return HolderOf(Address, ReadVariable(Address, own)) is { } holder && !own.Contains(holder);
    }

    internal void SetEnvironment()
    {
        lock (EnvironmentHolders)
        {
            Replace("RC_APP_CLIENT_ID", ClientId);
            Replace("RC_APP_CLIENT_SECRET", _engine.Credentials.ClientSecret);
            Replace("RC_USER_JWT", _engine.Credentials.Jwt);
            Replace("RC_SERVER_URL", Uri!.GetLeftPart(UriPartial.Authority));
            Replace("RCX_BASE_URL", Uri.GetLeftPart(UriPartial.Authority));
            Replace("RCX_ACCOUNT_ID", AccountIds.Count == 1 ? AccountIds[0] : null);
            EnvironmentHolders.Add(this);
        }
    }

    private static RcxSandbox? HolderOf(string name, string? value) =>
        EnvironmentHolders.Find(holder => holder._replaced.TryGetValue(name, out var its) && its.Set == value);

    // Where another sandbox has set the variable meanwhile, what was there before is its to put back. What somebody else has set is theirs.
    private static void PutBack(string name, string? before, string? set, List<RcxSandbox> laterHolders)
    {
        if (laterHolders.Find(other => other._replaced.TryGetValue(name, out var its) && its.Before == set) is { } next)
            next._replaced[name] = (before, next._replaced[name].Set);
        else if (Environment.GetEnvironmentVariable(name) == set)
            Environment.SetEnvironmentVariable(name, before);
    }

    private void PutEnvironmentBack()
    {
        lock (EnvironmentHolders)
        {
            var later = EnvironmentHolders.SkipWhile(holder => holder != this).Skip(1).ToList();
            EnvironmentHolders.Remove(this);
            foreach (var variable in _replaced)
                PutBack(variable.Key, variable.Value.Before, variable.Value.Set, later);

            _replaced.Clear();
        }
    }

    private void Replace(string name, string? value)
    {
        _replaced[name] = (Environment.GetEnvironmentVariable(name), value);
        Environment.SetEnvironmentVariable(name, value);
    }
}
