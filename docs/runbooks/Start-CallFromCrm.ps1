<#
.SYNOPSIS
Dials the numbers of a CRM export, each on behalf of its agent.

.DESCRIPTION
Reads the rows of a CSV file, each with a phone number and an agent, and has the service dial: it rings the agent, then the number. All rows
are checked first: if any is wrong, every wrong row is reported with its line, and nobody is called.

What was dialled is kept in an audit file beside the CSV. A run that was stopped continues where it stopped when it is started again, and no
number is dialled twice: neither one that was dialled, nor one that may have been, because the answer was lost or the run died. The latter
is reported. If the service refuses because the agent is busy or not logged in, that is not a failure: the next run tries again.

Emits one outcome for each row. If a row could not be dialled for another reason, ends with an error after trying all the others.

.PARAMETER Path
The CSV file, in UTF-8, or in UTF-16 with a mark.

.PARAMETER CallerId
The number that the callee sees.

.PARAMETER PhoneColumn
The column of the number to dial. It may contain spaces, dashes, dots and brackets.

.PARAMETER AgentColumn
The column of the agent: the user name, or the first and the last name.

.PARAMETER Username
The agent for rows whose cell is empty, and for a file without that column.

.PARAMETER RingSeconds
How long the agent's phone rings.

.PARAMETER WaitSeconds
How long to wait for the end of an agent's call before the next one of the same agent is dialled. With 0 an agent gets one call per run; the
others are left for later runs.

.PARAMETER Delimiter
The character that separates the columns; by default what the file's header shows.

.PARAMETER First
The most rows to dial; 0 means no limit. Rows that an earlier run has dialled do not count.

.PARAMETER AuditPath
The audit file that tells the next run what was done; by default the CSV file's name with .audit.jsonl appended. A connection that is given
has its own.

.PARAMETER AccountId
The account; by default RCX_ACCOUNT_ID, the Azure Automation variable RingCx-AccountId, or the only account that the user has.

.PARAMETER KeyVaultName
The Azure key vault that has the secrets RingCx-ClientId, RingCx-ClientSecret and RingCx-Jwt.

.PARAMETER SecretPrefix
The start of the names of secrets, credentials and variables, in place of RingCx.

.PARAMETER Connection
A connection of Connect-Rcx to use. Without it the runbook signs in by itself, and signs out at the end.

.EXAMPLE
./Start-CallFromCrm.ps1 -Path ./callbacks.csv -CallerId 8005550100 -WhatIf

Checks the file and shows who would be called.

.EXAMPLE
./Start-CallFromCrm.ps1 -Path ./export.csv -PhoneColumn 'Mobile phone' -AgentColumn Owner -CallerId 8005550100 -WaitSeconds 900 -First 20

