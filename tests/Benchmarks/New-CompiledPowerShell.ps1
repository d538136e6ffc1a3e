#Requires -Version 7.4
<#
.SYNOPSIS
Makes a copy of the running PowerShell that is compiled ahead, as PowerShell's installers ship it, and gives the path of its pwsh.dll.

.DESCRIPTION
PowerShell's installers ship images with machine code (ReadyToRun); the .NET tool ships the same assemblies without, so that .NET compiles far more
of them in each process. This script copies $PSHOME and compiles the assemblies there, and those in runtimes that this platform uses, with the
compiler of NuGet (microsoft.netcore.app.crossgen2) in the version of the running .NET, against the .NET that runs them. Takes about a minute;
a copy that is up to date stays as it is. Where the running PowerShell is compiled ahead, it gives that one's path.

.EXAMPLE
./tests/Benchmarks/Measure-Import.ps1 -PowerShell (./tests/Benchmarks/New-CompiledPowerShell.ps1)

Measures the import in a PowerShell that is compiled ahead.

.EXAMPLE
dotnet (./tests/Benchmarks/New-CompiledPowerShell.ps1)

Starts it.
#>
[CmdletBinding()]
param(
    # The folder of the copy. What is in it is replaced.
    [string] $Destination = (Join-Path $PSScriptRoot '../../artifacts/compiled-powershell')
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot 'BenchmarkTools.psm1')
if (Test-CompiledImage ([psobject].Assembly.Location)) {
    Write-Host 'The running PowerShell is compiled ahead.'
    return @(Get-StartCommand)[-1]
}

$Destination = [System.IO.Path]::GetFullPath($Destination, $PWD.ProviderPath)
$pwsh = Join-Path $Destination 'pwsh.dll'
$runtime = [System.Runtime.InteropServices.RuntimeEnvironment]::GetRuntimeDirectory()
$version = "$([System.Environment]::Version)"
$system = if ($IsWindows) { 'win' } elseif ($IsMacOS) { 'osx' } else { 'linux' }
$processor = "$([System.Runtime.InteropServices.RuntimeInformation]::ProcessArchitecture)".ToLowerInvariant()
$isMusl = [System.Runtime.InteropServices.RuntimeInformation]::RuntimeIdentifier -match 'musl|alpine'
$platform = "$system$(if ($isMusl) { '-musl' })-$processor"

# What the copy is made from; written at its end, so that half a copy is not taken for a whole one.
$stamp = Join-Path $Destination 'made-from.txt'
$madeFrom = @($PSHOME, $PSVersionTable.GitCommitId, $runtime, $platform, (Get-FileHash -LiteralPath $PSCommandPath).Hash) -join "`n"
if ((Test-Path -LiteralPath $stamp) -and (Get-Content -LiteralPath $stamp -Raw).Trim() -eq $madeFrom) {
    return $pwsh
}

# The path of the compiler, which a restore brings into the folder of NuGet's packages.
function Get-Compiler {
    $package = "microsoft.netcore.app.crossgen2.$platform"
    $project = Join-Path $PSScriptRoot 'Compiler/Compiler.csproj'
    $said = & dotnet restore $project "-property:CompilerPackage=$package" "-property:CompilerVersion=$version" --nologo --verbosity quiet 2>&1
    if ($LASTEXITCODE -ne 0) { throw "The compiler could not be had from NuGet ($package $version): $said" }
    $packages = & dotnet msbuild $project -getProperty:NuGetPackageRoot
    $tools = Join-Path "$packages" $package $version 'tools'
    # A program of its own on most platforms, an assembly on some.
    $compiler = 'crossgen2.exe', 'crossgen2', 'crossgen2.dll' | ForEach-Object { Join-Path $tools $_ } | Where-Object { Test-Path -LiteralPath $_ } | Select-Object -First 1
    if (-not $compiler) { throw "The package has no compiler for this platform ($tools)." }
    $compiler
}

$compiler = Get-Compiler
if (Test-Path -LiteralPath $Destination) { Remove-Item -LiteralPath $Destination -Recurse -Force }
$null = New-Item (Split-Path $Destination) -ItemType Directory -Force
Copy-Item -LiteralPath $PSHOME -Destination $Destination -Recurse

$used = @($platform, $system) + @(if (-not $IsWindows) { 'unix' }) | ForEach-Object { Join-Path $Destination 'runtimes' $_ 'lib' } | Where-Object { Test-Path -LiteralPath $_ }
$assemblies = @(Get-ChildItem -LiteralPath $Destination -Filter *.dll) + @($used | ForEach-Object { Get-ChildItem -LiteralPath $_ -Filter *.dll -Recurse }) |
    Where-Object { (Test-CompiledImage $_.FullName) -eq $false }
Write-Host "Compiling $(@($assemblies).Count) assemblies of PowerShell $($PSVersionTable.PSVersion) for $platform ..."
# In a file, since PowerShell would put what an asterisk stands for in its place.
$options = "$Destination.rsp"
Set-Content -LiteralPath $options '-O', "--targetos:$(if ($IsWindows) { 'windows' } else { $system })", "--targetarch:$processor", "-r:$(Join-Path $runtime '*.dll')", "-r:$(Join-Path $PSHOME '*.dll')"
foreach ($assembly in $assemblies) {
    $image = "$($assembly.FullName).image"
    $program, $arguments = @(Get-StartCommand $compiler) + $assembly.FullName, '-o', $image, "@$options"
    $said = & $program @arguments 2>&1
    if ($LASTEXITCODE -ne 0) { throw "$($assembly.Name) could not be compiled: $($said | Out-String)" }
    Move-Item -LiteralPath $image -Destination $assembly.FullName -Force
}

Remove-Item -LiteralPath $options
Set-Content -LiteralPath $stamp -Value $madeFrom
$pwsh
