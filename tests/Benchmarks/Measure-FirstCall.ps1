#Requires -Version 7.4
<#
.SYNOPSIS
Measures what a fresh PowerShell spends on its way to the first listing: import, connection, first and second listing.

.DESCRIPTION
Each run is a fresh process against a sandbox in a process of its own, which the first run against it warms up; medians are printed. Needs ./build.ps1 -Task Pack first.

.EXAMPLE
./tests/Benchmarks/Measure-FirstCall.ps1 -Runs 11
#>
[CmdletBinding()]
param(
    # How many fresh processes are measured.
    [ValidateRange(3, 1000)]
    [int] $Runs = 11,

    # The packed module.
    [string] $Module = (Join-Path $PSScriptRoot '../../artifacts/module/RingCx.PowerShell')
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot 'BenchmarkTools.psm1')
$Module = (Resolve-Path $Module).Path
$names = 'Import-Module', 'Connect-Rcx', 'first Get-RcxActiveCall', 'second Get-RcxActiveCall', 'first action, with a listing'
$laps = [System.Collections.Generic.List[double[]]]::new()
$account = $null
try {
    for ($run = 0; $laps.Count -lt $Runs; $run++) {
        # The exchange of tokens allows five a minute: so many runs have a sandbox of their own, and the first of them does not count.
        if ($run % 5 -eq 0) {
            if ($account) { Stop-SandboxProcess $account }
            $account = Start-SandboxProcess $Module '-Frozen -CallCount 100'
        }

        $import, $connect = Get-ConnectCode $account $Module
        $line = Invoke-FreshCommand @"
`$watch = [System.Diagnostics.Stopwatch]::StartNew()
function Lap { `$ms = `$watch.Elapsed.TotalMilliseconds; `$watch.Restart(); `$ms.ToString([cultureinfo]::InvariantCulture) }
$import; `$laps = @(Lap)
$connect; `$laps += Lap
`$null = Get-RcxActiveCall; `$laps += Lap
`$null = Get-RcxActiveCall; `$laps += Lap
`$null = Ping-RcxCall -Uii (Get-RcxActiveCall -First 1).Uii; `$laps += Lap
`$laps -join ' '
"@
        if ($run % 5 -gt 0) { $laps.Add((ConvertFrom-Number $line)) }
    }
}
finally {
    if ($account) { Stop-SandboxProcess $account }
}

for ($i = 0; $i -lt $names.Count; $i++) {
    $values = @($laps | ForEach-Object { $_[$i] })
    [pscustomobject] @{ Step = $names[$i]; 'Median ms' = [math]::Round((Get-Median $values), 1); 'Range ms' = Format-Range $values }
}
