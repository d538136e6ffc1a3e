# Agents and queues as they are now: what a supervisor sees, and what can be done with it.

BeforeAll {
    Import-Module RingCx.PowerShell
    Import-Module "$PSScriptRoot/Support.psm1"
    $ErrorActionPreference = 'Stop'
    $phone = '+15554150123'

    # The error of a request that the service does not let this user make.
    function Add-Forbidden($Sandbox, [string] $Path) {
        $Sandbox.AddFault(@{ Kind = 'Forbidden'; Count = -1; PathContains = $Path })
    }
}

Describe 'Agents as they are now' {
    BeforeEach {
        $sandbox = Start-TestSandbox
        $uii = Get-TestUii $sandbox
    }

    AfterEach {
        Stop-TestSandbox $sandbox
    }

    It 'shows everybody who is logged in by one request, each on the call that the listing has' {
        $agents = @(Get-RcxAgentState)
        (Get-SentRequest $sandbox).Line | Should -BeExactly 'GET /voice/api/v1/admin/accounts/12440011/realTimeData/agent'
        $agents | ForEach-Object { $_.PSObject.TypeNames[0] | Should -BeExactly 'RingCx.RcxAgentState' }
        $agents.Username | Sort-Object | Should -Be ((Get-RcxAgent).Username | Sort-Object)
        $busy = @($agents | Where-Object Uii)
        $busy.State | Sort-Object -Unique | Should -BeExactly 'ON_CALL'
        $busy.Uii | Sort-Object | Should -Be ($sandbox.GetCalls() | Where-Object AgentUsername | ForEach-Object Uii | Sort-Object)
        foreach ($call in Get-RcxActiveCall | Where-Object AgentName) {
            $agent = $agents | Where-Object Uii -EQ $call.Uii
            ($agent.AgentName, $agent.Ani, $agent.Dnis) | Should -Be $call.AgentName, $call.Ani, $call.Dnis
        }
    }

    It 'finds agents by <Case>' -ForEach @(
        @{ Case = 'a full name'; With = @{ AgentName = 'Paco Vu' }; Expected = 'Paco Vu' }
        @{ Case = 'a user name in other letters'; With = @{ AgentName = 'PACO.VU@sandbox.example' }; Expected = 'Paco Vu' }
        @{ Case = 'a wildcard'; With = @{ AgentName = '*o Silva' }; Expected = 'Marco Silva' }
        @{ Case = 'several names'; With = @{ AgentName = 'Vu', 'Holm' }; Expected = 'Iris Holm', 'Paco Vu' }
        @{ Case = 'a group'; With = @{ GroupName = 'outb*' }; Expected = 'Sam Rivera', 'Yuki Tanaka' }
        @{ Case = 'a state of the account''s own'; With = @{ State = 'lunch' }; Expected = 'Gil Soto' }
        @{ Case = 'several states'; With = @{ State = 'AWAY', 'LUN*' }; Expected = 'Gil Soto', 'Iris Holm' }
        @{ Case = 'a group and a call'; With = @{ GroupName = 'Outbound team'; OnCall = $true }; Expected = 'Yuki Tanaka' }
        @{ Case = 'no call'; With = @{ OnCall = $false }; Expected = 'Gil Soto', 'Iris Holm', 'Sam Rivera', 'Tom Becker' }
        @{ Case = 'a wildcard that nobody matches'; With = @{ AgentName = 'X*' }; Expected = @() }
        @{ Case = 'a name that is there in another state'; With = @{ AgentName = 'Paco Vu'; State = 'LUNCH' }; Expected = @() }
    ) {
        @(Get-RcxAgentState @With | Sort-Object AgentName | ForEach-Object AgentName) | Should -Be $Expected
    }

    It 'finds agents whose call waits for its disposition, and the others' {
        $sandbox.AwaitDisposition($uii)
        $pending = Get-RcxAgentState -PendingDisposition
        $pending.AgentName | Should -BeExactly 'Paco Vu'
        $pending.State | Should -BeExactly 'WRAP_UP'
        $pending.Uii | Should -BeNullOrEmpty
        $pending.PendingDispositionTime | Should -BeOfType timespan
        (Get-RcxAgentState -PendingDisposition:$false).AgentName | Should -Not -Contain 'Paco Vu'
    }

    It 'says that nobody with an id that was given is logged in, but not of agents from the pipe' {
        $sandbox.SetAgentPresence('gil.soto@sandbox.example', $false)
        $gil = Get-RcxAgent 'Gil Soto'
        $gil | Get-RcxAgentState | Should -BeNullOrEmpty
        (Get-RcxAgentState -AgentId 200001).AgentName | Should -BeExactly 'Paco Vu'
        $run = Invoke-Collected { Get-RcxAgentState -AgentId $gil.AgentId }
        $run.Errors.FullyQualifiedErrorId | Should -BeLike 'NameNotFound,*'
        "$($run.Errors[0].TargetObject)" | Should -BeExactly "$($gil.AgentId)"
    }

    It 'looks at agents from the pipe, many by one request' {
        $agents = Get-RcxAgent 'Paco Vu', 'Gil Soto'
        Clear-SentRequest $sandbox
        (Get-RcxAgent 'Paco Vu' | Get-RcxAgentState).State | Should -BeExactly 'ON_CALL'
        Clear-SentRequest $sandbox
        $states = @($agents | Get-RcxAgentState)
        $states.AgentName | Sort-Object | Should -Be 'Gil Soto', 'Paco Vu'
        @(Get-SentRequest $sandbox) | Should -HaveCount 1
        # And again, from a file.
        $again = @($states | ConvertTo-Csv | ConvertFrom-Csv | Get-RcxAgentState)
        $again.AgentName | Sort-Object | Should -Be 'Gil Soto', 'Paco Vu'
    }

    It 'refuses <What> and does not show everybody in its place' -ForEach @(
        @{ What = 'a name from the pipe'; Piped = { 'Paco Vu' } }
        @{ What = 'a call'; Piped = { Get-RcxActiveCall -First 1 } }
        @{ What = 'a queue'; Piped = { Get-RcxQueue Sales } }
    ) {
        $piped = & $Piped
        Clear-SentRequest $sandbox
        $run = Invoke-Collected { $piped | Get-RcxAgentState }
        $run.Output | Should -BeNullOrEmpty
        $run.Errors | Should -HaveCount 1
        $run.Errors[0].FullyQualifiedErrorId | Should -BeLike 'InvalidArgument,*'
        @(Get-SentRequest $sandbox) | Should -HaveCount 0
    }

    It 'acts on the agents'' calls: <Line>' -ForEach @(
        @{ Line = 'Add-RcxCallSession Monitor'; Sends = 'addSessionToCall?destination=%2B15554150123&sessionType=MONITOR' }
        @{ Line = 'Set-RcxCallHold On'; Sends = 'toggleCallHold?state=ON' }
        @{ Line = 'Set-RcxCallRecording Off'; Sends = 'toggleCallRecording?record=false' }
        @{ Line = 'Set-RcxDisposition FOLLOW_UP'; Sends = 'dispositionCall?disposition=FOLLOW_UP' }
        @{ Line = 'Move-RcxCall 40003'; Sends = 'requeueCall?gateId=40003' }
        @{ Line = 'Ping-RcxCall'; Sends = 'pingCall' }
        @{ Line = 'Stop-RcxCall -Force'; Sends = 'hangupCall' }
    ) {
        $agent = Get-RcxAgentState 'Paco Vu'
        Clear-SentRequest $sandbox
        foreach ($from in $agent, ($agent | ConvertTo-Json | ConvertFrom-Json), (Get-RcxAgentState 'Paco Vu' -AsRow | ConvertTo-Csv | ConvertFrom-Csv)) {
            $null = & ([scriptblock]::Create("`$from | $Line -ErrorAction SilentlyContinue"))
            $sent = @(Get-SentRequest $sandbox "*activeCalls/$uii/*")
            $sent | Should -Not -BeNullOrEmpty
            $sent[0].Line | Should -BeLike "POST /voice/api/v1/admin/accounts/12440011/activeCalls/$uii/$Sends*"
            Clear-SentRequest $sandbox
        }
    }

    It 'never takes the agent''s own telephone for the party to remove' {
        $null = Add-RcxCallSession -Uii $uii Monitor
        $agent = Get-RcxAgentState 'Paco Vu'
        $agent.Phone | Should -Not -BeNullOrEmpty
        foreach ($from in $agent, ($agent | ConvertTo-Json | ConvertFrom-Json)) {
            Clear-SentRequest $sandbox
            $null = Invoke-Collected { $from | Remove-RcxCallSession }
            (Get-SentRequest $sandbox).Query['phone'] | Should -BeExactly $phone
        }

        # What was given counts, whatever it is.
        Clear-SentRequest $sandbox
        $null = Invoke-Collected { $agent | Remove-RcxCallSession -Phone $agent.Phone }
        (Get-SentRequest $sandbox).Query['phone'] | Should -BeExactly $agent.Phone
    }

    It 'never takes the queue of the agent''s call for the queue to send it to' {
        $agent = Get-RcxAgentState 'Paco Vu'
        $agent.GateId | Should -Not -BeNullOrEmpty
        Clear-SentRequest $sandbox
        $run = Invoke-Collected { $agent | Move-RcxCall }
        $run.Errors.FullyQualifiedErrorId | Should -BeLike 'MissingArgument,*'
        @(Get-SentRequest $sandbox) | Should -HaveCount 0
        ($agent | Move-RcxCall -GateId 40003).Succeeded | Should -BeTrue
    }

    It 'says that an agent is not on a call: <Line>' -ForEach @(
        'Add-RcxCallSession Monitor', 'Remove-RcxCallSession', 'Set-RcxCallHold On', 'Set-RcxCallRecording Off', 'Set-RcxDisposition SALE', 'Move-RcxCall 40003', 'Ping-RcxCall',
        'Stop-RcxCall -Force', 'Invoke-RcxRecordingPause { }', 'Get-RcxActiveCall', 'Wait-RcxCall -Timeout 1', 'Watch-RcxActiveCall -Timeout 1' | ForEach-Object { @{ Line = $_ } }
    ) {
        $idle = Get-RcxAgentState 'Gil Soto'
        Clear-SentRequest $sandbox
        foreach ($from in $idle, ($idle | ConvertTo-Json | ConvertFrom-Json), ($idle | ConvertTo-Csv | ConvertFrom-Csv)) {
            $run = Invoke-Collected { & ([scriptblock]::Create("param(`$From) `$From | $Line")) $from }
            $run.Output | Should -BeNullOrEmpty
            $run.Errors | Should -HaveCount 1
            $run.Errors[0].FullyQualifiedErrorId | Should -BeLike 'AgentNotOnCall,*'
            $run.Errors[0].TargetObject | Should -BeExactly 'gil.soto@sandbox.example'
        }

        @(Get-SentRequest $sandbox) | Should -HaveCount 0
    }

    It 'gives an outcome for every agent, on a call or not' {
        $outcomes = @(Get-RcxAgentState 'Paco Vu', 'Gil Soto' | Add-RcxCallSession Monitor -AsOutcome)
        $outcomes | Should -HaveCount 2
        $done = $outcomes | Where-Object Outcome -EQ Done
        $done.Uii | Should -BeExactly $uii
        $other = $outcomes | Where-Object Outcome -NE Done
        ("$($other.Outcome)", $other.ErrorId, $other.Target) | Should -Be 'Failed', 'AgentNotOnCall', 'gil.soto@sandbox.example'
        $other.InputObject.State | Should -BeExactly 'LUNCH'
    }

    It 'lists the calls of many agents by one listing' {
        $agents = @(Get-RcxAgentState -OnCall)
        Clear-SentRequest $sandbox
        $calls = @($agents | Get-RcxActiveCall)
        $calls.Uii | Sort-Object | Should -Be ($agents.Uii | Sort-Object)
        (Get-SentRequest $sandbox).RawQuery | Should -BeExactly 'product=ACCOUNT&productId=12440011&maxRows=1000'
    }

    It 'dials from the seat of an agent' {
        $call = Get-RcxAgentState 'Sam Rivera' | Start-RcxCall -Destination 6505550123 -CallerId 8005550100
        $call.Username | Should -BeExactly 'sam.rivera@sandbox.example'
    }

    It 'gives flat rows for CSV and JSON' {
        $row = Get-RcxAgentState 'Paco Vu' -AsRow | ConvertTo-Json | ConvertFrom-Json
        $row.PSObject.Properties.Value | Where-Object { $_ -is [System.Management.Automation.PSCustomObject] } | Should -BeNullOrEmpty
        $state = Get-RcxAgentState 'Paco Vu'
        $row.PSObject.Properties.Name | Should -Be $state.PSObject.Properties.Name
        $row.StateTime | Should -BeOfType long
        [math]::Abs($row.StateTime - $state.StateTime.TotalSeconds) | Should -BeLessThan 60
        ($row.State, $row.IsOffHook, $row.Uii) | Should -Be 'ON_CALL', $true, $uii
        $row.At | Should -BeOfType datetime
    }

    It 'names the reporting rights to a user who lacks them: <Line>' -ForEach @(
        @{ Line = 'Get-RcxAgentState'; Errors = 1 }
        @{ Line = 'Get-RcxQueueState'; Errors = 2 }
        @{ Line = 'Get-RcxQueueState -Channel Chat'; Errors = 1 }
        @{ Line = 'Watch-RcxAgentState -Timeout 1'; Errors = 1 }
        @{ Line = 'Wait-RcxAgent paco.vu@sandbox.example'; Errors = 1 }
    ) {
        Connect-Rcx -Jwt $sandbox.GetSecret('WithoutReportsJwt')
        $run = Invoke-Collected { Invoke-Expression $Line }
        $run.Output | Should -BeNullOrEmpty
        $run.Errors | Should -HaveCount $Errors
        foreach ($failure in $run.Errors) {
            $failure.FullyQualifiedErrorId | Should -BeLike 'PermissionDenied,*'
            $failure.CategoryInfo.Category | Should -Be 'PermissionDenied'
            $failure.Exception.Message | Should -BeLike '*lacks reporting rights*RingCX Admin*'
        }

        # The calls are this user's to see all the same.
        @(Get-RcxActiveCall) | Should -HaveCount 12
    }
}

