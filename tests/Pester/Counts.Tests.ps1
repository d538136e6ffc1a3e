# The counts that the tests end with: what was skipped has neither passed nor failed.

BeforeDiscovery {
    $counts = @(
        @{ Case = 'all passed'; Files = @('total="7" executed="7" passed="7" failed="0"'); Line = '7 passed, 0 failed' }
        @{ Case = 'one failed'; Files = @('total="7" executed="7" passed="6" failed="1"'); Line = '6 passed, 1 failed' }
        @{ Case = 'one could not be run'; Files = @('total="7" executed="7" passed="6" failed="0" error="1"'); Line = '6 passed, 1 failed' }
        @{ Case = 'two were skipped'; Files = @('total="7" executed="5" passed="5" failed="0"'); Line = '5 passed, 0 failed, 2 skipped' }
        @{ Case = 'several files'; Files = @('total="7" executed="5" passed="4" failed="1"', 'total="3" executed="3" passed="3" failed="0"'); Line = '7 passed, 1 failed, 2 skipped' }
    )
}

BeforeAll {
    Import-Module "$PSScriptRoot/Support.psm1"
    $root = Convert-Path "$PSScriptRoot/../.."

    # The files that 'dotnet test' writes; it says notExecuted="0" of skipped tests too.
    function New-Result([string] $Folder, [string[]] $Files) {
        $null = New-Item $Folder -ItemType Directory -Force
        $number = 0
        foreach ($counters in $Files) {
            $number++
            Set-Content (Join-Path $Folder "$number.trx") "<TestRun><ResultSummary><Counters $counters notExecuted=`"0`" /></ResultSummary></TestRun>"
        }
    }

    # The functions of build.ps1, without its tasks.
    $ast = [System.Management.Automation.Language.Parser]::ParseFile("$root/build.ps1", [ref] $null, [ref] $null)
    foreach ($name in 'Get-XunitCount', 'Format-Count', 'New-Count', 'Invoke-Counted') {
        $function = $ast.Find({ param($node) $node -is [System.Management.Automation.Language.FunctionDefinitionAst] -and $node.Name -eq $name }, $false)
        . ([scriptblock]::Create($function.Extent.Text))
    }
}

Describe 'the counts' {
    It 'build.ps1, <Case>: <Line>' -ForEach $counts {
        New-Result "$TestDrive/build" $Files
        $found = Get-XunitCount "$TestDrive/build"
        Format-Count $found.Passed $found.Failed $found.Skipped | Should -BeExactly $Line
    }

    # Needs bash, as the script does.
    if (-not $IsWindows) {
        It '.ci/run, <Case>: <Line>' -ForEach $counts {
            $clone = (New-Item "$TestDrive/clone" -ItemType Directory).FullName
            $null = New-Item "$clone/.ci", "$clone/programs" -ItemType Directory
            Copy-Item "$root/.ci/run" "$clone/.ci/run"
            New-Result "$clone/written" $Files
            # No PowerShell that is new enough, and a dotnet that has tests alone.
            Set-Content "$clone/programs/pwsh" "#!/bin/sh`nexit 1"
            Set-Content "$clone/programs/dotnet" "#!/bin/sh`n[ `"`$1`" = test ] || exit 1`nmkdir -p artifacts && cp -r written artifacts/results"
            & chmod +x "$clone/programs/pwsh" "$clone/programs/dotnet"
            $path = $env:PATH
            try {
                $env:PATH = "$clone/programs:$path"
                $said = & bash "$clone/.ci/run"
            }
            finally {
                $env:PATH = $path
            }

            $said[-1] | Should -BeExactly $Line
        }
    }

    AfterEach {
        Remove-Item "$TestDrive/*" -Recurse -Force
    }
}

# Who is given the last lines of a run alone must find there what failed.
Describe 'what failed' {
    It 'names the tests of xunit that failed, with the first line of why' {
        $null = New-Item "$TestDrive/named" -ItemType Directory
        Set-Content "$TestDrive/named/1.trx" @'
<TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><ResultSummary><Counters total="4" executed="3" passed="1" /></ResultSummary><Results>
<UnitTestResult testName="It.Passed" outcome="Passed" />
<UnitTestResult testName="It.Was_skipped" outcome="NotExecuted" />
<UnitTestResult testName="It.Failed(two: 2)" outcome="Failed"><Output><ErrorInfo><Message>
Expected: 2
Actual: 3</Message></ErrorInfo></Output></UnitTestResult>
<UnitTestResult testName="It.Ended" outcome="Aborted" />
</Results></TestRun>
'@
        (Get-XunitCount "$TestDrive/named").Names | Should -BeExactly 'FAIL  It.Failed(two: 2): Expected: 2', 'FAIL  It.Ended: '
    }

    It 'names the tests of Pester that failed, blocks and files too' {
        Set-Content "$TestDrive/Some.Tests.ps1" @'
Describe 'some' {
    It 'passes' { 1 | Should -Be 1 }
    It 'finds <Number>' -ForEach @{ Number = 7 } { $Number | Should -Be 8 }
}
Describe 'prepared badly' {
    BeforeAll { throw "no preparation`nat all" }
    It 'does not run' { }
}
'@
        Set-Content "$TestDrive/Broken.Tests.ps1" 'throw "cannot be read"'
        $run = Invoke-FreshPowerShell @"
`$names = '$TestDrive/Some.Tests.ps1', '$TestDrive/Broken.Tests.ps1' -join ','
& '$root/tests/Pester/Invoke-Suite.ps1' -Module '$env:RINGCX_TEST_MODULE' -Summary '$TestDrive/summary.json' -Path `$names
"@
        $summary = Get-Content "$TestDrive/summary.json" -Raw | ConvertFrom-Json
        $summary.Passed | Should -Be 1
        $lines = @($run.Lines -clike 'FAIL*')
        $lines | Should -BeExactly $summary.Names
        $lines | Should -HaveCount $summary.Failed
        $lines | Should -Contain 'FAIL  some.finds 7: Expected 8, but got 7.'
        $lines | Should -Contain 'FAIL  prepared badly: no preparation'
        ($lines -clike '*Broken.Tests.ps1*') | Should -BeLike '*: cannot be read'
    }

    It 'keeps what a program says of its failures' {
        $found = New-Count
        $fresh = New-FreshScript '"FAIL  this one"; "failed, it seems"; "3 passed, 1 failed"'
        $said = Invoke-Counted $found $fresh.Program $fresh.Arguments 6>&1
        Remove-Item -LiteralPath $fresh.File
        $said | Should -BeExactly 'FAIL  this one', 'failed, it seems', '3 passed, 1 failed'
        $found.Passed, $found.Failed | Should -Be 3, 1
        $found.Names | Should -BeExactly 'FAIL  this one'
    }

    It 'warns of a program that could not run, where it may' {
        $found = New-Count
        $fresh = New-FreshScript '"nothing to run"; exit 2'
        Invoke-Counted $found $fresh.Program $fresh.Arguments 'It was not run.' 6>$null 3>&1 | Should -BeExactly 'It was not run.'
        { Invoke-Counted $found $fresh.Program $fresh.Arguments 6>$null } | Should -Throw '*did not come to its end (exit code 2)*'
        Remove-Item -LiteralPath $fresh.File
        $found.Passed + $found.Failed | Should -Be 0
    }
}
