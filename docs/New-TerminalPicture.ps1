#Requires -Version 7.4
<#
.SYNOPSIS
Makes docs/images/terminal.svg from a real run: the lines below are run in a fresh PowerShell on the sandbox, and what it prints is drawn.

.DESCRIPTION
Import the module from the clone: run ./build.ps1 first. The colours are those that PowerShell writes; uiis and times are those of the run.
#>
[CmdletBinding()]
param(
    # What is typed.
    [string[]] $Lines = @(
        'Connect-Rcx -Sandbox -SupervisorPhone +15554150123'
        'Get-RcxActiveCall -First 6'
        'Get-RcxActiveCall | Where-Object agentLastName -eq Vu | Add-RcxCallSession -Type Monitor'
        'Get-RcxActiveCall -AgentName Vu | Stop-RcxCall -WhatIf'
        'Stop-RcxCall -Uii 202005081040440132050000019657 -Force'
    ),

    # How wide the terminal is.
    [int] $Columns = 112,

    # The file to write.
    [string] $Path = (Join-Path $PSScriptRoot 'images/terminal.svg')
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$manifest = Join-Path (Split-Path $PSScriptRoot) 'RingCx.PowerShell.psd1'
$powershell = [System.Environment]::ProcessPath
$arguments = if ([System.IO.Path]::GetFileNameWithoutExtension($powershell) -eq 'dotnet') { , (Join-Path $PSHOME 'pwsh.dll') } else { @() }
$escape = [char] 27

$script = @(
    "Import-Module '$manifest'"
    "`$PSStyle.OutputRendering = 'Ansi'"
    foreach ($line in $Lines) {
        "'PS> ' + '$($line.Replace("'", "''"))'"
        "`$printed = @(try { & { $line } 2>&1 3>&1 6>&1 } catch { `$_ })"
        # An error as the prompt shows it, where a script would show its line too.
        "`$errors = @(`$printed | Where-Object { `$_ -is [System.Management.Automation.ErrorRecord] })"
        "`$printed = @(`$printed | Where-Object { `$_ -isnot [System.Management.Automation.ErrorRecord] })"
        "if (`$printed) { (`$printed | Out-String -Width $Columns).Trim(`"``r``n`".ToCharArray()); '' }"
        "foreach (`$record in `$errors) { [regex]::Matches(`"`$(`$record.InvocationInfo.MyCommand): `$record`", '.{1,$($Columns - 2)}(\s|$)') | ForEach-Object { `$PSStyle.Formatting.Error + `$_.Value + `$PSStyle.Reset } }"
    }
) -join "`n"
$printed = @(& $powershell @arguments -NoProfile -NonInteractive -Command $script) -split '\r?\n'

$colours = @{ '30' = '#6e7681'; '31' = '#ff7b72'; '32' = '#7ee787'; '33' = '#e3b341'; '34' = '#79c0ff'; '35' = '#d2a8ff'; '36' = '#76e3ea'; '37' = '#e6edf3'; '91' = '#ff7b72'; '92' = '#7ee787'; '93' = '#e3b341' }
$width = [int] (9 * $Columns + 40)
$height = 22 * $printed.Count + 66
$svg = [System.Collections.Generic.List[string]]::new()
$svg.Add("<svg xmlns=`"http://www.w3.org/2000/svg`" viewBox=`"0 0 $width $height`" role=`"img`" aria-label=`"A terminal: connect to the sandbox, list calls, listen in to an agent's, and an error that says what to do`">")
$svg.Add("<rect width=`"$width`" height=`"$height`" rx=`"10`" fill=`"#0d1117`"/>")
$svg.Add('<circle cx="22" cy="20" r="6" fill="#ff5f57"/><circle cx="42" cy="20" r="6" fill="#febc2e"/><circle cx="62" cy="20" r="6" fill="#28c840"/>')
$svg.Add('<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, ''DejaVu Sans Mono'', monospace" font-size="15" fill="#e6edf3" xml:space="preserve">')
$y = 58
foreach ($line in $printed) {
    $colour = $null
    $bold = $false
    $x = 20
    foreach ($part in [regex]::Matches($line, "$escape\[(?<codes>[0-9;]*)m|(?<text>[^$escape]+)")) {
        if ($part.Groups['text'].Success) {
            $text = $part.Groups['text'].Value
            $style = if ($text.StartsWith('PS> ')) { ' fill="#79c0ff" font-weight="bold"' } elseif ($colour) { ' fill="{0}"' -f $colour } else { '' }
            if ($bold -and $colour) { $style += ' font-weight="bold"' }
            if ($text.Trim()) {
                # Each run of letters is as wide as its columns, whatever font there is.
                $svg.Add(('<text x="{0}" y="{1}" textLength="{2}"{3}>{4}</text>' -f $x, $y, (9 * $text.Length), $style, [System.Security.SecurityElement]::Escape($text)))
            }

            $x += 9 * $text.Length
            continue
        }

        foreach ($code in $part.Groups['codes'].Value -split ';') {
            if ($code -in '', '0') { $colour = $null; $bold = $false }
            elseif ($code -eq '1') { $bold = $true }
            elseif ($colours.ContainsKey($code)) { $colour = $colours[$code] }
        }
    }

    $y += 22
}

$svg.Add('</g></svg>')
$null = New-Item (Split-Path $Path) -ItemType Directory -Force
Set-Content -LiteralPath $Path -Value (($svg -join "`n") + "`n") -NoNewline