Describe 'Queues as they are now' {
    BeforeEach {
        $sandbox = Start-TestSandbox
    }

    AfterEach {
        Stop-TestSandbox $sandbox
    }

    It 'shows the queues of both channels, whose figures are those of the calls' {
        $queues = @(Get-RcxQueueState)
        (Get-SentRequest $sandbox).Path | ForEach-Object { Split-Path $_ -Leaf } | Should -Be 'inbound', 'chat'
        $queues | ForEach-Object { $_.PSObject.TypeNames[0] | Should -BeExactly 'RingCx.RcxQueueState' }
        ($queues | Where-Object Channel -EQ Voice).GateId | Should -Be (Get-RcxQueue).GateId
        @($queues | Where-Object Channel -EQ Chat).Count | Should -BeGreaterThan 0
        foreach ($queue in $queues | Where-Object Channel -EQ Voice) {
            $calls = @($sandbox.GetCalls() | Where-Object GateId -EQ $queue.GateId)
            $queue.InQueue | Should -Be @($calls | Where-Object { -not $_.AgentUsername }).Count
            $queue.Active | Should -Be @($calls | Where-Object AgentUsername).Count
            if ($queue.SlaPass + $queue.SlaFail) {
                $queue.ServiceLevel | Should -Be ($queue.SlaPass / ($queue.SlaPass + $queue.SlaFail))
            }
        }
    }

    It 'shows <Case>' -ForEach @(
        @{ Case = 'a queue by its name'; With = @{ Name = 'sales' }; Expected = 'Sales' }
        @{ Case = 'queues by a wildcard'; With = @{ Name = 'S*' }; Expected = 'Sales', 'Support' }
        @{ Case = 'a channel'; With = @{ Channel = 'Chat'; Name = 'Web*' }; Expected = 'Web chat' }
        @{ Case = 'a queue by its id'; With = @{ GateId = 40003 }; Expected = 'Billing' }
    ) {
        @(Get-RcxQueueState @With).GateName | Should -Be $Expected
    }

    It 'shows queues from the pipe, and no chat queue is asked for' {
        $queues = Get-RcxQueue S*
        Clear-SentRequest $sandbox
        @($queues | Get-RcxQueueState).GateName | Should -Be 'Sales', 'Support'
        (Get-SentRequest $sandbox).Path | Should -BeLike '*/inbound'
        # What it emits it takes again, chat queues too.
        (Get-RcxQueueState -Channel Chat | Select-Object -First 1 | Get-RcxQueueState).Channel | Should -Be 'Chat'
    }

    It 'says that there is no such queue: <Line>' -ForEach @(
        @{ Line = 'Get-RcxQueueState Nowhere'; Target = 'Nowhere' }
        @{ Line = 'Get-RcxQueueState -GateId 49999'; Target = '49999' }
    ) {
        $run = Invoke-Collected { Invoke-Expression $Line }
        $run.Output | Should -BeNullOrEmpty
        $run.Errors | Should -HaveCount 1
        $run.Errors[0].FullyQualifiedErrorId | Should -BeLike 'NameNotFound,*'
        "$($run.Errors[0].TargetObject)" | Should -BeExactly $Target
    }

    It 'shows the voice queues where the chat queues fail, and does not call a name missing then' {
        $sandbox.AddFault(@{ Kind = 'NotFound'; Count = -1; PathContains = '/chat' })
        $run = Invoke-Collected { Get-RcxQueueState }
        $run.Output.GateName | Should -Be (Get-RcxQueue).GateName
        $run.Errors | Should -HaveCount 1
        $run.Errors[0].FullyQualifiedErrorId | Should -BeLike 'ServiceError,*'
        $run = Invoke-Collected { Get-RcxQueueState 'Web chat' }
        $run.Errors.FullyQualifiedErrorId | Should -BeLike 'ServiceError,*'
    }

    It 'lists no calls of a chat queue in place of a voice queue''s' {
        $chat = Get-RcxQueueState -Channel Chat | Select-Object -First 1
        Clear-SentRequest $sandbox
        $run = Invoke-Collected { $chat | Get-RcxActiveCall }
        $run.Errors.FullyQualifiedErrorId | Should -BeLike 'InvalidArgument,*'
        @(Get-SentRequest $sandbox) | Should -HaveCount 0
        (Invoke-Collected { $chat | ConvertTo-Csv | ConvertFrom-Csv | Get-RcxActiveCall }).Errors.FullyQualifiedErrorId | Should -BeLike 'InvalidArgument,*'
        (Invoke-Collected { $chat | Export-RcxCallBoard "$TestDrive/chat.html" }).Errors.FullyQualifiedErrorId | Should -BeLike 'InvalidArgument,*'
        (Invoke-Collected { Get-RcxAgentState 'Paco Vu' | Export-RcxCallBoard "$TestDrive/agent.html" }).Errors[0].Exception.Message | Should -BeLike '*-AgentName*'
        Get-ChildItem $TestDrive -Filter *.html | Should -BeNullOrEmpty
        @(Get-RcxQueueState Sales | Get-RcxActiveCall).DestinationName | Sort-Object -Unique | Should -BeExactly 'Sales'
    }

    It 'gives flat rows for CSV and JSON' {
        $row = Get-RcxQueueState Sales -AsRow | ConvertTo-Json | ConvertFrom-Json
        $row.PSObject.Properties.Value | Where-Object { $_ -is [System.Management.Automation.PSCustomObject] } | Should -BeNullOrEmpty
        $queue = Get-RcxQueueState Sales
        ($row.Channel, $row.InQueue, $row.Presented) | Should -Be 'Voice', $queue.InQueue, $queue.Presented
        $row.TotalTalkTime | Should -Be $queue.TotalTalkTime.TotalSeconds
        $row.ServiceLevel | Should -Be $queue.ServiceLevel
    }
}

