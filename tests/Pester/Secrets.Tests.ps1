# No secret is ever shown, whichever way one looks; no full phone number and no note in what is logged.

BeforeAll {
    Import-Module RingCx.PowerShell
    Import-Module "$PSScriptRoot/Support.psm1"
    $ErrorActionPreference = 'Stop'
    $note = 'the customer said something private'
    $reply = 'I am at the dentist''s until three'
    # The tokens of conferences, as they are found out.
    $voice = [System.Collections.Generic.List[string]]::new()
    $numbers = '2125550141', '+12125550142', '2125550143'
    # As the sandbox names them where it is told one that it does not have.
    $kinds = try { (Connect-Rcx -Sandbox -NoDefault -PassThru).Sandbox.AddFault(@{ Kind = 'none' }) }
    catch { [regex]::Match("$_", 'try again:\s*([A-Za-z, ]+)').Groups[1].Value -split ', ' }

    # Everything that a session does, good and bad, with every stream open.
    function Invoke-Everything($Sandbox, $Transcript) {
        $null = Start-Transcript $Transcript
        $secrets = Get-SandboxSecret $Sandbox
        & {
            $ErrorActionPreference = 'Continue'
            $VerbosePreference = 'Continue'
            $DebugPreference = 'Continue'
            $uii = Get-TestUii $Sandbox
            Connect-Rcx -SupervisorPhone $numbers[1] -PassThru
            Connect-Rcx -ClientId $Sandbox.ClientId -ClientSecret $Sandbox.GetSecret('ClientSecret') -Jwt $Sandbox.GetSecret('Jwt') -NoDefault -PassThru
            Connect-Rcx -RingCentralToken $Sandbox.GetSecret('RingCentralToken') -NoDefault -PassThru
            Connect-Rcx -Credential $Sandbox.GetCredential() -PlatformId $Sandbox.PlatformId -NoDefault -PassThru
            Connect-Rcx -ApiToken $Sandbox.GetSecret('ApiToken') -NoDefault -PassThru
            # A right secret in the wrong place is one all the same.
            try { Connect-Rcx -NoDefault -ClientSecret $Sandbox.GetSecret('Jwt') } catch { $_ }
            try { Connect-Rcx -NoDefault -RingCentralToken $Sandbox.GetSecret('RestrictedJwt') } catch { $_ }
            try { Connect-Rcx -NoDefault -Credential ([pscredential]::new('someone', $Sandbox.GetSecret('ClientSecret'))) -PlatformId aws80 } catch { $_ }
            try { Connect-Rcx -NoDefault -ApiToken $Sandbox.GetSecret('Jwt') } catch { $_ }
            try { Connect-Rcx -NoDefault -Jwt $Sandbox.GetSecret('ClientSecret') } catch { $_ }
            # A secret that a binder refuses must not be repeated either.
            try { Connect-Rcx -NoDefault -Jwt @{ token = $secrets[1] } } catch { $_ }
            try { Connect-Rcx -NoDefault -BaseUri "http://user:$($secrets[0])@ringcx.example.com" } catch { $_ }
            $Sandbox.RevokeTokens()
            Get-RcxActiveCall -First 1
            Add-RcxCallSession -Uii $uii Monitor
            Add-RcxCallSession -Uii $uii Coaching $numbers[0]
            Remove-RcxCallSession -Uii $uii $numbers[0]
            Remove-RcxCallSession -Uii $uii $numbers[2]
            Start-RcxCall sam.rivera@sandbox.example $numbers[0] $numbers[2]
            Test-RcxQueue 8005550101 -MaxQueueTime 60
            Test-RcxQueue $numbers[0] -MaxQueueTime 60
            Set-RcxDisposition -Uii $uii CALLBACK -CallbackTime '2026-12-24 14:30' -Notes $note
            Set-RcxDisposition -Uii $uii NO_SUCH -Notes $note
            Export-RcxCallBoard (Join-Path $TestDrive 'board.html')
            Get-Content (Join-Path $TestDrive 'board.html') -Raw
            # No board must open and wait for keys, wherever the tests run.
            $term = $env:TERM; $env:TERM = 'dumb'
            try { Show-RcxCallBoard } catch { $_ } finally { $env:TERM = $term }
            $Sandbox.AddFault(@{ Kind = 'ServerError' })
            Set-RcxDisposition -Uii $uii SALE -Notes $note
            $Sandbox.AddFault(@{ Kind = 'RateLimited'; RetryAfter = '0' })
            Ping-RcxCall -Uii $uii
            $Sandbox.AddFault(@{ Kind = 'HtmlBody' })
            Get-RcxAgent
            $Sandbox.AddFault(@{ Kind = 'TruncatedBody' })
            Invoke-RcxRequest "/v1/admin/accounts/{accountId}/activeCalls/$uii/addSessionToCall" -Method POST -Query @{ destination = $numbers[0]; sessionType = 'MONITOR' }
            Get-RcxQueue; Get-RcxAgent; Get-RcxAccount; Get-RcxDisposition Support
            Get-RcxAgentState -OnCall | Add-RcxCallSession Monitor; Get-RcxAgentState -OnCall:$false | Add-RcxCallSession Monitor
            Get-RcxQueueState; Get-RcxQueue | Test-RcxQueue; Test-RcxQueue -GateId 49999
            Watch-RcxAgentState -IncludeExisting | Select-Object -First 1
            Wait-RcxAgent tom.becker@sandbox.example; Wait-RcxAgent nobody@sandbox.example
            Start-RcxCall paco.vu@sandbox.example $numbers[0] $numbers[2]
            $Sandbox.RevokeTokens()
            Watch-RcxActiveCall -IncludeExisting -Timeout 2 | Select-Object -First 2
            Get-RcxActiveCall -First 1 | Wait-RcxCall -Timeout 1
            Get-RcxActiveCall -AgentName Vu | Invoke-RcxRecordingPause { $Sandbox.RevokeTokens(); Set-RcxDisposition -Uii $uii SALE -Notes $note }
            $Sandbox.AddFault(@{ Kind = 'DropAfterHandling'; PathContains = 'record=false' })
            Invoke-RcxRecordingPause { Add-RcxCallSession -Uii $uii Monitor $numbers[0] } -Uii $uii
            $Sandbox.AddFault(@{ Kind = 'Unavailable'; RetryAfter = '0'; Count = -1; PathContains = 'record=true' })
            try { Invoke-RcxRecordingPause { Remove-RcxCallSession -Uii $uii $numbers[0]; throw 'card declined' } -Uii $uii -ResumeTimeout 0.5 } catch { $_.FullyQualifiedErrorId }
            $Sandbox.ClearFaults()
            Set-RcxCallRecording -Uii $uii On
            # A vault, whose secrets belong elsewhere or are not what they should be.
            function global:Get-Secret([string] $Name, [string] $Vault) { @{ 'RingCx-ClientId' = $Sandbox.ClientId; 'RingCx-ClientSecret' = $Sandbox.GetSecret('ClientSecret'); 'RingCx-Jwt' = $Sandbox.GetSecret($Vault) }[$Name] }
            Connect-Rcx -Vault Jwt -NoDefault -PassThru
            try { Connect-Rcx -Vault ClientSecret -NoDefault } catch { $_ }
            Remove-Item function:Get-Secret
            # A file, whose numbers a spreadsheet has rewritten, and what became of its rows.
            Set-Content "$TestDrive/rows.csv" "Uii,Phone,Notes", "$uii,$($numbers[0]).0,$note"
            try { Import-RcxCsv "$TestDrive/rows.csv" } catch { $_ }
            Set-Content "$TestDrive/rows.csv" "Uii,Disposition,Notes", "$uii,NONE,$note", "gone,NONE,$note"
            try { Import-RcxCsv "$TestDrive/rows.csv" | Set-RcxDisposition -AsOutcome | Select-Object * -ExcludeProperty InputObject | Assert-RcxOutcome -Allow Done } catch { $_ }
            # RingEX: every command, and what goes wrong with them.
            $Sandbox.Advance(60)
            $own, $ringing, $held, $parked, $recorded = 'Own', 'Ringing', 'OnHold', 'Parked', 'Recorded' | ForEach-Object { Get-TestParty $Sandbox $_ }
            Connect-Rcx -RingExOnly -NoDefault -PassThru
            $given = Connect-Rcx -RingExOnly -RingCentralToken $Sandbox.GetSecret('RestrictedJwt') -NoDefault -PassThru
            Get-RingExActiveCall -Connection $given
            $Sandbox.RevokeTokens()
            Get-RingExActiveCall Account
            $own | Get-RingExCallSession
            $own | Get-RingExCallParty
            $own | Set-RingExCallParty -Muted On -Hold On
            $own | Set-RingExCallRecording On
            $own | Receive-RingExCall
            $ringing | Move-RingExCallParty $numbers[0]
            $own | Send-RingExCallReply $reply
            $Sandbox.AddFault(@{ Kind = 'ServerError' })
            $ringing | Send-RingExCallReply $reply
            $Sandbox.AddFault(@{ Kind = 'HtmlBody' })
            $ringing | Send-RingExCallReply $reply
            $ringing | Send-RingExCallReply $reply
            Add-RingExCallSupervisor 191888101 $held.TelephonySessionId
            $conference = New-RingExConference
            $voice.Add([System.Net.NetworkCredential]::new('', $conference.GetVoiceCallToken()).Password)
            $conference
            $conference | Get-RingExCallSession
            $recorded | Add-RingExCallParty $conference.TelephonySessionId
            Start-RingExCall 191888101 $numbers[0]
            Start-RingExCall 191888101 "$($numbers[1]) x"
            $parked | Deny-RingExCall
            $held | Move-RingExCallParty $numbers[1] -Verbose
            $held | Remove-RingExCallParty -Force
            $own | Stop-RingExCallSession -Force
            $own | Stop-RingExCallSession -Force
            Watch-RingExCallSession -Timeout 0.3
            # Every failure, of each kind of command.
            $Sandbox.Advance(60)
            Connect-Rcx -SupervisorPhone $numbers[1] -RequestsPerMinute 10000 -MaximumRetryCount 0 -RequestTimeout 1
            Set-RcxCallRecording -Uii $uii Off
            Set-RcxCallHold -Uii $uii On
            Move-RcxCall -Uii $uii 40002
            foreach ($kind in $kinds) {
                $commands = @(
                    { Set-RcxDisposition -Uii $uii SALE -Notes $note }
                    { Start-RcxCall tom.becker@sandbox.example $numbers[0] $numbers[2] }
                    { Get-RcxActiveCall -First 1 }
                    { Add-RcxCallSession -Uii $uii BargeIn $numbers[1] }
                    { $parked | Send-RingExCallReply $reply }
                )
                # Waiting for the slow ones once is enough.
                foreach ($command in $commands[0..$(if ($kind -in 'Latency', 'SlowBody', 'NoAnswer', 'ByteByByte', 'EnormousBody') { 0 } else { 4 })]) {
                    $Sandbox.ClearFaults()
                    $Sandbox.AddFault(@{ Kind = $kind; RetryAfter = '0'; Delay = 1.2 })
                    . $command
                }

                $Sandbox.ClearFaults()
                # So large a body is looked at once.
                if ($kind -eq 'EnormousBody') { continue }
                $Sandbox.Advance(60)
                $Sandbox.AddFault(@{ Kind = $kind; RetryAfter = '0'; Delay = 1.2; PathContains = '/restapi/oauth/token' })
                try { Connect-Rcx -NoDefault -MaximumRetryCount 0 -RequestTimeout 1 } catch { $_ }
                $Sandbox.ClearFaults()
                $Sandbox.AddFault(@{ Kind = $kind; RetryAfter = '0'; Delay = 1.2; PathContains = '/api/auth/' })
                try { Connect-Rcx -NoDefault -RingCentralToken $Sandbox.GetSecret('RingCentralToken') -MaximumRetryCount 0 -RequestTimeout 1 } catch { $_ }
                $Sandbox.ClearFaults()
                $Sandbox.AddFault(@{ Kind = $kind; RetryAfter = '0'; Delay = 1.2; PathContains = '/api/auth/' })
                try { Connect-Rcx -NoDefault -Credential $Sandbox.GetCredential() -PlatformId $Sandbox.PlatformId -MaximumRetryCount 0 -RequestTimeout 1 } catch { $_ }
                $Sandbox.ClearFaults()
            }

            Stop-RcxCall -Uii $uii -Force
            Stop-RcxCall -Uii $uii -Force
            Get-RcxConnection
            $Sandbox
            $Sandbox.GetRequests()
            Disconnect-Rcx
        } *>&1
        $null = Stop-Transcript
    }
}

