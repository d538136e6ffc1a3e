#Requires -Version 5.1
<#
.SYNOPSIS
Uses a packed module once, in this very PowerShell, on the sandbox in process: connects, lists, acts, and says what it did.

.DESCRIPTION
Needs neither Pester nor a network, and runs in Windows PowerShell 5.1 as in PowerShell 7. Exits with 1 when anything is not as it should be.

.EXAMPLE
powershell -NoProfile -File tests/Smoke/Test-Module.ps1 -Module artifacts/module/RingCx.PowerShell
#>
[CmdletBinding()]
param(
    # The packed module's folder, or its manifest.
    [Parameter(Mandatory = $true, Position = 0)]
    [string] $Module
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

function Assert-That([string] $What, [bool] $Holds) {
    if (-not $Holds) { throw "Not so: $What" }
    Write-Host "ok: $What"
}

try {
    Write-Host "PowerShell $($PSVersionTable.PSVersion) ($($PSVersionTable.PSEdition))"
    $path = (Resolve-Path -LiteralPath $Module).ProviderPath
    if (Test-Path -LiteralPath $path -PathType Container) { $path = Join-Path $path 'RingCx.PowerShell.psd1' }
    Import-Module $path
    $loaded = Get-Module RingCx.PowerShell
    Assert-That "version $($loaded.Version) is imported, with $($loaded.ExportedCmdlets.Count) commands" ($loaded.ExportedCmdlets.Count -gt 0)

    Connect-Rcx -Sandbox -SupervisorPhone +15554150123
    $connection = Get-RcxConnection
    Assert-That "connected to the sandbox, account $($connection.AccountId)" ($connection.IsSandbox)

    $calls = @(Get-RcxActiveCall)
    Assert-That "$($calls.Count) calls are listed" ($calls.Count -gt 5)
    Assert-That 'each has a uii and the account' (@($calls | Where-Object { $_.Uii -and $_.AccountId -eq $connection.AccountId }).Count -eq $calls.Count)
    Assert-That "$(@(Get-RcxQueue).Count) queues are found" (@(Get-RcxQueue).Count -gt 0)

    $call = $calls | Where-Object agentLastName -EQ Vu | Select-Object -First 1
    Assert-That 'agent Vu has a call' ($null -ne $call)
    $session = $call | Add-RcxCallSession -Type Monitor
    Assert-That "the supervisor listens, at $($session.Phone)" ($session.Phone -eq '+15554150123')

    foreach ($state in 'Off', 'On') {
        $action = $call | Set-RcxCallRecording -State $state
        Assert-That "$($action.Action): recording is $state" ($action.Succeeded)
    }

    Stop-RcxCall -Uii $call.Uii -WhatIf
    Assert-That 'WhatIf hangs nothing up' (@(Get-RcxActiveCall -Uii $call.Uii).Count -eq 1)
    Assert-That 'the call is hung up' ((Stop-RcxCall -Uii $call.Uii -Force).Succeeded)

    $failed = $null
    Set-RcxCallHold -Uii $call.Uii -State On -ErrorAction SilentlyContinue -ErrorVariable failed
    Assert-That 'a call that has ended is an error, CallNotFound' (@($failed)[0].FullyQualifiedErrorId -like 'CallNotFound,*')

    Assert-That "RingEX lists $(@(Get-RingExActiveCall -Scope Account).Count) calls" (@(Get-RingExActiveCall -Scope Account).Count -gt 0)
    Disconnect-Rcx
    Assert-That 'disconnected' ($null -eq (Get-RcxConnection))
    Remove-Module RingCx.PowerShell
    Write-Host 'All of it worked.'
}
catch {
    Write-Host "FAILED: $($_.Exception.Message)"
    Write-Host $_.ScriptStackTrace
    exit 1
}

exit 0