Describe 'Test-RcxQueue by the queue' {
    BeforeEach {
        $sandbox = Start-TestSandbox
    }

    AfterEach {
        Stop-TestSandbox $sandbox
    }

    It 'asks for its availability, and takes queues of both channels from the pipe' {
        $check = Get-RcxQueue Sales | Test-RcxQueue
        (Get-SentRequest $sandbox '*availability*').Line | Should -BeExactly 'GET /voice/api/cx/routing/v1/sub-accounts/12440011/queues/40001/availability?queueType=Voice'
        ($check.GateId, $check.AccountId, $check.DestinationNumber) | Should -Be 40001, '12440011', $null
        $queue = Get-RcxQueueState Sales
        ($check.Waiting, $check.AgentsAvailable, $check.AgentsLoggedIn, $check.IsOpen) | Should -Be $queue.InQueue, $queue.Available, $queue.Staffed, $true
        $check.LongestWait | Should -BeGreaterThan ([timespan]::Zero)
        $check.Message | Should -BeLike 'By its availability: open, 2 waiting*'
        (Get-RcxQueueState -Channel Chat | Select-Object -First 1 | Test-RcxQueue).Channel | Should -Be 'Chat'
        (Get-SentRequest $sandbox '*availability*')[-1].RawQuery | Should -BeExactly 'queueType=Digital'
    }

    It 'takes a queue from the pipe beside a limit, and a number as before' {
        (Get-RcxQueue Sales | Test-RcxQueue -MaxCallsQueued 3).GateId | Should -Be 40001
        (Get-RcxQueue Sales | Test-RcxQueue -MaxQueueTime 3).GateId | Should -Be 40001
        (8005550100 | Test-RcxQueue -MaxCallsQueued 3).DestinationNumber | Should -BeExactly '8005550100'
        ([pscustomobject] @{ DestinationNumber = '8005550100' } | Test-RcxQueue -MaxQueueTime 3).DestinationNumber | Should -BeExactly '8005550100'
        (Get-RcxAgentState 'Paco Vu' | Test-RcxQueue).GateId | Should -Be 40002
        { Get-Item . | Test-RcxQueue -MaxCallsQueued 3 } | Should -Throw
    }

    It 'judges: <Case>' -ForEach @(
        @{ Case = 'an agent is available'; Free = $true; With = @{}; Expected = $true }
        @{ Case = 'nobody is available'; Free = $false; With = @{}; Expected = $false }
        @{ Case = 'fewer wait'; Free = $false; With = @{ MaxCallsQueued = 3 }; Expected = $true }
        @{ Case = 'as many wait'; Free = $false; With = @{ MaxCallsQueued = 2 }; Expected = $false }
        @{ Case = 'nobody has waited longer'; Free = $false; With = @{ MaxQueueTime = 3600 }; Expected = $true }
        @{ Case = 'somebody has waited longer'; Free = $false; With = @{ MaxQueueTime = 5 }; Expected = $false }
        @{ Case = 'no time at all, nobody available'; Free = $false; With = @{ MaxQueueTime = 0 }; Expected = $false }
        @{ Case = 'no time at all, an agent available'; Free = $true; With = @{ MaxQueueTime = 0 }; Expected = $true }
    ) {
        if (-not $Free) { $sandbox.SetAgentState('tom.becker@sandbox.example', 'AWAY') }
        (Test-RcxQueue -GateId 40001 @With).Available | Should -Be $Expected
    }

    It 'takes no call for a closed queue, whoever is available' {
        $check = Test-RcxQueue -GateId 40012 -MaxCallsQueued 100
        ($check.Available, $check.IsOpen, $check.Message) | Should -Be $false, $false, 'By its availability: closed.'
    }

    It 'looks at the queues as they are now where the app lacks the scope, and says so' {
        $direct = Test-RcxQueue -GateId 40001
        Add-Forbidden $sandbox '/availability'
        $check = Test-RcxQueue -GateId 40001
        foreach ($name in 'GateId', 'Available', 'Waiting', 'AgentsAvailable', 'AgentsLoggedIn', 'IsOpen') {
            $check.$name | Should -Be $direct.$name
        }

        $check.Message | Should -BeLike "By Get-RcxQueueState, since the app lacks the scope 'CX Routing': open*"
        (Test-RcxQueue -GateId 40012).IsOpen | Should -BeFalse
    }

    It 'names the scope and the rights where both are lacking' {
        Connect-Rcx -Jwt $sandbox.GetSecret('WithoutReportsJwt')
        (Test-RcxQueue -GateId 40001).Waiting | Should -Be 2
        Add-Forbidden $sandbox '/availability'
        $run = Invoke-Collected { Test-RcxQueue -GateId 40001 }
        $run.Errors | Should -HaveCount 1
        $run.Errors[0].FullyQualifiedErrorId | Should -BeLike 'PermissionDenied,*'
        $run.Errors[0].Exception.Message | Should -BeLike "*'CX Routing'*reporting rights*"
    }

    It 'says that there is no such queue, in either way' {
        (Invoke-Collected { Test-RcxQueue -GateId 49999 }).Errors.FullyQualifiedErrorId | Should -BeLike 'NameNotFound,*'
        Add-Forbidden $sandbox '/availability'
        (Invoke-Collected { Test-RcxQueue -GateId 49999 }).Errors.FullyQualifiedErrorId | Should -BeLike 'NameNotFound,*'
    }

    It 'does not take a page of a proxy for a missing scope' {
        $sandbox.AddFault(@{ Kind = 'BadGatewayPage'; Count = -1; PathContains = '/availability'; StatusCode = 403 })
        $run = Invoke-Collected { Test-RcxQueue -GateId 40001 }
        $run.Output | Should -BeNullOrEmpty
        $run.Errors[0].FullyQualifiedErrorId | Should -Not -BeLike 'PermissionDenied,*'
    }

    It 'refuses a number and an id at once' {
        $run = Invoke-Collected { Test-RcxQueue 8005550100 -GateId 40001 }
        $run.Errors.FullyQualifiedErrorId | Should -BeLike 'InvalidArgument,*'
        @(Get-SentRequest $sandbox) | Should -HaveCount 0
    }
}

