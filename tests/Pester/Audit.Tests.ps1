# The audit trail: a line for every action before it is sent, and another when it has ended, however it has; none for anything else.

BeforeDiscovery {
    # <uii> stands for a call that an agent has answered, <waiting> for one in a queue.
    $actions = @(
        @{ Command = 'Add-RcxCallSession -Uii <uii> Monitor'; Action = 'addSessionToCall'; Parameters = @{ destination = '+*******0123'; sessionType = 'MONITOR' } }
        @{ Command = 'Add-RcxCallSession -Uii <uii> BargeIn "(212) 555-0141"'; Action = 'addSessionToCall'; Parameters = @{ destination = '******0141'; sessionType = 'BARGEIN' } }
        @{ Command = 'Add-RcxCallSession -Uii <waiting> Monitor'; Action = 'addSessionToCall'; Call = '<waiting>'; Outcome = 'Refused'; Parameters = @{ destination = '+*******0123'; sessionType = 'MONITOR' } }
        @{ Command = 'Remove-RcxCallSession -Uii <uii> 2125550141'; Action = 'hangupSession'; Outcome = 'Refused'; Parameters = @{ phone = '******0141' } }
        @{ Command = 'Remove-RcxCallSession -Uii <uii> -SessionId 1001'; Action = 'hangupSessionById'; Outcome = 'Refused'; Parameters = @{ sessionId = '1001' } }
        @{ Command = 'Stop-RcxCall -Uii <uii> -Force'; Action = 'hangupCall'; Parameters = @{} }
        @{ Before = { $sandbox.EndCall($uii) }; Command = 'Stop-RcxCall -Uii <uii> -Force'; Action = 'hangupCall'; Outcome = 'NotFound'; Parameters = @{} }
        @{ Before = { $sandbox.AddFault(@{ Kind = 'DropAfterHandling' }) }; Command = 'Stop-RcxCall -Uii <uii> -Force'; Action = 'hangupCall'; Outcome = 'OutcomeUnknown'; Parameters = @{} }
        @{ Before = { $sandbox.AddFault(@{ Kind = 'RateLimited'; RetryAfter = '0'; Count = 3 }) }; Command = 'Stop-RcxCall -Uii <uii> -Force'; Action = 'hangupCall'; Parameters = @{} }
        @{ Before = { $sandbox.AddFault(@{ Kind = 'Forbidden' }) }; Command = 'Set-RcxCallHold -Uii <uii> On'; Action = 'toggleCallHold'; Outcome = 'PermissionDenied'; Parameters = @{ state = 'ON' } }
        @{ Before = { $sandbox.RevokeTokens() }; Command = 'Set-RcxCallHold -Uii <uii> On'; Action = 'toggleCallHold'; Parameters = @{ state = 'ON' } }
        @{ Command = 'Set-RcxCallRecording -Uii <uii> Off'; Action = 'toggleCallRecording'; Parameters = @{ record = 'false' } }
        @{ Command = 'Set-RcxDisposition -Uii <uii> SALE -Notes "something private"'; Action = 'dispositionCall'; Parameters = @{ disposition = 'SALE'; callback = 'false'; notes = '***' } }
        @{ Command = 'Set-RcxDisposition -Uii <uii> CALLBACK -CallbackTime "2026-12-24 14:30"'; Action = 'dispositionCall'; Parameters = @{ disposition = 'CALLBACK'; callback = 'true'; callBackDTS = '20261224143000' } }
        @{ Command = 'Move-RcxCall -Uii <uii> 40002'; Action = 'requeueCall'; Parameters = @{ gateId = '40002' } }
        @{ Command = 'Ping-RcxCall -Uii <uii>'; Action = 'pingCall'; Parameters = @{} }
        @{ Command = 'Start-RcxCall sam.rivera@sandbox.example 2125550141 +12125550142'; Action = 'createManualAgentCall'; Call = ''; Parameters = @{ username = 'sam.rivera@sandbox.example'; destination = '******0141'; ringDuration = '30'; callerId = '+*******0142' } }
        @{ Command = 'Start-RcxCall sam.rivera@sandbox.example 2125550141 +12125550142 -Wait -Timeout 20'; Action = 'createManualAgentCall'; Call = ''; Parameters = @{ username = 'sam.rivera@sandbox.example'; destination = '******0141'; ringDuration = '30'; callerId = '+*******0142' } }
        @{ Command = 'Invoke-RcxRequest "/v1/admin/accounts/{accountId}/activeCalls/<uii>/addSessionToCall" -Method POST -Query @{ destination = "2125550141"; sessionType = "MONITOR" }'; Action = 'addSessionToCall'; Parameters = @{ destination = '******0141'; sessionType = 'MONITOR' } }
        @{ Command = 'Invoke-RcxRequest "/v1/admin/accounts/{accountId}/dncLists" -Method PUT -Query @{ reason = "something private" } -Body @{ phones = @("2125550141") }'; Action = 'dncLists'; Call = ''; Outcome = 'NotFound'; Bad = $true; Parameters = @{ reason = '***' } }
    )
    # Of RingEX. <s> and <p> stand for the session and the party that it is done to (On; see Get-TestParty), <s2> and <p2> for another call of
    # the signed-in user's, <r> for a recording.
    $ringExActions = @(
        @{ Command = 'Set-RingExCallParty -Muted On'; Action = 'updateCallParty'; Sends = 'PATCH <p>'; Parameters = @{ muted = 'true' } }
        @{ Command = 'Set-RingExCallParty -Muted Off -StandAlone On'; Action = 'updateCallParty'; Sends = 'PATCH <p>'; Parameters = @{ muted = 'false'; standAlone = 'true' } }
        @{ Command = 'Set-RingExCallParty -Hold On'; Action = 'holdCallParty'; Sends = 'POST <p>/hold'; Parameters = @{} }
        @{ Command = 'Set-RingExCallParty -Hold Off'; Action = 'unholdCallParty'; Sends = 'POST <p>/unhold'; Outcome = 'Refused'; Parameters = @{} }
        @{ Command = 'Move-RingExCallParty +12125550141'; Action = 'transferCallParty'; Sends = 'POST <p>/transfer'; Parameters = @{ phoneNumber = '+*******0141' } }
        @{ Command = 'Move-RingExCallParty -ExtensionNumber 104'; Action = 'transferCallParty'; Sends = 'POST <p>/transfer'; Parameters = @{ extensionNumber = '104' } }
        @{ Command = 'Move-RingExCallParty -Voicemail 400415005004'; Action = 'transferCallParty'; Sends = 'POST <p>/transfer'; Parameters = @{ voicemail = '400415005004' } }
        @{ Command = 'Move-RingExCallParty -ParkOrbit *850'; Action = 'transferCallParty'; Sends = 'POST <p>/transfer'; Parameters = @{ parkOrbit = '*850' } }
        @{ Command = 'Move-RingExCallParty 2125550141 -Forward'; On = 'Ringing'; Action = 'forwardCallParty'; Sends = 'POST <p>/forward'; Parameters = @{ phoneNumber = '******0141' } }
        @{ Command = 'Move-RingExCallParty -ToTelephonySessionId <s2> -ToPartyId <p2>'; Action = 'bridgeCallParty'; Sends = 'POST <p>/bridge'; Parameters = @{ telephonySessionId = '<s2>'; partyId = '<p2>' } }
        @{ Command = 'Move-RingExCallParty -Flip 1'; Action = 'callFlipParty'; Sends = 'POST <p>/flip'; Parameters = @{ callFlipId = '1' } }
        @{ Command = 'Move-RingExCallParty -Park'; Action = 'callParkParty'; Sends = 'POST <p>/park'; Parameters = @{} }
        @{ Command = 'Remove-RingExCallParty -Force'; On = 'Parked'; Action = 'deleteCallParty'; Sends = 'DELETE <p>'; Parameters = @{} }
        @{ Command = 'Remove-RingExCallParty -Force'; Action = 'deleteCallParty'; Sends = 'DELETE <p>'; Outcome = 'Refused'; Parameters = @{} }
        @{ Command = 'Stop-RingExCallSession -Force'; Action = 'deleteCallSession'; Sends = 'DELETE <s>'; Parameters = @{} }
        @{ Before = { $sandbox.EndTelephonySession($party.TelephonySessionId) }; Command = 'Stop-RingExCallSession -Force'; Action = 'deleteCallSession'; Sends = 'DELETE <s>'; Outcome = 'NotFound'; Parameters = @{} }
        @{ Before = { $sandbox.AddFault(@{ Kind = 'DropAfterHandling' }) }; Command = 'Stop-RingExCallSession -Force'; Action = 'deleteCallSession'; Sends = 'DELETE <s>'; Outcome = 'OutcomeUnknown'; Parameters = @{} }
        @{ Before = { $sandbox.AddFault(@{ Kind = 'RateLimited'; RetryAfter = '0'; Count = 3 }) }; Command = 'Stop-RingExCallSession -Force'; Action = 'deleteCallSession'; Sends = 'DELETE <s>'; Parameters = @{} }
        @{ Before = { $sandbox.AddFault(@{ Kind = 'Forbidden' }) }; Command = 'Set-RingExCallParty -Hold On'; Action = 'holdCallParty'; Sends = 'POST <p>/hold'; Outcome = 'PermissionDenied'; Parameters = @{} }
        @{ Before = { $sandbox.RevokeTokens() }; Command = 'Set-RingExCallParty -Hold On'; Action = 'holdCallParty'; Sends = 'POST <p>/hold'; Parameters = @{} }
        @{ Command = 'Set-RingExCallRecording On'; Action = 'startCallRecording'; Sends = 'POST <p>/recordings'; Parameters = @{} }
        @{ Command = 'Set-RingExCallRecording Off'; On = 'Recorded'; Action = 'pauseResumeCallRecording'; Sends = 'PATCH <p>/recordings/<r>'; Parameters = @{ active = 'false' } }
        @{ Command = 'Add-RingExCallSupervisor 191888101 -AgentExtensionId 400415005003'; On = 'Recorded'; Action = 'superviseCallParty'; Sends = 'POST <p>/supervise'; Parameters = @{ mode = 'Listen'; supervisorDeviceId = '191888101'; agentExtensionId = '400415005003' } }
        @{ Command = 'Receive-RingExCall 191888101'; On = 'Ringing'; Action = 'answerCallParty'; Sends = 'POST <p>/answer'; Parameters = @{ deviceId = '191888101' } }
        @{ Command = 'Receive-RingExCall 191888101 -Parked'; On = 'Parked'; Action = 'pickupCallParty'; Sends = 'POST <p>/pickup'; Parameters = @{ deviceId = '191888101' } }
        @{ Command = 'Deny-RingExCall'; On = 'Ringing'; Action = 'rejectParty'; Sends = 'POST <p>/reject'; Parameters = @{} }
        @{ Command = 'Deny-RingExCall -Ignore -DeviceId 191888101'; On = 'Ringing'; Action = 'ignoreCallInQueue'; Sends = 'POST <p>/ignore'; Parameters = @{ deviceId = '191888101' } }
        @{ Command = 'Send-RingExCallReply "something private"'; On = 'Ringing'; Action = 'replyParty'; Sends = 'POST <p>/reply'; Parameters = @{ replyWithText = '***' } }
        @{ Command = 'Send-RingExCallReply -Pattern CallMeBack -Time 5'; On = 'Ringing'; Action = 'replyParty'; Sends = 'POST <p>/reply'; Parameters = @{ pattern = 'CallMeBack'; time = '5'; timeUnit = 'Minute' } }
        @{ Command = 'Add-RingExCallParty <s2>'; Action = 'createCallPartyWithBringIn'; Sends = 'POST <s2>/parties/bring-in'; Outcome = 'Refused'; Parameters = @{ sessionId = '<s>'; partyId = '<p>' } }
        @{ Command = 'Add-RingExCallSupervisor 191888101'; On = 'Session'; Action = 'superviseCallSession'; Sends = 'POST <s>/supervise'; Parameters = @{ mode = 'Listen'; supervisorDeviceId = '191888101' } }
        @{ Command = 'Start-RingExCall 191888101 2125550141'; On = 'Nothing'; Action = 'createCallOutCallSession'; Sends = 'POST call-out'; Parameters = @{ deviceId = '191888101'; phoneNumber = '******0141' } }
        @{ Command = 'New-RingExConference'; On = 'Nothing'; Action = 'createConferenceCallSession'; Sends = 'POST conference'; Parameters = @{} }
    )
    $silent = @(
        @{ Command = 'Get-RcxAccount; Get-RcxQueue; Get-RcxAgent; Get-RcxActiveCall; Get-RcxConnection; Test-RcxQueue 8005550100'; Errors = 0 }
        @{ Command = 'Invoke-RcxRequest /v1/admin/accounts'; Errors = 0 }
        @{ Command = 'Stop-RcxCall -Uii <uii> -WhatIf; Set-RcxCallHold -Uii <uii> On -WhatIf; Start-RcxCall sam.rivera@sandbox.example 2125550141 2125550142 -WhatIf; Invoke-RcxRequest /v1/x -Method DELETE -WhatIf; Invoke-RcxRecordingPause { 1 } -Uii <uii> -WhatIf; Watch-RcxActiveCall -Timeout 2'; Errors = 0 }
        @{ Command = 'Get-RingExActiveCall | Get-RingExCallSession | ForEach-Object Parties | Get-RingExCallParty; Watch-RingExCallSession -Timeout 3'; Errors = 0 }
        @{ Command = 'Get-RingExActiveCall | Stop-RingExCallSession -WhatIf; Start-RingExCall 191888101 2125550141 -WhatIf; New-RingExConference -WhatIf'; Errors = 0 }
        @{ Command = 'Start-RingExCall 191888101 nobody'; Errors = 1 }
        @{ Command = 'Stop-RingExCallSession "a b" -Force'; Errors = 1 }
        @{ Command = 'Ping-RcxCall "a b"'; Errors = 1 }
        @{ Command = 'Add-RcxCallSession -Uii <uii> Monitor nobody'; Errors = 1 }
        @{ Command = 'Start-RcxCall sam.rivera@sandbox.example 2125550141 2125550142 -RingDuration 0'; Errors = 1 }
        @{ Command = 'Invoke-RcxRequest "/v1/../x" -Method POST'; Errors = 1 }
        @{ Command = '$c = Get-RcxConnection; Disconnect-Rcx; Ping-RcxCall -Uii <uii> -Connection $c'; Errors = 1 }
    )
}

