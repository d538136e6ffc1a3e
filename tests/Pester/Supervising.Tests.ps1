# Watching calls, waiting for them, keeping a recording off for a while, and acting on many.

BeforeAll {
    Import-Module RingCx.PowerShell
    Import-Module "$PSScriptRoot/Support.psm1"
    $ErrorActionPreference = 'Stop'

    # The first page is asked for without a number.
    function Get-Listing($Sandbox) { @(Get-SentRequest $Sandbox '*/activeCalls/list*' | ForEach-Object { $_.Query.page ?? 'none' }) }

    # Does something as soon as a request of a kind has been seen, on another thread.
    function Start-Meddling($Sandbox, [string] $After, [scriptblock] $Do) {
        Start-ThreadJob -ArgumentList $Sandbox, $After, "$Do" {
            param($Sandbox, $After, $Do)
            while (-not ($Sandbox.GetRequests() | Where-Object Target -Like $After)) { Start-Sleep -Milliseconds 20 }
            & ([scriptblock]::Create($Do)) $Sandbox
        }
    }
}

Describe 'Watch-RcxActiveCall' {
    BeforeAll {
        # Watches until the calls have been listed so often, and what that brought is there: until they are listed once more. No time is short
        # enough for a test and long enough for a machine that is busy.
        function Watch-Listing([int] $Times, [scriptblock] $Script) {
            $variables = @{ connection = Get-RcxConnection; sandbox = $sandbox; uii = $uii; waiting = $waiting }
            Stop-WhenReached $Script $variables { @(Get-Listing $sandbox | Where-Object { $_ -eq 'none' }).Count -gt $Times }
        }
    }

    BeforeEach {
        $sandbox = Start-TestSandbox -Sandbox ($Options ?? @{}) -Connect @{ SupervisorPhone = '+15554150123'; RequestsPerMinute = 10000; MaximumRetryCount = 0 }
        $uii = Get-TestUii $sandbox
        $waiting = Get-TestUii $sandbox Waiting
    }

    AfterEach {
        $sandbox.ClearFaults()
        Stop-TestSandbox $sandbox
    }

    It 'tells what started, changed and ended' {
        $listed = @(Get-RcxActiveCall)
        Clear-SentRequest $sandbox
        $run = Watch-Listing 2 {
            $seen = 0
            Watch-RcxActiveCall -IncludeExisting -Interval 1 -Connection $connection | ForEach-Object {
                if (++$seen -eq 12) {
                    $sandbox.EndCall($waiting)
                    $null = Move-RcxCall -Uii $uii -GateId 40003 -Connection $connection
                    $null = Start-RcxCall sam.rivera@sandbox.example 6505550123 4155550199 -Connection $connection
                    $sandbox.Advance(20)
                }

                $_
            }
        }
        $run.Errors | Should -BeNullOrEmpty
        $events = $run.Output
        $events[0].PSObject.TypeNames[0] | Should -BeExactly 'RingCx.RcxCallEvent'
        $first, $then = $events[0..11], $events[12..99]
        $first.Event | Sort-Object -Unique | Should -Be 'Started'
        $first.Uii | Should -Be $listed.Uii
        $first[0].Changed | Should -BeNullOrEmpty
        $first[0].Call | Should -BeOfType ([RingCx.RcxActiveCall])
        $first[0].AccountId | Should -BeExactly '12440011'
        $first[0].At | Should -BeOfType ([DateTimeOffset])

        "$($then.Event | Sort-Object)" | Should -BeExactly 'Started Changed Ended'
        $started, $changed, $ended = $then | Sort-Object Event
        $changed.Uii | Should -BeExactly $uii
        $changed.Changed | Should -Be @('EnqueueTime', 'DequeueTime', 'AgentFirstName', 'AgentLastName', 'DestinationName')
        $changed.Call.DestinationName | Should -BeExactly 'Billing'
        $changed.Call.AgentName | Should -BeNullOrEmpty
        $ended.Uii | Should -BeExactly $waiting
        $ended.Call.Ani | Should -BeExactly @($listed | Where-Object Uii -EQ $waiting)[0].Ani
        $started.Call.AgentName | Should -BeExactly 'Sam Rivera'
    }

    It 'emits nothing where nothing happens, for one request each time after the first' {
        $events = @(Watch-RcxActiveCall -Interval 3 -Timeout 7.5)
        $events | Should -BeNullOrEmpty
        Get-Listing $sandbox | Should -Be 'none', 'none', 'none'
    }

    It 'lists once however many filters there are, and tells a call once' {
        $asked = @(Get-RcxActiveCall -Uii $uii, $waiting) + @(Get-RcxAgent 'Paco Vu', 'Marco*')
        Clear-SentRequest $sandbox
        $events = @($asked | Watch-RcxActiveCall -IncludeExisting -Interval 3 -Timeout 4.5)
        Get-Listing $sandbox | Should -Be 'none', 'none'
        $events.Uii | Sort-Object | Should -Be @($events.Uii | Sort-Object -Unique)
        $events.Uii | Should -Contain $uii
        $events.Uii | Should -Contain $waiting
        @($events.Call.AgentName | Where-Object { $_ } | Sort-Object -Unique) | Should -Be @('Marco Silva', 'Paco Vu')
    }

    It 'takes the filters of the listing: <Name>' -ForEach @(
        @{ Name = '-AgentName'; Watch = { Watch-RcxActiveCall -AgentName 'V*', Marco @more }; List = { Get-RcxActiveCall -AgentName 'V*', Marco } }
        @{ Name = '-GateId'; Watch = { Watch-RcxActiveCall -GateId 40001 @more }; List = { Get-RcxActiveCall -GateId 40001 } }
        @{ Name = '-Product'; Watch = { Watch-RcxActiveCall -Product OUTBOUND @more }; List = { Get-RcxActiveCall -Product OUTBOUND } }
        @{ Name = 'queues from the pipe'; Watch = { Get-RcxQueue S* | Watch-RcxActiveCall @more }; List = { Get-RcxQueue S* | Get-RcxActiveCall } }
        @{ Name = 'calls from the pipe'; Watch = { $uii, $waiting | Watch-RcxActiveCall @more }; List = { $uii, $waiting | Get-RcxActiveCall } }
        @{ Name = '-Uii'; Watch = { Watch-RcxActiveCall $uii @more }; List = { Get-RcxActiveCall $uii } }
    ) {
        $more = @{ IncludeExisting = $true; Timeout = 1 }
        $listed = @(& $List)
        $listed.Count | Should -BeIn (1..11)
        @(& $Watch).Uii | Should -Be $listed.Uii
    }

    It 'tells a last time of a call that a filter lets go' {
        $events = @(Watch-RcxActiveCall -AgentName Vu -IncludeExisting -Interval 1 -Timeout 60 | ForEach-Object {
                if ($_.Event -eq 'Started') { $null = Move-RcxCall -Uii $uii -GateId 40002 }
                $_
            } | Select-Object -First 2)
        $events.Event | Should -Be @('Started', 'Changed')
        $events[1].Call.AgentName | Should -BeNullOrEmpty
    }

    It 'ends with -Timeout <_>' -ForEach 0.3, '0.3', ([timespan]::FromSeconds(0.3)), '00:00:00.3' {
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        Watch-RcxActiveCall -Interval 60 -Timeout $_ | Should -BeNullOrEmpty
        $clock.Elapsed.TotalSeconds | Should -BeGreaterThan 0.25
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 20
        Get-Listing $sandbox | Should -Be 'none'
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = '-Interval 0.9'; Arguments = @{ Interval = 0.9 } }
        @{ Name = '-Interval 0'; Arguments = @{ Interval = 0 } }
        @{ Name = '-Interval of less than a second as a TimeSpan'; Arguments = @{ Interval = [timespan]::FromMilliseconds(999) } }
        @{ Name = '-Interval of two hours'; Arguments = @{ Interval = '02:00:00' } }
        @{ Name = '-Timeout 0'; Arguments = @{ Timeout = 0 } }
        @{ Name = '-Timeout -1'; Arguments = @{ Timeout = -1 } }
    ) {
        foreach ($command in { Watch-RcxActiveCall @Arguments }, { Wait-RcxCall -Uii $uii @Arguments }) {
            $run = Invoke-Collected $command
            $run.Errors.FullyQualifiedErrorId | Should -BeLike 'InvalidArgument,*'
            $run.Errors[0].Exception.Message | Should -BeLike "*-$(@($Arguments.Keys)[0]) is out of range. Give*"
        }

        Get-SentRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'ends at once and cleanly for Select-Object -First' {
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        $run = Invoke-Collected { Watch-RcxActiveCall -IncludeExisting -Interval 60 | Select-Object -First 3 }
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 20
        $run.Errors | Should -BeNullOrEmpty
        $run.Output | Should -HaveCount 3
    }

    It 'ends with Ctrl+C <While>' -ForEach @(
        @{ While = 'between two listings'; Fault = @{ Kind = 'Latency'; PathContains = 'nothing' }; Listings = 1 }
        @{ While = 'in a listing'; Fault = @{ Kind = 'Latency'; Delay = 60; PathContains = '/list' }; Listings = 1 }
        @{ While = 'in a listing that is repeated'; Fault = @{ Kind = 'Unavailable'; RetryAfter = '100'; PathContains = '/list' }; Listings = 1 }
    ) {
        $connection = Connect-Rcx -PassThru -RequestsPerMinute 10000
        $sandbox.AddFault($Fault)
        $run = Stop-WhenReached { Watch-RcxActiveCall -Interval 60 -Connection $connection } @{ connection = $connection } { @(Get-Listing $sandbox).Count -ge $Listings }
        $run.State | Should -Be 'Stopped'
        $run.Errors | Should -BeNullOrEmpty
    }

    It 'lives through outages of every kind, warns once, and takes no call for ended meanwhile' {
        # After the first, six that fail and one that does not.
        $run = Watch-Listing 8 {
            $seen = 0
            Watch-RcxActiveCall -IncludeExisting -Interval 1 -Connection $connection | ForEach-Object {
                if (++$seen -eq 12) {
                    foreach ($kind in 'Unavailable', 'RateLimited', 'DropBeforeHandling', 'DropAfterHandling', 'HtmlBody', 'ServerError') {
                        $sandbox.AddFault(@{ Kind = $kind; RetryAfter = '0'; PathContains = '/list' })
                    }

                    $sandbox.EndCall($waiting)
                }

                $_
            }
        }
        $run.Errors | Should -BeNullOrEmpty
        $run.Output[12..99] | ForEach-Object { "$_" } | Should -Be "Ended $waiting"
        $run.Warnings | Should -HaveCount 2
        $run.Warnings[0] | Should -BeLike 'The calls could not be listed. The service is unavailable (503).*goes on being tried*'
        $run.Warnings[1] | Should -BeLike 'The calls are listed again, after * s.*'
    }

    It 'takes no call for ended when a page of several breaks off' -ForEach @{ Options = @{ MaximumPageSize = 5 } } {
        # After the first: one that fails, one that does not, and the same again.
        $run = Watch-Listing 6 {
            $seen = 0
            Watch-RcxActiveCall -IncludeExisting -Interval 1 -Connection $connection | ForEach-Object {
                if (++$seen -eq 12) {
                    $sandbox.AddFault(@{ Kind = 'TruncatedBody'; PathContains = 'page=1' })
                    # The outage passes, and another comes: that is worth another warning.
                    $sandbox.AddFault(@{ Kind = 'Unavailable'; RetryAfter = '0'; PathContains = 'page=2'; SkipFirst = 1 })
                    $sandbox.RevokeTokens()
                }

                $_
            }
        }
        $run.Errors | Should -BeNullOrEmpty
        $run.Output | Should -HaveCount 12
        $run.Warnings | ForEach-Object { $_.Substring(0, 22) } | Should -Be @('The calls could not be', 'The calls are listed a', 'The calls could not be', 'The calls are listed a')
    }

    It 'does not go on where that would be of no use: <Name>' -ForEach @(
        @{ Name = 'no permission'; Meddle = { $sandbox.AddFault(@{ Kind = 'Forbidden'; Count = -1 }) }; Id = 'PermissionDenied' }
        @{ Name = 'Disconnect-Rcx'; Meddle = { Disconnect-Rcx }; Id = 'NotConnected' }
    ) {
        $seen = 0
        $run = Invoke-Collected { Watch-RcxActiveCall -IncludeExisting -Interval 1 -Timeout 30 | ForEach-Object { if (++$seen -eq 12) { . $Meddle } } }
        $run.Thrown.FullyQualifiedErrorId | Should -BeExactly "$Id,RingCx.Commands.WatchRcxActiveCallCommand"
    }

    It 'pipes its events into other commands' {
        $sessions = @(Watch-RcxActiveCall -IncludeExisting -AgentName Vu -Timeout 2 | Where-Object Event -EQ Started | Add-RcxCallSession -Type Monitor)
        $sessions.Uii | Should -Be $uii
        @((Get-CallState $sandbox $uii).Sessions) | Should -HaveCount 1
        $first = Watch-RcxActiveCall -IncludeExisting -Interval 60 | Select-Object -First 1
        ($first | Ping-RcxCall).Uii | Should -BeExactly $first.Uii
        $sandbox.EndCall($first.Uii)
        # The call of an event is known, also where it has ended meanwhile.
        ($first | Wait-RcxCall -Timeout 5).Ani | Should -BeExactly $first.Call.Ani
    }
}

