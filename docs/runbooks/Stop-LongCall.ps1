<#
.SYNOPSIS
Ends calls that last longer than a limit.

.DESCRIPTION
Lists the account's calls and hangs up those that have lasted longer than the limit, the longest first: for lines that were left open
and cost money. A call that is still waiting in a queue is left alone, unless -IncludeWaiting is given.

Emits one outcome for each call over the limit. If one of them could not be ended, ends with an error after trying all the others.

.PARAMETER MaximumMinutes
How long a call may last, including its wait in the queue.

.PARAMETER QueueName
Only calls of these queues or campaigns; wildcards are allowed.

.PARAMETER IncludeWaiting
Also ends calls that no agent has taken yet.

.PARAMETER MaximumCalls
The most calls that one run ends, so that a wrong limit does not end them all. Further calls are reported as Skipped, for the next run.

.PARAMETER AccountId
The account; by default RCX_ACCOUNT_ID, the Azure Automation variable RingCx-AccountId, or the only account that the user has.

.PARAMETER KeyVaultName
The Azure key vault that has the secrets RingCx-ClientId, RingCx-ClientSecret and RingCx-Jwt.

.PARAMETER SecretPrefix
The start of the names of secrets, credentials and variables, in place of RingCx.

.PARAMETER Connection
A connection of Connect-Rcx to use. Without it the runbook signs in by itself, and signs out at the end.

.EXAMPLE
./Stop-LongCall.ps1 -MaximumMinutes 240 -WhatIf

Shows which calls have lasted for more than four hours.

.EXAMPLE
./Stop-LongCall.ps1 -QueueName 'Night*' -MaximumMinutes 60 -KeyVaultName contact-center

Ends the calls of the night queues after an hour, signed in with the secrets of the key vault.
#>
[CmdletBinding(SupportsShouldProcess)]
[OutputType('RingCx.RcxOutcome')]
param(
    [ValidateRange(1, 1440)]
    [int] $MaximumMinutes = 120,

    [string[]] $QueueName = '*',

    [switch] $IncludeWaiting,

    [string] $AccountId,

    [Alias('VaultName')] [string] $KeyVaultName,

    [ValidatePattern('^[A-Za-z0-9-]+$')] [string] $SecretPrefix,

    [PSTypeName('RingCx.RcxConnection')] [object] $Connection,

    [ValidateRange(1, 1000)]
    [int] $MaximumCalls = 20
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$limit = [timespan]::FromMinutes($MaximumMinutes)
$signIn = @{ PassThru = $true; NoDefault = $true }
foreach ($name in 'AccountId', 'KeyVaultName', 'SecretPrefix') { if ($PSBoundParameters[$name]) { $signIn[$name] = $PSBoundParameters[$name] } }
$rcx = $Connection ? $Connection : (Connect-Rcx @signIn)
$with = @{ Connection = $rcx; AccountId = $AccountId ? $AccountId : $rcx.AccountId }

try {
    $calls = @(Get-RcxActiveCall @with)
    foreach ($name in $QueueName -ne '*') {
        if (-not ($calls | Where-Object DestinationName -Like $name) -and -not (Get-RcxQueue @with -Name $name -ErrorAction Ignore)) {
            Write-Warning "-QueueName '$name' selects nothing: no queue is named so, and no call is in such a queue or campaign."
        }
    }

    $calls | Where-Object {
        $call = $_
        $call.Duration -gt $limit -and ($call.AgentName -or $IncludeWaiting) -and $QueueName.Where({ $call.DestinationName -like $_ })
    } | Sort-Object Duration -Descending | ForEach-Object { $count = 0 } {
        # Without a question, unless -Confirm asks for one.
        if (++$count -le $MaximumCalls) { $_ | Stop-RcxCall @with -Force:(-not $PSBoundParameters['Confirm']) -AsOutcome }
        else {
            [pscustomobject] @{
                PSTypeName = 'RingCx.RcxOutcome'; Outcome = 'Skipped'; Uii = $_.Uii; AccountId = $_.AccountId
                Action = 'HangUp'; Target = $_.Uii; Reason = "One run ends at most $MaximumCalls calls."; InputObject = $_
            }
        }
    } | Assert-RcxOutcome -Allow Done, Ended, Skipped, WhatIf
}
finally { if (-not $Connection) { Disconnect-Rcx -Connection $rcx } }
