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
$import = & (Join-Path $PSScriptRoot 'Measure-Import.ps1') -Runs $Imports | Select-Object -Last 1
Write-Host 'Listing and acting ...'
$speed = @(& (Join-Path $PSScriptRoot 'Measure-Speed.ps1') -Rounds $Rounds)
Write-Host 'First call ...'
$first = @(& (Join-Path $PSScriptRoot 'Measure-FirstCall.ps1') -Runs 11)
Write-Host 'Watching ...'
$memory = @(& (Join-Path $PSScriptRoot 'Measure-WatchMemory.ps1') -Changes $Changes)
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
    , @('Import, against an empty binary module', 'at most 1.5 times', (Format-Number $import.'Ratio median'))
    , @('Listing 10,000 calls, time against `Invoke-RestMethod`', 'at most 0.2', (Format-Number $listIrm.'Module/this'))
    , @('Listing 10,000 calls, memory allocated against `Invoke-RestMethod`', 'at most 0.2', (Format-Number $listIrm.'Memory/this'))
    , @('Listing 10,000 calls, time against an `HttpClient` that reads the text', 'at most 2', (Format-Number $listHttp.'Module/this'))
    , @('One action, time against an `HttpClient`', 'at most 1.5', (Format-Number $actHttp.'Module/this'))
    , @('One action, time against `Invoke-RestMethod`', 'less than 0.5', (Format-Number $actIrm.'Module/this'))
    , @('500 actions, later than the rate allows', 'at most 2 %', "$(Format-Number $rate.LaterPercent) %, $($rate.Answered429) answers of 429")
    , @("Managed memory after $("{0:N0}" -f $memory[-1].Changes) call changes, against $("{0:N0}" -f $memory[0].Changes)", 'as large', "$(Format-Number $memory[0].'Managed MB') MB, then $(Format-Number $memory[-1].'Managed MB') MB")
)

$pythonRow = @($speed | Where-Object By -EQ 'Python sample')
$lines = @(
    '# Speed'
    ''
    'Medians and ratios, measured side by side in one run on one machine: the figures of another machine are others, their ratios about the same.'
    "Made by ``./tests/Benchmarks/New-PerformanceReport.ps1`` on $((Get-Date).ToString('yyyy-MM-dd', $culture)): PowerShell $($PSVersionTable.PSVersion), $([System.Runtime.InteropServices.RuntimeInformation]::FrameworkDescription), $([System.Runtime.InteropServices.RuntimeInformation]::OSDescription), $([Environment]::ProcessorCount) processors. The sandbox, in a process of its own on loopback, is the service"
    'for all of them, so what is compared is the client alone; over a real network the differences are smaller than the way there.'
    ''
    '| figure | wanted | measured |'
    '| --- | --- | --- |'
    $figures | ForEach-Object { "| $($_[0]) | $($_[1]) | $($_[2]) |" }
    ''
    '![Bars: the time of a listing of 10,000 calls and of one action, by the module and by others](images/performance.svg)'
    ''
    '## Listing and acting'
    ''
    "``Measure-Speed.ps1 -Rounds $Rounds``. Each reads the same pages, in turn, round after round, in one PowerShell that has run each once before. The module gives typed"
    'objects, checks that no call comes twice and asks for one page more than there are, as all of them do here. `HttpClient, text` reads the'
    'text and does nothing with it. The first rounds, in which .NET still compiles what it runs, are the slowest of each range.'
    ''
    '| measured | by | median ms | range ms | allocated MB | module / this, time | module / this, memory |'
    '| --- | --- | --- | --- | --- | --- | --- |'
    $speed | ForEach-Object { "| $($_.Measured) | $($_.By) | $(Format-Number $_.'Median ms') | $($_.'Range ms') | $(if ($null -ne $_.'Allocated MB') { Format-Number $_.'Allocated MB' } else { 'not seen' }) | $(Format-Number $_.'Module/this') | $(if ($null -ne $_.'Memory/this') { Format-Number $_.'Memory/this' } else { '' }) |" }
    ''
    if ($pythonRow) { 'The Python sample is the guide''s own way (`requests`, `response.json()`) in a Python of its own, which times itself without its start.' } else { 'The guide''s Python sample was not measured: there was no python3 with requests.' }
    ''
    '## On the way to the first listing'
    ''
    '`Measure-FirstCall.ps1`, each run a fresh PowerShell. Before the first `Connect-Rcx` nothing of the HTTP stack is loaded; that and its compilation are'
    'most of what the first connection takes.'
    ''
    '| step | median ms | range ms |'
    '| --- | --- | --- |'
    $first | ForEach-Object { "| $($_.Step) | $(Format-Number $_.'Median ms') | $($_.'Range ms') |" }
    ''
    '## Import'
    ''
    "``Measure-Import.ps1 -Runs $Imports``: an empty binary module $(Format-Number $import.'Empty (ms)') ms, this one $(Format-Number $import.'Module (ms)') ms, the ratio of single pairs $($import.'Ratio range')."
    ''
    '## Watching'
    ''
    "``Measure-WatchMemory.ps1 -Changes $Changes``: ``Watch-RcxActiveCall`` over an account of 10,000 calls that come, are answered and end all the time. Managed memory is"
    'what is left after a collection; the process keeps more for a while, as the runtime likes.'
    ''
    '| changes seen | managed MB | private MB | working set MB |'
    '| --- | --- | --- | --- |'
    $memory | ForEach-Object { "| $("{0:N0}" -f $_.Changes) | $(Format-Number $_.'Managed MB') | $($_.'Private MB') | $($_.'Working MB') |" }
    ''
    '## 500 actions'
    ''
    "``Measure-Rate.ps1 -Actions 500``: $(Format-Number $rate.TookS) s where 120 a minute allow $($rate.EarliestS) s at the earliest."
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
