# What the network and the service can do to a command of RingEX: the right error, nothing sent twice that must not be, and the next command
# works.

BeforeDiscovery {
    $faults = (Import-PowerShellDataFile "$PSScriptRoot/Faults.psd1").Faults | ForEach-Object { $_.Name = "$($_.Fault) $($_.Options.Values)".Trim(); $_ }

    # What is repeated after a lost answer or a 500, and what is not. $party is what it is done to.
    $ringExSafe = @(
        @{ Name = 'the active calls'; Path = '/active-calls'; Run = { Get-RingExActiveCall } }
        @{ Name = 'a session'; Path = '/sessions/'; Run = { $party | Get-RingExCallSession } }
        @{ Name = 'a party'; Path = '/parties/'; Run = { $party | Get-RingExCallParty } }
        @{ Name = 'muting'; Path = '/parties/'; Run = { $party | Set-RingExCallParty -Muted On } }
        @{ Name = 'cutting off'; Path = '/parties/'; Run = { $party | Set-RingExCallParty -StandAlone On } }
        @{ Name = 'hold'; Path = '/hold'; Before = 'DropBeforeHandling'; Run = { $party | Set-RingExCallParty -Hold On } }
        @{ Name = 'the end of a hold'; Path = '/unhold'; Before = 'DropBeforeHandling'; On = 'OnHold'; Run = { $party | Set-RingExCallParty -Hold Off } }
        @{ Name = 'a recording''s start'; Path = '/recordings'; Before = 'DropBeforeHandling'; Run = { $party | Set-RingExCallRecording On } }
        @{ Name = 'a recording''s pause'; Path = '/recordings/'; On = 'Recorded'; Run = { $party | Set-RingExCallRecording Off } }
    )
    $ringExUnsafe = @(
        @{ Name = 'hanging up'; Path = '/sessions/'; Run = { $party | Stop-RingExCallSession -Force } }
        @{ Name = 'taking a party off'; Path = '/parties/'; On = 'Parked'; Run = { $party | Remove-RingExCallParty -Force } }
        @{ Name = 'a transfer'; Path = '/transfer'; Run = { $party | Move-RingExCallParty 2125550177 } }
        @{ Name = 'forwarding'; Path = '/forward'; On = 'Ringing'; Run = { $party | Move-RingExCallParty 2125550177 -Forward } }
        @{ Name = 'connecting two calls'; Path = '/bridge'; Run = { $party | Move-RingExCallParty -ToTelephonySessionId $other.TelephonySessionId -ToPartyId $other.PartyId } }
        @{ Name = 'a flip'; Path = '/flip'; Run = { $party | Move-RingExCallParty -Flip 1 } }
        @{ Name = 'parking'; Path = '/park'; Run = { $party | Move-RingExCallParty -Park } }
        @{ Name = 'answering'; Path = '/answer'; On = 'Ringing'; Run = { $party | Receive-RingExCall } }
        @{ Name = 'picking up'; Path = '/pickup'; On = 'Parked'; Run = { $party | Receive-RingExCall 191888101 -Parked } }
        @{ Name = 'rejecting'; Path = '/reject'; On = 'Ringing'; Run = { $party | Deny-RingExCall } }
        @{ Name = 'passing by'; Path = '/ignore'; On = 'Ringing'; Run = { $party | Deny-RingExCall -Ignore -DeviceId 191888101 } }
        @{ Name = 'a reply'; Path = '/reply'; On = 'Ringing'; Run = { $party | Send-RingExCallReply 'private words' } }
        @{ Name = 'listening to a session'; Path = '/supervise'; On = 'Recorded'; Run = { Add-RingExCallSupervisor 191888101 $party.TelephonySessionId } }
        @{ Name = 'listening to a party'; Path = '/supervise'; On = 'Recorded'; Run = { $party | Select-Object TelephonySessionId, PartyId | Add-RingExCallSupervisor 191888101 -AgentExtensionId $party.ExtensionId } }
        @{ Name = 'bringing in'; Path = '/bring-in'; Run = { $party | Add-RingExCallParty $conference } }
        @{ Name = 'dialling'; Path = '/call-out'; Run = { Start-RingExCall 191888101 2125550177 } }
        @{ Name = 'a conference'; Path = '/conference'; Run = { New-RingExConference } }
    )
    # What the whole table does to one of each.
    $ringExFaults = foreach ($fault in $faults) {
        $fault + @{ Row = 'a listing'; Kind = 'Listing'; Path = '/active-calls'; Run = { Get-RingExActiveCall } }
        $fault + @{ Row = 'something that may be repeated'; Kind = 'Safe'; Path = '/parties/'; Run = { $party | Set-RingExCallParty -Muted On } }
        $fault + @{ Row = 'something that may not'; Kind = 'Unsafe'; Path = '/supervise'; Run = { Add-RingExCallSupervisor 191888101 $party.TelephonySessionId } }
    }
}

BeforeAll {
    Import-Module RingCx.PowerShell
    Import-Module "$PSScriptRoot/Support.psm1"
    $ErrorActionPreference = 'Stop'
}

