namespace RingCx.Sandbox;

/// <summary>Somebody who can sign in.</summary>
internal sealed class SandboxUser
{
    public SandboxUser(int adminId, string firstName, string lastName, string username, bool isSupervisor, bool isAgent = true)
    {
        AdminId = adminId;
        FirstName = firstName;
        LastName = lastName;
        Username = username;
        IsSupervisor = isSupervisor;
        IsAgent = isAgent;
    }

    public int AdminId { get; }

    public string FirstName { get; }

    public string LastName { get; }

    public string Username { get; }

    /// <summary>Whether the user has the permissions that activeCalls asks for.</summary>
    public bool IsSupervisor { get; }

    /// <summary>False for an administrator alone, of whom the exchange has no agentDetails.</summary>
    public bool IsAgent { get; }

    /// <summary>The user's id on the RingCentral platform.</summary>
    public string OwnerId => (400_415_000_000L + AdminId).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
