namespace RingCx.Sandbox;

/// <summary>A supervisor's leg on a call, added by <c>addSessionToCall</c>.</summary>
/// <param name="SessionId">The service's own id of the session, for <c>hangupSessionById</c>. Unique within the account.</param>
/// <param name="Phone">The phone number, as the client gave it.</param>
/// <param name="Type"><c>MONITOR</c>, <c>COACHING</c> or <c>BARGEIN</c>.</param>
public sealed record SandboxSession(string SessionId, string Phone, string Type);
