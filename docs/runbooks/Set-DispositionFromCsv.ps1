<#
.SYNOPSIS
Sets the dispositions that a CSV file lists.

.DESCRIPTION
Reads the rows of a CSV file, each with a call's uii and a disposition, and sets the dispositions. All rows are checked first: if any is
wrong, every wrong row is reported with its line, and nothing is done.

The result of each row is kept in a file beside the CSV. A run that was stopped continues where it stopped when it is started again, and
nothing is set twice. A row that may or may not have been done, because the answer was lost or the run died, is reported and not sent
again.

Emits one object for each row. If a row could not be done, ends with an exception after trying all the others. A call that has ended does
not count as a failure.

.PARAMETER Path
The CSV file, in UTF-8.

.PARAMETER UiiColumn
The column of the call's uii.

.PARAMETER DispositionColumn
The column of the disposition.

.PARAMETER NotesColumn
The column of the notes, which is optional.

.PARAMETER CallbackColumn
The column of the callback time, such as 2026-12-24 14:30, in the account's time zone. It is optional.

.PARAMETER Delimiter
The character that separates the columns.

.PARAMETER First
The most rows to act on; 0 means no limit. Rows that an earlier run has done do not count.

.PARAMETER ResultPath
The file that keeps the results; by default the CSV file's name with .results.csv appended.

.PARAMETER AccountId
The account; by default the Azure Automation variable RingCx-AccountId, RCX_ACCOUNT_ID, or the only account that the user has.

.PARAMETER VaultName
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
[OutputType([pscustomobject])]
param(
    [Parameter(Mandatory)]
    [string] $Path,

    [string] $UiiColumn = 'Uii',

    [string] $DispositionColumn = 'Disposition',

    [string] $NotesColumn = 'Notes',

    [string] $CallbackColumn = 'CallbackTime',

    [char] $Delimiter = ',',

    [ValidateRange(0, 1000000)]
    [int] $First = 0,

    [string] $ResultPath,

    [string] $AccountId,

    [string] $VaultName,

    [ValidatePattern('^[A-Za-z0-9-]+$')]
    [string] $SecretPrefix = 'RingCx',

    [PSTypeName('RingCx.RcxConnection')]
    [object] $Connection
)

$ErrorActionPreference = 'Stop'

#region Rows and results: the same in the runbooks that read a file
# The records of a CSV file, each with the line that it begins on, which Import-Csv does not tell.
function Read-Record([string] $File, [char] $Separator, [string[]] $Required) {
    $header = ''
    $text = ''
    $number = 0
    foreach ($line in [System.IO.File]::ReadLines($File)) {
        $number++
        if (-not $text) {
            if (-not $line.Trim()) { continue }
            $start = $number
        }

        $text = $text ? "$text`n$line" : $line
        # While a quote is open, the record goes on in the next line.
        if ($text.Split('"').Count % 2 -eq 0) { continue }
        if ($header) {
            [pscustomobject] @{ Line = $start; Cells = ConvertFrom-Csv "${header}${Separator}(more)", $text -Delimiter $Separator }
        }
        else {
            $header = $text
            $columns = (ConvertFrom-Csv $header, $header -Delimiter $Separator).PSObject.Properties.Name
            $missing = @($Required | Where-Object { $_ -notin $columns })
            if ($missing) { throw "$File has no column $($missing -join ', '), but: $($columns -join ', ')." }
        }

        $text = ''
    }

    if ($text) { throw "$File, line ${start}: a quote is never closed." }
}

# Tells every row that is wrong, then ends: a file that is half right is to be put right first.
function Assert-Item([object[]] $Items) {
    $lines = @{}
    foreach ($item in $Items) {
        if (-not $item.Wrong -and $lines.ContainsKey($item.Unique)) { $item.Wrong = "the same as line $($lines[$item.Unique])" }
        if ($item.Wrong) { Write-Warning "$Path, line $($item.Line): $($item.Wrong)." }
        $lines[$item.Unique] ??= $item.Line
    }

    $wrong = @($Items | Where-Object Wrong)
    if ($wrong) { throw "$($wrong.Count) of $($Items.Count) rows are wrong, nothing was done. Lines: $(($wrong.Line | Select-Object -First 20) -join ', ')." }
}

function Write-Result([object] $Item, [string] $Outcome, [string] $Reason) {
    [pscustomobject] @{ At = [datetime]::UtcNow.ToString('s') + 'Z'; Line = $Item.Line; Key = $Item.Key; Outcome = $Outcome; Reason = $Reason } |
        Export-Csv -LiteralPath $ResultPath -Append
}

# Whether a row is still to be done: what stands there as Pending may have been sent.
function Test-Open([object] $Item) {
    -not $results.ContainsKey($Item.Key) -or $results[$Item.Key].Outcome -in 'Failed', 'Refused', 'Ended'
}