BeforeAll {
    Import-Module RingCx.PowerShell
    Import-Module "$PSScriptRoot/Support.psm1"
    $ErrorActionPreference = 'Stop'

    # The lines, each parsed by itself: one that is not whole JSON fails.
    function Get-AllAuditLine([string] $Path) {
        [System.IO.File]::ReadAllLines($Path) | ForEach-Object { $_ | ConvertFrom-Json -AsHashtable -ErrorAction Stop }
    }

    # The last line of each action, in the order in which they began. Each has begun once and ended once at the most, with nothing changed but that.
    function Get-AuditLine([string] $Path) {
        foreach ($lines in Get-AllAuditLine $Path | Group-Object { $_.id } | ForEach-Object { , @($_.Group) } | Sort-Object { $_[0].at } -Stable) {
            $lines.Count | Should -BeLessOrEqual 2
            $lines[0].outcome | Should -BeExactly 'Pending'
            $lines[0].durationMs | Should -BeNullOrEmpty
            if ($lines.Count -eq 2) {
                $lines[1].outcome | Should -Not -Be 'Pending'
                foreach ($name in $lines[0].Keys | Where-Object { $_ -notin 'outcome', 'durationMs' }) {
                    $lines[1][$name] | ConvertTo-Json | Should -BeExactly ($lines[0][$name] | ConvertTo-Json)
                }
            }

            $lines[-1]
        }
    }

    # A folder for one test.
    function New-AuditFolder {
        (New-Item (Join-Path $TestDrive ([guid]::NewGuid().ToString('n'))) -ItemType Directory).FullName
    }
}

