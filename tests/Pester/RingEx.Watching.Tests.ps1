# Watch-RingExCallSession: what happens in telephony sessions, as it happens, through lost connections.

BeforeAll {
    Import-Module RingCx.PowerShell
    Import-Module "$PSScriptRoot/Support.psm1"
    $ErrorActionPreference = 'Stop'

    # Watches in a runspace of its own, takes one step after the other as soon as it holds, then presses Ctrl+C. Each step gets the events so
    # far and the warnings; it does something or looks at something, and holds when it gives $true.
    function Invoke-Watch([scriptblock] $Watch, [scriptblock[]] $Steps) {
        $at = @{ Step = 0 }
        Stop-WhenReached $Watch @{ connection = $connection; VerbosePreference = 'Continue'; sandbox = $sandbox } {
            param($shell, $events)
            $warnings = @($shell.Streams.Warning | ForEach-Object Message)
            if (-not ($shell.Streams.Verbose -like 'Following the sessions*')) { return $false }
            while ($at.Step -lt $Steps.Count -and (& $Steps[$at.Step] @($events) $warnings)) { $at.Step++ }
            $at.Step -eq $Steps.Count
        }.GetNewClosure()
    }

    # Does something once a WebSocket has been asked for, on another thread, again and again until it is stopped: the first events may come
    # before the subscription.
    function Start-Calling($Sandbox) {
        Start-ThreadJob -ArgumentList $Sandbox {
            param($Sandbox)
            while ($true) {
                Start-Sleep -Milliseconds 50
                if ($Sandbox.GetRequests() | Where-Object Target -Like '/ws*') { $null = $Sandbox.AddTelephonySession('400415005001', $false) }
            }
        }
    }

    # Whether each session's events are all there, each once and in order.
    function Assert-Whole([object[]] $Events) {
        foreach ($session in $Events | Group-Object TelephonySessionId) {
            $session.Group.Sequence | Should -Be @($session.Group[0].Sequence..($session.Group[0].Sequence + $session.Count - 1))
        }
    }
}

