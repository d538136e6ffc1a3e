BeforeAll {
    Import-Module RingCx.PowerShell
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
}

Describe 'The sandbox on loopback' {
    BeforeEach {
        $sandbox = Start-RcxSandbox -Frozen -SetEnvironment
        Connect-Rcx
        $uii = (Get-RcxActiveCall -AgentName Vu).Uii
    }

    AfterEach {
        Disconnect-Rcx
        $sandbox | Stop-RcxSandbox
    }

    It 'holds this module to the documents, and nobody else' {
        $path = '/v1/admin/accounts/{accountId}/activeCalls/list'
        { Invoke-RcxRequest $path -Query @{ unheardOf = 1 } -ErrorAction Stop } | Should -Throw -ErrorId 'ServiceError,*'

        $connection = Get-RcxConnection
        $basic = [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes("$env:RC_APP_CLIENT_ID`:$env:RC_APP_CLIENT_SECRET"))
        $grant = @{ grant_type = 'urn:ietf:params:oauth:grant-type:jwt-bearer'; assertion = $env:RC_USER_JWT; client_id = 'x'; access_token_ttl = 3600; endpoint_id = 'y' }
        $token = Invoke-RestMethod "$($sandbox.Uri)restapi/oauth/token" -Method Post -Body $grant -Headers @{ Authorization = "Basic $basic" } -NoProxy
        $exchanged = Invoke-RestMethod "$($sandbox.Uri)api/auth/login/rc/accesstoken" -Method Post -Body @{ rcAccessToken = $token.access_token; rcTokenType = 'Bearer' } -NoProxy
        $rows = Invoke-RestMethod "$($sandbox.Uri)voice/api$($path.Replace('{accountId}', $connection.AccountId))?unheardOf=1" -Headers @{ Authorization = "Bearer $($exchanged.accessToken)" } -NoProxy
        $rows.Count | Should -BeGreaterThan 1
    }

    It 'has calls that take their disposition and nothing else' {
        $sandbox.AwaitDisposition($uii)
        { Set-RcxCallHold -Uii $uii -State On -ErrorAction Stop } | Should -Throw -ErrorId 'CallNotFound,*'
        (Set-RcxDisposition -Uii $uii RESOLVED).Succeeded | Should -BeTrue
        { Set-RcxDisposition -Uii $uii RESOLVED -ErrorAction Stop } | Should -Throw -ErrorId 'CallNotFound,*'
    }

    It 'has agents who are away' {
        $sandbox.SetAgentPresence('sam.rivera@sandbox.example', $false)
        { Start-RcxCall sam.rivera@sandbox.example 6505550123 4155550199 -ErrorAction Stop } | Should -Throw '*not logged in*'
        $sandbox.SetAgentPresence('sam.rivera@sandbox.example', $true)
        Start-RcxCall sam.rivera@sandbox.example 6505550123 4155550199 | Should -Not -BeNullOrEmpty
        { $sandbox.SetAgentPresence('nobody@sandbox.example', $true) } | Should -Throw '*no such agent*'
    }

    It 'has agents in states of their own choice' {
        $live = '/v1/admin/accounts/{accountId}/realTimeData/agent'
        (Invoke-RcxRequest $live).agentState | Sort-Object -Unique | Should -Be 'AVAILABLE', 'AWAY', 'LUNCH', 'ON_CALL'
        $sandbox.SetAgentState('tom.becker@sandbox.example', 'TRAINING')
        $sandbox.SetAgentState('paco.vu@sandbox.example', 'TRAINING')
        $agents = Invoke-RcxRequest $live
        ($agents | Where-Object firstName -eq Tom).agentState | Should -BeExactly 'TRAINING'
        # A call goes before it.
        ($agents | Where-Object firstName -eq Paco).agentState | Should -BeExactly 'ON_CALL'
        ($agents | Where-Object firstName -eq Paco).callUii | Should -Be $uii

        { $sandbox.SetAgentState('nobody@sandbox.example', 'AWAY') } | Should -Throw '*no such agent*'
        { $sandbox.SetAgentState('tom.becker@sandbox.example', 'ON_CALL') } | Should -Throw '*not a state*'
        $sandbox.SetAgentPresence('tom.becker@sandbox.example', $false)
        { $sandbox.SetAgentState('tom.becker@sandbox.example', 'AWAY') } | Should -Throw '*not logged in*'
    }

    It 'has a supervisor without the right to live data' {
        $connection = Connect-Rcx -Jwt $sandbox.GetSecret('WithoutReportsJwt') -AccountId 12440011 -NoDefault -PassThru
        try {
            @(Get-RcxActiveCall -Connection $connection).Count | Should -BeGreaterThan 1
            foreach ($data in 'agent', 'inbound', 'chat') {
                { Invoke-RcxRequest "/v1/admin/accounts/{accountId}/realTimeData/$data" -Connection $connection -ErrorAction Stop } | Should -Throw -ErrorId 'PermissionDenied,*'
                @(Invoke-RcxRequest "/v1/admin/accounts/{accountId}/realTimeData/$data").Count | Should -BeGreaterThan 1
            }
        }
        finally {
            Disconnect-Rcx -Connection $connection
        }
    }

    It 'has an administrator who is no agent' {
        $connection = Connect-Rcx -Jwt $sandbox.GetSecret('AdministratorJwt') -AccountId 12440011 -PassThru
        try {
            @(Get-RcxActiveCall -Connection $connection).Count | Should -BeGreaterThan 1
        }
        finally {
            Disconnect-Rcx -Connection $connection
        }
    }
}

Describe 'Start-RcxSandbox -TokenLifetime' {
    It 'gives tokens that are good for so long, and the module renews them in time' {
        $sandbox = Start-RcxSandbox -Frozen -SetEnvironment -TokenLifetime 12
        try {
            Connect-Rcx
            $call = Get-RcxActiveCall -AgentName Vu
            # Ten seconds, of which the last four are those in which it is renewed.
            foreach ($i in 1..10) {
                $call | Ping-RcxCall | Out-Null
                Start-Sleep -Seconds 1
            }

            $requests = $sandbox.GetRequests()
            @($requests | Where-Object StatusCode -eq 401) | Should -HaveCount 0
            @($requests | Where-Object Target -like '/api/auth/token/refresh*').Count | Should -BeGreaterOrEqual 1
        }
        finally {
            Disconnect-Rcx
            $sandbox | Stop-RcxSandbox
        }
    }

    It 'refuses <_>' -ForEach 0, -1, 0.5, 100000 {
        { Start-RcxSandbox -TokenLifetime $_ } | Should -Throw -ErrorId 'InvalidArgument,*'
    }
}
