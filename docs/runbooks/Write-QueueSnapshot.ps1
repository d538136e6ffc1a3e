<#
.SYNOPSIS
Writes the queues' figures to a CSV file, a row for each queue every minute.

.DESCRIPTION
Looks at the queues at the start of every minute, or of another interval, and appends a row for each of them to a CSV file: for a dashboard, or to
draw the day afterwards. The file gets a header once, is in UTF-8, and can be appended to by one run after the other.

When the service does not answer, or the file cannot be written, a warning says so, and there are no rows for that minute: a gap is a gap, never
zeros. What cannot pass, such as missing rights, ends the run.

Changes nothing in the account. Emits one outcome at the end: how many rows were written, and how many minutes were missed. Ends with an error if
nothing was written, or if the run ended early.

.PARAMETER Path
The CSV file. It is made if it is not there; one with other columns is refused.

.PARAMETER Channel
The queues: Voice, Chat, or both.

.PARAMETER DurationSeconds
How long to write. Azure's own sandbox ends a job after three hours.

.PARAMETER IntervalSeconds
How often the queues are looked at. The service asks for at least ten seconds.

.PARAMETER AccountId
The account; by default RCX_ACCOUNT_ID, the Azure Automation variable RingCx-AccountId, or the only account that the user has.

.PARAMETER KeyVaultName
The Azure key vault that has the secrets RingCx-ClientId, RingCx-ClientSecret and RingCx-Jwt.

.PARAMETER SecretPrefix
The start of the names of secrets, credentials and variables, in place of RingCx.

.PARAMETER Connection
A connection of Connect-Rcx to use. Without it the runbook signs in by itself, and signs out at the end.

.EXAMPLE
./Write-QueueSnapshot.ps1 -Path queues.csv -WhatIf

Says how many rows would be appended.

.EXAMPLE
./Write-QueueSnapshot.ps1 -Path "queues-$(Get-Date -Format yyyy-MM-dd).csv" -Channel Voice, Chat -DurationSeconds 86400

Writes a day's rows, to a file of its own where a scheduler starts it every day.
#>
[CmdletBinding(SupportsShouldProcess)]
[OutputType('RingCx.RcxOutcome')]
param(
    [Parameter(Mandatory)]
    [string] $Path,

    [ValidateSet('Voice', 'Chat')]
    [string[]] $Channel = 'Voice',

    [ValidateRange(1, 31536000)]
    [int] $DurationSeconds = 3600,

    [string] $AccountId,

    [Alias('VaultName')] [string] $KeyVaultName,

    [ValidatePattern('^[A-Za-z0-9-]+$')] [string] $SecretPrefix,

    [PSTypeName('RingCx.RcxConnection')] [object] $Connection,

    [ValidateRange(10, 3600)]
    [int] $IntervalSeconds = 60
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
# Fixed here, so that a file keeps its columns when a later version of the module tells more.
$columns = -split 'Time GateId GateName GateGroupId GroupName Channel Schedule ScheduleOverride State Active InQueue Routing LongestInQueue Staffed
    Available Presented Accepted Abandoned Deflected ShortAbandon SlaPass SlaFail ShortCall LongCall SuccessDispositions TotalQueueTime TotalAnswerTime
    TotalTalkTime TotalAbandonTime ServiceLevel AverageAnswerTime AverageTalkTime AverageAbandonTime LastUpdate AccountId At'
$header = '"' + ($columns -join '","') + '"'
$formula = '^(?!-[\d.]+$)(?=\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])'
$file = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Path)
$step = [timespan]::FromSeconds($IntervalSeconds).Ticks

# When the present interval began, by the clock: so the minutes do not drift, however long a look takes.
function Get-Start { $now = (Get-Date -AsUTC).Ticks; $now - $now % $step }

# A row as a line of the file: numbers with a point in every culture, and no text that a spreadsheet would take for a formula.
filter ConvertTo-Line {
    $cells = foreach ($name in $columns) { "$($_.$name)" -replace '\p{Cc}', ' ' -replace $formula, "'" -replace '"', '""' }
    '"' + ($cells -join '","') + '"'
}

