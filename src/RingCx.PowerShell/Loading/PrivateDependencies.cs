using System.Reflection;

namespace RingCx.Loading;

/// <summary>
/// Loads the client, the sandbox, the board and everything below them apart from everybody else's, at the first use, so that neither the
/// versions that another module has loaded nor those of PowerShell itself are ever mixed with ours.
/// </summary>
internal static class PrivateDependencies
{
    /// <summary>What the commands ask for; nobody else has assemblies of these names.</summary>
    public const string Board = "RingCx.Board";

    /// <summary>What the session and the dependencies share: it lies beside the commands, and there is one of it.</summary>
    public const string Model = "RingCx.Model";

    private const string Client = "RingCx.Client";
    private const string Sandbox = "RingCx.Sandbox";

    private static readonly object Gate = new();
    private static bool _registered;

    /// <summary>Where they lie, built for every runtime.</summary>
    public static string Folder => Path.Combine(Path.GetDirectoryName(typeof(PrivateDependencies).Assembly.Location)!, "dependencies");

    /// <summary>From here on the runtime asks us for what it does not find. Loads nothing by itself.</summary>
    public static void Register()
    {
        lock (Gate)
        {
            if (_registered)
                return;

            // netstandard2.0 has no name for the context's class, and .NET Framework has no such class.
            if (typeof(object).Assembly.GetType("System.Runtime.Loader.AssemblyLoadContext") is { } contextType)
                AppDomain.CurrentDomain.AssemblyResolve += new ContextResolver(contextType, ContextFolder).Resolve;
            else
                ResolveOrder.PutFirst(new FileResolver(Folder).Resolve);

            _registered = true;
        }
    }

    // .NET 10, PowerShell 7.6's, and later have a build of their own: .NET 8 and 9 do not have what that takes from the framework.
    private static string ContextFolder => Environment.Version.Major >= 10 ? Path.Combine(Folder, "net10.0") : Folder;

    /// <summary>The session's own model, which the dependencies are given too.</summary>
    public static Assembly SharedModel => typeof(RcxAgent).Assembly;

    /// <summary>Whether the commands ask for an assembly of this name.</summary>
    public static bool AreAskedFor(string name) => name is Client or Sandbox or Board;
}
