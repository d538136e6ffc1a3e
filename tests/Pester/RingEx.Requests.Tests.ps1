# What each command of RingEX sends, request for request and body for body, as the documents of the service describe it, and what it emits.

BeforeDiscovery {
    # Each row is a command without its session and its party, and the party that they are of (On; see Get-TestParty). In what it is given and
    # in what it sends <s> stands for that session, <p> for that party, <r> for its recording; <s2> and <p2> for another call of the signed-in
    # user's, <c> for a conference. Takes: what the command takes of those; nothing where it needs none of them.
    # Has: what is true of the object that it emits; Type is null where it emits nothing. State: what is true in the sandbox afterwards, of the party as it is now.
    $party = 'sessions/<s>/parties/<p>'
    $lookups = @(
        @{ Command = 'Get-RingExCallSession'; Takes = 'Session'; Sends = 'GET sessions/<s>'; Type = 'RingExCallSession'; Has = { $_.TelephonySessionId -eq $s -and $_.Origin -eq 'Call' -and $_.Parties.PartyId -contains $p -and $_.CreationTime -is [DateTimeOffset] } }
        @{ Command = 'Get-RingExCallParty'; Sends = "GET $party"; Type = 'RingExCallParty'; Has = { $_.Status -eq 'Answered' -and $_.ToName -eq 'Dana Ruiz' -and $_.Owner.ExtensionId -eq '400415005001' -and $_.Muted -eq $false } }
        @{ Command = 'Get-RingExCallParty'; On = 'Parked'; Sends = "GET $party"; Type = 'RingExCallParty'; Has = { $_.Status -eq 'Parked' -and $_.ParkId -eq '*801' } }
        @{ Command = 'Get-RingExCallParty'; On = 'Recorded'; Sends = "GET $party"; Type = 'RingExCallParty'; Has = { $_.Recordings.RecordingId -eq $r -and $_.Recordings.Active -and $_.Recordings.PartyId -eq $p } }
    )
    $actions = @(
        @{ Command = 'Set-RingExCallParty -Muted $true'; Sends = "PATCH $party {""muted"":true}"; Type = 'RingExCallParty'; Has = { $_.Muted -eq $true }; State = { $now.IsMuted } }
        @{ Command = 'Set-RingExCallParty -Muted Off'; Sends = "PATCH $party {""muted"":false}"; Type = 'RingExCallParty'; Has = { $_.Muted -eq $false }; State = { -not $now.IsMuted } }
        @{ Command = 'Set-RingExCallParty -StandAlone On'; Sends = "PATCH $party {""standAlone"":true}"; Type = 'RingExCallParty'; Has = { $_.StandAlone -eq $true }; State = { $now.IsStandAlone } }
        @{ Command = 'Set-RingExCallParty -Muted On -StandAlone $false'; Sends = "PATCH $party {""muted"":true,""standAlone"":false}"; Type = 'RingExCallParty'; Has = { $_.Muted -and -not $_.StandAlone }; State = { $now.IsMuted } }
        @{ Command = 'Set-RingExCallParty -Hold $true'; Sends = "POST $party/hold"; Type = 'RingExCallParty'; Has = { $_.Status -eq 'Hold' }; State = { $now.Status -eq 'Hold' } }
        @{ Command = 'Set-RingExCallParty -Hold On -HoldProtocol rc'; Sends = "POST $party/hold {""proto"":""RC""}"; Type = 'RingExCallParty'; Has = { $_.Status -eq 'Hold' }; State = { $now.Status -eq 'Hold' } }
        @{ Command = 'Set-RingExCallParty -Hold Off'; On = 'OnHold'; Sends = "POST $party/unhold"; Type = 'RingExCallParty'; Has = { $_.Status -eq 'Answered' }; State = { $now.Status -eq 'Answered' } }
        @{ Command = 'Set-RingExCallParty -Hold On -Muted On'; Sends = "POST $party/hold", "PATCH $party {""muted"":true}"; Type = 'RingExCallParty'; Has = { $_.Status -eq 'Hold' -and $_.Muted }; State = { $now.Status -eq 'Hold' -and $now.IsMuted } }
        @{ Command = 'Move-RingExCallParty -PhoneNumber +16505550123'; Sends = "POST $party/transfer {""phoneNumber"":""+16505550123""}"; Type = 'RingExCallParty'; Has = { $_.Status -eq 'Disconnected' -and $_.StatusReason -eq 'BlindTransfer' } }
        @{ Command = 'Move-RingExCallParty "(650) 555-0123"'; Sends = "POST $party/transfer {""phoneNumber"":""6505550123""}"; Type = 'RingExCallParty'; Has = { $_.Status -eq 'Disconnected' } }
        @{ Command = 'Move-RingExCallParty -ExtensionNumber 104'; Sends = "POST $party/transfer {""extensionNumber"":""104""}"; Type = 'RingExCallParty'; Has = { $_.Status -eq 'Disconnected' } }
        @{ Command = 'Move-RingExCallParty -ExtensionId 400415005004'; Sends = "POST $party/transfer {""extensionId"":""400415005004""}"; Type = 'RingExCallParty'; Has = { $_.Status -eq 'Disconnected' } }
        @{ Command = 'Move-RingExCallParty -Voicemail 400415005004'; Sends = "POST $party/transfer {""voicemail"":""400415005004""}"; Type = 'RingExCallParty'; Has = { $_.Status -eq 'Disconnected' } }
        @{ Command = 'Move-RingExCallParty -ParkOrbit *850'; Sends = "POST $party/transfer {""parkOrbit"":""*850""}"; Type = 'RingExCallParty'; Has = { $_.StatusReason -eq 'ParkLocation' } }
        @{ Command = 'Move-RingExCallParty -Forward -PhoneNumber +16505550123'; On = 'Ringing'; Sends = "POST $party/forward {""phoneNumber"":""+16505550123""}"; Type = 'RingExCallParty'; Has = { $_.StatusReason -eq 'CallRedirected' } }
        @{ Command = 'Move-RingExCallParty -Forward -ExtensionNumber 104'; On = 'Ringing'; Sends = "POST $party/forward {""extensionNumber"":""104""}"; Type = 'RingExCallParty'; Has = { $_.Status -eq 'Disconnected' } }
        @{ Command = 'Move-RingExCallParty -Forward -ExtensionId 400415005004'; On = 'Ringing'; Sends = "POST $party/forward {""extensionId"":""400415005004""}"; Type = 'RingExCallParty'; Has = { $_.Status -eq 'Disconnected' } }
        @{ Command = 'Move-RingExCallParty -Forward -Voicemail 400415005001'; On = 'Ringing'; Sends = "POST $party/forward {""voicemail"":""400415005001""}"; Type = 'RingExCallParty'; Has = { $_.Status -eq 'Disconnected' } }
        @{ Command = 'Move-RingExCallParty -ToTelephonySessionId <s2> -ToPartyId <p2>'; Sends = "POST $party/bridge {""telephonySessionId"":""<s2>"",""partyId"":""<p2>""}"; Type = 'RingExCallParty'; Has = { $_.StatusReason -eq 'AttendedTransfer' } }
        # The service answers this one without a body.
        @{ Command = 'Move-RingExCallParty -Flip 1'; Sends = "POST $party/flip {""callFlipId"":""1""}" }
        @{ Command = 'Move-RingExCallParty -Park'; Sends = "POST $party/park"; Type = 'RingExCallParty'; Has = { $_.Status -eq 'Parked' -and $_.ParkId -eq '*802' }; State = { $now.ParkId -eq '*802' } }
        @{ Command = 'Remove-RingExCallParty -Force'; On = 'Parked'; Sends = "DELETE $party"; State = { -not $now } }
        @{ Command = 'Stop-RingExCallSession -Force'; Takes = 'Session'; Sends = 'DELETE sessions/<s>'; State = { -not $now } }
        @{ Command = 'Set-RingExCallRecording On'; Sends = "GET $party", "POST $party/recordings"; Type = 'RingExCallRecording'; Has = { $_.Active -eq $true -and $_.RecordingId -match '^\d+$' -and $_.PartyId -eq $p }; State = { $now.Recordings.IsActive } }
        @{ Command = 'Set-RingExCallRecording -State Off'; On = 'Recorded'; Sends = "GET $party", "PATCH $party/recordings/<r>?brandId=~ {""active"":false}"; Type = 'RingExCallRecording'; Has = { $_.Active -eq $false -and $_.RecordingId -eq $r }; State = { -not $now.Recordings.IsActive } }
        @{ Command = 'Set-RingExCallRecording On'; On = 'Recorded'; Sends = "GET $party", "PATCH $party/recordings/<r>?brandId=~ {""active"":true}"; Type = 'RingExCallRecording'; Has = { $_.Active -eq $true -and $_.RecordingId -eq $r } }
        @{ Command = 'Set-RingExCallRecording Off -RecordingId <r>'; On = 'Recorded'; Sends = "PATCH $party/recordings/<r>?brandId=~ {""active"":false}"; Type = 'RingExCallRecording'; Has = { $_.Active -eq $false -and $_.RecordingId -eq $r } }
        @{ Command = 'Add-RingExCallSupervisor -DeviceId 191888101'; On = 'Recorded'; Takes = 'Session'; Sends = 'POST sessions/<s>/supervise {"mode":"Listen","supervisorDeviceId":"191888101"}'; Type = 'RingExCallParty'; Has = { $_.PartyId -ne $p -and $_.Owner.ExtensionId -eq '400415005001' } }
        @{ Command = 'Add-RingExCallSupervisor 191888101 -AgentExtensionId 400415005003'; On = 'Recorded'; Takes = 'Session'; Sends = 'POST sessions/<s>/supervise {"mode":"Listen","supervisorDeviceId":"191888101","agentExtensionId":"400415005003"}'; Type = 'RingExCallParty'; Has = { $_.Direction -eq 'Outbound' } }
        @{ Command = 'Add-RingExCallSupervisor 191888101 -AgentExtensionNumber 103'; On = 'Recorded'; Takes = 'Session'; Sends = 'POST sessions/<s>/supervise {"mode":"Listen","supervisorDeviceId":"191888101","agentExtensionNumber":"103"}'; Type = 'RingExCallParty'; Has = { $_.Direction -eq 'Outbound' } }
        @{ Command = 'Add-RingExCallSupervisor 191888101 -AgentExtensionNumber 103 -AutoAnswer:$false'; On = 'Recorded'; Takes = 'Session'; Sends = 'POST sessions/<s>/supervise {"mode":"Listen","supervisorDeviceId":"191888101","agentExtensionNumber":"103","autoAnswer":false}'; Type = 'RingExCallParty'; Has = { $_.Direction -eq 'Outbound' } }
        @{ Command = 'Add-RingExCallSupervisor 191888101 -AgentExtensionId 400415005003'; On = 'Recorded'; Sends = "POST $party/supervise {""mode"":""Listen"",""supervisorDeviceId"":""191888101"",""agentExtensionId"":""400415005003""}"; Type = 'RingExCallParty'; Has = { $_.TelephonySessionId -eq $s } }
        @{ Command = 'Add-RingExCallSupervisor 191888101 -AgentExtensionId 400415005003 -AutoAnswer'; On = 'Recorded'; Sends = "POST $party/supervise {""mode"":""Listen"",""supervisorDeviceId"":""191888101"",""agentExtensionId"":""400415005003"",""autoAnswer"":true}"; Type = 'RingExCallParty'; Has = { $_.TelephonySessionId -eq $s } }
        @{ Command = 'Add-RingExCallParty -Conference <c>'; Sends = 'POST sessions/<c>/parties/bring-in {"sessionId":"<s>","partyId":"<p>"}'; Type = 'RingExCallParty'; Has = { $_.TelephonySessionId -eq $c -and $_.ConferenceRole -eq 'Participant' } }
        @{ Command = 'Receive-RingExCall'; On = 'Ringing'; Sends = "POST $party/answer {}"; Type = 'RingExCallParty'; Has = { $_.Status -eq 'Answered' }; State = { $now.Status -eq 'Answered' } }
        @{ Command = 'Receive-RingExCall 191888101'; On = 'Ringing'; Sends = "POST $party/answer {""deviceId"":""191888101""}"; Type = 'RingExCallParty'; Has = { $_.Status -eq 'Answered' } }
        @{ Command = 'Receive-RingExCall -Parked -DeviceId 191888101'; On = 'Parked'; Sends = "POST $party/pickup {""deviceId"":""191888101""}"; Type = 'RingExCallParty'; Has = { $_.Status -eq 'Answered' -and $_.PartyId -ne $p } }
        @{ Command = 'Deny-RingExCall'; On = 'Ringing'; Sends = "POST $party/reject"; State = { -not $now } }
        @{ Command = 'Deny-RingExCall -Ignore -DeviceId 191888101'; On = 'Ringing'; Sends = "POST $party/ignore {""deviceId"":""191888101""}" }
        @{ Command = 'Send-RingExCallReply "In a meeting; I will call you at 2 + 2, ü"'; On = 'Ringing'; Sends = "POST $party/reply {""replyWithText"":""In a meeting; I will call you at 2 + 2, ü""}"; Type = 'RingExCallParty'; Has = { $_.StatusReason -eq 'CallReplied' } }
        @{ Command = 'Send-RingExCallReply -Pattern InAMeeting'; On = 'Ringing'; Sends = "POST $party/reply {""replyWithPattern"":{""pattern"":""InAMeeting""}}"; Type = 'RingExCallParty'; Has = { $_.Status -eq 'Disconnected' } }
        @{ Command = 'Send-RingExCallReply -Pattern CallMeBack -Time 5'; On = 'Ringing'; Sends = "POST $party/reply {""replyWithPattern"":{""pattern"":""CallMeBack"",""time"":5,""timeUnit"":""Minute""}}"; Type = 'RingExCallParty'; Has = { $_.Status -eq 'Disconnected' } }
        @{ Command = 'Send-RingExCallReply -Pattern WillCallYouBack -Time 2 -TimeUnit Hour'; On = 'Ringing'; Sends = "POST $party/reply {""replyWithPattern"":{""pattern"":""WillCallYouBack"",""time"":2,""timeUnit"":""Hour""}}"; Type = 'RingExCallParty'; Has = { $_.Status -eq 'Disconnected' } }
    )
    $newCalls = @(
        @{ Command = 'Start-RingExCall -DeviceId 191888101 -PhoneNumber +16505550123'; Takes = 'Nothing'; Sends = 'POST call-out {"from":{"deviceId":"191888101"},"to":{"phoneNumber":"+16505550123"}}'; Type = 'RingExCallSession'; Has = { $_.Origin -eq 'CallOut' -and $_.Parties[-1].ToNumber -eq '+16505550123' } }
        @{ Command = 'Start-RingExCall 191888101 "(650) 555-0123"'; Takes = 'Nothing'; Sends = 'POST call-out {"from":{"deviceId":"191888101"},"to":{"phoneNumber":"6505550123"}}'; Type = 'RingExCallSession'; Has = { $_.Origin -eq 'CallOut' } }
        @{ Command = 'Start-RingExCall 191888101 +16505550123 -CountryId 44'; Takes = 'Nothing'; Sends = 'POST call-out {"from":{"deviceId":"191888101"},"to":{"phoneNumber":"+16505550123"},"countryId":44}'; Type = 'RingExCallSession'; Has = { $_.Origin -eq 'CallOut' } }
        @{ Command = 'Start-RingExCall 191888101 -ExtensionNumber 104'; Takes = 'Nothing'; Sends = 'POST call-out {"from":{"deviceId":"191888101"},"to":{"extensionNumber":"104"}}'; Type = 'RingExCallSession'; Has = { $_.Parties[-1].ToName -eq 'Amara Okafor' } }
        @{ Command = 'New-RingExConference'; Takes = 'Nothing'; Sends = 'POST conference'; Type = 'RingExCallSession'; Has = { $_.Origin -eq 'Conference' -and $_.Parties.ConferenceRole -eq 'Host' -and $_.GetVoiceCallToken() -is [securestring] } }
    )
    $listing = 'active-calls?view=Simple&page=1&perPage'
    $listings = @(
        @{ Command = 'Get-RingExActiveCall'; Sends = "GET extension/~/$listing=1000"; Owners = '400415005001' }
        @{ Command = 'Get-RingExActiveCall -Scope Extension'; Sends = "GET extension/~/$listing=1000"; Owners = '400415005001' }
        @{ Command = 'Get-RingExActiveCall -ExtensionId 400415005003'; Sends = "GET extension/400415005003/$listing=1000"; Owners = '400415005003' }
        @{ Command = 'Get-RingExActiveCall Extension -ExtensionId ~'; Sends = "GET extension/~/$listing=1000"; Owners = '400415005001' }
        @{ Command = 'Get-RingExActiveCall Account'; Sends = "GET $listing=1000"; Owners = '400415005002', '400415005001', '400415005004', '400415005005', '400415005003' }
        @{
            Command = 'Get-RingExActiveCall Account -PageSize 2'; Owners = '400415005002', '400415005001', '400415005004', '400415005005', '400415005003'
            Sends   = 'GET active-calls?view=Simple&page=1&perPage=2', 'GET active-calls?view=Simple&page=2&perPage=2', 'GET active-calls?view=Simple&page=3&perPage=2'
        }
        @{
            # What is done with the first calls moves no others: all pages are read before.
            Command = 'Get-RingExActiveCall Account -PageSize 2 | Select-Object -First 2'; Owners = '400415005002', '400415005001'
            Sends   = 'GET active-calls?view=Simple&page=1&perPage=2', 'GET active-calls?view=Simple&page=2&perPage=2', 'GET active-calls?view=Simple&page=3&perPage=2'
        }
        @{ Command = '"ExtensionId`n400415005003`n400415005004" | ConvertFrom-Csv | Get-RingExActiveCall'; Sends = "GET extension/400415005003/$listing=1000", "GET extension/400415005004/$listing=1000"; Owners = '400415005003', '400415005004' }
    )
}

