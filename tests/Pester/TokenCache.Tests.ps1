# Jobs that share a user: real processes, one token, one rate budget.

BeforeAll {
    Import-Module RingCx.PowerShell
    Import-Module "$PSScriptRoot/Support.psm1"
    $ErrorActionPreference = 'Stop'

    # How often the sandbox was asked for what, and how often it said 401 and 429.
    function Get-Asked {
        $sent = @(Get-SentRequest $sandbox)
        @{
            token    = @($sent | Where-Object Path -Like '*/oauth/token').Count
            exchange = @($sent | Where-Object Path -Like '*/login/rc/accesstoken').Count
            refresh  = @($sent | Where-Object Path -Like '*/token/refresh').Count
            revoke   = @($sent | Where-Object Path -Like '*/oauth/revoke').Count
            refused  = @($sent | Where-Object StatusCode -EQ 401).Count
            limited  = @($sent | Where-Object StatusCode -EQ 429).Count
            api      = @($sent | Where-Object Path -Like '/voice/*').Count
            pings    = @($sent | Where-Object { $_.Path -like '*/pingCall' -and $_.StatusCode -eq 200 }).Count
        }
    }

    function Start-TestJob([int] $Count, [string] $Script) {
        1..$Count | ForEach-Object { Start-FreshPowerShell ("Import-Module RingCx.PowerShell`n" + $Script.Replace('<go>', $go).Replace('<n>', $_).Replace('<cache>', $cache).Replace('<uii>', $uii)) }
    }
}

