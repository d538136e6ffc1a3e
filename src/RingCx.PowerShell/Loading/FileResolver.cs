using System.Reflection;

namespace RingCx.Loading;

/// <summary>
/// .NET Framework: each file is loaded by its path, one by one as it is asked for. Such an assembly is found by nobody's request, and its
/// own requests come here unless the framework itself has exactly what they name. They are answered by name alone, whatever the version:
/// the files of the folder were built to go together, and there is no configuration file to say so. Requests of others are not answered.
/// </summary>
/// <param name="folder">Where the dependencies lie.</param>
internal sealed class FileResolver(string folder)
{
    private readonly object _gate = new();
    private readonly Dictionary<string, Assembly> _loaded = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<Assembly> _ours = [];

    /// <summary>Answers the runtime's question for an assembly.</summary>
    public Assembly? Resolve(object? sender, ResolveEventArgs args)
    {
        var name = new AssemblyName(args.Name).Name;
        if (name == PrivateDependencies.Model)
            return PrivateDependencies.SharedModel;

        lock (_gate)
        {
            if (!PrivateDependencies.AreAskedFor(name) && (args.RequestingAssembly is not { } asking || !_ours.Contains(asking)))
                return null;

            if (_loaded.TryGetValue(name, out var known))
                return known;

            var file = Path.Combine(folder, name + ".dll");
            if (!File.Exists(file))
                return null;

            var assembly = Assembly.LoadFile(file);
            _ours.Add(assembly);
            return _loaded[name] = assembly;
        }
    }
}
