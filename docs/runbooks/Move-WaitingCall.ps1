<#
.SYNOPSIS
Sends calls that have waited too long into another queue.

.DESCRIPTION
Lists the account's calls and requeues those that have waited in a queue longer than the limit, the longest wait first. The target queue
must be in use. Calls that are already in it stay where they are, so that nobody goes back to the end of the same queue; and a call that an
agent has answered since the listing stays with that agent.

Emits one outcome for each call over the limit. If one of them could not be requeued, ends with an error after trying all the others.

.PARAMETER TargetQueue
Where the calls go: a queue's name or its id.

.PARAMETER QueueName
Only calls that wait in these queues; wildcards are allowed.

.PARAMETER MaximumSeconds
How long a call may wait.

.PARAMETER MaximumCalls
The most calls that one run moves. Further calls are reported as Skipped, for the next run.

.PARAMETER RefreshSeconds
The calls are listed again if the last listing is older than this, so that no call is taken from an agent who has just answered it.

.PARAMETER AccountId
The account; by default RCX_ACCOUNT_ID, the Azure Automation variable RingCx-AccountId, or the only account that the user has.

.PARAMETER KeyVaultName
The Azure key vault that has the secrets RingCx-ClientId, RingCx-ClientSecret and RingCx-Jwt.

.PARAMETER SecretPrefix
The start of the names of secrets, credentials and variables, in place of RingCx.

.PARAMETER Connection
A connection of Connect-Rcx to use. Without it the runbook signs in by itself, and signs out at the end.

.EXAMPLE
./Move-WaitingCall.ps1 -QueueName Sales, Support -TargetQueue Overflow -MaximumSeconds 300 -WhatIf

Shows who has waited for five minutes.

.EXAMPLE
./Move-WaitingCall.ps1 -TargetQueue 40002 -MaximumCalls 5

Sends the five calls that have waited longest, in any queue, to queue 40002.
#>
[CmdletBinding(SupportsShouldProcess)]
[OutputType('RingCx.RcxOutcome')]
param(
    [Parameter(Mandatory)]
    [string] $TargetQueue,

    [string[]] $QueueName = '*',

    [ValidateRange(1, 86400)]
    [int] $MaximumSeconds = 180,

    [string] $AccountId,

    [Alias('VaultName')] [string] $KeyVaultName,

    [ValidatePattern('^[A-Za-z0-9-]+$')] [string] $SecretPrefix,

    [PSTypeName('RingCx.RcxConnection')] [object] $Connection,

    [ValidateRange(1, 1000)]
    [int] $MaximumCalls = 20,

    [ValidateRange(1, 60)]
    [int] $RefreshSeconds = 5
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$limit = [timespan]::FromSeconds($MaximumSeconds)
$signIn = @{ PassThru = $true; NoDefault = $true }
foreach ($name in 'AccountId', 'KeyVaultName', 'SecretPrefix') { if ($PSBoundParameters[$name]) { $signIn[$name] = $PSBoundParameters[$name] } }
$rcx = $Connection ? $Connection : (Connect-Rcx @signIn)
$with = @{ Connection = $rcx; AccountId = $AccountId ? $AccountId : $rcx.AccountId }

try {
    $queues = @(Get-RcxQueue @with)
    $queue = @($queues | Where-Object { $TargetQueue -in $_.GateName, $_.GateId })
    if ($queue.Count -ne 1) { throw "$($queue.Count) queues are named '$TargetQueue'. Give the name or the id of one; Get-RcxQueue lists them." }
    if ($queue[0].IsActive -eq $false) { throw "Queue '$TargetQueue' is not in use: calls sent to it would be lost." }

    # By name, since the listing has no ids. Whatever else waits, such as a campaign's call, is in no queue.
    $sources = foreach ($name in $QueueName) {
        ($queues | Where-Object GateName -Like $name) ?? $(throw "No queue is named '$name'. Get-RcxQueue lists them.")
    }
    $sources = $sources.GateName -ne $queue[0].GateName
    $age = [System.Diagnostics.Stopwatch]::StartNew()
    $listed = @(Get-RcxActiveCall @with)
    $listed | Where-Object { -not $_.AgentName -and $_.DestinationName -in $sources -and $_.QueueTime -gt $limit } |
        Sort-Object QueueTime -Descending | ForEach-Object { $count = 0 } {
            if (++$count -le $MaximumCalls -and $age.Elapsed.TotalSeconds -gt $RefreshSeconds) {
                $age.Restart()
                $listed = @(Get-RcxActiveCall @with)
            }

            $call = $_
            $now = $listed | Where-Object Uii -EQ $call.Uii
            $outcome, $reason = if ($count -gt $MaximumCalls) { 'Skipped', "One run moves at most $MaximumCalls calls." }
            elseif (-not $now) { 'Ended', 'It has ended since it was listed.' }
            elseif ($now.AgentName) { 'Skipped', "$($now.AgentName) has answered it." }
            elseif ($now.DestinationName -ne $call.DestinationName) { 'Skipped', "It waits in $($now.DestinationName) by now." }

            if (-not $outcome) { $call | Move-RcxCall @with -GateId $queue[0].GateId -AsOutcome }
            else {
                [pscustomobject] @{
                    PSTypeName = 'RingCx.RcxOutcome'; Outcome = $outcome; Action = 'Requeue'; Target = $call.Uii; Reason = $reason
                    Uii = $call.Uii; AccountId = $call.AccountId; InputObject = $call
                }
            }
        } | Assert-RcxOutcome -Allow Done, Ended, Skipped, WhatIf
}
finally { if (-not $Connection) { Disconnect-Rcx -Connection $rcx } }
