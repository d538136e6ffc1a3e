<#
.SYNOPSIS
Sets the dispositions that a CSV file lists.

.DESCRIPTION
Reads the rows of a CSV file, each with a call's uii and a disposition, and sets the dispositions. All rows are checked first: if any is
wrong, every wrong row is reported with its line, and nothing is done.

What was done is kept in an audit file beside the CSV. A run that was stopped continues where it stopped when it is started again, and
nothing is set twice. A row that may or may not have been done, because the answer was lost or the run died, is reported and not sent
again.

Emits one outcome for each row. If a row could not be done, ends with an error after trying all the others. A call that has ended does
not count as a failure.

.PARAMETER Path
The CSV file, in UTF-8, or in UTF-16 with a mark.

.PARAMETER UiiColumn
The column of the call's uii.

.PARAMETER DispositionColumn
The column of the disposition.

.PARAMETER NotesColumn
The column of the notes, which is optional.

.PARAMETER CallbackColumn
The column of the callback time, such as 2026-12-24 14:30, in the account's time zone. It is optional.

.PARAMETER Delimiter
The character that separates the columns; by default what the file's header shows.

.PARAMETER First
The most rows to act on; 0 means no limit. Rows that an earlier run has done do not count.

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
./Set-DispositionFromCsv.ps1 -Path ./dispositions.csv -WhatIf

Checks the file and shows what would be set.

.EXAMPLE
./Set-DispositionFromCsv.ps1 -Path ./export.csv -Delimiter ';' -UiiColumn CallId -DispositionColumn Result -First 100

Sets the first hundred of the dispositions that have not been set yet.
#>
[CmdletBinding(SupportsShouldProcess)]
[OutputType('RingCx.RcxOutcome')]
param(
    [Parameter(Mandatory)]
    [string] $Path,

    [string] $UiiColumn = 'Uii',

    [string] $DispositionColumn = 'Disposition',

    [string] $NotesColumn = 'Notes',

    [string] $CallbackColumn = 'CallbackTime',

    [string] $AuditPath,

    [string] $AccountId,

    [Alias('VaultName')] [string] $KeyVaultName,

    [ValidatePattern('^[A-Za-z0-9-]+$')] [string] $SecretPrefix,

    [PSTypeName('RingCx.RcxConnection')] [object] $Connection,

    [Nullable[char]] $Delimiter,

    [ValidateRange(0, 1000000)]
    [int] $First = 0
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$rows = @(Import-RcxCsv $Path -Require $UiiColumn, $DispositionColumn -Unique $UiiColumn -Delimiter $Delimiter | ForEach-Object {
        $callback = "$($_.PSObject.Properties[$CallbackColumn]?.Value)"
        [pscustomobject] @{
            Line = $_.Line; Uii = $_.$UiiColumn; Disposition = $_.$DispositionColumn; Notes = "$($_.PSObject.Properties[$NotesColumn]?.Value)"
            CallbackTime = $callback ? $callback : $null; Key = "$($_.$UiiColumn) $($_.$DispositionColumn) $callback"
        }
    })
# What the file cannot tell is checked before anything is sent: a file that is half right is to be put right first.
$wrong = @(foreach ($row in $rows) {
        $problem = [RingCx.RcxInput]::Uii($row.Uii).Problem ?? ($row.CallbackTime ? [RingCx.RcxInput]::CallbackTime($row.CallbackTime).Problem : $null)
        if (-not $problem -and $row.Disposition -match '\p{Cc}') { $problem = 'The disposition goes over several lines.' }
        if ($problem) { "Line $($row.Line): $problem" }
    })
if ($wrong) { throw "$($wrong.Count) of $($rows.Count) rows are wrong, nothing was done.`n$($wrong -join "`n")" }

$signIn = @{ PassThru = $true; NoDefault = $true }
foreach ($name in 'AccountId', 'KeyVaultName', 'SecretPrefix') { if ($PSBoundParameters[$name]) { $signIn[$name] = $PSBoundParameters[$name] } }
# -WhatIf makes no file.
$once = $WhatIfPreference ? @{} : @{ OnceKey = { $_.Key } }
if ($once.Count) { $signIn.AuditPath = $AuditPath ? $AuditPath : "$(Convert-Path -LiteralPath $Path).audit.jsonl" }
$rcx = $Connection ? $Connection : (Connect-Rcx @signIn)

try {
    $account = $AccountId ? $AccountId : $rcx.AccountId
    $tried = 0
    $rows | Where-Object { -not $First -or $tried -lt $First } |
        Set-RcxDisposition -Connection $rcx -AccountId $account @once -AsOutcome |
        ForEach-Object {
            # What an earlier run has done or begun does not count.
            if ($_.Outcome -ne 'AlreadyDone' -and $_.Reason -notlike '*It was not sent again.*') { $tried++ }
            $_
        } | Assert-RcxOutcome -Allow Done, AlreadyDone, Ended, Skipped, WhatIf
}
finally { if (-not $Connection) { Disconnect-Rcx -Connection $rcx } }
