#Requires -Version 7.4
<#
.SYNOPSIS
Builds, tests, packs and demonstrates RingCx.PowerShell.

.DESCRIPTION
Build        compiles the solution; after it, Import-Module ./RingCx.PowerShell.psd1 works from the clone.
Test         runs everything: xunit, the contract tests of the commands, Pester on the packed module in a fresh PowerShell.
TestDesktop  runs the packed module's client and sandbox on .NET Framework, and its commands in Windows PowerShell 5.1; where there is
             no Windows, the former on Mono alone.
TestRuntimes runs the packed module's client and sandbox on the .NET of PowerShell 7.4, 7.5 and 7.6, which comes from NuGet.
TestWindows  runs the smoke test and Pester on the packed module in PowerShell for Windows: this one on Windows, elsewhere the one under Wine
             (.ci/pwsh-wine), or the command that -PowerShell names. -Short runs six of the Pester files.
Pack         makes what is shipped: the module's folder in artifacts/module; in artifacts/package a package for PSResourceGet, and a zip for
             Azure Automation. Compiles the dependencies ahead for some platforms, with a compiler from NuGet.
Demo         builds, imports, connects to the sandbox and runs the tour of docs/tour.md with its output on screen.
Docs         brings the help in docs/en-US, which is the reference of the commands too, up to date with the built module (the pages, the MAML
             and the about texts), and writes ThirdPartyNotices.txt.
Analyze      has PSScriptAnalyzer read all scripts, under the nearest PSScriptAnalyzerSettings.psd1.
Clean        removes everything that the other tasks made.

Pester 5.7 or later is taken from the PowerShell Gallery when it is not installed, otherwise from NuGet, for this run alone. PSScriptAnalyzer and
Microsoft.PowerShell.PlatyPS 1.0 or later (Docs) are taken from the Gallery.

.EXAMPLE
./build.ps1 -Task Demo

.EXAMPLE
./build.ps1 -Task Clean, Test -Configuration Debug

.EXAMPLE
./build.ps1 -Task Pack -Prerelease preview1
#>
[CmdletBinding()]
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseSingularNouns', '', Scope = 'Function', Target = 'Invoke-Docs', Justification = 'Named after its task.')]
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseSingularNouns', '', Scope = 'Function', Target = 'Invoke-TestRuntimes', Justification = 'Named after its task.')]
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'The functions use them.')]
param(
    # What to do, in this order.
    [Parameter(Position = 0)]
    [ValidateSet('Clean', 'Build', 'Test', 'TestDesktop', 'TestRuntimes', 'TestWindows', 'Pack', 'Demo', 'Docs', 'Analyze')]
    [string[]] $Task = 'Build',

    # How to compile.
    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release',

    # Builds a prerelease with this label; without it Directory.Build.props says what is built.
    [ValidatePattern('^[0-9A-Za-z]+$')]
    [string] $Prerelease,

    # The PowerShell for Windows that TestWindows runs: a command that takes pwsh's arguments.
    [string] $PowerShell,

    # Lets TestWindows run the smoke test and six Pester files alone.
    [switch] $Short,

    # Fails, rather than to pack without them, where the images that are compiled ahead cannot be made: for what is released.
    [switch] $RequireImages
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false

$root = $PSScriptRoot
$solution = Join-Path $root 'RingCx.PowerShell.sln'
$artifacts = Join-Path $root 'artifacts'
$package = Join-Path $artifacts 'module/RingCx.PowerShell'
# The very PowerShell that runs this script, also where it is a .NET tool and no pwsh is on the path.
$thisPowerShell = [System.Environment]::ProcessPath
$powershellArguments = @(if ([System.IO.Path]::GetFileNameWithoutExtension($thisPowerShell) -eq 'dotnet') { Join-Path $PSHOME 'pwsh.dll' })
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
    $label = @(if ($Prerelease) { "-p:VersionSuffix=$Prerelease" })
    Invoke-Dotnet (@('build', $solution, '--configuration', $Configuration, '--nologo', '--verbosity', 'quiet') + $label)
    $done['Build'] = $true
}

