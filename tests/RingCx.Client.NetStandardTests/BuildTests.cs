namespace RingCx.Client.Tests;

/// <summary>That it is the other build which is tested here.</summary>
public class BuildTests
{
    [Fact]
    public void The_client_is_the_netstandard_build() =>
        Assert.Contains("netstandard", typeof(RingCxClient).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name));
}
