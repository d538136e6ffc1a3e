<#
.SYNOPSIS
Joins a supervisor to every call of an agent, as the calls arrive.

.DESCRIPTION
Follows the account's calls for a while. Whenever the agent has a call, including one that is in progress at the start, the supervisor's
phone is added to it: to listen, to coach, or to speak with both. Each call is joined once; one that leaves the agent and comes back is joined
again.

Emits one object for each call. If the service refuses, the supervisor may already be on the call from an earlier run: that is reported and is
not a failure. If a call could not be joined for another reason, ends with an exception at the end.

.PARAMETER AgentName
The agent: the user name, or the first and the last name. Exactly one agent must match.

.PARAMETER SupervisorPhone
The number that rings; by default the connection's own, which comes from RCX_SUPERVISOR_PHONE.

.PARAMETER Type
How the supervisor joins: Monitor (nobody hears it), Coaching (the agent does) or BargeIn (both do).

.PARAMETER TimeoutSeconds
How long to follow the calls. Azure's own sandbox ends a job after three hours.

.PARAMETER IntervalSeconds
How often the calls are listed.

.PARAMETER First
Ends after this many calls; 0 means no limit.

.PARAMETER AccountId
The account; by default the Azure Automation variable RingCx-AccountId, RCX_ACCOUNT_ID, or the only account that the user has.

.PARAMETER VaultName
The Azure key vault that has the secrets RingCx-ClientId, RingCx-ClientSecret and RingCx-Jwt.

.PARAMETER SecretPrefix
The start of the names of secrets, credentials and variables, in place of RingCx.

.PARAMETER Connection
A connection of Connect-Rcx to use. Without it the runbook signs in by itself, and signs out at the end.

.EXAMPLE
./Watch-AgentCall.ps1 -AgentName 'Paco Vu' -SupervisorPhone +15554150123 -WhatIf

Shows which call of the agent would be joined now.

.EXAMPLE
./Watch-AgentCall.ps1 -AgentName paco.vu@example.com -SupervisorPhone +15554150123 -Type Coaching -TimeoutSeconds 1800

Joins the agent's calls of the next half hour.
#>
[CmdletBinding(SupportsShouldProcess)]
[OutputType([pscustomobject])]
param(
    [Parameter(Mandatory)]
    [string] $AgentName,

    [string] $SupervisorPhone,

    [ValidateSet('Monitor', 'Coaching', 'BargeIn')]
    [string] $Type = 'Monitor',

    [ValidateRange(1, 86400)]
    [int] $TimeoutSeconds = 3600,

    [ValidateRange(1, 60)]
    [int] $IntervalSeconds = 5,

    [ValidateRange(0, 10000)]
    [int] $First = 0,

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
    $phone = $SupervisorPhone ? $SupervisorPhone : $Connection.SupervisorPhone
    if (-not $phone) { throw 'Give the supervisor''s number: -SupervisorPhone, or RCX_SUPERVISOR_PHONE in the environment.' }

    # A listing tells agents by name alone.
    $agent = @(Get-RcxAgent @with | Where-Object { $_.Username -eq $AgentName -or "$($_.FirstName) $($_.LastName)" -eq $AgentName })
    if ($agent.Count -ne 1) { throw "$($agent.Count) agents are named '$AgentName'. Give the user name, or the first and the last name, of one; Get-RcxAgent lists them." }
    $name = "$($agent.FirstName) $($agent.LastName)".Trim()
    $filter = @{ AgentName = [WildcardPattern]::Escape($name) }

    # Once is enough to show what would be done.
    $times = @{ Interval = $IntervalSeconds; Timeout = $TimeoutSeconds }
    $watch = $WhatIfPreference ?
        { Get-RcxActiveCall @with @filter | ForEach-Object { @{ Event = 'Started'; Call = $_ } } } :
        { Watch-RcxActiveCall @with @filter -IncludeExisting @times }
    $joined = [System.Collections.Generic.HashSet[string]]::new()
    & $watch | ForEach-Object {
        $call = $_.Call
        if ($_.Event -eq 'Ended' -or $call.AgentName -ne $name) {
            $null = $joined.Remove("$($call.Uii)")
        }
        elseif ($joined.Add("$($call.Uii)")) {
            $row = [ordered] @{
                Uii       = $call.Uii
                AccountId = $call.AccountId
                Queue     = $call.DestinationName
                Agent     = $call.AgentName
                Duration  = [timespan]::FromSeconds([Math]::Floor($call.Duration.TotalSeconds))
                Action    = $Type
                Outcome   = 'Skipped'
                Reason    = ''
            }
            $mayAct = $PSCmdlet.ShouldProcess($call.Uii, $row.Action)
            Complete-Row -Row $row -Target $call.Uii -MayAct $mayAct -Harmless Ended, Refused -Act {
                $call | Add-RcxCallSession -Type $Type -Destination $phone -Connection $Connection -Confirm:$false
            }
        }
    } | Select-Object -First ($First -eq 0 ? [int]::MaxValue : $First)

    Assert-NoFailure
}
finally {
    if ($isOwnConnection) { Disconnect-Rcx -Connection $Connection }
}
