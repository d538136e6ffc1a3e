namespace RingCx;

/// <summary>
/// The exception in the error records of this module. Its message says what to do; it names no secret and no full phone number.
/// </summary>
public sealed class RcxException : Exception
{
    internal RcxException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
