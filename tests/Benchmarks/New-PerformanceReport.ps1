#Requires -Version 7.4
<#
.SYNOPSIS
Runs the benchmarks of speed and memory and writes docs/performance.md and its picture from what they measured.

.DESCRIPTION
Takes about 15 minutes, four of them for the 500 actions that the rate lets through. Run it on a machine that does nothing else, after
./build.ps1 -Task Pack. What starts a process is measured in the running PowerShell and in one that is compiled ahead. Each part is kept in
artifacts/performance until the page is written, so that -Continue can go on where a part has failed.

.EXAMPLE
./tests/Benchmarks/New-PerformanceReport.ps1

.EXAMPLE
./tests/Benchmarks/New-PerformanceReport.ps1 -Continue
#>
[CmdletBinding()]
param(
    # How many rounds of listings and actions are measured.
    [int] $Rounds = 25,

    # How many rounds of imports are measured, in each PowerShell.
    [int] $Imports = 25,

    # How many rounds of whole scripts are measured, in each PowerShell.
    [int] $ColdRuns = 11,

    # How many rounds of first listings are measured, in each PowerShell.
    [int] $FirstListings = 11,

    # How many call changes are watched.
    [int] $Changes = 1000000,

    # Takes what an earlier run with the same numbers has measured before it failed, and measures the rest alone.
    [switch] $Continue
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$root = Split-Path (Split-Path $PSScriptRoot)
$docs = Join-Path $root 'docs'
$culture = [cultureinfo]::InvariantCulture

Import-Module (Join-Path $PSScriptRoot 'BenchmarkTools.psm1')
$parts = Join-Path $root 'artifacts/performance'
if (-not $Continue -and (Test-Path -LiteralPath $parts)) { Remove-Item -LiteralPath $parts -Recurse }
$null = New-Item $parts -ItemType Directory -Force

# What was measured: what an earlier run has kept, otherwise what the script measures now, which is kept.
function Measure-Part([string] $Name, [scriptblock] $Measure) {
    $kept = Join-Path $parts "$Name.xml"
    if (-not (Test-Path -LiteralPath $kept)) {
        Write-Host "$Name ..."
        @(& $Measure) | Export-Clixml -LiteralPath $kept
    }

    Import-Clixml -LiteralPath $kept
}

# The running PowerShell, and one that is compiled ahead where the running one is not and the compiler can be had.
$powershells = @('')
try {
    $compiled = & (Join-Path $PSScriptRoot 'New-CompiledPowerShell.ps1')
    if ((Get-PowerShellKind) -ne (Get-PowerShellKind $compiled)) { $powershells += $compiled }
}
catch {
    Write-Warning "What starts a process is measured in the running PowerShell alone. $_"
}

$import = @(Measure-Part 'Import' { foreach ($one in $powershells) { & (Join-Path $PSScriptRoot 'Measure-Import.ps1') -Runs $Imports -PowerShell $one } })
$cold = @(Measure-Part 'A whole script' { foreach ($one in $powershells) { & (Join-Path $PSScriptRoot 'Measure-ColdRun.ps1') -Runs $ColdRuns -PowerShell $one } })
$firstListing = @(Measure-Part 'First listing' { foreach ($one in $powershells) { & (Join-Path $PSScriptRoot 'Measure-FirstListing.ps1') -Runs $FirstListings -PowerShell $one } })
$speed = @(Measure-Part 'Listing and acting' { & (Join-Path $PSScriptRoot 'Measure-Speed.ps1') -Rounds $Rounds })
$first = @(Measure-Part 'First call' { & (Join-Path $PSScriptRoot 'Measure-FirstCall.ps1') -Runs 11 })
$memory = @(Measure-Part 'Watching' { & (Join-Path $PSScriptRoot 'Measure-WatchMemory.ps1') -Changes $Changes })
# In a process of its own, since it loads the board's assembly alone.
$board = @(Measure-Part 'The board' { Start-Job -FilePath (Join-Path $PSScriptRoot 'Measure-Board.ps1') -ArgumentList 2000, 200, 5000, 300, (Convert-Path (Join-Path $root 'artifacts/module/RingCx.PowerShell')) | Receive-Job -Wait -AutoRemoveJob })
$rate = Measure-Part '500 actions' { & (Join-Path $PSScriptRoot 'Measure-Rate.ps1') -Actions 500 }

function Find-Row([string] $Measured, [string] $By) {
    $speed | Where-Object { $_.Measured -like $Measured -and $_.By -eq $By }
}

function Format-Number([double] $Number, [string] $Format = '0.##') {
    $Number.ToString($Format, $culture)
}

$listIrm = Find-Row 'list*' 'Invoke-RestMethod'
$listHttp = Find-Row 'list*' 'HttpClient, text'
$actIrm = Find-Row 'one action' 'Invoke-RestMethod'
$actHttp = Find-Row 'one action' 'HttpClient'
# The figures of what starts a process, one for each PowerShell.
$startFigures = @(
    foreach ($row in $import) { , @("Import, against an empty module with one format view ($($row.PowerShell))", 'at most 1.25 times', (Format-Number $row.'To one view')) }
    foreach ($row in $cold | Where-Object By -EQ 'module') { , @("A short script, processor time against ``Invoke-RestMethod`` ($($row.PowerShell))", 'at most 1', (Format-Number $row.'Processor time, to Invoke-RestMethod')) }
    foreach ($row in $firstListing | Where-Object By -EQ 'Invoke-RestMethod') { , @("First listing of a process, time against ``Invoke-RestMethod`` ($($row.PowerShell))", 'at most 0.2', (Format-Number $row.'Module/this')) }
    foreach ($row in $firstListing | Where-Object By -EQ 'HttpClient, text') { , @("First listing of a process, time against an ``HttpClient`` that reads the text ($($row.PowerShell))", 'at most 2', (Format-Number $row.'Module/this')) }
)
$figures = @(
    $startFigures[0..($import.Count - 1)]
    , @("Import, against an empty binary module ($($import[0].PowerShell))", 'at most 1.5 times', (Format-Number $import[0].'To empty'))
    $startFigures[$import.Count..($startFigures.Count - 1)]
    , @('Listing 10,000 calls, time against `Invoke-RestMethod`', 'at most 0.2', (Format-Number $listIrm.'Module/this'))
    , @('Listing 10,000 calls, memory allocated against `Invoke-RestMethod`', 'at most 0.2', (Format-Number $listIrm.'Memory/this'))
    , @('Listing 10,000 calls, time against an `HttpClient` that reads the text', 'at most 2', (Format-Number $listHttp.'Module/this'))
    , @('One action, time against an `HttpClient`', 'at most 1.5', (Format-Number $actHttp.'Module/this'))
    , @('One action, time against `Invoke-RestMethod`', 'less than 0.5', (Format-Number $actIrm.'Module/this'))
    , @('500 actions, delay beyond what the rate allows', 'at most 2 %', "$(Format-Number $rate.LaterPercent) %, $($rate.Answered429) answers of 429")
    , @('A frame of the board: 2,000 agents, 200 queues, 5,000 calls', 'at most 100 ms', "$(Format-Number ($board | Where-Object Measured -EQ 'a frame' | Measure-Object '95 % ms' -Maximum).Maximum) ms")
    , @("Managed memory after $("{0:N0}" -f $memory[-1].Changes) call changes, against $("{0:N0}" -f $memory[0].Changes)", 'no growth', "$(Format-Number $memory[0].'Managed MB') MB, then $(Format-Number $memory[-1].'Managed MB') MB")
)

$pythonRow = @($speed | Where-Object By -EQ 'Python sample')
$lines = @(
    '# Speed'
    ''
    'Medians and ratios, measured side by side in one run on one machine: on another machine the figures differ, but the ratios are similar.'
    "Measured by ``./tests/Benchmarks/New-PerformanceReport.ps1`` on $((Get-Date).ToString('yyyy-MM-dd', $culture)): PowerShell $($PSVersionTable.PSVersion), $([System.Runtime.InteropServices.RuntimeInformation]::FrameworkDescription), $([System.Runtime.InteropServices.RuntimeInformation]::OSDescription), $([Environment]::ProcessorCount) processors."
    'All clients talk to the sandbox, in a process of its own on loopback, so only the clients are compared; over a real network the latency outweighs'
    'the differences. PowerShell''s installers and archives ship it compiled ahead; as a .NET tool it is not.'
    if ($powershells.Count -gt 1) { 'What starts a process was measured in both: in the .NET tool, and in a copy of it that `New-CompiledPowerShell.ps1` has compiled.' }
    ''
    '| figure | target | measured |'
    '| --- | --- | --- |'
    $figures | ForEach-Object { "| $($_[0]) | $($_[1]) | $($_[2]) |" }
    ''
    '![Bar chart: the time of a listing of 10,000 calls and of one action, with the module and with other clients](images/performance.svg)'
    ''
    '## Listing and acting'
    ''
    "``Measure-Speed.ps1 -Rounds $Rounds``. The clients take turns reading the same pages in one PowerShell process, after one warm-up each. The module emits"
    'typed objects, removes duplicate calls and, as the other clients do here, requests one page more than there are. `HttpClient, text` reads the'
    'text and does nothing with it. The first rounds, in which .NET is still compiling, are the slowest of each range.'
    ''
    '| measured | by | median ms | range ms | allocated MB | module / this, time | module / this, memory |'
    '| --- | --- | --- | --- | --- | --- | --- |'
    $speed | ForEach-Object { "| $($_.Measured) | $($_.By) | $(Format-Number $_.'Median ms') | $($_.'Range ms') | $(if ($null -ne $_.'Allocated MB') { Format-Number $_.'Allocated MB' } else { 'not seen' }) | $(Format-Number $_.'Module/this') | $(if ($null -ne $_.'Memory/this') { Format-Number $_.'Memory/this' } else { '' }) |" }
    ''
    if ($pythonRow) { 'The Python sample is the guide''s own code (`requests`, `response.json()`) in a process of its own; its start-up time is not counted.' } else { 'The guide''s Python sample was not measured: there was no python3 with requests.' }
    ''
    '## Up to the first listing'
    ''
    '`Measure-FirstCall.ps1`, each run in a fresh PowerShell process. Nothing of the HTTP stack is loaded before the first `Connect-Rcx`; loading and compiling it'
    'is most of the time of the first connection.'
    ''
    '| step | median ms | range ms |'
    '| --- | --- | --- |'
    $first | ForEach-Object { "| $($_.Step) | $(Format-Number $_.'Median ms') | $($_.'Range ms') |" }
    ''
    '## The first listing of a process'
    ''
    "``Measure-FirstListing.ps1 -Runs $FirstListings``: 10,000 calls, as above, but each listing is the first of its process, which has made three requests before."
    ''
    '| PowerShell | by | median ms | range ms | module / this | methods compiled |'
    '| --- | --- | --- | --- | --- | --- |'
    $firstListing | ForEach-Object { "| $($_.PowerShell) | $($_.By) | $(Format-Number $_.'Median ms') | $($_.'Range ms') | $(Format-Number $_.'Module/this') | $(Format-Number $_.'Methods compiled') |" }
    ''
    '## A whole script'
    ''
    "``Measure-ColdRun.ps1 -Runs $ColdRuns``: a process that signs in, lists 100 calls, listens in to three and ends. Ratios are to ``Invoke-RestMethod``. Processor"
    'time varies less than time; it includes what other threads compile meanwhile.'
    ''
    '| PowerShell | by | median ms | range ms | ratio | processor ms | range ms | ratio | methods compiled |'
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |'
    $cold | ForEach-Object {
        $time, $processor = foreach ($title in 'Time', 'Processor time') { "$(Format-Number $_."$title, median ms") | $($_."$title, range ms") | $(Format-Number $_."$title, to Invoke-RestMethod")" }
        "| $(if ($_.By -eq 'Python') { '' } else { $_.PowerShell }) | $($_.By) | $time | $processor | $(if ($null -ne $_.'Methods compiled') { Format-Number $_.'Methods compiled' }) |"
    }
    ''
    if (-not ($cold | Where-Object By -EQ 'Python')) { 'A Python script was not measured: there was no python3 with requests.'; '' }
    '## Import'
    ''
    "``Measure-Import.ps1 -Runs $Imports``: the module, an empty binary module, and the same with one format view; in ms, and the ratios of single rounds."
    ''
    '| PowerShell | empty | with one view | module | module / with one view | module / empty |'
    '| --- | --- | --- | --- | --- | --- |'
    $import | ForEach-Object { "| $($_.PowerShell) | $(Format-Number $_.'Empty (ms)') | $(Format-Number $_.'With one view (ms)') | $(Format-Number $_.'Module (ms)') | $(Format-Number $_.'To one view'), $($_.'To one view, range') | $(Format-Number $_.'To empty'), $($_.'To empty, range') |" }
    ''
    '## Watching'
    ''
    "``Measure-WatchMemory.ps1 -Changes $Changes``: ``Watch-RcxActiveCall`` over an account with 10,000 calls that keep arriving, being answered and ending. Managed memory"
    'is what is left after a garbage collection; the runtime keeps more memory for the process for a while.'
    ''
    '| changes seen | managed MB | private MB | working set MB |'
    '| --- | --- | --- | --- |'
    $memory | ForEach-Object { "| $("{0:N0}" -f $_.Changes) | $(Format-Number $_.'Managed MB') | $($_.'Private MB') | $($_.'Working MB') |" }
    ''
    '## The board'
    ''
    '`Measure-Board.ps1 -Rounds 300`: `Show-RcxCallBoard` with 2,000 agents, 200 queues and 5,000 calls, without a terminal. A frame is worked out from'
    'agents, queues and calls and drawn; a key is answered with what is there and drawn. The first frame takes longer, since .NET compiles:'
    "$(Format-Number $board[0].'First frame') ms."
    ''
    '| measured | size | median ms | 95 % ms | longest ms |'
    '| --- | --- | --- | --- | --- |'
    $board | ForEach-Object { "| $($_.Measured) | $($_.Size) | $(Format-Number $_.'Median ms') | $(Format-Number $_.'95 % ms') | $(Format-Number $_.'Longest ms') |" }
    ''
    '## 500 actions'
    ''
    "``Measure-Rate.ps1 -Actions 500``: $(Format-Number $rate.TookS) s; at 120 a minute, $($rate.EarliestS) s is the minimum."
)
Set-Content -LiteralPath (Join-Path $docs 'performance.md') -Value (($lines -join "`n") + "`n") -NoNewline

# Bars, one group above the other; each group has its own scale.
$svg = [System.Collections.Generic.List[string]]::new()
$groups = @(
    @{ Title = 'Listing 10,000 calls, ms'; Rows = @($speed | Where-Object Measured -Like 'list*') }
    @{ Title = 'One action, ms'; Rows = @($speed | Where-Object Measured -EQ 'one action') }
)
$y = 20
foreach ($group in $groups) {
    $most = ($group.Rows.'Median ms' | Measure-Object -Maximum).Maximum
    $y += 24
    $svg.Add(('<text x="20" y="{0}" font-size="15" font-weight="bold">{1}</text>' -f $y, $group.Title))
    foreach ($row in $group.Rows) {
        $y += 30
        $length = [math]::Max(2, [math]::Round(420 * $row.'Median ms' / $most))
        $own = $row.By -like '*-Rcx*'
        $svg.Add(('<text x="190" y="{0}" font-size="14" text-anchor="end">{1}</text>' -f $y, [System.Security.SecurityElement]::Escape($row.By)))
        $svg.Add(('<rect x="200" y="{0}" width="{1}" height="18" rx="3" fill="{2}"/>' -f ($y - 14), $length, $(if ($own) { '#0969da' } else { '#8c959f' })))
        $svg.Add(('<text x="{0}" y="{1}" font-size="14">{2}</text>' -f (208 + $length), $y, (Format-Number $row.'Median ms')))
    }

    $y += 20
}

$head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 {0}" role="img" font-family="system-ui, sans-serif" fill="#1f2328"><title>Time of a listing and of an action</title><rect width="720" height="{0}" fill="#ffffff"/>' -f ($y + 10)
$null = New-Item (Join-Path $docs 'images') -ItemType Directory -Force
Set-Content -LiteralPath (Join-Path $docs 'images/performance.svg') -Value ((@($head) + $svg + '</svg>') -join "`n")
Remove-Item -LiteralPath $parts -Recurse
Write-Host 'Wrote docs/performance.md and docs/images/performance.svg.'
$figures | ForEach-Object { [pscustomobject] @{ Figure = $_[0]; Wanted = $_[1]; Measured = $_[2] } }
