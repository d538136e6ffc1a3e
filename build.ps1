#Requires -Version 7.4
<#
.SYNOPSIS
Builds, tests, packs and demonstrates RingCx.PowerShell.

.DESCRIPTION
Build   compiles the solution; after it, Import-Module ./RingCx.PowerShell.psd1 works from the clone.
Test    runs everything: xunit, the contract tests of the commands, Pester on the packed module in a fresh PowerShell.
Pack    makes the module folder that is shipped, artifacts/module/RingCx.PowerShell.
Demo    builds, imports, connects to the sandbox and runs the README's examples with their output on screen.
Docs    writes docs/commands.md, the reference of the commands, from the built module, and brings the help in docs/en-US up to date with it:
        the pages, the MAML and the about texts.
Clean   removes everything that the other tasks made.

Pester 5.7 or later (Test) and Microsoft.PowerShell.PlatyPS 1.0 or later (Docs) are taken from the PowerShell Gallery when they are not installed.

.EXAMPLE
./build.ps1 -Task Demo

.EXAMPLE
./build.ps1 -Task Clean, Test -Configuration Debug
#>
[CmdletBinding()]
param(
    # What to do, in this order.
    [Parameter(Position = 0)]
    [ValidateSet('Clean', 'Build', 'Test', 'Pack', 'Demo', 'Docs')]
    [string[]] $Task = 'Build',

    # How to compile.
    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release'
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false

$root = $PSScriptRoot
$solution = Join-Path $root 'RingCx.PowerShell.sln'
$artifacts = Join-Path $root 'artifacts'
$package = Join-Path $artifacts 'module/RingCx.PowerShell'
# The very PowerShell that runs this script, also where it is a .NET tool and no pwsh is on the path.
$powershell = [System.Environment]::ProcessPath
$powershellArguments = if ([System.IO.Path]::GetFileNameWithoutExtension($powershell) -eq 'dotnet') { , (Join-Path $PSHOME 'pwsh.dll') } else { @() }
# The exit code of -Task Test when nothing was run for want of Pester.
$noPester = 3
$done = @{}

function Write-Step([string] $Text) {
    Write-Host "`n== $Text" -ForegroundColor Cyan
}

function Invoke-Dotnet([string[]] $Arguments) {
    & dotnet @Arguments
    if ($LASTEXITCODE -ne 0) {
        throw "dotnet $($Arguments[0]) failed (exit code $LASTEXITCODE); what it says stands above."
    }
}

function Invoke-Clean {
    Write-Step 'Clean'
    foreach ($folder in 'artifacts', 'bin', 'en-US') {
        $path = Join-Path $root $folder
        if (Test-Path $path) {
            Remove-Item $path -Recurse -Force
        }
    }
}

function Invoke-Build {
    if ($done['Build']) { return }
    Write-Step "Build ($Configuration)"
    Invoke-Dotnet @('build', $solution, '--configuration', $Configuration, '--nologo', '--verbosity', 'quiet')
    $done['Build'] = $true
}

function Invoke-Pack {
    if ($done['Pack']) { return }
    Invoke-Build
    Write-Step 'Pack'
    if (Test-Path $package) {
        Remove-Item $package -Recurse -Force
    }

    $null = New-Item $package -ItemType Directory -Force
    foreach ($item in 'RingCx.PowerShell.psd1', 'bin', 'en-US', 'README.md', 'CHANGELOG.md', 'LICENSE') {
        Copy-Item (Join-Path $root $item) $package -Recurse
    }

    $null = Test-ModuleManifest (Join-Path $package 'RingCx.PowerShell.psd1')
    Write-Host "Module: $([System.IO.Path]::GetRelativePath($root, $package))"
    $done['Pack'] = $true
}

# Takes a module from the PowerShell Gallery where it is not installed; says what is to be done where it can not be had, and ends.
function Install-GalleryModule([string] $Name, [version] $Minimum, [version] $Below, [int] $ExitCode, [string] $Otherwise) {
    if (Get-Module $Name -ListAvailable | Where-Object Version -GE $Minimum) { return }
    Write-Host "$Name is not installed; taking it from the PowerShell Gallery."
    try {
        if (Get-Command Install-PSResource -ErrorAction Ignore) {
            Install-PSResource $Name -Version "[$Minimum,$Below)" -Scope CurrentUser -TrustRepository -ErrorAction Stop
        }
        else {
            Install-Module $Name -MinimumVersion $Minimum -MaximumVersion "$($Below.Major - 1).99.99" -Scope CurrentUser -Force -SkipPublisherCheck -ErrorAction Stop
        }
    }
    catch {
        Write-Host "$Name $Minimum or later is not installed and could not be taken from the PowerShell Gallery: $($_.Exception.Message)"
        Write-Host "Install it (Install-PSResource $Name) and try again; $Otherwise"
        exit $ExitCode
    }
}

function Install-Pester {
    Install-GalleryModule Pester 5.7.0 6.0 $noPester "'dotnet test' runs the other tests without it."
}

# The counts of all test result files that 'dotnet test' wrote.
function Get-XunitCount([string] $Folder) {
    $passed = 0
    $failed = 0
    foreach ($file in Get-ChildItem $Folder -Filter *.trx -Recurse) {
        $counters = ([xml] (Get-Content -LiteralPath $file.FullName -Raw)).TestRun.ResultSummary.Counters
        $passed += [int] $counters.passed
        $failed += [int] $counters.total - [int] $counters.passed
    }

    @{ Passed = $passed; Failed = $failed }
}

function Invoke-Test {
    Install-Pester
    Invoke-Build
    Write-Step 'Test: xunit'
    $results = Join-Path $artifacts 'results'
    if (Test-Path $results) {
        Remove-Item $results -Recurse -Force
    }

    & dotnet test $solution --configuration $Configuration --no-build --nologo --logger trx --results-directory $results
    $xunitFailed = $LASTEXITCODE -ne 0
    $counts = Get-XunitCount $results
    if ($xunitFailed -and $counts.Failed -eq 0) {
        throw 'dotnet test failed without a failed test; what it says stands above.'
    }

    Invoke-Pack
    Write-Step 'Test: Pester on the packed module, in a fresh PowerShell'
    $summary = Join-Path $results 'pester.json'
    & $powershell @powershellArguments -NoProfile -NonInteractive -File (Join-Path $root 'tests/Pester/Invoke-Suite.ps1') -Module $package -Summary $summary
    if (-not (Test-Path -LiteralPath $summary)) {
        throw 'The Pester suite did not come to its end; what it says stands above.'
    }

    $pester = Get-Content -LiteralPath $summary -Raw | ConvertFrom-Json
    $passed = $counts.Passed + $pester.Passed
    $failed = $counts.Failed + $pester.Failed
    Write-Host "`nxunit: $($counts.Passed) passed, $($counts.Failed) failed. Pester: $($pester.Passed) passed, $($pester.Failed) failed."
    Write-Host "$passed passed, $failed failed"
    if ($failed -gt 0 -or $pester.Passed -eq 0) {
        exit 1
    }
}

function Invoke-Demo {
    Invoke-Build
    Write-Step 'Demo: the README''s examples on the sandbox'
    & $powershell @powershellArguments -NoProfile -File (Join-Path $root 'tests/Pester/Invoke-Demo.ps1')
    if ($LASTEXITCODE -ne 0) {
        throw 'The demo failed; what it says stands above.'
    }
}

function Invoke-Docs {
    Install-GalleryModule Microsoft.PowerShell.PlatyPS 1.0.0 2.0 1 'to build, pack and test it is not needed, since the help that it makes is committed.'
    Invoke-Build
    Write-Step 'Docs'
    & $powershell @powershellArguments -NoProfile -NonInteractive -File (Join-Path $root 'docs/New-CommandReference.ps1') -Configuration $Configuration
    if ($LASTEXITCODE -ne 0) {
        throw 'The reference could not be written; what it says stands above.'
    }

    & $powershell @powershellArguments -NoProfile -NonInteractive -File (Join-Path $root 'docs/New-Help.ps1')
    if ($LASTEXITCODE -ne 0) {
        throw 'The help could not be written; what it says stands above.'
    }

    # Beside the manifest, where Get-Help finds it.
    Invoke-Dotnet @('msbuild', (Join-Path $root 'src/RingCx.PowerShell/RingCx.PowerShell.csproj'), '-target:LayOutModule', "-property:Configuration=$Configuration", '-nologo', '-verbosity:quiet')
}

if (-not (Get-Command dotnet -ErrorAction Ignore)) {
    throw 'The .NET SDK is not installed. Get it from https://dotnet.microsoft.com/download (version 10 or later) and try again.'
}

foreach ($name in $Task) {
    & "Invoke-$name"
}
