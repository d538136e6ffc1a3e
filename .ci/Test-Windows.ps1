#Requires -Version 7.4
<#
.SYNOPSIS
Tries a packed module in PowerShell for Windows: the smoke test, then Pester. The last line is 'N passed, N failed'. ./build.ps1 -Task TestWindows starts it.

.DESCRIPTION
On Windows that is the PowerShell which runs this script, or another; on Linux one under Wine, whose paths begin with Z:. What Wine cannot serve is
left out, and listed.
#>
[CmdletBinding()]
param(
    # The packed module's folder.
    [Parameter(Mandatory)]
    [string] $Module,

    # A command that takes pwsh's arguments and is PowerShell for Windows.
    [Parameter(Mandatory)]
    [string] $PowerShell,

    # The smoke test and six Pester files, in about four minutes.
    [switch] $Short
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot
$suite = Join-Path $root 'tests/Pester'

# The files that Wine cannot serve, or is not known to, and why.
$notUnderWine = [ordered] @{
    Analysis      = 'it reads scripts, whatever the system'
    Automation    = 'it has not been tried there'
    Board         = 'its console draws no escape sequences'
    Package       = 'it packs with the .NET SDK, which is not there'
}
$files = if ($Short) { 'Audit', 'Pipelines', 'Safety', 'Errors', 'Runbooks', 'Floor' } else { (Get-ChildItem $suite -Filter *.Tests.ps1).BaseName -replace '\.Tests$' }
if (-not $IsWindows) {
    # How long a run may take, by the names under which such commands look for it.
    $env:PWSH_WINE_SECONDS = $env:T = 3600
    foreach ($name in @($notUnderWine.Keys) | Where-Object { $_ -in $files }) {
        Write-Host "Left out under Wine: $name.Tests.ps1, since $($notUnderWine[$name])."
    }

    $files = $files | Where-Object { -not $notUnderWine.Contains($_) }
}

# A path as PowerShell for Windows knows it.
function ConvertTo-WindowsPath([string] $Path) {
    $full = [System.IO.Path]::GetFullPath($Path)
    if ($IsWindows) { $full } else { 'Z:' + $full.Replace('/', '\') }
}

function Invoke-Windows([string[]] $Arguments) {
    & $PowerShell -NoProfile -NonInteractive -File @Arguments 2>&1 | ForEach-Object { "$_" }
}

$passed = $failed = 0
$last = ''
Invoke-Windows (ConvertTo-WindowsPath (Join-Path $root 'tests/Smoke/Test-Module.ps1')), '-Module', (ConvertTo-WindowsPath $Module) | ForEach-Object {
    $last = $_
    Write-Host $_
}
if ($last -notmatch '^(\d+) passed, (\d+) failed$') {
    throw "The smoke test did not come to its end in $PowerShell; what it says stands above."
}

$passed += [int] $Matches[1]
$failed += [int] $Matches[2]
$summary = Join-Path ([System.IO.Path]::GetTempPath()) "ringcx-windows-$PID.json"
$paths = ($files | ForEach-Object { ConvertTo-WindowsPath (Join-Path $suite "$_.Tests.ps1") }) -join ','
$leaveOut = if ($IsWindows) { '' } else { 'NotUnderWine' }
Invoke-Windows (ConvertTo-WindowsPath (Join-Path $suite 'Invoke-Suite.ps1')), '-Module', (ConvertTo-WindowsPath $Module), '-Summary', (ConvertTo-WindowsPath $summary), '-Path', $paths, '-LeaveOut', $leaveOut | ForEach-Object {
    Write-Host $_
}
if (-not (Test-Path -LiteralPath $summary)) {
    throw "The Pester suite did not come to its end in $PowerShell; what it says stands above."
}

$pester = Get-Content -LiteralPath $summary -Raw | ConvertFrom-Json
Remove-Item -LiteralPath $summary
Write-Host "$($passed + $pester.Passed) passed, $($failed + $pester.Failed) failed"
exit [int] ($failed + $pester.Failed -gt 0)