Describe 'Wait-RcxCall' {
    BeforeEach {
        $sandbox = Start-TestSandbox -Connect @{ SupervisorPhone = '+15554150123'; RequestsPerMinute = 10000 }
        $uii = Get-TestUii $sandbox
        $waiting = Get-TestUii $sandbox Waiting
        $job = $null
    }

    AfterEach {
        if ($job) { $job | Receive-Job -Wait -AutoRemoveJob }
        $sandbox.ClearFaults()
        Stop-TestSandbox $sandbox
    }

    It 'waits for the end of many with one listing each time, and emits the calls' {
        $calls = @(Get-RcxActiveCall)
        Clear-SentRequest $sandbox
        $job = Start-Meddling $sandbox '*/list*' { param($s) $s.GetCalls().Uii | ForEach-Object { $s.EndCall($_) } }
        $ended = @($calls | Wait-RcxCall -Interval 1 -Timeout 20)
        $ended.Uii | Should -Be $calls.Uii
        $ended[0] | Should -BeOfType ([RingCx.RcxActiveCall])
        # One while all live, one when all have ended, and perhaps one in the midst of it; never one for each call.
        $listings = @(Get-Listing $sandbox)
        $listings.Count | Should -BeIn 2, 3
        $calls.Count | Should -BeGreaterThan 3
        $listings | Should -Be (@('none') * $listings.Count)
    }

    It 'waits until an agent answers' {
        Disconnect-Rcx
        $live = Start-RcxSandbox -SetEnvironment
        try {
            Connect-Rcx
            $waiting = Get-TestUii $live Waiting
            $job = Start-Meddling $live '*/list*' { param($s) foreach ($i in 1..60) { $s.Advance(5) } }
            $run = Invoke-Collected { $waiting | Wait-RcxCall Answered -Interval 1 -Timeout 20 }
            # Whoever waits long enough is answered, or hangs up.
            if ($run.Errors) { $run.Errors.FullyQualifiedErrorId | Should -BeLike 'CallNotFound,*' }
            else { $run.Output.AgentName | Should -Not -BeNullOrEmpty }
        }
        finally {
            Disconnect-Rcx
            $live | Stop-RcxSandbox
        }
    }

    It 'emits at once what is answered already, and pipes on' {
        $done = @($uii | Wait-RcxCall -Until Answered -Interval 60 | Ping-RcxCall)
        $done.Uii | Should -BeExactly $uii
        Get-Listing $sandbox | Should -Be 'none'
    }

    It 'waits until a script block says so' {
        $asked = 0
        $call = Wait-RcxCall {
            if ($script:asked++ -eq 0) { $null = Move-RcxCall -Uii $_.Uii -GateId 40003 }
            $_.DestinationName -eq 'Billing'
        } -Uii $uii -Interval 1 -Timeout 20
        $call.Uii | Should -BeExactly $uii
        $call.DestinationName | Should -BeExactly 'Billing'
    }

    It 'reports each call that is left when the time is over, and goes on' {
        $others = @($sandbox.GetCalls() | Where-Object { -not $_.AgentUsername }).Uii
        $run = Invoke-Collected { @($others) + $uii | Wait-RcxCall Answered -Interval 60 -Timeout 2 | Ping-RcxCall }
        $run.Thrown | Should -BeNullOrEmpty
        $run.Output.Uii | Should -BeExactly $uii
        $run.Errors | Should -HaveCount $others.Count
        $run.Errors.TargetObject | Should -Be $others
        $run.Errors.FullyQualifiedErrorId | Sort-Object -Unique | Should -Be 'WaitTimeout,RingCx.Commands.WaitRcxCallCommand'
        # A last look when the time is over.
        Get-Listing $sandbox | Should -Be 'none', 'none'
    }

    It 'counts its time from the last call of the pipe on' {
        $run = Invoke-Collected { & { $uii; Start-Sleep 1.2 } | Wait-RcxCall { $true } -Timeout 1 }
        $run.Errors | Should -BeNullOrEmpty
        $run = Invoke-Collected { & { $uii; Start-Sleep 1.2 } | Wait-RcxCall -Interval 1 -Timeout 1 }
        @(Get-Listing $sandbox).Count | Should -BeGreaterOrEqual 3
    }

    It 'does not wait longer than it was told to while the service does not answer: <Name>' -ForEach @(
        @{ Name = 'Wait-RcxCall'; Do = { Wait-RcxCall -Uii $uii -Interval 1 -Timeout 2 } }
        @{ Name = 'Watch-RcxActiveCall'; Do = { Watch-RcxActiveCall -Interval 1 -Timeout 2 } }
        @{ Name = 'Start-RcxCall -Wait'; Do = { Start-RcxCall sam.rivera@sandbox.example 6505550123 8005550100 -Wait -Timeout 2 } }
    ) {
        $sandbox.AddFault(@{ Kind = 'Latency'; Delay = 60; Count = -1; PathContains = '/list' })
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        $run = Invoke-Collected $Do
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 20
        $run.Errors.FullyQualifiedErrorId | Should -BeLike 'WaitTimeout,*'
        "$($run.Errors)" | Should -BeLike 'The calls could not be listed within 2 s, so nothing *'
        @(Get-SentRequest $sandbox '*createManualAgentCall*') | Should -BeNullOrEmpty
    }

    It 'does not wait longer than it was told to when the service answers no more' {
        $job = Start-Meddling $sandbox '*/list*' { param($s) $s.AddFault(@{ Kind = 'Latency'; Delay = 60; Count = -1; PathContains = '/list' }) }
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        $run = Invoke-Collected { Wait-RcxCall -Uii $uii -Interval 1 -Timeout 2 }
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 20
        $run.Errors.FullyQualifiedErrorId | Should -BeLike 'WaitTimeout,*'
    }

    It 'is done with calls that have ended before: <Name>' -ForEach @(
        @{ Name = 'calls'; Calls = { $listed }; Output = 1; Errors = 0 }
        @{ Name = 'uiis'; Calls = { $listed.Uii }; Output = 0; Errors = 1 }
    ) {
        $listed = Get-RcxActiveCall -Uii $uii
        $sandbox.EndCall($uii)
        $run = Invoke-Collected { & $Calls | Wait-RcxCall -Interval 60 }
        @($run.Output) | Should -HaveCount $Output
        $run.Errors | Should -HaveCount $Errors
        if ($Errors) { $run.Errors.FullyQualifiedErrorId | Should -BeExactly 'CallNotFound,RingCx.Commands.WaitRcxCallCommand' }
        else { $run.Output[0].Ani | Should -BeExactly $listed.Ani }
    }

    It 'reports a call that ends before it is answered' {
        $job = Start-Meddling $sandbox '*/list*' { param($s) $s.GetCalls().Uii | ForEach-Object { $s.EndCall($_) } }
        $run = Invoke-Collected { $waiting | Wait-RcxCall Answered -Interval 1 -Timeout 20 }
        $run.Errors.FullyQualifiedErrorId | Should -BeExactly 'CallNotFound,RingCx.Commands.WaitRcxCallCommand'
    }

    It 'shows how many are done, and ends with Ctrl+C' {
        $connection = Get-RcxConnection
        $run = Stop-WhenReached { $uii, $waiting | Wait-RcxCall Answered -Interval 60 -Timeout 100 -Connection $connection } @{ connection = $connection; uii = $uii; waiting = $waiting } {
            param($shell) $shell.Streams.Progress | Where-Object StatusDescription -Like '*answered'
        }
        $run.State | Should -Be 'Stopped'
        $run.Errors | Should -BeNullOrEmpty
        $run.Output.Uii | Should -BeExactly $uii
        $shown = @($run.Progress | Where-Object StatusDescription -Like '*answered')[0]
        $shown.StatusDescription | Should -BeExactly '1 of 2 calls answered'
        $shown.PercentComplete | Should -Be 50
        $shown.SecondsRemaining | Should -BeIn (90..100)
    }
}

