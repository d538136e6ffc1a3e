# What each command sends, request for request, as the documents of the services describe it.

BeforeDiscovery {
    # <uii> stands for a call that an agent has answered and that is recorded, quoted in a command; <bare> for the same without
    # quotation marks, <held> for one on hold, <account> for the account.
    $call = '/voice/api/v1/admin/accounts/<account>/activeCalls'
    $listing = "GET $call/list?product=ACCOUNT&productId=<account>&maxRows=1000"
    $requests = @(
        @{ Command = 'Get-RcxAccount'; Sends = 'GET /voice/api/v1/admin/accounts' }
        @{ Command = 'Get-RcxQueue'; Sends = 'GET /voice/api/v1/admin/accounts/<account>/gateGroups/withChildren?page=0&maxRows=1000', 'GET /voice/api/v1/admin/accounts/<account>/gateGroups/withChildren?page=1&maxRows=1000' }
        @{ Command = 'Get-RcxQueue -Name S*'; Sends = 'GET /voice/api/v1/admin/accounts/<account>/gateGroups/withChildren?page=0&maxRows=1000', 'GET /voice/api/v1/admin/accounts/<account>/gateGroups/withChildren?page=1&maxRows=1000' }
        @{
            Command = 'Get-RcxAgent'
            Sends   = 'GET /voice/api/v1/admin/accounts/<account>/agentGroups?page=0&maxRows=1000', 'GET /voice/api/v1/admin/accounts/<account>/agentGroups?page=1&maxRows=1000', 'GET /voice/api/v1/admin/accounts/<account>/agentGroups/301/agents',
            'GET /voice/api/v1/admin/accounts/<account>/agentGroups/302/agents', 'GET /voice/api/v1/admin/accounts/<account>/agentGroups/303/agents'
        }
        @{ Command = 'Get-RcxAgentState'; Sends = 'GET /voice/api/v1/admin/accounts/<account>/realTimeData/agent' }
        @{ Command = 'Get-RcxAgentState "Paco Vu", "Gil*" -GroupName * -State * -OnCall'; Sends = 'GET /voice/api/v1/admin/accounts/<account>/realTimeData/agent' }
        @{ Command = 'Get-RcxQueueState'; Sends = 'GET /voice/api/v1/admin/accounts/<account>/realTimeData/inbound', 'GET /voice/api/v1/admin/accounts/<account>/realTimeData/chat' }
        @{ Command = 'Get-RcxQueueState -Channel Voice -Name S*'; Sends = 'GET /voice/api/v1/admin/accounts/<account>/realTimeData/inbound' }
        @{ Command = 'Watch-RcxAgentState -IncludeExisting | Select-Object -First 1'; Sends = 'GET /voice/api/v1/admin/accounts/<account>/realTimeData/agent' }
        @{ Command = 'Wait-RcxAgent tom.becker@sandbox.example'; Sends = 'GET /voice/api/v1/admin/accounts/<account>/realTimeData/agent' }
        @{ Command = 'Test-RcxQueue -GateId 40001'; Sends = 'GET /voice/api/cx/routing/v1/sub-accounts/<account>/queues/40001/availability?queueType=Voice' }
        @{ Command = 'Test-RcxQueue -GateId 90001 -Channel Chat'; Sends = 'GET /voice/api/cx/routing/v1/sub-accounts/<account>/queues/90001/availability?queueType=Digital' }
        @{ Command = 'Get-RcxActiveCall | Select-Object -First 1'; Sends = $listing }
        @{ Command = 'Get-RcxActiveCall'; Sends = $listing }
        @{ Command = 'Get-RcxActiveCall -PageSize 25 -First 1'; Sends = "GET $call/list?product=ACCOUNT&productId=<account>&maxRows=25" }
        @{ Command = 'Get-RcxActiveCall -Product ACD -First 1'; Sends = "GET $call/list?product=ACD&maxRows=1000" }
        @{ Command = 'Get-RcxActiveCall -Product ACD -ProductId 40001 -First 1'; Sends = "GET $call/list?product=ACD&productId=40001&maxRows=1000" }
        @{ Command = 'Get-RcxActiveCall -Product OUTBOUND -ProductId 50001 -First 1'; Sends = "GET $call/list?product=OUTBOUND&productId=50001&maxRows=1000" }
        @{ Command = 'Get-RcxActiveCall -Product VisualIvr -First 1'; Sends = "GET $call/list?product=VISUAL_IVR&maxRows=1000" }
        @{ Command = 'Get-RcxActiveCall -Product cloud_profile -First 1'; Sends = "GET $call/list?product=CLOUD_PROFILE&maxRows=1000" }
        @{ Command = 'Get-RcxActiveCall -Product TRAC_NUMBER -First 1'; Sends = "GET $call/list?product=TRAC_NUMBER&maxRows=1000" }
        @{ Command = 'Get-RcxActiveCall -Product DNIS -First 1'; Sends = "GET $call/list?product=DNIS&maxRows=1000" }
        @{ Command = 'Get-RcxActiveCall -Product ACCOUNT -First 1'; Sends = $listing }
        @{ Command = 'Get-RcxActiveCall -ExternalId "CRM-1001" -First 1'; Sends = "GET $call/list?externalId=CRM-1001&maxRows=1000" }
        @{ Command = 'Get-RcxActiveCall -ExternalId "a+b c&d=e@f/g?ü"'; Sends = "GET $call/list?externalId=a%2Bb%20c%26d%3De%40f%2Fg%3F%C3%BC&maxRows=1000" }
        @{ Command = 'Get-RcxActiveCall -AgentName Vu -First 1'; Sends = $listing }
        @{ Command = 'Get-RcxActiveCall -Uii <uii>'; Sends = $listing }
        @{
            Command = 'Start-RcxCall -Username sam.rivera@sandbox.example -Destination +16505550123 -CallerId 4155550199'
            Sends   = "POST $call/createManualAgentCall?username=sam.rivera%40sandbox.example&destination=%2B16505550123&ringDuration=30&callerId=4155550199"
        }
        @{
            Command = 'Start-RcxCall sam.rivera@sandbox.example "(650) 555-0123" "+1 415 555 0199" -RingDuration (New-TimeSpan -Minutes 1)'
            Sends   = "POST $call/createManualAgentCall?username=sam.rivera%40sandbox.example&destination=6505550123&ringDuration=60&callerId=%2B14155550199"
        }
        @{ Command = 'Add-RcxCallSession -Uii <uii> -Type Monitor'; Sends = "POST $call/<uii>/addSessionToCall?destination=%2B15554150123&sessionType=MONITOR" }
        @{ Command = 'Add-RcxCallSession -Uii <uii> -Type Monitor -Destination +16505550123'; Sends = "POST $call/<uii>/addSessionToCall?destination=%2B16505550123&sessionType=MONITOR" }
        @{ Command = 'Add-RcxCallSession -Uii <uii> Coaching 6505550123'; Sends = "POST $call/<uii>/addSessionToCall?destination=6505550123&sessionType=COACHING" }
        @{ Command = 'Add-RcxCallSession -Uii <uii> bargein'; Sends = "POST $call/<uii>/addSessionToCall?destination=%2B15554150123&sessionType=BARGEIN" }
        @{
            Command = 'Add-RcxCallSession -Uii <uii> Monitor | Remove-RcxCallSession'
            Sends   = "POST $call/<uii>/addSessionToCall?destination=%2B15554150123&sessionType=MONITOR", "POST $call/<uii>/hangupSession?phone=%2B15554150123"
        }
        @{
            Command = '$null = Add-RcxCallSession -Uii <uii> Monitor 6505550123; Remove-RcxCallSession -Uii <uii> -Phone 650-555-0123'
            Sends   = "POST $call/<uii>/addSessionToCall?destination=6505550123&sessionType=MONITOR", "POST $call/<uii>/hangupSession?phone=6505550123"
        }
        @{
            Command = '$null = Add-RcxCallSession -Uii <uii> Monitor; Remove-RcxCallSession -Uii <uii> -SessionId 1001'
            Sends   = "POST $call/<uii>/addSessionToCall?destination=%2B15554150123&sessionType=MONITOR", "POST $call/<uii>/hangupSessionById?sessionId=1001"
        }
        @{ Command = 'Stop-RcxCall -Uii <uii> -Force'; Sends = "POST $call/<uii>/hangupCall" }
        @{ Command = 'Set-RcxCallRecording -Uii <uii> -State Off'; Sends = "POST $call/<uii>/toggleCallRecording?record=false" }
        @{
            Command = '$null = Set-RcxCallRecording -Uii <uii> Off; Set-RcxCallRecording -Uii <uii> On'
            Sends   = "POST $call/<uii>/toggleCallRecording?record=false", "POST $call/<uii>/toggleCallRecording?record=true"
        }
        @{ Command = 'Set-RcxCallHold -Uii <uii> -State On'; Sends = "POST $call/<uii>/toggleCallHold?state=ON" }
        @{ Command = 'Set-RcxCallHold -Uii <held> off'; Sends = "POST $call/<held>/toggleCallHold?state=OFF" }
        @{ Command = 'Set-RcxDisposition -Uii <uii> SALE'; Sends = "POST $call/<uii>/dispositionCall?disposition=SALE&callback=false" }
        @{
            Command = 'Set-RcxDisposition -Uii <uii> CALLBACK -CallbackTime "2026-12-24 14:30" -Notes "2 + 2 = 4 & more, ö@x"'
            Sends   = "POST $call/<uii>/dispositionCall?disposition=CALLBACK&callback=true&callBackDTS=20261224143000&notes=2%20%2B%202%20%3D%204%20%26%20more%2C%20%C3%B6%40x"
        }
        @{ Command = 'Set-RcxDisposition -Uii <uii> CALLBACK -CallbackTime 20261224143000'; Sends = "POST $call/<uii>/dispositionCall?disposition=CALLBACK&callback=true&callBackDTS=20261224143000" }
        @{
            # As it is written: neither the zone of the value nor that of the machine matters.
            Command = 'Set-RcxDisposition -Uii <uii> CALLBACK -CallbackTime "2026-12-24T14:30:15+09:00"'
            Sends   = "POST $call/<uii>/dispositionCall?disposition=CALLBACK&callback=true&callBackDTS=20261224143015"
        }
        @{
            Command = 'Set-RcxDisposition -Uii <uii> CALLBACK -CallbackTime ([datetime]::new(2026, 12, 24, 14, 30, 0, [System.DateTimeKind]::Utc))'
            Sends   = "POST $call/<uii>/dispositionCall?disposition=CALLBACK&callback=true&callBackDTS=20261224143000"
        }
        @{ Command = 'Set-RcxDisposition -Uii <uii> NO_SALE -Notes "asked for a quote"'; Sends = "POST $call/<uii>/dispositionCall?disposition=NO_SALE&callback=false&notes=asked%20for%20a%20quote" }
        @{ Command = 'Move-RcxCall -Uii <uii> -GateId 40002'; Sends = "POST $call/<uii>/requeueCall?gateId=40002" }
        @{
            Command = 'Move-RcxCall -Uii <uii> (Get-RcxQueue Billing)'
            Sends   = 'GET /voice/api/v1/admin/accounts/<account>/gateGroups/withChildren?page=0&maxRows=1000', 'GET /voice/api/v1/admin/accounts/<account>/gateGroups/withChildren?page=1&maxRows=1000', "POST $call/<uii>/requeueCall?gateId=40003"
        }
        @{ Command = 'Watch-RcxActiveCall -Timeout 1'; Sends = $listing }
        @{
            Command = 'Watch-RcxActiveCall -IncludeExisting -GateId 40001 -PageSize 25 -Timeout 1'
            Sends   = "GET $call/list?product=ACD&productId=40001&maxRows=25"
        }
        @{ Command = 'Wait-RcxCall Answered -Uii <uii>'; Sends = $listing }
        @{
            Command = 'Invoke-RcxRecordingPause { 1 } -Uii <uii>'
            Sends   = "POST $call/<uii>/toggleCallRecording?record=false", "POST $call/<uii>/toggleCallRecording?record=true"
        }
        @{ Command = 'Ping-RcxCall -Uii <bare>'; Sends = "POST $call/<uii>/pingCall" }
        @{ Command = 'Ping-RcxCall -Uii <uii>'; Sends = "POST $call/<uii>/pingCall" }
        @{ Command = 'Test-RcxQueue 8005550100'; Sends = "GET $call/prerouteChecks/checkQueueThreshold?destination_number=8005550100" }
        @{ Command = 'Test-RcxQueue +18005550100 -MaxCallsQueued 2'; Sends = "GET $call/prerouteChecks/checkQueueThreshold?destination_number=%2B18005550100&maxCallsQueued=2" }
        @{ Command = 'Test-RcxQueue 8005550100 -MaxQueueTime 90'; Sends = "GET $call/prerouteChecks/checkQueueStatus?destination_number=8005550100&maxq=90" }
        @{ Command = 'Test-RcxQueue 8005550100 -MaxQueueTime 00:02:00'; Sends = "GET $call/prerouteChecks/checkQueueStatus?destination_number=8005550100&maxq=120" }
        @{ Command = 'Test-RcxQueue 8005550100 -MaxQueueTime 0'; Sends = "GET $call/prerouteChecks/checkQueueStatus?destination_number=8005550100&maxq=0" }
        @{ Command = 'Invoke-RcxRequest /v1/admin/accounts'; Sends = 'GET /voice/api/v1/admin/accounts' }
        @{ Command = 'Invoke-RcxRequest "/v1/admin/accounts/{accountId}/campaignLeads/systemDispositions"'; Sends = 'GET /voice/api/v1/admin/accounts/<account>/campaignLeads/systemDispositions' }
        @{
            Command = 'Invoke-RcxRequest "/v1/admin/accounts/{accountId}/gateGroups/withChildren" -Query ([ordered] @{ includePermissions = $true; page = 0 })'
            Sends   = 'GET /voice/api/v1/admin/accounts/<account>/gateGroups/withChildren?includePermissions=true&page=0'
        }
        @{
            Command = 'Invoke-RcxRequest "/v1/admin/accounts/{accountId}/activeCalls/<bare>/addSessionToCall" -Method POST -Query ([ordered] @{ destination = "+15554150123"; sessionType = "MONITOR" })'
            Sends   = "POST $call/<uii>/addSessionToCall?destination=%2B15554150123&sessionType=MONITOR"
        }
        @{ Command = '$null = TabExpansion2 "Move-RcxCall -GateId "'; Sends = 'GET /voice/api/v1/admin/accounts/<account>/gateGroups/withChildren?page=0&maxRows=1000', 'GET /voice/api/v1/admin/accounts/<account>/gateGroups/withChildren?page=1&maxRows=1000' }
        @{ Command = 'Get-RcxDisposition -GateId 40002 -GateGroupId 4001'; Sends = 'GET /voice/api/v1/admin/accounts/<account>/gateGroups/4001/gates/40002/dispositions' }
        @{
            Command = 'Get-RcxDisposition Support'
            Sends   = 'GET /voice/api/v1/admin/accounts/<account>/gateGroups/withChildren?page=0&maxRows=1000', 'GET /voice/api/v1/admin/accounts/<account>/gateGroups/withChildren?page=1&maxRows=1000',
            'GET /voice/api/v1/admin/accounts/<account>/gateGroups/4001/gates/40002/dispositions'
        }
        @{ Command = 'Get-RcxDisposition -CampaignId 50001 -DialGroupId 5001'; Sends = 'GET /voice/api/v1/admin/accounts/<account>/dialGroups/5001/campaigns/50001/campaignDispositions' }
        @{
            Command = 'Set-RcxDisposition -Uii <uii> RESOLVED -QueueName Support'
            Sends   = 'GET /voice/api/v1/admin/accounts/<account>/gateGroups/withChildren?page=0&maxRows=1000', 'GET /voice/api/v1/admin/accounts/<account>/gateGroups/withChildren?page=1&maxRows=1000',
            'GET /voice/api/v1/admin/accounts/<account>/gateGroups/4001/gates/40002/dispositions', "POST $call/<uii>/dispositionCall?disposition=RESOLVED&callback=false"
        }
        @{ Command = '$null = TabExpansion2 "Set-RcxDisposition -Disposition "'; Sends = 'GET /voice/api/v1/admin/accounts/<account>/campaignLeads/systemDispositions' }
        @{
            Command = 'Export-RcxCallBoard "$TestDrive/board.html"'
            Sends   = $listing, 'GET /voice/api/v1/admin/accounts/<account>/realTimeData/agent', 'GET /voice/api/v1/admin/accounts/<account>/realTimeData/inbound',
            'GET /voice/api/v1/admin/accounts/<account>/gateGroups/withChildren?page=0&maxRows=1000', 'GET /voice/api/v1/admin/accounts/<account>/gateGroups/withChildren?page=1&maxRows=1000'
        }
        @{
            Command = 'Export-RcxCallBoard "$TestDrive/board.html" -GateId (Get-RcxQueue Sales)'
            Sends   = 'GET /voice/api/v1/admin/accounts/<account>/gateGroups/withChildren?page=0&maxRows=1000', 'GET /voice/api/v1/admin/accounts/<account>/gateGroups/withChildren?page=1&maxRows=1000',
            "GET $call/list?product=ACD&productId=40001&maxRows=1000", 'GET /voice/api/v1/admin/accounts/<account>/realTimeData/agent', 'GET /voice/api/v1/admin/accounts/<account>/realTimeData/inbound',
            'GET /voice/api/v1/admin/accounts/<account>/gateGroups/withChildren?page=0&maxRows=1000', 'GET /voice/api/v1/admin/accounts/<account>/gateGroups/withChildren?page=1&maxRows=1000'
        }
        @{ Command = 'Get-RcxConnection'; Sends = @() }
        @{ Command = 'Disconnect-Rcx'; Sends = 'POST /restapi/oauth/revoke' }
    )
    $signIns = @(
        @{
            Set     = 'Jwt, from the environment'
            Connect = { Connect-Rcx -PassThru }
            Sends   = 'POST /restapi/oauth/token', 'POST /api/auth/login/rc/accesstoken?includeRefresh=true', 'GET /voice/api/v1/admin/accounts'
            Headers = 'Basic ***', $null, 'Bearer ***'
        }
        @{
            Set     = 'Jwt, by parameters'
            Connect = {
                $arguments = @{
                    ClientId = $sandbox.ClientId; ClientSecret = $sandbox.GetSecret('ClientSecret'); Jwt = $sandbox.GetSecret('Jwt')
                    BaseUri = "$($sandbox.Uri)"; RingCentralUri = "$($sandbox.Uri)"; AccountId = '12440011'
                }
                Get-ChildItem env:RC_*, env:RCX_* | Remove-Item
                Connect-Rcx @arguments -PassThru
            }
            Sends   = 'POST /restapi/oauth/token', 'POST /api/auth/login/rc/accesstoken?includeRefresh=true', 'GET /voice/api/v1/admin/accounts'
            Headers = 'Basic ***', $null, 'Bearer ***'
        }
        @{
            Set     = 'Jwt, secrets as plain text'
            Connect = {
                $secrets = Get-SandboxSecret $sandbox
                Connect-Rcx -ClientId $sandbox.ClientId -ClientSecret $secrets[0] -Jwt $secrets[1] -PassThru
            }
            Sends   = 'POST /restapi/oauth/token', 'POST /api/auth/login/rc/accesstoken?includeRefresh=true', 'GET /voice/api/v1/admin/accounts'
            Headers = 'Basic ***', $null, 'Bearer ***'
        }
        @{
            Set     = 'Token'
            Connect = { Connect-Rcx -RingCentralToken $sandbox.GetSecret('RingCentralToken') -PassThru }
            Sends   = 'POST /api/auth/login/rc/accesstoken?includeRefresh=true', 'GET /voice/api/v1/admin/accounts'
            Headers = $null, 'Bearer ***'
        }
        @{
            Set     = 'Login'
            Connect = { Connect-Rcx -Credential $sandbox.GetCredential() -PlatformId $sandbox.PlatformId -PassThru }
            Sends   = 'POST /api/auth/login/admin?username=dana.ruiz%40sandbox.example&password=***&platformId=aws80', 'GET /voice/api/v1/admin/accounts'
            Headers = $null, 'Bearer ***'
        }
        @{
            Set     = 'Login, a password with the line break of its file'
            Connect = {
                $credential = $sandbox.GetCredential()
                $password = ConvertTo-SecureString "$($credential.GetNetworkCredential().Password)`r`n" -AsPlainText
                Connect-Rcx -Credential ([pscredential]::new($credential.UserName, $password)) -PlatformId $sandbox.PlatformId -PassThru
            }
            Sends   = 'POST /api/auth/login/admin?username=dana.ruiz%40sandbox.example&password=***&platformId=aws80', 'GET /voice/api/v1/admin/accounts'
            Headers = $null, 'Bearer ***'
        }
        @{
            Set     = 'ApiToken'
            Connect = { Connect-Rcx -ApiToken $sandbox.GetSecret('ApiToken') -PassThru }
            Sends   = , 'GET /voice/api/v1/admin/accounts'
            Headers = , $null
        }
    )
}

