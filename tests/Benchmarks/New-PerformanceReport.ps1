#Requires -Version 7.4
<#
.SYNOPSIS
Runs the benchmarks of speed and memory and writes docs/performance.md and its picture from what they measured.

.DESCRIPTION
Takes about ten minutes, four of them for the 500 actions that the rate lets through. Run it on a machine that does nothing else, after
./build.ps1 -Task Pack.

.EXAMPLE
./tests/Benchmarks/New-PerformanceReport.ps1
#>
[CmdletBinding()]
param(
    # How many rounds of listings and actions are measured.
    [int] $Rounds = 25,

    # How many pairs of imports are measured.
    [int] $Imports = 25,

    # How many call changes are watched.
    [int] $Changes = 1000000
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$docs = Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'docs'
$culture = [cultureinfo]::InvariantCulture

Write-Host 'Import ...'
$import = & (Join-Path $PSScriptRoot 'Measure-Import.ps1') -Runs $Imports
Write-Host 'Listing and acting ...'
$speed = @(& (Join-Path $PSScriptRoot 'Measure-Speed.ps1') -Rounds $Rounds)
Write-Host 'First call ...'
$first = @(& (Join-Path $PSScriptRoot 'Measure-FirstCall.ps1') -Runs 11)
Write-Host 'Watching ...'
$memory = @(& (Join-Path $PSScriptRoot 'Measure-WatchMemory.ps1') -Changes $Changes)
Write-Host 'The board ...'
# In a process of its own, since it loads the board's assembly alone.
$board = @(Start-Job -FilePath (Join-Path $PSScriptRoot 'Measure-Board.ps1') -ArgumentList 2000, 200, 5000, 300, (Convert-Path (Join-Path $PSScriptRoot '../../artifacts/module/RingCx.PowerShell')) | Receive-Job -Wait -AutoRemoveJob)
Write-Host '500 actions ...'
$rate = & (Join-Path $PSScriptRoot 'Measure-Rate.ps1') -Actions 500

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
$figures = @(
    , @('Import, against an empty binary module', 'at most 1.5 times', (Format-Number $import.'To empty'))
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
    'the differences.'
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
    '## Import'
    ''
    "``Measure-Import.ps1 -Runs $Imports``: an empty binary module $(Format-Number $import.'Empty (ms)') ms, this one $(Format-Number $import.'Module (ms)') ms, ratio of single pairs $($import.'To empty, range')."
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
Write-Host 'Wrote docs/performance.md and docs/images/performance.svg.'
$figures | ForEach-Object { [pscustomobject] @{ Figure = $_[0]; Wanted = $_[1]; Measured = $_[2] } }
