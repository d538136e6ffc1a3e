using System.Text.RegularExpressions;

namespace RingCx.Client;

/// <summary>Makes the client's patterns: none depends on a culture, and none may take for ever on what somebody else has written.</summary>
internal static class Pattern
{
    public static Regex Of(string pattern, RegexOptions options = RegexOptions.None) =>
        new(pattern, options | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
}
