namespace RingCx.Sandbox;

/// <summary>What an endpoint asks of whoever calls it.</summary>
internal enum Access
{
    /// <summary>Nothing: it is a sign-in, which checks for itself.</summary>
    SignIn,

    /// <summary>A token of any user.</summary>
    AnyUser,

    /// <summary>A token of the RingCentral platform, of any user: the endpoint looks at the permissions.</summary>
    RingCentral,

    /// <summary>A token of a user with the supervisor permissions.</summary>
    Supervisor,
}
