#Requires -Version 7.4
<#
.SYNOPSIS
Measures a whole run of a short script in a fresh process, as a scheduler starts it: with the module, written with Invoke-RestMethod, and in Python.

.DESCRIPTION
All scripts sign in, list the calls and listen in to three of them; the module's begins with its import. Each run is a process of its own, in turn
and with the first one changing, the second of its kind in a row, against a sandbox in another process that has warmed up. The time is that of the
process from its start to its end, the processor time what it has used when its script ends; the methods are those that .NET has compiled in the
process by then. Medians are given, and the medians of the ratios to the run of Invoke-RestMethod in the same round. Needs ./build.ps1 -Task Pack
first, and for the Python script python3 with requests; without it that row is left out.

.EXAMPLE
./tests/Benchmarks/Measure-ColdRun.ps1 -Runs 20

.EXAMPLE
./.ci/New-Package.ps1 -Destination artifacts/plain -Images none; ./tests/Benchmarks/Measure-ColdRun.ps1 -OtherModule artifacts/plain/module/RingCx.PowerShell

Measures beside it the module without the images that were compiled ahead.

.EXAMPLE
./tests/Benchmarks/Measure-ColdRun.ps1 -PowerShell (./tests/Benchmarks/New-CompiledPowerShell.ps1)

Runs the scripts in a PowerShell that is compiled ahead.
#>
[CmdletBinding()]
param(
    # How many rounds are measured, after one that does not count.
    [ValidateRange(3, 1000)]
    [int] $Runs = 20,

    # The packed module.
    [string] $Module = (Join-Path $PSScriptRoot '../../artifacts/module/RingCx.PowerShell'),

    # Another build of the module, which is to be measured beside it.
    [string] $OtherModule,

    # The PowerShell that runs the scripts: a pwsh, or a pwsh.dll. Without it the running one.
    [string] $PowerShell
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot 'BenchmarkTools.psm1')
$Module = (Resolve-Path $Module).Path

# What the scripts end with: that they have listened in to three calls, the processor time, and how many methods were compiled.
$end = @'

if (@($heard).Count -ne 3) { throw "Listened in to $(@($heard).Count) calls." }
$processor = [System.Diagnostics.Process]::GetCurrentProcess().TotalProcessorTime.TotalMilliseconds
"$processor $([System.Runtime.JitInfo]::GetCompiledMethodCount())"
'@

function Get-ModuleScript([object] $Account, [string] $Phone, [string] $From) {
    @"
`$ErrorActionPreference = 'Stop'
$((Get-ConnectCode $Account $From) -join "`n") -SupervisorPhone '$Phone'
`$heard = Get-RcxActiveCall | Where-Object CallState -eq ACTIVE | Select-Object -First 3 | Add-RcxCallSession -Type Monitor
"@ + $end
}

function Get-PlainScript([object] $Account, [string] $Phone) {
    @"
`$ErrorActionPreference = 'Stop'
$(Get-SignInCode $Account)
`$root = '$($Account.Uri)/voice/api/v1/admin/accounts/$($Account.AccountId)/activeCalls'
`$calls = Invoke-RestMethod "`$root/list?product=ACCOUNT&productId=$($Account.AccountId)" -Headers `$headers
`$heard = foreach (`$call in `$calls | Where-Object callState -eq ACTIVE | Select-Object -First 3) {
    `$joined = Invoke-RestMethod "`$root/`$(`$call.uii)/addSessionToCall?destination=$([uri]::EscapeDataString($Phone))&sessionType=MONITOR" -Method Post -Headers `$headers
    if (-not `$joined) { throw 'The service did not join.' }
    `$call
}
"@ + $end
}

# Gives the processor time of the process, and the methods that it has compiled.
function Invoke-Python([object] $Account, [string] $Phone) {
    & $python (Join-Path $PSScriptRoot 'cold_run.py') $Account.Uri $Account.AccountId $Account.ClientId $Account.ClientSecret $Account.Jwt $Phone
    if ($LASTEXITCODE -ne 0) { throw "Python failed (exit code $LASTEXITCODE)." }
}

$measured = [ordered] @{ 'Invoke-RestMethod' = @(); 'module' = @() }
if ($OtherModule) {
    $OtherModule = (Resolve-Path $OtherModule).Path
    $measured['other module'] = @()
}

$python = Find-Python
if ($python) {
    $measured['Python'] = @()
}
else {
    Write-Host 'The Python script is not measured: there is no python3 with requests here.'
}

$names = [string[]] $measured.Keys
$account = $null
try {
    foreach ($run in 0..$Runs) {
        for ($i = 0; $i -lt $names.Count; $i++) {
            $name = $names[($i + $run) % $names.Count]

            # A sandbox of its own, since the exchange of tokens allows five a minute. The first of two runs warms it up, and makes the measured
            # one the second of its kind, as a scheduler's are: PowerShell compiles ahead, in the background, what its last run had to compile.
            if ($account) { Stop-SandboxProcess $account }
            $account = Start-SandboxProcess $Module '-Frozen -CallCount 100'
            foreach ($phone in '+15554150101', '+15554150102') {
                $script = switch ($name) {
                    'Invoke-RestMethod' { Get-PlainScript $account $phone }
                    'module' { Get-ModuleScript $account $phone $Module }
                    'other module' { Get-ModuleScript $account $phone $OtherModule }
                }
                $watch = [System.Diagnostics.Stopwatch]::StartNew()
                $line = if ($name -eq 'Python') { Invoke-Python $account $phone } else { Invoke-FreshCommand $script $PowerShell }
                $ms = $watch.Elapsed.TotalMilliseconds
            }

            $processor, $methods = ConvertFrom-Number $line
            if ($run -gt 0) { $measured[$name] += @{ Ms = $ms; Processor = $processor; Methods = $methods } }
        }
    }
}
finally {
    if ($account) { Stop-SandboxProcess $account }
}

$kind = Get-PowerShellKind $PowerShell
foreach ($name in $names) {
    $row = [ordered] @{ PowerShell = $kind; By = $name }
    foreach ($figure in 'Ms', 'Processor') {
        $own = [double[]] $measured[$name].$figure
        $plain = [double[]] $measured['Invoke-RestMethod'].$figure
        $title = if ($figure -eq 'Ms') { 'Time' } else { 'Processor time' }
        $row["$title, median ms"] = [math]::Round((Get-Median $own))
        $row["$title, range ms"] = Format-Range $own
        $row["$title, to Invoke-RestMethod"] = [math]::Round((Get-MedianRatio $own $plain), 2)
    }

    $row['Methods compiled'] = if ($name -eq 'Python') { $null } else { [math]::Round((Get-Median $measured[$name].Methods)) }
    [pscustomobject] $row
}
