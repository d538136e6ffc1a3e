# What becomes of each item of a job: -AsOutcome, Assert-RcxOutcome and -OnceKey, across runs and killed processes.

BeforeDiscovery {
    # Every command that acts, on <uii> or on a party or a session of RingEX (On, see Get-TestParty), with the action's name in its outcome.
    $acting = @(
        @{ Command = '$uii | Add-RcxCallSession Monitor -AsOutcome'; Action = 'AddSession' }
        @{ Command = '$uii | Remove-RcxCallSession -SessionId 1001 -AsOutcome'; Action = 'RemoveSession'; Outcome = 'Refused' }
        @{ Command = '$uii | Stop-RcxCall -Force -AsOutcome'; Action = 'HangUp' }
        @{ Command = '$uii | Set-RcxCallRecording Off -AsOutcome'; Action = 'Recording' }
        @{ Command = '$uii | Set-RcxCallHold On -AsOutcome'; Action = 'Hold' }
        @{ Command = '$uii | Set-RcxDisposition SALE -AsOutcome'; Action = 'Disposition' }
        @{ Command = '$uii | Move-RcxCall 40002 -AsOutcome'; Action = 'Requeue' }
        @{ Command = '$uii | Ping-RcxCall -AsOutcome'; Action = 'Ping' }
        @{ Command = '$uii | Invoke-RcxRecordingPause { } -AsOutcome'; Action = 'RecordingPause' }
        @{ Command = 'Start-RcxCall sam.rivera@sandbox.example 2125550141 +12125550142 -AsOutcome'; Action = 'Dial' }
        @{ Command = '$party | Set-RingExCallParty -Hold On -AsOutcome'; Action = 'holdCallParty' }
        @{ Command = '$party | Move-RingExCallParty -Park -AsOutcome'; Action = 'callParkParty' }
        @{ Command = '$party | Remove-RingExCallParty -Force -AsOutcome'; Action = 'deleteCallParty'; Outcome = 'Refused' }
        @{ Command = '$party | Stop-RingExCallSession -Force -AsOutcome'; Action = 'deleteCallSession' }
        @{ Command = '$party | Set-RingExCallRecording On -AsOutcome'; Action = 'startCallRecording' }
        @{ Command = '$party | Add-RingExCallSupervisor 191888101 -AsOutcome'; On = 'Recorded'; Action = 'superviseCallSession' }
        @{ Command = '$party | Receive-RingExCall 191888101 -AsOutcome'; On = 'Ringing'; Action = 'answerCallParty' }
        @{ Command = '$party | Deny-RingExCall -AsOutcome'; On = 'Ringing'; Action = 'rejectParty' }
        @{ Command = '$party | Send-RingExCallReply "later" -AsOutcome'; On = 'Ringing'; Action = 'replyParty' }
        @{ Command = 'Start-RingExCall 191888101 2125550141 -AsOutcome'; Action = 'createCallOutCallSession' }
        @{ Command = 'New-RingExConference -AsOutcome'; Action = 'createConferenceCallSession' }
    )
}

BeforeAll {
    Import-Module RingCx.PowerShell
    Import-Module "$PSScriptRoot/Support.psm1"
    $ErrorActionPreference = 'Stop'
}

