namespace RingCx.DesktopTests;

/// <summary>What a test expects. No test framework: its own libraries would be found by the requests that are tested here.</summary>
internal static class Check
{
    public static void True(bool condition, string what)
    {
        if (!condition)
        {
            throw new CheckFailedException(what);
        }
    }

    public static void Equal<T>(T expected, T actual, string what = "")
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            throw new CheckFailedException($"{what} Expected {expected}, was {actual}.".Trim());
        }
    }

    public static void Less(TimeSpan actual, double seconds, string what) =>
        True(actual.TotalSeconds < seconds, $"{what} It took {actual.TotalSeconds:0.00} s, not less than {seconds:0.0} s.");

    public static async Task<TException> ThrowsAsync<TException>(Func<Task> action)
        where TException : Exception
    {
        try
        {
            await action();
        }
        catch (TException e)
        {
            return e;
        }

        throw new CheckFailedException($"There was no {typeof(TException).Name}.");
    }
}
