# By which way requests go, and that nothing of this machine passes a proxy. The proxies are real ones, on loopback; a name that ends in
# .test is known to no name server, so whoever asked for it asked the proxy.

BeforeAll {
    Import-Module RingCx.PowerShell
    Import-Module "$PSScriptRoot/Support.psm1"
    $ErrorActionPreference = 'Stop'

    # Takes down what it is asked for, and refuses it: with 407 where it wants a password and has none, with 502 otherwise.
    function Start-TestProxy([string] $Login) {
        $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $asked = [System.Collections.Concurrent.ConcurrentQueue[string]]::new()
        $expected = if ($Login) { 'Basic ' + [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes($Login)) }
        $shell = [powershell]::Create()
        $null = $shell.AddScript({
                param($listener, $asked, $expected)
                while ($true) {
                    try { $client = $listener.AcceptTcpClient() } catch { return }
                    try {
                        $reader = [System.IO.StreamReader]::new($client.GetStream())
                        $line = $reader.ReadLine()
                        $given = $null
                        while ($header = $reader.ReadLine()) {
                            if ($header -like 'Proxy-Authorization:*') { $given = $header.Substring(20).Trim() }
                        }

                        # PowerShell itself may ask a proxy of the environment, for its telemetry.
                        if ($line -notlike '*.visualstudio.com:*') { $asked.Enqueue($(if (-not $expected) { $line } elseif ($given -ceq $expected) { "$line, with the password" } else { "$line, without it" })) }
                        $answer = if ($expected -and $given -cne $expected) { "407 Proxy Authentication Required`r`nProxy-Authenticate: Basic realm=`"test`"" } else { '502 Bad Gateway' }
                        $bytes = [System.Text.Encoding]::ASCII.GetBytes("HTTP/1.1 $answer`r`nContent-Length: 0`r`nConnection: close`r`n`r`n")
                        $client.GetStream().Write($bytes, 0, $bytes.Length)
                    }
                    catch { $asked.Enqueue("broken: $_") }
                    finally { $client.Dispose() }
                }
            }).AddArgument($listener).AddArgument($asked).AddArgument($expected)
        $null = $shell.BeginInvoke()
        [pscustomobject] @{ Address = "http://$($listener.LocalEndpoint)"; Asked = $asked; Listener = $listener; Shell = $shell }
    }

    function Stop-TestProxy([object] $Proxy) {
        $Proxy.Listener.Stop()
        $Proxy.Shell.Dispose()
    }

    # Runs a script in a fresh PowerShell whose environment has proxies, as .NET reads it: once in a process.
    function Invoke-WithProxy([string] $Address, [string] $Script) {
        $names = 'http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'
        $before = @{}
        foreach ($name in $names) { $before[$name] = [Environment]::GetEnvironmentVariable($name) }
        try {
            foreach ($name in $names[0..2]) { [Environment]::SetEnvironmentVariable($name, $Address) }
            [Environment]::SetEnvironmentVariable('no_proxy', $null)
            Invoke-FreshPowerShell "Import-Module RingCx.PowerShell`n$Script"
        }
        finally {
            foreach ($name in $names) { [Environment]::SetEnvironmentVariable($name, $before[$name]) }
        }
    }

    # Everything that a failed Connect-Rcx says anywhere, inner exceptions included.
    $failing = @'
$all = try { Connect-Rcx -RingCentralToken token -BaseUri https://ringcx.proxied.test -MaximumRetryCount 0 <arguments> -Verbose -Debug *>&1 } catch { $_; $_.Exception.ToString() }
$all, ($Error | Format-List * -Force | Out-String), ($Error | ForEach-Object { $_.Exception.ToString() }) | Out-String -Width 4000
'@
}

Describe 'A proxy' {
    AfterEach { Stop-TestProxy $proxy }

    It 'of the environment is never used for a sandbox on loopback' {
        $proxy = Start-TestProxy
        $run = Invoke-WithProxy $proxy.Address @'
$sandbox = Start-RcxSandbox -SetEnvironment -Frozen
Connect-Rcx
"calls: $(@(Get-RcxActiveCall).Count -gt 0)"
"events: $(@(Watch-RingExCallSession -Timeout 1 -WarningAction Stop).Count -ge 0)"
(Get-RcxConnection).Proxy
Disconnect-Rcx
try { Connect-Rcx -BaseUri "http://localhost:$($sandbox.Uri.Port)" -RingCentralUri "http://[::ffff:127.0.0.1]:$($sandbox.Uri.Port)" -NoDefault -MaximumRetryCount 0 } catch { "failed: $_" }
'@
        $run.Text | Should -BeLike '*calls: True*events: True*the environment''s proxy*'
        $proxy.Asked.ToArray() | Should -BeNullOrEmpty
    }

    It 'of the environment is used for other hosts, and its password is shown nowhere' {
        $proxy = Start-TestProxy 'vu:proxy-word-1'
        $run = Invoke-WithProxy $proxy.Address.Replace('//', '//vu:proxy-word-1@') $failing.Replace('<arguments>', '')
        $proxy.Asked.ToArray()[-1] | Should -Be 'CONNECT ringcx.proxied.test:443 HTTP/1.1, with the password'
        $run.Text | Should -BeLike '*Could not sign in*'
        $run.Text | Should -Not -BeLike '*proxy-word*'

        # One that it does not take: the platform's own words name the address.
        $refused = Invoke-WithProxy $proxy.Address.Replace('//', '//vu:proxy-word-2@') $failing.Replace('<arguments>', '')
        $proxy.Asked.ToArray()[-1] | Should -Be 'CONNECT ringcx.proxied.test:443 HTTP/1.1, without it'
        $refused.Text | Should -BeLike '*Could not sign in*'
        $refused.Text | Should -Not -BeLike '*proxy-word*'
    }

    It 'is not used with -NoProxy' {
        $proxy = Start-TestProxy
        $run = Invoke-WithProxy $proxy.Address $failing.Replace('<arguments>', '-NoProxy')
        $run.Text | Should -BeLike '*Could not sign in*'
        $proxy.Asked.ToArray() | Should -BeNullOrEmpty
    }

    It 'of -Proxy overrides that of the environment, in every parameter set: <Set>' -ForEach @(
        @{ Set = 'Jwt'; Arguments = '-ClientId id -ClientSecret secret -Jwt jwt -RingCentralUri https://platform.proxied.test'; Service = 'platform' }
        @{ Set = 'Token'; Arguments = '-RingCentralToken token'; Service = 'ringcx' }
        @{ Set = 'Login'; Arguments = '-Credential ([pscredential]::new("vu", (ConvertTo-SecureString w -AsPlainText))) -PlatformId aws80'; Service = 'ringcx' }
        @{ Set = 'ApiToken'; Arguments = '-ApiToken aws80:x'; Service = 'ringcx' }
    ) {
        $proxy = Start-TestProxy 'vu:proxy-word-1'
        $other = Start-TestProxy
        try {
            $run = Invoke-WithProxy $other.Address @"
`$proxy = [pscredential]::new('vu', (ConvertTo-SecureString 'proxy-word-1' -AsPlainText))
$($failing.Replace('-RingCentralToken token', $Arguments).Replace('<arguments>', "-Proxy $($proxy.Address) -ProxyCredential `$proxy"))
"@
            $proxy.Asked.ToArray()[-1] | Should -Be "CONNECT $Service.proxied.test:443 HTTP/1.1, with the password"
            $run.Text | Should -BeLike "*Going by $($proxy.Address), with credentials*Could not*"
            $run.Text | Should -Not -BeLike '*proxy-word*'
            $other.Asked.ToArray() | Should -BeNullOrEmpty
        }
        finally { Stop-TestProxy $other }
    }
}

Describe 'A connection' {
    It 'shows its proxy, but no password' {
        $proxy = Start-TestProxy
        $sandbox = Start-TestSandbox -NotConnected
        try {
            $credential = [pscredential]::new('vu', (ConvertTo-SecureString 'proxy-word-1' -AsPlainText))
            $connection = Connect-Rcx -Proxy $proxy.Address -ProxyCredential $credential -PassThru
            $connection.Proxy | Should -Be $proxy.Address
            @(Get-RcxActiveCall).Count | Should -BeGreaterThan 0
            $connection, (Get-RcxConnection) | Format-List * -Force | Out-String | Should -Not -BeLike '*proxy-word*'
            $connection | ConvertTo-Json -Depth 4 -WarningAction Ignore | Should -Not -BeLike '*proxy-word*'
            $proxy.Asked.ToArray() | Should -BeNullOrEmpty
            (Connect-Rcx -NoProxy -NoDefault -PassThru).Proxy | Should -Be 'no proxy'
            (Connect-Rcx -NoDefault -PassThru).Proxy | Should -Be 'the environment''s proxy'
            (Connect-Rcx -Sandbox -Proxy $proxy.Address -NoDefault -PassThru).Proxy | Should -Be 'no proxy'
        }
        finally {
            Stop-TestSandbox $sandbox
            Stop-TestProxy $proxy
        }
    }
}
