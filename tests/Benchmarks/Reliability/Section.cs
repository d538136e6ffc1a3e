namespace RingCx.Reliability;

/// <summary>One figure of docs/reliability.md: its text, and what was broken while it was measured.</summary>
internal sealed record Section(string Name, string Text, IReadOnlyList<string> Violations);
