namespace RingCx.Sandbox;

/// <summary>Somebody who can sign in.</summary>
/// <param name="IsSupervisor">Whether the user has the permissions that activeCalls asks for.</param>
/// <param name="IsAgent">False for an administrator alone, of whom the exchange has no agentDetails.</param>
/// <param name="HasReports">False for a supervisor without the right to reports.</param>
internal sealed record SandboxUser(
    int AdminId, string FirstName, string LastName, string Username, bool IsSupervisor, bool IsAgent = true, bool HasReports = true)
{
    /// <summary>Whether the user may read live data.</summary>
    public bool SeesReports => IsSupervisor && HasReports;

    /// <summary>The user's id on the RingCentral platform.</summary>
    public string OwnerId => (400_415_000_000L + AdminId).ToString(CultureInfo.InvariantCulture);
}
