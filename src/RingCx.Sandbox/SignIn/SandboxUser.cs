namespace RingCx.Sandbox;

/// <summary>Somebody who can sign in.</summary>
internal sealed class SandboxUser(int adminId, string firstName, string lastName, string username, bool isSupervisor, bool isAgent = true)
{
    public int AdminId { get; } = adminId;

    public string FirstName { get; } = firstName;

    public string LastName { get; } = lastName;

    public string Username { get; } = username;

    /// <summary>Whether the user has the permissions that activeCalls asks for.</summary>
    public bool IsSupervisor { get; } = isSupervisor;

    /// <summary>False for an administrator alone, of whom the exchange has no agentDetails.</summary>
    public bool IsAgent { get; } = isAgent;

    /// <summary>The user's id on the RingCentral platform.</summary>
    public string OwnerId => (400_415_000_000L + AdminId).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