Describe 'Watch-RingExCallSession' {
    BeforeEach {
        $sandbox = Start-TestSandbox
        $connection = Get-RcxConnection
        $own = Get-TestParty $sandbox
    }

    AfterEach {
        $sandbox.ClearFaults()
        Stop-TestSandbox $sandbox
    }

    It 'asks for a token, once, and connects with it, once' {
        Watch-RingExCallSession -Timeout 3 | Should -BeNullOrEmpty
        $sent = @(Get-SentRequest $sandbox)
        $sent.Line | Should -BeExactly @('POST /restapi/oauth/wstoken', 'GET /ws?access_token=***')
        $sent[0].Headers['Authorization'] | Should -BeExactly 'Bearer ***'
        [int] $sent[0].Headers['Content-Length'] | Should -Be 0
        $sent.StatusCode | Should -Be @(200, 101)
    }

    It 'tells of a call that comes, is answered, held and ended' {
        $call = @{}
        $run = Invoke-Watch { Watch-RingExCallSession -Connection $connection } @(
            { $call.Id = $sandbox.AddTelephonySession('400415005001', $false, $false, '+12125550177'); $true }
            { $args[0].Count -eq 2 }
            { $call.Party = $args[0][1].Parties[0]; $null = $call.Party | Receive-RingExCall; $true }
            { $args[0].Count -eq 3 }
            { $null = $call.Party | Set-RingExCallParty -Hold On; $true }
            { $args[0].Count -eq 4 }
            { $null = $call.Party | Set-RingExCallParty -Hold Off -Muted On; $true }
            { $args[0].Count -eq 6 }
            { $sandbox.EndTelephonySession($call.Id); $true }
            { $args[0].Count -eq 7 }
        )
        $run.State | Should -Be 'Stopped'
        $run.Errors | Should -BeNullOrEmpty
        $events = $run.Output
        $events.Count | Should -Be 7
        $events[0].PSObject.TypeNames[0] | Should -BeExactly 'RingCx.RingExCallEvent'
        $events.TelephonySessionId | Sort-Object -Unique | Should -BeExactly $call.Id
        $events.Sequence | Should -Be @(1..7)
        $events.Parties.Status | Should -Be @('Setup', 'Proceeding', 'Answered', 'Hold', 'Answered', 'Answered', 'Disconnected')
        $events.Parties.Muted | Should -Be @($false, $false, $false, $false, $false, $true, $true)
        # One extension's parties, and not those of whom it talks to.
        $events.Parties.OwnerExtensionId | Sort-Object -Unique | Should -BeExactly '400415005001'
        $last = $events[-1]
        $last.SessionId | Should -Match '^\d+$'
        $last.EventTime | Should -BeOfType [DateTimeOffset]
        $last.At | Should -BeOfType [DateTimeOffset]
        $last.Origin | Should -BeExactly 'Call'
        $last.Parties[0].TelephonySessionId | Should -BeExactly $call.Id
        $last.Parties[0].FromNumber | Should -BeExactly '+12125550177'
        $last.Parties[0].StatusReason | Should -BeExactly 'CallFinished'
        "$last" | Should -BeExactly $call.Id
    }

    It 'tells of the whole company with -Scope Account: every party of every session' {
        $inside = Get-TestParty $sandbox Inside
        $run = Invoke-Watch { Watch-RingExCallSession -Scope Account -Connection $connection } @(
            { $sandbox.EndTelephonySession($own.TelephonySessionId); $sandbox.EndTelephonySession($inside.TelephonySessionId); $true }
            { $args[0].Count -eq 2 }
        )
        $run.Output.TelephonySessionId | Should -Be @($own.TelephonySessionId, $inside.TelephonySessionId)
        $run.Output[0].Parties | Should -HaveCount 2
        $run.Output[1].Parties.OwnerExtensionId | Should -Be @('400415005002', '400415005006')
    }

    It 'tells of one colleague with -ExtensionId, by the pipe too' {
        $recorded = Get-TestParty $sandbox Recorded
        $run = Invoke-Watch { $sandbox.GetExtensions()[2] | Watch-RingExCallSession -Connection $connection } @(
            { $sandbox.EndTelephonySession($own.TelephonySessionId); $sandbox.EndTelephonySession($recorded.TelephonySessionId); $true }
            { $args[0].Count -eq 1 }
        )
        $run.Output.TelephonySessionId | Should -BeExactly $recorded.TelephonySessionId
    }

    It 'ends with -Timeout <_>' -ForEach 0.5, '0.5', ([timespan]::FromSeconds(0.5)), '00:00:00.5' {
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        $run = Invoke-Collected { Watch-RingExCallSession -Timeout $_ }
        $run.Errors | Should -BeNullOrEmpty
        $run.Output | Should -BeNullOrEmpty
        $clock.Elapsed.TotalSeconds | Should -BeGreaterThan 0.45
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 20
    }

    It 'ends with -Timeout where <Path> does not answer' -ForEach @{ Path = 'wstoken' }, @{ Path = 'extension/~' } {
        # Twenty times as long as the limit.
        $sandbox.AddFault(@{ Kind = 'Latency'; Delay = 60; PathContains = $Path; Count = -1 })
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        $run = Invoke-Collected { Watch-RingExCallSession -Timeout 3 -WarningAction SilentlyContinue }
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 25
        $run.Output | Should -BeNullOrEmpty
    }

    It 'ends with Select-Object -First' {
        $calling = Start-Calling $sandbox
        try {
            $run = Invoke-Collected { Watch-RingExCallSession -Timeout 20 | Select-Object -First 3 }
        }
        finally {
            $calling | Stop-Job -PassThru | Remove-Job -Force
        }

        $run.Errors | Should -BeNullOrEmpty
        $run.Output | Should -HaveCount 3
        Assert-Whole $run.Output
    }

    It 'feeds the commands on parties: whatever rings is answered' {
        $calling = Start-Calling $sandbox
        try {
            $run = Invoke-Collected { Watch-RingExCallSession -Timeout 20 | ForEach-Object Parties | Where-Object Status -EQ Proceeding | Receive-RingExCall | Select-Object -First 2 }
        }
        finally {
            $calling | Stop-Job -PassThru | Remove-Job -Force
        }

        $run.Errors | Should -BeNullOrEmpty
        $run.Output.Status | Should -Be @('Answered', 'Answered')
        foreach ($party in $run.Output) { (Get-PartyState $sandbox $party).Status | Should -BeExactly 'Answered' }
    }

    It 'feeds the commands on sessions: an event is one''s' {
        $calling = Start-Calling $sandbox
        try {
            $run = Invoke-Collected { Watch-RingExCallSession -Timeout 20 | Get-RingExCallSession | Select-Object -First 2 }
        }
        finally {
            $calling | Stop-Job -PassThru | Remove-Job -Force
        }

        $run.Errors | Should -BeNullOrEmpty
        $run.Output | Should -HaveCount 2
        $run.Output[0].PSObject.TypeNames[0] | Should -BeExactly 'RingCx.RingExCallSession'
        $run.Output.TelephonySessionId | Where-Object { $_ -notin $sandbox.GetTelephonySessions().TelephonySessionId } | Should -BeNullOrEmpty
    }

    It 'ends at once by Ctrl+C where nothing happens, and leaves the connection as it was' {
        $run = Invoke-Watch { Watch-RingExCallSession -Connection $connection } { $true }
        $run.State | Should -Be 'Stopped'
        $run.Errors | Should -BeNullOrEmpty
        $run.Output | Should -BeNullOrEmpty
        ($own | Get-RingExCallParty).Status | Should -BeExactly 'Answered'
    }

    It 'ends at once by Ctrl+C while <While>' -ForEach @(
        @{ While = 'its token is waited for'; Path = 'wstoken'; Seen = '*/wstoken' }
        @{ While = 'its connection is waited for'; Path = '/ws?'; Seen = '/ws*' }
    ) {
        $sandbox.AddFault(@{ Kind = 'Latency'; Delay = 60; PathContains = $Path })
        $run = Stop-WhenReached { Watch-RingExCallSession -Connection $connection } @{ connection = $connection } { @(Get-SentRequest $sandbox $Seen).Count -gt 0 }
        $run.State | Should -Be 'Stopped'
        $run.Errors | Should -BeNullOrEmpty
    }

    It 'goes on after a lost connection, and tells each event once' {
        $calls = @{}
        $run = Invoke-Watch { Watch-RingExCallSession -Connection $connection } @(
            { $calls.Before = $sandbox.AddTelephonySession('400415005001', $false); $true }
            { $args[0].Count -eq 2 }
            # What happens while there is none is made up for.
            { $sandbox.DropConnections(); $calls.Meanwhile = $sandbox.AddTelephonySession('400415005001', $false); $sandbox.EndTelephonySession($calls.Before); $true }
            { $args[0].Count -eq 5 }
            { $args[1] -like '*is back*' }
            { $calls.After = $sandbox.AddTelephonySession('400415005001', $false); $sandbox.EndTelephonySession($calls.Meanwhile); $true }
            { $args[0].Count -eq 8 }
        )
        $run.Errors | Should -BeNullOrEmpty
        $run.Output | Should -HaveCount 8
        Assert-Whole $run.Output
        @($run.Output.TelephonySessionId | Select-Object -Unique) | Should -Be @($calls.Before, $calls.Meanwhile, $calls.After)
        $run.Warnings | Should -Not -Match 'may be missing'
        @(Get-SentRequest $sandbox '/ws*').Line | Should -BeExactly @('GET /ws?access_token=***', 'GET /ws?access_token=***&wsc=***')
    }

    It 'goes on after several lost connections' {
        $calls = [System.Collections.Generic.List[string]]::new()
        $once = { $calls.Add($sandbox.AddTelephonySession('400415005001', $false)); $sandbox.DropConnections(); $true }
        $run = Invoke-Watch { Watch-RingExCallSession -Connection $connection } @(
            $once, { $args[0].Count -eq 2 -and @($args[1] -like '*is back*').Count -eq 1 }
            $once, { $args[0].Count -eq 4 -and @($args[1] -like '*is back*').Count -eq 2 }
            { $calls.Add($sandbox.AddTelephonySession('400415005001', $false)); $true }, { $args[0].Count -eq 6 }
        )
        $run.Errors | Should -BeNullOrEmpty
        Assert-Whole $run.Output
        @($run.Output.TelephonySessionId | Select-Object -Unique) | Should -Be $calls
    }

    It 'warns of the time of which events are missing where the service cannot make up for them, and goes on' {
        $call = @{}
        $run = Invoke-Watch { Watch-RingExCallSession -Connection $connection } @(
            { $sandbox.DropConnections($true); $true }
            { $args[1] -like 'Events from*may be missing*' }
            { $call.Id = $sandbox.AddTelephonySession('400415005001', $false); $true }
            { $args[0].Count -eq 2 }
        )
        $run.Errors | Should -BeNullOrEmpty
        $run.Output.TelephonySessionId | Sort-Object -Unique | Should -BeExactly $call.Id
        $gap = @($run.Warnings -like 'Events from*')
        $gap | Should -HaveCount 1
        $gap[0] | Should -Match '^Events from \d\d:\d\d:\d\d to \d\d:\d\d:\d\d may be missing\. .+ Get-RingExActiveCall and Get-RingExCallSession tell how the calls stand\.$'
    }

    It 'renews the RingCentral token where a new connection takes one' {
        $run = Invoke-Watch { Watch-RingExCallSession -Connection $connection } @(
            { $sandbox.RevokeTokens(); $sandbox.DropConnections(); $true }
            { $args[1] -like '*is back*' }
            { $null = $sandbox.AddTelephonySession('400415005001', $false); $true }
            { $args[0].Count -eq 2 }
        )
        $run.Errors | Should -BeNullOrEmpty
        @(Get-SentRequest $sandbox '*/wstoken').StatusCode | Should -Be @(200, 401, 200)
        @(Get-SentRequest $sandbox '*/oauth/token') | Should -HaveCount 1
    }

    It 'gives one error where it cannot begin: <Id> for <Kind>' -ForEach @(
        @{ Kind = 'Forbidden'; Path = 'wstoken'; Id = 'PermissionDenied' }
        @{ Kind = 'HtmlBody'; Path = 'wstoken'; Id = 'BadResponse' }
        @{ Kind = 'ForeignJson'; Path = 'wstoken'; Id = 'BadResponse' }
        @{ Kind = 'Unavailable'; Path = 'wstoken'; Id = 'ServiceError' }
        @{ Kind = 'Unavailable'; Path = '/ws?'; Id = 'ServiceError' }
        @{ Kind = 'DropBeforeHandling'; Path = '/ws?'; Id = 'ServiceError' }
    ) {
        Connect-Rcx -RingExOnly -MaximumRetryCount 1
        $sandbox.AddFault(@{ Kind = $Kind; Count = -1; RetryAfter = '0'; PathContains = $Path })
        $run = Invoke-Collected { Watch-RingExCallSession -Timeout 20 }
        $run.Output | Should -BeNullOrEmpty
        $run.Errors.FullyQualifiedErrorId | Should -BeExactly "$Id,RingCx.Commands.WatchRingExCallSessionCommand"
        $run.Errors[0].Exception.Message | Should -BeLike 'Could not follow the sessions*'
    }

    It 'is refused the company to a user who is no admin, and not the own extension' {
        Connect-Rcx -RingExOnly -Jwt $sandbox.GetSecret('RestrictedJwt')
        $run = Invoke-Collected { Watch-RingExCallSession Account -Timeout 20 }
        $run.Errors.FullyQualifiedErrorId | Should -BeExactly 'PermissionDenied,RingCx.Commands.WatchRingExCallSessionCommand'
        $run.Errors[0].Exception.Message | Should -BeLike "*'CallControl'*Users > Roles*"
        $run = Invoke-Collected { Watch-RingExCallSession -ExtensionId 400415005001 -Timeout 20 }
        $run.Errors.FullyQualifiedErrorId | Should -BeExactly 'PermissionDenied,RingCx.Commands.WatchRingExCallSessionCommand'
        $run = Invoke-Collected { Watch-RingExCallSession -Timeout 0.5 }
        $run.Errors | Should -BeNullOrEmpty
    }

    It 'ends with one error when the connection is closed under it' {
        $closing = Start-ThreadJob {
            Import-Module RingCx.PowerShell
            while (-not (($using:sandbox).GetRequests() | Where-Object Target -Like '/ws*')) { Start-Sleep -Milliseconds 20 }
            Disconnect-Rcx -Connection $using:connection
        }
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        $run = Invoke-Collected { Watch-RingExCallSession -Timeout 60 }
        $null = $closing | Receive-Job -Wait -AutoRemoveJob
        $run.Errors.FullyQualifiedErrorId | Should -BeExactly 'NotConnected,RingCx.Commands.WatchRingExCallSessionCommand'
        $run.Errors[0].Exception.Message | Should -BeLike '*closed by Disconnect-Rcx*'
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 20
    }
}

Describe 'Watch-RingExCallSession in process' {
    It 'follows the sessions of Connect-Rcx -Sandbox' {
        $sandbox = (Connect-Rcx -Sandbox -RingExOnly -PassThru).Sandbox
        try {
            $calling = Start-Calling $sandbox
            $run = Invoke-Collected { Watch-RingExCallSession -Timeout 20 | Select-Object -First 2 }
        }
        finally {
            $calling | Stop-Job -PassThru | Remove-Job -Force
            Disconnect-Rcx
        }

        $run.Errors | Should -BeNullOrEmpty
        $run.Output | Should -HaveCount 2
    }
}
