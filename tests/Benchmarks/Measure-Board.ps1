#Requires -Version 7.4
<#
.SYNOPSIS
Measures how long a large board takes: to work it out and draw a frame, and to answer a key.

.DESCRIPTION
Makes a board of 2,000 agents, 200 queues and 5,000 calls, most of whose agents are on one of them, and draws it again and again at a later
moment, as the board does each second. A key chooses another line and draws that. Nothing is sent and nothing is shown: the time that a terminal
takes is its own. The first frame, in which .NET still compiles, is given apart. Run it in a fresh process, since it loads the board's assembly
alone. Needs ./build.ps1 -Task Pack first.

.EXAMPLE
./tests/Benchmarks/Measure-Board.ps1 | Format-Table
#>
[CmdletBinding()]
param(
    # How many agents are logged in.
    [ValidateRange(1, 1000000)]
    [int] $Agents = 2000,

    # How many queues there are.
    [ValidateRange(1, 1000000)]
    [int] $Queues = 200,

    # How many calls are in progress.
    [ValidateRange(1, 1000000)]
    [int] $Calls = 5000,

    # How many frames are measured, and how many keys.
    [ValidateRange(5, 100000)]
    [int] $Rounds = 100,

    # The packed module.
    [string] $Module = (Join-Path $PSScriptRoot '../../artifacts/module/RingCx.PowerShell')
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$Module = Join-Path (Resolve-Path $Module).Path 'bin'
# The build that the module loads in this PowerShell: compiled ahead for this platform, that for this .NET, or that for every one.
$folders = @(if ([System.Environment]::Version.Major -ge 10) { "dependencies/net10.0/$([System.Runtime.InteropServices.RuntimeInformation]::RuntimeIdentifier)", 'dependencies/net10.0' }) + 'dependencies'
Add-Type -Path (Join-Path $Module 'RingCx.Model.dll')
foreach ($name in 'Spectre.Console.dll', 'RingCx.Board.dll') {
    Add-Type -Path ($folders | ForEach-Object { Join-Path $Module $_ $name } | Where-Object { Test-Path -LiteralPath $_ } | Select-Object -First 1)
}

$now = [DateTimeOffset]::new(2026, 11, 21, 9, 0, 0, [timespan]::Zero)

# Only the client can set what the service tells.
function New-Row([type] $Type, [hashtable] $Values, [object[]] $Arguments = @()) {
    $row = [System.Activator]::CreateInstance($Type, [System.Reflection.BindingFlags] 'Instance, Public, NonPublic', $null, $Arguments, $null)
    foreach ($name in $Values.Keys) { $Type.GetProperty($name).SetValue($row, $Values[$name]) }
    $row
}

$complete = [RingCx.RcxAgentState].GetMethod('Complete', [System.Reflection.BindingFlags] 'Instance, NonPublic')
$completeQueue = [RingCx.RcxQueueState].GetMethod('Complete', [System.Reflection.BindingFlags] 'Instance, NonPublic')
$talking = [Math]::Min([int] ($Agents * 0.7), $Calls)
$boardCalls = [System.Collections.Generic.List[RingCx.Board.BoardCall]]::new()
foreach ($i in 0..($Calls - 1)) {
    $values = @{ Uii = "2026112109$($i.ToString('00000000000000000000'))"; DestinationName = "Queue $($i % $Queues)"; Ani = '+16505550117'; Cnam = 'JORDAN LEE'; EnqueueTime = $now.AddSeconds(-$i) }
    if ($i -lt $talking) { $values += @{ AgentFirstName = 'Agent'; AgentLastName = "$i"; DequeueTime = $now.AddSeconds(-$i / 2) } }
    $boardCalls.Add([RingCx.Board.BoardCall]::new((New-Row ([RingCx.RcxActiveCall]) $values)))
}

$boardAgents = [System.Collections.Generic.List[RingCx.Board.BoardAgent]]::new()
foreach ($i in 0..($Agents - 1)) {
    $values = @{ AgentId = $i; Username = "agent$i@sandbox.example"; FirstName = 'Agent'; LastName = "$i"; AgentLoginId = [long] $i; StateTime = [timespan]::FromSeconds($i); State = @('AVAILABLE', 'LUNCH', 'WRAP_UP')[$i % 3] }
    if ($i -lt $talking) { $values.State = 'ON_CALL'; $values.Uii = $boardCalls[$i].Uii; $values.GateId = $i % $Queues }
    elseif ($i % 3 -eq 2) { $values.PendingDisposition = $true; $values.PendingDispositionTime = [timespan]::FromSeconds($i % 300) }
    $agent = New-Row ([RingCx.RcxAgentState]) $values
    $null = $complete.Invoke($agent, @('12440011', $now))
    $boardAgents.Add([RingCx.Board.BoardAgent]::new($agent))
}

$boardQueues = [System.Collections.Generic.List[RingCx.Board.BoardQueue]]::new()
$figures = [System.Collections.Generic.List[RingCx.Board.BoardQueueState]]::new()
foreach ($i in 0..($Queues - 1)) {
    $boardQueues.Add([RingCx.Board.BoardQueue]::new((New-Row ([RingCx.RcxQueue]) @{ GateId = $i; GateName = "Queue $i" } @('12440011'))))
    $queue = New-Row ([RingCx.RcxQueueState]) @{ GateId = $i; GateName = "Queue $i"; Staffed = 10; Available = $i % 3; SlaPass = 80; SlaFail = $i }
    $null = $completeQueue.Invoke($queue, @('12440011', [RingCx.RcxQueueChannel]::Voice, $now))
    $figures.Add([RingCx.Board.BoardQueueState]::new($queue))
}

$floor = [RingCx.Board.BoardFloor]::new($boardAgents, $figures)
$thresholds = [RingCx.Board.BoardThresholds]::new()
$header = [RingCx.Board.BoardHeader]::new()
$header.Title = 'RingCX'
$first = $null
foreach ($size in @(80, 24), @(200, 50)) {
    $session = [RingCx.Board.BoardSession]::new()
    $renderer = [RingCx.Board.BoardRenderer]::new($true, $true)
    $clock = [System.Diagnostics.Stopwatch]::new()
    $frames = @(foreach ($i in 0..$Rounds) {
            $header.Clock = "$i"
            $clock.Restart()
            $session.Update([RingCx.Board.CallBoard]::new($boardCalls, $boardQueues, $thresholds, $now.AddSeconds($i), $floor))
            $null = $renderer.Render($session, $header, $size[0], $size[1])
            $clock.Elapsed.TotalMilliseconds
        })
    $first ??= $frames[0]
    $null = $session.Press([ConsoleKeyInfo]::new([char] 9, [ConsoleKey]::Tab, $false, $false, $false))
    $keys = @(foreach ($i in 1..$Rounds) {
            $clock.Restart()
            $null = $session.Press([ConsoleKeyInfo]::new([char] 0, [ConsoleKey]::PageDown, $false, $false, $false))
            $null = $renderer.Render($session, $header, $size[0], $size[1])
            $clock.Elapsed.TotalMilliseconds
        })
    foreach ($measured in @{ What = 'a frame'; Times = $frames[1..$Rounds] }, @{ What = 'a key'; Times = $keys }) {
        $sorted = @($measured.Times | Sort-Object)
        [pscustomobject] @{
            Measured      = $measured.What
            Size          = "$($size[0])x$($size[1])"
            'Median ms'   = [Math]::Round($sorted[[int] ($Rounds / 2)], 1)
            '95 % ms'     = [Math]::Round($sorted[[int] ($Rounds * 0.95) - 1], 1)
            'Longest ms'  = [Math]::Round($sorted[-1], 1)
            'First frame' = [Math]::Round($first, 1)
        }
    }
}
