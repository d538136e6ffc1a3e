#Requires -Version 7.4
<#
.SYNOPSIS
Stops every command that talks to the service at random moments, and uses the same connection again after each stop.

.DESCRIPTION
A sandbox on loopback is reached over real connections; its answers come late, or their bodies a while after their heads. Each round runs one
command in a pipeline of its own, over a connection that all rounds share, and stops it as Ctrl+C does: before anything is sent, while an answer
is waited for, in the middle of a body, or after the end. Then a call is hung up over the same connection, and after a command of RingEX a
session as well: neither may be repeated on a guess, so whatever a stopped answer leaves behind shows there.

A violation is: an error record or an exception that is not the module's; any error of a stopped command; OutcomeUnknown, for the service
answers everything; a stop, or what follows it, that does not end in time; an action that the service was asked for more often than the
command asks by itself; a recording that is off after a pause. The exit code is 1 where there was one. Needs ./build.ps1 -Task Pack first.

.EXAMPLE
./tests/Benchmarks/Reliability/Measure-CommandStops.ps1 -Update docs/reliability.md
#>
[CmdletBinding()]
param(
    # How many stops; every command has its share.
    [ValidateRange(1, 20000)]
    [int] $Stops = 600,

    # The same number gives the same commands in the same order, and the same moments.
    [int] $Seed = 1,

    # A document whose section "commands" gets the figures; the others stay as they are.
    [string] $Update,

    # The packed module.
    [string] $Module = (Join-Path $PSScriptRoot '../../../artifacts/module/RingCx.PowerShell')
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module $Module
$random = [System.Random]::new($Seed)

# What is not ended by then hangs.
$stopLimit = [timespan]::FromSeconds(5)
$followUpLimit = [timespan]::FromSeconds(10)

# These send nothing: the first knows its answer, two are the sandbox's own, and the board wants a terminal.
$local = 'Assert-RcxOutcome', 'Import-RcxCsv', 'Get-RcxConnection', 'Start-RcxSandbox', 'Stop-RcxSandbox', 'Show-RcxCallBoard'

# Run: the command, with $connection and what Prepare gives. Seconds: how long it is watched where it does not end by itself.
# Most: how often it may send one and the same action; once, unless told otherwise.
$commands = [ordered] @{
    'Add-RcxCallSession'       = @{ Run = 'Add-RcxCallSession -Uii $uii Monitor $phone'; Prepare = { @{ uii = Get-NextCall; phone = Get-NextPhone } } }
    'Add-RingExCallParty'      = @{ Run = 'Add-RingExCallParty -Conference $conference -TelephonySessionId $session -PartyId $party'; Prepare = { (New-Session) + @{ conference = (New-RingExConference -Connection $helper).TelephonySessionId } } }
    'Add-RingExCallSupervisor' = @{ Run = 'Add-RingExCallSupervisor 191888101 -AgentExtensionId 400415005003 -TelephonySessionId $session'; Prepare = { New-Session -Extension 400415005003 } }
    # A minute allows five sign-ins.
    'Connect-Rcx'              = @{ Run = 'Connect-Rcx @signIn -NoDefault -PassThru'; Bare = $true; Prepare = { $sandbox.Advance(61); @{ signIn = $signIn } } }
    'Deny-RingExCall'          = @{ Run = 'Deny-RingExCall -TelephonySessionId $session -PartyId $party'; Prepare = { New-Session -Ringing } }
    'Disconnect-Rcx'           = @{ Run = 'Disconnect-Rcx -Connection $other'; Bare = $true; Prepare = { $sandbox.Advance(61); @{ other = Connect-Rcx @signIn -NoDefault -PassThru } } }
    'Export-RcxCallBoard'      = @{ Run = 'Export-RcxCallBoard -Path $board'; Prepare = { @{ board = $board } } }
    'Get-RcxAccount'           = @{ Run = 'Get-RcxAccount' }
    'Get-RcxActiveCall'        = @{ Run = 'Get-RcxActiveCall -PageSize 100' }
    'Get-RcxAgent'             = @{ Run = 'Get-RcxAgent' }
    'Get-RcxAgentState'        = @{ Run = 'Get-RcxAgentState' }
    # By its name, which takes the listing of the queues first.
    'Get-RcxDisposition'       = @{ Run = 'Get-RcxDisposition Support' }
    'Get-RcxQueue'             = @{ Run = 'Get-RcxQueue' }
    'Get-RcxQueueState'        = @{ Run = 'Get-RcxQueueState' }
    'Get-RingExActiveCall'     = @{ Run = 'Get-RingExActiveCall Account' }
    'Get-RingExCallParty'      = @{ Run = 'Get-RingExCallParty -TelephonySessionId $session -PartyId $party'; Prepare = { New-Session } }
    'Get-RingExCallSession'    = @{ Run = 'Get-RingExCallSession -TelephonySessionId $session'; Prepare = { New-Session } }
    # Where the answer to the first request is lost to the stop, on and off again make sure of it.
    'Invoke-RcxRecordingPause' = @{ Run = 'Invoke-RcxRecordingPause { Start-Sleep -Milliseconds 50 } -Uii $uii'; Most = 2; Prepare = { @{ uii = Get-NextCall } } }
    'Invoke-RcxRequest'        = @{ Run = 'Invoke-RcxRequest ''/v1/admin/accounts/{accountId}/campaignLeads/systemDispositions''' }
    'Move-RcxCall'             = @{ Run = 'Move-RcxCall -Uii $uii -GateId 40002'; Prepare = { @{ uii = Get-NextCall } } }
    'Move-RingExCallParty'     = @{ Run = 'Move-RingExCallParty +16505550123 -TelephonySessionId $session -PartyId $party'; Prepare = { New-Session } }
    'New-RingExConference'     = @{ Run = 'New-RingExConference' }
    'Ping-RcxCall'             = @{ Run = 'Ping-RcxCall -Uii $uii'; Prepare = { @{ uii = Get-NextCall } } }
    'Receive-RingExCall'       = @{ Run = 'Receive-RingExCall -TelephonySessionId $session -PartyId $party'; Prepare = { New-Session -Ringing } }
    'Remove-RcxCallSession'    = @{ Run = 'Remove-RcxCallSession -Uii $uii $phone'; Prepare = { $one = @{ uii = Get-NextCall; phone = Get-NextPhone }; $null = Add-RcxCallSession -Uii $one.uii Monitor $one.phone -Connection $helper; $one } }
    'Remove-RingExCallParty'   = @{ Run = 'Remove-RingExCallParty -Force -TelephonySessionId $session -PartyId $party'; Prepare = { $one = New-Session; $null = Move-RingExCallParty -Park -TelephonySessionId $one.session -PartyId $one.party -Connection $helper; $one } }
    'Send-RingExCallReply'     = @{ Run = 'Send-RingExCallReply -Pattern InAMeeting -TelephonySessionId $session -PartyId $party'; Prepare = { New-Session -Ringing } }
    'Set-RcxCallHold'          = @{ Run = 'Set-RcxCallHold On -Uii $uii'; Prepare = { @{ uii = Get-NextCall } } }
    'Set-RcxCallRecording'     = @{ Run = 'Set-RcxCallRecording Off -Uii $uii'; Prepare = { @{ uii = Get-NextCall } } }
    # With the look-up for its warnings.
    'Set-RcxDisposition'       = @{ Run = 'Set-RcxDisposition SALE -Uii $uii -GateId 40001'; Prepare = { @{ uii = Get-NextCall } } }
    'Set-RingExCallParty'      = @{ Run = 'Set-RingExCallParty -Hold On -Muted On -TelephonySessionId $session -PartyId $party'; Prepare = { New-Session } }
    'Set-RingExCallRecording'  = @{ Run = 'Set-RingExCallRecording On -TelephonySessionId $session -PartyId $party'; Prepare = { New-Session } }
    # Whose call it is has no other: that of the round before, or one that was requeued.
    'Start-RcxCall'            = @{ Run = 'Start-RcxCall $agent $phone 8005550100 -Wait'; Prepare = { $sandbox.GetCalls() | Where-Object AgentUsername -EQ $agent | ForEach-Object { $sandbox.EndCall($_.Uii) }; @{ agent = $agent; phone = Get-NextPhone } } }
    'Start-RingExCall'         = @{ Run = 'Start-RingExCall 191888101 $phone'; Prepare = { @{ phone = Get-NextPhone } } }
    'Stop-RcxCall'             = @{ Run = 'Stop-RcxCall -Force -Uii $uii'; Prepare = { @{ uii = Get-NextCall } } }
    'Stop-RingExCallSession'   = @{ Run = 'Stop-RingExCallSession -Force -TelephonySessionId $session'; Prepare = { New-Session } }
    'Test-RcxQueue'            = @{ Run = 'Test-RcxQueue 8005550100' }
    'Wait-RcxAgent'            = @{ Run = 'Wait-RcxAgent paco.vu@sandbox.example -Until LoggedOut -Timeout 60'; Seconds = 0.6 }
    'Wait-RcxCall'             = @{ Run = 'Wait-RcxCall Ended -Uii $uii -Interval 1 -Timeout 60'; Seconds = 0.6; Prepare = { @{ uii = Get-NextCall } } }
    'Watch-RcxActiveCall'      = @{ Run = 'Watch-RcxActiveCall -Interval 1'; Seconds = 0.6 }
    'Watch-RcxAgentState'      = @{ Run = 'Watch-RcxAgentState'; Seconds = 0.6 }
    'Watch-RingExCallSession'  = @{ Run = 'Watch-RingExCallSession'; Seconds = 0.5 }
}

$missing = @((Get-Command -Module RingCx.PowerShell).Name | Where-Object { $_ -notin $local -and -not $commands.Contains($_) })
if ($missing) { throw "These commands are not stopped: $missing" }

$agent = 'sam.rivera@sandbox.example'
$board = Join-Path ([System.IO.Path]::GetTempPath()) "ringcx-stops-$PID.html"
$manifest = Join-Path (Get-Module RingCx.PowerShell).ModuleBase RingCx.PowerShell.psd1
$documented = (Get-Command Connect-Rcx).ImplementingType.Assembly.GetType('RingCx.Errors.ErrorIds').GetFields('Public, Static').Name
$violations = [System.Collections.Generic.List[string]]::new()
$counts = [ordered] @{}
foreach ($name in $commands.Keys) { $counts[$name] = @{ BeforeSent = 0; Waiting = 0; Body = 0; Ended = 0 } }
$times = [System.Collections.Generic.List[double]]::new()
$sent = [System.Collections.Generic.List[string]]::new()
$script:followUps = 0
$script:phones = 0
$script:runspace = $null

function Get-NextCall { $calls.Dequeue() }

function Get-NextPhone { '+1650555{0:0000}' -f ++$script:phones }

# A RingEX session of its own, and the party of the extension in it.
function New-Session {
    param([string] $Extension = '400415005001', [switch] $Ringing)

    $session = $sandbox.AddTelephonySession($Extension, -not $Ringing)
    $party = @($sandbox.GetTelephonySessions() | Where-Object TelephonySessionId -EQ $session).Parties | Where-Object ExtensionId -EQ $Extension
    @{ session = $session; party = $party.PartyId }
}

function New-StopRunspace {
    $made = [runspacefactory]::CreateRunspace()
    $made.Open()
    $import = [powershell]::Create()
    $import.Runspace = $made
    # Utility as well: a stop that comes while PowerShell loads it for the first Start-Sleep ends in an error of the loading.
    $null = $import.AddCommand('Import-Module').AddParameter('Name', @('Microsoft.PowerShell.Utility', $manifest)).AddParameter('ErrorAction', 'Stop').Invoke()
    $import.Dispose()
    foreach ($stream in 'Verbose', 'Debug') { $made.SessionStateProxy.SetVariable("${stream}Preference", 'Continue') }
    $made.SessionStateProxy.SetVariable('connection', $connection)
    $made
}

# Begins a script in a pipeline of its own.
function Start-Pipeline {
    param([string] $Script, [hashtable] $Variables)

    foreach ($name in $Variables.Keys) { $script:runspace.SessionStateProxy.SetVariable($name, $Variables[$name]) }
    $shell = [powershell]::Create()
    $shell.Runspace = $script:runspace
    $null = $shell.AddScript($Script)
    $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
    @{ Shell = $shell; Output = $output; Running = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output) }
}

