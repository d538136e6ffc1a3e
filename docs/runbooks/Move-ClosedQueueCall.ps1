<#
.SYNOPSIS
Sends the calls that wait in a queue out of use into another queue.

.DESCRIPTION
Lists the account's calls and requeues those that wait in a queue that is not active, the longest wait first: callers who would otherwise wait
for nobody. Calls in other queues, and calls that an agent has, stay where they are.

Emits one outcome for each call. If one of them could not be requeued, ends with an error after trying all the others.

.PARAMETER TargetQueue
Where the calls go: the name or the id of a queue in use.

.PARAMETER QueueName
Only calls that wait in these queues; wildcards are allowed. Queues in use are left alone all the same.

.PARAMETER MaximumCalls
The most calls that one run moves. The others are left for the next run.

.PARAMETER AccountId
The account; by default RCX_ACCOUNT_ID, the Azure Automation variable RingCx-AccountId, or the only account that the user has.

.PARAMETER KeyVaultName
The Azure key vault that has the secrets RingCx-ClientId, RingCx-ClientSecret and RingCx-Jwt.

.PARAMETER SecretPrefix
The start of the names of secrets, credentials and variables, in place of RingCx.

.PARAMETER Connection
A connection of Connect-Rcx to use. Without it the runbook signs in by itself, and signs out at the end.

.EXAMPLE
./Move-ClosedQueueCall.ps1 -TargetQueue 'Night desk' -WhatIf

Shows which calls wait in queues that are out of use.

.EXAMPLE
./Move-ClosedQueueCall.ps1 -QueueName 'Overflow*' -TargetQueue 40011 -KeyVaultName contact-center

Sends the calls of closed overflow queues to queue 40011, signed in with the secrets of the key vault.
#>
[CmdletBinding(SupportsShouldProcess)]
[OutputType('RingCx.RcxOutcome')]
param(
    [Parameter(Mandatory)]
    [string] $TargetQueue,

    [string] $AccountId,

    [Alias('VaultName')] [string] $KeyVaultName,

    [ValidatePattern('^[A-Za-z0-9-]+$')] [string] $SecretPrefix,

    [PSTypeName('RingCx.RcxConnection')] [object] $Connection,

    [string[]] $QueueName = '*',

    [ValidateRange(1, 1000)]
    [int] $MaximumCalls = 100
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$signIn = @{ PassThru = $true; NoDefault = $true }
foreach ($name in 'AccountId', 'KeyVaultName', 'SecretPrefix') { if ($PSBoundParameters[$name]) { $signIn[$name] = $PSBoundParameters[$name] } }
$rcx = $Connection ? $Connection : (Connect-Rcx @signIn)
$with = @{ Connection = $rcx; AccountId = $AccountId ? $AccountId : $rcx.AccountId }

try {
    $all = @(Get-RcxQueue @with)
    $target = @($all | Where-Object { $TargetQueue -in $_.GateName, $_.GateId -and $_.IsActive -ne $false })
    if ($target.Count -ne 1) { throw "$($target.Count) queues in use are named '$TargetQueue'. Give the name or the id of one; Get-RcxQueue lists them." }

    # By name, since the listing has no ids: what is called as a queue in use is called stays where it is.
    $open = @($all | Where-Object IsActive -NE $false | ForEach-Object { $_.GateName })
    $asked = @(Get-RcxQueue @with -Name $QueueName | ForEach-Object { $_.GateName })
    if (-not $asked) { Write-Warning "No queue is named $($QueueName -join ', '). Get-RcxQueue lists them." }
    Get-RcxActiveCall @with |
        Where-Object { -not $_.AgentName -and $_.DestinationName -in $asked -and $_.DestinationName -notin $open } |
        Sort-Object QueueTime -Descending |
        Select-Object -First $MaximumCalls |
        Move-RcxCall @with -GateId $target[0].GateId -AsOutcome |
        Assert-RcxOutcome -Allow Done, Ended, Skipped, WhatIf
}
finally { if (-not $Connection) { Disconnect-Rcx -Connection $rcx } }
