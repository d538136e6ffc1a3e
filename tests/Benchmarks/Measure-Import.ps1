#Requires -Version 7.4
<#
.SYNOPSIS
Measures the import of the module against the import of an empty binary module, in turn, each in a fresh PowerShell.

.DESCRIPTION
Prints the median of both and of the ratio, pair by pair. The module is imported from the clone: run ./build.ps1 first.

.EXAMPLE
./tests/Benchmarks/Measure-Import.ps1 -Runs 25
#>
[CmdletBinding()]
param(
    # How many pairs are measured, after one that does not count.
    [ValidateRange(3, 1000)]
    [int] $Runs = 15
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$root = Split-Path (Split-Path $PSScriptRoot)
$powershell = [System.Environment]::ProcessPath
$host7 = @(if ([System.IO.Path]::GetFileNameWithoutExtension($powershell) -eq 'dotnet') { Join-Path $PSHOME 'pwsh.dll' })

dotnet build (Join-Path $PSScriptRoot 'EmptyModule') --configuration Release --nologo --verbosity quiet
if ($LASTEXITCODE -ne 0) { throw 'The empty module could not be built.' }

$empty = Join-Path $root 'artifacts/bin/EmptyModule/release'
@{ RootModule = 'EmptyModule.dll'; ModuleVersion = '1.0'; CmdletsToExport = 'Get-Nothing' }.GetEnumerator() |
    ForEach-Object { "    $($_.Key) = '$($_.Value)'" } | Join-String -Separator "`n" -OutputPrefix "@{`n" -OutputSuffix "`n}" |
    Set-Content (Join-Path $empty 'EmptyModule.psd1')

function Measure-OneImport([string] $Manifest) {
    $script = '$watch = [System.Diagnostics.Stopwatch]::StartNew(); Import-Module ''{0}''; $watch.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)' -f $Manifest
    [double] (& $powershell @host7 -NoProfile -NonInteractive -Command $script)
}

function Get-Median([double[]] $Values) {
    $sorted = $Values | Sort-Object
    ($sorted[[int] [math]::Floor(($sorted.Count - 1) / 2)] + $sorted[[int] [math]::Ceiling(($sorted.Count - 1) / 2)]) / 2
}

$pairs = foreach ($run in 0..$Runs) {
    $pair = [pscustomobject] @{
        Empty  = Measure-OneImport (Join-Path $empty 'EmptyModule.psd1')
        Module = Measure-OneImport (Join-Path $root 'RingCx.PowerShell.psd1')
    }
    if ($run -gt 0) { $pair }
}

[pscustomobject] @{
    Runs           = $Runs
    'Empty (ms)'   = [math]::Round((Get-Median $pairs.Empty), 1)
    'Module (ms)'  = [math]::Round((Get-Median $pairs.Module), 1)
    'Ratio median' = [math]::Round((Get-Median ($pairs | ForEach-Object { $_.Module / $_.Empty })), 2)
    'Ratio range'  = '{0:0.00} to {1:0.00}' -f ($pairs | ForEach-Object { $_.Module / $_.Empty } | Measure-Object -Minimum -Maximum | ForEach-Object { $_.Minimum, $_.Maximum })
}
