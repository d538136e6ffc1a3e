#Requires -Version 7.4
<#
.SYNOPSIS
Measures the import of the module against those of an empty binary module, without a format view and with one, each in a fresh PowerShell.

.DESCRIPTION
All three have a manifest. The view is one table: a module with any view makes PowerShell set up its formats anew, which one without does not pay.
The three are imported in turn, with the first one changing, and the ratios are taken round by round. Needs ./build.ps1 -Task Pack first.

.EXAMPLE
./tests/Benchmarks/Measure-Import.ps1 -Runs 25

.EXAMPLE
./tests/Benchmarks/Measure-Import.ps1 -PowerShell (./tests/Benchmarks/New-CompiledPowerShell.ps1)

Measures it in a PowerShell that is compiled ahead.
#>
[CmdletBinding()]
param(
    # How many rounds are measured, after one that does not count.
    [ValidateRange(3, 1000)]
    [int] $Runs = 15,

    # The packed module.
    [string] $Module = (Join-Path $PSScriptRoot '../../artifacts/module/RingCx.PowerShell'),

    # The PowerShell that imports: a pwsh, or a pwsh.dll. Without it the running one.
    [string] $PowerShell
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot 'BenchmarkTools.psm1')
$root = Split-Path (Split-Path $PSScriptRoot)

$said = & dotnet build (Join-Path $PSScriptRoot 'EmptyModule') --configuration Release --nologo --verbosity quiet
if ($LASTEXITCODE -ne 0) { throw "The empty module could not be built: $($said | Out-String)" }

# Lays out the empty module in a folder of its own and gives its manifest.
function New-EmptyModule([string] $Name, [string] $View) {
    $folder = Join-Path $root 'artifacts/benchmarks' $Name
    $null = New-Item $folder -ItemType Directory -Force
    Copy-Item (Join-Path $root 'artifacts/bin/EmptyModule/release/EmptyModule.dll') $folder
    $keys = [ordered] @{ RootModule = 'EmptyModule.dll'; ModuleVersion = '1.0'; CmdletsToExport = 'Get-Nothing' }
    if ($View) {
        $keys.FormatsToProcess = 'EmptyModule.format.ps1xml'
        Set-Content (Join-Path $folder 'EmptyModule.format.ps1xml') $View
    }

    $manifest = Join-Path $folder 'EmptyModule.psd1'
    Set-Content $manifest ('@{', ($keys.GetEnumerator() | ForEach-Object { "    $($_.Key) = '$($_.Value)'" }), '}' | ForEach-Object { $_ })
    $manifest
}

$view = @'
<?xml version="1.0" encoding="utf-8"?>
<Configuration>
  <ViewDefinitions>
    <View>
      <Name>Nothing</Name>
      <ViewSelectedBy>
        <TypeName>EmptyModule.Nothing</TypeName>
      </ViewSelectedBy>
      <TableControl>
        <TableHeaders>
          <TableColumnHeader />
          <TableColumnHeader />
        </TableHeaders>
        <TableRowEntries>
          <TableRowEntry>
            <TableColumnItems>
              <TableColumnItem>
                <PropertyName>Name</PropertyName>
              </TableColumnItem>
              <TableColumnItem>
                <PropertyName>Value</PropertyName>
              </TableColumnItem>
            </TableColumnItems>
          </TableRowEntry>
        </TableRowEntries>
      </TableControl>
    </View>
  </ViewDefinitions>
</Configuration>
'@
$manifests = [ordered] @{
    Empty  = New-EmptyModule 'Empty'
    View   = New-EmptyModule 'View' $view
    Module = Join-Path (Resolve-Path $Module).Path 'RingCx.PowerShell.psd1'
}
$names = [string[]] $manifests.Keys
$measured = @{}
foreach ($name in $names) { $measured[$name] = [System.Collections.Generic.List[double]]::new() }
foreach ($run in 0..$Runs) {
    for ($i = 0; $i -lt $names.Count; $i++) {
        $name = $names[($i + $run) % $names.Count]
        $script = '$watch = [System.Diagnostics.Stopwatch]::StartNew(); Import-Module ''{0}''; $watch.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)' -f $manifests[$name]
        $ms = ConvertFrom-Number (Invoke-FreshCommand $script $PowerShell)
        if ($run -gt 0) { $measured[$name].Add($ms) }
    }
}

$toView = Get-Ratio $measured.Module $measured.View
$toEmpty = Get-Ratio $measured.Module $measured.Empty
[pscustomobject] @{
    PowerShell           = Get-PowerShellKind $PowerShell
    Runs                 = $Runs
    'Empty (ms)'         = [math]::Round((Get-Median $measured.Empty), 1)
    'With one view (ms)' = [math]::Round((Get-Median $measured.View), 1)
    'Module (ms)'        = [math]::Round((Get-Median $measured.Module), 1)
    'To one view'        = [math]::Round((Get-Median $toView), 2)
    'To one view, range' = Format-Range $toView '0.00'
    'To empty'           = [math]::Round((Get-Median $toEmpty), 2)
    'To empty, range'    = Format-Range $toEmpty '0.00'
}
