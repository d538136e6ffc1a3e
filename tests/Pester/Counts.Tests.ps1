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
    foreach ($name in 'Get-XunitCount', 'Format-Count') {
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
