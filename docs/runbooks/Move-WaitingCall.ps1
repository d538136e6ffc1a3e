<#
.SYNOPSIS
Sends calls that have waited too long into another queue.

.DESCRIPTION
Lists the account's calls and requeues those that have waited in a queue longer than the limit, the longest wait first. The target queue
must be in use. Calls that are already in it stay where they are, so that nobody goes back to the end of the same queue; and a call that an
agent has answered since the listing stays with that agent.

Emits one object for each call over the limit. If one of them could not be requeued, ends with an exception after trying all the others.

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
The account; by default the Azure Automation variable RingCx-AccountId, RCX_ACCOUNT_ID, or the only account that the user has.

.PARAMETER VaultName
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
[OutputType([pscustomobject])]
param(
    [Parameter(Mandatory)]
    [string] $TargetQueue,

    [string[]] $QueueName = '*',

    [ValidateRange(1, 86400)]
    [int] $MaximumSeconds = 180,

    [ValidateRange(1, 1000)]
    [int] $MaximumCalls = 20,

    [ValidateRange(1, 60)]
    [int] $RefreshSeconds = 5,

    [string] $AccountId,

    [string] $VaultName,

    [ValidatePattern('^[A-Za-z0-9-]+$')]
    [string] $SecretPrefix = 'RingCx',

    [PSTypeName('RingCx.RcxConnection')]
    [object] $Connection
)

$ErrorActionPreference = 'Stop'

#region Sign in and tell: the same in every runbook, since each is a file of its own
Import-Module RingCx.PowerShell -Verbose:$false
$isOwnConnection = -not $Connection
if ($isOwnConnection) {
    $signIn = @{ PassThru = $true; NoDefault = $true }
    if ($VaultName) {
        # Signing in to Azure changes nothing, but heeds -WhatIf.
        if (-not (Get-AzContext)) { $null = Connect-AzAccount -Identity -WhatIf:$false }
        foreach ($name in 'ClientId', 'ClientSecret', 'Jwt') {
            $secret = Get-AzKeyVaultSecret -VaultName $VaultName -Name "$SecretPrefix-$name"
            $signIn[$name] = $secret ? $secret.SecretValue : $(throw "Key vault $VaultName has no secret $SecretPrefix-$name.")
        }

        $signIn.ClientId = ConvertFrom-SecureString $signIn.ClientId -AsPlainText
    }
    elseif (Get-Command Get-AutomationPSCredential -ErrorAction Ignore) {
        $app, $jwt = foreach ($name in "$SecretPrefix-App", "$SecretPrefix-Jwt") {
            (Get-AutomationPSCredential -Name $name) ?? $(throw "The Automation account has no credential $name.")
        }

        $signIn += @{ ClientId = $app.UserName; ClientSecret = $app.Password; Jwt = $jwt.Password }
    }

    if (-not $AccountId -and (Get-Command Get-AutomationVariable -ErrorAction Ignore)) {
        try { $AccountId = Get-AutomationVariable -Name "$SecretPrefix-AccountId" }
        catch { Write-Verbose "There is no variable $SecretPrefix-AccountId." }
    }

    if ($AccountId) { $signIn.AccountId = $AccountId }
    $Connection = Connect-Rcx @signIn
}

$with = @{ Connection = $Connection; AccountId = $AccountId ? $AccountId : $Connection.AccountId }
$failures = [System.Collections.Generic.List[string]]::new()

