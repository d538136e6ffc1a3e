# Ctrl+C at random moments, for every command that talks to the service, over one connection that goes on being used. The long run is
# tests/Benchmarks/Reliability/Measure-CommandStops.ps1; this is the same, short.

BeforeAll {
    Import-Module RingCx.PowerShell
    Import-Module "$PSScriptRoot/Support.psm1"
    $ErrorActionPreference = 'Stop'
}

Describe 'Commands that are stopped at random moments' {
    It 'leave nothing behind that breaks what follows' {
        $script = Convert-Path "$PSScriptRoot/../Benchmarks/Reliability/Measure-CommandStops.ps1"
        $module = (Get-Module RingCx.PowerShell).ModuleBase
        $run = Invoke-FreshPowerShell "& '$script' -Stops 60 -Seed 7 -Module '$module'; exit `$LASTEXITCODE"
        $run.ExitCode | Should -Be 0 -Because $run.Text
        $run.Lines[-1] | Should -BeLike '60 stops of 42 commands, * 0 violations, *'
    }
}