BeforeAll {
    Import-Module RingCx.PowerShell
    Import-Module "$PSScriptRoot/Support.psm1"
    $ErrorActionPreference = 'Stop'
    $root = '/restapi/v1.0/account/~/'

    function Assert-InTable($Request) {
        $operation = Get-ServiceOperation $Request
        foreach ($name in $Request.Query.Keys) {
            $name | Should -BeIn $operation.query.name -Because "the services' table has the parameters of $($operation.name)"
        }

        [bool] $Request.Body | Should -Be ($operation.body -and ($Request.Body -or -not $operation.bodyIsOptional)) -Because "the services' table says whether $($operation.name) takes a body"
        if ($Request.Body) {
            $body = $Request.Body | ConvertFrom-Json -AsHashtable
            foreach ($name in $body.Keys) {
                $name | Should -BeIn $operation.body.name -Because "the services' table has the fields of $($operation.name)"
            }

            foreach ($name in $operation.body | Where-Object required | ForEach-Object name) {
                $name | Should -BeIn $body.Keys -Because "$($operation.name) requires it"
            }
        }
    }

    # A request in the words of the tables: method, address below the account or its telephony, body.
    function Get-Sent {
        foreach ($request in Get-SentRequest $sandbox) {
            $body = if ($request.Body) { ' ' + ($request.Body | ConvertFrom-Json | ConvertTo-Json -Compress -Depth 5) }
            $request.Line.Replace($root, '').Replace('telephony/', '') + $body
        }
    }

    function Assert-Sent([string[]] $Sends) {
        @(Get-Sent) | Should -BeExactly @($Sends | ForEach-Object { Expand-Row $_ })
        foreach ($request in Get-SentRequest $sandbox) {
            $request.StatusCode | Should -BeIn 200, 201, 204
            $request.Path | Should -BeLike "$root*"
            $request.Headers['Authorization'] | Should -BeExactly 'Bearer ***'
            $request.Headers['User-Agent'] | Should -MatchExactly '^RingCx\.PowerShell/\d+\.\d+\.\d+$'
            $request.Headers['Accept'] | Should -BeLike 'application/json*'
            $request.Headers.ContainsKey('X-Auth-Token') | Should -BeFalse
            if ($request.Body) { $request.Headers['Content-Type'] | Should -BeExactly 'application/json; charset=utf-8' }
            elseif ($request.Method -ne 'GET') { [int] $request.Headers['Content-Length'] | Should -Be 0 }
            Assert-InTable $request
        }
    }

    function Expand-Row([string] $Text) {
        $Text.Replace('<s>', $s).Replace('<p>', $p).Replace('<r>', $r).Replace('<s2>', $s2).Replace('<p2>', $p2).Replace('<c>', $c)
    }
}