Describe 'Invoke-RcxRecordingPause' {
    BeforeEach {
        $sandbox = Start-TestSandbox -Connect @{ SupervisorPhone = '+15554150123'; RequestsPerMinute = 10000 }
        $uii = Get-TestUii $sandbox
        $waiting = Get-TestUii $sandbox Waiting

        function Test-Recording([string] $Of = $uii) { (Get-CallState $sandbox $Of).IsRecording }
        function Get-Toggle { "$(@(Get-SentRequest $sandbox '*/toggleCallRecording*') | ForEach-Object { if ($_.Query.record -eq 'true') { 'on' } else { 'off' } })" }
    }

    AfterEach {
        $sandbox.ClearFaults()
        Stop-TestSandbox $sandbox
    }

    It 'runs the block while the recording is off, in the caller''s scope, with the call as $_' {
        $here = 1
        $output = @(Get-RcxActiveCall -Uii $uii | Invoke-RcxRecordingPause { $here++; $_; Test-Recording; "here: $here" })
        $output[0] | Should -BeOfType ([RingCx.RcxActiveCall])
        $output[0].Uii | Should -BeExactly $uii
        $output[1..2] | Should -Be @($false, 'here: 2')
        $here | Should -Be 2
        Test-Recording | Should -BeTrue
        Get-Toggle | Should -BeExactly 'off on'
        Get-Variable RcxRecording* | Should -BeNullOrEmpty
    }

    It 'emits as the block does' {
        $states = @(Invoke-RcxRecordingPause { 1; 2 } -Uii $uii | ForEach-Object { Test-Recording })
        $states | Should -Be @($false, $false)
        Invoke-RcxRecordingPause { 1; 2; 3 } -Uii $uii | Select-Object -First 1 | Should -Be 1
        Test-Recording | Should -BeTrue
    }

    It 'records again after <Name>' -ForEach @(
        @{ Name = 'return'; Run = { Invoke-RcxRecordingPause { 1; return; 2 } -Uii $uii; 'after' }; Output = 1, 'after' }
        @{ Name = 'break'; Run = { foreach ($i in 1, 2) { Invoke-RcxRecordingPause { $i; break } -Uii $uii; 'not here' }; 'after' }; Output = 1, 'after' }
        @{ Name = 'continue'; Run = { foreach ($i in 1, 2) { Invoke-RcxRecordingPause { $i; continue } -Uii $uii; 'not here' }; 'after' }; Output = 1, 2, 'after' }
        @{ Name = 'throw'; Run = { try { Invoke-RcxRecordingPause { 1; throw 'card declined' } -Uii $uii } catch { "$_" } }; Output = 1, 'card declined' }
        @{ Name = 'an error of a .NET method'; Run = { try { Invoke-RcxRecordingPause { [int]::Parse('x') } -Uii $uii } catch { $_.Exception.GetType().Name } }; Output = , 'MethodInvocationException' }
        @{ Name = 'an error that does not end it'; Run = { Invoke-RcxRecordingPause { Write-Error 'soft'; 1 } -Uii $uii -ErrorAction SilentlyContinue }; Output = , 1; Soft = 1 }
        @{ Name = 'an error with -ErrorAction Stop'; Run = { try { Invoke-RcxRecordingPause { Write-Error 'hard' -ErrorAction Stop; 1 } -Uii $uii } catch { "$_" } }; Output = , 'hard' }
        @{ Name = 'exit of a function'; Run = { function Invoke-Payment { Invoke-RcxRecordingPause { 1; return } -Uii $uii; return 2 }; Invoke-Payment }; Output = 1, 2 }
        @{ Name = 'a block without output'; Run = { Invoke-RcxRecordingPause {} -Uii $uii }; Output = @() }
    ) {
        $run = Invoke-Collected $Run
        $run.Errors | Should -HaveCount ([int] $Soft)
        $run.Output | Should -Be $Output
        Test-Recording | Should -BeTrue
        Get-Toggle | Should -BeIn 'off on', 'off on off on'
    }

    It 'runs for each call of the pipe, one after the other, and may be repeated' {
        $recorded = @($sandbox.GetCalls() | Where-Object IsRecording).Uii
        $recorded.Count | Should -BeGreaterThan 2
        foreach ($round in 1, 2) {
            Clear-SentRequest $sandbox
            $seen = @($recorded | Invoke-RcxRecordingPause { "$_"; @($sandbox.GetCalls() | Where-Object IsRecording).Count })
            $seen.Count | Should -Be (2 * $recorded.Count)
            $seen | Where-Object { $_ -is [int] } | Sort-Object -Unique | Should -Be ($recorded.Count - 1)
            Get-Toggle | Should -BeExactly "$(@('off on') * $recorded.Count)"
        }

        @($sandbox.GetCalls() | Where-Object IsRecording).Uii | Should -Be $recorded
    }

    It 'counts nested pauses of a call as one' {
        $states = @(Invoke-RcxRecordingPause { Invoke-RcxRecordingPause { Test-Recording } -Uii $uii; Test-Recording } -Uii $uii)
        $states | Should -Be @($false, $false)
        Get-Toggle | Should -BeExactly 'off on'
        Test-Recording | Should -BeTrue
    }

    It 'sees the variables of a module whose function calls it' {
        $module = New-Module { function Invoke-Payment($uii) { $secret = 'mine'; Invoke-RcxRecordingPause { "$secret"; $secret = 'changed' } -Uii $uii; $secret } }
        & $module { param($uii) Invoke-Payment $uii } $uii | Should -Be @('mine', 'changed')
        Test-Recording | Should -BeTrue
    }

    Context 'in a session of <Mode>' -ForEach @(@{ Mode = 'ConstrainedLanguage' }, @{ Mode = 'RestrictedLanguage' }, @{ Mode = 'FullLanguage' }) {
        BeforeEach {
            $state = [System.Management.Automation.Runspaces.InitialSessionState]::CreateDefault2()
            $state.ImportPSModule('RingCx.PowerShell')
            $shell = [powershell]::Create($state)
            # Made there, as somebody at the prompt makes it.
            function New-BlockThere([string] $Text) { $shell.Commands.Clear(); @($shell.AddScript("{ $Text }").Invoke())[0]; $shell.Commands.Clear() }
            function Invoke-There([string] $Command, [hashtable] $Parameters) {
                $shell.Runspace.SessionStateProxy.LanguageMode = $Mode
                $shell.AddCommand($Command).AddParameters($Parameters).AddParameter('Connection', (Get-RcxConnection)).Invoke()
            }
        }

        AfterEach {
            $shell.Dispose()
        }

        It 'runs the block of a pause while the recording is off, in the session''s scope' {
            $shell.Runspace.SessionStateProxy.SetVariable('seen', [System.Collections.ArrayList]::new())
            $shell.Runspace.SessionStateProxy.SetVariable('calls', $sandbox)
            $block = New-BlockThere '"ran $_"; $done = 1; Get-Command Wait-RcxCall | ForEach-Object Name'
            $output = @(Invoke-There Invoke-RcxRecordingPause @{ ScriptBlock = $block; Uii = $uii })
            $output | Should -Be @("ran $uii", 'Wait-RcxCall')
            $shell.Streams.Error | Should -BeNullOrEmpty
            $shell.Runspace.SessionStateProxy.GetVariable('done') | Should -Be 1
            Get-Toggle | Should -BeExactly 'off on'
            Test-Recording | Should -BeTrue
        }

        It 'gives a block''s error, and records again' {
            $block = New-BlockThere 'throw "card declined"'
            { Invoke-There Invoke-RcxRecordingPause @{ ScriptBlock = $block; Uii = $uii } } | Should -Throw '*card declined*'
            Test-Recording | Should -BeTrue
        }

        It 'asks the block of a wait: <Says>' -ForEach @(@{ Says = $true; Emits = 1; Errors = @() }, @{ Says = $false; Emits = 0; Errors = @('WaitTimeout') }) {
            $block = New-BlockThere "`$_.AgentName -ne 'x' -and `$$Says"
            $output = @(Invoke-There Wait-RcxCall @{ Until = $block; Uii = $uii; Timeout = 2 })
            $output | Should -HaveCount $Emits
            @($shell.Streams.Error | ForEach-Object { ($_.FullyQualifiedErrorId -split ',')[0] }) | Should -Be $Errors
        }
    }

    It 'runs a block of another session' {
        $there = [powershell]::Create()
        try {
            $block = @($there.AddScript('$theirs = "theirs"; { "$_ $theirs" }').Invoke())[0]
            Invoke-RcxRecordingPause $block -Uii $uii | Should -BeExactly "$uii theirs"
        }
        finally {
            $there.Dispose()
        }

        Test-Recording | Should -BeTrue
    }

    It 'fails for a block of a session that is gone: <Command>' -ForEach @(
        @{ Command = 'Invoke-RcxRecordingPause'; Run = { Invoke-RcxRecordingPause $block -Uii $uii } }
        @{ Command = 'Wait-RcxCall'; Run = { Wait-RcxCall $block -Uii $uii -Timeout 5 } }
    ) {
        $there = [powershell]::Create()
        $block = @($there.AddScript('{ "ran" }').Invoke())[0]
        $there.Runspace.Dispose()
        $there.Dispose()
        $run = Invoke-Collected $Run
        $run.Output | Should -BeNullOrEmpty
        $run.Thrown.FullyQualifiedErrorId | Should -BeLike 'InvalidArgument,*'
        "$($run.Thrown)" | Should -BeLike '*session that has been closed*'
        Test-Recording | Should -BeTrue
    }

    It 'runs nothing with -WhatIf' {
        $ran = $false
        Invoke-RcxRecordingPause { $ran = $true } -Uii $uii -WhatIf | Should -BeNullOrEmpty
        $ran | Should -BeFalse
        Get-SentRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'runs nothing where the service refuses to stop the recording, unless it is told to' {
        $run = Invoke-Collected { $waiting, $uii | Invoke-RcxRecordingPause { "ran $_" } }
        $run.Output | Should -BeExactly "ran $uii"
        $run.Errors.FullyQualifiedErrorId | Should -BeExactly 'ActionRefused,RingCx.Commands.InvokeRcxRecordingPauseCommand'
        $run.Errors[0].TargetObject | Should -BeExactly $waiting
        $run.Errors[0].Exception.Message | Should -BeLike '*the script block was not run*-Force*'
        Test-Recording $waiting | Should -BeFalse
        Invoke-RcxRecordingPause { 'ran' } -Uii $waiting -Force | Should -BeExactly 'ran'
        Test-Recording $waiting | Should -BeTrue
    }

    It 'runs nothing for a call that has ended, and is content with one that ends meanwhile' {
        $run = Invoke-Collected { Invoke-RcxRecordingPause { $sandbox.EndCall($uii); 'ran' } -Uii $uii }
        $run.Errors | Should -BeNullOrEmpty
        $run.Warnings | Should -BeNullOrEmpty
        $run.Output | Should -BeExactly 'ran'
        $run = Invoke-Collected { Invoke-RcxRecordingPause { 'ran' } -Uii $uii }
        $run.Output | Should -BeNullOrEmpty
        $run.Errors.FullyQualifiedErrorId | Should -BeExactly 'CallNotFound,RingCx.Commands.InvokeRcxRecordingPauseCommand'
    }

    It 'lives through <Kind> at the <Step>' -ForEach @(
        foreach ($step in @{ Step = 'pause'; Path = 'record=false' }, @{ Step = 'resumption'; Path = 'record=true' }) {
            foreach ($fault in @{ Kind = 'RateLimited'; RetryAfter = '0' }, @{ Kind = 'Unavailable'; RetryAfter = '0' }, @{ Kind = 'DropBeforeHandling' }, @{ Kind = 'DropAfterHandling' }, @{ Kind = 'Unauthorized' }, @{ Kind = 'TruncatedBody' }, @{ Kind = 'ServerError' }) {
                $step + @{ Kind = $fault.Kind; Fault = $fault + @{ PathContains = $step.Path } }
            }
        }
    ) {
        $sandbox.AddFault($Fault)
        $run = Invoke-Collected { Invoke-RcxRecordingPause { Test-Recording } -Uii $uii }
        $run.Errors | Should -BeNullOrEmpty
        $run.Output | Should -Be $false
        Test-Recording | Should -BeTrue
    }

    It 'renews a token that expires in the block' {
        Invoke-RcxRecordingPause { $sandbox.RevokeTokens(); 'ran' } -Uii $uii | Should -BeExactly 'ran'
        Test-Recording | Should -BeTrue
    }

    It 'does not run the block over a dead network, and goes on with the next call' {
        Connect-Rcx -RequestsPerMinute 10000 -MaximumRetryCount 0
        $other = @($sandbox.GetCalls() | Where-Object IsRecording).Uii -ne $uii | Select-Object -First 1
        $sandbox.AddFault(@{ Kind = 'DropBeforeHandling'; Count = -1; PathContains = "$uii/toggleCallRecording?record=false" })
        $run = Invoke-Collected { $uii, $other | Invoke-RcxRecordingPause { "ran $_" } }
        $run.Output | Should -BeExactly "ran $other"
        $run.Errors | Should -HaveCount 1
        $run.Errors[0].TargetObject | Should -BeExactly $uii
        $run.Errors[0].Exception.Message | Should -BeLike '*the script block was not run*'
        Test-Recording | Should -BeTrue
    }

    It 'says loudly that it could not resume: <Name>' -ForEach @(
        @{ Name = 'a dead network'; Fault = @{ Kind = 'DropBeforeHandling' } }
        @{ Name = 'no answer'; Fault = @{ Kind = 'Latency'; Delay = 60 } }
        @{ Name = 'a service that refuses'; Fault = @{ Kind = 'Refused' } }
    ) {
        Connect-Rcx -RequestsPerMinute 10000 -MaximumRetryCount 0
        $sandbox.AddFault($Fault + @{ Count = -1; PathContains = 'record=true' })
        $run = Invoke-Collected { Invoke-RcxRecordingPause { 'ran' } -Uii $uii -ResumeTimeout 1 }
        $run.Output | Should -BeExactly 'ran'
        $run.Thrown.FullyQualifiedErrorId | Should -BeExactly 'RecordingNotResumed,RingCx.Commands.InvokeRcxRecordingPauseCommand'
        $run.Thrown.TargetObject | Should -BeExactly $uii
        $run.Thrown.Exception.Message | Should -BeLike "THE RECORDING OF CALL $uii MAY STILL BE OFF.*Set-RcxCallRecording -Uii $uii -State On.*"
        $run.Warnings[-1] | Should -BeExactly $run.Thrown.Exception.Message
    }

    It 'is noticed where errors are silent, and tells of the block''s own error' {
        Connect-Rcx -RequestsPerMinute 10000 -MaximumRetryCount 0
        $sandbox.AddFault(@{ Kind = 'Latency'; Delay = 60; Count = -1; PathContains = 'record=true' })
        $run = Invoke-Collected { $ErrorActionPreference = 'SilentlyContinue'; Invoke-RcxRecordingPause { throw 'card declined' } -Uii $uii -ResumeTimeout 1 }
        "$($run.Warnings)" | Should -BeLike '*MAY STILL BE OFF*The script block failed as well: card declined*'
        # Leaving a loop is no failure.
        $run = Invoke-Collected { $null = Set-RcxCallRecording -Uii $uii -State Off -ErrorAction SilentlyContinue; foreach ($i in 1) { Invoke-RcxRecordingPause { break } -Uii $uii -Force -ResumeTimeout 1 } }
        "$($run.Warnings)" | Should -BeLike '*MAY STILL BE OFF*'
        "$($run.Warnings)" | Should -Not -BeLike '*failed as well*'
    }

    It 'records again when <Stream> is set to Stop' -ForEach @(
        @{ Stream = 'the verbose stream'; Variable = 'VerbosePreference' }
        @{ Stream = 'the debug stream'; Variable = 'DebugPreference' }
    ) {
        # With an audit file a request that is given up takes a moment to come to its end.
        Connect-Rcx -RequestsPerMinute 10000 -AuditPath (Join-Path $TestDrive 'audit.jsonl')
        foreach ($i in 1..10) {
            $run = Invoke-Collected { Set-Variable $Variable Stop; Invoke-RcxRecordingPause { 'ran' } -Uii $uii 4>$null 5>$null }
            $run.Output | Should -BeNullOrEmpty
            # What the broken request does, it does at once.
            Start-Sleep -Milliseconds 20
            Test-Recording | Should -BeTrue
        }
    }

    It 'records again after Ctrl+C <While>' -ForEach @(
        @{ While = 'as the recording is stopped'; Fault = @{ Kind = 'Latency'; Delay = 60; PathContains = 'record=false' }; Seen = '*record=false' }
        @{ While = 'as the answer to that comes slowly'; Fault = @{ Kind = 'SlowBody'; Delay = 60; PathContains = 'record=false' }; Seen = '*record=false' }
        @{ While = 'as stopping it waits to be repeated'; Fault = @{ Kind = 'Unavailable'; RetryAfter = '2'; PathContains = 'record=false' }; Seen = '*record=false' }
        @{ While = 'in the block'; Fault = @{ Kind = 'Latency'; PathContains = 'nothing' }; Seen = '*record=false'; Least = 1 }
        @{ While = 'as the recording is started'; Fault = @{ Kind = 'Unavailable'; RetryAfter = '1'; PathContains = 'record=true' }; Seen = '*record=true'; Least = 1; Short = $true }
    ) {
        $connection = Get-RcxConnection
        $sandbox.AddFault($Fault)
        $script = if ($Short) { { Invoke-RcxRecordingPause { 'ran' } -Uii $uii -Connection $connection; 'not here' } } else { { Invoke-RcxRecordingPause { 'ran'; Start-Sleep 60 } -Uii $uii -Connection $connection; 'not here' } }
        $run = Stop-WhenReached $script @{ connection = $connection; uii = $uii } {
            param($shell, $emitted)
            @(Get-SentRequest $sandbox $Seen).Count -gt 0 -and $emitted.Count -ge [int] $Least
        }
        $run.State | Should -Be 'Stopped'
        $run.Errors | Should -BeNullOrEmpty
        $run.Output | Should -Be @(@('ran') * [int] $Least)
        Test-Recording | Should -BeTrue
    }

    It 'keeps to -ResumeTimeout after Ctrl+C' {
        $connection = Get-RcxConnection
        $sandbox.AddFault(@{ Kind = 'Unavailable'; RetryAfter = '0'; Count = -1; PathContains = 'record=true' })
        $clock = [System.Diagnostics.Stopwatch]::new()
        $run = Stop-WhenReached { Invoke-RcxRecordingPause { 'ran' } -Uii $uii -ResumeTimeout 2 -Connection $connection } @{ connection = $connection; uii = $uii } {
            if (@(Get-SentRequest $sandbox '*record=true').Count -gt 0) { $clock.Start(); $true }
        }
        $run.State | Should -Be 'Stopped'
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 20
    }

    It 'records again over a connection that the block closes: <Name>' -ForEach @(
        @{ Name = 'Disconnect-Rcx'; Close = { Disconnect-Rcx } }
        @{ Name = 'Disconnect-Rcx -Connection'; Close = { Get-RcxConnection | Disconnect-Rcx } }
    ) {
        $run = Invoke-Collected { Invoke-RcxRecordingPause { . $Close; 'ran'; Get-RcxConnection } -Uii $uii }
        $run.Errors | Should -BeNullOrEmpty
        $run.Output | Should -BeExactly 'ran'
        $run.Warnings | Should -HaveCount 1
        $run.Warnings[0] | Should -BeLike 'A recording is paused over this connection*'
        Test-Recording | Should -BeTrue
    }

    It 'records again when the block removes the module' {
        $result = Invoke-FreshPowerShell @"
Import-Module RingCx.PowerShell
Connect-Rcx
Invoke-RcxRecordingPause { Remove-Module RingCx.PowerShell; "ran" } -Uii $uii
"@
        $result.Text.Trim() | Should -BeExactly 'ran'
        $result.ExitCode | Should -Be 0
        Get-Toggle | Should -BeExactly 'off on'
    }

    It 'is quicker than its ping' {
        $null = Invoke-RcxRecordingPause { Start-Sleep 0.5 } -Uii $uii
        Get-SentRequest $sandbox '*/pingCall' | Should -BeNullOrEmpty
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'no block'; Run = { Invoke-RcxRecordingPause -Uii $uii }; Id = 'MissingArgument' }
        @{ Name = '-ResumeTimeout 0'; Run = { Invoke-RcxRecordingPause { 1 } -Uii $uii -ResumeTimeout 0 }; Id = 'InvalidArgument' }
        @{ Name = '-ResumeTimeout of two days'; Run = { Invoke-RcxRecordingPause { 1 } -Uii $uii -ResumeTimeout 2.00:00 }; Id = 'InvalidArgument' }
    ) {
        (Invoke-Collected $Run).Thrown.FullyQualifiedErrorId | Should -BeExactly "$Id,RingCx.Commands.InvokeRcxRecordingPauseCommand"
        Get-SentRequest $sandbox | Should -BeNullOrEmpty
    }
}

