# What the network and the service can do to a command: the right error, nothing sent twice that must not be, no hang, and the next
# command works.

BeforeDiscovery {
    $faults = (Import-PowerShellDataFile "$PSScriptRoot/Faults.psd1").Faults | ForEach-Object { $_.Name = "$($_.Fault) $($_.Options.Values)".Trim(); $_ }
}

BeforeAll {
    Import-Module RingCx.PowerShell
    Import-Module "$PSScriptRoot/Support.psm1"
    $ErrorActionPreference = 'Stop'
}

Describe 'Faults' {
    BeforeAll {
        $sandbox = Start-TestSandbox -Connect @{ RequestTimeout = 1; RequestsPerMinute = 10000 }
        $uii = Get-TestUii $sandbox
        $number = '2125550177'
        $caller = '8005550100'
    }

    AfterAll {
        $sandbox.ClearFaults()
        Stop-TestSandbox $sandbox
    }

    BeforeEach {
        $sandbox.ClearFaults()
        Clear-SentRequest $sandbox
    }

    It '<Name>: a listing' -ForEach $faults {
        $sandbox.AddFault(@{ Kind = $Fault; PathContains = '/list' } + $Options)
        $run = Invoke-Collected { Get-RcxActiveCall }
        # To a listing, 404 means another thing than a call that has ended.
        $id = if ($Safe -eq 'CallNotFound') { 'ServiceError' } else { $Safe }
        # Rows that trickle in are rows: what comes in time is never given up.
        "$(@($run.Errors.FullyQualifiedErrorId) -replace ',.*')" | Should -BeExactly "$id"
        if (-not $id) { @($run.Output.Uii | Sort-Object -Unique) | Should -HaveCount 12 }
        $sandbox.ClearFaults()
        @(Get-RcxActiveCall) | Should -HaveCount 12
    }

    It '<Name>: something that may be repeated' -ForEach $faults {
        $sandbox.AddFault(@{ Kind = $Fault; PathContains = '/pingCall' } + $Options)
        $run = Invoke-Collected { Ping-RcxCall -Uii $uii }
        # An action's success needs no body.
        $id = if ($Fault -ne 'EmptyBody') { $Safe }
        "$(@($run.Errors.FullyQualifiedErrorId) -replace ',.*')" | Should -BeExactly "$id"
        @($run.Output) | Should -HaveCount ([int] (-not $id))
        $sandbox.ClearFaults()
        (Ping-RcxCall -Uii $uii).Succeeded | Should -BeTrue
    }

    It '<Name>: something that may not' -ForEach $faults {
        $sandbox.AddFault(@{ Kind = $Fault; PathContains = '/addSessionToCall' } + $Options)
        $before = @((Get-CallState $sandbox $uii).Sessions).Count
        $run = Invoke-Collected { Add-RcxCallSession -Uii $uii Monitor $number }
        $id = if ($Fault -ne 'EmptyBody') { $Unsafe }
        "$(@($run.Errors.FullyQualifiedErrorId) -replace ',.*')" | Should -BeExactly "$id"
        @($run.Output) | Should -HaveCount ([int] (-not $id))
        # Rung once at the most, whatever happened to the answer.
        @((Get-CallState $sandbox $uii).Sessions).Count - $before | Should -BeLessOrEqual 1
        $sent = @(Get-SentRequest $sandbox '*/addSessionToCall*').Count
        $sent | Should -Be $(if ($Fault -in 'Unavailable', 'RateLimited', 'Unauthorized') { 2 } else { 1 })
        if ($Unsafe -eq 'OutcomeUnknown') {
            $run.Errors[0].Exception.Message | Should -BeLike "*Get-RcxActiveCall -Uii $uii*"
        }

        $sandbox.ClearFaults()
        $null = Remove-RcxCallSession -Uii $uii $number -ErrorAction SilentlyContinue
        (Ping-RcxCall -Uii $uii).Succeeded | Should -BeTrue
    }
}