# Acts, unless -WhatIf or somebody at the prompt has said no, and emits the row with how it ended. That a call has ended meanwhile is no failure.
function Complete-Row([System.Collections.IDictionary] $Row, [string] $Target, [bool] $MayAct, [scriptblock] $Act, [string[]] $Harmless = 'Ended') {
    if (-not $MayAct) {
        $Row.Outcome = $WhatIfPreference ? 'WhatIf' : 'Skipped'
        return [pscustomobject] $Row
    }

    try {
        $null = & $Act
        $Row.Outcome = 'Done'
    }
    catch {
        $Row.Reason = $_.Exception.Message
        $Row.Outcome = switch -Regex ($_.FullyQualifiedErrorId) {
            '^CallNotFound\b' { 'Ended'; break }
            '^ActionRefused\b' { 'Refused'; break }
            '^(OutcomeUnknown|BadResponse|WaitTimeout)\b' { 'Unknown'; break }
            default { 'Failed' }
        }
        Write-Warning "$Target, $($Row.Action): $($Row.Outcome). $($Row.Reason)"
        if ($Row.Outcome -notin $Harmless) { $failures.Add($Target) }
    }

    [pscustomobject] $Row
}

# An exception is what makes Azure Automation show the job as failed. Every row is out by then.
function Assert-NoFailure {
    if ($failures.Count -gt 0) { throw "Failed for $($failures.Count): $(($failures | Select-Object -First 10) -join ', '). The rows' Reason and the warnings say why." }
}
#endregion

try {
    $queues = @(Get-RcxQueue @with)
    $queue = @($queues | Where-Object { $_.GateName -eq $TargetQueue -or "$($_.GateId)" -eq $TargetQueue })
    if ($queue.Count -ne 1) { throw "$($queue.Count) queues are named '$TargetQueue'. Give the name or the id of one; Get-RcxQueue lists them." }
    if ($queue.IsActive -eq $false) { throw "Queue '$TargetQueue' is not in use: calls sent to it would be lost." }

    foreach ($name in $QueueName) {
        if (-not ($queues | Where-Object GateName -Like $name)) { throw "No queue is named '$name'. Get-RcxQueue lists them." }
    }

    # By name, since the listing has no ids. Whatever else waits, such as a campaign's call, is in no queue.
    $sources = @($queues.GateName | Where-Object {
            $source = $_
            $source -ne $queue.GateName -and @($QueueName | Where-Object { $source -like $_ })
        })
    $age = [System.Diagnostics.Stopwatch]::StartNew()
    $over = @(Get-RcxActiveCall @with | Where-Object {
            -not $_.AgentName -and $_.DestinationName -in $sources -and $_.QueueTime.TotalSeconds -gt $MaximumSeconds
        } | Sort-Object QueueTime -Descending)
    Write-Verbose "$($over.Count) calls have waited longer than $MaximumSeconds s."

    $listed = $over
    for ($i = 0; $i -lt $over.Count; $i++) {
        $call = $over[$i]
        $row = [ordered] @{
            Uii       = $call.Uii
            AccountId = $call.AccountId
            Queue     = $call.DestinationName
            Agent     = $null
            Waited    = [timespan]::FromSeconds([Math]::Floor($call.QueueTime.TotalSeconds))
            Action    = "Requeue to $($queue.GateName)"
            Outcome   = 'Skipped'
            Reason    = ''
        }
        if ($i -lt $MaximumCalls -and $age.Elapsed.TotalSeconds -gt $RefreshSeconds) {
            $age.Restart()
            $listed = @(Get-RcxActiveCall @with)
        }

        $now = $listed | Where-Object Uii -EQ $call.Uii
        if ($i -ge $MaximumCalls) {
            $row.Reason = "One run moves at most $MaximumCalls calls."
        }
        elseif (-not $now) {
            $row.Outcome = 'Ended'
        }
        elseif ($now.AgentName -or $now.DestinationName -ne $call.DestinationName) {
            $row.Agent = $now.AgentName
            $row.Reason = 'It does not wait there any more.'
        }
        else {
            $mayAct = $PSCmdlet.ShouldProcess($call.Uii, $row.Action)
            Complete-Row -Row $row -Target $call.Uii -MayAct $mayAct -Act { $call | Move-RcxCall -GateId $queue.GateId -Connection $Connection -Confirm:$false }
            continue
        }

        [pscustomobject] $row
    }

    Assert-NoFailure
}
finally {
    if ($isOwnConnection) { Disconnect-Rcx -Connection $Connection }
}
