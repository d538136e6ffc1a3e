namespace RingCx.Foundation;

/// <summary>Where the pages of the commands are online, one by the name of each: what Get-Help -Online opens.</summary>
internal static class HelpPages
{
    public const string Root = "https://github.com/ringcx-powershell/RingCx.PowerShell/blob/main/docs/en-US/";
}
