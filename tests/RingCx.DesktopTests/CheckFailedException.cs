namespace RingCx.DesktopTests;

/// <summary>Something was not as expected.</summary>
internal sealed class CheckFailedException : Exception
{
    public CheckFailedException(string message)
        : base(message)
    {
    }
}