function Get-PipelineError {
    param([hashtable] $Pipeline)

    $Pipeline.Shell.Streams.Error
    $state = $Pipeline.Shell.InvocationStateInfo
    if ("$($state.State)" -eq 'Failed') {
        if ($state.Reason -is [System.Management.Automation.RuntimeException]) { $state.Reason.ErrorRecord }
        else { [System.Management.Automation.ErrorRecord]::new($state.Reason, 'Raw', 'NotSpecified', $null) }
    }
}

# Notes each error as what it is.
function Add-ErrorViolation {
    param([string] $Of, [object[]] $Errors)

    foreach ($record in $Errors) {
        $id = "$($record.FullyQualifiedErrorId)" -replace ',.*'
        $kind = if ($id -notin $documented -or $record.Exception.GetType().FullName -ne 'RingCx.RcxException') { 'raw exception' }
        elseif ($id -eq 'OutcomeUnknown') { 'false OutcomeUnknown' }
        else { 'error' }
        $violations.Add("${kind}: $Of ended with $id, $($record.Exception.GetType().Name): $($record.Exception.Message)")
    }
}

# A pipeline that does not end is left to itself, with its runspace.
function Close-Pipeline {
    param([hashtable] $Pipeline, [bool] $IsOver)

    if ($IsOver) { $Pipeline.Shell.Dispose() }
    else { $script:runspace = New-StopRunspace }
}

