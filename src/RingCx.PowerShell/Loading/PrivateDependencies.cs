using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;

namespace RingCx.Loading;

/// <summary>
/// Loads the client, the sandbox, the board and everything below them into a context of their own, at the first use, so that neither
/// the versions that another module has loaded nor those of PowerShell itself are ever mixed with ours.
/// </summary>
internal static class PrivateDependencies
{
    private const string Board = "RingCx.Board";

    // Loaded for the board alone: most sessions never see one.
    private static readonly string[] OfBoard = ["Spectre.Console", Board];

    private static readonly object Gate = new();
    private static readonly Dictionary<string, Assembly> Loaded = new(StringComparer.OrdinalIgnoreCase);
    private static Func<string, Assembly>? _load;
    private static bool _registered;

    private static string Folder => Path.Combine(Path.GetDirectoryName(typeof(PrivateDependencies).Assembly.Location)!, "dependencies");

    /// <summary>From here on the runtime asks <see cref="Resolve"/> for what it does not find. Loads nothing by itself.</summary>
    public static void Register()
    {
        lock (Gate)
        {
            if (!_registered)
            {
                AppDomain.CurrentDomain.AssemblyResolve += Resolve;
                _registered = true;
            }
        }
    }

    private static Assembly? Resolve(object? sender, ResolveEventArgs args)
    {
        // Only these are asked for by the commands; nobody else has assemblies of these names.
        var name = new AssemblyName(args.Name).Name;
        if (name is not ("RingCx.Client" or "RingCx.Sandbox" or Board))
        {
            return null;
        }

        lock (Gate)
        {
            if (_load is null)
            {
                _load = Context();
                Load(Directory.GetFiles(Folder, "*.dll").Where(static file => !OfBoard.Contains(Path.GetFileNameWithoutExtension(file))));
            }

            if (name == Board && !Loaded.ContainsKey(Board))
            {
                Load(OfBoard.Select(static library => Path.Combine(Folder, library + ".dll")));
            }

            return Loaded.TryGetValue(name, out var assembly) ? assembly : null;
        }
    }

    // A context looks first among what it has loaded itself. With the whole closure in it from the start, no version found elsewhere
    // is ever considered. netstandard2.0 has no name for the context's class, hence the reflection.
    private static Func<string, Assembly> Context()
    {
        var type = Type.GetType("System.Runtime.Loader.AssemblyLoadContext, System.Runtime.Loader", throwOnError: true)!;
        var context = Activator.CreateInstance(type, "RingCx.PowerShell", false);
        return (Func<string, Assembly>)Delegate.CreateDelegate(typeof(Func<string, Assembly>), context!, type.GetMethod("LoadFromAssemblyPath")!);
    }
    private static void Load(IEnumerable<string> files)
    {
        foreach (var file in files)
        {
            Loaded[Path.GetFileNameWithoutExtension(file)] = _load!(file);
        }
    }
}
