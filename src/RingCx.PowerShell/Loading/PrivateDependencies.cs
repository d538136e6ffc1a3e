using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;

namespace RingCx.Loading;

/// <summary>
/// Loads the client, the sandbox and everything below them into a context of their own, at the first use of any of it, so that neither
/// the versions that another module has loaded nor those of PowerShell itself are ever mixed with ours.
/// </summary>
internal static class PrivateDependencies
{
    private static readonly object Gate = new();
    private static readonly Dictionary<string, Assembly> Loaded = new(StringComparer.OrdinalIgnoreCase);
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
        // Only these two are asked for by the commands; nobody else has assemblies of these names.
        var name = new AssemblyName(args.Name).Name;
        if (name is not ("RingCx.Client" or "RingCx.Sandbox"))
        {
            return null;
        }

        lock (Gate)
        {
            if (Loaded.Count == 0)
            {
                LoadAll();
            }

            return Loaded.TryGetValue(name, out var assembly) ? assembly : null;
        }
    }

    // A context looks first among what it has loaded itself. With the whole closure in it from the start, no version found elsewhere
    // is ever considered. netstandard2.0 has no name for the context's class, hence the reflection.
    private static void LoadAll()
    {
        var type = Type.GetType("System.Runtime.Loader.AssemblyLoadContext, System.Runtime.Loader", throwOnError: true)!;
        var context = Activator.CreateInstance(type, "RingCx.PowerShell", false);
        var load = (Func<string, Assembly>)Delegate.CreateDelegate(typeof(Func<string, Assembly>), context!, type.GetMethod("LoadFromAssemblyPath")!);
        foreach (var file in Directory.GetFiles(Folder, "*.dll"))
        {
            Loaded[Path.GetFileNameWithoutExtension(file)] = load(file);
        }
    }
}
