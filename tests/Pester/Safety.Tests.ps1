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
        @{ Command = 'Set-RingExCallParty'; Run = { Set-RingExCallParty -TelephonySessionId $s -PartyId $p -Muted On @args } }
        @{ Command = 'Set-RingExCallParty -Hold'; Run = { Set-RingExCallParty -TelephonySessionId $s -PartyId $p -Hold On -Muted On @args } }
        @{ Command = 'Move-RingExCallParty'; Run = { Move-RingExCallParty 2125550123 -TelephonySessionId $s -PartyId $p @args } }
        @{ Command = 'Move-RingExCallParty -Park'; Run = { Move-RingExCallParty -Park -TelephonySessionId $s -PartyId $p @args } }
        @{ Command = 'Remove-RingExCallParty'; Run = { Remove-RingExCallParty -TelephonySessionId $s -PartyId $p @args } }
        @{ Command = 'Remove-RingExCallParty -Force'; Run = { Remove-RingExCallParty -TelephonySessionId $s -PartyId $p -Force @args } }
        @{ Command = 'Stop-RingExCallSession'; Run = { Stop-RingExCallSession $s @args } }
        @{ Command = 'Stop-RingExCallSession -Force'; Run = { Stop-RingExCallSession $s -Force @args } }
        @{ Command = 'Set-RingExCallRecording'; Run = { Set-RingExCallRecording On -TelephonySessionId $s -PartyId $p @args } }
        @{ Command = 'Set-RingExCallRecording -RecordingId'; Run = { Set-RingExCallRecording Off -TelephonySessionId $s -PartyId $p -RecordingId 1 @args } }
        @{ Command = 'Add-RingExCallSupervisor'; Run = { Add-RingExCallSupervisor 191888101 $s @args } }
        @{ Command = 'Add-RingExCallParty'; Run = { Add-RingExCallParty s-1 -TelephonySessionId $s -PartyId $p @args } }
        @{ Command = 'Start-RingExCall'; Run = { Start-RingExCall 191888101 2125550124 @args } }
        @{ Command = 'New-RingExConference'; Run = { New-RingExConference @args } }
        @{ Command = 'Receive-RingExCall'; Run = { Receive-RingExCall -TelephonySessionId $s -PartyId $p @args } }
        @{ Command = 'Deny-RingExCall'; Run = { Deny-RingExCall -TelephonySessionId $s -PartyId $p @args } }
        @{ Command = 'Send-RingExCallReply'; Run = { Send-RingExCallReply 'private' -TelephonySessionId $s -PartyId $p @args } }
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
        $ringing = Get-TestParty $sandbox Ringing
        $s = $ringing.TelephonySessionId
        $p = $ringing.PartyId
        $before = $sandbox.GetCalls(), $sandbox.GetTelephonySessions() | ConvertTo-Json -Depth 6
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
        $sandbox.GetCalls(), $sandbox.GetTelephonySessions() | ConvertTo-Json -Depth 6 | Should -Be $before
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
        Set-RingExCallParty -TelephonySessionId $s -PartyId $p -Hold On -Muted On -WhatIf
        Move-RingExCallParty 2125550125 -TelephonySessionId $s -PartyId $p -WhatIf
        Stop-RingExCallSession $s -WhatIf
        Start-RingExCall 191888101 2125550126 -WhatIf
        Send-RingExCallReply 'private' -TelephonySessionId $s -PartyId $p -WhatIf
        $null = Stop-Transcript
        $text = Get-Content $log -Raw
        $text | Should -BeLike "*Add a Monitor session for *0123*call $uii*"
        $text | Should -BeLike '*Set the disposition CALLBACK, call back 2026-12-24 14:30*'
        $text | Should -BeLike '*Hang up*'
        $text | Should -BeLike '*Dial *0124*sam.rivera@sandbox.example*'
        $text | Should -BeLike "*Put the party on hold*party $p*Mute the party*party $p*"
        $text | Should -BeLike "*Transfer the call to *0125*party $p*"
        $text | Should -BeLike "*Hang up*session $s*"
        $text | Should -BeLike '*Dial *0126*device 191888101*'
        $text | Should -BeLike '*Reply to the call with a text*'
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

Describe 'Hanging up in RingEX' {
    BeforeEach {
        $sandbox = Start-TestSandbox
        $own = Get-TestParty $sandbox
        $parked = Get-TestParty $sandbox Parked
    }

    AfterEach {
        Stop-TestSandbox $sandbox
    }

    It 'does not ask with <Name>' -ForEach @(
        @{ Name = '-Force'; Arguments = @{ Force = $true } }
        @{ Name = '-Confirm:$false'; Arguments = @{ Confirm = $false } }
    ) {
        $run = Invoke-Collected { $own | Stop-RingExCallSession @Arguments; $parked | Remove-RingExCallParty @Arguments }
        $run.Errors | Should -BeNullOrEmpty
        $run.Output | Should -BeNullOrEmpty
        @(Get-SentRequest $sandbox).Method | Should -Be @('DELETE', 'DELETE')
        $sandbox.GetTelephonySessions().TelephonySessionId | Should -Not -Contain $own.TelephonySessionId
    }

    It 'sends nothing with -Force -WhatIf' {
        $own | Stop-RingExCallSession -Force -WhatIf | Should -BeNullOrEmpty
        $parked | Remove-RingExCallParty -Force -WhatIf | Should -BeNullOrEmpty
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

    It 'hangs up nothing in RingEX where nobody can be asked' {
        $result = Invoke-FreshPowerShell @'
Import-Module RingCx.PowerShell
$ErrorActionPreference = 'Continue'
$sandbox = Start-RcxSandbox -SetEnvironment -Frozen
Connect-Rcx -RingExOnly
$party = $sandbox.GetTelephonySessions().Parties | Where-Object Status -EQ Parked
$sandbox.ClearRequests()
foreach ($ask in { Stop-RingExCallSession $party.TelephonySessionId }, { $party | Remove-RingExCallParty }, { $party | Stop-RingExCallSession -Force -Confirm }, { $party | Set-RingExCallParty -Hold On -Confirm }) {
    try { & $ask } catch { "refused: $($_.Exception.GetType().Name)" }
}
"sent: $($sandbox.GetRequests().Count)"
# The others do not ask by themselves.
$null = $party | Receive-RingExCall 191888101 -Parked
$party | Stop-RingExCallSession -Force
"sent: $($sandbox.GetRequests().Count)"
'@
        $result.Lines | Should -Contain 'sent: 0'
        $result.Lines | Should -Contain 'sent: 2'
    }

    It 'can be asked to ask, whatever changes something' {
        foreach ($verb in 'Add', 'Remove', 'Set', 'Move', 'Ping', 'Stop', 'Start', 'Invoke', 'New', 'Receive', 'Deny', 'Send') {
            foreach ($command in Get-Command -Module RingCx.PowerShell -Verb $verb | Where-Object Noun -NotIn 'RcxSandbox') {
                $command.Parameters.Keys | Should -Contain 'WhatIf' -Because $command.Name
                $command.Parameters.Keys | Should -Contain 'Confirm' -Because $command.Name
            }
        }
    }
}