Describe 'Processes that share a token' {
    BeforeEach {
        $cache = "job-$([guid]::NewGuid().ToString('n'))"
        $go = Join-Path $TestDrive ([guid]::NewGuid().ToString('n'))
        $sandbox = $null
        $jobs = @()
    }

    AfterEach {
        $null = Stop-FreshPowerShell ($jobs | Where-Object { Test-Path -LiteralPath $_.File }) -After 0
        if ($sandbox) {
            $sandbox.ClearFaults()
            Stop-TestSandbox $sandbox -AllowBadRequest
        }

        Get-TokenCacheFile $cache '*' | Remove-Item
    }

    It 'sign in once, ten of them, and renew once when the token is refused' {
        $sandbox = Start-TestSandbox -NotConnected
        $uii = Get-TestUii $sandbox
        $jobs = Start-TestJob 10 @'
Set-Content '<go>-ready-<n>' ''
while (-not (Test-Path '<go>.1')) { Start-Sleep -Milliseconds 50 }
Connect-Rcx -TokenCache <cache>
$null = Ping-RcxCall <uii>
Set-Content '<go>-done-<n>' ''
while (-not (Test-Path '<go>.2')) { Start-Sleep -Milliseconds 50 }
$null = Ping-RcxCall <uii>
"user $((Get-RcxConnection).UserName), cache $((Get-RcxConnection).TokenCache)"
'@
        Wait-Until { @(Get-Item "$go-ready-*").Count -eq 10 }
        Set-Content "$go.1" ''
        Wait-Until { @(Get-Item "$go-done-*").Count -eq 10 }
        $asked = Get-Asked
        "$($asked.token) $($asked.exchange) $($asked.refresh) $($asked.refused) $($asked.pings)" | Should -Be '1 1 0 0 10'

        # To the processes the token is good yet: only the service's clock moves.
        $sandbox.Advance(360)
        Set-Content "$go.2" ''
        $ended = @(Stop-FreshPowerShell $jobs)
        $ended | ForEach-Object { $_.ExitCode | Should -Be 0 -Because $_.Text }
        $ended | ForEach-Object { $_.Lines | Should -Contain "user dana.ruiz@sandbox.example, cache $cache" }
        $asked = Get-Asked
        "$($asked.token) $($asked.exchange) $($asked.refresh) $($asked.limited) $($asked.pings)" | Should -Be '1 1 1 0 20'
    }

    It 'sign in to RingEX once, and renew its token once when it has run out: <Set>' -ForEach @(
        @{ Set = 'for RingEX alone'; Connect = 'Connect-Rcx -RingExOnly -TokenCache <cache>'; Exchanges = 0 }
        @{ Set = 'beside RingCX'; Connect = 'Connect-Rcx -TokenCache <cache>'; Exchanges = 1 }
    ) {
        $sandbox = Start-TestSandbox -NotConnected
        $party = Get-TestParty $sandbox
        $uii = "$($party.TelephonySessionId) $($party.PartyId)"
        $jobs = Start-TestJob 4 ($Connect + @'

Set-Content '<go>-ready-<n>' ''
while (-not (Test-Path '<go>.1')) { Start-Sleep -Milliseconds 50 }
$null = Get-RingExCallParty <uii>
Set-Content '<go>-done-<n>' ''
while (-not (Test-Path '<go>.2')) { Start-Sleep -Milliseconds 50 }
"party: $((Get-RingExCallParty <uii>).Status), cache $((Get-RcxConnection).TokenCache)"
'@)
        Wait-Until { @(Get-Item "$go-ready-*").Count -eq 4 }
        Set-Content "$go.1" ''
        Wait-Until { @(Get-Item "$go-done-*").Count -eq 4 }
        $asked = Get-Asked
        "$($asked.token) $($asked.exchange) $($asked.refused)" | Should -Be "1 $Exchanges 0"

        # To the processes the token is good yet: only the service's clock moves, by more than its two hours.
        $sandbox.Advance(7300)
        Set-Content "$go.2" ''
        $ended = @(Stop-FreshPowerShell $jobs)
        $ended | ForEach-Object { $_.ExitCode | Should -Be 0 -Because $_.Text }
        $ended | ForEach-Object { $_.Lines | Should -Contain "party: Answered, cache $cache" }
        $asked = Get-Asked
        # One renewal for all of them, by whoever came first.
        "$($asked.token) $($asked.exchange) $($asked.limited)" | Should -Be "2 $Exchanges 0"
        @(Get-SentRequest $sandbox '*/telephony/*' | Where-Object StatusCode -EQ 200) | Should -HaveCount 8
    }

    It 'do not wait for one that was killed while it signed in' {
        $sandbox = Start-TestSandbox -NotConnected
        $sandbox.AddFault(@{ Kind = 'Latency'; Delay = 60; Count = 1; PathContains = 'oauth/token' })
        $jobs = Start-TestJob 1 'Connect-Rcx -TokenCache <cache>'
        Wait-Until {
            try { $lock = Get-TokenCacheFile $cache .tokens.lock; if ($lock) { $lock.Open('Open', 'ReadWrite', 'None').Dispose() }; $false }
            catch { $true }
        }
        $jobs[0].Process.HasExited | Should -BeFalse
        $null = Stop-FreshPowerShell $jobs -After 0
        $sandbox.ClearFaults()
        $start = [System.Diagnostics.Stopwatch]::StartNew()
        Connect-Rcx -TokenCache $cache
        $start.Elapsed.TotalSeconds | Should -BeLessThan 20
    }

    It 'never send more together than the service allows, and wait for each other' {
        $sandbox = Start-TestSandbox -NotConnected -Sandbox @{ RequestsPerMinute = 30 }
        $uii = Get-TestUii $sandbox
        # More than the limit each: one that came to its end without a wait would not be seen to wait.
        $jobs = Start-TestJob 6 @'
Connect-Rcx -TokenCache <cache> -RequestsPerMinute 30
Set-Content '<go>-done-<n>' ''
while (-not (Test-Path '<go>.1')) { Start-Sleep -Milliseconds 50 }
1..40 | ForEach-Object { Ping-RcxCall <uii> -Verbose 4>&1 } | ForEach-Object {
    "$_"
    if ("$_" -match '^Waiting \d+(\.\d)? s: the service allows 30 requests a minute') { Set-Content '<go>-waits-<n>' '' }
}
'@
        Wait-Until { @(Get-Item "$go-done-*").Count -eq 6 }
        Set-Content "$go.1" ''
        # None of them is left out of the wait, and nothing more is sent meanwhile.
        try { Wait-Until { @(Get-Item "$go-waits-*").Count -eq 6 } }
        catch { throw "$_ What they said: $((Stop-FreshPowerShell $jobs -After 0).Text)" }
        $null = Stop-FreshPowerShell $jobs -After 0
        $asked = Get-Asked
        "$($asked.api) $($asked.limited)" | Should -Be '30 0'
    }
}

Describe 'A token cache' {
    BeforeEach {
        $cache = "job-$([guid]::NewGuid().ToString('n'))"
        $sandbox = Start-TestSandbox -NotConnected
    }

    AfterEach {
        Stop-TestSandbox $sandbox -AllowBadRequest
        Get-TokenCacheFile $cache '*' | Remove-Item
    }

    It 'is kept by Disconnect-Rcx, since other jobs use it, and is cleared and revoked on demand' {
        Connect-Rcx -TokenCache $cache
        Disconnect-Rcx
        Get-TokenCacheFile $cache | Should -HaveCount 1
        Connect-Rcx -TokenCache $cache
        $asked = Get-Asked
        "$($asked.token) $($asked.exchange) $($asked.revoke)" | Should -Be '1 1 0'
        Disconnect-Rcx -ClearTokenCache
        Get-TokenCacheFile $cache | Should -BeNullOrEmpty
        Connect-Rcx -TokenCache $cache
        $asked = Get-Asked
        "$($asked.token) $($asked.exchange) $($asked.revoke)" | Should -Be '2 2 1'
    }

    It 'does not lock anybody out for good by a pause that nobody can mean' {
        Connect-Rcx -TokenCache $cache -MaximumRetryCount 0
        $sandbox.AddFault(@{ Kind = 'RateLimited'; RetryAfter = '2000000000'; Count = 1; PathContains = 'activeCalls' })
        $run = Invoke-Collected { Get-RcxActiveCall }
        $run.Errors[0].FullyQualifiedErrorId | Should -BeLike 'RateLimited,*'
        $file = Get-TokenCacheFile $cache .rate

        # Another process has no connection that it could clear the cache by; the error names the file.
        $other = Invoke-FreshPowerShell "Import-Module RingCx.PowerShell; try { Connect-Rcx -TokenCache $cache } catch { `$_.Exception.Message }"
        $other.Text -replace '\s+', ' ' | Should -Match 'it ends in 3[56]\d\d s\.'
        $other.Text -replace '\s+' | Should -BeLike "*$($file.FullName -replace '\s+')*"
        Disconnect-Rcx -ClearTokenCache
        Get-TokenCacheFile $cache .rate | Should -BeNullOrEmpty
        Connect-Rcx -TokenCache $cache
        @(Get-RcxActiveCall).Count | Should -BeGreaterThan 0
    }

    It 'is for RingEX alone too: kept by Disconnect-Rcx, cleared and revoked on demand' {
        Connect-Rcx -RingExOnly -TokenCache $cache
        (Get-RcxConnection).TokenCache | Should -BeExactly $cache
        Get-RcxConnection | Out-String | Should -Match "Token\s+: until .* shared as '$cache'"
        Disconnect-Rcx
        Connect-Rcx -RingExOnly -TokenCache $cache
        $asked = Get-Asked
        "$($asked.token) $($asked.exchange) $($asked.revoke)" | Should -Be '1 0 0'
        # RingCX takes the same RingCentral token.
        Connect-Rcx -TokenCache $cache
        $asked = Get-Asked
        "$($asked.token) $($asked.exchange) $($asked.revoke)" | Should -Be '1 1 0'
        Disconnect-Rcx -ClearTokenCache
        Get-TokenCacheFile $cache | Should -BeNullOrEmpty
        Connect-Rcx -RingExOnly -TokenCache $cache
        $asked = Get-Asked
        "$($asked.token) $($asked.exchange) $($asked.revoke)" | Should -Be '2 1 1'
    }

    It 'is for <Set> too' -ForEach @(
        @{ Set = 'a RingCentral token'; Connect = { @{ RingCentralToken = $sandbox.GetSecret('RingCentralToken') } } }
        @{ Set = 'an Engage user'; Connect = { @{ Credential = $sandbox.GetCredential(); PlatformId = $sandbox.PlatformId } } }
    ) {
        $how = & $Connect
        Connect-Rcx @how -TokenCache $cache
        Disconnect-Rcx
        Connect-Rcx @how -TokenCache $cache
        (Get-RcxConnection).TokenCache | Should -BeExactly $cache
        @(Get-SentRequest $sandbox '/api/auth/login/*') | Should -HaveCount 1
        (Get-TokenCacheFile $cache).Name | Should -Match "^$cache-[0-9a-f]{16}\.tokens$"
    }

    It 'does not let another client secret in' {
        Connect-Rcx -TokenCache $cache
        $run = Invoke-Collected { Connect-Rcx -TokenCache $cache -ClientSecret 'wrong' }
        $run.Thrown.FullyQualifiedErrorId | Should -BeLike 'AuthenticationFailed,*'
        Connect-Rcx -TokenCache $cache
        (Get-Asked).exchange | Should -Be 1
    }

    It 'holds no secret in the open on Windows, and elsewhere is refused when others could read it' {
        Connect-Rcx -TokenCache $cache
        $file = Get-TokenCacheFile $cache
        if ($IsWindows) {
            Get-Content $file -Raw | Should -Not -Match 'accessToken'
            return
        }

        "$($file.UnixMode) $((Get-Item $file.DirectoryName).UnixMode) $((Get-TokenCacheFile $cache .rate).UnixMode)" | Should -Be '-rw------- drwx------ -rw-------'
        chmod 640 $file.FullName
        $run = Invoke-Collected { Connect-Rcx -TokenCache $cache }
        $run.Thrown.FullyQualifiedErrorId | Should -BeExactly 'TokenCacheUnavailable,RingCx.Commands.ConnectRcxCommand'
        $run.Thrown.Exception.Message | Should -BeLike "*chmod 600 '$($file.FullName)'*"
        chmod 600 $file.FullName
        chmod 755 $file.DirectoryName
        $run = Invoke-Collected { Connect-Rcx -TokenCache $cache }
        $run.Thrown.Exception.Message | Should -BeLike "*chmod 700 '$($file.DirectoryName)'*"
        chmod 700 $file.DirectoryName
        Connect-Rcx -TokenCache $cache
        (Get-Asked).token | Should -Be 1
    }

    It 'that is broken is made anew' {
        Connect-Rcx -TokenCache $cache
        Set-Content (Get-TokenCacheFile $cache) 'broken'
        Connect-Rcx -TokenCache $cache
        (Get-Asked).token | Should -Be 2
    }

    It 'shares the budget''s view, and shows its name' {
        $one = Connect-Rcx -TokenCache $cache -PassThru
        $null = Get-RcxAccount -Connection $one
        $two = Connect-Rcx -TokenCache $cache -PassThru
        $two.RateRemaining | Should -BeLessThan 120
        $two.RateRemaining | Should -Be (120 - (Get-Asked).api)
        "$($two | Out-String)" | Should -BeLike "*shared as '$cache'*"
        (Connect-Rcx -PassThru).TokenCache | Should -BeNullOrEmpty
    }
}