Describe 'Secrets' {
    BeforeAll {
        $Error.Clear()
        $sandbox = Start-TestSandbox -NotConnected
        $transcript = Join-Path $TestDrive 'transcript.txt'
        $all = @(Invoke-Everything $sandbox $transcript)
        $errors = @($Error)
        $objects = @($all | Where-Object { $_ -isnot [System.Management.Automation.InformationalRecord] -and $_ -isnot [System.Management.Automation.ErrorRecord] })
        $logged = @($all | Where-Object { $_ -is [System.Management.Automation.InformationalRecord] -or $_ -is [System.Management.Automation.ErrorRecord] })
        $secrets = @(Get-SandboxSecret $sandbox)
        # As they travel, too.
        $secrets += $secrets | ForEach-Object { [uri]::EscapeDataString($_) } | Where-Object { $_ -notin $secrets }
        $secrets += [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes("$($sandbox.ClientId):$((Get-SandboxSecret $sandbox)[0])"))
        # What every token begins with that the sandbox gives out.
        $patterns = @($secrets + $voice | ForEach-Object { [regex]::Escape($_) }) + 'eyJhbGciOiJSUzI1NiJ9', 'U0pD[A-Za-z0-9]{20}', 'V1NH[A-Za-z0-9]{20}', 'Bearer [A-Za-z0-9]', 'Basic [A-Za-z0-9]'

        function Assert-Clean([string] $Text, [string[]] $Patterns) {
            $Text.Length | Should -BeGreaterThan 100
            foreach ($pattern in $Patterns) {
                $found = [regex]::Match($Text, $pattern)
                $start = [Math]::Max(0, $found.Index - 60)
                $found.Success | Should -BeFalse -Because "a secret is shown in '$($Text.Substring($start, $found.Index + $found.Length - $start))'"
            }
        }
    }

    AfterAll {
        $sandbox.ClearFaults()
        Stop-TestSandbox $sandbox -AllowBadRequest
        $Error.Clear()
    }

    It 'has looked at every command and every failure' {
        $kinds.Count | Should -BeGreaterThan 15
        $ran = @($logged.InvocationInfo.MyCommand.Name | Sort-Object -Unique)
        $calm = 'Start-RcxSandbox', 'Stop-RcxSandbox', 'Get-RcxConnection', 'Disconnect-Rcx'
        (Get-Command -Module RingCx.PowerShell).Name | Where-Object { $_ -notin $ran -and $_ -notin $calm } | Should -BeNullOrEmpty
        $ids = @($all | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | ForEach-Object { $_.FullyQualifiedErrorId.Split(',')[0] } | Sort-Object -Unique)
        'CallNotFound', 'ActionRefused', 'PermissionDenied', 'OutcomeUnknown', 'AuthenticationFailed', 'ServiceError', 'BadResponse', 'RateLimited', 'WaitTimeout' | Where-Object { $_ -notin $ids } | Should -BeNullOrEmpty
    }

    It 'has looked at enough' {
        @($all | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }).Count | Should -BeGreaterThan 30
        @($all | Where-Object { $_ -is [System.Management.Automation.DebugRecord] }).Count | Should -BeGreaterThan 30
        @($all | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] }).Count | Should -BeGreaterThan 12
        @($objects | Where-Object { $_.PSObject.TypeNames[0] -eq 'RingCx.RcxConnection' }).Count | Should -BeGreaterOrEqual 6
    }

    It 'are not in any stream' {
        Assert-Clean ($all | Out-String -Width 4000) $patterns
    }

    It 'are not in the transcript' {
        Assert-Clean (Get-Content $transcript -Raw) $patterns
    }

    It 'are not in $Error, however deep one looks' {
        Assert-Clean ($errors | Format-List * -Force | Out-String -Width 4000) $patterns
        Assert-Clean ($errors | ForEach-Object { "$_ $($_.Exception) $($_.ErrorDetails) $($_.TargetObject) $($_.CategoryInfo)" } | Out-String -Width 4000) $patterns
        Assert-Clean ($errors | ForEach-Object { Get-Error -InputObject $_ } | Out-String -Width 4000) $patterns
    }

    It 'are not in Format-List * -Force' {
        Assert-Clean ($objects | Format-List * -Force | Out-String -Width 4000) $patterns
        Assert-Clean ($objects | Where-Object { $_.PSObject.TypeNames[0] -notlike '*PSCustomObject' } | Format-Custom -Depth 3 | Out-String -Width 4000) $patterns
    }

    It 'are not in ConvertTo-Json -Depth 10' {
        Assert-Clean (($objects | Where-Object { $_ -isnot [string] } | ConvertTo-Json -Depth 10 -WarningAction SilentlyContinue) -join "`n") $patterns
    }

    It 'are not in Export-Clixml' {
        $file = Join-Path $TestDrive 'all.xml'
        $objects | Export-Clixml $file -Depth 4
        Assert-Clean (Get-Content $file -Raw) $patterns
        $errors | Export-Clixml $file -Depth 2
        Assert-Clean (Get-Content $file -Raw) $patterns
    }

    It 'are not in ConvertTo-Csv, ConvertTo-Html and texts' {
        Assert-Clean ($objects | ConvertTo-Csv | Out-String -Width 4000) $patterns
        Assert-Clean ($objects | ConvertTo-Html | Out-String -Width 4000) $patterns
        Assert-Clean ($objects | ForEach-Object { "$_" } | Out-String -Width 4000) $patterns
    }

    It 'are not readable by reflection on the public members of a connection' {
        $connection = @($objects | Where-Object { $_.PSObject.TypeNames[0] -eq 'RingCx.RcxConnection' })[0]
        $connection.PSObject.Properties.Name | Should -Not -Contain 'Client'
        ($connection.PSObject.Properties.Value | Out-String -Width 4000) | Should -Not -Match 'SecureString'
    }

    It 'leave full phone numbers out of verbose, debug, warning and error records' {
        $text = $logged | ForEach-Object { if ($_ -is [System.Management.Automation.ErrorRecord]) { $_ | Select-Object * -ExcludeProperty InvocationInfo, ScriptStackTrace | Format-List * -Force } else { $_.Message } } | Out-String -Width 4000
        Assert-Clean $text @('212555', '800555')
        $text | Should -Match '0141'
    }

    It 'leave the notes out of every stream' {
        Assert-Clean ($logged | Out-String -Width 4000) @('something private', 'something%20private')
    }

    It 'leave the texts of replies out of every stream, and of every object' {
        Assert-Clean ($logged | Out-String -Width 4000) 'dentist'
        # What was sent to the sandbox is in its log, as it is in the service.
        $shown = @($objects | Where-Object { -not $_.PSObject.Properties['Body'] })
        Assert-Clean ($shown | Format-List * -Force | Out-String -Width 4000) 'dentist'
        Assert-Clean (($shown | Where-Object { $_ -isnot [string] } | ConvertTo-Json -Depth 10 -WarningAction SilentlyContinue) -join "`n") 'dentist'
        @($objects | Where-Object { $_.PSObject.Properties['Body'] -and $_.Body -like '*dentist*' }).Count | Should -BeGreaterThan 2
    }

    It 'have the token of a conference among them: it is to be had on demand alone' {
        $voice | Should -HaveCount 1
        $voice[0].Length | Should -BeGreaterThan 10
        $opened = @($objects | Where-Object { $_.PSObject.TypeNames[0] -eq 'RingCx.RingExCallSession' -and $_.Origin -eq 'Conference' })
        $opened.Count | Should -BeGreaterOrEqual 2
        $opened.PSObject.Properties.Name | Should -Not -Contain 'VoiceCallToken'
    }

    It 'say who did what all the same' {
        $text = $logged | Out-String -Width 4000
        $text | Should -Match 'POST /voice/api/v1/admin/accounts/12440011/activeCalls/\d+/addSessionToCall\?destination=\*+0141&sessionType=COACHING'
        $text | Should -Match 'dispositionCall\?disposition=CALLBACK&callback=true&callBackDTS=20261224143000&notes=\*\*\*'
        $text | Should -Match '200 for GET /voice/api/v1/admin/accounts after \d+ ms'
        $text | Should -Match 'POST /restapi/v1.0/account/~/telephony/sessions/s-[0-9a-f]{32}/parties/p-[0-9a-f]{32}-\d/reply'
        $text | Should -Match 'Nobody knows whether the service did reply to the call with a text'
    }
}

Describe 'Secrets of a connection in process' {
    It 'are not shown by the connection, nor by its sandbox' {
        $connection = Connect-Rcx -Sandbox -PassThru
        $secrets = @(Get-SandboxSecret $connection.Sandbox)
        $text = @(
            $connection | Format-List * -Force | Out-String -Width 4000
            $connection | Format-Custom -Depth 6 | Out-String -Width 4000
            $connection | ConvertTo-Json -Depth 10 -WarningAction SilentlyContinue
            $connection.Sandbox.GetRequests() | ConvertTo-Json -Depth 10
            $connection | Export-Clixml (Join-Path $TestDrive 'c.xml') -Depth 6
            Get-Content (Join-Path $TestDrive 'c.xml') -Raw
        ) -join "`n"
        Disconnect-Rcx
        foreach ($secret in $secrets) {
            $text.Contains($secret) | Should -BeFalse
        }
    }
}