# Does over the connection what may not be repeated on a guess.
function Invoke-FollowUp {
    param([string] $Before, [string] $Script, [hashtable] $Variables)

    $pipeline = Start-Pipeline $Script $Variables
    $isOver = $pipeline.Running.AsyncWaitHandle.WaitOne($followUpLimit)
    if (-not $isOver) { $violations.Add("hang: '$Script' after $Before did not end in $($followUpLimit.TotalSeconds) s") }
    else {
        $errors = @(Get-PipelineError $pipeline)
        Add-ErrorViolation "'$Script' after $Before" $errors
        if (-not $errors) { $script:followUps++ }
    }

    Close-Pipeline $pipeline $isOver
}

# Late answers, late bodies or neither; one fault strikes a request.
function Set-Pace {
    param([double] $Chance, [double] $Seconds)

    if ($Chance -lt 0.65) { $sandbox.AddFault(@{ Kind = 'SlowBody'; Count = -1; Delay = $Seconds }) }
    elseif ($Chance -lt 0.9) { $sandbox.AddFault(@{ Kind = 'Latency'; Count = -1; Delay = $Seconds }) }
}

# One round. Without a moment the command runs to its end, which tells how long it takes, in seconds.
function Invoke-Round {
    param([string] $Name, [double] $After = -1)

    $row = $commands[$Name]
    $sandbox.ClearFaults()
    $prepared = if ($row.Contains('Prepare')) { & $row.Prepare } else { @{} }
    $hungUp = $waiting.Dequeue()
    $ended = if ($Name -like '*-RingEx*') { New-Session } else { $null }
    $script = if ($row.Contains('Bare')) { $row.Run } else { "$($row.Run) -Connection `$connection" }
    $sandbox.ClearRequests()
    if ($After -ge 0) { Set-Pace $random.NextDouble() (0.01 + (0.07 * $random.NextDouble())) } else { Set-Pace 0 0.04 }
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    $pipeline = Start-Pipeline $script $prepared
    if ($After -lt 0) {
        $null = $pipeline.Running.AsyncWaitHandle.WaitOne([timespan]::FromSeconds($(if ($row.Contains('Seconds')) { $row.Seconds } else { 30 })))
    }
    else {
        $null = $pipeline.Running.AsyncWaitHandle.WaitOne([timespan]::FromSeconds($After))
    }

    $took = $clock.Elapsed
    $wasOver = $pipeline.Running.IsCompleted
    $clock.Restart()
    $isOver = $pipeline.Shell.BeginStop($null, $null).AsyncWaitHandle.WaitOne($stopLimit)
    if ($After -ge 0 -and -not $wasOver) { $times.Add($clock.Elapsed.TotalMilliseconds) }
    if (-not $isOver) { $violations.Add("hang: $Name did not end in $($stopLimit.TotalSeconds) s") }
    else { Add-ErrorViolation $Name @(Get-PipelineError $pipeline) }
    $begun = @($pipeline.Shell.Streams.Verbose | Where-Object Message -Match '^(GET|POST|PATCH|PUT|DELETE) /').Count
    $answered = @($pipeline.Shell.Streams.Debug | Where-Object Message -Match '^\d{3} for ').Count
    $connections = @(if ($isOver -and $Name -eq 'Connect-Rcx') { $pipeline.Output })
    Close-Pipeline $pipeline $isOver

    Invoke-FollowUp $Name 'Stop-RcxCall -Force -Uii $hungUp -Connection $connection' @{ hungUp = $hungUp }
    if ($ended) { Invoke-FollowUp $Name 'Stop-RingExCallSession -Force -TelephonySessionId $ended -Connection $connection' @{ ended = $ended.session } }
    $sandbox.ClearFaults()
    $requests = @($sandbox.GetRequests())
    $its = @($requests | Where-Object { $_.Target -notlike "*$hungUp*" -and -not ($ended -and $_.Target -like "*$($ended.session)*") })
    if ($After -ge 0) {
        $phase = if ($wasOver) { 'Ended' } elseif (-not $its) { 'BeforeSent' } elseif ($answered -lt [math]::Max(1, $begun)) { 'Waiting' } else { 'Body' }
        $counts[$Name][$phase]++
    }

    foreach ($request in $requests | Where-Object { $_.Method -ne 'GET' -and $_.Target -match '/activeCalls/|/telephony/' }) {
        # A conference is asked for in the same words every time.
        $round = if ($request.Target -like '*/conference') { " of round $($sent.Count)" }
        $sent.Add("$($row.Contains('Most') ? $row.Most : 1)|$Name|$($request.Method) $($request.Target) $($request.Body)$round")
    }

    if ($Name -eq 'Invoke-RcxRecordingPause' -and -not ($sandbox.GetCalls() | Where-Object Uii -EQ $prepared.uii).IsRecording) { $violations.Add("not recorded: the recording is off after $Name") }
    foreach ($one in $connections) { Disconnect-Rcx -Connection $one.PSObject.BaseObject -WarningAction SilentlyContinue }
    if ($prepared.Contains('other')) { Disconnect-Rcx -Connection $prepared.other -WarningAction SilentlyContinue -ErrorAction SilentlyContinue }
    $sandbox.GetTelephonySessions() | Where-Object TelephonySessionId -NotIn $sessions | ForEach-Object { $sandbox.EndTelephonySession($_.TelephonySessionId) }
    $took.TotalSeconds
}