Describe 'Watching agents' {
    BeforeEach {
        $sandbox = Start-TestSandbox
        $uii = Get-TestUii $sandbox
    }

    AfterEach {
        Stop-TestSandbox $sandbox
    }

    It 'tells who changes, logs in and logs out, and nothing of time that passes' {
        $sandbox.SetAgentPresence('yuki.tanaka@sandbox.example', $false)
        $script:seen = 0
        $events = @(Watch-RcxAgentState -IncludeExisting -Interval 5 -Timeout 7 | ForEach-Object {
                if ($script:seen++ -eq 0) {
                    $sandbox.SetAgentState('gil.soto@sandbox.example', 'AVAILABLE')
                    $sandbox.EndCall($uii)
                    $sandbox.SetAgentPresence('yuki.tanaka@sandbox.example', $true)
                    $sandbox.SetAgentPresence('iris.holm@sandbox.example', $false)
                }

                $_
            })
        $first = @($events | Select-Object -First 9)
        $first.Event | Sort-Object -Unique | Should -Be 'LoggedIn'
        $later = @($events | Select-Object -Skip 9 | Sort-Object Username)
        $later.ForEach({ "$($_.Event) $($_.Username.Split('@')[0]) $($_.Previous)>$($_.State)" }) | Should -Be @(
            'Changed gil.soto LUNCH>AVAILABLE', 'LoggedOut iris.holm AWAY>AWAY', 'Changed paco.vu ON_CALL>AVAILABLE', 'LoggedIn yuki.tanaka >ON_CALL')
        $later[2].Changed | Should -Contain 'State'
        $later[2].Changed | Should -Contain 'Uii'
        $later[2].Changed | Should -Not -Contain 'StateTime'
    }

    It 'shows an agent whom the filter lets go a last time' {
        $script:seen = 0
        $events = @(Watch-RcxAgentState -State LUNCH -IncludeExisting -Interval 5 -Timeout 7 | ForEach-Object {
                if ($script:seen++ -eq 0) { $sandbox.SetAgentState('gil.soto@sandbox.example', 'TRAINING') }
                $_
            })
        $events.State | Should -Be 'LUNCH', 'TRAINING'
    }

    It 'lives through an answer that fails, by which nobody has logged out' {
        $at = @{ Failing = $false }
        $run = Stop-WhenReached { Watch-RcxAgentState -IncludeExisting -Interval 5 -Connection $connection } @{ connection = Get-RcxConnection } {
            param($shell, $events)
            if ($events.Count -and -not $at.Failing) {
                $at.Failing = $true
                $sandbox.AddFault(@{ Kind = 'ForeignJson'; Count = 1; PathContains = 'realTimeData' })
            }

            $shell.Streams.Warning.Count -ge 2
        }
        $run.Errors | Should -BeNullOrEmpty
        $run.Output.Event | Sort-Object -Unique | Should -Be 'LoggedIn'
        $run.Warnings | Should -HaveCount 2
        $run.Warnings[0] | Should -BeLike 'The agents could not be looked at.*no agent is taken for logged out meanwhile.'
        $run.Warnings[1] | Should -BeLike 'The agents are looked at again*'
    }

    It 'is bounded by -Timeout, also in the first request' {
        $sandbox.AddFault(@{ Kind = 'Latency'; Delay = 60; Count = -1; PathContains = 'realTimeData' })
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $run = Invoke-Collected { Watch-RcxAgentState -Timeout 1 }
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 15
        $run.Errors.FullyQualifiedErrorId | Should -BeLike 'WaitTimeout,*'
    }

    It 'acts on the call of an event' {
        $event = Watch-RcxAgentState 'Paco Vu' -IncludeExisting | Select-Object -First 1
        ($event.Uii, $event.AccountId) | Should -Be $uii, '12440011'
        ($event | Ping-RcxCall).Succeeded | Should -BeTrue
        $run = Invoke-Collected { Watch-RcxAgentState 'Gil Soto' -IncludeExisting | Select-Object -First 1 | Ping-RcxCall }
        $run.Errors.FullyQualifiedErrorId | Should -BeLike 'AgentNotOnCall,*'
    }

    It 'refuses an interval below five seconds' {
        $run = Invoke-Collected { Watch-RcxAgentState -Interval 4.9 -Timeout 1 }
        $run.Errors[0].Exception.Message | Should -BeLike '*from 5 seconds*'
        @(Get-SentRequest $sandbox) | Should -HaveCount 0
    }
}