Describe 'Faults while dialling' {
    It '<Name>' -ForEach $faults {
        $sandbox = Start-TestSandbox -Connect @{ RequestTimeout = 1 }
        try {
            $sandbox.AddFault(@{ Kind = $Fault; PathContains = '/createManualAgentCall' } + $Options)
            $calls = @($sandbox.GetCalls()).Count
            $run = Invoke-Collected { Start-RcxCall sam.rivera@sandbox.example 2125550177 8005550100 }
            $id = if ($Unsafe -eq 'CallNotFound') { 'ServiceError' } elseif ($Fault -ne 'EmptyBody') { $Unsafe }
            "$(@($run.Errors.FullyQualifiedErrorId) -replace ',.*')" | Should -BeExactly "$id"
            # One phone rings once at the most.
            @($sandbox.GetCalls()).Count - $calls | Should -BeLessOrEqual 1
            (Ping-RcxCall -Uii (Get-TestUii $sandbox)).Succeeded | Should -BeTrue
        }
        finally {
            $sandbox.ClearFaults()
            Stop-TestSandbox $sandbox
        }
    }
}

Describe 'A missing network' {
    BeforeAll {
        $sandbox = Start-TestSandbox -NotConnected
        $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $port = $listener.LocalEndpoint.Port
        $listener.Stop()
    }

    AfterAll {
        Stop-TestSandbox $sandbox
    }

    It 'refuses connections' {
        $run = Invoke-Collected { Connect-Rcx -RingCentralUri "http://127.0.0.1:$port" -MaximumRetryCount 1 }
        $run.Errors.FullyQualifiedErrorId | Should -Be 'ServiceError,RingCx.Commands.ConnectRcxCommand'
        $run.Errors[0].Exception.Message | Should -BeLike "*could not be reached*tried 2 times*Check the network and the addresses*http://127.0.0.1:$port*"
    }

    It 'cannot resolve the name' {
        $run = Invoke-Collected { Connect-Rcx -BaseUri 'https://ringcx.invalid' -RingCentralToken 'none' -MaximumRetryCount 0 }
        $run.Errors.FullyQualifiedErrorId | Should -Be 'ServiceError,RingCx.Commands.ConnectRcxCommand'
        $run.Errors[0].Exception.Message | Should -BeLike '*could not be reached*https://ringcx.invalid*'
    }

    It 'returns while a command waits' {
        Connect-Rcx -MaximumRetryCount 20
        $calls = @(Get-RcxActiveCall).Count
        $at = $sandbox.Uri.Port
        $sandbox | Stop-RcxSandbox
        # The same seed on the same port: the same calls, and tokens that it does not know.
        $job = Start-ThreadJob { Start-Sleep 2; Import-Module RingCx.PowerShell; Start-RcxSandbox -Port $using:at -Frozen; Start-Sleep 300 }
        try {
            @(Get-RcxActiveCall) | Should -HaveCount $calls
        }
        finally {
            $job | Stop-Job -PassThru | Remove-Job
        }

        Disconnect-Rcx -WarningAction SilentlyContinue
        $sandbox = Start-TestSandbox -NotConnected
    }
}

