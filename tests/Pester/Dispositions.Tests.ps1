# The dispositions that queues and campaigns offer: listed, completed, and compared before one is set.

BeforeAll {
    Import-Module RingCx.PowerShell
    Import-Module "$PSScriptRoot/Support.psm1"
    $ErrorActionPreference = 'Stop'

    $root = '/voice/api/v1/admin/accounts/12440011'

    # What the Tab key offers for the end of a line.
    function Get-Completion([string] $Line) {
        @((TabExpansion2 $Line $Line.Length).CompletionMatches | Where-Object ResultType -eq ParameterValue)
    }

    # The look-ups among what was sent.
    function Get-LookUp {
        @(Get-SentRequest $sandbox | Where-Object { $_.Method -eq 'GET' -and $_.Path -match 'gateGroups|campaign' })
    }

    # A service whose queues are named as no sandbox has them. Its dispositions are named after their queue.
    function Start-OddService {
        $reserved = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $reserved.Start()
        $port = $reserved.LocalEndpoint.Port
        $reserved.Stop()
        $listener = [System.Net.HttpListener]::new()
        $listener.Prefixes.Add("http://127.0.0.1:$port/")
        $listener.Start()
        $shell = [powershell]::Create()
        $null = $shell.AddScript({
                param($Listener)
                $queues = @'
[{"gateGroupId":1,"groupName":"One","gates":[{"gateId":11,"gateName":"Support [EU]"},{"gateId":12,"gateName":"Support E"},{"gateId":14,"gateName":"Twin"}]},
 {"gateGroupId":2,"groupName":"Two","gates":[{"gateId":15,"gateName":"Twin"},{"gateId":16,"gateName":"Quiet"}]},
 {"groupName":"Nowhere","gates":[{"gateId":13,"gateName":"Loose"}]}]
'@
                while ($Listener.IsListening) {
                    try { $context = $Listener.GetContext() } catch { break }
                    $body = switch -Regex ($context.Request.Url.PathAndQuery) {
                        'withChildren\?page=0' { $queues; break }
                        'withChildren' { '[]'; break }
                        'gates/16/dispositions' { '[]'; break }
                        'gateGroups/(\d+)/gates/(\d+)/dispositions' { "[{""gateDispositionId"":1,""disposition"":""OF_$($Matches[1])_$($Matches[2])""}]"; break }
                        'dispositionCall' { 'true'; break }
                        default { '[{"accountId":"12440011","accountName":"Odd"}]' }
                    }
                    $bytes = [System.Text.Encoding]::UTF8.GetBytes($body)
                    $context.Response.ContentType = 'application/json'
                    $context.Response.OutputStream.Write($bytes, 0, $bytes.Length)
                    $context.Response.Close()
                }
            }).AddArgument($listener)
        [pscustomobject] @{ Uri = "http://127.0.0.1:$port"; Listener = $listener; Shell = $shell; Run = $shell.BeginInvoke() }
    }
}