# Compiles the dependencies ahead, for the platforms of .ci/Images.csproj, into artifacts/images. The compiler comes from NuGet.
function New-Image {
    Write-Step 'Compile ahead'
    $project = Join-Path $root '.ci/Images.csproj'
    $said = @(& dotnet restore $project --verbosity quiet 2>&1)
    if ($LASTEXITCODE -eq 0) {
        Invoke-Dotnet @('msbuild', $project, '-target:MakeImages', '-maxCpuCount', '-nologo', '-verbosity:quiet')
        return
    }

    # None from an earlier build either.
    $images = Join-Path $artifacts 'images'
    if (Test-Path $images) {
        Remove-Item $images -Recurse -Force
    }

    $why = "The compiler for images, or what it compiles for, could not be had: $($said -join ' ')"
    if ($RequireImages) {
        throw $why
    }

    Write-Warning "$why The package will work without images, and start more slowly."
}

function Invoke-Pack {
    if ($done['Pack']) { return }
    Invoke-Build
    New-Image
    Write-Step 'Pack'
    & (Join-Path $root '.ci/New-Package.ps1') -Destination $artifacts
    $done['Pack'] = $true
}

function Test-Installed([string] $Name, [version] $Minimum) {
    [bool] (Get-Module $Name -ListAvailable | Where-Object Version -ge $Minimum)
}

# Takes a module from the PowerShell Gallery when it is not installed. Says why that failed, or nothing.
function Install-FromGallery([string] $Name, [version] $Minimum, [version] $Below) {
    Write-Host "$Name is not installed; taking it from the PowerShell Gallery."
    try {
        if (Get-Command Install-PSResource -ErrorAction Ignore) {
            $null = Install-PSResource $Name -Version "[$Minimum,$Below)" -Scope CurrentUser -TrustRepository -ErrorAction Stop
        }
        else {
            $null = Install-Module $Name -MinimumVersion $Minimum -MaximumVersion "$($Below.Major - 1).99.99" -Scope CurrentUser -Force -SkipPublisherCheck -ErrorAction Stop
        }

        if (-not (Test-Installed $Name $Minimum)) { 'It gave none.' }
    }
    catch {
        # Without the request that PSResourceGet quotes.
        ($_.Exception.Message -split '\s*Request sent:')[0]
    }
}

# Pester is a NuGet package too. A restore brings it, a copy of it serves this run. Says why that failed, or nothing.
function Install-PesterFromNuGet {
    Write-Host 'The PowerShell Gallery gives no Pester; taking it from NuGet, for this run alone.'
    $version = '5.9.1'
    $folder = Join-Path $artifacts 'tools'
    $project = Join-Path $folder 'Pester/Pester.csproj'
    $null = New-Item (Split-Path $project) -ItemType Directory -Force
    # Nothing of the solution's settings, and no framework to compile against.
    Set-Content $project @"
<Project>
  <PropertyGroup>
    <ImportDirectoryBuildProps>false</ImportDirectoryBuildProps>
    <ImportDirectoryPackagesProps>false</ImportDirectoryPackagesProps>
  </PropertyGroup>
  <Import Project="Sdk.props" Sdk="Microsoft.NET.Sdk" />
  <PropertyGroup>
    <TargetFramework>netstandard2.0</TargetFramework>
    <DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences>
  </PropertyGroup>
  <ItemGroup>
    <PackageDownload Include="Pester" Version="[$version]" />
  </ItemGroup>
  <Import Project="Sdk.targets" Sdk="Microsoft.NET.Sdk" />
</Project>
"@
    $said = & dotnet restore $project --nologo --verbosity quiet 2>&1
    if ($LASTEXITCODE -ne 0) { return "$said" }
    $packages = & dotnet msbuild $project -getProperty:NuGetPackageRoot
    $source = Join-Path "$packages" 'pester' $version 'tools'
    if (-not (Test-Path $source)) { return "The package has no folder tools ($source)." }
    $modules = Join-Path $folder 'Modules'
    $module = Join-Path $modules 'Pester' $version
    if (-not (Test-Path $module)) {
        $null = New-Item (Split-Path $module) -ItemType Directory -Force
        Copy-Item $source $module -Recurse
    }

    # The fresh PowerShell that runs the tests gets it too.
    $env:PSModulePath = $modules + [System.IO.Path]::PathSeparator + $env:PSModulePath
    if (-not (Test-Installed Pester $version)) { 'The package is not the module it was.' }
}

