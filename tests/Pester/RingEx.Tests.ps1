# RingEX's sessions as the service documents them, the connection for RingEX alone, its token and its rate.

BeforeAll {
    Import-Module RingCx.PowerShell
    Import-Module "$PSScriptRoot/Support.psm1"
    $ErrorActionPreference = 'Stop'

    # Serves one JSON document to whoever asks for anything, and tells what was asked for.
    function Start-Answering([string] $Json) {
        $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $asked = [System.Collections.Concurrent.ConcurrentQueue[string]]::new()
        $server = Start-ThreadJob -ArgumentList $listener, $Json, $asked {
            param($listener, $json, $asked)
            $ErrorActionPreference = 'Stop'
            $body = [System.Text.Encoding]::UTF8.GetBytes($json)
            while ($true) {
                $client = $listener.AcceptTcpClient()
                try {
                    $stream = $client.GetStream()
                    $reader = [System.IO.StreamReader]::new($stream)
                    $asked.Enqueue($reader.ReadLine())
                    while ($reader.ReadLine()) { }
                    $head = [System.Text.Encoding]::ASCII.GetBytes("HTTP/1.1 200 OK`r`nContent-Type: application/json`r`nContent-Length: $($body.Length)`r`nConnection: close`r`n`r`n")
                    $stream.Write($head, 0, $head.Length)
                    $stream.Write($body, 0, $body.Length)
                }
                finally { $client.Dispose() }
            }
        }

        [pscustomobject] @{ Uri = "http://127.0.0.1:$($listener.LocalEndpoint.Port)"; Asked = $asked; Listener = $listener; Server = $server }
    }

    function Stop-Answering([object] $Answering) {
        $Answering.Listener.Stop()
        $Answering.Server | Stop-Job -PassThru | Remove-Job -Force
    }
}

Describe 'The session of the documents' {
    BeforeAll {
        $document = Get-Content "$PSScriptRoot/../Services/telephony-session.json" -Raw
        $answering = Start-Answering $document
        Connect-Rcx -RingExOnly -RingCentralToken 'given' -RingCentralUri $answering.Uri
        $session = Get-RingExCallSession Y3MxNzE4MzU2NzgxNTM2MTY1NDhAMTAuNjIuMS4zMA
    }

    AfterAll {
        Disconnect-Rcx -WarningAction SilentlyContinue
        Stop-Answering $answering
    }

    It 'is asked for by its id' {
        @($answering.Asked) | Should -BeExactly 'GET /restapi/v1.0/account/~/telephony/sessions/Y3MxNzE4MzU2NzgxNTM2MTY1NDhAMTAuNjIuMS4zMA HTTP/1.1'
    }

    It 'comes out field for field' {
        $session.TelephonySessionId | Should -BeExactly 'Y3MxNzE4MzU2NzgxNTM2MTY1NDhAMTAuNjIuMS4zMA'
        $session.CreationTime | Should -Be ([DateTimeOffset] '2018-08-01T13:36:09Z')
        $session.Origin | Should -BeExactly 'Call'
        $session.GetVoiceCallToken() | Should -BeNullOrEmpty
        $session.Parties | Should -HaveCount 2
        foreach ($party in $session.Parties) {
            $party.PSObject.TypeNames[0] | Should -BeExactly 'RingCx.RingExCallParty'
            $party.TelephonySessionId | Should -BeExactly $session.TelephonySessionId
            $party.FromExtensionId | Should -BeExactly '400415045004'
            $party.ToExtensionId | Should -BeExactly '400415042004'
            $party.ToName | Should -BeExactly 'Tom Sawyer'
            $party.ToNumber | Should -BeExactly '102'
            $party.Muted | Should -BeExactly $false
            $party.StandAlone | Should -BeExactly $false
            $party.Status | Should -BeExactly 'Answered'
            $party.Owner.AccountId | Should -BeExactly '400415035004'
            $party.Recordings | Should -BeNullOrEmpty
        }

        $one, $two = $session.Parties
        "$($one.PartyId) $($one.Direction) $($one.FromName) $($one.FromNumber) $($one.Owner.ExtensionId)" | Should -BeExactly 'cs171835678153616548-1 Outbound The Cat Jerry +18885551932 400415045004'
        "$($two.PartyId) $($two.Direction) $($two.FromName) $($two.FromNumber) $($two.Owner.ExtensionId)" | Should -BeExactly 'cs171835678153616548-2 Inbound TheCat Jerry 103 400415042004'
    }

    It 'has every value of the document in some property' {
        $shown = @($session | ConvertTo-Json -Depth 5)
        foreach ($value in [regex]::Matches($document, '"\w+": (?:"([^"]+)"|false)').ForEach({ $_.Groups[1].Value }) | Where-Object { $_ -and $_ -ne '2018-08-01T13:36:09Z' } | Select-Object -Unique) {
            $shown | Should -BeLike "*""$value""*"
        }
    }

    It 'shows both parties and who they are' {
        $session | Format-Table | Out-String -Width 160 | Should -Match 'Call\s+Y3MxNzE4MzU2NzgxNTM2MTY1NDhAMTAuN\S*\s+The Cat Jerry Answered; Tom Sawyer Answered'
    }

    It 'comes out of an object named session too, as the OpenAPI document has it' {
        $wrapping = Start-Answering "{ ""session"": $document }"
        try {
            $connection = Connect-Rcx -RingExOnly -RingCentralToken 'given' -RingCentralUri $wrapping.Uri -NoDefault -PassThru
            $other = Get-RingExCallSession $session.TelephonySessionId -Connection $connection
            $other | ConvertTo-Json -Depth 5 | Should -BeExactly ($session | ConvertTo-Json -Depth 5)
        }
        finally {
            Disconnect-Rcx $connection
            Stop-Answering $wrapping
        }
    }
}

