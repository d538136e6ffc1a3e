<#
.SYNOPSIS
Dials the numbers of a CRM export, each on behalf of its agent.

.DESCRIPTION
Reads the rows of a CSV file, each with a phone number and an agent, and has the service dial: it rings the agent, then the number. All rows
are checked first: if any is wrong, every wrong row is reported with its line, and nobody is called.

The result of each row is kept in a file beside the CSV. A run that was stopped continues where it stopped when it is started again, and no
number is dialled twice: neither one that was dialled, nor one that may have been, because the answer was lost or the run died. The latter
is reported. If the service refuses because the agent is busy or not logged in, that is not a failure: the next run tries again.

Emits one object for each row. If a row could not be dialled for another reason, ends with an exception after trying all the others.

.PARAMETER Path
The CSV file, in UTF-8.

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
The character that separates the columns.

.PARAMETER First
The most rows to dial; 0 means no limit. Rows that an earlier run has dialled do not count.

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
./Start-CallFromCrm.ps1 -Path ./callbacks.csv -CallerId 8005550100 -WhatIf

Checks the file and shows who would be called.

.EXAMPLE
./Start-CallFromCrm.ps1 -Path ./export.csv -PhoneColumn 'Mobile phone' -AgentColumn Owner -CallerId 8005550100 -WaitSeconds 900 -First 20

Dials twenty numbers, one after the other for each agent.
#>
[CmdletBinding(SupportsShouldProcess)]
[OutputType([pscustomobject])]
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

    [char] $Delimiter = ',',

    [ValidateRange(0, 10000)]
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

# Whether an agent has come to the end of the call that this run has dialled before.
function Wait-Agent([object] $Earlier) {
    if (-not $Earlier.Uii) { return $false }
    try {
        $null = $Earlier | Wait-RcxCall -Until Ended -Timeout $WaitSeconds -Connection $Connection
        $true
    }
    catch {
        Write-Verbose $_.Exception.Message
        $false
    }
}

# What a phone number is, the module says.
Import-Module RingCx.PowerShell -Verbose:$false
$callerNumber = [RingCx.RcxInput]::PhoneNumber($CallerId)
if (-not $callerNumber.IsValid) { throw "-CallerId is not a phone number, such as 8005550100. $($callerNumber.Problem)" }
$items = @(foreach ($record in Read-Record -File $Path -Separator $Delimiter -Required (@($PhoneColumn) + ($Username ? @() : $AgentColumn))) {
        $agent = "$($record.Cells.$AgentColumn)".Trim()
        $read = [RingCx.RcxInput]::PhoneNumber($record.Cells.$PhoneColumn)
        $number = $read.Value
        # The same number with and without the country code of North America is one number.
        $digits = "$number" -replace '^\+' -replace '^1(?=[0-9]{10}$)'
        [pscustomobject] @{
            Line     = $record.Line
            Key      = $digits
            Unique   = $digits
            Number   = $number
            Masked   = $digits -replace '.(?=.{4})', '*'
            Agent    = $agent ? $agent : $Username
            Username = $null
            Wrong    = $record.Cells.'(more)' ? 'more cells than the header has' :
                -not $read.IsValid ? "there is no phone number in column $PhoneColumn. $($read.Problem.TrimEnd('.'))" :
                -not ($agent ? $agent : $Username) ? 'there is no agent' : ''
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
    $agents = @(Get-RcxAgent @with)
    foreach ($group in $items | Group-Object Agent) {
        $found = @($agents | Where-Object { $_.Username -and ($_.Username -eq $group.Name -or "$($_.FirstName) $($_.LastName)" -eq $group.Name) })
        foreach ($item in $group.Group) {
            $item.Username = $found.Username
            if ($found.Count -ne 1) { $item.Wrong = "$($found.Count) agents are named '$($group.Name)'" }
        }
    }

    Assert-Item $items
    $calls = @{}
    # Without the need to wait for its end nobody has to know which call it is.
    $ring = @{ RingDuration = $RingSeconds; Wait = $WaitSeconds -gt 0 }
    foreach ($item in $items) {
        $row = [ordered] @{
            Line      = $item.Line
            Uii       = $null
            AccountId = $with.AccountId
            Agent     = $item.Username
            Phone     = $item.Masked
            Action    = 'Dial'
            Outcome   = 'Skipped'
            Reason    = ''
        }
        $target = "line $($item.Line), $($item.Masked)"
        $isDue = $begun.Count -lt $limit -and (Test-Open $item)
        if ($isDue -and $calls.ContainsKey($item.Username) -and -not (Wait-Agent $calls[$item.Username])) {
            $row.Reason = 'The agent has had a call in this run.'
            [pscustomobject] $row
            continue
        }

        $mayAct = $isDue -and $PSCmdlet.ShouldProcess($target, "Dial from the seat of $($item.Username)")
        Complete-RowOnce -Item $item -Row $row -Target $target -MayAct $mayAct -Harmless Ended, Refused -Do {
            # Also where dialling fails: the agent may be on a call then.
            $calls[$item.Username] = $null
            $dialled = Start-RcxCall -Username $item.Username -Destination $item.Number -CallerId $CallerId @ring @with -Confirm:$false
            $calls[$item.Username] = $dialled
            $row.Uii = $dialled.Uii
        }
    }

    Write-Verbose "$($begun.Count) of $($items.Count) rows were due. Results: $ResultPath"
    Assert-NoFailure
}
finally {
    if ($isOwnConnection) { Disconnect-Rcx -Connection $Connection }
    ${lock}?.Dispose()
}