Describe 'The audit trail' {
    BeforeEach {
        $folder = New-AuditFolder
        $path = Join-Path $folder 'audit.jsonl'
        $sandbox = Start-TestSandbox -Connect @{ SupervisorPhone = '+15554150123'; AuditPath = $path }
        $uii = Get-TestUii $sandbox
        $waiting = Get-TestUii $sandbox Waiting
    }

    AfterEach {
        $sandbox.ClearFaults()
        Stop-TestSandbox $sandbox -AllowBadRequest:([bool] $Bad)
    }

    It 'has the beginning and the end of <Command> <Outcome>' -ForEach $actions {
        if ($Before) { & $Before }
        $run = Invoke-Collected ([scriptblock]::Create($Command.Replace('<uii>', $uii).Replace('<waiting>', $waiting)))
        $run.Warnings | Should -BeNullOrEmpty
        $line = @(Get-AuditLine $path)
        $line | Should -HaveCount 1
        $line = $line[0]
        $line.action | Should -BeExactly $Action
        $line.outcome | Should -BeExactly ($Outcome ?? 'Done')
        $run.Errors.Count | Should -Be $(if ($Outcome) { 1 } else { 0 })
        "$($line.uii)" | Should -BeExactly ($Call ?? '<uii>').Replace('<uii>', $uii).Replace('<waiting>', $waiting)
        $line.account | Should -BeExactly '12440011'
        $line.user | Should -BeExactly 'dana.ruiz@sandbox.example'
        $line.host | Should -BeExactly $sandbox.Uri.Authority
        $line.processId | Should -Be $PID
        $line.durationMs | Should -BeGreaterOrEqual 0
        $line.parameters.Count | Should -Be $Parameters.Count
        foreach ($name in $Parameters.Keys) {
            $line.parameters[$name] | Should -BeExactly $Parameters[$name]
        }

        Get-Content $path -Raw | Should -Not -Match '212555|555415|private'
    }

    It 'has the beginning and the end of <Command> <Outcome>, of RingEX' -ForEach $ringExActions {
        $party = Get-TestParty $sandbox $(switch ($On) { 'Session' { 'Recorded' } 'Nothing' { 'Own' } default { $On ?? 'Own' } })
        $session = "sessions/$($party.TelephonySessionId)"
        $other = $sandbox.AddTelephonySession('400415005001')
        $otherParty = ($sandbox.GetTelephonySessions().Parties | Where-Object { $_.TelephonySessionId -eq $other -and $_.ExtensionId }).PartyId
        if ($Before) { & $Before }
        $line = [scriptblock]::Create($Command.Replace('<s2>', $other).Replace('<p2>', $otherParty))
        # Its own parameters alone, and not those that a party from inside the sandbox might have besides.
        $piped = switch ($On) { 'Nothing' { } 'Session' { $party | Select-Object TelephonySessionId } default { $party | Select-Object TelephonySessionId, PartyId } }
        $run = Invoke-Collected { if ($piped) { $piped | & ([scriptblock]::Create("`$input | $line")) } else { & $line } }
        $run.Warnings | Should -BeNullOrEmpty
        $written = @(Get-AuditLine $path)
        $written | Should -HaveCount 1
        $written = $written[0]
        $written.action | Should -BeExactly $Action
        $written.outcome | Should -BeExactly ($Outcome ?? 'Done')
        $run.Errors.Count | Should -Be $(if ($Outcome) { 1 } else { 0 })
        # Which call it was stands in the path.
        $address = $Sends.Replace('<s2>', "sessions/$other").Replace('<s>', $session).Replace('<p>', "$session/parties/$($party.PartyId)").Replace('<r>', "$($party.Recordings.RecordingId)")
        "$($written.method) $($written.path)" | Should -BeExactly ($address -replace ' ', ' /restapi/v1.0/account/~/telephony/')
        $written.uii | Should -BeNullOrEmpty
        $written.user | Should -BeExactly 'dana.ruiz@sandbox.example'
        $written.host | Should -BeExactly $sandbox.Uri.Authority
        $written.durationMs | Should -BeGreaterOrEqual 0
        $written.parameters.Count | Should -Be $Parameters.Count
        foreach ($name in $Parameters.Keys) {
            $written.parameters[$name] | Should -BeExactly $Parameters[$name].Replace('<s2>', $other).Replace('<p2>', $otherParty).Replace('<s>', $party.TelephonySessionId).Replace('<p>', $party.PartyId)
        }

        Get-Content $path -Raw | Should -Not -Match '212555|private'
    }

    It 'names who signed in for RingEX alone by the extension''s id' {
        Connect-Rcx -RingExOnly -AuditPath $path
        $null = Get-TestParty $sandbox | Set-RingExCallParty -Muted On
        (Get-AuditLine $path).user | Should -BeExactly '400415005001'
    }

    It 'has a line of every command that acts' -TestCases @{ actions = $actions + $ringExActions } {
        # A pause of a recording has two: the next test.
        $rows = @($actions.Command) + 'Invoke-RcxRecordingPause' -join "`n"
        # Of the two commands of the board one writes a file, the other takes keys and acts as the commands do.
        foreach ($command in Get-Command -Module RingCx.PowerShell | Where-Object { $_.Parameters.ContainsKey('WhatIf') -and $_.Noun -ne 'RcxCallBoard' }) {
            $rows | Should -Match "(?m)\b$($command.Name)\b"
        }
    }

    It 'has a line for the pause of a recording, for what the block does, and for the resumption' {
        $sandbox.AddFault(@{ Kind = 'Unavailable'; RetryAfter = '0'; PathContains = 'record=true' })
        $null = Invoke-RcxRecordingPause { Add-RcxCallSession -Uii $uii Monitor } -Uii $uii
        $lines = @(Get-AuditLine $path)
        $lines.action | Should -Be @('toggleCallRecording', 'addSessionToCall', 'toggleCallRecording')
        $lines.outcome | Should -Be @('Done', 'Done', 'Done')
        $lines[0, 2].parameters.record | Should -Be @('false', 'true')
        $lines.uii | Sort-Object -Unique | Should -BeExactly $uii
    }

    It 'has no line for <Command>' -ForEach $silent {
        $run = Invoke-Collected ([scriptblock]::Create($Command.Replace('<uii>', $uii)))
        $run.Errors | Should -HaveCount $Errors
        Get-Content $path -Raw | Should -BeNullOrEmpty
    }

    It 'has no secret in it' {
        $null = Set-RcxDisposition -Uii $uii SALE
        $sandbox.RevokeTokens()
        $null = Ping-RcxCall -Uii $uii
        $text = Get-Content $path -Raw
        foreach ($secret in Get-SandboxSecret $sandbox) {
            $text.Contains($secret) | Should -BeFalse
        }

        $text | Should -Not -Match 'eyJhbGciOiJSUzI1NiJ9|U0pD[A-Za-z0-9]{20}|Bearer|Basic'
    }

    It 'sends nothing when <Case>, and goes on once it is mended' -ForEach @(
        @{ Case = 'a folder stands in the file''s place'; Break = { Remove-Item $path; $null = New-Item $path -ItemType Directory }; Mend = { Remove-Item $path }; Reason = '*it is a folder*' }
        @{ Case = 'the folder is gone'; Break = { Remove-Item $folder -Recurse }; Mend = { $null = New-Item $folder -ItemType Directory }; Reason = '*its folder does not exist*' }
    ) {
        & $Break
        $run = Invoke-Collected { $uii, $waiting | Ping-RcxCall; Start-RcxCall sam.rivera@sandbox.example 2125550141 2125550142; Invoke-RcxRequest "/v1/admin/accounts/{accountId}/activeCalls/$uii/pingCall" -Method POST }
        $run.Output | Should -BeNullOrEmpty
        $run.Errors.FullyQualifiedErrorId | Should -Be @(
            'AuditNotWritten,RingCx.Commands.PingRcxCallCommand', 'AuditNotWritten,RingCx.Commands.PingRcxCallCommand'
            'AuditNotWritten,RingCx.Commands.StartRcxCallCommand', 'AuditNotWritten,RingCx.Commands.InvokeRcxRequestCommand')
        $run.Errors[0].TargetObject | Should -BeExactly $uii
        $run.Errors[0].CategoryInfo.Category | Should -Be 'WriteError'
        foreach ($failure in $run.Errors) {
            $failure.Exception.Message | Should -BeLike $Reason
            $failure.Exception.Message | Should -BeLike '*Nothing was sent*Connect-Rcx -AuditPath*'
        }

        Get-SentRequest $sandbox | Should -BeNullOrEmpty
        & $Mend
        (Ping-RcxCall -Uii $uii).Succeeded | Should -BeTrue
        @(Get-AuditLine $path) | Should -HaveCount 1
    }

    It 'warns if the outcome cannot be written after the action has happened' {
        $sandbox.AddFault(@{ Kind = 'Latency'; Delay = 5 })
        $breaking = Start-ThreadJob { while (-not (Select-String -LiteralPath $using:path -Pattern Pending -Quiet)) { Start-Sleep -Milliseconds 20 }; Remove-Item $using:folder -Recurse }
        $run = Invoke-Collected { Ping-RcxCall -Uii $uii }
        $null = $breaking | Receive-Job -Wait -AutoRemoveJob
        $run.Errors | Should -BeNullOrEmpty
        $run.Output[0].Succeeded | Should -BeTrue
        $run.Warnings | Should -HaveCount 1
        $run.Warnings[0] | Should -BeLike 'What came of pingCall (Done) could not be written to the audit file*its folder does not exist*'
    }

    It 'shows what has begun and not ended when its process is killed <When>' -ForEach @(
        @{ When = 'before the request was sent'; Moment = 'BeforeRequest'; Sent = 0 }
        @{ When = 'between the request and its answer'; Moment = 'BeforeAnswer'; Sent = 1 }
        @{ When = 'between the answer and the end'; Moment = 'BeforeEnd'; Sent = 1 }
    ) {
        $killed = Stop-AtMoment "Set-RcxCallHold On $uii" $Moment $path $sandbox toggleCallHold
        $null = Ping-RcxCall -Uii $uii
        $lines = @(Get-AllAuditLine $path)
        $lines.action | Should -Be @('toggleCallHold', 'pingCall', 'pingCall')
        $lines.outcome | Should -Be @('Pending', 'Pending', 'Done')
        $lines[0].processId | Should -Be $killed
        # As the documents find them.
        $open = Get-Content $path | ConvertFrom-Json | Group-Object id | Where-Object Count -EQ 1 | ForEach-Object Group
        $open.action | Should -Be 'toggleCallHold'
        @(Get-SentRequest $sandbox '*/toggleCallHold*') | Should -HaveCount $Sent
    }

    It 'is written by several processes at once, line by line' {
        $processes = 4
        $each = 50
        $support = Join-Path $PSScriptRoot 'Support.psm1'
        $script = "Import-Module RingCx.PowerShell; Connect-Rcx -AuditPath '$path' -RequestsPerMinute 100000; `$done = @(1..$each | ForEach-Object { Ping-RcxCall -Uii $uii }); `"done: `$(`$done.Count)`""
        $runs = 1..$processes | ForEach-Object -ThrottleLimit $processes -Parallel {
            Import-Module $using:support
            Invoke-FreshPowerShell $using:script
        }
        $runs.ExitCode | Should -Be @(0, 0, 0, 0)
        $runs.Lines | Should -Be @(1..$processes | ForEach-Object { "done: $each" })
        $lines = @(Get-AuditLine $path)
        $lines | Should -HaveCount ($processes * $each)
        @($lines.id | Sort-Object -Unique) | Should -HaveCount ($processes * $each)
        @($lines.outcome | Sort-Object -Unique) | Should -Be 'Done'
        @($lines.processId | Group-Object | ForEach-Object Count) | Should -Be @($each, $each, $each, $each)
        @(Get-SentRequest $sandbox '*/pingCall') | Should -HaveCount ($processes * $each)
    }
}

Describe 'Connect-Rcx -AuditPath' {
    BeforeEach {
        $sandbox = Start-TestSandbox -NotConnected
        $folder = New-AuditFolder
    }

    AfterEach {
        Stop-TestSandbox $sandbox
    }

    It 'takes the path as PowerShell does: <Given>' -ForEach @(
        @{ Given = 'audit.jsonl' }
        @{ Given = './audit.jsonl' }
        @{ Given = 'RcxAudit:/audit.jsonl' }
        @{ Given = 'audit [1].jsonl' }
    ) {
        $null = New-PSDrive RcxAudit FileSystem $folder
        Push-Location $folder
        try {
            $connection = Connect-Rcx -AuditPath $Given -PassThru
        }
        finally {
            Pop-Location
            Remove-PSDrive RcxAudit
        }

        $connection.AuditPath | Should -BeExactly (Join-Path $folder ($Given -replace '^.*/'))
        Test-Path -LiteralPath $connection.AuditPath -PathType Leaf | Should -BeTrue
        $connection | Out-String | Should -Match 'Audit\s+: '
        # From wherever the session stands by then.
        $null = Ping-RcxCall -Uii (Get-TestUii $sandbox)
        @(Get-AuditLine $connection.AuditPath) | Should -HaveCount 1
    }

    It 'refuses the path of a Windows share on other systems' -Tag NotOnWindows {
        $given = '\\server\share\audit.jsonl'
        $run = Invoke-Collected { Connect-Rcx -Sandbox -AuditPath $given }
        $run.Errors[0].FullyQualifiedErrorId | Should -BeLike 'InvalidArgument,*'
        $run.Errors[0].Exception.Message | Should -BeLike '*share of Windows*mounted*'
        Join-Path ([System.Environment]::CurrentDirectory) $given | Should -Not -Exist
    }

    It 'works with every way of signing in' {
        $path = Join-Path $folder 'audit.jsonl'
        $uii = Get-TestUii $sandbox
        $connections = @(
            Connect-Rcx -AuditPath $path -PassThru
            Connect-Rcx -RingCentralToken $sandbox.GetSecret('RingCentralToken') -AuditPath $path -PassThru
            Connect-Rcx -Credential $sandbox.GetCredential() -PlatformId $sandbox.PlatformId -AuditPath $path -PassThru
            Connect-Rcx -ApiToken $sandbox.GetSecret('ApiToken') -AuditPath $path -PassThru
        )
        $connections | ForEach-Object { $null = Ping-RcxCall -Uii $uii -Connection $_ }
        @(Get-AuditLine $path).outcome | Should -Be @('Done', 'Done', 'Done', 'Done')
        $simulated = Connect-Rcx -Sandbox -AuditPath $path -PassThru
        $null = Ping-RcxCall -Uii (Get-TestUii $simulated.Sandbox)
        @(Get-AuditLine $path) | Should -HaveCount 5
    }

    It 'writes none without it' {
        Connect-Rcx
        (Get-RcxConnection).AuditPath | Should -BeNullOrEmpty
        Get-RcxConnection | Out-String | Should -Not -Match 'Audit'
    }

    It 'ends before anything is sent when <Case>' -ForEach @(
        @{ Case = 'the folder is not there'; Path = 'none/audit.jsonl'; Reason = '*its folder does not exist*' }
        @{ Case = 'it is a folder'; Path = '.'; Reason = '*it is a folder*' }
    ) {
        $run = Invoke-Collected { Connect-Rcx -AuditPath (Join-Path $folder $Path) }
        $run.Thrown.FullyQualifiedErrorId | Should -BeExactly 'AuditNotWritten,RingCx.Commands.ConnectRcxCommand'
        $run.Thrown.CategoryInfo.Category | Should -Be 'WriteError'
        $run.Thrown.Exception.Message | Should -BeLike $Reason
        $run.Thrown.Exception.Message | Should -BeLike 'Could not connect*Nothing was sent*'
        Get-SentRequest $sandbox | Should -BeNullOrEmpty
        Get-RcxConnection | Should -BeNullOrEmpty
    }
}
