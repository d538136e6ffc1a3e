#Requires -Version 7.4
<#
.SYNOPSIS
Builds, tests, packs and demonstrates RingCx.PowerShell.

.DESCRIPTION
Build        compiles the solution; after it, Import-Module ./RingCx.PowerShell.psd1 works from the clone.
Test         runs everything: xunit, the contract tests of the commands, Pester on the packed module in a fresh PowerShell.
TestDesktop  runs the packed module's client and sandbox on .NET Framework, and its commands in Windows PowerShell 5.1; where there is
             no Windows, the former on Mono alone.
Pack         makes the module folder that is shipped, artifacts/module/RingCx.PowerShell.
Demo         builds, imports, connects to the sandbox and runs the README's examples with their output on screen.
Docs         writes docs/commands.md, the reference of the commands, from the built module.
Clean        removes everything that the other tasks made.

Pester 5.7 or later is taken from the PowerShell Gallery when it is not installed.

.EXAMPLE
./build.ps1 -Task Demo

.EXAMPLE
./build.ps1 -Task Clean, Test -Configuration Debug
#>
[CmdletBinding()]
param(
    # What to do, in this order.
    [Parameter(Position = 0)]
    [ValidateSet('Clean', 'Build', 'Test', 'TestDesktop', 'Pack', 'Demo', 'Docs')]
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
    foreach ($folder in 'artifacts', 'bin') {
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
    foreach ($item in 'RingCx.PowerShell.psd1', 'bin', 'README.md', 'CHANGELOG.md', 'LICENSE') {
        Copy-Item (Join-Path $root $item) $package -Recurse
    }

    $null = Test-ModuleManifest (Join-Path $package 'RingCx.PowerShell.psd1')
    Write-Host "Module: $([System.IO.Path]::GetRelativePath($root, $package))"
    $done['Pack'] = $true
}

function Install-Pester {
    $minimum = [version] '5.7.0'
    if (Get-Module Pester -ListAvailable | Where-Object Version -ge $minimum) { return }
    Write-Host 'Pester is not installed; taking it from the PowerShell Gallery.'
    try {
        if (Get-Command Install-PSResource -ErrorAction Ignore) {
            Install-PSResource Pester -Version "[$minimum,6.0)" -Scope CurrentUser -TrustRepository -ErrorAction Stop
        }
        else {
            Install-Module Pester -MinimumVersion $minimum -MaximumVersion 5.99.99 -Scope CurrentUser -Force -SkipPublisherCheck -ErrorAction Stop
        }
    }
    catch {
        Write-Host "Pester $minimum or later is not installed and could not be taken from the PowerShell Gallery: $($_.Exception.Message)"
        Write-Host "Install it (Install-PSResource Pester) and try again; 'dotnet test' runs the other tests without it."
        exit $noPester
    }
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

# Runs a program that ends with 'N passed, N failed', and adds to the counts.
function Invoke-Counted([hashtable] $Counts, [string] $Program, [string[]] $Arguments) {
    $last = ''
    & $Program @Arguments 2>&1 | ForEach-Object {
        $last = "$_"
        Write-Host $last
    }

    if ($last -notmatch '^(\d+) passed, (\d+) failed$') {
        throw "$Program did not come to its end (exit code $LASTEXITCODE); what it says stands above."
    }

    $Counts.Passed += [int] $Matches[1]
    $Counts.Failed += [int] $Matches[2]
}

function Invoke-TestDesktop {
    $mono = Get-Command mono -CommandType Application -ErrorAction Ignore | Select-Object -First 1
    if (-not $IsWindows -and -not $mono) {
        throw 'There is no .NET Framework here and no Mono, which can stand in for it (Debian: apt-get install mono-devel).'
    }

    Invoke-Pack
    Write-Step 'Test: the client and the sandbox on .NET Framework'
    Invoke-Dotnet @('build', (Join-Path $root 'tests/RingCx.DesktopTests'), '--configuration', $Configuration, '--nologo', '--verbosity', 'quiet')
    $program = Join-Path $artifacts "bin/RingCx.DesktopTests/$($Configuration.ToLowerInvariant())/RingCx.DesktopTests.exe"
    $counts = @{ Passed = 0; Failed = 0 }
    if ($IsWindows) {
        Invoke-Counted $counts $program $package
        Write-Step 'Test: the commands in Windows PowerShell'
        $script = Join-Path $root 'tests/RingCx.DesktopTests/Test-Module.ps1'
        Invoke-Counted $counts 'powershell.exe' @('-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass', '-File', $script, '-Module', $package)
    }
    else {
        Write-Host 'This is not Windows: the program runs on Mono, and the commands are not tried.'
        Invoke-Counted $counts $mono.Source @('--debug', $program, $package)
    }

    Write-Host "`n$($counts.Passed) passed, $($counts.Failed) failed"
    if ($counts.Failed -gt 0) {
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
    Invoke-Build
    Write-Step 'Docs'
    & $powershell @powershellArguments -NoProfile -NonInteractive -File (Join-Path $root 'docs/New-CommandReference.ps1') -Configuration $Configuration
    if ($LASTEXITCODE -ne 0) {
        throw 'The reference could not be written; what it says stands above.'
    }
}

if (-not (Get-Command dotnet -ErrorAction Ignore)) {
    throw 'The .NET SDK is not installed. Get it from https://dotnet.microsoft.com/download (version 10 or later) and try again.'
}

foreach ($name in $Task) {
    & "Invoke-$name"
}
