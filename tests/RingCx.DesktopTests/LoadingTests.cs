using System.Reflection;

namespace RingCx.DesktopTests;

/// <summary>How the module finds what it depends on.</summary>
internal sealed class LoadingTests
{
    private static string Folder => Path.Combine(Program.Module, "bin", "dependencies");

    public Task Find_the_client_and_the_sandbox_in_the_modules_folder()
    {
        Check.Equal(Path.Combine(Folder, "RingCx.Client.dll"), typeof(RingCxClient).Assembly.Location);
        Check.Equal(Path.Combine(Folder, "RingCx.Sandbox.dll"), typeof(SandboxEngine).Assembly.Location);
        return Task.CompletedTask;
    }

    public async Task Use_no_version_that_another_module_has_loaded_before_and_ask_nobody_else()
    {
        using (var bench = new Bench())
        {
            Check.Equal(12, (await bench.ListAsync()).Count);
        }

        Check.True(Others.Library!.GetName().Version < new Version(5, 0), "The other module's library is another version.");
        foreach (var name in new[] { "System.Text.Json", "System.Memory", "System.Buffers", "System.Threading.Tasks.Extensions", "Microsoft.Extensions.Http", "Microsoft.Bcl.AsyncInterfaces" })
        {
            Check.True(Loaded(Path.Combine(Folder, name + ".dll")), $"{name} is not loaded from the module's folder.");
        }

        var ours = Directory.GetFiles(Folder, "*.dll").Select(static file => Path.GetFileNameWithoutExtension(file) + " asks for ");
        var asked = Others.Askers.Where(asker => ours.Any(name => asker.StartsWith(name, StringComparison.Ordinal))).Where(static asker => !asker.Contains(".resources")).ToArray();
        Check.True(asked.Length == 0, "Another module was asked: " + string.Join(", ", asked));
    }

    public async Task Answer_nobody_elses_requests()
    {
        await Check.ThrowsAsync<FileNotFoundException>(static () => Task.FromResult(Assembly.Load("Microsoft.Extensions.Primitives, Version=9.0.0.0, Culture=neutral, PublicKeyToken=adb9793829ddae60")));
        Check.Equal(Others.Library, Assembly.Load("System.Text.Json, Version=9.0.0.0, Culture=neutral, PublicKeyToken=cc7b13ffcd2ddd51"));
    }

    public Task Find_the_board_whose_drawing_library_names_another_version_than_there_is()
    {
        Check.True(!Loaded(Path.Combine(Folder, "Spectre.Console.dll")), "It is loaded without a board.");
        var renderer = Assembly.Load("RingCx.Board").GetTypes();
        Check.True(renderer.Length > 5, "The board has its types.");
        var drawing = AppDomain.CurrentDomain.GetAssemblies().First(static a => a.GetName().Name == "Spectre.Console");
        Check.Equal(Path.Combine(Folder, "Spectre.Console.dll"), drawing.Location);
        Check.True(drawing.GetTypes().Length > 100, "The drawing library has its types.");
        return Task.CompletedTask;
    }

    private static bool Loaded(string file) => AppDomain.CurrentDomain.GetAssemblies().Any(assembly => !assembly.IsDynamic && assembly.Location == file);
}