Describe 'Faults of RingEX' {
    BeforeAll {
        # One sandbox for all: no sign-in is spent on each, of which five are allowed a minute.
        $sandbox = Start-TestSandbox -Connect @{ RequestTimeout = 1; RingExOnly = $true }
    }

    AfterAll {
        $sandbox.ClearFaults()
        Stop-TestSandbox $sandbox
    }

    BeforeEach {
        $sandbox.ClearFaults()
        $sandbox.Advance(60)
        # A new call for each, of a colleague whom nobody else listens to.
        $session = $sandbox.AddTelephonySession('400415005003', $true, $false, '', 30)
        $party = $sandbox.GetTelephonySessions().Parties | Where-Object { $_.TelephonySessionId -eq $session -and $_.ExtensionId }
        Clear-SentRequest $sandbox
    }

    AfterEach {
        $sandbox.EndTelephonySession($session)
    }

    It '<Name>: <Row>' -ForEach $ringExFaults {
        $sandbox.AddFault(@{ Kind = $Fault; PathContains = $Path } + $Options)
        $run = Invoke-Collected $Run
        $id = switch ($Kind) { 'Unsafe' { $Unsafe } default { $Safe } }
        # To a listing, 404 means another thing than a call that has ended; an action may be answered without a body.
        if ($Kind -eq 'Listing' -and $id -eq 'CallNotFound') { $id = 'ServiceError' }
        if ($Kind -ne 'Listing' -and $Fault -eq 'EmptyBody') { $id = $null }
        "$(@($run.Errors.FullyQualifiedErrorId) -replace ',.*')" | Should -BeExactly "$id"
        $sent = @(Get-SentRequest $sandbox "*$Path*").Count
        if ($Kind -eq 'Unsafe') {
            $sent | Should -Be $(if ($Fault -in 'Unavailable', 'RateLimited', 'Unauthorized') { 2 } else { 1 })
            # One phone rings once at the most.
            @($sandbox.GetTelephonySessions().Parties | Where-Object SupervisedPartyId -EQ $party.PartyId).Count | Should -BeLessOrEqual 1
            if ($id -eq 'OutcomeUnknown') { $run.Errors[0].Exception.Message | Should -BeLike "*Get-RingExCallSession $session*" }
        }
        elseif ($Kind -eq 'Safe' -and -not $id) {
            (Get-PartyState $sandbox $party).IsMuted | Should -BeTrue
        }

        $sandbox.ClearFaults()
        ($party | Get-RingExCallParty).Status | Should -BeExactly 'Answered'
    }
}

Describe 'What is repeated of RingEX' {
    BeforeEach {
        $sandbox = Start-TestSandbox -Connect @{ RingExOnly = $true }
        $party = Get-TestParty $sandbox ($On ?? 'Own')
        if ($Name -eq 'connecting two calls') {
            $second = $sandbox.AddTelephonySession('400415005001')
            $other = $sandbox.GetTelephonySessions().Parties | Where-Object { $_.TelephonySessionId -eq $second -and $_.ExtensionId }
        }

        $conference = if ($Name -eq 'bringing in') { (New-RingExConference).TelephonySessionId }
        Clear-SentRequest $sandbox
    }

    AfterEach {
        $sandbox.ClearFaults()
        Stop-TestSandbox $sandbox
    }

    It '<Name> is, after a lost answer and after a 500' -ForEach $ringExSafe {
        # What would be refused the second time is lost before it is done.
        $sandbox.AddFault(@{ Kind = $Before ?? 'DropAfterHandling'; PathContains = $Path })
        $sandbox.AddFault(@{ Kind = 'ServerError'; PathContains = $Path })
        $run = Invoke-Collected $Run
        $run.Errors | Should -BeNullOrEmpty
        $run.Output | Should -HaveCount 1
        $sent = @(Get-SentRequest $sandbox)
        $sent.StatusCode[-1] | Should -BeIn 200, 201
        @($sent | Where-Object Line -EQ $sent[-1].Line | Where-Object Body -EQ $sent[-1].Body).Count | Should -BeIn 2, 3
        @($sent | Where-Object StatusCode -In 0, 500) | Should -HaveCount 2
    }

    It '<Name> is not, after a lost answer: it was done once' -ForEach $ringExUnsafe {
        $sandbox.AddFault(@{ Kind = 'DropAfterHandling'; PathContains = $Path })
        $run = Invoke-Collected $Run
        $run.Errors.FullyQualifiedErrorId | Should -BeLike 'OutcomeUnknown,*'
        $run.Errors[0].Exception.Message | Should -BeLike '*not repeated*Look with Get-RingEx*'
        $run.Errors[0].Exception.Message | Should -Not -Match '212555|private'
        @(Get-SentRequest $sandbox) | Should -HaveCount 1
    }

    It '<Name> is not, after a 500' -ForEach $ringExUnsafe {
        $sandbox.AddFault(@{ Kind = 'ServerError'; PathContains = $Path })
        $run = Invoke-Collected $Run
        $run.Errors.FullyQualifiedErrorId | Should -BeLike 'OutcomeUnknown,*'
        @(Get-SentRequest $sandbox) | Should -HaveCount 1
    }

    It '<Name> is, after a 429 and a 503: neither was carried out' -ForEach $ringExUnsafe {
        $sandbox.AddFault(@{ Kind = 'RateLimited'; RetryAfter = '0'; PathContains = $Path })
        $sandbox.AddFault(@{ Kind = 'Unavailable'; RetryAfter = '0'; PathContains = $Path })
        $run = Invoke-Collected $Run
        $run.Errors | Should -BeNullOrEmpty
        @(Get-SentRequest $sandbox).StatusCode[0, 1] | Should -Be @(429, 503)
        @(Get-SentRequest $sandbox) | Should -HaveCount 3
    }

    It 'has a row for every command that acts' -TestCases @{ rows = @(@($ringExSafe) + @($ringExUnsafe) | ForEach-Object { "$($_.Run)" }) -join "`n" } {
        foreach ($command in Get-Command -Module RingCx.PowerShell -Noun RingEx* | Where-Object { $_.Parameters.ContainsKey('WhatIf') }) {
            $rows | Should -Match "\b$($command.Name)\b"
        }
    }
}
