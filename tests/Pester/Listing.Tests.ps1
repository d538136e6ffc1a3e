# Get-RcxActiveCall: every page, each call once, no request more than needed.

BeforeDiscovery {
    $real = 'ACCOUNT', 'ACD', 'OUTBOUND', 'VISUAL_IVR', 'CLOUD_PROFILE', 'TRAC_NUMBER', 'DNIS' | ForEach-Object { @{ Product = $_ } }
    $reserved = 'AGENT', 'CHAT_QUEUE', 'CLOUD_DESTINATION', 'HTTP_SERVICES', 'SCRIPTING', 'TN_MANAGER', 'SURVEY', 'TEAMS', 'KNOWLEDGE_BASE', 'UTILITIES' |
        ForEach-Object { @{ Product = $_ } }
}

BeforeAll {
    Import-Module RingCx.PowerShell
    Import-Module "$PSScriptRoot/Support.psm1"
    $ErrorActionPreference = 'Stop'

    # The first page is asked for without a number.
    function Get-Page($Sandbox) { @(Get-SentRequest $Sandbox '*/activeCalls/list*' | ForEach-Object { $_.Query.page ?? 'none' }) }
}

Describe 'Listing every page' {
    BeforeAll {
        $sandbox = Start-TestSandbox -Sandbox @{ CallCount = 250; MaximumPageSize = 50 }
        $all = @($sandbox.GetCalls().Uii)
    }

    BeforeEach {
        Clear-SentRequest $sandbox
    }

    AfterAll {
        Stop-TestSandbox $sandbox
    }

    It 'reads on when the service gives fewer rows than were asked for' {
        $calls = @(Get-RcxActiveCall)
        $calls | Should -HaveCount 250
        @($calls.Uii | Sort-Object -Unique) | Should -HaveCount 250
        $calls.Uii | Should -Be $all
        # And again up to the last, to find what has moved meanwhile.
        Get-Page $sandbox | Should -Be @('none'; 1..5; 'none'; 1..4)
    }

    It 'gives the same whatever -PageSize is: <_>' -ForEach 7, 49, 50, 51, 10000 {
        $calls = @(Get-RcxActiveCall -PageSize $_)
        $calls.Uii | Should -Be $all
        @(Get-SentRequest $sandbox).Query.maxRows | Sort-Object -Unique | Should -Be $_
    }

    It 'gives the first to Select-Object -First' {
        @(Get-RcxActiveCall | Select-Object -First 1).Uii | Should -Be $all[0]
        @(Get-RcxActiveCall | Select-Object -First 51).Uii | Should -Be $all[0..50]
    }

    It 'takes -First and -Skip, and asks for no page that they do not need' {
        @(Get-RcxActiveCall -First 3).Uii | Should -Be $all[0..2]
        Get-Page $sandbox | Should -Be 'none'
        Clear-SentRequest $sandbox
        @(Get-RcxActiveCall -First 50).Uii | Should -Be $all[0..49]
        Get-Page $sandbox | Should -Be 'none'
        Clear-SentRequest $sandbox
        @(Get-RcxActiveCall -Skip 48 -First 4).Uii | Should -Be $all[48..51]
        Get-Page $sandbox | Should -Be 'none', 1
        @(Get-RcxActiveCall -Skip 247).Uii | Should -Be $all[247..249]
        @(Get-RcxActiveCall -Skip 1000) | Should -BeNullOrEmpty
        Clear-SentRequest $sandbox
        @(Get-RcxActiveCall -First 0) | Should -BeNullOrEmpty
        Get-SentRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'counts with -IncludeTotalCount' {
        $output = @(Get-RcxActiveCall -First 2 -IncludeTotalCount)
        $output[0] | Should -BeExactly 250
        $output[1, 2].Uii | Should -Be $all[0, 1]
        $output | Should -HaveCount 3
    }

    It 'emits nothing before it has read everything' {
        $pagesAtFirst = $null
        $count = 0
        Get-RcxActiveCall | ForEach-Object {
            if ($count++ -eq 0) { $pagesAtFirst = @(Get-SentRequest $sandbox).Count }
        }

        $count | Should -Be 250
        @(Get-SentRequest $sandbox) | Should -HaveCount $pagesAtFirst
    }

    It 'emits all calls, each once, whatever is done with the first of them' {
        $seen = [System.Collections.Generic.List[string]]::new()
        Get-RcxActiveCall | ForEach-Object {
            if ($seen.Count -eq 200) { $sandbox.EndCall($all[249]) }
            $seen.Add($_.Uii)
        }

        $seen | Should -Be $all
    }

    It 'reads a page again that broke off, and emits no call twice' {
        $sandbox.AddFault(@{ Kind = 'TruncatedBody'; PathContains = 'page=1' })
        $run = Invoke-Collected { Get-RcxActiveCall }
        $run.Errors | Should -BeNullOrEmpty
        @($run.Output.Uii | Sort-Object -Unique) | Should -HaveCount $run.Output.Count
        $run.Output.Count | Should -Be $sandbox.GetCalls().Count
        @(Get-Page $sandbox | Where-Object { $_ -eq '1' }) | Should -HaveCount 3
    }
}

Describe 'Listing one row at a time' {
    It 'reads every page with -PageSize 1' {
        $sandbox = Start-TestSandbox
        try {
            $calls = @(Get-RcxActiveCall -PageSize 1)
            $calls.Uii | Should -Be $sandbox.GetCalls().Uii
            Get-Page $sandbox | Should -Be @('none'; 1..12; 'none'; 1..11)
        }
        finally {
            Stop-TestSandbox $sandbox
        }
    }

    It 'lists a page of <_> calls' -ForEach 64, 65, 100, 1000 {
        $sandbox = Start-TestSandbox -Sandbox @{ CallCount = $_ }
        try {
            $run = Invoke-Collected { Get-RcxActiveCall }
            $run.Errors | Should -BeNullOrEmpty
            $run.Output.Uii | Should -Be $sandbox.GetCalls().Uii
        }
        finally {
            Stop-TestSandbox $sandbox
        }
    }

    It 'lists <Calls> calls with <Requests> requests' -ForEach @(
        @{ Calls = 1; Requests = 1 }
        @{ Calls = 37; Requests = 1 }
        @{ Calls = 999; Requests = 1 }
        # What could be the service's cap.
        @{ Calls = 50; Requests = 2 }
    ) {
        $sandbox = Start-TestSandbox -Sandbox @{ CallCount = $Calls }
        try {
            @(Get-RcxActiveCall) | Should -HaveCount $Calls
            Get-Page $sandbox | Should -HaveCount $Requests
        }
        finally {
            Stop-TestSandbox $sandbox
        }
    }

    It 'lists an account without calls' {
        $sandbox = Start-TestSandbox -Sandbox @{ CallCount = 0 }
        try {
            $run = Invoke-Collected { Get-RcxActiveCall }
            $run.Output | Should -BeNullOrEmpty
            $run.Errors | Should -BeNullOrEmpty
            Get-Page $sandbox | Should -Be 'none'
            @(Get-RcxActiveCall -IncludeTotalCount) | Should -Be @(0)
        }
        finally {
            Stop-TestSandbox $sandbox
        }
    }

    It 'lists 10,000 calls' {
        $sandbox = Start-TestSandbox -Sandbox @{ CallCount = 10000 }
        try {
            $uiis = [System.Collections.Generic.HashSet[string]]::new()
            $count = 0
            Get-RcxActiveCall -PageSize 10000 | ForEach-Object { $count++; $null = $uiis.Add($_.Uii) }
            $count | Should -Be 10000
            $uiis.Count | Should -Be 10000
            @(Get-RcxActiveCall) | Should -HaveCount 10000
        }
        finally {
            Stop-TestSandbox $sandbox
        }
    }
}

Describe 'Acting on a listing' {
    It 'acts on every listed call, however many pages there are: <Name>' -ForEach @(
        @{ Name = 'a page size of the user'; Options = @{ CallCount = 45 }; List = { Get-RcxActiveCall -PageSize 10 } }
        @{ Name = 'a cap of the service'; Options = @{ CallCount = 45; MaximumPageSize = 10 }; List = { Get-RcxActiveCall } }
        @{ Name = 'a page and one call'; Options = @{ CallCount = 11 }; List = { Get-RcxActiveCall -PageSize 10 } }
        @{ Name = 'one call a page'; Options = @{ CallCount = 7 }; List = { Get-RcxActiveCall -PageSize 1 } }
        @{ Name = 'some calls of all pages'; Options = @{ CallCount = 45; MaximumPageSize = 10 }; List = { Get-RcxActiveCall -First 45 } }
        @{ Name = 'through other commands'; Options = @{ CallCount = 45; MaximumPageSize = 10 }; List = { Get-RcxActiveCall | Where-Object Uii | Get-RcxActiveCall } }
    ) {
        $sandbox = Start-TestSandbox -Sandbox $Options -Connect @{ RequestsPerMinute = 10000 }
        try {
            $run = Invoke-Collected { & $List | Stop-RcxCall -Force }
            $run.Errors | Should -BeNullOrEmpty
            $run.Output | Should -HaveCount $Options.CallCount
            @(Get-RcxActiveCall) | Should -BeNullOrEmpty
        }
        finally {
            Stop-TestSandbox $sandbox
        }
    }
}

Describe 'Filtering' {
    BeforeAll {
        $sandbox = Start-TestSandbox
        $known = $sandbox.GetCalls()
    }

    BeforeEach {
        Clear-SentRequest $sandbox
    }

    AfterAll {
        Stop-TestSandbox $sandbox
    }

    It 'warns of a product that the service reserves: <Product>' -ForEach $reserved {
        $run = Invoke-Collected { Get-RcxActiveCall -Product $Product }
        $run.Warnings | Should -HaveCount 1
        $run.Warnings[0] | Should -BeLike "*$Product*returns no calls*ACCOUNT, ACD, OUTBOUND*"
        $run.Errors | Should -BeNullOrEmpty
        $run.Output | Should -BeNullOrEmpty
    }

    It 'does not warn of a product that has calls: <Product>' -ForEach $real {
        $run = Invoke-Collected { Get-RcxActiveCall -Product $Product }
        $run.Warnings | Should -BeNullOrEmpty
        $run.Errors | Should -BeNullOrEmpty
        $run.Output.Count | Should -BeGreaterThan 0
    }

    It 'refuses a product that does not exist, and says which do' {
        $run = Invoke-Collected { Get-RcxActiveCall -Product Fax }
        $run.Errors | Should -HaveCount 1
        "$($run.Errors[0])" | Should -BeLike '*ACCOUNT, ACD, OUTBOUND*'
        Get-SentRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'lists the calls of one queue' {
        $calls = @(Get-RcxActiveCall -Product ACD -ProductId 40001)
        $calls.DestinationName | Sort-Object -Unique | Should -Be 'Sales'
        $calls.Uii | Should -Be @($known | Where-Object GateId -eq 40001).Uii
    }

    It 'needs a product for a product''s id' {
        $run = Invoke-Collected { Get-RcxActiveCall -ProductId 40001 }
        $run.Thrown.FullyQualifiedErrorId | Should -BeExactly 'InvalidArgument,RingCx.Commands.GetRcxActiveCallCommand'
        "$($run.Thrown)" | Should -BeLike '*-ProductId needs -Product*'
        Get-SentRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'lists by external id, instead of a product' {
        $one = Get-RcxActiveCall | Where-Object ExternalId | Select-Object -First 1
        $calls = @(Get-RcxActiveCall -ExternalId $one.ExternalId)
        $calls.Uii | Should -Be $one.Uii
        @(Get-RcxActiveCall -ExternalId 'nobody-has-this') | Should -BeNullOrEmpty
        { Get-RcxActiveCall -ExternalId x -Product ACD } | Should -Throw
    }

    It 'finds agents by name: <Name>' -ForEach @(
        @{ Name = 'Vu'; Agents = 'Paco Vu' }
        @{ Name = 'vu'; Agents = 'Paco Vu' }
        @{ Name = 'Paco'; Agents = 'Paco Vu' }
        @{ Name = 'Paco Vu'; Agents = 'Paco Vu' }
        @{ Name = 'P*'; Agents = 'Paco Vu', 'Priya Nair' }
        @{ Name = '*a'; Agents = 'Amara Okafor', 'Lena Brandt', 'Marco Silva', 'Priya Nair', 'Yuki Tanaka' }
        @{ Name = 'Nobody'; Agents = @() }
    ) {
        @(Get-RcxActiveCall -AgentName $Name).AgentName | Sort-Object | Should -Be $Agents
    }

    It 'takes several names' {
        @(Get-RcxActiveCall -AgentName Vu, Bra*).AgentName | Sort-Object | Should -Be @('Lena Brandt', 'Paco Vu')
    }

    It 'lists once for many uiis from the pipe' {
        $some = @($known.Uii)[1, 3, 5]
        $calls = @($some | Get-RcxActiveCall)
        $calls.Uii | Sort-Object | Should -Be ($some | Sort-Object)
        Get-Page $sandbox | Should -Be 'none'
    }

    It 'gives one CallNotFound for each uii that no longer exists' {
        $there = @($known.Uii)[2]
        $run = Invoke-Collected { '202005081040440132050000019657', $there, '202005081040440132050000019658' | Get-RcxActiveCall }
        $run.Output.Uii | Should -Be $there
        $run.Errors | Should -HaveCount 2
        $run.Errors.FullyQualifiedErrorId | Sort-Object -Unique | Should -Be 'CallNotFound,RingCx.Commands.GetRcxActiveCallCommand'
        $run.Errors.TargetObject | Sort-Object | Should -Be @('202005081040440132050000019657', '202005081040440132050000019658')
    }
}

Describe 'A listed call' {
    BeforeAll {
        $sandbox = Start-TestSandbox
        $calls = @(Get-RcxActiveCall)
        $answered = $calls | Where-Object AgentLastName -eq Vu
        $waiting = @($calls | Where-Object { -not $_.AgentName })[0]
    }

    AfterAll {
        Stop-TestSandbox $sandbox
    }

    It 'has the documented type for <Property>' -ForEach @(
        @{ Property = 'Uii'; Type = [string] }
        @{ Property = 'AccountId'; Type = [string] }
        @{ Property = 'Ani'; Type = [string] }
        @{ Property = 'Dnis'; Type = [string] }
        @{ Property = 'DnisE164'; Type = [string] }
        @{ Property = 'EnqueueTime'; Type = [System.Nullable[DateTimeOffset]] }
        @{ Property = 'DequeueTime'; Type = [System.Nullable[DateTimeOffset]] }
        @{ Property = 'CallState'; Type = [string] }
        @{ Property = 'Archive'; Type = [System.Nullable[bool]] }
        @{ Property = 'AgentFirstName'; Type = [string] }
        @{ Property = 'AgentLastName'; Type = [string] }
        @{ Property = 'DestinationName'; Type = [string] }
        @{ Property = 'ExternalId'; Type = [string] }
        @{ Property = 'Cnam'; Type = [string] }
        @{ Property = 'AgentName'; Type = [string] }
        @{ Property = 'QueueTime'; Type = [System.Nullable[TimeSpan]] }
        @{ Property = 'Duration'; Type = [System.Nullable[TimeSpan]] }
    ) {
        $answered.GetType().GetProperty($Property).PropertyType | Should -Be $Type
    }

    It 'has the values of the service' {
        $answered.AgentFirstName | Should -BeExactly 'Paco'
        $answered.AgentName | Should -BeExactly 'Paco Vu'
        $answered.CallState | Should -BeExactly 'ACTIVE'
        $answered.Archive | Should -BeFalse
        $answered.DestinationName | Should -BeExactly 'Support'
        $answered.Dnis | Should -BeExactly '8005550101'
        $answered.DnisE164 | Should -BeExactly '+18005550101'
        $answered.Cnam | Should -BeExactly 'WIRELESS CALLER'
        $answered.EnqueueTime.Offset | Should -Be ([TimeSpan]::Zero)
        ($answered.DequeueTime - $answered.EnqueueTime).TotalSeconds | Should -Be 20
        $answered.QueueTime.TotalSeconds | Should -Be 20
        # The sandbox has it 200 seconds old at its start.
        $answered.Duration.TotalSeconds | Should -BeGreaterOrEqual 199
        $answered.Duration.TotalSeconds | Should -BeLessThan 260
        "$answered" | Should -BeExactly $answered.Uii
    }

    It 'has null where the service has it' {
        $waiting.AgentFirstName | Should -BeNullOrEmpty
        $waiting.AgentLastName | Should -BeNullOrEmpty
        $waiting.AgentName | Should -BeNullOrEmpty
        $waiting.DequeueTime | Should -BeNullOrEmpty
        # Still waiting: as long as the call has lasted.
        $waiting.QueueTime | Should -Be $waiting.Duration
        @($calls | Where-Object { $null -eq $_.ExternalId }).Count | Should -BeGreaterThan 0
    }

    It 'works with everything that PowerShell does to objects' {
        @($calls | Where-Object QueueTime -gt (New-TimeSpan -Seconds 60)).Count | Should -BeGreaterThan 0
        @($calls | Sort-Object Duration -Descending)[0].Duration | Should -BeGreaterOrEqual $calls[-1].Duration
        @($calls | Group-Object DestinationName).Name | Should -Contain 'Sales'
        $row = $calls | ConvertTo-Json -Depth 3 | ConvertFrom-Json
        $row.Uii | Should -Be $calls.Uii
    }
}
