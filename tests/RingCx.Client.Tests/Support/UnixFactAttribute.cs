namespace RingCx.Client.Tests.Support;

/// <summary>A test that needs one of the devices of Unix; skipped, and counted so, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixFactAttribute : FactAttribute
{
    /// <param name="device">The device's path.</param>
    public UnixFactAttribute(string device)
    {
        Device = device;
        Skip = File.Exists(device) ? null! : $"This system has no {device}.";
    }

    public string Device { get; }
}
