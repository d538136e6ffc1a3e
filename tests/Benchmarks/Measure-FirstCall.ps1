#Requires -Version 7.4
<#
.SYNOPSIS
Measures what a fresh PowerShell spends on its way to the first listing: import, connection, first and second listing.

.DESCRIPTION
Each run is a fresh process against the same sandbox in a process of its own; medians are printed. Needs ./build.ps1 -Task Pack first.

.EXAMPLE
./tests/Benchmarks/Measure-FirstCall.ps1 -Runs 11
#>
[CmdletBinding()]
param(
    # How many fresh processes are measured, after one that does not count.
    [ValidateRange(3, 1000)]
    [int] $Runs = 11,

    # The packed module.
    [string] $Module = (Join-Path $PSScriptRoot '../../artifacts/module/RingCx.PowerShell')
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot 'BenchmarkTools.psm1')
$Module = (Resolve-Path $Module).Path
$account = Start-SandboxProcess $Module '-Frozen -CallCount 100'
try {
    $script = @"
`$watch = [System.Diagnostics.Stopwatch]::StartNew()
function Lap { `$ms = `$watch.Elapsed.TotalMilliseconds; `$watch.Restart(); `$ms.ToString([cultureinfo]::InvariantCulture) }
Import-Module '$Module'; `$laps = @(Lap)
Connect-Rcx -ClientId '$($account.ClientId)' -ClientSecret '$($account.ClientSecret)' -Jwt '$($account.Jwt)' -BaseUri '$($account.Uri)' -RingCentralUri '$($account.Uri)'; `$laps += Lap
`$null = Get-RcxActiveCall; `$laps += Lap
`$null = Get-RcxActiveCall; `$laps += Lap
`$null = Ping-RcxCall -Uii (Get-RcxActiveCall -First 1).Uii; `$laps += Lap
`$laps -join ' '
"@
    $names = 'Import-Module', 'Connect-Rcx', 'first Get-RcxActiveCall', 'second Get-RcxActiveCall', 'first action, with a listing'
    $laps = foreach ($run in 0..$Runs) {
        # The exchange allows five a minute.
        if ($run % 5 -eq 4) { Start-Sleep -Seconds 61 }
        $line = (Invoke-FreshCommand $script) -split ' '
        if ($run -gt 0) { , @($line | ForEach-Object { [double]::Parse($_, [cultureinfo]::InvariantCulture) }) }
    }

    for ($i = 0; $i -lt $names.Count; $i++) {
        $values = @($laps | ForEach-Object { $_[$i] })
        [pscustomobject] @{ Step = $names[$i]; 'Median ms' = [math]::Round((Get-Median $values), 1); 'Range ms' = '{0:0} to {1:0}' -f ($values | Measure-Object -Minimum).Minimum, ($values | Measure-Object -Maximum).Maximum }
    }
}
finally {
    Stop-SandboxProcess $account
}
