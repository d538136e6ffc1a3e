# Whatever carries a call can be piped into whatever takes one.

BeforeDiscovery {
    # How each kind of object comes about. $uii is a call that an agent has answered and that is recorded.
    $sources = @(
        @{ Source = 'RcxActiveCall'; Make = { Get-RcxActiveCall -Uii $uii } }
        @{ Source = 'RcxCallSession'; Make = { Add-RcxCallSession -Uii $uii Monitor } }
        @{ Source = 'RcxCallAction'; Make = { Ping-RcxCall -Uii $uii } }
        @{ Source = 'a row of ConvertFrom-Csv'; Make = { Get-RcxActiveCall -Uii $uii | ConvertTo-Csv | ConvertFrom-Csv } }
        @{ Source = 'a row of Import-Csv'; Make = { Get-RcxActiveCall -Uii $uii | Export-Csv TestDrive:/calls.csv; Import-Csv TestDrive:/calls.csv } }
        @{ Source = 'a row of ConvertFrom-Json'; Make = { Get-RcxActiveCall -Uii $uii | ConvertTo-Json | ConvertFrom-Json } }
        @{ Source = 'an object of one''s own'; Make = { [pscustomobject] @{ Uii = $uii } } }
        @{ Source = 'Select-Object'; Make = { Get-RcxActiveCall -Uii $uii | Select-Object Uii, AccountId } }
        @{ Source = 'Import-Clixml'; Make = { Get-RcxActiveCall -Uii $uii | Export-Clixml TestDrive:/call.xml; Import-Clixml TestDrive:/call.xml } }
        @{ Source = 'a text'; Make = { $uii } }
    )
    $sinks = @(
        @{ Sink = 'Add-RcxCallSession'; Action = 'addSessionToCall'; Run = { $input | Add-RcxCallSession -Type BargeIn -Destination 6505550188 } }
        @{ Sink = 'Remove-RcxCallSession'; Action = 'hangupSession'; Run = { $input | Remove-RcxCallSession } }
        @{ Sink = 'Stop-RcxCall'; Action = 'hangupCall'; Run = { $input | Stop-RcxCall -Force } }
        @{ Sink = 'Set-RcxCallRecording'; Action = 'toggleCallRecording'; Run = { $input | Set-RcxCallRecording -State Off } }
        @{ Sink = 'Set-RcxCallHold'; Action = 'toggleCallHold'; Run = { $input | Set-RcxCallHold -State On } }
        @{ Sink = 'Set-RcxDisposition'; Action = 'dispositionCall'; Run = { $input | Set-RcxDisposition -Disposition SALE } }
        @{ Sink = 'Move-RcxCall'; Action = 'requeueCall'; Run = { $input | Move-RcxCall -GateId 40003 } }
        @{ Sink = 'Ping-RcxCall'; Action = 'pingCall'; Run = { $input | Ping-RcxCall } }
        @{ Sink = 'Get-RcxActiveCall'; Action = 'list'; Run = { $input | Get-RcxActiveCall } }
    )
    $pairs = foreach ($source in $sources) { foreach ($sink in $sinks) { $source + $sink } }
    # Every one of the commands with its arguments, for input that is no call.
    $strangers = foreach ($sink in $sinks) {
        @{ What = 'a process'; Value = { Get-Process -Id $PID } } + $sink
        @{ What = 'an object without a Uii'; Value = { [pscustomobject] @{ Name = 'x'; Id = 3 } } } + $sink
        # Its calls can be listed, but it is none to act on.
        if ($sink.Sink -ne 'Get-RcxActiveCall') { @{ What = 'a queue'; Value = { Get-RcxQueue Sales } } + $sink }
    }

    # The same of RingEX. $own is the signed-in user's party of an answered call, $sandbox the simulated service.
    $sessionSources = @(
        @{ Source = 'RingExActiveCall'; Make = { Get-RingExActiveCall } }
        @{ Source = 'RingExCallSession'; Make = { Get-RingExCallSession $own.TelephonySessionId } }
        @{ Source = 'RingExActiveCall that went through a CSV'; Make = { Get-RingExActiveCall | Export-Csv TestDrive:/ringex.csv; Import-Csv TestDrive:/ringex.csv } }
        @{ Source = 'RingExActiveCall that went through JSON'; Make = { Get-RingExActiveCall | ConvertTo-Json -Depth 4 | ConvertFrom-Json } }
        @{ Source = 'RingExCallSession that went through clixml'; Make = { Get-RingExCallSession $own.TelephonySessionId | Export-Clixml TestDrive:/ringex.xml; Import-Clixml TestDrive:/ringex.xml } }
        @{ Source = 'a RingEX session''s id'; Make = { $own.TelephonySessionId } }
    )
    $partySources = @(
        @{ Source = 'RingExCallParty'; Make = { Get-RingExCallParty $own.TelephonySessionId $own.PartyId } }
        @{ Source = 'a party of RingExCallSession'; Make = { (Get-RingExCallSession $own.TelephonySessionId).Parties | Where-Object OwnerExtensionId } }
        @{ Source = 'RingExCallRecording'; Make = { $own | Set-RingExCallRecording On } }
        @{ Source = 'RingExCallParty that went through a CSV'; Make = { Get-RingExCallParty $own.TelephonySessionId $own.PartyId | ConvertTo-Csv | ConvertFrom-Csv } }
        @{ Source = 'RingExCallParty that went through JSON'; Make = { ((Get-RingExCallSession $own.TelephonySessionId | ConvertTo-Json -Depth 5 | ConvertFrom-Json).Parties)[1] } }
        @{ Source = 'RingExCallParty that went through clixml'; Make = { Get-RingExCallParty $own.TelephonySessionId $own.PartyId | Export-Clixml TestDrive:/party.xml; Import-Clixml TestDrive:/party.xml } }
        @{ Source = 'a row with the two ids'; Make = { [pscustomobject] @{ telephonysessionid = $own.TelephonySessionId; partyid = $own.PartyId } } }
    )
    $sessionSinks = @(
        @{ Sink = 'Get-RingExCallSession'; Sends = 'GET sessions/<s>'; Run = { $input | Get-RingExCallSession } }
        @{ Sink = 'Stop-RingExCallSession'; Sends = 'DELETE sessions/<s>'; Run = { $input | Stop-RingExCallSession -Force } }
    )
    $partySinks = @(
        @{ Sink = 'Get-RingExCallParty'; Sends = 'GET sessions/<s>/parties/<p>'; Run = { $input | Get-RingExCallParty } }
        @{ Sink = 'Set-RingExCallParty'; Sends = 'POST sessions/<s>/parties/<p>/hold'; Run = { $input | Set-RingExCallParty -Hold On } }
        @{ Sink = 'Move-RingExCallParty'; Sends = 'POST sessions/<s>/parties/<p>/transfer'; Run = { $input | Move-RingExCallParty 6505550123 } }
        @{ Sink = 'Set-RingExCallRecording'; Sends = 'GET sessions/<s>/parties/<p>'; Run = { $input | Set-RingExCallRecording On } }
        @{ Sink = 'Add-RingExCallParty'; Sends = 'POST sessions/<c>/parties/bring-in'; Run = { $input | Add-RingExCallParty $conference } }
    )
    $ringExPairs = @(
        foreach ($source in $sessionSources + $partySources) { foreach ($sink in $sessionSinks) { $source + $sink } }
        foreach ($source in $partySources) { foreach ($sink in $partySinks) { $source + $sink } }
    )
    $ringExStrangers = foreach ($sink in $sessionSinks + $partySinks) {
        @{ What = 'a process'; Value = { Get-Process -Id $PID } } + $sink
        @{ What = 'a call of RingCX'; Value = { Get-RcxActiveCall -First 1 } } + $sink
        @{ What = 'an object without a TelephonySessionId'; Value = { [pscustomobject] @{ Id = 's-1'; PartyId = 'p-1' } } } + $sink
    }
}