Describe 'Waiting for agents' {
    BeforeEach {
        $sandbox = Start-TestSandbox
        $uii = Get-TestUii $sandbox
    }

    AfterEach {
        Stop-TestSandbox $sandbox
    }

    It 'emits an agent who is available at once, and dials' {
        $agent = Wait-RcxAgent tom.becker@sandbox.example
        ($agent.Username, $agent.State) | Should -Be 'tom.becker@sandbox.example', 'AVAILABLE'
        @(Get-SentRequest $sandbox) | Should -HaveCount 1
        (Get-RcxAgent 'Sam Rivera' | Wait-RcxAgent | Start-RcxCall -Destination 6505550123 -CallerId 8005550100).Username | Should -BeExactly 'sam.rivera@sandbox.example'
    }

    It 'waits for a call to end, and takes no disposition that is pending for available' {
        $sandbox.AwaitDisposition($uii)
        $run = Invoke-Collected { Wait-RcxAgent paco.vu@sandbox.example -Interval 5 -Timeout 0.5 }
        $run.Errors[0].FullyQualifiedErrorId | Should -BeLike 'WaitTimeout,*'
        $run.Errors[0].Exception.Message | Should -BeLike '*did not become available within 0.5 s: WRAP_UP*'
        # In a state that says available it is pending all the same.
        $sandbox.SetAgentState('paco.vu@sandbox.example', 'AVAILABLE')
        (Get-RcxAgentState 'Paco Vu').State | Should -BeExactly 'AVAILABLE'
        (Invoke-Collected { Wait-RcxAgent paco.vu@sandbox.example -Timeout 0.5 }).Errors[0].FullyQualifiedErrorId | Should -BeLike 'WaitTimeout,*'
        Set-RcxDisposition -Uii $uii FOLLOW_UP | Out-Null
        (Wait-RcxAgent paco.vu@sandbox.example -Timeout 5).State | Should -BeExactly 'AVAILABLE'
    }

    It 'waits for what a script block says, for many by one request' {
        $agents = @(Get-RcxAgentState 'Gil Soto', 'Iris Holm')
        Clear-SentRequest $sandbox
        $met = @($agents | Wait-RcxAgent -Until { $_.StateTime -gt '00:01:00' })
        $met.AgentName | Sort-Object | Should -Be 'Gil Soto', 'Iris Holm'
        @(Get-SentRequest $sandbox) | Should -HaveCount 1
    }

    It 'emits who has logged out as known last, and nothing for who was never there' {
        $state = Get-RcxAgentState 'Gil Soto'
        $sandbox.SetAgentPresence('gil.soto@sandbox.example', $false)
        ($state | Wait-RcxAgent -Until LoggedOut).State | Should -BeExactly 'LUNCH'
        $run = Invoke-Collected { Wait-RcxAgent gil.soto@sandbox.example LoggedOut }
        $run.Output | Should -BeNullOrEmpty
        $run.Errors | Should -BeNullOrEmpty
    }

    It 'tells a wrong name at once, and waits for none: <Until>' -ForEach @{ Until = 'Available' }, @{ Until = 'LoggedOut' } {
        $run = Invoke-Collected { Wait-RcxAgent gill.soto@sandbox.example -Until $Until }
        $run.Errors | Should -HaveCount 1
        $run.Errors[0].FullyQualifiedErrorId | Should -BeLike 'NameNotFound,*'
        $run.Errors[0].Exception.Message | Should -BeLike "*'gill.soto@sandbox.example'*Get-RcxAgent*"
    }

    It 'says of an agent who does not log in that nobody is there' {
        $sandbox.SetAgentPresence('gil.soto@sandbox.example', $false)
        $run = Invoke-Collected { Wait-RcxAgent gil.soto@sandbox.example -Timeout 0.5 }
        $run.Errors[0].Exception.Message | Should -BeLike '*not logged in*'
    }

    It 'refuses what is nothing to wait for' {
        { Wait-RcxAgent tom.becker@sandbox.example -Until Ended } | Should -Throw -ExpectedMessage '*Give Available, LoggedOut, or a script block*'
    }
}

