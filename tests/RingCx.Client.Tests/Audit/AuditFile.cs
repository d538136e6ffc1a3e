namespace RingCx.Client.Tests.Audit;

/// <summary>An audit file in a folder of its own, which ends with the test.</summary>
internal sealed class AuditFile : IDisposable
{
    public AuditFile()
    {
        Folder = Directory.CreateTempSubdirectory("ringcx-audit-").FullName;
        Path = System.IO.Path.Combine(Folder, "audit.jsonl");
    }

    public string Folder { get; }

    public string Path { get; }

    public string Text => File.Exists(Path) ? File.ReadAllText(Path) : string.Empty;

    /// <summary>The lines, each of them JSON and whole.</summary>
    public IReadOnlyList<JsonElement> AllLines => Parse(Text);

    /// <summary>The last line of each action, in the order in which they began; that each has begun and ended once, and that its lines agree, is checked.</summary>
    public IReadOnlyList<JsonElement> Lines => [.. AllLines.GroupBy(static line => line.Field("id")).Select(static lines => Last([.. lines]))];

    /// <summary>The last line of the one action that there is.</summary>
    public JsonElement Line => Assert.Single(Lines);

    public static IReadOnlyList<JsonElement> Parse(string text)
    {
        if (text.Length == 0)
        {
            return [];
        }

        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        return [.. text[..^1].Split('\n').Select(static line => JsonDocument.Parse(line).RootElement)];
    }

    public void Dispose()
    {
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    private static JsonElement Last(JsonElement[] lines)
    {
        Assert.Equal("Pending", lines[0].Outcome());
        Assert.Equal(JsonValueKind.Null, lines[0].GetProperty("durationMs").ValueKind);
        Assert.InRange(lines.Length, 1, 2);
        if (lines.Length == 2)
        {
            Assert.NotEqual("Pending", lines[1].Outcome());
            Assert.Equal(lines[0].Names(), lines[1].Names());
            Assert.All(lines[0].Names().Except(["outcome", "durationMs"]), name => Assert.Equal(lines[0].GetProperty(name).GetRawText(), lines[1].GetProperty(name).GetRawText()));
        }

        return lines[^1];
    }
}
