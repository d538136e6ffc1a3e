# What PSScriptAnalyzer says of every script, module and manifest. Where it is not installed there are no tests here, and a line says so.

BeforeDiscovery {
    $analysis = Convert-Path (Join-Path $PSScriptRoot '../../.ci/Invoke-Analysis.ps1')
    $root = Split-Path (Split-Path $analysis)
    $files = @()
    if (Get-Module PSScriptAnalyzer -ListAvailable) {
        $files = @(& $analysis -ListFile | ForEach-Object { @{ Name = [System.IO.Path]::GetRelativePath($root, $_.FullName); File = $_.FullName; Analysis = $analysis } })
    }
    else {
        Write-Host 'Not run: PSScriptAnalyzer, which is not installed.'
    }
}

if ($files) {
    Describe 'PSScriptAnalyzer' {
        It 'finds nothing in <Name>' -ForEach $files {
            $found = & $Analysis $File | ForEach-Object { "$($_.Line): $($_.RuleName): $($_.Message)" }
            $found | Should -BeNullOrEmpty
        }

        It 'reads the scripts of every folder' -ForEach @{ Names = $files.Name } {
            foreach ($name in 'build.ps1', '.ci/New-Package.ps1', 'RingCx.PowerShell.psd1', 'docs/runbooks/Stop-LongCall.ps1', 'tests/Pester/Analysis.Tests.ps1') {
                $Names.Replace('\', '/') | Should -Contain $name
            }
        }
    }
}
