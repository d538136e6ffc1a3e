# What a person sees: tables that fit 120 columns, lists that show everything.

BeforeDiscovery {
    $views = @(
        @{ Type = 'RcxActiveCall'; Make = { Get-RcxActiveCall }; Columns = 'Queue', 'Agent', 'Waited', 'Total', 'Uii', 'From', 'State' }
        @{ Type = 'RcxCallEvent'; Make = { Watch-RcxActiveCall -IncludeExisting -Interval 1 -Timeout 60 | ForEach-Object { if ($_.Uii -eq $uii) { $null = Move-RcxCall -Uii $uii -GateId 40003 }; $_ } | Select-Object -First 13 }; Columns = 'At', 'Event', 'Queue', 'Agent', 'Total', 'Uii', 'Changed' }
        @{ Type = 'RcxCallAction'; Make = { Ping-RcxCall -Uii $uii; Set-RcxDisposition -Uii $uii CALLBACK -CallbackTime '2026-12-24 14:30' }; Columns = 'Action', 'Succeeded', 'At', 'Uii', 'Detail' }
        @{ Type = 'RcxCallSession'; Make = { Add-RcxCallSession -Uii $uii Coaching }; Columns = 'Type', 'Phone', 'At', 'AccountId', 'Uii' }
        @{ Type = 'RcxManualCall'; Make = { Start-RcxCall sam.rivera@sandbox.example +16505550123 +14155550199 }; Columns = 'Username', 'Destination', 'CallerId', 'Rings (s)', 'At', 'AccountId' }
        @{ Type = 'RcxQueueCheck'; Make = { Test-RcxQueue 8005550101 -MaxQueueTime 10 }; Columns = 'DestinationNumber', 'Available', 'Message' }
        @{ Type = 'RcxDisposition'; Make = { Get-RcxQueue | Get-RcxDisposition }; Columns = 'Disposition', 'IsDefault', 'IsSuccess', 'RequiresNote', 'IsDisabled', 'QueueName' }
        @{ Type = 'RcxQueue'; Make = { Get-RcxQueue }; Columns = 'GateId', 'GateName', 'IsActive', 'GateGroupId', 'GroupName' }
        @{ Type = 'RcxAgent'; Make = { Get-RcxAgent }; Columns = 'AgentId', 'Username', 'FirstName', 'LastName', 'AgentGroupId', 'GroupName' }
        @{ Type = 'RcxAgentState'; Make = { $sandbox.AwaitDisposition($uii); Get-RcxAgentState }; Columns = 'Agent', 'State', 'For', 'Pending', 'Login', 'Calls', 'Queue', 'Uii', 'Group' }
        @{ Type = 'RcxAgentEvent'; Make = { Watch-RcxAgentState -IncludeExisting -Timeout 2 }; Columns = 'At', 'Event', 'Agent', 'State', 'Previous', 'Uii', 'Changed' }
        @{ Type = 'RcxQueueState'; Make = { Get-RcxQueueState }; Columns = 'Queue', 'Channel', 'State', 'Waiting', 'Longest', 'Active', 'Staffed', 'Available', 'Presented', 'Abandoned', 'Service' }
        @{ Type = 'RcxQueueCheck#GateId'; Make = { Get-RcxQueue | Test-RcxQueue }; Columns = 'GateId', 'Available', 'Open', 'Waiting', 'Longest', 'AgentsAvailable', 'AgentsLoggedIn' }
        @{ Type = 'RcxAccount'; Make = { Get-RcxAccount }; Columns = 'AccountId', 'AccountName', 'MainAccountId' }
        @{ Type = 'RcxSandbox'; Make = { $sandbox }; Columns = 'Uri', 'IsRunning', 'AccountIds' }
        @{ Type = 'RingExActiveCall'; Make = { Get-RingExActiveCall Account }; Columns = 'Started', 'Duration', 'From', 'To', 'TelephonySessionId', 'Direction', 'Result' }
        @{ Type = 'RingExCallParty'; Make = { $sandbox.GetTelephonySessions().Parties | Where-Object ExtensionId | Get-RingExCallParty; $own | Set-RingExCallParty -Hold On -Muted On }; Columns = 'Status', 'PartyId', 'From', 'To', 'Direction', 'Flags' }
        @{ Type = 'RingExCallRecording'; Make = { $own | Set-RingExCallRecording On; $own | Set-RingExCallRecording Off }; Columns = 'Active', 'RecordingId', 'PartyId', 'TelephonySessionId' }
        @{ Type = 'RingExRate'; Make = { (Get-RcxConnection).RingExRates }; Columns = 'Group', 'Limit', 'Remaining' }
    )
    # Tables of which one column takes what is left of the line.
    $wide = @(
        @{ Type = 'RingExCallSession'; Make = { $sandbox.GetTelephonySessions() | Get-RingExCallSession | Format-Table }; Columns = 'Created', 'Origin', 'TelephonySessionId', 'Parties' }
        @{ Type = 'RingExCallEvent'; Make = { $callEvent | Format-Table }; Columns = 'At', 'Seq', 'TelephonySessionId', 'Parties' }
    )
    # The contract.
    $contents = @(
        @{ Type = 'RcxConnection'; Make = { Get-RcxConnection }; Properties = 'AccountId', 'AccountName', 'UserName', 'BaseUri', 'RingCentralUri', 'SupervisorPhone', 'TokenExpiresAt', 'RateLimit', 'RateRemaining', 'IsSandbox', 'AuditPath' }
        @{ Type = 'RcxCallAction'; Make = { Ping-RcxCall -Uii $uii }; Properties = 'Uii', 'AccountId', 'Action', 'Succeeded', 'Detail', 'At' }
        @{ Type = 'RcxCallEvent'; Make = { Watch-RcxActiveCall -IncludeExisting -Timeout 2 }; Properties = 'Event', 'Uii', 'AccountId', 'Call', 'Changed', 'At' }
        @{ Type = 'RcxCallSession'; Make = { Add-RcxCallSession -Uii $uii Monitor }; Properties = 'Uii', 'AccountId', 'Type', 'Phone', 'At' }
        @{ Type = 'RcxManualCall'; Make = { Start-RcxCall sam.rivera@sandbox.example 6505550123 4155550199 }; Properties = 'AccountId', 'Username', 'Destination', 'CallerId', 'RingDuration', 'At' }
        @{ Type = 'RcxQueueCheck'; Make = { Test-RcxQueue 8005550101 }; Properties = 'AccountId', 'DestinationNumber', 'Available', 'Message' }
        @{ Type = 'RcxAccount'; Make = { Get-RcxAccount }; Properties = 'AccountId', 'AccountName', 'MainAccountId' }
        @{ Type = 'RcxDisposition'; Make = { Get-RcxDisposition Sales }; Properties = 'DispositionId', 'Disposition', 'GateId', 'QueueName', 'IsDisabled', 'IsDefault', 'IsSuccess', 'RequiresNote', 'AccountId' }
        @{ Type = 'RcxQueue'; Make = { Get-RcxQueue Sales }; Properties = 'GateId', 'GateName', 'GateGroupId', 'GroupName', 'IsActive' }
        @{ Type = 'RcxAgent'; Make = { Get-RcxAgent 'Paco Vu' }; Properties = 'AgentId', 'Username', 'FirstName', 'LastName', 'AgentGroupId' }
        @{
            Type = 'RcxAgentState'; Make = { Get-RcxAgentState 'Paco Vu' }
            Properties = 'AgentId', 'Username', 'FirstName', 'LastName', 'AgentName', 'AgentGroupId', 'AgentGroupName', 'AgentType', 'Profile', 'Phone', 'State', 'StateTime', 'LoginTime', 'PendingDisposition', 'PendingDispositionTime',
            'IsOffHook', 'IsGhostLogin', 'Uii', 'Ani', 'Dnis', 'GateId', 'CampaignId', 'CallSource', 'CallsHandled', 'RingNoAnswer', 'TalkTime', 'LastUpdate', 'AccountId'
        }
        @{ Type = 'RcxAgentEvent'; Make = { Watch-RcxAgentState -IncludeExisting -Timeout 2 }; Properties = 'Event', 'AgentId', 'Username', 'State', 'Previous', 'Agent', 'Changed', 'At' }
        @{
            Type = 'RcxQueueState'; Make = { Get-RcxQueueState Sales }
            Properties = 'GateId', 'GateName', 'GateGroupId', 'GroupName', 'Channel', 'Schedule', 'State', 'Active', 'InQueue', 'Routing', 'LongestInQueue', 'Staffed', 'Available', 'Presented', 'Accepted', 'Abandoned', 'Deflected', 'SlaPass', 'SlaFail',
            'ServiceLevel', 'AverageAnswerTime', 'AverageTalkTime', 'LastUpdate', 'AccountId'
        }
        @{
            Type = 'RcxActiveCall'; Make = { Get-RcxActiveCall -Uii $uii }
            Properties = 'Uii', 'AccountId', 'Ani', 'Dnis', 'DnisE164', 'EnqueueTime', 'DequeueTime', 'CallState', 'Archive', 'AgentFirstName', 'AgentLastName',
            'DestinationName', 'ExternalId', 'Cnam', 'AgentName', 'QueueTime', 'Duration'
        }
    )
    $ringExContents = @(
        @{ Type = 'RingExActiveCall'; Make = { Get-RingExActiveCall }; Properties = 'Id', 'SessionId', 'TelephonySessionId', 'StartTime', 'Duration', 'Type', 'Direction', 'Action', 'Result', 'FromNumber', 'FromName', 'ToNumber', 'ToName' }
        @{ Type = 'RingExCallSession'; Make = { $own | Get-RingExCallSession }; Properties = 'TelephonySessionId', 'CreationTime', 'Origin', 'Parties' }
        @{
            Type = 'RingExCallParty'; Make = { $own | Get-RingExCallParty }
            Properties = 'TelephonySessionId', 'PartyId', 'Direction', 'FromNumber', 'FromName', 'FromExtensionId', 'ToNumber', 'ToName', 'ToExtensionId', 'Muted', 'StandAlone', 'Status', 'Owner'
        }
        @{ Type = 'RingExCallRecording'; Make = { $own | Set-RingExCallRecording On }; Properties = 'TelephonySessionId', 'PartyId', 'RecordingId', 'Active' }
        @{ Type = 'RingExCallEvent'; Make = { $callEvent }; Properties = 'TelephonySessionId', 'SessionId', 'Sequence', 'EventTime', 'Parties' }
    )
}