Describe 'Connect-Rcx -RingExOnly' {
    BeforeEach {
        $sandbox = Start-TestSandbox -NotConnected
        $own = Get-TestParty $sandbox
    }

    AfterEach {
        Stop-TestSandbox $sandbox
    }

    It 'asks RingCX for nothing, whatever is done' {
        # There is no RingCX at this address.
        Connect-Rcx -RingExOnly -BaseUri http://127.0.0.1:1
        @(Get-SentRequest $sandbox).Line | Should -BeExactly 'POST /restapi/oauth/token'
        $null = Get-RingExActiveCall | Get-RingExCallSession
        $null = $own | Set-RingExCallParty -Muted On
        $null = New-RingExConference
        $null = Watch-RingExCallSession -Timeout 3
        Disconnect-Rcx
        foreach ($request in Get-SentRequest $sandbox) { $request.Path | Should -Match '^/(restapi/|ws$)' }
        (Get-SentRequest $sandbox)[-1].Line | Should -BeExactly 'POST /restapi/oauth/revoke'
        (Get-SentRequest $sandbox)[-1].Headers['Authorization'] | Should -BeExactly 'Basic ***'
    }

    It 'has no account, and takes none from the environment' {
        $env:RCX_ACCOUNT_ID | Should -BeExactly '12440011'
        $connection = Connect-Rcx -RingExOnly -PassThru
        $connection.AccountId | Should -BeExactly '~'
        $connection.AccountName | Should -BeNullOrEmpty
        $connection.IsRingExOnly | Should -BeTrue
        # RingCentral tells the id of who signed in, and no name.
        $connection.UserName | Should -BeExactly '400415005001'
        ($connection.TokenExpiresAt - [DateTimeOffset]::Now).TotalMinutes | Should -BeGreaterThan 100
        $connection.RingCentralTokenExpiresAt | Should -Be $connection.TokenExpiresAt
        "$connection" | Should -BeExactly 'RingEX at 127.0.0.1'
        # Without it RingCX's account is chosen as ever.
        (Connect-Rcx -PassThru).IsRingExOnly | Should -BeFalse
    }

    It 'is shown at a glance' {
        $connection = Connect-Rcx -RingExOnly -PassThru
        $null = Get-RingExActiveCall
        $null = $own | Get-RingExCallSession
        $text = Get-RcxConnection | Out-String -Width 120
        $text | Should -Match '(?m)^Account\s+: RingEX alone\s*$'
        $text | Should -Match "(?m)^Host\s+: $([regex]::Escape("$($sandbox.Uri)"))\s*$"
        $text | Should -Match '(?m)^Token\s+: until \d\d:\d\d:\d\d, renewed before'
        $text | Should -Match '(?m)^RingEX\s+: token until \d\d:\d\d:\d\d; left: Light \d+/\d+, Heavy \d+/\d+'
        # RingCX's budget is of no use here.
        $text | Should -Not -Match '(?m)^Rate\s+:'
        $text -split '\r?\n' | ForEach-Object { $_.Length | Should -BeLessOrEqual 120 }
        Disconnect-Rcx
        $connection | Out-String -Width 120 | Should -Match 'Token\s+: closed'
    }

    It 'takes a RingCentral token as it is: nothing is sent to sign in, and what was obtained elsewhere is not revoked' {
        $connection = Connect-Rcx -RingExOnly -RingCentralToken $sandbox.GetSecret('RingCentralToken') -PassThru
        Get-SentRequest $sandbox | Should -BeNullOrEmpty
        $connection.RingCentralTokenExpiresAt | Should -BeNullOrEmpty
        $connection | Out-String -Width 120 | Should -Match 'Token\s+: obtained elsewhere, not renewed'
        ($own | Get-RingExCallSession).TelephonySessionId | Should -BeExactly $own.TelephonySessionId
        Disconnect-Rcx
        @(Get-SentRequest $sandbox) | Should -HaveCount 1
        Connect-Rcx -RingExOnly -RingCentralToken $sandbox.GetSecret('RingCentralToken')
        ($own | Get-RingExCallSession).Origin | Should -BeExactly 'Call'
    }

    It 'works in process' {
        $connection = Connect-Rcx -Sandbox -RingExOnly -PassThru
        @(Get-RingExActiveCall Account).Count | Should -BeGreaterThan 3
        @(Get-SentRequest $connection.Sandbox).Path | Should -Be @('/restapi/oauth/token', '/restapi/v1.0/account/~/active-calls')
        # Nothing of it went to the other sandbox.
        Get-SentRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'renews the RingCentral token once where it has run out, and repeats the request once' {
        Connect-Rcx -RingExOnly
        Clear-SentRequest $sandbox
        $sandbox.RevokeTokens()
        ($own | Get-RingExCallParty).Status | Should -BeExactly 'Answered'
        $sent = @(Get-SentRequest $sandbox)
        $sent.Path | Should -BeExactly @($sent[0].Path, '/restapi/oauth/token', $sent[0].Path)
        $sent.StatusCode | Should -Be @(401, 200, 200)
    }

    It 'renews it with the refresh token, and without one that is good signs in anew' {
        Connect-Rcx -RingExOnly
        $sandbox.RevokeTokens()
        $told = $own | Get-RingExCallParty -Verbose 4>&1 | Out-String
        $told | Should -Not -Match 'could not be refreshed'
        $sandbox.RevokeTokens()
        $sandbox.AddFault(@{ Kind = 'Unauthorized'; PathContains = '/oauth/token' })
        $told = $own | Get-RingExCallParty -Verbose 4>&1 | Out-String
        $told | Should -Match 'could not be refreshed. Signing in anew'
        $told | Should -Match 'Answered'
    }

    It 'renews it for an action that must not be repeated, too: a 401 was not carried out' {
        Connect-Rcx -RingExOnly
        $sandbox.RevokeTokens()
        $run = Invoke-Collected { $own | Stop-RingExCallSession -Force }
        $run.Errors | Should -BeNullOrEmpty
        Get-PartyState $sandbox $own | Should -BeNullOrEmpty
        @(Get-SentRequest $sandbox '*/telephony/*').StatusCode | Should -Be @(401, 204)
    }

    It 'renews it once however many threads find it spent' {
        $connection = Connect-Rcx -RingExOnly -PassThru
        Clear-SentRequest $sandbox
        $sandbox.RevokeTokens()
        $found = 1..6 | ForEach-Object -ThrottleLimit 6 -Parallel {
            Import-Module RingCx.PowerShell
            $using:own | Get-RingExCallParty -Connection $using:connection
        }
        $found.Status | Should -Be (@('Answered') * 6)
        @(Get-SentRequest $sandbox '*/oauth/token') | Should -HaveCount 1
    }

    It 'leaves RingCX and RingEX one RingCentral token where both are used' {
        Connect-Rcx
        $null = Get-RcxActiveCall -First 1
        $null = Get-RingExActiveCall
        @(Get-SentRequest $sandbox '/restapi/oauth/token') | Should -HaveCount 1
        @(Get-SentRequest $sandbox '*/rc/accesstoken*') | Should -HaveCount 1
        (Get-RcxConnection).RingCentralTokenExpiresAt | Should -BeOfType [DateTimeOffset]
    }
}

Describe 'The rate of RingEX' {
    BeforeEach {
        # Without its own, as the service has it: ten heavy requests a minute.
        $sandbox = Start-TestSandbox -NotConnected -Sandbox @{ RequestsPerMinute = $Limit ?? 120 }
        $connection = Connect-Rcx -RingExOnly -PassThru
        $party = Get-TestParty $sandbox
        Clear-SentRequest $sandbox
    }

    AfterEach {
        $sandbox.ClearFaults()
        Stop-TestSandbox $sandbox
    }

    It 'waits by itself before the 11th heavy request, and says so' {
        $run = Stop-WhenReached { 1..11 | ForEach-Object { $null = Get-RingExActiveCall -Connection $connection -Verbose; $_ } } @{ connection = $connection } { param($shell) $shell.Streams.Progress.StatusDescription -like 'Waiting*' }
        $run.State | Should -Be 'Stopped'
        $run.Output | Should -Be @(1..10)
        $run.Progress[0].StatusDescription | Should -BeLike 'Waiting * s: the service allows 10 requests a minute.'
        @(Get-SentRequest $sandbox).StatusCode | Should -Be (@(200) * 10)
        # The light ones are not held back by that.
        ($party | Get-RingExCallParty).Status | Should -BeExactly 'Answered'
        "$((Get-RcxConnection).RingExRates)" | Should -BeExactly 'Light 49/50 Medium 40/40 Heavy 0/10 Auth 4/5'
    }

    It 'adapts to the limit that the service states: <Limit> of RingCX''s are <Heavy> heavy ones' -ForEach @(
        @{ Limit = 36; Heavy = 3 }
        @{ Limit = 60; Heavy = 5 }
    ) {
        (Get-RcxConnection).RingExRates.Where({ $_.Group -eq 'Heavy' }).Limit | Should -Be 10
        $run = Stop-WhenReached { 1..10 | ForEach-Object { $null = Get-RingExActiveCall -Connection $connection; $_ } } @{ connection = $connection } { param($shell) $shell.Streams.Progress.StatusDescription -like 'Waiting*' }
        $run.Output | Should -Be @(1..$Heavy)
        $run.Progress[0].StatusDescription | Should -BeLike "Waiting * s: the service allows $Heavy requests a minute."
        @(Get-SentRequest $sandbox).StatusCode | Should -Be (@(200) * $Heavy)
        "$((Get-RcxConnection).RingExRates.Where({ $_.Group -eq 'Heavy' }))" | Should -BeExactly "Heavy 0/$Heavy"
    }

    It 'does not wait where the service allows more' -ForEach @{ Limit = 240 } {
        1..12 | ForEach-Object { $null = Get-RingExActiveCall }
        @(Get-SentRequest $sandbox).StatusCode | Should -Be (@(200) * 12)
        "$((Get-RcxConnection).RingExRates.Where({ $_.Group -eq 'Heavy' }))" | Should -BeExactly 'Heavy 8/20'
    }

    It 'sends nothing of the group into the pause that a 429 asks for, lest it begins anew, and all of the others' {
        $sandbox.AddFault(@{ Kind = 'RateLimited'; RetryAfter = '60'; PathContains = 'active-calls' })
        $run = Stop-WhenReached { Get-RingExActiveCall -Connection $connection } @{ connection = $connection } { param($shell) $shell.Streams.Progress.Count -gt 0 }
        $run.State | Should -Be 'Stopped'
        $again = Stop-WhenReached { Get-RingExActiveCall Account -Connection $connection } @{ connection = $connection } { param($shell) $shell.Streams.Progress.Count -gt 0 }
        $again.State | Should -Be 'Stopped'
        @(Get-SentRequest $sandbox '*/active-calls*') | Should -HaveCount 1
        ($party | Get-RingExCallParty).Status | Should -BeExactly 'Answered'
    }

    It 'honours Retry-After' {
        $sandbox.AddFault(@{ Kind = 'RateLimited'; RetryAfter = '1' })
        $null = Get-RingExActiveCall
        $at = @($sandbox.GetRequests()).At
        ($at[1] - $at[0]).TotalSeconds | Should -BeGreaterOrEqual 0.95
    }
}