Describe 'What Start-RcxCall says of an agent' {
    BeforeEach {
        $sandbox = Start-TestSandbox
        $sam = 'sam.rivera@sandbox.example'
    }

    AfterEach {
        Stop-TestSandbox $sandbox -AllowBadRequest
    }

    It 'says why the service refused: <Case>' -ForEach @(
        @{ Case = 'not logged in'; Make = { $sandbox.SetAgentPresence($sam, $false) }; Message = '*No agent with this user name is logged in*' }
        @{ Case = 'on a call'; Make = { $script:sam = 'paco.vu@sandbox.example' }; Message = '*The agent is on call 20*(for 0:*' }
        @{ Case = 'away'; Make = { $sandbox.SetAgentState($sam, 'LUNCH'); $sandbox.AddFault(@{ Kind = 'Refused'; PathContains = 'createManual' }) }; Message = '*The agent is logged in, and LUNCH (for 0:*' }
        @{ Case = 'pending'; Make = { $sandbox.AwaitDisposition((Get-TestUii $sandbox)); $script:sam = 'paco.vu@sandbox.example'; $sandbox.AddFault(@{ Kind = 'Refused'; PathContains = 'createManual' }) }; Message = "*The agent's last call waits for its disposition (for 0:*" }
        @{ Case = 'nothing that is known'; Make = { $sandbox.AddFault(@{ Kind = 'Refused'; PathContains = 'createManual' }) }; Message = '*logged in, off-hook and available (for 0:*so it is not that.*' }
    ) {
        $script:sam = $sam
        . $Make
        $run = Invoke-Collected { Start-RcxCall $script:sam 6505550123 4155550199 }
        $run.Errors | Should -HaveCount 1
        $run.Errors[0].FullyQualifiedErrorId | Should -BeLike 'ActionRefused,*'
        $run.Errors[0].Exception.Message | Should -BeLike $Message
        @(Get-SentRequest $sandbox '*createManualAgentCall*') | Should -HaveCount 1
        @(Get-SentRequest $sandbox '*realTimeData*') | Should -HaveCount 1
    }

    It 'says why the call did not appear after -Wait' {
        $sandbox.SetAgentPresence($sam, $true, $false)
        $run = Invoke-Collected { Start-RcxCall $sam 6505550123 4155550199 -Wait -Timeout 2 }
        $run.Errors[0].FullyQualifiedErrorId | Should -BeLike 'WaitTimeout,*'
        $run.Errors[0].Exception.Message | Should -BeLike '*no such call appeared*but not off-hook*Look with Get-RcxActiveCall*'
    }

    It 'says what it said before where the states are not this user''s to see' {
        Connect-Rcx -Jwt $sandbox.GetSecret('WithoutReportsJwt')
        $run = Invoke-Collected { Start-RcxCall paco.vu@sandbox.example 6505550123 4155550199 }
        $run.Errors | Should -HaveCount 1
        $run.Errors[0].Exception.Message | Should -BeLike '*must be logged in, available, and free of other calls.'
    }

    It 'does not look where the call was dialled, and puts what it saw into the outcome' {
        $null = Start-RcxCall $sam 6505550123 4155550199
        @(Get-SentRequest $sandbox '*realTimeData*') | Should -HaveCount 0
        $outcome = Start-RcxCall paco.vu@sandbox.example 6505550123 4155550199 -AsOutcome
        ("$($outcome.Outcome)", $outcome.ErrorId) | Should -Be 'Refused', 'ActionRefused'
        $outcome.Reason | Should -BeLike '*The agent is on call*'
    }
}