BeforeAll {
    Import-Module RingCx.PowerShell
    Import-Module "$PSScriptRoot/Support.psm1"
    $ErrorActionPreference = 'Stop'
}

Describe 'The two lines that measure everything' {
    It 'work unchanged' {
        $sandbox = Start-TestSandbox -NotConnected
        try {
            Connect-Rcx -SupervisorPhone +15554150123
            $sessions = @(Get-RcxActiveCall | Where-Object agentLastName -eq Vu | Add-RcxCallSession -Type Monitor)
        }
        finally {
            $sent = @(Get-SentRequest $sandbox)
            $uii = Get-TestUii $sandbox
            $state = Get-CallState $sandbox $uii
            Stop-TestSandbox $sandbox
        }

        $sessions | Should -HaveCount 1
        $sessions[0].PSObject.TypeNames[0] | Should -BeExactly 'RingCx.RcxCallSession'
        $sessions.Uii | Should -BeExactly $uii
        $sessions.AccountId | Should -BeExactly '12440011'
        $sessions.Phone | Should -BeExactly '+15554150123'
        "$($sessions.Type)" | Should -BeExactly 'Monitor'
        $sessions.At | Should -BeOfType [DateTimeOffset]
        @($sent | Where-Object Path -like '*/addSessionToCall').RawQuery | Should -BeExactly 'destination=%2B15554150123&sessionType=MONITOR'
        $state.Sessions.Phone | Should -Be '+15554150123'
    }

    It 'work unchanged in process' {
        Connect-Rcx -Sandbox
        Connect-Rcx -Sandbox -SupervisorPhone +15554150123
        $sessions = @(Get-RcxActiveCall | Where-Object agentLastName -eq Vu | Add-RcxCallSession -Type Monitor)
        Disconnect-Rcx
        $sessions | Should -HaveCount 1
    }
}

