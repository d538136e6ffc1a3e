# Nothing happens to a customer's call that nobody asked for.

BeforeDiscovery {
    $changing = @(
        @{ Command = 'Add-RcxCallSession'; Run = { Add-RcxCallSession -Uii $uii Monitor @args } }
        @{ Command = 'Remove-RcxCallSession'; Run = { Remove-RcxCallSession -Uii $uii @args } }
        @{ Command = 'Remove-RcxCallSession -SessionId'; Run = { Remove-RcxCallSession -Uii $uii -SessionId 1001 @args } }
        @{ Command = 'Stop-RcxCall'; Run = { Stop-RcxCall -Uii $uii @args } }
        @{ Command = 'Stop-RcxCall -Force'; Run = { Stop-RcxCall -Uii $uii -Force @args } }
        @{ Command = 'Set-RcxCallRecording'; Run = { Set-RcxCallRecording -Uii $uii Off @args } }
        @{ Command = 'Set-RcxCallHold'; Run = { Set-RcxCallHold -Uii $uii On @args } }
        @{ Command = 'Set-RcxDisposition'; Run = { Set-RcxDisposition -Uii $uii CALLBACK -CallbackTime '2026-12-24 14:30' -Notes 'private' @args } }
        @{ Command = 'Move-RcxCall'; Run = { Move-RcxCall -Uii $uii 40002 @args } }
        @{ Command = 'Ping-RcxCall'; Run = { Ping-RcxCall -Uii $uii @args } }
        @{ Command = 'Invoke-RcxRecordingPause'; Run = { Invoke-RcxRecordingPause { 1 } -Uii $uii @args } }
        @{ Command = 'Invoke-RcxRecordingPause -Force'; Run = { Invoke-RcxRecordingPause { 1 } -Uii $uii -Force @args } }
        @{ Command = 'Export-RcxCallBoard'; Run = { Export-RcxCallBoard "$TestDrive/board.html" @args } }
        @{ Command = 'Start-RcxCall'; Run = { Start-RcxCall sam.rivera@sandbox.example 6505550123 4155550199 @args } }
        @{ Command = 'Start-RcxCall -Wait'; Run = { Start-RcxCall sam.rivera@sandbox.example 6505550123 4155550199 -Wait @args } }
        @{ Command = 'Invoke-RcxRequest -Method POST'; Run = { Invoke-RcxRequest "/v1/admin/accounts/{accountId}/activeCalls/$uii/hangupCall" -Method POST @args } }
        @{ Command = 'Invoke-RcxRequest -Method DELETE'; Run = { Invoke-RcxRequest '/v1/admin/accounts/{accountId}/x' -Method DELETE @args } }
    )
}

BeforeAll {
    Import-Module RingCx.PowerShell
    Import-Module "$PSScriptRoot/Support.psm1"
    $ErrorActionPreference = 'Stop'
}