BeforeAll {
    Import-Module RingCx.PowerShell
    Import-Module "$PSScriptRoot/Support.psm1"
    $ErrorActionPreference = 'Stop'

    function Assert-InTable($Request) {
        $operation = Get-ServiceOperation $Request
        foreach ($name in $Request.Query.Keys) {
            $name | Should -BeIn $operation.query.name -Because "the services' table has the parameters of $($operation.name)"
        }

        foreach ($name in $operation.query | Where-Object required | ForEach-Object name) {
            $name | Should -BeIn @($Request.Query.Keys) -Because "$($operation.name) requires it"
        }
    }
}

Describe 'The requests of the commands' {
    BeforeEach {
        $sandbox = Start-TestSandbox
    }

    AfterEach {
        Stop-TestSandbox $sandbox
    }

    It 'sends as documented: <Command>' -ForEach $requests {
        $uii = Get-TestUii $sandbox
        $held = Get-TestUii $sandbox OnHold
        $line = $Command.Replace('<uii>', "'$uii'").Replace('<held>', "'$held'").Replace('<bare>', $uii)
        $run = Invoke-Collected ([scriptblock]::Create($line))
        $run.Errors | Should -BeNullOrEmpty
        $sent = @(Get-SentRequest $sandbox)
        $sent.Line | Should -BeExactly @($Sends | ForEach-Object { $_.Replace('<uii>', $uii).Replace('<held>', $held).Replace('<account>', '12440011') })
        foreach ($request in $sent) {
            $request.StatusCode | Should -Be 200
            $request.Headers['User-Agent'] | Should -MatchExactly '^RingCx\.PowerShell/\d+\.\d+\.\d+$'
            $request.Headers['Accept'] | Should -BeLike 'application/json*'
            $request.Headers.ContainsKey('X-Auth-Token') | Should -BeFalse
            if ($request.Path -like '/voice/*') {
                $request.Headers['Authorization'] | Should -BeExactly 'Bearer ***'
                # Every parameter travels in the query string.
                [int] $request.Headers['Content-Length'] | Should -Be 0
                Assert-InTable $request
            }
        }
    }

    It 'has a row for every command that sends something' {
        # The tables speak of the others elsewhere: these send nothing, or sign in, or are RingEX's (RingEx.Requests.Tests.ps1).
        $silent = 'Assert-RcxOutcome', 'Connect-Rcx', 'Import-RcxCsv', 'Show-RcxCallBoard', 'Start-RcxSandbox', 'Stop-RcxSandbox'
        $rows = $requests.Command -join "`n"
        foreach ($name in (Get-Command -Module RingCx.PowerShell -Noun Rcx*).Name) {
            if ($name -notin $silent) {
                $rows | Should -Match "(?m)\b$name\b"
            }
        }
    } -TestCases @{ requests = $requests }

    It 'sends the voice API below the path that is given, with X-Auth-Token' {
        Connect-Rcx -ApiToken $sandbox.GetSecret('ApiToken') -BaseUri "$($env:RCX_BASE_URL.TrimEnd('/'))/api" -SupervisorPhone 5554150123
        Clear-SentRequest $sandbox
        $uii = Get-TestUii $sandbox
        $null = Get-RcxActiveCall -First 1
        $null = Add-RcxCallSession -Uii $uii Monitor
        $null = Get-RcxQueue
        $sent = Get-SentRequest $sandbox
        $sent.Line | Should -BeExactly @(
            'GET /api/v1/admin/accounts/12440011/activeCalls/list?product=ACCOUNT&productId=12440011&maxRows=1000'
            "POST /api/v1/admin/accounts/12440011/activeCalls/$uii/addSessionToCall?destination=5554150123&sessionType=MONITOR"
            'GET /api/v1/admin/accounts/12440011/gateGroups/withChildren?page=0&maxRows=1000', 'GET /api/v1/admin/accounts/12440011/gateGroups/withChildren?page=1&maxRows=1000')
        $sent.StatusCode | Should -Be @(200, 200, 200, 200)
        foreach ($request in $sent) {
            $request.Headers['X-Auth-Token'] | Should -BeExactly '***'
            $request.Headers.ContainsKey('Authorization') | Should -BeFalse
        }
    }

    It 'sends a body of Invoke-RcxRequest as JSON' {
        # No documented call of the sandbox takes one, so it refuses it; what counts is what was sent.
        $run = Invoke-Collected { Invoke-RcxRequest '/v1/admin/accounts/{accountId}/dncLists' -Method PUT -Body @{ name = 'a'; phones = @('6505550123') } }
        $run.Errors | Should -HaveCount 1
        $sent = Get-SentRequest $sandbox
        $sent.Line | Should -BeExactly 'PUT /voice/api/v1/admin/accounts/12440011/dncLists'
        $sent.Headers['Content-Type'] | Should -BeExactly 'application/json; charset=utf-8'
        [int] $sent.Headers['Content-Length'] | Should -BeGreaterThan 10
    }

    It 'dials and waits until the new call is listed' {
        $call = Start-RcxCall sam.rivera@sandbox.example 6505550123 4155550199 -Wait -Timeout 20
        $call.PSObject.TypeNames[0] | Should -BeExactly 'RingCx.RcxActiveCall'
        $call.Dnis | Should -Be '6505550123'
        $call.AgentName | Should -Be 'Sam Rivera'
        $sent = @(Get-SentRequest $sandbox)
        @($sent | Where-Object Method -eq POST) | Should -HaveCount 1
        # What is there already is looked at before the call is dialled.
        $sent[0].Path | Should -BeLike '*/activeCalls/list'
        ($call | Stop-RcxCall -Force).Succeeded | Should -BeTrue
    }
}