# Acts on a row once, however often the runbook is started: what an earlier run has done, or may have done, is not done again.
function Complete-RowOnce([object] $Item, [System.Collections.IDictionary] $Row, [string] $Target, [bool] $MayAct, [scriptblock] $Do, [string[]] $Harmless = 'Ended') {
    $before = $results[$Item.Key]
    if ($before.Outcome -eq 'Done') {
        $Row.Reason = "Done at $($before.At)."
        return [pscustomobject] $Row
    }

    if (-not (Test-Open $Item)) {
        $Row.Outcome = 'Unknown'
        $Row.Reason = "Begun at $($before.At), and nobody knows whether it was done. Look, then correct the line in $ResultPath."
        Write-Warning "$Target, $($Row.Action): Unknown. $($Row.Reason)"
        $failures.Add($Target)
        return [pscustomobject] $Row
    }

    if ($begun.Count -ge $limit) { return }
    $begun.Add($Item.Key)
    # The line stands there before anything is sent: a run that dies leaves it as Pending.
    $done = Complete-Row -Row $Row -Target $Target -MayAct $MayAct -Harmless $Harmless -Act { Write-Result -Item $Item -Outcome 'Pending'; & $Do }
    if ($done.Outcome -notin 'WhatIf', 'Skipped') { Write-Result -Item $Item -Outcome $done.Outcome -Reason $done.Reason }
    $done
}

# Holds the results for this run alone, since two at once would do everything twice, and reads what is in them: the last line of a row counts.
function Open-Result {
    if (-not $WhatIfPreference) {
        try { [System.IO.File]::Open("$ResultPath.lock", 'OpenOrCreate', 'ReadWrite', 'None') }
        catch { throw "$ResultPath.lock cannot be opened: another run is at work, or the folder cannot be written. $($_.Exception.InnerException.Message)" }
    }

    if (Test-Path -LiteralPath $ResultPath) {
        Import-Csv -LiteralPath $ResultPath | Where-Object Key | ForEach-Object { $results[$_.Key] = $_ }
    }
}

$Path = Convert-Path -LiteralPath $Path
$ResultPath = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($ResultPath ? $ResultPath : "$Path.results.csv")
$results = @{}
$begun = [System.Collections.Generic.List[string]]::new()
$limit = $First -gt 0 ? $First : [int]::MaxValue
#endregion

# What a uii and a time are, the module says.
Import-Module RingCx.PowerShell -Verbose:$false
$items = @(foreach ($record in Read-Record -File $Path -Separator $Delimiter -Required $UiiColumn, $DispositionColumn) {
        $uii, $disposition, $callback = foreach ($column in $UiiColumn, $DispositionColumn, $CallbackColumn) { "$($record.Cells.$column)".Trim() }
        $call = [RingCx.RcxInput]::Uii($uii)
        $time = $callback ? [RingCx.RcxInput]::CallbackTime($callback) : $null
        [pscustomobject] @{
            Line        = $record.Line
            Key         = "$uii $disposition $callback"
            Unique      = $uii
            Uii         = $uii
            Disposition = $disposition
            Optional    = ($time.Value ? @{ CallbackTime = $time.Value } : @{}) + ($record.Cells.$NotesColumn ? @{ Notes = $record.Cells.$NotesColumn } : @{})
            Wrong       = $record.Cells.'(more)' ? 'more cells than the header has' :
                -not $call.IsValid ? "there is no uii in column $UiiColumn. $($call.Problem.TrimEnd('.'))" :
                -not $disposition -or $disposition -match '\p{Cc}' ? 'the disposition is empty, or goes over several lines' :
                $callback -and -not $time.IsValid ? "'$callback' in column $CallbackColumn. $($time.Problem.TrimEnd('.'))" : ''
        }
    })
Assert-Item $items

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
    $lock = Open-Result
    foreach ($item in $items) {
        $row = [ordered] @{
            Line        = $item.Line
            Uii         = $item.Uii
            AccountId   = $with.AccountId
            Disposition = $item.Disposition
            Action      = 'Disposition'
            Outcome     = 'Skipped'
            Reason      = ''
        }
        $optional = $item.Optional
        $mayAct = $begun.Count -lt $limit -and (Test-Open $item) -and $PSCmdlet.ShouldProcess($item.Uii, "$($row.Action) $($item.Disposition)")
        Complete-RowOnce -Item $item -Row $row -Target $item.Uii -MayAct $mayAct -Do { Set-RcxDisposition -Uii $item.Uii -Disposition $item.Disposition @optional @with -Confirm:$false }
    }

    Write-Verbose "$($begun.Count) of $($items.Count) rows were due. Results: $ResultPath"
    Assert-NoFailure
}
finally {
    if ($isOwnConnection) { Disconnect-Rcx -Connection $Connection }
    ${lock}?.Dispose()
}