Describe 'An outcome' {
    BeforeEach {
        $script:sandbox = Start-TestSandbox
        $script:uii = Get-TestUii $sandbox
    }

    AfterEach { Stop-RcxSandbox }

    It 'is what <Command> emits, and nothing else' -ForEach $acting {
        if ($Command -like '*$party*') { $party = Get-TestParty $sandbox ($On ? $On : 'Own') | Select-Object TelephonySessionId, $(if ($Action -ne 'superviseCallSession') { 'PartyId' } else { 'None' }) }
        $run = Invoke-Collected { Invoke-Expression $Command }
        $run.Errors | Should -BeNullOrEmpty
        $run.Output | Should -HaveCount 1
        $outcome = $run.Output[0]
        $outcome.GetType().FullName | Should -Be 'RingCx.RcxOutcome'
        "$($outcome.Outcome)" | Should -Be ($(if ($_.Outcome) { $_.Outcome } else { 'Done' })) -Because "$($outcome.Reason)"
        $outcome.Action | Should -Be $Action
        if ($Command -like '*$uii*') {
            $outcome.Uii | Should -Be $uii
            $outcome.AccountId | Should -Be $sandbox.AccountIds[0]
            $outcome.InputObject | Should -Be $uii
        }
    }

    It 'is <Outcome> where <What>, in the words of the error that it stands for' -ForEach @(
        @{ Outcome = 'Ended'; What = 'the call has ended'; Change = { $sandbox.EndCall($uii) }; Id = 'CallNotFound' }
        @{ Outcome = 'Refused'; What = 'the service refuses'; Change = { Set-RcxCallHold -Uii $uii On }; Id = 'ActionRefused' }
        @{ Outcome = 'Failed'; What = 'the permission is missing'; Change = { $sandbox.AddFault(@{ Kind = 'Forbidden'; Count = 2 }) }; Id = 'PermissionDenied' }
        @{ Outcome = 'Failed'; What = 'it is no call'; Change = { $script:uii = '2.02005E+29' }; Id = 'InvalidUii' }
    ) {
        & $Change
        if ($Id -eq 'ActionRefused') { $error.Clear() }
        $plain = Invoke-Collected { Set-RcxCallHold -Uii $uii On }
        $plain.Errors | Should -HaveCount 1
        $run = Invoke-Collected { Set-RcxCallHold -Uii $uii On -AsOutcome }
        $run.Errors | Should -BeNullOrEmpty
        "$($run.Output[0].Outcome)" | Should -Be $Outcome
        $run.Output[0].ErrorId | Should -Be $Id
        $run.Output[0].Reason | Should -BeExactly $plain.Errors[0].Exception.Message
    }

    It 'is Unknown where the answer was lost, whatever the service says to the repetition (<Then>)' -ForEach @(
        @{ Then = 'nothing is repeated'; Command = { Stop-RcxCall -Uii $uii -Force -AsOutcome }; Fault = $null; Id = 'OutcomeUnknown' }
        @{ Then = 'it refuses'; Command = { Set-RcxCallHold -Uii $uii On -AsOutcome }; Fault = $null; Id = 'OutcomeUnknown' }
        @{ Then = 'the call has ended'; Command = { Set-RcxCallHold -Uii $uii On -AsOutcome }; Fault = 'NotFound'; Id = 'CallNotFound' }
        @{ Then = 'the permission is missing'; Command = { Set-RcxCallHold -Uii $uii On -AsOutcome }; Fault = 'Forbidden'; Id = 'PermissionDenied' }
    ) {
        $sandbox.AddFault(@{ Kind = 'DropAfterHandling' })
        if ($Fault) { $sandbox.AddFault(@{ Kind = $Fault }) }
        $outcome = & $Command
        "$($outcome.Outcome)" | Should -Be Unknown -Because $outcome.Reason
        $outcome.ErrorId | Should -Be $Id
        $outcome.Reason | Should -Not -BeLike '*Nothing was done*'
    }

    It 'is Unknown where something else than the service answers 404' {
        $sandbox.AddFault(@{ Kind = 'ForeignPage'; StatusCode = 404 })
        "$((Stop-RcxCall -Uii $uii -Force -AsOutcome).Outcome)" | Should -Be Unknown
    }

    It 'is WhatIf under -WhatIf, and sends nothing' {
        Clear-SentRequest $sandbox
        "$(($uii | Stop-RcxCall -WhatIf -AsOutcome).Outcome)" | Should -Be WhatIf
        "$((Start-RcxCall sam.rivera@sandbox.example 2125550141 2125550142 -WhatIf -AsOutcome).Outcome)" | Should -Be WhatIf
        @($sandbox.GetRequests()) | Should -HaveCount 0
    }

    It 'has what came from the pipe, and what the command emits without it' {
        $row = [pscustomobject] @{ Uii = $uii; State = 'On'; Line = 7 }
        $outcome = $row | Set-RcxCallHold On -AsOutcome
        $outcome.InputObject.Line | Should -Be 7
        $outcome.Result.GetType().Name | Should -Be RcxCallAction
        $outcome.Duration | Should -BeGreaterThan ([timespan]::Zero)
    }

    It 'is there for each of many, in their order, whatever became of the others' {
        $uiis = @((Get-RcxActiveCall).Uii) + 'gone' + 'bad id'
        $outcomes = @($uiis | Ping-RcxCall -AsOutcome)
        $outcomes.Target | Should -Be $uiis
        @($outcomes | ForEach-Object { "$($_.Outcome)" })[-2..-1] | Should -Be Ended, Failed
    }

    It 'shows as a table that fits 120 columns' {
        $text = @($uii, 'gone' | Ping-RcxCall -AsOutcome) | Out-String -Width 120
        ($text -split "`n" | ForEach-Object { $_.TrimEnd().Length } | Measure-Object -Maximum).Maximum | Should -BeLessOrEqual 120
        $text | Should -BeLike "*Outcome*Action*Target*Reason*Done*Ping*$uii*Ended*"
    }
}