function Install-Pester {
    $minimum = [version] '5.7.0'
    if (Test-Installed Pester $minimum) { return }
    $gallery = Install-FromGallery Pester $minimum '6.0'
    if (-not $gallery) { return }
    $nuget = Install-PesterFromNuGet
    if (-not $nuget) { return }
    Write-Host "Pester $minimum or later is not installed and could not be taken from the PowerShell Gallery: $gallery"
    Write-Host "Nor from NuGet: $nuget"
    Write-Host "Install it (Install-PSResource Pester) and try again; 'dotnet test' runs the other tests without it."
    exit $noPester
}

function Install-PlatyPS {
    $name = 'Microsoft.PowerShell.PlatyPS'
    $minimum = [version] '1.0.0'
    if (Test-Installed $name $minimum) { return }
    $why = Install-FromGallery $name $minimum '2.0'
    if ($why) {
        throw "$name $minimum or later is not installed and could not be taken from the PowerShell Gallery: $why Install it (Install-PSResource $name) and try again. To build, pack and test it is not needed, since the help that it makes is committed."
    }
}

# Whether PSScriptAnalyzer is here, or could be brought.
function Install-Analyzer {
    $minimum = [version] '1.22.0'
    if (Test-Installed PSScriptAnalyzer $minimum) { return $true }
    $why = Install-FromGallery PSScriptAnalyzer $minimum '2.0'
    if (-not $why) { return $true }
    Write-Host "Not run: PSScriptAnalyzer. It is not installed and could not be taken from the PowerShell Gallery: $why"
    $false
}

# The counts of all test result files that 'dotnet test' wrote, with a line for each test that failed.
function Get-XunitCount([string] $Folder) {
    $counts = New-Count
    $counts.Skipped = 0
    foreach ($file in Get-ChildItem $Folder -Filter *.trx -Recurse) {
        $run = ([xml] (Get-Content -LiteralPath $file.FullName -Raw)).TestRun
        $counters = $run.ResultSummary.Counters
        $counts.Passed += [int] $counters.passed
        $counts.Failed += [int] $counters.executed - [int] $counters.passed
        # 'notExecuted' is 0 whatever was skipped.
        $counts.Skipped += [int] $counters.total - [int] $counters.executed
        foreach ($result in $run.SelectNodes('.//*[local-name() = "UnitTestResult"][@outcome != "Passed"][@outcome != "NotExecuted"]')) {
            $message = $result.SelectNodes('.//*[local-name() = "Message"]') | ForEach-Object { $_.InnerText.Trim() -split '\r?\n' } | Select-Object -First 1
            $counts.Names += "FAIL  $($result.testName): $message"
        }
    }

    $counts
}

# The last line of the tests. What was skipped is said where there is some.
function Format-Count([int] $Passed, [int] $Failed, [int] $Skipped) {
    $line = "$Passed passed, $Failed failed"
    if ($Skipped -gt 0) { "$line, $Skipped skipped" } else { $line }
}

function Invoke-Test {
    Install-Pester
    # Its tests are there where it is.
    $null = Install-Analyzer
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
    & $thisPowerShell @powershellArguments -NoProfile -NonInteractive -File (Join-Path $root 'tests/Pester/Invoke-Suite.ps1') -Module $package -Summary $summary
    if (-not (Test-Path -LiteralPath $summary)) {
        throw 'The Pester suite did not come to its end; what it says stands above.'
    }

    $pester = Get-Content -LiteralPath $summary -Raw | ConvertFrom-Json
    $clients = New-Count
    Invoke-OfficialClient $clients
    Invoke-StrictStandIn $clients
    Invoke-RuntimeTest $clients
    Invoke-ShortWindowsTest $clients
    # What failed is named once more at the end: who is given the last lines alone needs no more.
    $counts.Names + $pester.Names + $clients.Names | Write-Host
    $passed = $counts.Passed + $pester.Passed + $clients.Passed
    $failed = $counts.Failed + $pester.Failed + $clients.Failed
    Write-Host "`nxunit: $(Format-Count $counts.Passed $counts.Failed $counts.Skipped). Pester: $($pester.Passed) passed, $($pester.Failed) failed. Clients: $($clients.Passed) passed, $($clients.Failed) failed."
    Write-Host (Format-Count $passed $failed $counts.Skipped)
    if ($failed -gt 0 -or $pester.Passed -eq 0) {
        exit 1
    }
}