Describe 'The requests of the RingEX commands' {
    BeforeEach {
        $sandbox = Start-TestSandbox
        $target = Get-TestParty $sandbox ($On ?? 'Own')
        $s = $target.TelephonySessionId
        $p = $target.PartyId
        $r = "$($target.Recordings.RecordingId)"
        $s2 = $p2 = $c = ''
        if ($Command -like '*<s2>*') {
            $s2 = $sandbox.AddTelephonySession('400415005001')
            $p2 = ($sandbox.GetTelephonySessions().Parties | Where-Object { $_.TelephonySessionId -eq $s2 -and $_.ExtensionId }).PartyId
        }

        if ($Command -like '*<c>*') {
            $c = (New-RingExConference).TelephonySessionId
            Clear-SentRequest $sandbox
        }

        $line = Expand-Row $Command
        $named = switch ($Takes ?? 'Party') {
            'Party' { " -TelephonySessionId $s -PartyId $p" }
            'Session' { " -TelephonySessionId $s" }
        }
    }

    AfterEach {
        Stop-TestSandbox $sandbox
    }

    It 'sends as documented: <Command> (<On>)' -ForEach ($lookups + $actions + $newCalls) {
        $run = Invoke-Collected ([scriptblock]::Create($line + $named))
        $run.Errors | Should -BeNullOrEmpty
        Assert-Sent $Sends
        if (-not $Type) {
            $run.Output | Should -BeNullOrEmpty
        }
        else {
            $run.Output | Should -HaveCount 1
            $run.Output[0].PSObject.TypeNames[0] | Should -BeExactly "RingCx.$Type"
            [bool] ($run.Output[0] | ForEach-Object $Has) | Should -BeTrue -Because "of $($run.Output[0] | ConvertTo-Json -Depth 3 -Compress) $Has is to be true"
        }

        if ($State) {
            $now = Get-PartyState $sandbox $target
            [bool] (& $State) | Should -BeTrue -Because "of $($now | ConvertTo-Json -Depth 3 -Compress) $State is to be true"
        }
    }

    It 'sends nothing with -WhatIf: <Command> (<On>)' -ForEach ($actions + $newCalls) {
        $run = Invoke-Collected ([scriptblock]::Create("$line$named -WhatIf"))
        $run.Errors | Should -BeNullOrEmpty
        $run.Output | Should -BeNullOrEmpty
        Get-SentRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'continues in the pipeline after one that has ended: <Command> (<On>)' -ForEach ($lookups + $actions) {
        $gone = [pscustomobject] @{ TelephonySessionId = 's-00000000000000000000000000000000'; PartyId = 'p-00000000000000000000000000000000-1' }
        $pair = if ($Takes -eq 'Session') { $gone.TelephonySessionId, $s } else { $gone, ($target | Select-Object TelephonySessionId, PartyId) }
        $action = [scriptblock]::Create("`$input | $line")
        $run = Invoke-Collected { $pair | & $action }
        $run.Errors | Should -HaveCount 1
        $run.Errors[0].FullyQualifiedErrorId | Should -BeLike 'CallNotFound,RingCx.Commands.*'
        $run.Errors[0].TargetObject | Should -BeExactly $gone.TelephonySessionId
        @($run.Output) | Should -HaveCount ([int] [bool] $Type)
        # One that was in vain, then those of the table.
        $sent = @(Get-Sent)
        $sent | Should -HaveCount (@($Sends).Count + 1)
        $sent[0] | Should -BeLike '*00000000*'
        $sent[1..($sent.Count - 1)] | Should -BeExactly @($Sends | ForEach-Object { Expand-Row $_ })
    }

    It 'has a row for every command that sends something by HTTP' -TestCases @{ rows = @($lookups + $actions + $newCalls + $listings).Command -join "`n" } {
        foreach ($name in (Get-Command -Module RingCx.PowerShell -Noun RingEx*).Name) {
            # By its WebSocket: see the tests of watching.
            if ($name -ne 'Watch-RingExCallSession') { $rows | Should -Match "(?m)\b$name\b" }
        }
    }

    # Those of outcomes change nothing of a request: Outcomes.Tests.ps1.
    It 'has a row for every parameter set and every parameter of the actions' -TestCases @{ rows = @($actions + $newCalls).Command } {
        $common = [System.Management.Automation.PSCmdlet]::CommonParameters + [System.Management.Automation.PSCmdlet]::OptionalCommonParameters
        foreach ($command in Get-Command -Module RingCx.PowerShell -Noun RingEx* | Where-Object { $_.Parameters.ContainsKey('WhatIf') }) {
            $its = @($rows | Where-Object { $_ -match "^$($command.Name)\b" }) -join "`n"
            foreach ($name in $command.Parameters.Keys | Where-Object { $_ -notin $common -and $_ -notin 'TelephonySessionId', 'PartyId', 'Connection', 'Text', 'AsOutcome', 'OnceKey', 'InputObject' }) {
                $its | Should -Match " -$name\b" -Because "$($command.Name) has -$name"
            }
        }
    }
}

Describe 'The requests of Get-RingExActiveCall' {
    BeforeEach {
        $sandbox = Start-TestSandbox
        $s = $p = $r = $s2 = $p2 = $c = ''
    }

    AfterEach {
        Stop-TestSandbox $sandbox
    }

    It 'sends as documented: <Command>' -ForEach $listings {
        $run = Invoke-Collected ([scriptblock]::Create($Command))
        $run.Errors | Should -BeNullOrEmpty
        Assert-Sent $Sends
        # Newest first.
        $run.Output.ExtensionId | Should -BeExactly $Owners
        foreach ($call in $run.Output) {
            $call.PSObject.TypeNames[0] | Should -BeExactly 'RingCx.RingExActiveCall'
        }
    }

    It 'gives every field of the record' {
        $party = Get-TestParty $sandbox Inside
        $session = $sandbox.GetTelephonySessions() | Where-Object TelephonySessionId -EQ $party.TelephonySessionId
        $call = Get-RingExActiveCall -ExtensionId $party.ExtensionId
        $call.Id | Should -Match '^\w{15}$'
        $call.SessionId | Should -BeExactly $session.SessionId
        $call.TelephonySessionId | Should -BeExactly $session.TelephonySessionId
        $call.StartTime | Should -BeOfType [DateTimeOffset]
        $call.StartTime.Offset | Should -Be ([TimeSpan]::Zero)
        # The sandbox has it a minute old at its start.
        $call.Duration.TotalSeconds | Should -BeGreaterOrEqual 59
        $call.Duration.TotalSeconds | Should -BeLessThan 180
        "$($call.Type) $($call.Direction) $($call.Action) $($call.Result) $($call.Transport)" | Should -BeExactly 'Voice Outbound VoIP Call In Progress VoIP'
        "$($call.FromNumber) $($call.FromName) $($call.FromExtensionNumber) $($call.FromExtensionId)" | Should -BeExactly '102 Robin Hale 102 400415005002'
        "$($call.ToNumber) $($call.ToName) $($call.ToExtensionNumber) $($call.ToExtensionId)" | Should -BeExactly '106 Marco Silva 106 400415005006'
        $call.ExtensionId | Should -BeExactly '400415005002'
        $call.ExtensionUri | Should -BeLike "$($sandbox.Uri)restapi/v1.0/account/*/extension/400415005002"
        $call.Uri | Should -BeLike '*/call-log/*'
        "$call" | Should -BeExactly $call.TelephonySessionId
        $call.Reason | Should -BeNullOrEmpty
        $call.RecordingId | Should -BeNullOrEmpty
    }

    It 'lists a call that has ended for two minutes more, as the service does' {
        $party = Get-TestParty $sandbox
        $sandbox.EndTelephonySession($party.TelephonySessionId)
        (Get-RingExActiveCall).Result | Should -BeExactly 'Accepted'
        $sandbox.Advance(121)
        Get-RingExActiveCall | Should -BeNullOrEmpty
    }

    It 'lists every page of many, each call once' {
        1..23 | ForEach-Object { $null = $sandbox.AddTelephonySession('400415005003', $true, $false, '', 30) }
        $calls = @(Get-RingExActiveCall -ExtensionId 400415005003 -PageSize 5)
        $calls | Should -HaveCount 24
        @($calls.Id | Sort-Object -Unique) | Should -HaveCount 24
        @(Get-SentRequest $sandbox).Query.page | Should -Be @('1', '2', '3', '4', '5')
    }
}