Describe 'Assert-RcxOutcome' {
    BeforeAll {
        $script:sandbox = Start-TestSandbox
        $script:uii = Get-TestUii $sandbox
    }

    AfterAll { Stop-RcxSandbox }

    It 'passes each on before the next is acted on, and ends with one error at the end' {
        $seen = [System.Collections.Generic.List[string]]::new()
        $failure = { 'bad id', $uii, 'gone' | Ping-RcxCall -AsOutcome | Assert-RcxOutcome | ForEach-Object { $seen.Add("$($_.Outcome)") } } | Should -Throw -PassThru
        $seen | Should -Be Failed, Done, Ended
        $failure.FullyQualifiedErrorId | Should -Be 'OutcomesFailed,RingCx.Commands.AssertRcxOutcomeCommand'
        $failure.Exception.Message | Should -BeLike '1 of 3*1 Failed*bad id*'
        @($failure.TargetObject).Count | Should -Be 1
    }

    It 'lets pass what is allowed' {
        $uii, 'gone' | Ping-RcxCall -AsOutcome | Assert-RcxOutcome | Should -HaveCount 2
        'bad id' | Ping-RcxCall -AsOutcome | Assert-RcxOutcome -Allow Failed | Should -HaveCount 1
        { 'gone' | Ping-RcxCall -AsOutcome | Assert-RcxOutcome -Allow Done } | Should -Throw '*1 Ended*'
        @() | Assert-RcxOutcome | Should -BeNullOrEmpty
    }

    It 'does not pass for green what has no outcome' {
        { $uii | Ping-RcxCall | Assert-RcxOutcome } | Should -Throw '*without an outcome*-AsOutcome*'
    }

    It 'understands what a file or a job has kept' {
        $kept = $uii, 'bad id' | Ping-RcxCall -AsOutcome | ConvertTo-Csv | ConvertFrom-Csv
        { $kept | Assert-RcxOutcome } | Should -Throw '*1 Failed*'
        { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize(('bad id' | Ping-RcxCall -AsOutcome))) | Assert-RcxOutcome } | Should -Throw '*1 Failed*'
    }

    It 'makes a script fail that stops at errors' {
        $run = Invoke-FreshPowerShell "`$ErrorActionPreference = 'Stop'; Import-Module RingCx.PowerShell; Connect-Rcx -Sandbox; 'bad id' | Ping-RcxCall -AsOutcome | Assert-RcxOutcome; 'went on'"
        $run.ExitCode | Should -Not -Be 0
        $run.Text | Should -Not -BeLike '*went on*'
    }
}