# Every command against a strict stand-in of the services, where there is what it needs.
function Invoke-StrictStandIn([hashtable] $Counts) {
    Write-Step 'Test: every command against a strict stand-in'
    $python = Get-Command python3, python -CommandType Application -ErrorAction Ignore |
        Where-Object { "$(& $_.Source --version 2>&1)" -like 'Python 3.*' } | Select-Object -First 1
    if (-not $python) {
        Write-Warning 'The commands were not judged by the strict stand-in: it needs Python 3.'
        return
    }

    $arguments = @($powershellArguments) + '-NoProfile', '-NonInteractive', '-File', (Join-Path $root 'tests/Strict/Invoke-Strict.ps1'), '-Module', $package, '-Python', $python.Source
    Invoke-Counted $Counts $thisPowerShell $arguments
}

# RingCentral's own clients against the sandbox, where there is what they need.
function Invoke-OfficialClient([hashtable] $Counts) {
    Write-Step 'Test: RingCentral''s own clients'
    $node = Get-Command node -CommandType Application -ErrorAction Ignore | Select-Object -First 1
    $npm = Get-Command npm -CommandType Application -ErrorAction Ignore | Select-Object -First 1
    $version = if ($node) { "$(& $node.Source --version)" }
    if (-not $npm -or $version -notmatch '^v(\d+)\.' -or [int] $Matches[1] -lt 20) {
        Write-Warning 'RingCentral''s own clients were not run: they need Node.js 20 or later with npm.'
        return
    }

    $arguments = @($powershellArguments) + '-NoProfile', '-NonInteractive', '-File', (Join-Path $root 'tests/Clients/Invoke-Clients.ps1'), '-Module', $package, '-Folder', (Join-Path $artifacts 'clients')
    Invoke-Counted $Counts $thisPowerShell $arguments 'RingCentral''s own clients were not run: their packages could not be installed.'
}

# The client and the sandbox on whichever .NET can be had, each published with the runtime that PowerShell 7.4, 7.5 or 7.6 has.
function Invoke-RuntimeTest([hashtable] $Counts) {
    Write-Step 'Test: the client and the sandbox on .NET 8, 9 and 10'
    $rid = [System.Runtime.InteropServices.RuntimeInformation]::RuntimeIdentifier
    foreach ($framework in 'net8.0', 'net9.0', 'net10.0') {
        $folder = Join-Path $artifacts "runtimes/$framework"
        $said = & dotnet publish (Join-Path $root 'tests/RingCx.RuntimeTests') --configuration $Configuration --framework $framework --runtime $rid --output $folder --nologo --verbosity quiet 2>&1
        if ($LASTEXITCODE -ne 0 -and "$said" -match 'error NU1\d\d\d') {
            Write-Warning "Not tried on ${framework}: NuGet gives no runtime for $rid."
            continue
        }

        if ($LASTEXITCODE -ne 0) {
            throw "The program for $framework could not be built: $($said | Out-String)"
        }

        Invoke-Counted $Counts (Join-Path $folder "RingCx.RuntimeTests$(if ($IsWindows) { '.exe' })") @($package)
    }
}

function Invoke-TestRuntimes {
    Invoke-Pack
    $counts = New-Count
    Invoke-RuntimeTest $counts
    Write-Host "`n$($counts.Passed) passed, $($counts.Failed) failed"
    if ($counts.Failed -gt 0 -or $counts.Passed -eq 0) {
        exit 1
    }
}

# A short test in PowerShell for Windows, where Wine is there to run it; on Windows everything has run in it.
function Invoke-ShortWindowsTest([hashtable] $Counts) {
    if ($IsWindows) { return }
    $missing = 'wine', 'Xvfb', 'script' | Where-Object { -not (Get-Command $_ -CommandType Application -ErrorAction Ignore) }
    if ($missing) {
        Write-Warning "Nothing was tried in PowerShell for Windows: there is no $($missing -join ', no ') here (see .ci/pwsh-wine)."
        return
    }

    Write-Step 'Test: in PowerShell for Windows, under Wine'
    Invoke-Counted $Counts $thisPowerShell (@($powershellArguments) + (Get-WindowsTestArgument (Join-Path $root '.ci/pwsh-wine') $true))
}

