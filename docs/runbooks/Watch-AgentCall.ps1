<#
.SYNOPSIS
Joins a supervisor to every call of an agent, as the calls arrive.

.DESCRIPTION
Follows the account's calls for a while. Whenever the agent has a call, including one that is in progress at the start, the supervisor's
phone is added to it: to listen, to coach, or to speak with both. Each call is joined once; one that leaves the agent and comes back is joined
again.

Emits one outcome for each call. If the service refuses, the supervisor may already be on the call from an earlier run: that is reported and is
not a failure. If a call could not be joined for another reason, ends with an error at the end.

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
The account; by default RCX_ACCOUNT_ID, the Azure Automation variable RingCx-AccountId, or the only account that the user has.

.PARAMETER KeyVaultName
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
[OutputType('RingCx.RcxOutcome')]
param(
    [Parameter(Mandatory)]
    [string] $AgentName,

    [string] $SupervisorPhone,

    [ValidateSet('Monitor', 'Coaching', 'BargeIn')]
    [string] $Type = 'Monitor',

    [string] $AccountId,

    [Alias('VaultName')] [string] $KeyVaultName,

    [ValidatePattern('^[A-Za-z0-9-]+$')] [string] $SecretPrefix,

    [PSTypeName('RingCx.RcxConnection')] [object] $Connection,

    [ValidateRange(1, 86400)]
    [int] $TimeoutSeconds = 3600,

    [ValidateRange(1, 60)]
    [int] $IntervalSeconds = 5,

    [ValidateRange(0, 10000)]
    [int] $First = 0
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$times = @{ Interval = $IntervalSeconds; Timeout = $TimeoutSeconds }
$signIn = @{ PassThru = $true; NoDefault = $true }
foreach ($name in 'AccountId', 'KeyVaultName', 'SecretPrefix') { if ($PSBoundParameters[$name]) { $signIn[$name] = $PSBoundParameters[$name] } }
$rcx = $Connection ? $Connection : (Connect-Rcx @signIn)
$with = @{ Connection = $rcx; AccountId = $AccountId ? $AccountId : $rcx.AccountId }

try {
    $phone = $SupervisorPhone ? $SupervisorPhone : $rcx.SupervisorPhone
    if (-not $phone) { throw 'Give the supervisor''s number: -SupervisorPhone, or RCX_SUPERVISOR_PHONE in the environment.' }

    # A listing tells agents by name alone.
    $agent = @(Get-RcxAgent @with | Where-Object { $AgentName -in $_.Username, "$($_.FirstName) $($_.LastName)" })
    if ($agent.Count -ne 1) { throw "$($agent.Count) agents are named '$AgentName'. Give the user name or the full name of one; Get-RcxAgent lists them." }
    $name = "$($agent[0].FirstName) $($agent[0].LastName)".Trim()
    $filter = @{ AgentName = [WildcardPattern]::Escape($name) }

    # Once is enough to show what would be done.
    $watch = $WhatIfPreference ?
        { Get-RcxActiveCall @with @filter | ForEach-Object { [pscustomobject] @{ Event = 'Started'; Call = $_ } } } :
        { Watch-RcxActiveCall @with @filter @times -IncludeExisting }
    $joined = [System.Collections.Generic.HashSet[string]]::new()
    & $watch | Where-Object {
        $isHere = $_.Event -ne 'Ended' -and $_.Call.AgentName -eq $name
        $isHere ? $joined.Add($_.Call.Uii) : ($joined.Remove($_.Call.Uii) -and $false)
    } | ForEach-Object { $_.Call } |
        Add-RcxCallSession @with -Type $Type -Destination $phone -AsOutcome |
        Select-Object -First ($First ? $First : [int]::MaxValue) |
        Assert-RcxOutcome -Allow Done, Ended, Refused, Skipped, WhatIf
}
finally { if (-not $Connection) { Disconnect-Rcx -Connection $rcx } }
