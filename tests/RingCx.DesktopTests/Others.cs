using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;

namespace RingCx.DesktopTests;

/// <summary>
/// Another module in the same process: it has a library of a name that the client uses too, loaded already, and answers for it whoever
/// asks, as many a module does.
/// </summary>
internal static class Others
{
    public const string Name = "System.Text.Json";

    private static readonly Version Version = new(4, 0, 1, 2);

    /// <summary>Who has asked it for something.</summary>
    public static ConcurrentBag<string> Askers { get; } = [];

    /// <summary>Its library.</summary>
    public static Assembly? Library { get; private set; }

    public static void Load(string folder)
    {
        var name = new AssemblyName(Name) { Version = Version };
        var assembly = AppDomain.CurrentDomain.DefineDynamicAssembly(name, AssemblyBuilderAccess.Save, folder);
        assembly.DefineDynamicModule(Name, Name + ".dll").DefineType("System.Text.Json.JsonSerializer", TypeAttributes.Public).CreateType();
        assembly.Save(Name + ".dll");
        Library = Assembly.LoadFrom(Path.Combine(folder, Name + ".dll"));
        AppDomain.CurrentDomain.AssemblyResolve += static (_, args) =>
        {
            Askers.Add($"{args.RequestingAssembly?.GetName().Name} asks for {new AssemblyName(args.Name).Name}");
            return new AssemblyName(args.Name).Name == Name ? Library : null;
        };
    }
}
