<#
.SYNOPSIS
Sets a disposition on calls that have ended and still wait for one, and so releases their agents.

.DESCRIPTION
Follows the account's calls and, some time after a call of an agent has ended, sets the disposition that is given: for the end of the day, when
agents leave without it and stay unavailable. A call whose agent was faster has ended for good, which is no failure.

Emits one outcome for each call. If one of them could not be set, ends with an error after trying all the others.

.PARAMETER Disposition
The disposition to set, as the queues' agents see it.

.PARAMETER QueueName
Only calls of these queues or campaigns; wildcards are allowed.

.PARAMETER AccountId
The account; by default RCX_ACCOUNT_ID, the Azure Automation variable RingCx-AccountId, or the only account that the user has.

.PARAMETER KeyVaultName
The Azure key vault that has the secrets RingCx-ClientId, RingCx-ClientSecret and RingCx-Jwt.

.PARAMETER SecretPrefix
The start of the names of secrets, credentials and variables, in place of RingCx.

.PARAMETER Connection
A connection of Connect-Rcx to use. Without it the runbook signs in by itself, and signs out at the end.

.PARAMETER GraceSeconds
How long an agent has after the call, before the disposition is set.

.PARAMETER IntervalSeconds
How often the calls are listed.

.PARAMETER TimeoutSeconds
How long the runbook follows the calls.

.EXAMPLE
./Clear-PendingDisposition.ps1 -Disposition COMPLETED -WhatIf

Shows the calls that would be followed now.

.EXAMPLE
./Clear-PendingDisposition.ps1 -Disposition COMPLETED -QueueName 'Night*' -GraceSeconds 120 -TimeoutSeconds 7200

Follows the night queues for two hours, and gives agents two minutes.
#>
[CmdletBinding(SupportsShouldProcess)]
[OutputType('RingCx.RcxOutcome')]
param(
    [Parameter(Mandatory)]
    [string] $Disposition,

    [string[]] $QueueName = '*',

    [string] $AccountId,

    [Alias('VaultName')] [string] $KeyVaultName,

    [ValidatePattern('^[A-Za-z0-9-]+$')] [string] $SecretPrefix,

    [PSTypeName('RingCx.RcxConnection')] [object] $Connection,

    [ValidateRange(0, 3600)]
    [int] $GraceSeconds = 60,

    [ValidateRange(1, 300)]
    [int] $IntervalSeconds = 5,

    [ValidateRange(1, 86400)]
    [int] $TimeoutSeconds = 3600
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

# The calls that have ended, as they do; those that could, where only that is asked for.
function Get-EndedCall {
    if ($WhatIfPreference) { return Get-RcxActiveCall @with }
    Watch-RcxActiveCall @with -Interval $IntervalSeconds -Timeout $TimeoutSeconds | Where-Object Event -EQ Ended | ForEach-Object {
        # Those of one listing have ended together, and wait together.
        $left = $GraceSeconds - ([DateTimeOffset]::Now - $_.At).TotalSeconds
        if ($left -gt 0) { Start-Sleep -Milliseconds ([int] (1000 * [Math]::Min($left, $GraceSeconds))) }
        $_.Call
    }
}

$signIn = @{ PassThru = $true; NoDefault = $true }
foreach ($name in 'AccountId', 'KeyVaultName', 'SecretPrefix') { if ($PSBoundParameters[$name]) { $signIn[$name] = $PSBoundParameters[$name] } }
$rcx = $Connection ? $Connection : (Connect-Rcx @signIn)
$with = @{ Connection = $rcx; AccountId = $AccountId ? $AccountId : $rcx.AccountId }

try {
    foreach ($name in $QueueName -ne '*') {
        if (-not (Get-RcxQueue @with -Name $name -ErrorAction Ignore)) { Write-Warning "-QueueName '$name' is no queue's name. Campaigns are not looked up." }
    }

    # Calls that have ended before are in no listing, and an agent's state does not tell their uii any more.
    try {
        $before = @(Get-RcxAgentState @with -PendingDisposition | ForEach-Object { "$($_.AgentName) ($($_.PendingDispositionTime.ToString('h\:mm\:ss')))" })
        if ($before) { Write-Warning "Their calls ended before this began, so their dispositions cannot be set here: $($before -join ', ')." }
    }
    catch { Write-Verbose "Agents who have waited since before are not named. $_" }

    Get-EndedCall | Where-Object { $call = $_; $call.AgentName -and $QueueName.Where({ $call.DestinationName -like $_ }) } |
        Set-RcxDisposition @with -Disposition $Disposition -AsOutcome |
        Assert-RcxOutcome -Allow Done, Ended, Skipped, WhatIf
}
finally { if (-not $Connection) { Disconnect-Rcx -Connection $rcx } }