Describe 'A host that is not the service' {
    BeforeAll {
        $sandbox = Start-TestSandbox -NotConnected
        $secrets = @(Get-SandboxSecret $sandbox)
    }

    AfterAll {
        Stop-TestSandbox $sandbox
    }

    # Wine makes no self-signed certificate.
    It 'gets nothing when its certificate is not trusted, and nothing is tried again' -Tag NotUnderWine {
        $key = [System.Security.Cryptography.RSA]::Create(2048)
        $request = [System.Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=localhost', $key, 'SHA256', [System.Security.Cryptography.RSASignaturePadding]::Pkcs1)
        $certificate = $request.CreateSelfSigned([DateTimeOffset]::Now.AddDays(-1), [DateTimeOffset]::Now.AddDays(1))
        $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $seen = [hashtable]::Synchronized(@{ Connections = 0; Bytes = 0 })
        $server = Start-ThreadJob {
            $listener, $certificate, $seen = $using:listener, $using:certificate, $using:seen
            $ErrorActionPreference = 'Stop'
            while ($true) {
                $client = $listener.AcceptTcpClient()
                $seen.Connections++
                try {
                    $tls = [System.Net.Security.SslStream]::new($client.GetStream())
                    $tls.AuthenticateAsServer($certificate)
                    $seen.Bytes += $tls.Read([byte[]]::new(1000), 0, 1000)
                }
                catch { $null = $_ }
                finally { $client.Dispose() }
            }
        }

        try {
            $address = "https://localhost:$($listener.LocalEndpoint.Port)"
            $run = Invoke-Collected { Connect-Rcx -RingCentralUri $address -BaseUri $address }
        }
        finally {
            $listener.Stop()
            $server | Stop-Job -PassThru | Remove-Job
        }

        $run.Errors.FullyQualifiedErrorId | Should -Be 'ServiceError,RingCx.Commands.ConnectRcxCommand'
        $run.Errors[0].Exception.Message | Should -BeLike '*certificate was not accepted*'
        $seen.Connections | Should -Be 1
        $seen.Bytes | Should -Be 0
    }

    It 'gets no token by a redirect: <Where>' -ForEach @(
        @{ Where = 'sign-in'; Path = 'oauth/token' }
        @{ Where = 'exchange'; Path = 'accesstoken' }
        @{ Where = 'listing'; Path = '/list' }
        @{ Where = 'action'; Path = '/hangupCall' }
    ) {
        $elsewhere = Start-RcxSandbox -Frozen
        try {
            $sandbox.AddFault(@{ Kind = 'Redirect'; PathContains = $Path; Location = "$($elsewhere.Uri)" })
            $run = Invoke-Collected { Connect-Rcx; Get-RcxActiveCall | Stop-RcxCall -Force }
            $run.Errors[0].FullyQualifiedErrorId | Should -BeLike 'ServiceError,*'
            $elsewhere.GetRequests() | Should -BeNullOrEmpty
        }
        finally {
            $sandbox.ClearFaults()
            $elsewhere | Stop-RcxSandbox
        }
    }

    It 'gets no secret of another: the app''s secret only goes to RingCentral, and the RingCX token only to RingCX' {
        # Of the same seed, so that the one knows the other's tokens.
        $ringCentral = Start-RcxSandbox -Frozen
        Clear-SentRequest $sandbox
        try {
            Connect-Rcx -RingCentralUri $ringCentral.Uri
            $null = Get-RcxActiveCall -First 1
            @(Get-SentRequest $ringCentral) | ForEach-Object { "$($_.Path) $($_.Headers['Authorization'])" } | Should -Be '/restapi/oauth/token Basic ***'
            @(Get-SentRequest $sandbox) | ForEach-Object { "$($_.Path) $($_.Headers['Authorization'])".Trim() } | Should -Be @(
                '/api/auth/login/rc/accesstoken'
                '/voice/api/v1/admin/accounts Bearer ***'
                '/voice/api/v1/admin/accounts/12440011/activeCalls/list Bearer ***'
            )
        }
        finally {
            $ringCentral | Stop-RcxSandbox
        }
    }
}

Describe 'The limits of Connect-Rcx' {
    BeforeAll {
        $sandbox = Start-TestSandbox -NotConnected
        # A token that is used as it is: the service allows no more than five sign-ins a minute.
        $legacy = @{ ApiToken = $sandbox.GetSecret('ApiToken') }
        $uii = Get-TestUii $sandbox
    }

    AfterAll {
        Stop-TestSandbox $sandbox
    }

    BeforeEach {
        $sandbox.ClearFaults()
        Clear-SentRequest $sandbox
    }

    It 'repeats no more often than -MaximumRetryCount <_>' -ForEach 0, 1, 4 {
        Connect-Rcx @legacy -MaximumRetryCount $_
        $sandbox.AddFault(@{ Kind = 'RateLimited'; Count = -1; RetryAfter = '0' })
        (Invoke-Collected { Ping-RcxCall -Uii $uii }).Errors.FullyQualifiedErrorId | Should -BeLike 'RateLimited,*'
        @(Get-SentRequest $sandbox '*/pingCall') | Should -HaveCount ($_ + 1)
    }

    It 'gives up at once if it would take longer than -RetryTimeout: <_>' -ForEach 5, '5', ([timespan]::FromSeconds(5)), '00:00:05' {
        Connect-Rcx @legacy -RetryTimeout $_
        $sandbox.AddFault(@{ Kind = 'RateLimited'; Count = -1; RetryAfter = '6' })
        $run = Invoke-Collected { Ping-RcxCall -Uii $uii }
        $run.Errors[0].FullyQualifiedErrorId | Should -BeLike 'RateLimited,*'
        $run.Errors[0].Exception.Message | Should -BeLike '*pause of 6 s*'
        @(Get-SentRequest $sandbox '*/pingCall') | Should -HaveCount 1
    }

    It 'waits for an answer no longer than -RequestTimeout' {
        Connect-Rcx @legacy -RequestTimeout 1 -MaximumRetryCount 0
        $sandbox.AddFault(@{ Kind = 'Latency'; Delay = 20 })
        $run = Invoke-Collected { Set-RcxDisposition -Uii $uii SALE }
        $run.Errors[0].FullyQualifiedErrorId | Should -BeLike 'OutcomeUnknown,*'
        $run.Errors[0].Exception.Message | Should -BeLike '*did not answer in time*'
    }

    It 'holds back what is more than -RequestsPerMinute, and says so' {
        Connect-Rcx @legacy -RequestsPerMinute 3
        (Get-RcxConnection).RateLimit | Should -Be 3
        $connection = Get-RcxConnection
        $run = Stop-WhenReached { Get-RcxConnection -Connection $connection | ForEach-Object { 1..3 | ForEach-Object { Ping-RcxCall -Uii $uii -Connection $connection -Verbose } } } @{ connection = $connection; uii = $uii } {
            param($shell)
            $shell.Streams.Progress.Count -gt 0
        }
        # One of the three was spent on the accounts at Connect-Rcx.
        $run.Output | Should -HaveCount 2
        $run.Progress[0].StatusDescription | Should -BeLike 'Waiting * s: the service allows 3 requests a minute.'
        @(Get-SentRequest $sandbox '*/pingCall') | Should -HaveCount 2
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = '-RequestsPerMinute 0'; Arguments = @{ RequestsPerMinute = 0 } }
        @{ Name = '-RequestsPerMinute -1'; Arguments = @{ RequestsPerMinute = -1 } }
        @{ Name = '-MaximumRetryCount -1'; Arguments = @{ MaximumRetryCount = -1 } }
        @{ Name = '-MaximumRetryCount 1001'; Arguments = @{ MaximumRetryCount = 1001 } }
        @{ Name = '-RetryTimeout -1'; Arguments = @{ RetryTimeout = -1 } }
        @{ Name = '-RetryTimeout of two days'; Arguments = @{ RetryTimeout = [timespan]::FromDays(2) } }
        @{ Name = '-RequestTimeout 0'; Arguments = @{ RequestTimeout = 0 } }
        @{ Name = '-RequestTimeout of a day'; Arguments = @{ RequestTimeout = [timespan]::FromDays(1) } }
    ) {
        $run = Invoke-Collected { Connect-Rcx @Arguments }
        $run.Errors.FullyQualifiedErrorId | Should -Be 'InvalidArgument,RingCx.Commands.ConnectRcxCommand'
        $run.Errors[0].Exception.Message | Should -BeLike "*-$(@($Arguments.Keys)[0])*out of range. Give*"
        Get-SentRequest $sandbox | Should -BeNullOrEmpty
    }
}