function Get-WindowsTestArgument([string] $Command, [bool] $IsShort) {
    $arguments = '-NoProfile', '-NonInteractive', '-File', (Join-Path $root '.ci/Test-Windows.ps1'), '-Module', $package, '-PowerShell', $Command
    if ($IsShort) { $arguments + '-Short' } else { $arguments }
}

function Invoke-TestWindows {
    $command = if ($PowerShell) { $PowerShell } elseif (-not $powershellArguments -and $IsWindows) { $thisPowerShell } elseif ($IsWindows) { 'pwsh' } else { Join-Path $root '.ci/pwsh-wine' }
    if ($IsWindows) { Install-Pester }
    Invoke-Pack
    Write-Step 'Test: in PowerShell for Windows'
    $counts = New-Count
    Invoke-Counted $counts $thisPowerShell (@($powershellArguments) + (Get-WindowsTestArgument $command $Short))
    if ($counts.Failed -gt 0) {
        exit 1
    }
}

# What several programs have counted; Names are the lines that say what failed.
function New-Count {
    @{ Passed = 0; Failed = 0; Names = @() }
}

# Runs a program that ends with 'N passed, N failed', and adds to the counts. A line of it that begins with FAIL says what failed. A program that
# ends with 2 has not run, which is a warning where one is given.
function Invoke-Counted([hashtable] $Counts, [string] $Program, [string[]] $Arguments, [string] $NotRun) {
    $last = ''
    & $Program @Arguments 2>&1 | ForEach-Object {
        $last = "$_"
        if ($last -clike 'FAIL*') { $Counts.Names += $last }
        Write-Host $last
    }

    if ($NotRun -and $LASTEXITCODE -eq 2) {
        Write-Warning $NotRun
        return
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
    $counts = New-Count
    if ($IsWindows) {
        Invoke-Counted $counts $program $package
        Write-Step 'Test: the commands in Windows PowerShell'
        $script = Join-Path $root 'tests/Smoke/Test-Module.ps1'
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
    Write-Step 'Demo: the tour on the sandbox'
    & $thisPowerShell @powershellArguments -NoProfile -File (Join-Path $root 'tests/Pester/Invoke-Demo.ps1')
    if ($LASTEXITCODE -ne 0) {
        throw 'The demo failed; what it says stands above.'
    }
}

function Invoke-Docs {
    Install-PlatyPS
    Invoke-Build
    Write-Step 'Docs'
    & $thisPowerShell @powershellArguments -NoProfile -NonInteractive -File (Join-Path $root 'docs/New-Help.ps1')
    if ($LASTEXITCODE -ne 0) {
        throw 'The help could not be written; what it says stands above.'
    }

    # Beside the manifest, where Get-Help finds it.
    Invoke-Dotnet @('msbuild', (Join-Path $root 'src/RingCx.PowerShell/RingCx.PowerShell.csproj'), '-target:LayOutModule', "-property:Configuration=$Configuration", '-nologo', '-verbosity:quiet')
    & (Join-Path $root '.ci/Get-ThirdPartyNotice.ps1')
}

function Invoke-Analyze {
    Write-Step 'Analyze'
    if (-not (Install-Analyzer)) {
        throw 'Nothing was analyzed.'
    }

    $found = @(& (Join-Path $root '.ci/Invoke-Analysis.ps1'))
    foreach ($one in $found) {
        Write-Host "$([System.IO.Path]::GetRelativePath($root, $one.ScriptPath)):$($one.Line): $($one.RuleName): $($one.Message)"
    }

    if ($found) {
        throw "PSScriptAnalyzer has found $($found.Count) things; they stand above."
    }

    Write-Host 'PSScriptAnalyzer has found nothing.'
}

if (-not (Get-Command dotnet -ErrorAction Ignore)) {
    throw 'The .NET SDK is not installed. Get it from https://dotnet.microsoft.com/download (version 10 or later) and try again.'
}

foreach ($name in $Task) {
    & "Invoke-$name"
}
