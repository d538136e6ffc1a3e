<#
.SYNOPSIS
Tells when callers wait too long in a queue.

.DESCRIPTION
Lists the account's calls again and again for a while. When a queue's longest wait crosses the limit, an object is emitted, and posted to a
webhook where one is given: once, until the queue has been within the limit again.

Changes nothing. If the webhook could not be reached, ends with an error at the end.

.PARAMETER MaximumSeconds
How long a call may wait.

.PARAMETER QueueName
Only these queues; wildcards are allowed.

.PARAMETER WebhookUri
Where to post each crossing, as JSON with text, queue, waiting and longestSeconds; chats such as Slack show the text.

.PARAMETER TimeoutSeconds
How long to watch. Azure's own sandbox ends a job after three hours.

.PARAMETER IntervalSeconds
How often the calls are listed.

.PARAMETER AccountId
The account; by default RCX_ACCOUNT_ID, the Azure Automation variable RingCx-AccountId, or the only account that the user has.

.PARAMETER KeyVaultName
The Azure key vault that has the secrets RingCx-ClientId, RingCx-ClientSecret and RingCx-Jwt.

.PARAMETER SecretPrefix
The start of the names of secrets, credentials and variables, in place of RingCx.

.PARAMETER Connection
A connection of Connect-Rcx to use. Without it the runbook signs in by itself, and signs out at the end.

.EXAMPLE
./Watch-QueueWait.ps1 -MaximumSeconds 120 -WhatIf

Shows in which queues somebody has waited for two minutes now.

.EXAMPLE
./Watch-QueueWait.ps1 -QueueName Sales, Support -WebhookUri $hook -TimeoutSeconds 10000

Tells a chat about the two queues for nearly three hours.
#>
[CmdletBinding(SupportsShouldProcess)]
[OutputType('RingCx.RcxOutcome')]
param(
    [ValidateRange(1, 86400)]
    [int] $MaximumSeconds = 180,

    [string[]] $QueueName = '*',

    [uri] $WebhookUri,

    [string] $AccountId,

    [Alias('VaultName')] [string] $KeyVaultName,

    [ValidatePattern('^[A-Za-z0-9-]+$')] [string] $SecretPrefix,

    [PSTypeName('RingCx.RcxConnection')] [object] $Connection,

    [ValidateRange(1, 3600)]
    [int] $IntervalSeconds = 15,

    [ValidateRange(1, 86400)]
    [int] $TimeoutSeconds = 3600
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$limit = [timespan]::FromSeconds($MaximumSeconds)
$clock = [System.Diagnostics.Stopwatch]::StartNew()
$signIn = @{ PassThru = $true; NoDefault = $true }
foreach ($name in 'AccountId', 'KeyVaultName', 'SecretPrefix') { if ($PSBoundParameters[$name]) { $signIn[$name] = $PSBoundParameters[$name] } }
$rcx = $Connection ? $Connection : (Connect-Rcx @signIn)
$with = @{ Connection = $rcx; AccountId = $AccountId ? $AccountId : $rcx.AccountId }

try {
    $names = @(Get-RcxQueue @with -Name $QueueName | ForEach-Object { $_.GateName })
    if (-not $names) { throw "No queue is named $($QueueName -join ', '). Get-RcxQueue lists them." }

    $over = [System.Collections.Generic.HashSet[string]]::new()
    & {
        while ($true) {
            $groups = @(Get-RcxActiveCall @with |
                    Where-Object { -not $_.AgentName -and $_.DestinationName -in $names -and $_.QueueTime -gt $limit } | Group-Object DestinationName)
            # What was within its limit meanwhile is told again.
            $over.IntersectWith([string[]] @($groups | ForEach-Object { $_.Name }))
            $groups | Where-Object { $over.Add($_.Name) }
            # Once is enough to show what would be told.
            if ($WhatIfPreference -or $clock.Elapsed.TotalSeconds + $IntervalSeconds -gt $TimeoutSeconds) { break }
            Start-Sleep -Seconds $IntervalSeconds
        }
    } | ForEach-Object {
        $longest = $_.Group | Sort-Object QueueTime -Descending | Select-Object -First 1
        $row = [ordered] @{
            PSTypeName = 'RingCx.RcxOutcome'; Outcome = 'Done'; Action = $WebhookUri ? 'Post' : 'Report'; Target = $_.Name
            Reason = "$($_.Count) waiting over $MaximumSeconds s, the longest for $([int] $longest.QueueTime.TotalSeconds) s."
            Queue = $_.Name; Waiting = $_.Count; LongestWait = $longest.QueueTime; At = $longest.At; InputObject = $longest
        }
        if (-not $PSCmdlet.ShouldProcess($row.Target, $row.Action)) { $row.Outcome = $WhatIfPreference ? 'WhatIf' : 'Skipped' }
        elseif ($WebhookUri) {
            $seconds = [int] $longest.QueueTime.TotalSeconds
            $body = @{ text = "$($row.Queue): $($row.Reason)"; queue = $row.Queue; waiting = $row.Waiting; longestSeconds = $seconds }
            # The address is a secret with some services, and stays out of the streams.
            $post = @{ Uri = $WebhookUri; Method = 'Post'; ContentType = 'application/json'; TimeoutSec = 30; Verbose = $false; Debug = $false }
            try { $null = Invoke-RestMethod @post -Body ($body | ConvertTo-Json) }
            catch { $row.Outcome = 'Failed'; $row.Reason += " The webhook was not reached: $($_.Exception.GetType().Name)." }
        }

        [pscustomobject] $row
    } | Assert-RcxOutcome
}
finally { if (-not $Connection) { Disconnect-Rcx -Connection $rcx } }
