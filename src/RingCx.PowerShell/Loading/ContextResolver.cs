using System.Reflection;

namespace RingCx.Loading;

/// <summary>
/// .NET: a load context, which looks first among what it has loaded itself. With the whole closure in it from the start, no version found
/// elsewhere is ever considered. Each file is taken from the images that were compiled ahead for this runtime, where the module has them.
/// </summary>
/// <param name="contextType">The class of load contexts.</param>
/// <param name="folder">Where the dependencies lie.</param>
internal sealed class ContextResolver(Type contextType, string folder)
{
    // Loaded for the board alone: most sessions never see one.
    private static readonly string[] OfBoard = ["Spectre.Console", PrivateDependencies.Board];

    private readonly object _gate = new();
    private readonly string? _images = CompiledAhead.FindFolder(folder);
    private readonly Dictionary<string, Assembly> _loaded = new(StringComparer.OrdinalIgnoreCase);
    private Func<string, Assembly>? _load;

    /// <summary>Answers the runtime's question for an assembly.</summary>
    public Assembly? Resolve(object? sender, ResolveEventArgs args)
    {
        var name = new AssemblyName(args.Name).Name;
        if (name == PrivateDependencies.Model)
            return PrivateDependencies.SharedModel;

        if (!PrivateDependencies.AreAskedFor(name))
            return null;

        lock (_gate)
        {
            if (_load is null)
            {
                var context = Activator.CreateInstance(contextType, "RingCx.PowerShell", false);
                _load = (Func<string, Assembly>)Delegate.CreateDelegate(
                    typeof(Func<string, Assembly>), context!, contextType.GetMethod("LoadFromAssemblyPath")!);
                Load(Directory.GetFiles(folder, "*.dll").Where(static file => !OfBoard.Contains(Path.GetFileNameWithoutExtension(file))));
            }

            if (name == PrivateDependencies.Board && !_loaded.ContainsKey(name))
                Load(OfBoard.Select(library => Path.Combine(folder, library + ".dll")));

            return _loaded.TryGetValue(name, out var assembly) ? assembly : null;
        }
    }

    private void Load(IEnumerable<string> files)
    {
        foreach (var file in files)
            _loaded[Path.GetFileNameWithoutExtension(file)] = _load!(Compiled(file));
    }

    private string Compiled(string file)
    {
        var image = _images is null ? file : Path.Combine(_images, Path.GetFileName(file));
        return File.Exists(image) ? image : file;
    }
}
