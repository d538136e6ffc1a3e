#Requires -Version 7.4
<#
.SYNOPSIS
Measures how close a bulk of actions comes to the earliest moment that the rate allows.

.DESCRIPTION
Sends actions through the module, as fast as it goes, to a sandbox on loopback that allows 120 requests a minute, and compares the time from
the first request that the service counts to the last with the least that a sliding window of a minute allows. Takes as long as the rate
wants: a little over four minutes for 500 actions. Needs ./build.ps1 -Task Pack first.

.EXAMPLE
./tests/Benchmarks/Measure-Rate.ps1 -Actions 500
#>
[CmdletBinding()]
param(
    # How many actions.
    [ValidateRange(1, 10000)]
    [int] $Actions = 500,

    # The packed module.
    [string] $Module = (Join-Path $PSScriptRoot '../../artifacts/module/RingCx.PowerShell')
)

$ErrorActionPreference = 'Stop'
Import-Module $Module
$perMinute = 120
$sandbox = Start-RcxSandbox -Frozen -CallCount $Actions -RequestsPerMinute $perMinute -SetEnvironment
try {
    Connect-Rcx
    $uiis = @($sandbox.GetCalls().Uii)
    $done = @($uiis | Ping-RcxCall)
    $requests = @($sandbox.GetRequests() | Where-Object Target -Like '/voice/*')
    Disconnect-Rcx
}
finally {
    $sandbox | Stop-RcxSandbox
}

# The n-th request of a window can go out at once, the next when the first is a minute old, and so on.
$earliest = 60 * [math]::Floor(($requests.Count - 1) / $perMinute)
$took = ($requests[-1].At - $requests[0].At).TotalSeconds
[pscustomobject] @{
    Actions       = $done.Count
    Requests      = $requests.Count
    Answered429   = @($requests | Where-Object StatusCode -EQ 429).Count
    EarliestS     = $earliest
    TookS         = [math]::Round($took, 2)
    LaterPercent  = [math]::Round(100 * ($took - $earliest) / $earliest, 2)
}