Describe 'The requests of signing in' {
    BeforeEach {
        $sandbox = Start-TestSandbox -NotConnected
    }

    AfterEach {
        Stop-TestSandbox $sandbox
    }

    It 'signs in as documented: <Set>' -ForEach $signIns {
        $connection = & $Connect
        $sent = @(Get-SentRequest $sandbox)
        $sent.Line | Should -BeExactly $Sends
        $sent.StatusCode | Should -Be @($Sends | ForEach-Object { 200 })
        for ($i = 0; $i -lt $sent.Count; $i++) {
            $sent[$i].Headers['Authorization'] | Should -BeExactly $Headers[$i]
            $sent[$i].Headers['User-Agent'] | Should -BeLike 'RingCx.PowerShell/*'
            if ($sent[$i].Path -match '/token$|accesstoken$') {
                $sent[$i].Headers['Content-Type'] | Should -BeExactly 'application/x-www-form-urlencoded'
            }
        }

        $connection.PSObject.TypeNames[0] | Should -BeExactly 'RingCx.RcxConnection'
        $connection.AccountId | Should -BeExactly '12440011'
        $connection.AccountName | Should -BeExactly 'Sandbox Contact Center'
        (Get-RcxConnection).AccountId | Should -BeExactly '12440011'
        (Get-RcxActiveCall -First 1).AccountId | Should -BeExactly '12440011'
    }

    It 'signs in in process: Sandbox' {
        $connection = Connect-Rcx -Sandbox -PassThru
        $connection.IsSandbox | Should -BeTrue
        $sent = @(Get-SentRequest $connection.Sandbox)
        $sent.Line | Should -BeExactly @('POST /restapi/oauth/token', 'POST /api/auth/login/rc/accesstoken?includeRefresh=true', 'GET /voice/api/v1/admin/accounts')
        $sent.StatusCode | Should -Be @(200, 200, 200)
        @(Get-RcxActiveCall).Count | Should -BeGreaterThan 5
        # Nothing of it went to the other sandbox.
        Get-SentRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'gives the same calls for the same seed' {
        $first = (Connect-Rcx -Sandbox -Seed 7 -PassThru).Sandbox.GetCalls()
        $second = (Connect-Rcx -Sandbox -Seed 7 -PassThru).Sandbox.GetCalls()
        $other = (Connect-Rcx -Sandbox -Seed 8 -PassThru).Sandbox.GetCalls()
        # The uii begins with the time.
        $tail = { $_.Uii.Substring(14) }
        @($second | ForEach-Object $tail) | Should -Be @($first | ForEach-Object $tail)
        @($other | ForEach-Object $tail) | Should -Not -Be @($first | ForEach-Object $tail)
    }

    It 'accepts the address with the API''s own path appended' {
        Connect-Rcx -BaseUri "$($sandbox.Uri)voice/api/" -RingCentralUri "$($sandbox.Uri)"
        (Get-RcxConnection).BaseUri.AbsoluteUri | Should -Be $sandbox.Uri.AbsoluteUri
    }

    It 'takes the account and the phone from the environment' {
        $env:RCX_SUPERVISOR_PHONE = '(555) 415-0123'
        try {
            $connection = Connect-Rcx -PassThru
        }
        finally {
            $env:RCX_SUPERVISOR_PHONE = $null
        }

        $connection.SupervisorPhone | Should -BeExactly '5554150123'
    }

    It 'leaves the default connection alone with -NoDefault' {
        $one = Connect-Rcx -PassThru
        $two = Connect-Rcx -NoDefault -PassThru
        Get-RcxConnection | Should -Be $one
        $two | Get-RcxConnection | Should -Be $two
        Disconnect-Rcx $two
        $two.IsOpen | Should -BeFalse
        $one.IsOpen | Should -BeTrue
    }

    It 'emits nothing without -PassThru' {
        Connect-Rcx | Should -BeNullOrEmpty
    }

    It 'signs in once for many commands' {
        Connect-Rcx
        1..20 | ForEach-Object { $null = Get-RcxAccount }
        @(Get-SentRequest $sandbox '*/oauth/token') | Should -HaveCount 1
        @(Get-SentRequest $sandbox '*/accesstoken*') | Should -HaveCount 1
    }

    It 'renews the token before it runs out, with the refresh token' {
        Connect-Rcx
        $null = Get-RcxAccount
        $sandbox.RevokeTokens()
        (Get-RcxAccount).AccountId | Should -Be '12440011'
        $sent = Get-SentRequest $sandbox
        @($sent | Where-Object StatusCode -eq 401) | Should -HaveCount 1
        @($sent | Where-Object Path -eq '/api/auth/token/refresh') | Should -HaveCount 1
        @($sent | Where-Object Path -like '*/rc/accesstoken') | Should -HaveCount 1
    }

    It 'revokes the RingCentral token at Disconnect-Rcx, and forgets the rest' {
        Connect-Rcx
        $connection = Get-RcxConnection
        Clear-SentRequest $sandbox
        Disconnect-Rcx
        $sent = @(Get-SentRequest $sandbox)
        $sent.Line | Should -BeExactly 'POST /restapi/oauth/revoke'
        $sent.Headers['Authorization'] | Should -BeExactly 'Basic ***'
        $connection.IsOpen | Should -BeFalse
        $connection.TokenExpiresAt | Should -BeNullOrEmpty
        Get-RcxConnection | Should -BeNullOrEmpty
    }
}

Describe 'The sandbox on loopback' {
    It 'serves any other HTTP client, and ends' {
        $sandbox = Start-RcxSandbox
        $uri = $sandbox.Uri
        $uri.IsLoopback | Should -BeTrue
        (Invoke-WebRequest "$($uri)voice/api/v1/admin/accounts" -SkipHttpErrorCheck).StatusCode | Should -Be 401
        $sandbox | Stop-RcxSandbox
        $sandbox.IsRunning | Should -BeFalse
        { Invoke-WebRequest "$($uri)voice/api/v1/admin/accounts" -SkipHttpErrorCheck } | Should -Throw
    }

    It 'sets the variables that Connect-Rcx reads, and puts back what was there' {
        $env:RC_APP_CLIENT_ID = 'mine'
        try {
            $sandbox = Start-RcxSandbox -SetEnvironment
            $env:RC_APP_CLIENT_ID | Should -Be $sandbox.ClientId
            $env:RCX_ACCOUNT_ID | Should -Be '12440011'
            $env:RCX_BASE_URL | Should -BeLike 'http://127.0.0.1:*'
            Stop-RcxSandbox
            $env:RC_APP_CLIENT_ID | Should -Be 'mine'
            $env:RC_USER_JWT | Should -BeNullOrEmpty
        }
        finally {
            $env:RC_APP_CLIENT_ID = $null
        }
    }

    It 'allows as many requests a minute as it was told' {
        $sandbox = Start-RcxSandbox -SetEnvironment -RequestsPerMinute 3 -Frozen
        try {
            Connect-Rcx
            $sandbox.GetRequests().StatusCode | Should -Not -Contain 429
            (Get-RcxConnection).RateLimit | Should -Be 120
            $null = Get-RcxAccount
            $null = Get-RcxAccount
            $sandbox.AddFault(@{ Kind = 'RateLimited'; RetryAfter = '0' })
            (Get-RcxConnection).RateRemaining | Should -BeLessThan 118
        }
        finally {
            Disconnect-Rcx
            Stop-RcxSandbox
        }
    }
}