BeforeAll {
    Import-Module RingCx.PowerShell
    Import-Module "$PSScriptRoot/Support.psm1"
    $ErrorActionPreference = 'Stop'
    $rendering = $PSStyle.OutputRendering
    $PSStyle.OutputRendering = 'PlainText'

    # An event of a sandbox's own: the end of the signed-in user's call.
    function Get-TestEvent($Sandbox, $Party) {
        $ending = Start-ThreadJob -ArgumentList $Sandbox, $Party.ExtensionId {
            param($sandbox, $extension)
            while ($true) {
                Start-Sleep -Milliseconds 50
                if ($sandbox.GetRequests() | Where-Object Target -Like '/ws*') { $sandbox.EndTelephonySession($sandbox.AddTelephonySession($extension)) }
            }
        }
        try { Watch-RingExCallSession -Timeout 20 | Where-Object { $_.Parties.Status -eq 'Disconnected' } | Select-Object -First 1 }
        finally { $ending | Stop-Job -PassThru | Remove-Job -Force }
    }
}

AfterAll {
    $PSStyle.OutputRendering = $rendering
}

Describe 'Views' {
    BeforeEach {
        $sandbox = Start-TestSandbox
        $uii = Get-TestUii $sandbox
        $own = Get-TestParty $sandbox
        $callEvent = if ($Type -eq 'RingExCallEvent') { Get-TestEvent $sandbox $own }
    }

    AfterEach {
        Stop-TestSandbox $sandbox
    }

    It 'shows <Type> as a table that fits 120 columns' -ForEach $views {
        $objects = @(& $Make)
        $objects.Count | Should -BeGreaterThan 0
        $objects[0].PSObject.TypeNames[0] | Should -BeExactly "RingCx.$Type"
        $text = $objects | Out-String -Width 120
        $lines = @($text -split '\r?\n' | ForEach-Object TrimEnd)
        $lines | ForEach-Object { $_.Length | Should -BeLessOrEqual 120 }
        # Names may be cut, numbers never.
        $text | Should -Not -Match '[\d@]…'
        $header = @($lines | Where-Object { $_ })[0]
        # The columns and nothing else, in this order.
        $header | Should -MatchExactly ('^\s*' + (($Columns | ForEach-Object { [regex]::Escape($_) }) -join '\s+') + '$')
        # One line for each object, besides the header and its underline.
        @($lines | Where-Object { $_ }).Count | Should -Be ($objects.Count + 2)
        foreach ($object in $objects) {
            if ($object.PSObject.Properties['Uii']) { $text | Should -Match "\b$($object.Uii)\b" }
            if ($object.PSObject.Properties['PartyId']) { $text | Should -Match "\b$($object.PartyId)\b" }
        }
    }

    It 'shows <Type> in <Width> columns, with the session''s id whole' -ForEach $(foreach ($width in 80, 120) { foreach ($row in $wide) { $row + @{ Width = $width } } }) {
        $lines = @((& $Make | Out-String -Width $Width) -split '\r?\n' | ForEach-Object TrimEnd)
        $lines | ForEach-Object { $_.Length | Should -BeLessOrEqual $Width }
        @($lines | Where-Object { $_ })[0] | Should -MatchExactly ('^\s*' + ($Columns -join '\s+') + '$')
        "$lines" | Should -Match '\bs-[0-9a-f]{32}\b'
    }

    It 'shows who is in a session, and how' {
        $null = $own | Set-RingExCallParty -Muted On
        $own | Get-RingExCallSession | Format-Table | Out-String -Width 120 | Should -Match '\d\d:\d\d:\d\d\s+Call\s+s-[0-9a-f]{32}\s+\+1\d+ Answered; Dana Ruiz Answered, muted'
        Get-TestParty $sandbox Parked | Get-RingExCallParty | Format-Table | Out-String -Width 120 | Should -Match 'Parked\s.*Lena Brandt\s+Inbound\s+parked \*801'
        Get-TestParty $sandbox Recorded | Get-RingExCallParty | Format-Table | Out-String -Width 120 | Should -Match 'Answered\s.*Paco Vu\s+Inbound\s+recorded'
    }

    It 'shows the id of the session, or the party, in a window of 80 columns too' {
        $calls = @(Get-RingExActiveCall Account)
        $text = $calls | Out-String -Width 80
        foreach ($call in $calls) { $text.Contains($call.TelephonySessionId) | Should -BeTrue }
        $parties = @($own | Get-RingExCallSession).Parties
        $text = $parties | Format-Table | Out-String -Width 80
        foreach ($party in $parties) { $text.Contains($party.PartyId) | Should -BeTrue }
        "$text" -split '\r?\n' | ForEach-Object { $_.TrimEnd().Length | Should -BeLessOrEqual 80 }
    }

    It 'shows all of <Type> in a list, of RingEX' -ForEach $ringExContents {
        $object = @(& $Make)[0]
        $object.PSObject.TypeNames[0] | Should -BeExactly "RingCx.$Type"
        $text = $object | Format-List * | Out-String -Width 200
        foreach ($property in $Properties) {
            $text | Should -Match "(?m)^$property\s+:"
        }

        $object.TelephonySessionId | Should -Match '^s-[0-9a-f]{32}$'
    }

    It 'shows who waits, and how long' {
        $call = Get-RcxActiveCall | Where-Object { -not $_.AgentName } | Select-Object -First 1
        $text = $call | Out-String -Width 120
        $text | Should -Match "$($call.DestinationName)\s+\(waiting\)\s+\d:\d\d:\d\d\s+\d:\d\d:\d\d\s+$($call.Uii)\s+$($call.Ani)\s+ACTIVE"
    }

    It 'shows the uii in a window of 80 columns too' {
        $calls = @(Get-RcxActiveCall)
        $text = $calls | Out-String -Width 80
        foreach ($call in $calls) {
            $text.Contains($call.Uii) | Should -BeTrue
        }
    }

    It 'shows no part of a queue''s number in a window of <_> columns' -ForEach 79, 80, 120 {
        # PowerShell would cut the first column that does not fit, and 8 is not 1168. A console of 80 columns has 79 for a table, or all of them.
        $queues = @(Get-RcxQueueState)
        $lines = @(($queues | Out-String -Width $_) -split '\r?\n' | ForEach-Object TrimEnd | Where-Object { $_ })
        $columns = 'Queue', 'Channel', 'State', 'Waiting', 'Longest', 'Active', 'Staffed', 'Available'
        if ($_ -eq 120) { $columns += 'Presented', 'Abandoned', 'Service' }
        $lines[0] | Should -MatchExactly ('^' + ($columns -join '\s+') + '$')
        $lines | Should -HaveCount ($queues.Count + 2)
    }

    It 'shows hours beyond a day' {
        $sandbox.Advance(100000)
        $line = @(Get-RcxActiveCall | Out-String -Width 120) -split '\n' | Where-Object { $_ -match 'Marco Silva' }
        $line | Should -Match '\s2[78]:\d\d:\d\d\s'
    }

    It 'shows a connection at a glance' {
        $text = Get-RcxConnection | Out-String -Width 120
        $text | Should -Match 'Account\s+: 12440011 \(Sandbox Contact Center\)'
        $text | Should -Match 'UserName\s+: dana.ruiz@sandbox.example'
        $text | Should -Match 'Host\s+: http://127.0.0.1:\d+/'
        $text | Should -Match 'Supervisor\s+: \+15554150123'
        $text | Should -Match 'Token\s+: until \d\d:\d\d:\d\d, renewed before'
        $text | Should -Match 'Rate\s+: \d+ of 120 requests left'
        $connection = Get-RcxConnection
        Disconnect-Rcx
        $connection | Out-String -Width 120 | Should -Match 'Token\s+: closed'
        Connect-Rcx -ApiToken $sandbox.GetSecret('ApiToken')
        Get-RcxConnection | Out-String -Width 120 | Should -Match 'Token\s+: does not run out'
        Disconnect-Rcx
        $connection = Connect-Rcx -Sandbox -PassThru
        $connection | Out-String -Width 120 | Should -Match 'Host\s+: sandbox, in this process'
        $connection.Sandbox | Out-String -Width 120 | Should -Match 'in this process'
    }

    It 'shows all of <Type> in a list' -ForEach $contents {
        $object = @(& $Make)[0]
        $object.PSObject.TypeNames[0] | Should -BeExactly "RingCx.$Type"
        $text = $object | Format-List * | Out-String -Width 200
        foreach ($property in $Properties) {
            $text | Should -Match "(?m)^$property\s+:"
            $object.PSObject.Properties.Name | Should -Contain $property
        }

        # Every object that a command emits says whose it is.
        $object.AccountId | Should -BeExactly '12440011'
    }

    It 'has the times and flags of the contract' {
        $action = Ping-RcxCall -Uii $uii
        $action.At | Should -BeOfType [DateTimeOffset]
        $action.Succeeded | Should -BeOfType [bool]
        $check = Test-RcxQueue 8005550101 -MaxQueueTime 10
        $check.Available | Should -BeFalse
        $check.Message | Should -BeLike 'Calls in queue*'
        $connection = Get-RcxConnection
        $connection.TokenExpiresAt | Should -BeOfType [DateTimeOffset]
        ($connection.TokenExpiresAt - [DateTimeOffset]::Now).TotalMinutes | Should -BeGreaterThan 4
        $connection.RateLimit | Should -Be 120
        $connection.RateRemaining | Should -BeLessThan 120
        $connection.IsSandbox | Should -BeFalse
        $connection.BaseUri | Should -BeOfType [uri]
    }

    It 'says what was done: <Action> <Detail>' -ForEach @(
        @{ Run = { Stop-RcxCall -Uii $uii -Force }; Action = 'HangUp'; Detail = '' }
        @{ Run = { Set-RcxCallRecording -Uii $uii Off }; Action = 'Recording'; Detail = 'Off' }
        @{ Run = { Set-RcxCallHold -Uii $uii On }; Action = 'Hold'; Detail = 'On' }
        @{ Run = { Set-RcxDisposition -Uii $uii SALE }; Action = 'Disposition'; Detail = 'SALE' }
        @{ Run = { Set-RcxDisposition -Uii $uii CALLBACK -CallbackTime '2026-12-24 14:30' }; Action = 'Disposition'; Detail = 'CALLBACK, call back 2026-12-24 14:30:00' }
        @{ Run = { Move-RcxCall -Uii $uii 40002 }; Action = 'Requeue'; Detail = '40002' }
        @{ Run = { Ping-RcxCall -Uii $uii }; Action = 'Ping'; Detail = '' }
        @{ Run = { $null = Add-RcxCallSession -Uii $uii Monitor; Remove-RcxCallSession -Uii $uii }; Action = 'RemoveSession'; Detail = '*0123' }
    ) {
        $done = & $Run
        $done.Action | Should -BeExactly $Action
        "$($done.Detail)" | Should -BeLike $Detail
        $done.Succeeded | Should -BeTrue
    }

    It 'gives accounts that can be indexed' {
        $several = Start-RcxSandbox -AccountCount 2
        $first = $several.AccountIds[0]
        $several | Stop-RcxSandbox
        $first.GetType() | Should -Be ([string])
        $first | Should -BeExactly '12440011'
    }
}
