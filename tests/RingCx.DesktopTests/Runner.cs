using System.Diagnostics;
using System.Reflection;

namespace RingCx.DesktopTests;

/// <summary>Runs every public method of every class whose name ends with Tests, one after another, each on an object of its own.</summary>
internal static class Runner
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private static int _passed;
    private static int _failed;
    private static int _leftOut;

    public static bool IsMono { get; } = Type.GetType("Mono.Runtime") is not null;

    /// <summary>
    /// Sends by HttpWebRequest, as .NET Framework's HttpClient does in any case. Mono's has a stack of its own, and this is the nearest to
    /// .NET Framework's that it has.
    /// </summary>
    public static bool OverWebRequests { get; set; }

    /// <summary>Runs them.</summary>
    /// <param name="filter">A part of the names of those to run; empty for all.</param>
    /// <param name="exceptFor">Classes that are not run.</param>
    public static void Run(string filter, params Type[] exceptFor)
    {
        foreach (var type in typeof(Runner).Assembly.GetTypes().Where(t => t.Name.EndsWith("Tests", StringComparison.Ordinal) && !exceptFor.Contains(t)).OrderBy(static t => t.Name, StringComparer.Ordinal))
        {
            foreach (var method in type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly).Where(static m => m.ReturnType == typeof(Task)))
            {
                var name = $"{type.Name}.{method.Name}";
                if (name.IndexOf(filter, StringComparison.OrdinalIgnoreCase) >= 0)
                {
                    Run(name, type, method);
                }
            }
        }
    }

    /// <summary>Writes the counts.</summary>
    /// <returns>Whether all have passed.</returns>
    public static bool Sum()
    {
        if (_leftOut > 0)
        {
            Console.WriteLine($"{_leftOut} left out, for the reasons above");
        }

        Console.WriteLine($"{_passed} passed, {_failed} failed");
        return _failed == 0 && _passed > 0;
    }

    private static void Run(string name, Type type, MethodInfo method)
    {
        if (IsMono && method.GetCustomAttribute<LeftOutOnMonoAttribute>() is { } mono && (OverWebRequests || !mono.OverWebRequestsAlone))
        {
            _leftOut++;
            Console.WriteLine($"left out  {name}: {mono.Why}");
            return;
        }

        var watch = Stopwatch.StartNew();
        if (Fail(type, method) is { } failure)
        {
            _failed++;
            Console.WriteLine($"FAILED    {name} ({watch.ElapsedMilliseconds} ms)");
            Console.WriteLine(failure);
        }
        else
        {
            _passed++;
            Console.WriteLine($"passed    {name} ({watch.ElapsedMilliseconds} ms)");
        }
    }

    private static string? Fail(Type type, MethodInfo method)
    {
        try
        {
            // On the pool, where there is no context to come back to, and so that one that hangs does not hold up the others.
            var running = Task.Run(async () =>
            {
                var test = Activator.CreateInstance(type);
                using (test as IDisposable)
                {
                    await (Task)method.Invoke(test, null)!;
                }
            });
            return running.Wait(Longest) ? null : "It did not come to its end.";
        }
        catch (AggregateException e)
        {
            return e.GetBaseException() is CheckFailedException check ? check.Message : e.InnerException!.ToString();
        }
    }
}
