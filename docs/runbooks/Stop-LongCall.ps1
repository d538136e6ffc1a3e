<#
.SYNOPSIS
Ends calls that last longer than a limit.

.DESCRIPTION
Lists the account's calls and hangs up those that have lasted longer than the limit, the longest first: for lines that were left open
and cost money. A call that is still waiting in a queue is left alone, unless -IncludeWaiting is given.

Emits one object for each call over the limit. If one of them could not be ended, ends with an exception after trying all the others.

.PARAMETER MaximumMinutes
How long a call may last, including its wait in the queue.

.PARAMETER QueueName
Only calls of these queues or campaigns; wildcards are allowed.

.PARAMETER IncludeWaiting
Also ends calls that no agent has taken yet.

.PARAMETER MaximumCalls
The most calls that one run ends, so that a wrong limit does not end them all. Further calls are reported as Skipped, for the next run.

.PARAMETER AccountId
The account; by default the Azure Automation variable RingCx-AccountId, RCX_ACCOUNT_ID, or the only account that the user has.

.PARAMETER VaultName
The Azure key vault that has the secrets RingCx-ClientId, RingCx-ClientSecret and RingCx-Jwt.

.PARAMETER SecretPrefix
The start of the names of secrets, credentials and variables, in place of RingCx.

.PARAMETER Connection
A connection of Connect-Rcx to use. Without it the runbook signs in by itself, and signs out at the end.

.EXAMPLE
./Stop-LongCall.ps1 -MaximumMinutes 240 -WhatIf

Shows which calls have lasted for more than four hours.

.EXAMPLE
./Stop-LongCall.ps1 -QueueName 'Night*' -MaximumMinutes 60 -VaultName contact-center

Ends the calls of the night queues after an hour, signed in with the secrets of the key vault.
#>
[CmdletBinding(SupportsShouldProcess)]
[OutputType([pscustomobject])]
param(
    [ValidateRange(1, 1440)]
    [int] $MaximumMinutes = 120,

    [string[]] $QueueName = '*',

    [switch] $IncludeWaiting,

    [ValidateRange(1, 1000)]
    [int] $MaximumCalls = 20,

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
    $calls = @(Get-RcxActiveCall @with)
    $over = @($calls | Where-Object {
            $call = $_
            $call.Duration.TotalMinutes -gt $MaximumMinutes -and ($call.AgentName -or $IncludeWaiting) -and
            @($QueueName | Where-Object { "$($call.DestinationName)" -like $_ })
        } | Sort-Object Duration -Descending)
    Write-Verbose "$($over.Count) of $($calls.Count) calls last longer than $MaximumMinutes min."

    for ($i = 0; $i -lt $over.Count; $i++) {
        $call = $over[$i]
        $row = [ordered] @{
            Uii       = $call.Uii
            AccountId = $call.AccountId
            Queue     = $call.DestinationName
            Agent     = $call.AgentName
            Duration  = [timespan]::FromSeconds([Math]::Floor($call.Duration.TotalSeconds))
            Action    = 'HangUp'
            Outcome   = 'Skipped'
            Reason    = ''
        }
        if ($i -ge $MaximumCalls) {
            $row.Reason = "One run ends at most $MaximumCalls calls."
            [pscustomobject] $row
            continue
        }

        $mayAct = $PSCmdlet.ShouldProcess($call.Uii, $row.Action)
        Complete-Row -Row $row -Target $call.Uii -MayAct $mayAct -Act { $call | Stop-RcxCall -Connection $Connection -Confirm:$false }
    }

    Assert-NoFailure
}
finally {
    if ($isOwnConnection) { Disconnect-Rcx -Connection $Connection }
}