Describe 'Piping a call' {
    BeforeEach {
        $sandbox = Start-TestSandbox
        $uii = Get-TestUii $sandbox
    }

    AfterEach {
        Stop-TestSandbox $sandbox
    }

    It '<Source> goes into <Sink>' -ForEach $pairs {
        # A supervisor is on the call already, where one is to be removed.
        if ($Sink -eq 'Remove-RcxCallSession' -and $Source -ne 'RcxCallSession') { $null = Add-RcxCallSession -Uii $uii Monitor }
        $made = & $Make
        $made | Should -Not -BeNullOrEmpty
        Clear-SentRequest $sandbox
        $run = Invoke-Collected { $made | & $Run }
        $run.Errors | Should -BeNullOrEmpty
        $run.Output | Should -HaveCount 1
        $run.Output[0].Uii | Should -BeExactly $uii
        $run.Output[0].AccountId | Should -BeExactly '12440011'
        # A disposition is compared with those of the call's queue first: tests of its own.
        $sent = @(Get-SentRequest $sandbox | Where-Object Path -notlike '*/gateGroups/*')
        $sent | Should -HaveCount 1
        $sent[0].Path | Should -BeLike "*/$Action"
        if ($Action -ne 'list') { $sent[0].Path | Should -BeLike "*/activeCalls/$uii/*" }
    }

    It '<What> is not a call for <Sink>: an error, and nothing is sent' -ForEach $strangers {
        $value = & $Value
        Clear-SentRequest $sandbox
        $run = Invoke-Collected { $value | & $Run }
        $run.Output | Should -BeNullOrEmpty
        $run.Errors | Should -HaveCount 1
        Get-SentRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'continues after an object that is not a call' {
        $mixed = (Get-Process -Id $PID), [pscustomobject] @{ Uii = $uii }
        $run = Invoke-Collected { $mixed | Ping-RcxCall }
        $run.Errors | Should -HaveCount 1
        $run.Output.Uii | Should -BeExactly $uii
    }

    It 'takes calls and texts as -Uii too, several at once' {
        $calls = @(Get-RcxActiveCall)
        Clear-SentRequest $sandbox
        $run = Invoke-Collected { Ping-RcxCall -Uii $calls }
        $run.Errors | Should -BeNullOrEmpty
        $run.Output.Uii | Should -Be $calls.Uii
        (Ping-RcxCall -Uii $calls[0]).Uii | Should -BeExactly $calls[0].Uii
        (Ping-RcxCall -Uii $calls[0].Uii, $calls[1]).Uii | Should -Be $calls[0, 1].Uii
        (Ping-RcxCall -Uii " $uii ").Uii | Should -BeExactly $uii
        (Get-RcxActiveCall -Uii $calls[0], $calls[1]).Count | Should -Be 2
    }

    It 'takes a positional value with a piped call: <Command>' -ForEach @(
        @{ Command = { $call | Add-RcxCallSession Coaching 6505550188 }; Sends = 'addSessionToCall?destination=6505550188&sessionType=COACHING' }
        @{ Command = { $call | Set-RcxCallRecording Off }; Sends = 'toggleCallRecording?record=false' }
        @{ Command = { $call | Set-RcxCallHold On }; Sends = 'toggleCallHold?state=ON' }
        @{ Command = { $call | Set-RcxDisposition SALE }; Sends = 'dispositionCall?disposition=SALE&callback=false' }
        @{ Command = { $call | Move-RcxCall 40003 }; Sends = 'requeueCall?gateId=40003' }
        @{ Command = { $null = $call | Add-RcxCallSession Monitor 6505550188; $call | Remove-RcxCallSession 6505550188 }; Sends = 'hangupSession?phone=6505550188' }
    ) {
        $call = Get-RcxActiveCall -Uii $uii
        $run = Invoke-Collected $Command
        $run.Errors | Should -BeNullOrEmpty
        $run.Output | Should -HaveCount 1
        (Get-SentRequest $sandbox)[-1].Line | Should -BeExactly "POST /voice/api/v1/admin/accounts/12440011/activeCalls/$uii/$Sends"
    }

    It 'takes a positional uii if there is no other argument' {
        (Ping-RcxCall $uii).Uii | Should -BeExactly $uii
        (Stop-RcxCall $uii -Force).Uii | Should -BeExactly $uii
    }

    It 'acts on every call that is piped, in order' {
        $calls = @(Get-RcxActiveCall)
        Clear-SentRequest $sandbox
        $actions = @($calls | Ping-RcxCall)
        $actions.Uii | Should -Be $calls.Uii
        @(Get-SentRequest $sandbox) | Should -HaveCount $calls.Count
    }

    It 'carries on from one command to the next' {
        $last = Get-RcxActiveCall -AgentName Vu | Set-RcxCallRecording -State Off | Set-RcxCallHold -State On | Set-RcxDisposition -Disposition SALE |
            Add-RcxCallSession -Type Coaching | Remove-RcxCallSession | Ping-RcxCall | Move-RcxCall -GateId 40002 | Stop-RcxCall -Force
        $last.Uii | Should -BeExactly $uii
        $last.Action | Should -BeExactly 'HangUp'
        Get-CallState $sandbox $uii | Should -BeNullOrEmpty
    }

    It 'removes by the number that was added' {
        $run = Invoke-Collected { Add-RcxCallSession -Uii $uii Monitor 6505550188 | Remove-RcxCallSession }
        $run.Errors | Should -BeNullOrEmpty
        $run.Output.Action | Should -BeExactly 'RemoveSession'
        (Get-CallState $sandbox $uii).Sessions | Should -BeNullOrEmpty
    }

    It 'removes by a session''s id from the pipe' {
        $null = Add-RcxCallSession -Uii $uii Monitor 6505550188
        $session = (Get-CallState $sandbox $uii).Sessions[0]
        $row = [pscustomobject] @{ Uii = $uii; SessionId = $session.SessionId }
        $run = Invoke-Collected { $row | Remove-RcxCallSession }
        $run.Errors | Should -BeNullOrEmpty
        (Get-SentRequest $sandbox)[-1].Line | Should -BeLike "*/hangupSessionById?sessionId=$($session.SessionId)"
    }
}

Describe 'Piping a call of RingEX' {
    BeforeEach {
        $sandbox = Start-TestSandbox
        $own = Get-TestParty $sandbox
        $conference = if ($Sink -eq 'Add-RingExCallParty') { (New-RingExConference).TelephonySessionId }
    }

    AfterEach {
        Stop-TestSandbox $sandbox
    }

    It '<Source> goes into <Sink>' -ForEach $ringExPairs {
        $made = & $Make
        $made | Should -HaveCount 1
        Clear-SentRequest $sandbox
        $run = Invoke-Collected { $made | & $Run }
        $run.Errors | Should -BeNullOrEmpty
        # The session is gone then, and nothing is left to emit.
        $run.Output | Should -HaveCount ([int] ($Sink -ne 'Stop-RingExCallSession'))
        (Get-SentRequest $sandbox)[0].Line | Should -BeExactly ($Sends -replace 'sessions', '/restapi/v1.0/account/~/telephony/sessions').Replace('<s>', $own.TelephonySessionId).Replace('<p>', $own.PartyId).Replace('<c>', "$conference")
    }

    It '<What> is not a call for <Sink>: an error, and nothing is sent' -ForEach $ringExStrangers {
        $value = & $Value
        Clear-SentRequest $sandbox
        $run = Invoke-Collected { $value | & $Run }
        $run.Output | Should -BeNullOrEmpty
        $run.Errors | Should -HaveCount 1
        Get-SentRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'goes from the active calls to their sessions, to the parties, to what is done to them' {
        $done = Get-RingExActiveCall | Get-RingExCallSession | ForEach-Object Parties | Where-Object OwnerExtensionId -EQ 400415005001 |
            Set-RingExCallParty -Hold On | Set-RingExCallParty -Muted On | Set-RingExCallRecording On | Set-RingExCallRecording Off
        $done.PSObject.TypeNames[0] | Should -BeExactly 'RingCx.RingExCallRecording'
        $done.Active | Should -BeFalse
        $state = Get-PartyState $sandbox $own
        "$($state.Status) $($state.IsMuted) $($state.Recordings.IsActive)" | Should -BeExactly 'Hold True False'
        $done | Stop-RingExCallSession -Force
        Get-PartyState $sandbox $own | Should -BeNullOrEmpty
    }

    It 'listens in on each party that talks, by its own extension' {
        $recorded = Get-TestParty $sandbox Recorded
        $listener = Get-RingExCallSession $recorded.TelephonySessionId | ForEach-Object Parties | Where-Object OwnerExtensionId | Add-RingExCallSupervisor 191888101
        $listener.Owner.ExtensionId | Should -BeExactly '400415005001'
        (Get-SentRequest $sandbox)[-1].Body | ConvertFrom-Json | ForEach-Object agentExtensionId | Should -BeExactly '400415005003'
        (Get-PartyState $sandbox $listener).SupervisedPartyId | Should -BeExactly $recorded.PartyId
        # And takes the supervisor off again.
        $listener | Remove-RingExCallParty -Force
        (Get-PartyState $sandbox $listener).Status | Should -BeExactly 'Disconnected'
    }

    It 'brings calls into a conference' {
        $conference = New-RingExConference
        $others = Get-TestParty $sandbox Recorded
        $brought = @($own, $others | Add-RingExCallParty $conference.TelephonySessionId)
        $brought.TelephonySessionId | Sort-Object -Unique | Should -BeExactly $conference.TelephonySessionId
        @(($conference | Get-RingExCallSession).Parties) | Should -HaveCount 3
        $brought[0] | Remove-RingExCallParty -Force
        $conference | Stop-RingExCallSession -Force
        $sandbox.GetTelephonySessions().TelephonySessionId | Should -Not -Contain $conference.TelephonySessionId
    }

    It 'acts on several sessions in order, given or piped' {
        $sessions = @($sandbox.GetTelephonySessions().TelephonySessionId)
        (Get-RingExCallSession $sessions).TelephonySessionId | Should -Be $sessions
        ($sessions | Get-RingExCallSession).TelephonySessionId | Should -Be $sessions
        (Get-RingExActiveCall Account | Get-RingExCallSession).TelephonySessionId | Should -Be (Get-RingExActiveCall Account).TelephonySessionId
    }

    It 'dials from a CSV' {
        $rows = "DeviceId,PhoneNumber`n191888101,+16505550123`n191888101,nobody`n191888104,6505550124" | ConvertFrom-Csv
        $run = Invoke-Collected { $rows | Start-RingExCall }
        $run.Errors.FullyQualifiedErrorId | Should -BeExactly 'InvalidPhoneNumber,RingCx.Commands.StartRingExCallCommand'
        $run.Output.Parties.ToNumber | Sort-Object -Unique | Should -Be @('+16505550123', '6505550124')
        $extension = "DeviceId,ExtensionNumber`n191888101,104" | ConvertFrom-Csv | Start-RingExCall
        $extension.Parties[-1].ToName | Should -BeExactly 'Amara Okafor'
    }

    It 'uses the connection that is passed to it' {
        $restricted = Connect-Rcx -RingExOnly -Jwt $sandbox.GetSecret('RestrictedJwt') -NoDefault -PassThru
        (Get-RingExActiveCall -Connection $restricted).ExtensionId | Should -BeExactly '400415005002'
        (Get-RingExActiveCall).ExtensionId | Should -BeExactly '400415005001'
        Disconnect-Rcx $restricted
    }
}

Describe 'Piping rows of a file' {
    BeforeEach {
        $sandbox = Start-TestSandbox
        $uiis = @((Get-RcxActiveCall).Uii)
        Clear-SentRequest $sandbox
    }

    AfterEach {
        Stop-TestSandbox $sandbox
    }

    It 'takes dispositions from a CSV whose cells for CallbackTime and Notes may be blank' {
        $rows = @"
Uii,Disposition,CallbackTime,Notes
$($uiis[0]),SALE,,
$($uiis[1]),CALLBACK,2026-12-24 14:30,"wants a quote, soon"
$($uiis[2]),NO_SALE,,no interest
$($uiis[3]),CALLBACK,20261224150000,
"@ | ConvertFrom-Csv
        $run = Invoke-Collected { $rows | Set-RcxDisposition }
        $run.Errors | Should -BeNullOrEmpty
        $run.Output | Should -HaveCount 4
        (Get-SentRequest $sandbox '*dispositionCall*').RawQuery | Should -BeExactly @(
            'disposition=SALE&callback=false'
            'disposition=CALLBACK&callback=true&callBackDTS=20261224143000&notes=wants%20a%20quote%2C%20soon'
            'disposition=NO_SALE&callback=false&notes=no%20interest'
            'disposition=CALLBACK&callback=true&callBackDTS=20261224150000')
    }

    It 'takes dispositions from JSON, whose values may be null' {
        $rows = @"
[ { "uii": "$($uiis[0])", "accountId": "12440011", "disposition": "SALE", "callbackTime": null, "notes": null },
  { "uii": "$($uiis[1])", "accountId": null, "disposition": "CALLBACK", "callbackTime": "2026-12-24T14:30:00", "notes": "x" } ]
"@ | ConvertFrom-Json
        $run = Invoke-Collected { $rows | Set-RcxDisposition }
        $run.Errors | Should -BeNullOrEmpty
        (Get-SentRequest $sandbox '*dispositionCall*').RawQuery | Should -BeExactly @(
            'disposition=SALE&callback=false', 'disposition=CALLBACK&callback=true&callBackDTS=20261224143000&notes=x')
    }

    It 'takes the clock as it is written in JSON, whatever zone stands with it' {
        $row = "{ ""uii"": ""$($uiis[0])"", ""disposition"": ""CALLBACK"", ""callbackTime"": ""2026-12-24T14:30:00Z"" }" | ConvertFrom-Json
        $null = $row | Set-RcxDisposition
        (Get-SentRequest $sandbox '*dispositionCall*').Query['callBackDTS'] | Should -BeExactly '20261224143000'
    }

    It 'takes queues from a CSV' {
        $rows = "Uii,GateId`n$($uiis[0]),40002`n$($uiis[1]),40003" | ConvertFrom-Csv
        $run = Invoke-Collected { $rows | Move-RcxCall }
        $run.Errors | Should -BeNullOrEmpty
        (Get-SentRequest $sandbox).RawQuery | Should -BeExactly @('gateId=40002', 'gateId=40003')
    }

    It 'keeps to the connection''s account where the cell is blank' {
        $rows = "Uii,AccountId`n$($uiis[0]),`n$($uiis[1]),12440011" | ConvertFrom-Csv
        $run = Invoke-Collected { $rows | Ping-RcxCall }
        $run.Errors | Should -BeNullOrEmpty
        $run.Output.AccountId | Should -Be @('12440011', '12440011')
    }

    It 'dials from a CSV' {
        $rows = "Username,Destination,CallerId,RingDuration`nsam.rivera@sandbox.example,6505550123,4155550199,20" | ConvertFrom-Csv
        $run = Invoke-Collected { $rows | Start-RcxCall }
        $run.Errors | Should -BeNullOrEmpty
        (Get-SentRequest $sandbox).RawQuery | Should -BeExactly 'username=sam.rivera%40sandbox.example&destination=6505550123&ringDuration=20&callerId=4155550199'
    }

    It 'checks queues from a CSV' {
        $rows = "DestinationNumber`n8005550100`n8005550111" | ConvertFrom-Csv
        $checks = @($rows | Test-RcxQueue -MaxCallsQueued 5)
        $checks.Available | Should -Be @($true, $false)
        $checks[0].DestinationNumber | Should -BeExactly '8005550100'
    }

    It 'checks the queues that calls came in on' {
        $check = Get-RcxActiveCall -AgentName Vu | Test-RcxQueue -MaxCallsQueued 50
        $check.Available | Should -BeTrue
        $check.DestinationNumber | Should -BeExactly '8005550101'
    }
}

Describe 'Piping across accounts' {
    BeforeEach {
        $sandbox = Start-TestSandbox -Sandbox @{ AccountCount = 2 }
    }

    AfterEach {
        Stop-TestSandbox $sandbox
    }

    It 'acts in the account that the object belongs to' {
        $call = Get-RcxActiveCall -AccountId 12440012 -First 1 -AgentName Vu
        $call.AccountId | Should -BeExactly '12440012'
        Clear-SentRequest $sandbox
        $done = $call | Add-RcxCallSession -Type Monitor | Remove-RcxCallSession | Ping-RcxCall | Set-RcxCallHold -State On
        $done.AccountId | Should -BeExactly '12440012'
        foreach ($request in Get-SentRequest $sandbox) {
            $request.Path | Should -BeLike '/voice/api/v1/admin/accounts/12440012/*'
        }
    }

    It 'acts on calls of several accounts in one pipeline' {
        $calls = '12440011', '12440012' | ForEach-Object { Get-RcxActiveCall -AccountId $_ -First 2 }
        $done = @($calls | Ping-RcxCall)
        $done.AccountId | Should -Be @('12440011', '12440011', '12440012', '12440012')
    }

    It 'lists the calls of every account: Get-RcxAccount | Get-RcxActiveCall' {
        $calls = @(Get-RcxAccount | Get-RcxActiveCall)
        @($calls | Group-Object AccountId).Name | Should -Be @('12440011', '12440012')
        @($calls.Uii | Sort-Object -Unique) | Should -HaveCount $calls.Count
        $calls.Count | Should -Be $sandbox.GetCalls().Count
    }

    It 'lists the queues and agents of every account' {
        @(Get-RcxAccount | Get-RcxQueue).AccountId | Sort-Object -Unique | Should -Be @('12440011', '12440012')
        @(Get-RcxAccount | Get-RcxAgent).AccountId | Sort-Object -Unique | Should -Be @('12440011', '12440012')
    }

    It 'finds the piped calls in their own accounts' {
        $calls = @('12440011', '12440012' | ForEach-Object { Get-RcxActiveCall -AccountId $_ -First 2 })
        $run = Invoke-Collected { $calls | Get-RcxActiveCall }
        $run.Errors | Should -BeNullOrEmpty
        $run.Output.Uii | Sort-Object | Should -Be ($calls.Uii | Sort-Object)
    }

    It 'dials from an agent''s own account: Get-RcxAgent | Start-RcxCall' {
        $call = Get-RcxAgent -Name 'Sam Rivera' -AccountId 12440012 | Start-RcxCall -Destination +16505550123 -CallerId 4155550199
        $call.PSObject.TypeNames[0] | Should -BeExactly 'RingCx.RcxManualCall'
        $call.AccountId | Should -BeExactly '12440012'
        $call.Username | Should -BeExactly 'sam.rivera.2@sandbox.example'
        $call.Destination | Should -BeExactly '+16505550123'
        $call.CallerId | Should -BeExactly '4155550199'
        $call.RingDuration | Should -Be 30
        (Get-SentRequest $sandbox '*createManualAgentCall*').Path | Should -BeLike '*/accounts/12440012/*'
    }

    It 'uses the connection that is passed to it' {
        $second = Connect-Rcx -AccountId 12440012 -NoDefault -PassThru
        (Get-RcxActiveCall -First 1).AccountId | Should -BeExactly '12440011'
        (Get-RcxActiveCall -First 1 -Connection $second).AccountId | Should -BeExactly '12440012'
        (Get-RcxQueue Sales -Connection $second).GateId | Should -Be 40101
        Disconnect-Rcx -Connection $second
        (Get-RcxActiveCall -First 1).AccountId | Should -BeExactly '12440011'
    }
}

Describe 'What Get-RcxActiveCall takes from the pipe' {
    BeforeAll {
        $sandbox = Start-TestSandbox
    }

    AfterAll {
        Stop-TestSandbox $sandbox
    }

    It 'lists the calls of a queue, not those of the whole account' {
        $calls = @(Get-RcxQueue Support | Get-RcxActiveCall)
        $calls.DestinationName | Sort-Object -Unique | Should -BeExactly 'Support'
        $calls.Count | Should -Be @(Get-RcxActiveCall | Where-Object DestinationName -EQ Support).Count
        @(Get-SentRequest $sandbox '*product=ACD*')[0].Query['productId'] | Should -BeExactly '40002'
        @(Get-RcxActiveCall -GateId 40002).Uii | Should -Be $calls.Uii
    }

    It 'lists the calls of an agent, not those of the whole account' {
        $calls = @(Get-RcxAgent 'Paco Vu' | Get-RcxActiveCall)
        $calls.AgentName | Should -BeExactly 'Paco Vu'
        @(Get-RcxAgent 'Paco Vu', 'Amara Okafor' | Get-RcxActiveCall).AgentName | Should -Be 'Paco Vu', 'Amara Okafor'
    }

    It 'lists nothing for <What>, which does not say which calls' -ForEach @(
        @{ What = 'a manual call'; Make = { Get-RcxAgent 'Sam Rivera' | Start-RcxCall -Destination 6505550123 -CallerId 8005550100 } }
        @{ What = 'a queue check'; Make = { Test-RcxQueue 8005550101 } }
        @{ What = 'a number'; Make = { 17.5 } }
    ) {
        $object = & $Make
        Clear-SentRequest $sandbox
        $run = Invoke-Collected { $object | Get-RcxActiveCall }
        $run.Output | Should -BeNullOrEmpty
        $run.Errors | Should -HaveCount 1
        @(Get-SentRequest $sandbox) | Should -HaveCount 0
    }

    It 'refuses -GateId with a product that is no queue' {
        $run = Invoke-Collected { Get-RcxActiveCall -GateId 40002 -Product DNIS }
        $run.Errors.FullyQualifiedErrorId | Should -BeExactly 'InvalidArgument,RingCx.Commands.GetRcxActiveCallCommand'
    }
}

Describe 'An action whose answer was lost' {
    BeforeAll {
        $sandbox = Start-TestSandbox
    }

    AfterAll {
        Stop-TestSandbox $sandbox
    }

    It 'is not reported as refused when the retry is: the first may have succeeded' {
        $uii = Get-TestUii $sandbox
        $sandbox.AddFault(@{ Kind = 'DropAfterHandling'; PathContains = 'toggleCallRecording' })
        $run = Invoke-Collected { Set-RcxCallRecording Off $uii }
        $run.Errors.FullyQualifiedErrorId | Should -BeExactly 'OutcomeUnknown,RingCx.Commands.SetRcxCallRecordingCommand'
        (Get-CallState $sandbox $uii).IsRecording | Should -BeFalse
        @(Get-SentRequest $sandbox '*toggleCallRecording*') | Should -HaveCount 2
    }
}

Describe 'Input that could list more than intended' {
    BeforeAll {
        $sandbox = Start-TestSandbox
    }

    AfterAll {
        Stop-TestSandbox $sandbox
    }

    It 'lists nothing for <What>' -ForEach @(
        @{ What = 'a row whose Uii is misspelt'; Make = { "Uid,AccountId`nx,12440011" | ConvertFrom-Csv } }
        @{ What = 'a queue check that went through JSON'; Make = { Test-RcxQueue 8005550101 | ConvertTo-Json | ConvertFrom-Json } }
        @{ What = 'a connection'; Make = { Get-RcxConnection } }
    ) {
        $object = & $Make
        Clear-SentRequest $sandbox
        $run = Invoke-Collected { $object | Get-RcxActiveCall }
        $run.Output | Should -BeNullOrEmpty
        $run.Errors.FullyQualifiedErrorId | Should -BeExactly 'InvalidArgument,RingCx.Commands.GetRcxActiveCallCommand'
        @(Get-SentRequest $sandbox) | Should -HaveCount 0
    }

    It 'lists the account of a row that was made of one' {
        @(Get-RcxAccount | ConvertTo-Csv | ConvertFrom-Csv | Get-RcxActiveCall).Count | Should -Be $sandbox.GetCalls().Count
    }

    It 'lists once for all the agents of an account' {
        Clear-SentRequest $sandbox
        $calls = @(Get-RcxAgent | Get-RcxActiveCall)
        $calls.AgentName | Should -Not -Contain $null
        @(Get-SentRequest $sandbox '*activeCalls/list*') | Should -HaveCount 1
    }

    It 'knows the total of a listing with -First 0, and treats no live call as ended' {
        (Get-RcxActiveCall -First 0 -IncludeTotalCount) | Should -Be $sandbox.GetCalls().Count
        $run = Invoke-Collected { Get-RcxActiveCall -Uii (Get-TestUii $sandbox) -First 0 }
        $run.Errors | Should -BeNullOrEmpty
    }
}

Describe 'Messages after a phone has rung' {
    It 'never suggest that it has not' {
        $sandbox = Start-TestSandbox
        try {
            $sandbox.AddFault(@{ Kind = 'Forbidden'; PathContains = '/list'; Count = -1; SkipFirst = 2 })
            $run = Invoke-Collected { Start-RcxCall sam.rivera@sandbox.example 6505550123 4155550199 -Wait }
            $run.Errors | Should -HaveCount 1
            $run.Errors[0].FullyQualifiedErrorId | Should -BeExactly 'WaitTimeout,RingCx.Commands.StartRcxCallCommand'
            $run.Errors[0].Exception.Message | Should -BeLike '*took the order to dial*before you dial again*'
            $run.Errors[0].Exception.Message | Should -Not -BeLike '*Nothing was done*'
            $run = Invoke-Collected { Start-RcxCall sam.rivera@sandbox.example 6505550123 4155550199 -Wait -Timeout ([timespan]::MaxValue) }
            $run.Errors[0].FullyQualifiedErrorId | Should -BeExactly 'InvalidArgument,RingCx.Commands.StartRcxCallCommand'
            @(Get-SentRequest $sandbox '*createManualAgentCall*') | Should -HaveCount 1
        }
        finally {
            $sandbox.ClearFaults()
            Stop-TestSandbox $sandbox
        }
    }
}

Describe 'The environment of several sandboxes' {
    It 'is what it was when the last one has stopped, in whichever order: <Name>' -ForEach @(
        @{ Name = 'all at once'; Stop = { Stop-RcxSandbox } }
        @{ Name = 'the first one first'; Stop = { $first | Stop-RcxSandbox; $env:RCX_BASE_URL | Should -Be $second.Uri.GetLeftPart('Authority'); $second | Stop-RcxSandbox } }
        @{ Name = 'the last one first'; Stop = { $second | Stop-RcxSandbox; $env:RCX_BASE_URL | Should -Be $first.Uri.GetLeftPart('Authority'); $first | Stop-RcxSandbox } }
    ) {
        $env:RCX_BASE_URL = 'https://real.example'
        try {
            $first = Start-RcxSandbox -SetEnvironment
            $second = Start-RcxSandbox -SetEnvironment
            . $Stop
            $env:RCX_BASE_URL | Should -BeExactly 'https://real.example'
            $env:RC_USER_JWT | Should -BeNullOrEmpty
        }
        finally {
            Remove-Item env:RCX_BASE_URL
        }
    }
}