$sandbox = Start-RcxSandbox -Frozen -Seed $Seed -CallCount (3 * ($Stops + $commands.Count) + 40) -RequestsPerMinute 1000000 -TokenLifetime 1.00:00:00
$whole = [System.Diagnostics.Stopwatch]::StartNew()
try {
    $address = "$($sandbox.Uri)".TrimEnd('/')
    $signIn = @{
        ClientId = $sandbox.ClientId; ClientSecret = $sandbox.GetSecret('ClientSecret'); Jwt = $sandbox.GetSecret('Jwt')
        AccountId = $sandbox.AccountIds[0]; BaseUri = $address; RingCentralUri = $address; RequestsPerMinute = 100000
    }
    $connection = Connect-Rcx @signIn -NoDefault -PassThru
    $helper = Connect-Rcx @signIn -NoDefault -PassThru
    $calls = [System.Collections.Generic.Queue[string]]::new()
    $waiting = [System.Collections.Generic.Queue[string]]::new()
    foreach ($call in $sandbox.GetCalls()) {
        if ($call.AgentUsername -and $call.IsRecording -and -not $call.IsOnHold) { $calls.Enqueue($call.Uii) } else { $waiting.Enqueue($call.Uii) }
    }

    $sessions = @($sandbox.GetTelephonySessions().TelephonySessionId)
    $script:runspace = New-StopRunspace
    # To the end once, which tells how long a command takes while nobody stops it.
    $long = @{}
    foreach ($name in $commands.Keys) {
        $seconds = Invoke-Round $name
        $long[$name] = $seconds
        Write-Verbose ('{0}: {1:0.000} s' -f $name, $seconds)
    }

    $script:followUps = 0
    if ($violations.Count) {
        $violations | ForEach-Object { Write-Warning $_ }
        throw 'A command failed while nobody stopped it.'
    }

    $deck = [System.Collections.Generic.Queue[string]]::new()
    for ($stop = 0; $stop -lt $Stops; $stop++) {
        if (-not $deck.Count) {
            $order = [string[]] @($commands.Keys)
            $random.Shuffle($order)
            $order | ForEach-Object { $deck.Enqueue($_) }
        }

        $name = $deck.Dequeue()
        # One in seven comes before the command has done much at all.
        $longest = if ($random.Next(7) -eq 0) { 0.005 } else { 1.2 * [math]::Max($long[$name], 0.05) }
        $null = Invoke-Round $name ($longest * $random.NextDouble())
        Write-Progress 'Stops' "$stop of $Stops, $($violations.Count) violations" -PercentComplete (100 * $stop / $Stops)
    }

    # What was begun and stopped may reach the service late.
    Start-Sleep -Milliseconds 500
    foreach ($group in $sent | Group-Object) {
        $most, $name, $request = $group.Name -split '\|', 3
        if ($group.Count -gt [int] $most) { $violations.Add("done twice: $name sent '$request' $($group.Count) times") }
    }
}
finally {
    Write-Progress 'Stops' -Completed
    if ($script:runspace) { $script:runspace.Dispose() }
    Disconnect-Rcx -Connection $connection -WarningAction SilentlyContinue
    $sandbox | Stop-RcxSandbox
    Remove-Item -LiteralPath $board -ErrorAction SilentlyContinue
}