Describe '-OnceKey' {
    BeforeEach {
        $script:sandbox = Start-TestSandbox -NotConnected
        $script:path = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        Connect-Rcx -AuditPath $path -SupervisorPhone '+15554150123'
        $script:uii = Get-TestUii $sandbox
    }

    AfterEach { Stop-RcxSandbox }

    It 'has an action done once, by row, in this run and the next' {
        $rows = (Get-RcxActiveCall | Where-Object AgentName | Select-Object -First 3).Uii | ForEach-Object { [pscustomobject] @{ Uii = $_; Disposition = 'SALE'; OnceKey = "row $_" } }
        @($rows | Set-RcxDisposition -AsOutcome -WarningAction Ignore | ForEach-Object { "$($_.Outcome)" }) | Should -Be Done, Done, Done
        @($rows | Set-RcxDisposition -AsOutcome -WarningAction Ignore | ForEach-Object { "$($_.Outcome)" }) | Should -Be AlreadyDone, AlreadyDone, AlreadyDone
        Connect-Rcx -AuditPath $path
        $run = Invoke-Collected { $rows | Set-RcxDisposition -WarningAction Ignore }
        $run.Errors | Should -BeNullOrEmpty
        $run.Output | Should -BeNullOrEmpty
        @(Get-SentRequest $sandbox '*/dispositionCall*') | Should -HaveCount 3
    }

    It 'takes a block for the key, one for each item' {
        $calls = Get-RcxActiveCall | Where-Object AgentName | Select-Object -First 2
        @($calls | Ping-RcxCall -OnceKey { "ping $($_.Uii)" } -AsOutcome | ForEach-Object { "$($_.Outcome)" }) | Should -Be Done, Done
        @($calls | Ping-RcxCall -OnceKey { "ping $($_.Uii)" } -AsOutcome | ForEach-Object { "$($_.Outcome)" }) | Should -Be AlreadyDone, AlreadyDone
    }

    It 'sends again what was refused, and what -WhatIf left' {
        "$((Ping-RcxCall -Uii $uii -OnceKey a -WhatIf -AsOutcome).Outcome)" | Should -Be WhatIf
        "$((Ping-RcxCall -Uii $uii -OnceKey a -AsOutcome).Outcome)" | Should -Be Done
        "$((Set-RcxCallHold -Uii $uii Off -OnceKey a -AsOutcome).Outcome)" | Should -Be Refused
        $null = Set-RcxCallHold -Uii $uii On
        "$((Set-RcxCallHold -Uii $uii Off -OnceKey a -AsOutcome).Outcome)" | Should -Be Done
    }

    It 'holds for RingEX and for dialling' {
        $party = Get-TestParty $sandbox Own
        "$(($party | Set-RingExCallParty -Hold On -OnceKey a -AsOutcome).Outcome)" | Should -Be Done
        "$(($party | Set-RingExCallParty -Hold On -OnceKey a -AsOutcome).Outcome)" | Should -Be AlreadyDone
        "$((Start-RcxCall sam.rivera@sandbox.example 2125550141 2125550142 -OnceKey a -AsOutcome).Outcome)" | Should -Be Done
        "$((Start-RcxCall sam.rivera@sandbox.example 2125550141 2125550142 -OnceKey a -AsOutcome).Outcome)" | Should -Be AlreadyDone
        "$((Start-RingExCall 191888101 2125550141 -OnceKey a -AsOutcome).Outcome)" | Should -Be Done
        "$((Start-RingExCall 191888101 2125550141 -OnceKey a -AsOutcome).Outcome)" | Should -Be AlreadyDone
    }

    It 'is refused where it <What>' -ForEach @(
        @{ What = 'has no audit file to look into'; Command = { Connect-Rcx; Ping-RcxCall -Uii $uii -OnceKey a }; Words = '*-AuditPath*' }
        @{ What = 'is empty'; Command = { Ping-RcxCall -Uii $uii -OnceKey '' }; Words = '*-OnceKey is empty*' }
        @{ What = 'is one for two calls'; Command = { Get-RcxActiveCall | Where-Object AgentName | Select-Object -First 2 | Ping-RcxCall -OnceKey a }; Words = '*-OnceKey was given for*already*' }
        @{ What = 'is to make a pause one request'; Command = { Invoke-RcxRecordingPause { } -Uii $uii -OnceKey a }; Words = '*a pause is two*' }
    ) {
        { & $Command } | Should -Throw $Words
    }

    It 'does nothing twice in the run after one that was killed <When>, and says where to look' -ForEach @(
        @{ When = 'between its line and the request'; Moment = 'BeforeRequest'; Sent = 0 }
        @{ When = 'between the request and its answer'; Moment = 'BeforeAnswer'; Sent = 1 }
        @{ When = 'between the answer and its last line'; Moment = 'BeforeEnd'; Sent = 1 }
    ) {
        $null = Stop-AtMoment "Set-RcxDisposition SALE -Uii $uii -OnceKey crm-1 -WarningAction Ignore" $Moment $path $sandbox dispositionCall
        $outcome = Set-RcxDisposition SALE -Uii $uii -OnceKey crm-1 -AsOutcome -WarningAction Ignore
        "$($outcome.Outcome)" | Should -Be Unknown
        $outcome.ErrorId | Should -Be OutcomeUnknown
        $outcome.Reason | Should -BeLike "*$path*"
        @(Get-SentRequest $sandbox '*/dispositionCall*') | Should -HaveCount $Sent
        # What is another item is done.
        "$((Set-RcxDisposition SALE -Uii $uii -OnceKey crm-2 -AsOutcome -WarningAction Ignore).Outcome)" | Should -BeIn Done, Ended
    }

    It 'is kept by processes that run at the same time' {
        $support = Join-Path $PSScriptRoot Support.psm1
        $script = "Import-Module RingCx.PowerShell; Connect-Rcx -AuditPath '$path' -RequestsPerMinute 100000; 1..30 | ForEach-Object { (Ping-RcxCall -Uii $uii -OnceKey `"k`$_`" -AsOutcome).Outcome }"
        $runs = 1..3 | ForEach-Object -ThrottleLimit 3 -Parallel {
            Import-Module $using:support
            Invoke-FreshPowerShell $using:script
        }
        $outcomes = $runs.Lines | Group-Object -AsHashTable -AsString
        @($outcomes.Done) | Should -HaveCount 30
        @($runs.Lines) | Should -HaveCount 90
        @(Get-SentRequest $sandbox '*/pingCall') | Should -HaveCount 30
    }
}