Describe 'Ctrl+C' {
    BeforeAll {
        $sandbox = Start-TestSandbox -Sandbox @{ CallCount = 300; MaximumPageSize = 100 }
        $uii = Get-TestUii $sandbox
        $agents = @(Get-RcxAgent)
    }

    AfterAll {
        $sandbox.ClearFaults()
        Stop-TestSandbox $sandbox
    }

    BeforeEach {
        $sandbox.ClearFaults()
        Clear-SentRequest $sandbox
        # No more than five sign-ins are allowed in a minute.
        $sandbox.Advance(60)
        $connection = Connect-Rcx -PassThru -RequestTimeout 5
    }

    It 'ends <Command> while <While>' -ForEach @(
        @{ Command = 'Connect-Rcx'; While = 'RingCentral signs in'; Fault = @{ Kind = 'Latency'; Delay = 60; PathContains = 'oauth/token' }; Script = { Connect-Rcx }; Seen = '*oauth/token' }
        @{ Command = 'Connect-Rcx'; While = 'the token is exchanged'; Fault = @{ Kind = 'Latency'; Delay = 60; PathContains = 'accesstoken' }; Script = { Connect-Rcx }; Seen = '*accesstoken*' }
        @{ Command = 'Connect-Rcx'; While = 'the accounts are listed'; Fault = @{ Kind = 'SlowBody'; Delay = 60; PathContains = '/admin/accounts' }; Script = { Connect-Rcx }; Seen = '*/admin/accounts' }
        @{ Command = 'Connect-Rcx'; While = 'a sign-in waits to be repeated'; Fault = @{ Kind = 'Unavailable'; RetryAfter = '100'; PathContains = 'oauth/token' }; Script = { Connect-Rcx }; Seen = '*oauth/token' }
        @{ Command = 'Get-RcxActiveCall'; While = 'the first page is waited for'; Fault = @{ Kind = 'Latency'; Delay = 60; PathContains = '/list' }; Script = { Get-RcxActiveCall -Connection $connection }; Seen = '*/list*' }
        @{ Command = 'Get-RcxActiveCall'; While = 'rows come slowly'; Fault = @{ Kind = 'SlowBody'; Delay = 60; PathContains = '/list' }; Script = { Get-RcxActiveCall -Connection $connection }; Seen = '*/list*' }
        @{ Command = 'Get-RcxActiveCall'; While = 'the second page is waited for'; Fault = @{ Kind = 'Latency'; Delay = 60; PathContains = 'page=1' }; Script = { Get-RcxActiveCall -Connection $connection }; Seen = '*page=1*' }
        @{ Command = 'Get-RcxActiveCall'; While = 'a page waits to be repeated'; Fault = @{ Kind = 'RateLimited'; RetryAfter = '100'; PathContains = '/list' }; Script = { Get-RcxActiveCall -Connection $connection }; Seen = '*/list*'; Paused = $true }
        @{ Command = 'Get-RcxQueue'; While = 'the queues are waited for'; Fault = @{ Kind = 'Latency'; Delay = 60; PathContains = 'gateGroups' }; Script = { Get-RcxQueue -Connection $connection }; Seen = '*gateGroups*' }
        @{ Command = 'Set-RcxCallHold'; While = 'the answer is waited for'; Fault = @{ Kind = 'Latency'; Delay = 60; PathContains = 'toggleCallHold' }; Script = { Set-RcxCallHold -Uii $uii On -Connection $connection }; Seen = '*toggleCallHold*' }
        @{ Command = 'Set-RcxDisposition'; While = 'the answer comes byte by byte'; Fault = @{ Kind = 'SlowBody'; Delay = 60; PathContains = 'dispositionCall' }; Script = { Set-RcxDisposition -Uii $uii SALE -Connection $connection }; Seen = '*dispositionCall*' }
        @{ Command = 'Ping-RcxCall'; While = 'a new token is waited for'; Fault = @{ Kind = 'Latency'; Delay = 60; PathContains = 'token/refresh' }; Script = { Ping-RcxCall -Uii $uii -Connection $connection }; Seen = '*token/refresh'; Revoked = $true }
        @{ Command = 'Test-RcxQueue'; While = 'the answer is waited for'; Fault = @{ Kind = 'Latency'; Delay = 60; PathContains = 'prerouteChecks' }; Script = { Test-RcxQueue 8005550101 -Connection $connection }; Seen = '*prerouteChecks*' }
        @{ Command = 'Invoke-RcxRequest'; While = 'the answer is waited for'; Fault = @{ Kind = 'Latency'; Delay = 60; PathContains = 'accounts' }; Script = { Invoke-RcxRequest /v1/admin/accounts -Connection $connection }; Seen = '*/admin/accounts' }
        @{ Command = 'Start-RcxCall -Wait'; While = 'the call does not come'; Fault = @{ Kind = 'Refused'; PathContains = 'no such path' }; Script = { Start-RcxCall $agents[-1].Username 2125550177 8005550100 -Wait -Connection $connection }; Seen = '*createManualAgentCall*'; Dials = $true }
        @{ Command = 'Disconnect-Rcx'; While = 'the token is revoked'; Fault = @{ Kind = 'Latency'; Delay = 60; PathContains = 'oauth/revoke' }; Script = { Disconnect-Rcx -Connection $connection }; Seen = '*oauth/revoke'; Closes = $true }
    ) {
        if ($Revoked) { $sandbox.RevokeTokens() }
        if ($Dials) { $sandbox.AddFault(@{ Kind = 'EmptyBody'; Count = 0 }) }
        $sandbox.AddFault($Fault)
        Clear-SentRequest $sandbox
        $run = Stop-WhenReached $Script @{ connection = $connection; uii = $uii; agents = $agents } {
            param($shell, $emitted)
            @(Get-SentRequest $sandbox $Seen).Count -gt 0 -and $emitted.Count -ge [int] $Output
        }
        $run.State | Should -Be 'Stopped'
        $run.Errors | Should -BeNullOrEmpty
        $sent = @(Get-SentRequest $sandbox $Seen).Count
        $sandbox.ClearFaults()
        if ($Closes) {
            Connect-Rcx
            $connection = Get-RcxConnection
        }

        # A pause that the service asked for holds for whoever comes next, too: another connection is free of it.
        if ($Paused) { $connection = Connect-Rcx -PassThru }
        (Ping-RcxCall -Uii $uii -Connection $connection).Succeeded | Should -BeTrue
        # What was stopped does not go on behind.
        @(Get-SentRequest $sandbox $Seen).Count | Should -BeLessOrEqual ($sent + [int] [bool] $Revoked + [int] ($Seen -like '*admin/accounts'))
    }

    It 'ends the search for a proxy at once, before anything is sent' {
        if (-not ('HangingProxy' -as [type])) {
            Add-Type 'public sealed class HangingProxy : System.Net.IWebProxy {
                public static int Asked;
                public System.Net.ICredentials Credentials { get; set; }
                public System.Uri GetProxy(System.Uri host) { Asked++; System.Threading.Thread.Sleep(60000); return null; }
                public bool IsBypassed(System.Uri host) { return false; } }'
        }

        $before = [System.Net.Http.HttpClient]::DefaultProxy
        try {
            [HangingProxy]::Asked = 0
            [System.Net.Http.HttpClient]::DefaultProxy = [HangingProxy]::new()
            $clock = [System.Diagnostics.Stopwatch]::StartNew()
            $run = Stop-WhenReached { Connect-Rcx -ApiToken $token -BaseUri https://ringcx.invalid } @{ token = $sandbox.GetSecret('ApiToken') } { [HangingProxy]::Asked -gt 0 }
            $clock.Elapsed.TotalSeconds | Should -BeLessThan 20
            $run.State | Should -Be 'Stopped'
            $run.Errors | Should -BeNullOrEmpty
        }
        finally {
            [System.Net.Http.HttpClient]::DefaultProxy = $before
        }
    }

    It 'ends a batch that waits for the rate, and sends nothing afterwards' {
        $connection = Connect-Rcx -PassThru -RequestsPerMinute 5
        $uiis = @($sandbox.GetCalls().Uii)[0..19]
        Clear-SentRequest $sandbox
        $run = Stop-WhenReached { $uiis | Ping-RcxCall -Connection $connection } @{ connection = $connection; uiis = $uiis } { param($shell) $shell.Streams.Progress.Count -gt 0 }
        $run.State | Should -Be 'Stopped'
        @($run.Output) | Should -HaveCount 4
        $run.Progress[0].StatusDescription | Should -BeLike '4 calls done. Waiting*'
        $run.Progress[0].SecondsRemaining | Should -BeGreaterThan 50
        @(Get-SentRequest $sandbox '*/pingCall') | Should -HaveCount 4
    }
}
