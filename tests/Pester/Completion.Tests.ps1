# The Tab key: names instead of numbers, and never a long wait.

BeforeAll {
    Import-Module RingCx.PowerShell
    Import-Module "$PSScriptRoot/Support.psm1"
    $ErrorActionPreference = 'Stop'

    # What the Tab key offers for the end of a line; file names, which PowerShell offers when nothing else is there, are left out.
    function Get-Completion([string] $Line) {
        @((TabExpansion2 $Line $Line.Length).CompletionMatches | Where-Object ResultType -eq ParameterValue)
    }
}

Describe 'Completion' {
    BeforeAll {
        $sandbox = Start-TestSandbox -Sandbox @{ AccountCount = 2 }
    }

    AfterAll {
        $sandbox.ClearFaults()
        Stop-TestSandbox $sandbox
    }

    It 'offers the values of <Line>' -ForEach @(
        @{ Line = 'Add-RcxCallSession -Type '; Values = 'BargeIn', 'Coaching', 'Monitor' }
        @{ Line = 'Set-RcxCallHold -State '; Values = 'Off', 'On' }
        @{ Line = 'Set-RcxCallRecording -State '; Values = 'Off', 'On' }
        @{ Line = 'Get-RcxActiveCall -Product AC'; Values = 'ACCOUNT', 'ACD' }
        @{ Line = 'Invoke-RcxRequest -Method P'; Values = 'PATCH', 'POST', 'PUT' }
        @{ Line = 'Get-RingExActiveCall -Scope '; Values = 'Account', 'Extension' }
        @{ Line = 'Watch-RingExCallSession '; Values = 'Account', 'Extension' }
        @{ Line = 'Set-RingExCallRecording '; Values = 'Off', 'On' }
        @{ Line = 'Send-RingExCallReply -Pattern Call'; Values = 'CallMeBack', 'CallMeBackLater' }
        @{ Line = 'Send-RingExCallReply -Pattern CallMeBack -TimeUnit '; Values = 'Day', 'Hour', 'Minute' }
    ) {
        (Get-Completion $Line).CompletionText | Sort-Object | Should -Be $Values
    }

    It 'offers every product' {
        (Get-Completion 'Get-RcxActiveCall -Product ').CompletionText | Should -HaveCount 17
    }

    It 'finds a queue by its name: <Line>' -ForEach @(
        @{ Line = 'Move-RcxCall -GateId bill'; Id = '40003' }
        @{ Line = 'Move-RcxCall -GateId desk'; Id = '40011' }
        @{ Line = 'Move-RcxCall -GateId N*desk*'; Id = '40011' }
        @{ Line = 'Move-RcxCall -GateId 40002'; Id = '40002' }
        @{ Line = 'Move-RcxCall Sal'; Id = '40001' }
        @{ Line = 'Move-RcxCall -AccountId 12440012 -GateId Billing'; Id = '40103' }
    ) {
        $found = Get-Completion $Line
        $found.CompletionText | Should -BeExactly $Id
        $found.ListItemText | Should -BeLike "*($Id)"
        $found.ToolTip | Should -Not -BeNullOrEmpty
    }

    It 'offers all queues' {
        (Get-Completion 'Move-RcxCall -GateId ').CompletionText | Should -Be @('40001', '40002', '40003', '40011', '40012')
    }

    It 'finds an agent by name: <Word>' -ForEach @(
        @{ Word = 'vu'; User = 'paco.vu@sandbox.example' }
        @{ Word = 'amara'; User = 'amara.okafor@sandbox.example' }
        @{ Word = 'sam.riv'; User = 'sam.rivera@sandbox.example' }
        @{ Word = "'Sam Riv"; User = 'sam.rivera@sandbox.example' }
    ) {
        (Get-Completion "Start-RcxCall -Username $Word").CompletionText.Trim("'") | Should -BeExactly $User
    }

    It 'offers the accounts' {
        (Get-Completion 'Get-RcxActiveCall -AccountId ').CompletionText | Should -Be @('12440011', '12440012')
        (Get-Completion 'Get-RcxQueue -AccountId ').CompletionText | Should -Be @('12440011', '12440012')
    }

    It 'offers the dispositions of the system' {
        $names = (Get-Completion 'Set-RcxDisposition -Disposition ').CompletionText
        $names | Should -Contain 'NOANSWER'
        $names | Should -HaveCount 17
    }

    It 'offers the uiis of the last listing, without a request' {
        $calls = @(Get-RcxActiveCall -AgentName Vu, Brandt)
        Clear-SentRequest $sandbox
        $found = Get-Completion 'Set-RcxCallHold -Uii '
        $found.CompletionText.Trim("'") | Sort-Object | Should -Be ($calls.Uii | Sort-Object)
        (Get-Completion 'Set-RcxCallHold -Uii brandt').CompletionText.Trim("'") | Should -BeExactly ($calls | Where-Object AgentLastName -eq Brandt).Uii
        (Get-Completion 'Get-RcxActiveCall -Uii vu').ListItemText | Should -BeLike '*Paco Vu'
        Get-SentRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'offers uiis that the command then takes' {
        $call = Get-RcxActiveCall -AgentName Vu
        $text = (Get-Completion 'Ping-RcxCall -Uii vu').CompletionText
        $run = Invoke-Collected ([scriptblock]::Create("Ping-RcxCall -Uii $text"))
        $run.Errors | Should -BeNullOrEmpty
        $run.Output[0].Uii | Should -BeExactly $call.Uii
    }

    It 'offers uiis that the command takes in a row' {
        $calls = @(Get-RcxActiveCall -First 2)
        $texts = (Get-Completion 'Ping-RcxCall -Uii ').CompletionText
        $run = Invoke-Collected ([scriptblock]::Create("Ping-RcxCall -Uii $($texts -join ', ')"))
        $run.Errors | Should -BeNullOrEmpty
        $run.Output.Uii | Should -Be $calls.Uii
    }

    It 'offers the RingEX sessions of the last listing, without a request: <_>' -ForEach 'Get-RingExCallSession -TelephonySessionId ', 'Get-RingExCallSession ', 'Stop-RingExCallSession ', 'Set-RingExCallParty -Muted On -TelephonySessionId ' {
        $calls = @(Get-RingExActiveCall Account)
        Clear-SentRequest $sandbox
        (Get-Completion $_).CompletionText.Trim("'") | Sort-Object | Should -Be ($calls.TelephonySessionId | Sort-Object)
        Get-SentRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'finds a RingEX session by who is in it: <Word>' -ForEach @(
        @{ Word = 'hale'; Shown = '*Robin Hale > Marco Silva' }
        @{ Word = 'marco'; Shown = '*Robin Hale > Marco Silva' }
        @{ Word = '312555'; Shown = '*+13125550147 > Paco Vu' }
    ) {
        $calls = @(Get-RingExActiveCall Account)
        $found = Get-Completion "Get-RingExCallSession $Word"
        $found | Should -HaveCount 1
        $found.ListItemText | Should -BeLike $Shown
        $calls.TelephonySessionId | Should -Contain $found.CompletionText.Trim("'")
        $run = Invoke-Collected ([scriptblock]::Create("Get-RingExCallSession $($found.CompletionText)"))
        $run.Output[0].TelephonySessionId | Should -BeExactly $found.CompletionText.Trim("'")
    }

    It 'does not spend the rate budget on the same question' {
        $null = Get-Completion 'Move-RcxCall -GateId '
        Clear-SentRequest $sandbox
        $null = Get-Completion 'Move-RcxCall -GateId S'
        $null = Get-Completion 'Move-RcxCall -GateId B'
        Get-SentRequest $sandbox | Should -BeNullOrEmpty
    }
}

Describe 'Completion where there is nothing to offer' {
    It 'offers nothing without a connection, at once: <_>' -ForEach 'Move-RcxCall -GateId ', 'Start-RcxCall -Username ', 'Ping-RcxCall -Uii ', 'Get-RcxActiveCall -AccountId ', 'Set-RcxDisposition -Disposition ', 'Get-RingExCallSession -TelephonySessionId ' {
        Disconnect-Rcx
        Get-Completion $_ | Should -BeNullOrEmpty
    }

    It 'offers no RingEX session before the first listing, and lists none for it' {
        $sandbox = Start-TestSandbox
        try {
            Get-Completion 'Get-RingExCallSession -TelephonySessionId ' | Should -BeNullOrEmpty
            Get-SentRequest $sandbox | Should -BeNullOrEmpty
        }
        finally {
            Stop-TestSandbox $sandbox
        }
    }

    It 'offers nothing when the service fails, and says nothing: <Kind>' -ForEach @(
        @{ Kind = 'HtmlBody' }
        @{ Kind = 'Forbidden' }
        @{ Kind = 'Redirect' }
    ) {
        $sandbox = Start-TestSandbox
        try {
            $sandbox.AddFault(@{ Kind = $Kind; Count = -1 })
            $Error.Clear()
            Get-Completion 'Move-RcxCall -GateId ' | Should -BeNullOrEmpty
            $Error | Should -BeNullOrEmpty
            $sandbox.ClearFaults()
            Get-Completion 'Move-RcxCall -GateId ' | Should -HaveCount 5
        }
        finally {
            $sandbox.ClearFaults()
            Stop-TestSandbox $sandbox
        }
    }

    It 'does not wait for a slow service' {
        $sandbox = Start-TestSandbox
        try {
            $sandbox.AddFault(@{ Kind = 'Latency'; Delay = 60; Count = -1 })
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            Get-Completion 'Move-RcxCall -GateId ' | Should -BeNullOrEmpty
            # It gives up after two seconds; the service takes sixty.
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 20
            $sandbox.ClearFaults()
            Get-Completion 'Move-RcxCall -GateId ' | Should -HaveCount 5
        }
        finally {
            $sandbox.ClearFaults()
            Stop-TestSandbox $sandbox
        }
    }
}
