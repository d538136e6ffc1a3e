using System.Reflection;

namespace RingCx.Loading;

/// <summary>The order in which .NET Framework asks for assemblies that it does not find.</summary>
internal static class ResolveOrder
{
    /// <summary>
    /// Lets a handler be asked before those that are there already. The first answer counts, and many a module answers for whatever it has
    /// a file of, whoever asks: its version would come among ours.
    /// </summary>
    /// <param name="handler">One that answers for nobody but its own, so that it takes nothing from the others.</param>
    public static void PutFirst(ResolveEventHandler handler)
    {
        var domain = AppDomain.CurrentDomain;

        // The first is .NET Framework's name of it, which has not changed since 2.0 and will not any more; the second is Mono's.
        var handlers = Field("_AssemblyResolve") ?? Field(nameof(AppDomain.AssemblyResolve));
        if (handlers is null)
        {
            domain.AssemblyResolve += handler;
            return;
        }

#pragma warning disable CA2002 // The lock under which the framework itself changes the list.
        lock (domain)
#pragma warning restore CA2002
        {
            handlers.SetValue(domain, Delegate.Combine(handler, (Delegate?)handlers.GetValue(domain)));
        }
    }

    private static FieldInfo? Field(string name) =>
        typeof(AppDomain).GetField(name, BindingFlags.Instance | BindingFlags.NonPublic) is { } field
            && field.FieldType == typeof(ResolveEventHandler) ? field : null;
}
