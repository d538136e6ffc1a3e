namespace RingCx.Sandbox.Tests;

/// <summary>An answer of the engine, read to its end.</summary>
public sealed class Reply(SandboxResponse response)
{
    public int Status => response.StatusCode;

    public string Text { get; } = System.Text.Encoding.UTF8.GetString(response.Body.Span);

    public string? this[string header] => response.Headers.TryGetValue(header, out var value) ? value : null;

    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    /// <summary>What an error says was wrong.</summary>
    public string Details => Json.GetProperty("details").GetString()!;

    /// <summary>A string of a JSON object.</summary>
    public string Field(string name)
    {
        return Json.GetProperty(name).GetString()!;
    }
}