function Get-Total([string] $Phase) { [int] ($counts.Values | ForEach-Object { $_[$Phase] } | Measure-Object -Sum).Sum }
function Get-Kind([string] $Kind) { @($violations -like "${Kind}:*").Count }

$sorted = @($times | Sort-Object)
$slowest = if ($sorted) { $sorted[-1] } else { 0 }
$slow = if ($sorted) { $sorted[[int] [math]::Floor(0.99 * ($sorted.Count - 1))] } else { 0 }
$table = @(
    '| figure | measured |'
    '| --- | --- |'
    "| commands stopped at a random moment | $Stops |"
    "| kinds of commands, stops of each | $($commands.Count), at least $([math]::Floor($Stops / $commands.Count)) |"
    "| stopped before anything was sent | $(Get-Total BeforeSent) |"
    "| stopped while an answer was waited for | $(Get-Total Waiting) |"
    "| stopped while a body came in, or between two requests | $(Get-Total Body) |"
    "| had ended before the stop | $(Get-Total Ended) |"
    ('| a stop took, 99 of 100, the slowest | {0:0} ms, {1:0} ms |' -f $slow, $slowest)
    "| calls and sessions ended afterwards over the same connection | $script:followUps |"
    "| raw exceptions, other errors, false OutcomeUnknown | $(Get-Kind 'raw exception'), $(Get-Kind 'error'), $(Get-Kind 'false OutcomeUnknown') |"
    "| hangs, actions done twice, recordings left off | $(Get-Kind 'hang'), $(Get-Kind 'done twice'), $(Get-Kind 'not recorded') |"
)
if ($Update) {
    $text = Get-Content -LiteralPath $Update -Raw
    $parts = [regex]::new('(?s)(?<=<!-- begin: commands -->\n).*?(?=<!-- end: commands -->)')
    if (-not $parts.IsMatch($text)) { throw "$Update has no section 'commands'." }
    $text = $parts.Replace($text, "`n$($table -join "`n")`n`n", 1)
    Set-Content -LiteralPath $Update -Value $text -NoNewline
}

$byCommand = foreach ($name in $counts.Keys) {
    [pscustomobject] @{
        Command = $name; Stops = [int] ($counts[$name].Values | Measure-Object -Sum).Sum; BeforeSent = $counts[$name].BeforeSent; Waiting = $counts[$name].Waiting
        Body = $counts[$name].Body; Ended = $counts[$name].Ended; Violations = @($violations -like "*$name*").Count
    }
}

$byCommand | Format-Table -AutoSize | Out-String -Width 120 | ForEach-Object Trim

$violations | ForEach-Object { Write-Warning $_ }
'{0} stops of {1} commands, {2} calls and sessions ended after them, {3} violations, {4:0} s, seed {5}.' -f $Stops, $commands.Count, $script:followUps, $violations.Count, $whole.Elapsed.TotalSeconds, $Seed
if ($violations.Count) { exit 1 }