Describe 'With -WhatIf nothing is sent' {
    BeforeAll {
        $sandbox = Start-TestSandbox
        $uii = Get-TestUii $sandbox
        $before = $sandbox.GetCalls() | ConvertTo-Json -Depth 5
    }

    BeforeEach {
        Clear-SentRequest $sandbox
    }

    AfterAll {
        Stop-TestSandbox $sandbox
    }

    It '<Command> -WhatIf' -ForEach $changing {
        $run = Invoke-Collected { & $Run -WhatIf }
        $run.Errors | Should -BeNullOrEmpty
        $run.Output | Should -BeNullOrEmpty
        Get-SentRequest $sandbox | Should -BeNullOrEmpty
    }

    It '<Command> with $WhatIfPreference' -ForEach $changing {
        $WhatIfPreference = $true
        $run = Invoke-Collected { & $Run }
        $WhatIfPreference = $false
        $run.Errors | Should -BeNullOrEmpty
        $run.Output | Should -BeNullOrEmpty
        Get-SentRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'leaves every call as it is' {
        $sandbox.GetCalls() | ConvertTo-Json -Depth 5 | Should -Be $before
    }

    It 'still says what is wrong' {
        $run = Invoke-Collected { Stop-RcxCall 'a b' -WhatIf; Add-RcxCallSession -Uii $uii Monitor nobody -WhatIf }
        $run.Errors.FullyQualifiedErrorId | Should -Be @('InvalidUii,RingCx.Commands.StopRcxCallCommand', 'InvalidPhoneNumber,RingCx.Commands.AddRcxCallSessionCommand')
    }

    It 'says what would be done, with numbers masked and without notes' {
        $log = Join-Path $TestDrive 'whatif.txt'
        $null = Start-Transcript $log
        Add-RcxCallSession -Uii $uii Monitor 2125550123 -WhatIf
        Set-RcxDisposition -Uii $uii CALLBACK -CallbackTime '2026-12-24 14:30' -Notes 'private' -WhatIf
        Stop-RcxCall -Uii $uii -WhatIf
        Start-RcxCall sam.rivera@sandbox.example 2125550124 4155550199 -WhatIf
        $null = Stop-Transcript
        $text = Get-Content $log -Raw
        $text | Should -BeLike "*Add a Monitor session for *0123*call $uii*"
        $text | Should -BeLike '*Set the disposition CALLBACK, call back 2026-12-24 14:30*'
        $text | Should -BeLike '*Hang up*'
        $text | Should -BeLike '*Dial *0124*sam.rivera@sandbox.example*'
        $text | Should -Not -Match '212555|private'
    }
}

Describe 'Hanging up' {
    BeforeEach {
        $sandbox = Start-TestSandbox
        $uii = Get-TestUii $sandbox
    }

    AfterEach {
        Stop-TestSandbox $sandbox
    }

    It 'does not ask with <Name>' -ForEach @(
        @{ Name = '-Force'; Arguments = @{ Force = $true } }
        @{ Name = '-Confirm:$false'; Arguments = @{ Confirm = $false } }
        @{ Name = '-Force -Confirm:$false'; Arguments = @{ Force = $true; Confirm = $false } }
    ) {
        $run = Invoke-Collected { Stop-RcxCall -Uii $uii @Arguments }
        $run.Errors | Should -BeNullOrEmpty
        $run.Output[0].Action | Should -BeExactly 'HangUp'
        $run.Output[0].Succeeded | Should -BeTrue
        @(Get-SentRequest $sandbox '*/hangupCall') | Should -HaveCount 1
        Get-CallState $sandbox $uii | Should -BeNullOrEmpty
    }

    It 'does not ask with $ConfirmPreference = None' {
        $ConfirmPreference = 'None'
        (Stop-RcxCall -Uii $uii).Succeeded | Should -BeTrue
    }

    It 'sends nothing with -Force -WhatIf' {
        Stop-RcxCall -Uii $uii -Force -WhatIf | Should -BeNullOrEmpty
        Get-SentRequest $sandbox | Should -BeNullOrEmpty
    }
}

Describe 'Asking' {
    It 'hangs up nothing where nobody can be asked' {
        $result = Invoke-FreshPowerShell @'
Import-Module RingCx.PowerShell
$ErrorActionPreference = 'Continue'
$sandbox = Start-RcxSandbox -SetEnvironment -Frozen
Connect-Rcx -SupervisorPhone 6505550123
$uii = ($sandbox.GetCalls() | Where-Object AgentUsername -Like 'paco.vu*').Uii
$sandbox.ClearRequests()
foreach ($ask in { Stop-RcxCall -Uii $uii }, { $uii | Stop-RcxCall }, { Stop-RcxCall -Uii $uii -Force -Confirm }, { Set-RcxCallHold -Uii $uii On -Confirm }) {
    try { & $ask } catch { "refused: $($_.Exception.GetType().Name)" }
}
"sent: $($sandbox.GetRequests().Count)"
# The others do not ask by themselves.
$null = Set-RcxCallHold -Uii $uii On
$null = Stop-RcxCall -Uii $uii -Force
"sent: $($sandbox.GetRequests().Count)"
'@
        $result.Lines | Should -Contain 'sent: 0'
        $result.Lines | Should -Contain 'sent: 2'
        $result.Text | Should -Not -Match 'HangUp'
    }

    It 'has the right impact: <Name>' -ForEach @(
        @{ Name = 'Stop-RcxCall'; Impact = 'High' }
        @{ Name = 'Add-RcxCallSession'; Impact = 'Medium' }
        @{ Name = 'Ping-RcxCall'; Impact = 'Low' }
    ) {
        $type = (Get-Command $Name).ImplementingType
        "$([System.Management.Automation.CmdletAttribute] $type.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false)[0] | ForEach-Object ConfirmImpact)" |
            Should -BeExactly $Impact
    }

    It 'can be asked to ask, whatever changes something' {
        foreach ($verb in 'Add', 'Remove', 'Set', 'Move', 'Ping', 'Stop', 'Start', 'Invoke') {
            foreach ($command in Get-Command -Module RingCx.PowerShell -Verb $verb | Where-Object Noun -NotIn 'RcxSandbox') {
                $command.Parameters.Keys | Should -Contain 'WhatIf' -Because $command.Name
                $command.Parameters.Keys | Should -Contain 'Confirm' -Because $command.Name
            }
        }
    }
}
