using System.Reflection;

namespace RingCx.Client.Json;

/// <summary>
/// A property of a row that the service tells: one whose setter is internal to the model. Found once from the type, read and written by
/// delegates.
/// </summary>
internal sealed class RowProperty
{
    private RowProperty(PropertyInfo property, Func<object, object?> get, Action<object, object?> set)
    {
        Name = property.Name;
        Type = property.PropertyType;
        Get = get;
        Set = set;
    }

    public string Name { get; }

    public Type Type { get; }

    public Func<object, object?> Get { get; }

    public Action<object, object?> Set { get; }

    public static IReadOnlyList<RowProperty> Of(Type row) => [.. Told(row).Select(static property => Of(property))];

    /// <summary>The same, as reflection knows them.</summary>
    public static PropertyInfo[] Told(Type row) => Array.FindAll(
        row.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic),
        static property => property.SetMethod?.IsAssembly == true);

    private static RowProperty Of(PropertyInfo property) =>
        (RowProperty)typeof(RowProperty).GetMethod(nameof(Make), BindingFlags.NonPublic | BindingFlags.Static)!
        .MakeGenericMethod(property.DeclaringType!, property.PropertyType).Invoke(null, [property])!;

    private static RowProperty Make<TRow, TValue>(PropertyInfo property)
    {
        var get = (Func<TRow, TValue>)property.GetMethod!.CreateDelegate(typeof(Func<TRow, TValue>));
        var set = (Action<TRow, TValue>)property.SetMethod!.CreateDelegate(typeof(Action<TRow, TValue>));
        return new RowProperty(property, row => get((TRow)row), (row, value) => set((TRow)row, (TValue)value!));
    }
}
