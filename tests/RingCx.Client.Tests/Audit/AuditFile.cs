using System.Text.Json;

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
    public IReadOnlyList<JsonElement> Lines => Parse(Text);

    /// <summary>The one line that there is.</summary>
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
}