Describe 'Get-RcxDisposition' {
    BeforeAll {
        $sandbox = Start-TestSandbox -Sandbox @{ AccountCount = 2 }
    }

    BeforeEach {
        Clear-SentRequest $sandbox
    }

    AfterAll {
        Stop-TestSandbox $sandbox
    }

    It 'lists what a queue offers: <Name>' -ForEach @(
        @{ Name = 'by name'; Run = { Get-RcxDisposition support }; Gate = 40002 }
        @{ Name = 'by a wildcard'; Run = { Get-RcxDisposition -QueueName Sup* }; Gate = 40002 }
        @{ Name = 'by id'; Run = { Get-RcxDisposition -GateId 40002 }; Gate = 40002 }
        @{ Name = 'by id and name, of which the id wins'; Run = { Get-RcxDisposition Sales -GateId 40002 }; Gate = 40002 }
        @{ Name = 'by a queue as its id'; Run = { Get-RcxDisposition -GateId (Get-RcxQueue Support) }; Gate = 40002 }
        @{ Name = 'a queue from the pipe'; Run = { Get-RcxQueue Support | Get-RcxDisposition }; Gate = 40002 }
        @{ Name = 'a row with a name alone'; Run = { [pscustomobject] @{ QueueName = 'Support' } | Get-RcxDisposition }; Gate = 40002 }
        @{ Name = 'a row whose group is null'; Run = { [pscustomobject] @{ GateId = '40002'; GateName = 'Support'; GateGroupId = $null } | Get-RcxDisposition }; Gate = 40002 }
        @{ Name = 'in another account'; Run = { Get-RcxDisposition Support -AccountId 12440012 }; Gate = 40102 }
    ) {
        $found = @(& $Run)
        $found.Disposition | Should -Be 'RESOLVED', 'FOLLOW_UP', 'CALLBACK', 'ESCALATED', 'OLD_TICKET'
        $found.GateId | Sort-Object -Unique | Should -Be $Gate
        $found.QueueName | Sort-Object -Unique | Should -BeExactly 'Support'
        $found[0].CampaignId | Should -BeNullOrEmpty
        @($found | Where-Object RequiresNote).Disposition | Should -BeExactly 'ESCALATED'
        @($found | Where-Object IsDisabled).Disposition | Should -BeExactly 'OLD_TICKET'
        @($found | Where-Object IsSuccess).Disposition | Should -BeExactly 'RESOLVED'
        @($found | Where-Object IsDefault).Disposition | Should -BeExactly 'FOLLOW_UP'
        "$($found[0])" | Should -BeExactly 'RESOLVED'
        $found[0].AccountId | Should -BeExactly $(if ($Gate -gt 40100) { '12440012' } else { '12440011' })
    }

    It 'lists what a campaign offers' {
        $found = @(Get-RcxDisposition -CampaignId 50001 -DialGroupId 5001)
        $found.Disposition | Should -Contain 'DO_NOT_CALL'
        $found[0].CampaignId | Should -Be 50001
        $found[0].GateId | Should -BeNullOrEmpty
        (Get-SentRequest $sandbox).Path | Should -BeExactly "$root/dialGroups/5001/campaigns/50001/campaignDispositions"
    }

    It 'asks once for each queue from the pipe, and not for their list again' {
        $queues = Get-RcxQueue S*
        Clear-SentRequest $sandbox
        $null = $queues | Get-RcxDisposition
        (Get-SentRequest $sandbox).Path | Should -BeExactly "$root/gateGroups/4001/gates/40001/dispositions", "$root/gateGroups/4001/gates/40002/dispositions"
    }

    It 'lists the queues once for many names' {
        $null = 'Sales', 'Support', 'Billing' | ForEach-Object { [pscustomobject] @{ GateName = $_ } } | Get-RcxDisposition
        @(Get-SentRequest $sandbox '*withChildren*') | Should -HaveCount 2
    }

    It 'lists a queue that two names match once' {
        @(Get-RcxDisposition S*, Sales, Sup*) | Should -HaveCount 12
    }

    It 'refuses <Case> before anything is sent' -ForEach @(
        @{ Case = 'a campaign without its dial group'; Run = { Get-RcxDisposition -CampaignId 50001 }; Names = '-DialGroupId is missing.*' }
        @{ Case = 'a dial group without a campaign'; Run = { Get-RcxDisposition -DialGroupId 5001 }; Names = '-CampaignId is missing.*' }
        @{ Case = 'neither a queue nor a campaign'; Run = { Get-RcxDisposition }; Names = '-QueueName is missing.*Get-RcxQueue | Get-RcxDisposition*' }
        @{ Case = 'a blank name'; Run = { Get-RcxDisposition ' ' }; Names = '-QueueName is missing.*' }
        @{ Case = 'half a campaign of a call'; Run = { Set-RcxDisposition -Uii 202005081040440132050000019657 SALE -CampaignId 50001 }; Names = '-DialGroupId is missing.*' }
    ) {
        $run = Invoke-Collected $Run
        $run.Errors | Should -HaveCount 1
        $run.Errors[0].FullyQualifiedErrorId | Should -BeLike 'MissingArgument,*'
        $run.Errors[0].Exception.Message | Should -BeLike $Names
        Get-SentRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'says that there is no <Case>' -ForEach @(
        @{ Case = 'queue of this name'; Run = { Get-RcxDisposition Complaints }; Message = "*'Complaints'*" }
        @{ Case = 'queue of this id'; Run = { Get-RcxDisposition -GateId 40099 }; Message = '*40099*Get-RcxQueue*' }
        @{ Case = 'queue of this id in the group'; Run = { Get-RcxDisposition -GateId 40001 -GateGroupId 4002 }; Message = '*40001*group*' }
        @{ Case = 'such campaign'; Run = { Get-RcxDisposition -CampaignId 50009 -DialGroupId 5001 }; Message = '*campaign 50009*dial group 5001*' }
    ) {
        $run = Invoke-Collected $Run
        $run.Output | Should -BeNullOrEmpty
        $run.Errors.FullyQualifiedErrorId | Should -BeExactly 'NameNotFound,RingCx.Commands.GetRcxDispositionCommand'
        $run.Errors[0].Exception.Message | Should -BeLike $Message
    }

    It 'is silent about a wildcard that matches nothing, and continues after a name that matches nothing' {
        Get-RcxDisposition X* | Should -BeNullOrEmpty
        $run = Invoke-Collected { Get-RcxDisposition Nope, Sales }
        $run.Errors | Should -HaveCount 1
        $run.Output | Should -HaveCount 7
    }

    It 'completes -QueueName and -GateId' {
        (Get-Completion 'Get-RcxDisposition desk').CompletionText | Should -BeExactly "'Night desk'"
        (Get-Completion 'Get-RcxDisposition -GateId bill').CompletionText | Should -BeExactly '40003'
    }
}

# Wine has no HttpListener.
Describe 'Dispositions of queues with unusual names' -Tag NotUnderWine {
    BeforeAll {
        $odd = Start-OddService
        Connect-Rcx -ApiToken 'not-a-secret' -BaseUri $odd.Uri -AccountId 12440011
    }

    AfterAll {
        Disconnect-Rcx
        $odd.Listener.Close()
        $odd.Shell.Dispose()
    }

    It 'tries brackets literally first: <Name>' -ForEach @(
        @{ Name = 'Support [EU]'; Found = 'OF_1_11' }
        @{ Name = 'support [eu]*'; Found = 'OF_1_11' }
        @{ Name = 'Support [EX]'; Found = 'OF_1_12' }
    ) {
        (Get-RcxDisposition $Name).Disposition | Should -BeExactly $Found
    }

    It 'reports a bracket that is never closed' {
        (Invoke-Collected { Get-RcxDisposition 'Support [EU' }).Errors.FullyQualifiedErrorId | Should -BeExactly 'InvalidArgument,RingCx.Commands.GetRcxDispositionCommand'
    }

    It 'needs the group of a queue, and takes it: <Name>' -ForEach @(
        @{ Name = 'by name'; Run = { Get-RcxDisposition Loose }; Given = { Get-RcxDisposition Loose -GateGroupId 9 } }
        @{ Name = 'by id'; Run = { Get-RcxDisposition -GateId 13 }; Given = { Get-RcxDisposition -GateId 13 -GateGroupId 9 } }
        @{ Name = 'from the pipe'; Run = { Get-RcxQueue Loose | Get-RcxDisposition }; Given = { Get-RcxQueue Loose | Get-RcxDisposition -GateGroupId 9 } }
    ) {
        $run = Invoke-Collected $Run
        $run.Output | Should -BeNullOrEmpty
        $run.Errors.FullyQualifiedErrorId | Should -BeExactly 'BadResponse,RingCx.Commands.GetRcxDispositionCommand'
        $run.Errors[0].Exception.Message | Should -BeLike "*which group*'Loose' (13)*-GateGroupId*"
        (& $Given).Disposition | Should -BeExactly 'OF_9_13'
    }

    It 'warns only of what is certain: <Queue>' -ForEach @{ Queue = 'Loose' }, @{ Queue = 'Twin' }, @{ Queue = 'Quiet' }, @{ Queue = 'Elsewhere' } {
        $run = Invoke-Collected { Set-RcxDisposition -Uii 202005081040440132050000019657 SALE -QueueName $Queue }
        $run.Errors | Should -BeNullOrEmpty
        $run.Warnings | Should -BeNullOrEmpty
        $run.Output | Should -HaveCount 1
    }

    It 'warns with the literal name, including brackets' {
        $run = Invoke-Collected { Set-RcxDisposition -Uii 202005081040440132050000019657 SALE -QueueName 'Support [EU]' }
        $run.Warnings | Should -HaveCount 1
        $run.Warnings[0] | Should -BeLike '*SALE is not among those of queue Support `[EU`], *Its agents see: OF_1_11.'
    }
}

Describe 'Set-RcxDisposition, before it sends' {
    BeforeEach {
        $sandbox = Start-TestSandbox -Sandbox @{ CallCount = 60 }
        $call = Get-RcxActiveCall -AgentName Vu
        Clear-SentRequest $sandbox
    }

    AfterEach {
        $sandbox.ClearFaults()
        Stop-TestSandbox $sandbox
    }

    It 'warns of a disposition that <Case>' -ForEach @(
        @{ Case = 'requires a note'; Run = { $call | Set-RcxDisposition ESCALATED }; Warning = '*ESCALATED of queue Support requires a note*-Notes*'; Done = $false }
        @{ Case = 'requires a note, where -Notes is empty'; Run = { $call | Set-RcxDisposition ESCALATED -Notes '' }; Warning = '*requires a note*'; Done = $false }
        @{ Case = 'is disabled'; Run = { $call | Set-RcxDisposition OLD_TICKET -Notes x }; Warning = '*OLD_TICKET of queue Support is disabled*'; Done = $false }
        @{ Case = 'is another queue''s'; Run = { $call | Set-RcxDisposition PAID }; Warning = '*PAID is not among those of queue Support*Its agents see: RESOLVED, FOLLOW_UP, CALLBACK, ESCALATED.'; Done = $false }
        @{ Case = 'the service takes all the same'; Run = { $call | Set-RcxDisposition SALE }; Warning = '*SALE is not among those of queue Support*'; Done = $true }
        @{ Case = 'the last listing tells the queue of'; Run = { Set-RcxDisposition -Uii $call.Uii PAID }; Warning = '*queue Support*'; Done = $false }
        @{ Case = 'a queue that is given does not have'; Run = { Set-RcxDisposition -Uii $call.Uii RESOLVED -GateId 40003 }; Warning = '*not among those of queue 40003*PAID*'; Done = $true }
        @{ Case = 'a campaign does not have'; Run = { $call | Set-RcxDisposition RESOLVED -CampaignId 50001 -DialGroupId 5001 }; Warning = '*not among those of campaign 50001*'; Done = $true }
        @{ Case = 'a row of a CSV has'; Run = { $call | ConvertTo-Csv | ConvertFrom-Csv | Set-RcxDisposition PAID }; Warning = '*queue Support*'; Done = $false }
    ) {
        $run = Invoke-Collected $Run
        $run.Warnings | Should -HaveCount 1
        $run.Warnings[0] | Should -BeLike $Warning
        @($run.Output).Count | Should -Be ([int] $Done)
        @(Get-SentRequest $sandbox '*dispositionCall*') | Should -HaveCount 1
        (Get-SentRequest $sandbox)[-1].Path | Should -BeLike '*dispositionCall'
    }

    It 'says nothing of <Case>' -ForEach @(
        @{ Case = 'one that the queue offers'; Run = { $call | Set-RcxDisposition RESOLVED }; LookUps = 3 }
        @{ Case = 'one with its note'; Run = { $call | Set-RcxDisposition ESCALATED -Notes x }; LookUps = 3 }
        @{ Case = 'a queue that the account does not have'; Run = { Set-RcxDisposition -Uii $call.Uii SALE -QueueName Elsewhere }; LookUps = 2 }
        @{ Case = 'a call whose queue nobody knows'; Run = { Get-RcxActiveCall -AgentName Brandt | Out-Null; Clear-SentRequest $sandbox; Set-RcxDisposition -Uii $call.Uii SALE }; LookUps = 0 }
        @{ Case = 'anything where warnings are switched off'; Run = { $call | Set-RcxDisposition SALE -WarningAction Ignore }; LookUps = 0 }
        @{ Case = 'anything where the preference is so'; Run = { $WarningPreference = 'SilentlyContinue'; $call | Set-RcxDisposition SALE }; LookUps = 0 }
    ) {
        $run = Invoke-Collected $Run
        $run.Errors | Should -BeNullOrEmpty
        $run.Warnings | Should -BeNullOrEmpty
        $run.Output | Should -HaveCount 1
        Get-LookUp | Should -HaveCount $LookUps
    }

    It 'asks nothing with -WhatIf' {
        $run = Invoke-Collected { $call | Set-RcxDisposition PAID -WhatIf }
        $run.Warnings | Should -BeNullOrEmpty
        Get-SentRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'sends nothing if a warning ends the command' {
        { $call | Set-RcxDisposition PAID -WarningAction Stop } | Should -Throw '*not among*'
        @(Get-SentRequest $sandbox '*dispositionCall*') | Should -BeNullOrEmpty
    }

    It 'looks once, and warns once, for fifty calls of a queue' {
        $calls = 1..50 | ForEach-Object { [pscustomobject] @{ Uii = $call.Uii; DestinationName = 'Support' } }
        $run = Invoke-Collected { $calls | Set-RcxDisposition PAID }
        $run.Warnings | Should -HaveCount 1
        @(Get-SentRequest $sandbox '*dispositionCall*') | Should -HaveCount 50
        @(Get-SentRequest $sandbox '*/dispositions') | Should -HaveCount 1
        @(Get-SentRequest $sandbox '*withChildren*') | Should -HaveCount 2
    }

    It 'sets the disposition when the look-up fails: <Kind>' -ForEach @(
        @{ Kind = 'Forbidden'; LookUps = 1 }
        @{ Kind = 'ServerError' }
        @{ Kind = 'HtmlBody'; LookUps = 1 }
        @{ Kind = 'NotFound'; LookUps = 1 }
        @{ Kind = 'ForeignJson'; LookUps = 1 }
        @{ Kind = 'DropAfterHandling' }
    ) {
        $sandbox.AddFault(@{ Kind = $Kind; Count = -1; PathContains = 'gateGroups' })
        $Error.Clear()
        $rows = $call, [pscustomobject] @{ Uii = $call.Uii; DestinationName = 'Billing' }
        $run = Invoke-Collected { $rows | Set-RcxDisposition RESOLVED }
        $run.Errors | Should -BeNullOrEmpty
        $run.Warnings | Should -BeNullOrEmpty
        $Error | Should -BeNullOrEmpty
        $run.Output.Detail | Should -Be 'RESOLVED', 'RESOLVED'
        # The client asks again after some of the failures; the command does not, for neither call.
        if ($LookUps) { Get-LookUp | Should -HaveCount $LookUps }
        $verbose = $call | Set-RcxDisposition RESOLVED -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
        "$verbose" | Should -BeLike '*dispositions of queue Support could not be read*'
    }

    It 'waits only a short time for a slow look-up' {
        $sandbox.AddFault(@{ Kind = 'Latency'; Delay = 60; Count = -1; PathContains = 'gateGroups' })
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $rows = $call, [pscustomobject] @{ Uii = $call.Uii; DestinationName = 'Billing' }
        $run = Invoke-Collected { $rows | Set-RcxDisposition RESOLVED }
        # Five seconds, and once for both queues.
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 20
        Get-LookUp | Should -HaveCount 1
        $run.Errors | Should -BeNullOrEmpty
        $run.Output | Should -HaveCount 2
    }

    It 'sets it on a call that waits for its disposition, warnings included' {
        $sandbox.AwaitDisposition($call.Uii)
        $run = Invoke-Collected { $call | Set-RcxDisposition OLD_TICKET }
        $run.Warnings | Should -HaveCount 1
        $run.Errors.FullyQualifiedErrorId | Should -BeExactly 'ActionRefused,RingCx.Commands.SetRcxDispositionCommand'
        (Set-RcxDisposition -Uii $call.Uii RESOLVED).Succeeded | Should -BeTrue
        { Set-RcxDisposition -Uii $call.Uii RESOLVED } | Should -Throw -ErrorId 'CallNotFound,*'
    }

    It 'takes a disposition as Get-RcxDisposition emits it' {
        $success = Get-RcxDisposition Support | Where-Object IsSuccess
        ($call | Set-RcxDisposition $success).Detail | Should -BeExactly 'RESOLVED'
    }
}

Describe 'The Tab key of Set-RcxDisposition -Disposition' {
    BeforeAll {
        $sandbox = Start-TestSandbox
        $call = Get-RcxActiveCall -AgentName Vu
    }

    AfterAll {
        $sandbox.ClearFaults()
        Stop-TestSandbox $sandbox
    }

    It 'offers those of the call''s queue without the disabled ones: <Line>' -ForEach @(
        @{ Line = 'Set-RcxDisposition -Uii <quoted> -Disposition ' }
        @{ Line = 'Set-RcxDisposition -Uii <bare> -Disposition ' }
        @{ Line = 'Set-RcxDisposition -Uii $call -Disposition ' }
        @{ Line = '$call | Set-RcxDisposition -Disposition ' }
        @{ Line = '$call | Set-RcxDisposition ' }
        @{ Line = 'Set-RcxDisposition -QueueName Support -Disposition ' }
        @{ Line = 'Set-RcxDisposition -GateId 40002 -Disposition ' }
    ) {
        $global:call = $call
        try {
            $found = Get-Completion $Line.Replace('<quoted>', "'$($call.Uii)'").Replace('<bare>', $call.Uii)
        }
        finally {
            Remove-Variable call -Scope Global
        }

        $found.CompletionText | Should -Be 'RESOLVED', 'FOLLOW_UP', 'CALLBACK', 'ESCALATED'
        $found[3].ToolTip | Should -BeLike '*-Notes*'
    }

    It 'offers those of a campaign' {
        (Get-Completion 'Set-RcxDisposition -CampaignId 50001 -DialGroupId 5001 -Disposition ').CompletionText | Should -Be 'SALE', 'NO_ANSWER', 'NO_SALE', 'CALLBACK', 'DO_NOT_CALL'
    }

    It 'offers the system''s where the queue is not known: <Line>' -ForEach @(
        @{ Line = 'Set-RcxDisposition -Disposition ' }
        @{ Line = 'Set-RcxDisposition -QueueName Elsewhere -Disposition ' }
        @{ Line = 'Set-RcxDisposition -Uii abc -Disposition ' }
        @{ Line = 'Set-RcxDisposition -GateId x -Disposition ' }
        @{ Line = '$none | Set-RcxDisposition -Disposition ' }
    ) {
        (Get-Completion $Line).CompletionText | Should -Contain 'NOANSWER'
    }

    It 'does not spend the rate budget on the same question' {
        $null = Get-Completion 'Set-RcxDisposition -QueueName Sales -Disposition '
        Clear-SentRequest $sandbox
        Get-Completion 'Set-RcxDisposition -QueueName Sales -Disposition S' | Should -Not -BeNullOrEmpty
        Get-SentRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'falls back, and says nothing, when the look-up fails: <Kind>' -ForEach @{ Kind = 'Forbidden' }, @{ Kind = 'HtmlBody' }, @{ Kind = 'NotFound' } {
        $sandbox.AddFault(@{ Kind = $Kind; Count = -1; PathContains = '/dispositions' })
        $Error.Clear()
        (Get-Completion 'Set-RcxDisposition -QueueName Billing -Disposition ').CompletionText | Should -Contain 'NOANSWER'
        $Error | Should -BeNullOrEmpty
    }
}