# Appends lines, all by one write. A part of a line that a killed run or a full disk has left is removed first.
function Add-Line([string[]] $Line) {
    foreach ($left in 4..0) {
        # Others may read meanwhile; only Windows can tell them from those who write.
        try { $stream = [System.IO.FileStream]::new($file, 'OpenOrCreate', 'ReadWrite', $IsWindows ? 'Read' : 'None', 1); break }
        catch [System.IO.IOException] { if ($left) { Start-Sleep -Seconds 1 } else { throw } }
    }

    try {
        for ($end = $stream.Length; $end; $end--) { $stream.Position = $end - 1; if ($stream.ReadByte() -eq 10) { break } }
        if ($end -lt $stream.Length) { Write-Warning "$file ended within a line, which was cut off."; $stream.SetLength($end) }
        $bytes = [System.Text.Encoding]::UTF8.GetBytes(($end ? '' : "$header`n") + -join $(foreach ($one in $Line) { "$one`n" }))
        $stream.Write($bytes, 0, $bytes.Length)
    }
    finally { $stream.Dispose() }
}

$found = (Test-Path -LiteralPath $file) ? (Get-Content -LiteralPath $file -First 1) : $null
if ($found -notin $null, $header, ($columns -join ',')) { throw "'$file' has other columns. Give another file, or move it away." }
$isMeant = $PSCmdlet.ShouldProcess($file, 'Append rows')
if ($isMeant) { Add-Line }

$signIn = @{ PassThru = $true; NoDefault = $true }
foreach ($name in 'AccountId', 'KeyVaultName', 'SecretPrefix') { if ($PSBoundParameters[$name]) { $signIn[$name] = $PSBoundParameters[$name] } }
$rcx = $Connection ? $Connection : (Connect-Rcx @signIn)
$with = @{ Connection = $rcx; AccountId = $AccountId ? $AccountId : $rcx.AccountId }

try {
    $rows, $written, $failure, $first = 0, 0, '', (Get-Start)
    $last = $first - $step
    # Once is enough to show what would be written.
    while (-not $failure -and $last -lt $first + $step * ($isMeant ? [Math]::Max(0, [long] [Math]::Floor($DurationSeconds / $IntervalSeconds) - 1) : 0)) {
        while (($start = Get-Start) -eq $last) { Start-Sleep -Milliseconds ([Math]::Max(1, 1 + ($last + $step - (Get-Date -AsUTC).Ticks) / 10000)) }
        try {
            $queues = @($Channel | ForEach-Object { Get-RcxQueueState @with -Channel $_ -AsRow })
            # An answer that took its time tells of the interval in which it came.
            $start = Get-Start
            if ($isMeant) { Add-Line ($queues | Add-Member Time "$([datetime]::new($start).ToString('s'))Z" -PassThru | ConvertTo-Line) }
            $rows, $written = ($rows + $queues.Count), ($written + 1)
        }
        catch {
            # Missing rights do not pass.
            if ($_.FullyQualifiedErrorId -match '^(PermissionDenied|AuthenticationFailed|NotConnected|InvalidAccountId),') { $failure = "$_" }
            Write-Warning "No rows for $([datetime]::new($start).ToString('s'))Z. $_"
        }

        $last = $start
    }

    # Also what went by while the service was asked again and again, or the machine slept.
    $missed = [Math]::Max(0, ($last - $first) / $step + 1 - $written)
    [pscustomobject] @{
        PSTypeName = 'RingCx.RcxOutcome'; Outcome = $failure -or -not $written ? 'Failed' : $isMeant ? 'Done' : $WhatIfPreference ? 'WhatIf' : 'Skipped'
        Reason = "$rows rows$($isMeant ? "; $missed of $($written + $missed) intervals were missed" : " every $IntervalSeconds s"). $failure".Trim()
        Action = 'Append'; Target = $file; AccountId = $with.AccountId; Rows = $rows; Written = $written; Missed = $missed
    } | Assert-RcxOutcome
}
finally { if (-not $Connection) { Disconnect-Rcx -Connection $rcx } }
