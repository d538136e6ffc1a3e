# What the tests share tells what went wrong, and never waits for it for ever.

BeforeAll {
    Import-Module RingCx.PowerShell
    Import-Module "$PSScriptRoot/Support.psm1"
    $ErrorActionPreference = 'Stop'

    # In a process of its own, which can be ended: where the helper hangs, the test must not.
    function Invoke-Helper([string] $Script) {
        $started = Start-FreshPowerShell "Import-Module RingCx.PowerShell; Import-Module '$PSScriptRoot/Support.psm1'; $Script"
        Stop-FreshPowerShell $started -After 60
    }
}

Describe 'Stop-WhenReached' {
    It 'says why a script that still runs has not come to where it was to be stopped' {
        $run = Invoke-Helper 'try { Stop-WhenReached { Write-Error broken; Start-Sleep 600 } @{} { $false } -Seconds 2 } catch { "said: $_" }; exit 7'
        $run.ExitCode | Should -Be 7
        $run.Text | Should -BeLike '*said: The script never came to where it was to be stopped. State: Running. Errors: broken*'
    }

    It 'lets a condition look at any stream while the script runs: <_>' -ForEach 'Error', 'Warning', 'Verbose', 'Debug', 'Information', 'Progress' {
        $run = Invoke-Helper "Stop-WhenReached { Start-Sleep 600 } @{} { param(`$shell) @(`$shell.Streams.$_ | Where-Object { `$_ }).Count -eq 0 } -Seconds 5 | ForEach-Object State; exit 7"
        $run.ExitCode | Should -Be 7
        $run.Text | Should -BeLike '*Stopped*'
    }

    It 'does not wait for a script that heeds no stop' {
        $run = Invoke-Helper 'try { Stop-WhenReached { [System.Threading.Thread]::Sleep(600000) } @{} { $true } } catch { "said: $_" }; [System.Environment]::Exit(7)'
        $run.ExitCode | Should -Be 7
        $run.Text | Should -BeLike '*said: The command went on after Ctrl+C.*'
    }
}