Describe 'A bulk of 300 calls' {
    BeforeAll {
        $sandbox = Start-TestSandbox -Sandbox @{ CallCount = 300 } -Connect @{ SupervisorPhone = '+15554150123'; RequestsPerMinute = 10000 }
        $uiis = @($sandbox.GetCalls().Uii)
    }

    AfterAll {
        Stop-TestSandbox $sandbox
    }

    BeforeEach {
        Clear-SentRequest $sandbox
    }

    It 'acts on each once, from the listing too' {
        $done = @(Get-RcxActiveCall | Ping-RcxCall)
        $done.Uii | Sort-Object | Should -Be ($uiis | Sort-Object)
        @(Get-SentRequest $sandbox '*/pingCall') | Should -HaveCount 300
    }

    It 'is one error for each call that has ended, and done with the others' {
        $gone = $uiis[10, 20, 30]
        $gone | ForEach-Object { $sandbox.EndCall($_) }
        $run = Invoke-Collected { $uiis | Ping-RcxCall }
        $run.Errors.TargetObject | Should -Be $gone
        $run.Errors.FullyQualifiedErrorId | Sort-Object -Unique | Should -Be 'CallNotFound,RingCx.Commands.PingRcxCallCommand'
        $run.Output | Should -HaveCount 297
    }

    It 'is stopped in the middle, with its progress shown, and goes on with those that are left' {
        $connection = Connect-Rcx -PassThru -RequestsPerMinute 60
        $live = @($sandbox.GetCalls().Uii)
        $run = Stop-WhenReached { $uiis | Ping-RcxCall -Connection $connection } @{ connection = $connection; uiis = $live } { param($shell) $shell.Streams.Progress.Count -gt 0 }
        $run.State | Should -Be 'Stopped'
        $done = @($run.Output.Uii)
        $done.Count | Should -BeIn (50..60)
        $run.Progress[0].StatusDescription | Should -BeLike '* calls done*'
        @(Get-SentRequest $sandbox '*/pingCall') | Should -HaveCount $done.Count

        Connect-Rcx -RequestsPerMinute 10000
        $left = @($live | Where-Object { $_ -notin $done } | Ping-RcxCall)
        @($done) + @($left.Uii) | Sort-Object | Should -Be ($live | Sort-Object)
        @(Get-SentRequest $sandbox '*/pingCall') | Should -HaveCount $live.Count
    }
}