Dials twenty numbers, one after the other for each agent.
#>
[CmdletBinding(SupportsShouldProcess)]
[OutputType('RingCx.RcxOutcome')]
param(
    [Parameter(Mandatory)]
    [string] $Path,

    [Parameter(Mandatory)]
    [string] $CallerId,

    [string] $PhoneColumn = 'Phone',

    [string] $AgentColumn = 'Agent',

    [string] $Username,

    [ValidateRange(1, 600)]
    [int] $RingSeconds = 30,

    [ValidateRange(0, 7200)]
    [int] $WaitSeconds = 0,

    [string] $AccountId,

    [Alias('VaultName')] [string] $KeyVaultName,

    [ValidatePattern('^[A-Za-z0-9-]+$')] [string] $SecretPrefix,

    [PSTypeName('RingCx.RcxConnection')] [object] $Connection,

    [Nullable[char]] $Delimiter,

    [ValidateRange(0, 10000)]
    [int] $First = 0,

    [string] $AuditPath
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
function Assert-Row([string[]] $Problem) {
    if ($Problem) { throw "$($Problem.Count) of $($rows.Count) rows are wrong, nobody was called.`n$($Problem -join "`n")" }
}

# Whether an agent has come to the end of the call that this run has dialled before.
function Test-Free([string] $Agent) {
    if (-not $calls.ContainsKey($Agent)) { return $true }
    if (-not $calls[$Agent]) { return $false }
    $null = $calls[$Agent] | Wait-RcxCall -Until Ended -Timeout $WaitSeconds -Connection $rcx -ErrorAction SilentlyContinue -ErrorVariable notOver
    -not $notOver
}

$rows = @(Import-RcxCsv $Path -Require ($Username ? $PhoneColumn : @($PhoneColumn, $AgentColumn)) -Delimiter $Delimiter | ForEach-Object {
        $number = [RingCx.RcxInput]::PhoneNumber($_.$PhoneColumn)
        $agent = "$($_.PSObject.Properties[$AgentColumn]?.Value)"
        [pscustomobject] @{
            Line = $_.Line; Agent = $agent ? $agent : $Username; Username = ''; Destination = $number.Value; Problem = $number.Problem
            # The same number with and without the country code of North America is one number.
            Key = "$($number.Value)" -replace '^\+' -replace '^1(?=[0-9]{10}$)'
        }
    })
$caller = [RingCx.RcxInput]::PhoneNumber($CallerId)
if (-not $caller.IsValid) { throw "-CallerId is not a phone number, such as 8005550100. $($caller.Problem)" }
$lines = @{}
Assert-Row ($rows | ForEach-Object {
        $problem = $_.Problem ?? ($lines.ContainsKey($_.Key) ? "The same number as in line $($lines[$_.Key])." : '')
        if ($problem) { "Line $($_.Line): $problem" }
        $lines[$_.Key] ??= $_.Line
    })
# -WhatIf makes no file.
$audit = $AuditPath ? $AuditPath : "$(Convert-Path -LiteralPath $Path).audit.jsonl"
$signIn = @{ PassThru = $true; NoDefault = $true } + ($WhatIfPreference ? @{} : @{ AuditPath = $audit })
foreach ($name in 'AccountId', 'KeyVaultName', 'SecretPrefix') { if ($PSBoundParameters[$name]) { $signIn[$name] = $PSBoundParameters[$name] } }
$rcx = $Connection ? $Connection : (Connect-Rcx @signIn)
$with = @{ Connection = $rcx; AccountId = $AccountId ? $AccountId : $rcx.AccountId }

try {
    $agents = Get-RcxAgent @with | Where-Object Username
    Assert-Row ($rows | ForEach-Object {
            $row = $_
            $found = @($agents | Where-Object { $row.Agent -in $_.Username, "$($_.FirstName) $($_.LastName)" })
            if ($found.Count -eq 1) { $row.Username = $found[0].Username }
            else { "Line $($row.Line): $($found.Count) agents are named '$($row.Agent)'." }
        })
    $tried = 0
    $calls = @{}
    # Without the need to wait for its end nobody has to know which call it is.
    $dial = @{ CallerId = $CallerId; RingDuration = $RingSeconds; Wait = $WaitSeconds -gt 0 } + ($WhatIfPreference ? @{} : @{ OnceKey = { $_.Key } })
    $rows | Where-Object { -not $First -or $tried -lt $First } | ForEach-Object {
        if (Test-Free $_.Username) {
            $outcome = $_ | Start-RcxCall @with @dial -AsOutcome
            # What an earlier run has done or begun does not count. A failure does: the agent may be on a call.
            $isNew = $outcome.Outcome -ne 'AlreadyDone' -and $outcome.Reason -notlike '*It was not sent again.*'
            if ($isNew) { $tried++ }
            if ($isNew -and -not $WhatIfPreference) { $calls[$_.Username] = $WaitSeconds ? $outcome.Result : $null }
            $outcome
        }
        else {
            [pscustomobject] @{
                PSTypeName = 'RingCx.RcxOutcome'; Outcome = 'Skipped'; Action = 'Dial'; Target = $_.Username
                Uii = $null; AccountId = $with.AccountId; Reason = "Line $($_.Line): the agent has had a call in this run."; InputObject = $_
            }
        }
    } | Assert-RcxOutcome -Allow Done, AlreadyDone, Ended, Refused, Skipped, WhatIf
}
finally { if (-not $Connection) { Disconnect-Rcx -Connection $rcx } }
