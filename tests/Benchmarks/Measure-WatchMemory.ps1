#Requires -Version 7.4
<#
.SYNOPSIS
Measures whether watching leaves memory behind: the size of the process after a thousand and after a million call changes.

.DESCRIPTION
A sandbox in a process of its own runs its clock a minute ahead each half second, so that its calls come, are answered and end all the time.
Watch-RcxActiveCall follows them in this process; at a thousand changes and then at every tenth of the whole the managed memory, after a
collection, and the private memory of the process are noted. Takes a while: about two minutes for a million. Needs ./build.ps1 -Task Pack first.

.EXAMPLE
./tests/Benchmarks/Measure-WatchMemory.ps1 -Changes 1000000
#>
[CmdletBinding()]
param(
    # How many changes; a tenth of them is to be more than a thousand.
    [ValidateRange(20000, 100000000)]
    [int] $Changes = 1000000,

    # How many calls are in progress at a time.
    [ValidateRange(1, 1000000)]
    [int] $Calls = 10000,

    # The packed module.
    [string] $Module = (Join-Path $PSScriptRoot '../../artifacts/module/RingCx.PowerShell')
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot 'BenchmarkTools.psm1')
$Module = (Resolve-Path $Module).Path
Import-Module $Module

$account = Start-SandboxProcess $Module "-CallCount $Calls -MaximumPageSize 100000" 'while ($true) { [System.Threading.Thread]::Sleep(500); $sandbox.Advance(60) }'
try {
    Connect-SandboxProcess $account
    $state = @{ Seen = 0; Next = 1000 }
    # Whoever measures must not keep what is measured: each change is counted and let go. The eleventh row ends the watch.
    Watch-RcxActiveCall -Interval 1 -PageSize 10000 -WarningAction SilentlyContinue | ForEach-Object {
        $state.Seen++
        if ($state.Seen -eq $state.Next) {
            $state.Next = if ($state.Seen -eq 1000) { [int] ($Changes / 10) } else { $state.Seen + [int] ($Changes / 10) }
            $managed = [System.GC]::GetTotalMemory($true) / 1MB
            $process = [System.Diagnostics.Process]::GetCurrentProcess()
            [pscustomobject] @{
                Changes      = $state.Seen
                'Managed MB' = [math]::Round($managed, 1)
                'Private MB' = [math]::Round($process.PrivateMemorySize64 / 1MB)
                'Working MB' = [math]::Round($process.WorkingSet64 / 1MB)
            }
        }
    } | Select-Object -First 11
}
finally {
    Disconnect-Rcx -WarningAction SilentlyContinue
    Stop-SandboxProcess $account
}
