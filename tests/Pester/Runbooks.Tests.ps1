# The runbooks of docs/runbooks do on the sandbox what their pages say, and no harm.

BeforeDiscovery {
    $folder = Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'docs' 'runbooks'
    $runbooks = @(Get-ChildItem $folder -Filter *.ps1 | Where-Object Name -NotLike '_*' | ForEach-Object { @{ Name = $_.BaseName; File = $_.FullName } })
    $analyzer = @(Get-Module PSScriptAnalyzer -ListAvailable)
}

BeforeAll {
    Import-Module RingCx.PowerShell
    Import-Module "$PSScriptRoot/Support.psm1"
    $ErrorActionPreference = 'Stop'
    $folder = Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'docs' 'runbooks'

    # Runs a runbook on the connection of the test; what keeps an audit file beside its CSV, on one with such a file.
    function Invoke-Runbook([string] $Name, [hashtable] $Arguments = @{}) {
        $file = Join-Path $folder "$Name.ps1"
        $connection = Get-RcxConnection
        $isOnce = $Arguments['Path'] -and -not $Arguments['WhatIf'] -and (Test-Path -LiteralPath $Arguments.Path)
        if ($isOnce) { $connection = Connect-Rcx -PassThru -NoDefault -AuditPath "$($Arguments.Path).audit.jsonl" }
        try { Invoke-Collected { & $file -Connection $connection @Arguments } }
        finally { if ($isOnce) { Disconnect-Rcx -Connection $connection } }
    }

    # Nobody waits in the sandbox's closed queue, so for the runbook that looks for those who do another one is.
    $closedQueue = 'function Get-RcxQueue { RingCx.PowerShell\Get-RcxQueue @args | Select-Object GateId, GateName, @{ n = "IsActive"; e = { $_.GateName -ne "Support" } } }'

    # The sandbox's calls stay as they are; for the runbook that waits for the end of one, the call ends once the watch has listed it, and the watch
    # with it.
    $endedCall = @'
function Watch-RcxActiveCall {
    RingCx.PowerShell\Watch-RcxActiveCall @args -IncludeExisting |
        ForEach-Object { if ($_.Event -eq 'Started' -and $_.Uii -eq $uii) { $sandbox.AwaitDisposition($uii) }; $_ } |
        Where-Object Event -NE Started | Select-Object -First 1
}
'@

    # A file of its own for each test.
    function New-TestFile([string[]] $Lines, [string] $Extension = 'csv') {
        $file = Join-Path $TestDrive "$([guid]::NewGuid().ToString('n')).$Extension"
        Set-Content -LiteralPath $file -Value $Lines
        $file
    }

    # Arguments with which a runbook has something to do.
    function Get-Argument([string] $Name, [string] $Uii, [string] $Account = '12440011') {
        switch ($Name) {
            'Stop-LongCall' { @{ MaximumMinutes = 3 } }
            'Move-WaitingCall' { @{ TargetQueue = 'Night desk'; MaximumSeconds = 100 } }
            'Watch-AgentCall' { @{ AgentName = 'Paco Vu'; SupervisorPhone = '+15554150123'; First = 1 } }
            'Invoke-PaymentPause' { @{ Uii = $Uii; Seconds = 1 } }
            'Test-HeldCall' { @{ AuditPath = New-TestFile (Get-AuditLine $Uii -Account $Account) jsonl; Release = $true } }
            'Move-ClosedQueueCall' { @{ TargetQueue = 'Night desk' } }
            'Clear-PendingDisposition' { @{ Disposition = 'RESOLVED'; GraceSeconds = 1; IntervalSeconds = 1; TimeoutSeconds = 60 } }
            'Watch-QueueWait' { @{ MaximumSeconds = 100; TimeoutSeconds = 1 } }
            'Set-DispositionFromCsv' { @{ Path = New-TestFile 'Uii,Disposition', "$Uii,SALE" } }
            'Write-QueueSnapshot' { @{ Path = New-TestFile "Time,$([RingCx.RcxQueueState].GetProperties().Name -join ',')"; IntervalSeconds = 10; DurationSeconds = 5 } }
            'Start-CallFromCrm' { @{ Path = New-TestFile 'Phone,Agent', '(650) 555-0123,Sam Rivera'; CallerId = '8005550100' } }
            default { throw "The tests do not know $Name." }
        }
    }

    # A line as Connect-Rcx -AuditPath writes it.
    function Get-AuditLine([string] $Uii, [string] $State = 'ON', [double] $Minutes = 30, [string] $Outcome = 'Done', [string] $Action = 'toggleCallHold', [string] $Account = '12440011', [string] $Id = [guid]::NewGuid().ToString('n')) {
        [ordered] @{
            id = $Id; at = [datetime]::UtcNow.AddMinutes(-$Minutes).ToString('yyyy-MM-ddTHH:mm:ss.fffZ')
            user = 'dana.ruiz@sandbox.example'; runAs = 'ops@host'; account = $Account; uii = $Uii; action = $Action; parameters = @{ state = $State }; outcome = $Outcome
        } | ConvertTo-Json -Compress
    }

    function Get-Action([object] $Sandbox) {
        @(Get-SentRequest $Sandbox | Where-Object { $_.Method -eq 'POST' -and $_.Path -notlike '*/oauth/*' -and $_.Path -notlike '*/api/auth/*' })
    }

    # The lines of a script but for help, comments and blank ones.
    function Get-CodeLine([string] $File, [switch] $AfterParameters) {
        $tokens = $null
        $ast = [System.Management.Automation.Language.Parser]::ParseFile($File, [ref] $tokens, [ref] $null)
        $first = $AfterParameters ? $ast.ParamBlock.Extent.EndLineNumber + 1 : 1
        $numbers = $tokens | Where-Object Kind -NotIn Comment, NewLine, EndOfInput | ForEach-Object { $_.Extent.StartLineNumber..$_.Extent.EndLineNumber } | Sort-Object -Unique
        $lines = [System.IO.File]::ReadAllLines($File)
        $numbers | Where-Object { $_ -ge $first } | ForEach-Object { $lines[$_ - 1].Trim() }
    }

    function Get-Parameter([string] $File) {
        $parameters = (Get-Command $File).Parameters
        @($parameters.Keys | Where-Object {
                $_ -notin [System.Management.Automation.PSCmdlet]::CommonParameters -and $_ -notin [System.Management.Automation.PSCmdlet]::OptionalCommonParameters
            })
    }
}

Describe 'The runbook <Name>' -ForEach $runbooks {
    BeforeAll {
        $sandbox = Start-TestSandbox
        if ($Name -eq 'Move-ClosedQueueCall') { . ([scriptblock]::Create($closedQueue)) }
    }

    AfterAll {
        Stop-TestSandbox $sandbox
    }

    It 'has help for everything' {
        $help = Get-Help $File -Full
        $help.Synopsis.Trim() | Should -Match '^[A-Z].+\.$'
        ($help.Description | Out-String).Trim() | Should -Not -BeNullOrEmpty
        @($help.examples.example).Count | Should -BeGreaterOrEqual 2
        foreach ($parameter in Get-Parameter $File) {
            $text = ($help.parameters.parameter | Where-Object name -EQ $parameter).description | Out-String
            $text.Trim() | Should -Not -BeNullOrEmpty -Because "-$parameter has help"
        }
    }

    It 'has a page that names every parameter and the columns that it emits' {
        $page = Get-Content (Join-Path $folder "$Name.md") -Raw
        $help = Get-Help $File -Full
        foreach ($parameter in Get-Parameter $File) {
            # In the words of the help.
            $text = ($help.parameters.parameter | Where-Object name -EQ $parameter).description.Text -replace '\s+', ' '
            $page | Should -Match "\| ``-$parameter`` \| [^|]* \| $([regex]::Escape($text.Trim())) \|"
        }

        $arguments = Get-Argument $Name (Get-TestUii $sandbox)
        $run = Invoke-Runbook $Name ($arguments + @{ WhatIf = $true })
        $samples = @([regex]::Matches($page, '(?ms)^```text\r?\n(?<header>\S[^\n]*?)\r?\n[- ]+\r?\n') | ForEach-Object { $_.Groups['header'].Value -split ' +' -join ' ' })
        $samples.Count | Should -BeGreaterOrEqual 1
        $samples | ForEach-Object { $_ | Should -BeExactly 'Outcome Action Target Reason' }
        $run.Output[0].PSTypeNames | Should -Contain 'RingCx.RcxOutcome'
    }

    It 'is in the index' {
        $index = Get-Content (Join-Path $folder 'README.md') -Raw
        $index | Should -Match ([regex]::Escape("[$Name]($Name.md)"))
        $index | Should -Match ([regex]::Escape("$Name.ps1"))
    }

    It 'changes nothing with -WhatIf, and says what it would do' {
        $arguments = Get-Argument $Name (Get-TestUii $sandbox)
        $before = $sandbox.GetCalls() | ConvertTo-Json -Depth 5
        $files = @(Get-ChildItem $TestDrive).Count
        Clear-SentRequest $sandbox
        $run = Invoke-Runbook $Name ($arguments + @{ WhatIf = $true })
        $run.Errors | Should -BeNullOrEmpty
        $run.Output.Count | Should -BeGreaterOrEqual 1
        $run.Output.Outcome | Sort-Object -Unique | Should -BeExactly 'WhatIf'
        Get-Action $sandbox | Should -BeNullOrEmpty
        $sandbox.GetCalls() | ConvertTo-Json -Depth 5 | Should -Be $before
        @(Get-ChildItem $TestDrive).Count | Should -Be $files
    }

    It 'reads as a runbook should: strict, at most 60 lines behind its parameters' {
        $code = Get-CodeLine $File
        $code | Should -Contain 'Set-StrictMode -Version Latest'
        $code | Should -Contain '$ErrorActionPreference = ''Stop'''
        @(Get-CodeLine $File -AfterParameters).Count | Should -BeLessOrEqual 60
    }
}

Describe 'The runbooks together' {
    It 'are at most 700 lines of code' {
        @(Get-ChildItem $folder -Filter *.ps1 | ForEach-Object { Get-CodeLine $_.FullName }).Count | Should -BeLessOrEqual 700
    }

    It 'have no six lines that stand in two of them' {
        $seen = @{}
        foreach ($file in Get-ChildItem $folder -Filter *.ps1) {
            $lines = @(Get-CodeLine $file.FullName)
            for ($i = 0; $i -le $lines.Count - 6; $i++) {
                $six = $lines[$i..($i + 5)] -join "`n"
                if (-not $seen.ContainsKey($six)) { $seen[$six] = $file.Name }
                $seen[$six] | Should -BeExactly $file.Name -Because $six
            }
        }
    }
}

Describe 'The code of the runbook <Name>' -ForEach ($analyzer ? $runbooks : @()) {
    It 'is as PSScriptAnalyzer wants it' {
        Invoke-ScriptAnalyzer -Path $File | ForEach-Object { "line $($_.Line): $($_.RuleName)" } | Should -BeNullOrEmpty
    }
}

Describe 'The runbooks on their own' {
    BeforeAll {
        # Signs in by each of the ways, in an account that is not the first, with everything said aloud; only the second run acts.
        $head = @'
$VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'
Import-Module RingCx.PowerShell -Verbose:$false
$sandbox = Start-RcxSandbox -SetEnvironment -Frozen -AccountCount 2
$uii = ($sandbox.GetCalls() | Where-Object AgentUsername -Like 'paco.vu.2*').Uii
function Show([string] $What) {
    $posts = @($sandbox.GetRequests() | Where-Object { $_.Method -eq 'POST' -and $_.Target -notmatch '/oauth/|/api/auth/' })
    $others = @($sandbox.GetRequests() | Where-Object { $_.Target -match '/accounts/\d' -and $_.Target -notmatch '/accounts/12440012/' })
    "$What acts=$([Math]::Min(1, $posts.Count)) elsewhere=$($others.Count) revoked=$(@($sandbox.GetRequests() | Where-Object Target -Like '*/oauth/revoke*').Count)"
    $sandbox.ClearRequests()
}
Set-Content '<file>' ((Get-Content '<file>') -replace 'PACOS-CALL', $uii)
$arguments = '<arguments>'.Replace('PACOS-CALL', $uii) | ConvertFrom-Json -AsHashtable
& $file @arguments -AccountId 12440012 -WhatIf *>&1
Show environment
$app = [pscredential]::new($sandbox.ClientId, $sandbox.GetSecret('ClientSecret'))
$jwt = [pscredential]::new('jwt', $sandbox.GetSecret('Jwt'))
$secrets = @{ 'RingCx-ClientId' = (ConvertTo-SecureString $sandbox.ClientId -AsPlainText); 'RingCx-ClientSecret' = $app.Password; 'RingCx-Jwt' = $jwt.Password }
Remove-Item env:RC_APP_CLIENT_ID, env:RC_APP_CLIENT_SECRET, env:RC_USER_JWT
function Get-AzContext { }
function Connect-AzAccount { [CmdletBinding(SupportsShouldProcess)] param([switch] $Identity) if ($PSCmdlet.ShouldProcess('Azure') -and $Identity) { $script:isInAzure = $true } }
function Get-AzKeyVaultSecret([string] $VaultName, [string] $Name) { if ($isInAzure -and $VaultName -eq 'contact-center') { [pscustomobject] @{ SecretValue = $secrets[$Name] } } }
& $file @arguments -AccountId 12440012 -VaultName contact-center -WhatIf *>&1
Show vault
function Get-AutomationPSCredential([string] $Name) { @{ 'RingCx-App' = $app; 'RingCx-Jwt' = $jwt }[$Name] }
function Get-AutomationVariable([string] $Name) { if ($Name -eq 'RingCx-AccountId') { '12440012' } }
& $file @arguments *>&1 | Format-List
Show automation
function Get-AutomationPSCredential([string] $Name) { }
try { & $file @arguments *>&1 } catch { "refused: $_" }
$Error | Format-List * -Force
Show nothing
'@
        # The same seed gives the same secrets, wherever the sandbox runs.
        $other = Start-TestSandbox -NotConnected
        $secrets = @(Get-SandboxSecret $other)
        $other | Stop-RcxSandbox
        $running = @{}
        foreach ($runbook in Get-ChildItem $folder -Filter *.ps1 | Where-Object Name -NotLike '_*') {
            # The call is known only there.
            $arguments = Get-Argument $runbook.BaseName 'PACOS-CALL' -Account 12440012
            $file = $arguments['Path'] ?? $arguments['AuditPath'] ?? (New-TestFile '')
            $arguments = $arguments | ConvertTo-Json -Compress
            $running[$runbook.BaseName] = Start-FreshPowerShell @"
`$file = '$($runbook.FullName)'
$($runbook.BaseName -eq 'Move-ClosedQueueCall' ? $closedQueue : $runbook.BaseName -eq 'Clear-PendingDisposition' ? $endedCall : '')
$head
"@.Replace('<arguments>', $arguments).Replace('<file>', $file)
        }
    }

    It '<Name> signs in by each way, acts where it is told, asks nothing and tells no secret' -ForEach $runbooks {
        $run = Stop-FreshPowerShell $running[$Name]
        $run.ExitCode | Should -Be 0 -Because $run.Text
        $run.Lines | Should -Contain 'environment acts=0 elsewhere=0 revoked=1'
        $run.Lines | Should -Contain 'vault acts=0 elsewhere=0 revoked=1'
        $run.Lines | Should -Contain "automation acts=$($Name -in 'Watch-QueueWait', 'Write-QueueSnapshot' ? 0 : 1) elsewhere=0 revoked=1"
        $run.Lines | Should -Contain 'nothing acts=0 elsewhere=0 revoked=0'
        $run.Text | Should -Match 'refused: .*no credential RingCx-App'
        $run.Text | Should -Match ($Name -in 'Watch-QueueWait', 'Write-QueueSnapshot' ? 'GET /voice/api' : 'POST /voice/api') -Because 'the verbose stream tells what it does'
        foreach ($secret in $secrets) { $run.Text.Contains($secret) | Should -BeFalse }
    }
}

Describe 'Stop-LongCall' {
    BeforeEach {
        $sandbox = Start-TestSandbox
    }

    AfterEach {
        Stop-TestSandbox $sandbox -AllowBadRequest
    }

    It 'ends what lasts longer than the limit, the longest first, and nothing else' {
        $run = Invoke-Runbook Stop-LongCall @{ MaximumMinutes = 3 }
        $run.Thrown | Should -BeNullOrEmpty
        $run.Output.InputObject.AgentName | Should -Be 'Marco Silva', 'Paco Vu'
        $run.Output.Outcome | Should -Be 'Done', 'Done'
        $run.Output[0].InputObject.Duration | Should -BeGreaterThan ([timespan] '00:05:00')
        $sandbox.GetCalls().Uii | Should -Not -Contain $run.Output[0].Uii
        $sandbox.GetCalls() | Should -HaveCount 10
        (Invoke-Runbook Stop-LongCall @{ MaximumMinutes = 3 }).Output | Should -BeNullOrEmpty
        @(Get-Action $sandbox) | Should -HaveCount 2
    }

    It 'ends calls that wait only when it is told to, and only in the queues that it is told' {
        (Invoke-Runbook Stop-LongCall @{ MaximumMinutes = 3; QueueName = 'Bill*', 'Night*'; IncludeWaiting = $true; WhatIf = $true }).Output.InputObject.AgentName | Should -Be 'Marco Silva', $null
        (Invoke-Runbook Stop-LongCall @{ MaximumMinutes = 3; QueueName = 'Sales' }).Output | Should -BeNullOrEmpty
    }

    It 'ends no more than it may' {
        $run = Invoke-Runbook Stop-LongCall @{ MaximumMinutes = 1; MaximumCalls = 1 }
        $run.Output[0].Outcome | Should -BeExactly 'Done'
        $run.Output[1..9].Outcome | Sort-Object -Unique | Should -BeExactly 'Skipped'
        @(Get-Action $sandbox) | Should -HaveCount 1
    }

    It 'says which name of a queue selects nothing' {
        $run = Invoke-Runbook Stop-LongCall @{ MaximumMinutes = 3; QueueName = '"Support"', 'Overflow', 'Bill*' }
        $run.Warnings | Should -HaveCount 1
        $run.Warnings | Should -BeLike '*''"Support"'' selects nothing*'
        $run.Output.InputObject.AgentName | Should -Be 'Marco Silva'
    }

    It 'goes on after a call that fails (<Kind>: <Outcome>)' -ForEach @(
        @{ Kind = 'DropAfterHandling'; Outcome = 'Unknown'; Throws = $true }
        @{ Kind = 'Refused'; Outcome = 'Refused'; Throws = $true }
        @{ Kind = 'Forbidden'; Outcome = 'Failed'; Throws = $true }
        @{ Kind = 'NotFound'; Outcome = 'Ended'; Throws = $false }
        @{ Kind = 'ForeignPage'; Status = 404; Outcome = 'Unknown'; Throws = $true }
    ) {
        $sandbox.AddFault(@{ Kind = $Kind; PathContains = 'hangupCall' } + ($Status ? @{ StatusCode = $Status } : @{}))
        $run = Invoke-Runbook Stop-LongCall @{ MaximumMinutes = 3 }
        $run.Output.Outcome | Should -Be $Outcome, 'Done'
        $run.Output[0].Reason | Should -Not -BeNullOrEmpty
        "$($run.Thrown)" | Should -BeLike $($Throws ? "1 of 2 *1 $Outcome*$($run.Output[0].Uii)*" : '')
        @(Get-Action $sandbox) | Should -HaveCount 2
    }

    It 'refuses <Name> before anything is sent' -ForEach @(
        @{ Name = 'a limit of nothing'; Arguments = @{ MaximumMinutes = 0 } }
        @{ Name = 'a name with blanks for secrets'; Arguments = @{ SecretPrefix = 'a b' } }
        @{ Name = 'what is no connection'; Arguments = @{ Connection = 'x' } }
    ) {
        $file = Join-Path $folder Stop-LongCall.ps1
        { & $file @Arguments } | Should -Throw -ErrorId '*,Stop-LongCall.ps1'
        Get-SentRequest $sandbox | Should -BeNullOrEmpty
    }
}

Describe 'Move-WaitingCall' {
    BeforeEach {
        $sandbox = Start-TestSandbox
    }

    AfterEach {
        Stop-TestSandbox $sandbox
    }

    It 'moves who has waited too long, and nobody twice' {
        $run = Invoke-Runbook Move-WaitingCall @{ TargetQueue = 'Night desk'; MaximumSeconds = 100 }
        $run.Thrown | Should -BeNullOrEmpty
        $run.Output.InputObject.DestinationName | Should -Be 'Billing', 'Support'
        $run.Output.Outcome | Should -Be 'Done', 'Done'
        ($sandbox.GetCalls() | Where-Object Uii -In $run.Output.Uii).GateId | Should -Be 40011, 40011
        $sandbox.Advance(200)
        (Invoke-Runbook Move-WaitingCall @{ TargetQueue = '40011'; MaximumSeconds = 300 }).Output | Should -BeNullOrEmpty
        @(Get-Action $sandbox) | Should -HaveCount 2
    }

    It 'takes calls from the queues that it is told, no more than it may' {
        $run = Invoke-Runbook Move-WaitingCall @{ TargetQueue = '40011'; QueueName = 'S*'; MaximumSeconds = 30; MaximumCalls = 1 }
        $run.Output.InputObject.DestinationName | Should -Be 'Support', 'Support', 'Sales'
        $run.Output.Outcome | Should -Be 'Done', 'Skipped', 'Skipped'
    }

    It 'refuses <Name> before anything is sent' -ForEach @(
        @{ Name = 'a queue that is not in use'; Arguments = @{ TargetQueue = 'Overflow' }; Message = '*is not in use*' }
        @{ Name = 'a queue that is not there'; Arguments = @{ TargetQueue = 'Nowhere' }; Message = '0 queues are named*' }
        @{ Name = 'a source that is not there'; Arguments = @{ TargetQueue = 'Sales'; QueueName = 'Suport' }; Message = '*No queue is named*' }
    ) {
        $run = Invoke-Runbook Move-WaitingCall $Arguments
        "$($run.Thrown)" | Should -BeLike $Message
        Get-SentRequest $sandbox '*activeCalls*' | Should -BeNullOrEmpty
    }

    It 'leaves a call alone that was answered or has ended since the listing' {
        $uiis = 1..3 | ForEach-Object { "2026$_" }
        $listings = @{ Count = 0 }
        Mock Get-RcxActiveCall {
            $listings.Count++
            foreach ($i in 0..2) {
                if ($i -eq 2 -and $listings.Count -gt 1) { continue }
                [pscustomobject] @{
                    Uii = $uiis[$i]; AccountId = '12440011'; DestinationName = 'Billing'; QueueTime = [timespan]::FromSeconds(900 - $i)
                    AgentName = $($i -eq 1 -and $listings.Count -gt 1 ? 'Lena Brandt' : $null)
                }
            }
        }
        Mock Move-RcxCall { [System.Threading.Thread]::Sleep(1050); [pscustomobject] @{ Outcome = 'Done'; Target = $Uii; Reason = '' } }
        $run = Invoke-Runbook Move-WaitingCall @{ TargetQueue = 'Sales'; RefreshSeconds = 1 }
        $run.Output.Outcome | Should -Be 'Done', 'Skipped', 'Ended'
        $run.Output[1].Reason | Should -BeExactly 'Lena Brandt has answered it.'
        Should -Invoke Move-RcxCall -Exactly 1
        Should -Invoke Get-RcxActiveCall -Exactly 2
    }

    It 'goes on after a call that fails' {
        $sandbox.AddFault(@{ Kind = 'DropAfterHandling'; PathContains = 'requeueCall' })
        $run = Invoke-Runbook Move-WaitingCall @{ TargetQueue = 'Night desk'; MaximumSeconds = 100 }
        $run.Output.Outcome | Should -Be 'Unknown', 'Done'
        "$($run.Thrown)" | Should -BeLike '1 of 2 *1 Unknown*'
        @(Get-Action $sandbox) | Should -HaveCount 2
    }
}

Describe 'Watch-AgentCall' {
    BeforeEach {
        $sandbox = Start-TestSandbox
    }

    AfterEach {
        Stop-TestSandbox $sandbox
    }

    It 'joins the call that the agent has, once, and a second run does no harm' {
        $arguments = @{ AgentName = 'paco.vu@sandbox.example'; SupervisorPhone = '(555) 415-0123'; Type = 'Coaching'; TimeoutSeconds = 2; IntervalSeconds = 1 }
        $run = Invoke-Runbook Watch-AgentCall $arguments
        $run.Thrown | Should -BeNullOrEmpty
        $run.Output | Should -HaveCount 1
        $run.Output.Outcome | Should -BeExactly 'Done'
        (Get-CallState $sandbox (Get-TestUii $sandbox)).Sessions.Type | Should -Be 'COACHING'
        $again = Invoke-Runbook Watch-AgentCall ($arguments + @{ First = 1 })
        $again.Thrown | Should -BeNullOrEmpty
        $again.Output.Outcome | Should -BeExactly 'Refused'
        @((Get-CallState $sandbox (Get-TestUii $sandbox)).Sessions) | Should -HaveCount 1
    }

    It 'joins a call that comes while it watches, on the connection''s own number' {
        $null = Start-RcxCall sam.rivera@sandbox.example 6505550123 8005550100
        $run = Invoke-Runbook Watch-AgentCall @{ AgentName = 'Sam Rivera'; IntervalSeconds = 1; TimeoutSeconds = 20; First = 1 }
        $run.Output.Outcome | Should -BeExactly 'Done'
        (Get-CallState $sandbox $run.Output.Uii).Sessions.Phone | Should -Be '+15554150123'
        @(Get-SentRequest $sandbox '*/list*').Count | Should -BeGreaterThan 1
    }

    It 'watches on after a call that fails, and fails at its end' {
        $sandbox.AddFault(@{ Kind = 'DropAfterHandling'; PathContains = 'addSessionToCall' })
        $run = Invoke-Runbook Watch-AgentCall @{ AgentName = 'Paco Vu'; IntervalSeconds = 1; TimeoutSeconds = 4 }
        $run.Output.Outcome | Should -BeExactly 'Unknown'
        "$($run.Thrown)" | Should -BeLike '1 of 1 *1 Unknown*'
        @(Get-Action $sandbox) | Should -HaveCount 1
        @(Get-SentRequest $sandbox '*/list*').Count | Should -BeGreaterThan 1
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'an agent who is not there'; Arguments = @{ AgentName = 'Nobody' }; Message = '0 agents are named*' }
        @{ Name = 'a pattern'; Arguments = @{ AgentName = '*' }; Message = '0 agents are named*' }
    ) {
        "$((Invoke-Runbook Watch-AgentCall $Arguments).Thrown)" | Should -BeLike $Message
        Get-Action $sandbox | Should -BeNullOrEmpty
    }

    It 'wants a number' {
        Connect-Rcx
        "$((Invoke-Runbook Watch-AgentCall @{ AgentName = 'Paco Vu' }).Thrown)" | Should -BeLike 'Give the supervisor*'
    }
}

Describe 'Invoke-PaymentPause' {
    BeforeEach {
        $sandbox = Start-TestSandbox
        $uii = Get-TestUii $sandbox
    }

    AfterEach {
        Stop-TestSandbox $sandbox
    }

    It 'runs the step while the call is not recorded, and says nothing of what it says' {
        $seen = @{}
        $step = New-TestFile 'param($Uii, $AccountId)', '$seen.Recording = ($sandbox.GetCalls() | Where-Object Uii -EQ $Uii).IsRecording',
            '$seen.Account = $AccountId; "4111111111111111"; Write-Warning 4111111111111111; Write-Host 4111111111111111' -Extension ps1
        foreach ($time in 1..2) {
            Push-Location $TestDrive
            $run = Invoke-Runbook Invoke-PaymentPause @{ Uii = $uii; ScriptPath = Split-Path $step -Leaf }
            Pop-Location
            $run.Thrown | Should -BeNullOrEmpty
            $run.Output.Outcome | Should -BeExactly 'Done'
            $run.Output.InputObject.AgentName | Should -BeExactly 'Paco Vu'
            $run.Warnings | Should -BeNullOrEmpty
            $seen.Recording | Should -BeFalse
            $seen.Account | Should -BeExactly '12440011'
            (Get-CallState $sandbox $uii).IsRecording | Should -BeTrue
        }

        (Get-Action $sandbox | Where-Object Path -Like '*Recording').Query.record | Should -Be 'false', 'true', 'false', 'true'
    }

    It 'records again after a step that fails: <Name>' -ForEach @(
        @{ Name = 'an exception'; Line = 'throw "card 4111111111111111"'; Failure = 'RuntimeException' }
        @{ Name = 'an error'; Line = 'Write-Error "card 4111111111111111"'; Failure = 'WriteErrorException' }
        @{ Name = 'an exit code'; Line = '"4111111111111111"; exit 3'; Failure = 'exit code 3' }
    ) {
        $run = Invoke-Runbook Invoke-PaymentPause @{ Uii = $uii; ScriptPath = New-TestFile $Line -Extension ps1 }
        $run.Output.Outcome | Should -BeExactly 'Failed'
        $run.Output.Reason | Should -BeLike "The payment step failed: $Failure.*"
        "$($run.Thrown)" | Should -BeLike "1 of 1 *1 Failed*$uii*"
        ($run | ConvertTo-Json -Depth 3 -WarningAction Ignore) | Should -Not -Match '4111'
        (Get-CallState $sandbox $uii).IsRecording | Should -BeTrue
    }

    It 'says loudly where the recording stays off' {
        $sandbox.AddFault(@{ Kind = 'Forbidden'; PathContains = 'toggleCallRecording'; SkipFirst = 1; Count = -1 })
        $PSDefaultParameterValues = @{ 'Invoke-RcxRecordingPause:ResumeTimeout' = 1 }
        $run = Invoke-Runbook Invoke-PaymentPause @{ Uii = $uii; Seconds = 1 }
        $run.Output.Outcome | Should -BeExactly 'Failed'
        $run.Output.Reason | Should -BeLike "THE RECORDING OF CALL $uii MAY STILL BE OFF.*"
        $run.Thrown | Should -Not -BeNullOrEmpty
    }

    It 'runs no step where the recording is off already' {
        $null = Set-RcxCallRecording Off $uii
        $step = New-TestFile 'throw "was run"' -Extension ps1
        $run = Invoke-Runbook Invoke-PaymentPause @{ Uii = $uii; ScriptPath = $step }
        $run.Output.Outcome | Should -BeExactly 'Refused'
        $run.Output.Reason | Should -BeLike '*the script block was not run*'
        $run.Thrown | Should -Not -BeNullOrEmpty
    }

    It 'fails for a call that has ended' {
        $sandbox.EndCall($uii)
        $run = Invoke-Runbook Invoke-PaymentPause @{ Uii = $uii; Seconds = 1 }
        $run.Thrown.FullyQualifiedErrorId | Should -BeLike 'CallNotFound,*'
        Get-Action $sandbox | Should -BeNullOrEmpty
    }

    It 'refuses <Name> before anything is sent' -ForEach @(
        @{ Name = 'what is no uii'; Arguments = @{ Uii = 'a/b' } }
        @{ Name = 'a script and a pause'; Arguments = @{ Uii = '1'; ScriptPath = $PSCommandPath; Seconds = 5 } }
        @{ Name = 'a script that is not there'; Arguments = @{ Uii = '1'; ScriptPath = './nowhere.ps1' } }
    ) {
        (Invoke-Runbook Invoke-PaymentPause $Arguments).Thrown | Should -Not -BeNullOrEmpty
        Get-SentRequest $sandbox | Should -BeNullOrEmpty
    }
}

Describe 'Test-HeldCall' {
    BeforeAll {
        $sandbox = Start-TestSandbox
        $uii = Get-TestUii $sandbox
    }

    AfterAll {
        Stop-TestSandbox $sandbox
    }

    It 'says <Held> after <Name>' -ForEach @(
        @{ Held = $true; Name = 'a hold that nobody took back'; Lines = { Get-AuditLine $uii } }
        @{ Held = $true; Name = 'a hold whose answer was lost'; Lines = { Get-AuditLine $uii -Outcome OutcomeUnknown } }
        @{ Held = $true; Name = 'a hold whose process died'; Lines = { Get-AuditLine $uii -Outcome Pending } }
        @{ Held = $true; Name = 'an end that nobody knows of'; Lines = { Get-AuditLine $uii; Get-AuditLine $uii OFF 20 -Outcome OutcomeUnknown } }
        @{ Held = $true; Name = 'an older hold that was taken back'; Lines = { Get-AuditLine $uii OFF 90; Get-AuditLine $uii ON 99; Get-AuditLine $uii ON 30 } }
        @{ Held = $false; Name = 'a hold that was taken back'; Lines = { Get-AuditLine $uii; Get-AuditLine $uii OFF 20 } }
        @{ Held = $false; Name = 'a hold of a call that was requeued'; Lines = { Get-AuditLine $uii; Get-AuditLine $uii -Minutes 20 -Action requeueCall } }
        @{ Held = $false; Name = 'a hold that was refused'; Lines = { Get-AuditLine $uii -Outcome Refused } }
        @{ Held = $false; Name = 'a hold that began and was refused'; Lines = { Get-AuditLine $uii -Outcome Pending -Id 1; Get-AuditLine $uii -Outcome Refused -Id 1 } }
        @{ Held = $false; Name = 'a hold whose end was read before its beginning, from another file'; Lines = { Get-AuditLine $uii -Outcome Refused -Id 1; Get-AuditLine $uii -Outcome Pending -Id 1 } }
        @{ Held = $true; Name = 'a hold that began and was carried out'; Lines = { Get-AuditLine $uii -Outcome Pending -Id 1; Get-AuditLine $uii -Id 1 } }
        @{ Held = $false; Name = 'a hold that is young'; Lines = { Get-AuditLine $uii -Minutes 3 } }
        @{ Held = $false; Name = 'a hold in another account'; Lines = { Get-AuditLine $uii -Account 12440012 } }
        @{ Held = $false; Name = 'a hold of a call that has ended'; Lines = { Get-AuditLine 202005081040440132050000019657 } }
    ) {
        $run = Invoke-Runbook Test-HeldCall @{ AuditPath = New-TestFile (& $Lines) jsonl }
        if ($Held) {
            $run.Output.Uii | Should -BeExactly $uii
            $run.Output.Outcome | Should -BeExactly 'Held'
            $run.Output.Held.TotalMinutes | Should -BeGreaterThan 29.9
            $run.Output.Held.TotalMinutes | Should -BeLessThan 32
            "$($run.Thrown)" | Should -BeLike "1 calls have been on hold*$uii*"
        }
        else {
            $run.Output | Should -BeNullOrEmpty
            $run.Thrown | Should -BeNullOrEmpty
        }
    }

    It 'reads what the module writes, and releases the call' {
        $audit = Join-Path $TestDrive 'real.jsonl'
        Connect-Rcx -AuditPath $audit
        $null = Set-RcxCallHold On $uii
        $run = Invoke-Runbook Test-HeldCall @{ AuditPath = Join-Path $TestDrive 're*.jsonl'; MaximumMinutes = 0 }
        $run.Output.Reason | Should -BeExactly 'Put on hold by dana.ruiz@sandbox.example (Done); no script took it back.'
        (Get-CallState $sandbox $uii).IsOnHold | Should -BeTrue
        $run = Invoke-Runbook Test-HeldCall @{ AuditPath = $audit; MaximumMinutes = 0; Release = $true }
        $run.Output.Outcome | Should -BeExactly 'Done'
        $run.Thrown | Should -BeNullOrEmpty
        (Get-CallState $sandbox $uii).IsOnHold | Should -BeFalse
        (Invoke-Runbook Test-HeldCall @{ AuditPath = $audit; MaximumMinutes = 0 }).Output | Should -BeNullOrEmpty
    }

    It 'finds out, with -Release, that an agent has taken the call back' {
        $run = Invoke-Runbook Test-HeldCall @{ AuditPath = New-TestFile (Get-AuditLine $uii) jsonl; Release = $true }
        $run.Output.Outcome | Should -BeExactly 'Refused'
        $run.Thrown | Should -BeNullOrEmpty
    }

    It 'does not pass what it could not read: <Name>' -ForEach @(
        @{ Name = 'no file'; Path = { 'nowhere/*.jsonl' }; Message = 'There is no audit file*' }
        @{ Name = 'a line that is torn'; Path = { New-TestFile (Get-AuditLine $uii -Minutes 1), '{"at":"2026-' jsonl }; Message = '*1 lines that cannot be read*' }
        @{ Name = 'a file of something else'; Path = { New-TestFile '{"x":1}' jsonl }; Message = '*1 lines that cannot be read*' }
    ) {
        "$((Invoke-Runbook Test-HeldCall @{ AuditPath = & $Path }).Thrown)" | Should -BeLike $Message
    }
}

Describe 'Set-DispositionFromCsv' {
    BeforeEach {
        $sandbox = Start-TestSandbox
        $uiis = @($sandbox.GetCalls() | Where-Object AgentUsername | Select-Object -First 4).Uii
    }

    AfterEach {
        Stop-TestSandbox $sandbox
    }

    It 'sets what the file says, once' {
        $file = New-TestFile 'Call;Result;Remark;Back;Ignored', "$($uiis[0]);SALE;""two`nlines"";;x", '', "$($uiis[1]);CALLBACK;;2026-12-24 14:30;"
        $arguments = @{ Path = $file; Delimiter = ';'; UiiColumn = 'Call'; DispositionColumn = 'Result'; NotesColumn = 'Remark'; CallbackColumn = 'Back' }
        $run = Invoke-Runbook Set-DispositionFromCsv $arguments
        $run.Thrown | Should -BeNullOrEmpty
        $run.Output.InputObject.Line | Should -Be 2, 5
        $run.Output.Outcome | Should -Be 'Done', 'Done'
        (Get-Action $sandbox).RawQuery | Should -Be 'disposition=SALE&callback=false&notes=two%0Alines', 'disposition=CALLBACK&callback=true&callBackDTS=20261224143000'
        (Get-CallState $sandbox $uiis[0]).Disposition | Should -BeExactly 'SALE'
        Get-Content "$file.audit.jsonl" -Raw | Should -Not -Match 'two'
        $again = Invoke-Runbook Set-DispositionFromCsv $arguments
        $again.Output.Outcome | Should -Be 'AlreadyDone', 'AlreadyDone'
        $again.Output.Reason | Should -BeLike '*was begun at*and was done*'
        @(Get-Action $sandbox) | Should -HaveCount 2
    }

    It 'tells every wrong row with its line, and does nothing' {
        $file = New-TestFile 'Uii,Disposition,Notes,CallbackTime', "$($uiis[0]),SALE,,", '202005081040440000000000000000,SALE,,', "$($uiis[1]),,,", "$($uiis[2]),CALLBACK,,03/04/2026 14:30", "$($uiis[3]),SALE,one, two,", "$($uiis[0]),NO_SALE,,"
        "$((Invoke-Runbook Set-DispositionFromCsv @{ Path = $file; WhatIf = $true }).Thrown)" | Should -BeLike '*3 lines are wrong*Line 3: *Line 4: *Line 7: *same as in line 2*'
        $file = New-TestFile 'Call,Disposition,CallbackTime', "$($uiis[0]),SALE,", "$($uiis[2]),CALLBACK,03/04/2026 14:30", 'two words,SALE,', "$($uiis[1]),""SA`nLE"","
        $run = Invoke-Runbook Set-DispositionFromCsv @{ Path = $file; UiiColumn = 'Call'; WhatIf = $true }
        "$($run.Thrown)" | Should -BeLike '3 of 4 rows are wrong, nothing was done.*Line 3: *Line 4: *Line 5: *'
        Get-SentRequest $sandbox | Should -BeNullOrEmpty
        Test-Path "$file.audit.jsonl*" | Should -BeFalse
    }

    It 'refuses <Name> before anything is sent' -ForEach @(
        @{ Name = 'a file that is not there'; Lines = $null; Message = '*cannot be read*' }
        @{ Name = 'a file without the column'; Lines = 'Uii,Result', '1,SALE'; Message = '*column*Disposition*' }
        @{ Name = 'a quote that stays open'; Lines = 'Uii,Disposition', '1,"SALE'; Message = '*Line 2*not closed*' }
    ) {
        $path = $Lines ? (New-TestFile $Lines) : 'nowhere.csv'
        "$((Invoke-Runbook Set-DispositionFromCsv @{ Path = $path; WhatIf = $true }).Thrown)" | Should -BeLike $Message
        Get-SentRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'goes on after a row that fails, and tries it again, but never what may have been done' {
        $sandbox.AddFault(@{ Kind = 'DropAfterHandling'; PathContains = $uiis[0] })
        $sandbox.EndCall($uiis[3])
        $file = New-TestFile 'Uii,Disposition', "$($uiis[0]),SALE", "$($uiis[1]),NOPE", "$($uiis[2]),SALE", "$($uiis[3]),SALE"
        $run = Invoke-Runbook Set-DispositionFromCsv @{ Path = $file }
        $run.Output.Outcome | Should -Be 'Unknown', 'Refused', 'Done', 'Ended'
        "$($run.Thrown)" | Should -BeLike "2 of 4 *$($uiis[0])*$($uiis[1])*"
        Clear-SentRequest $sandbox
        $again = Invoke-Runbook Set-DispositionFromCsv @{ Path = $file }
        $again.Output.Outcome | Should -Be 'Unknown', 'Refused', 'AlreadyDone', 'Ended'
        $again.Output[0].Reason | Should -BeLike '*begun at*does not say*'
        (Get-Action $sandbox).Path | Should -Not -Match $uiis[0]
        Get-Action $sandbox | Should -HaveCount 2
    }

    It 'goes on where a run has stopped, and does not trust what that has left open' {
        $file = New-TestFile 'Uii,Disposition', "$($uiis[0]),SALE", "$($uiis[1]),SALE", "$($uiis[2]),SALE"
        $first = Invoke-Runbook Set-DispositionFromCsv @{ Path = $file; First = 2 }
        $first.Output.InputObject.Line | Should -Be 2, 3
        # As a run leaves it that dies before the answer is there.
        (Get-Content "$file.audit.jsonl") | Select-Object -SkipLast 1 | Set-Content "$file.audit.jsonl"
        $second = Invoke-Runbook Set-DispositionFromCsv @{ Path = $file; First = 1 }
        $second.Output.Outcome | Should -Be 'AlreadyDone', 'Unknown', 'Done'
        @(Get-Action $sandbox) | Should -HaveCount 3
    }

    It 'does nothing twice after a run that was killed as it waited for an answer' {
        $file = New-TestFile 'Uii,Disposition', "$($uiis[0]),SALE", "$($uiis[1]),SALE"
        $sandbox.AddFault(@{ Kind = 'Latency'; Delay = 60; PathContains = 'dispositionCall' })
        $started = Start-FreshPowerShell "Import-Module RingCx.PowerShell; & '$folder/Set-DispositionFromCsv.ps1' -Path '$file' -AccountId 12440011"
        try {
            Wait-Until { @(Get-SentRequest $sandbox '*/dispositionCall*').Count -eq 1 }
            $started.Process.Kill()
            $started.Process.WaitForExit()
        }
        finally { $null = Stop-FreshPowerShell $started -After 0 }

        $sandbox.ClearFaults()
        $run = Invoke-Runbook Set-DispositionFromCsv @{ Path = $file }
        $run.Output.Outcome | Should -Be 'Unknown', 'Done'
        @(Get-SentRequest $sandbox '*/dispositionCall*') | Should -HaveCount 2
    }

    It 'makes no file with -WhatIf, also where it signs in by itself' {
        $file = New-TestFile 'Uii,Disposition', "$($uiis[0]),SALE"
        (& (Join-Path $folder Set-DispositionFromCsv.ps1) -Path $file -AccountId 12440011 -WhatIf).Outcome | Should -BeExactly 'WhatIf'
        Test-Path "$file.*" | Should -BeFalse
    }

    It 'does nothing twice where two runs are at work with a file' {
        $file = New-TestFile (@('Uii,Disposition') + ($uiis | ForEach-Object { "$_,SALE" }))
        # As they come: a run that meets what the other has begun ends with an error, after its outcomes.
        $script = "Import-Module RingCx.PowerShell; & '$folder/Set-DispositionFromCsv.ps1' -Path '$file' -AccountId 12440011 | ForEach-Object Outcome"
        $runs = @(Stop-FreshPowerShell @(1..2 | ForEach-Object { Start-FreshPowerShell $script }))
        @($runs.Lines -eq 'Done') | Should -HaveCount 4
        @(Get-Action $sandbox) | Should -HaveCount 4
    }
}

Describe 'Start-CallFromCrm' {
    BeforeEach {
        $sandbox = Start-TestSandbox
        $arguments = @{ CallerId = '(800) 555-0100' }
    }

    AfterEach {
        Stop-TestSandbox $sandbox
    }

    It 'dials what the file says, once' {
        $arguments.Path = New-TestFile 'Customer,Mobile,Owner', 'A,+1 (650) 555-0123,Sam Rivera', 'B,650.555.0124,tom.becker@sandbox.example'
        $arguments += @{ PhoneColumn = 'Mobile'; AgentColumn = 'Owner'; RingSeconds = 20 }
        $run = Invoke-Runbook Start-CallFromCrm $arguments
        $run.Thrown | Should -BeNullOrEmpty
        $run.Output.Outcome | Should -Be 'Done', 'Done'
        $run.Output.Target | Should -Be 'sam.rivera@sandbox.example', 'tom.becker@sandbox.example'
        $run.Output | Out-String | Should -Not -Match '555'
        Get-Content "$($arguments.Path).audit.jsonl" -Raw | Should -Not -Match '555'
        (Get-Action $sandbox).RawQuery | Should -Be @(
            'username=sam.rivera%40sandbox.example&destination=%2B16505550123&ringDuration=20&callerId=8005550100'
            'username=tom.becker%40sandbox.example&destination=6505550124&ringDuration=20&callerId=8005550100')
        (Invoke-Runbook Start-CallFromCrm $arguments).Output.Outcome | Should -Be 'AlreadyDone', 'AlreadyDone'
        @(Get-Action $sandbox) | Should -HaveCount 2
    }

    It 'tells every wrong row with its line, and dials nobody' {
        $arguments.Path = New-TestFile 'Phone,Agent', '6505550123,Sam Rivera', '+1 650 555 0123,Tom Becker', '6.50555E+09,Sam Rivera', '6505550124.0,Sam Rivera', ',Sam Rivera', '6505550125,', '555-0199 x12,Sam Rivera', '6505550126.00,Sam Rivera', '+44 (020) 7946 0018,Sam Rivera'
        $arguments.WhatIf = $true
        $said = "$((Invoke-Runbook Start-CallFromCrm $arguments).Thrown)"
        $said | Should -BeLike '*lines are wrong*Line 4: *Line 5: *decimal*Line 6: *Line 7: *Line 9: *'
        $said | Should -Not -Match '650|0123'
        $arguments.Path = New-TestFile 'Mobile,Agent', '6505550123,Sam Rivera', '+1 650 555 0123,Tom Becker', '555-0199 x12,Sam Rivera', '+44 (020) 7946 0018,Sam Rivera'
        $said = "$((Invoke-Runbook Start-CallFromCrm ($arguments + @{ PhoneColumn = 'Mobile' })).Thrown)"
        $said | Should -BeLike "3 of 4 rows are wrong, nobody was called.*Line 3: *same number as in line 2*Line 4: *'x' (U+0078*Line 5: *"
        $said | Should -Not -Match '650|0123'
        Get-SentRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'dials what the module would, a trunk zero left out' {
        $arguments.Path = New-TestFile 'Phone,Agent', '+44 (0)20 7946 0018,Sam Rivera'
        (Invoke-Runbook Start-CallFromCrm $arguments).Thrown | Should -BeNullOrEmpty
        (Get-Action $sandbox).Query['destination'] | Should -BeExactly '+442079460018'
    }

    It 'dials nobody where an agent is unknown' {
        $arguments.Path = New-TestFile 'Phone,Agent', '6505550123,Sam Rivera', '6505550124,Sam'
        $run = Invoke-Runbook Start-CallFromCrm $arguments
        "$($run.Thrown)" | Should -BeLike "1 of 2 rows*Line 3: 0 agents are named 'Sam'."
        Get-Action $sandbox | Should -BeNullOrEmpty
        "$((Invoke-Runbook Start-CallFromCrm @{ Path = $arguments.Path; CallerId = 'x' }).Thrown)" | Should -BeLike '-CallerId is not*'
    }

    It 'never dials again what may have been dialled' {
        $sandbox.AddFault(@{ Kind = 'DropAfterHandling'; PathContains = 'createManualAgentCall' })
        $arguments.Path = New-TestFile 'Phone,Agent', '6505550123,Sam Rivera', '6505550124,Tom Becker'
        $run = Invoke-Runbook Start-CallFromCrm $arguments
        $run.Output.Outcome | Should -Be 'Unknown', 'Done'
        "$($run.Thrown)" | Should -BeLike '1 of 2 *1 Unknown*sam.rivera*'
        $again = Invoke-Runbook Start-CallFromCrm $arguments
        $again.Output.Outcome | Should -Be 'Unknown', 'AlreadyDone'
        $again.Thrown | Should -Not -BeNullOrEmpty
        @(Get-Action $sandbox) | Should -HaveCount 2
        # Somebody has looked and says so.
        (Get-Content "$($arguments.Path).audit.jsonl") -replace '"OutcomeUnknown"', '"Done"' | Set-Content "$($arguments.Path).audit.jsonl"
        (Invoke-Runbook Start-CallFromCrm $arguments).Thrown | Should -BeNullOrEmpty
    }

    It 'gives an agent one call in a run, and the next one in the next' {
        $arguments += @{ Path = New-TestFile 'Phone', '6505550123', '6505550124'; Username = 'sam.rivera@sandbox.example' }
        (Invoke-Runbook Start-CallFromCrm $arguments).Output.Outcome | Should -Be 'Done', 'Skipped'
        $busy = Invoke-Runbook Start-CallFromCrm $arguments
        $busy.Output.Outcome | Should -Be 'AlreadyDone', 'Refused'
        $busy.Thrown | Should -BeNullOrEmpty
        Wait-Until { $sandbox.GetCalls() | Where-Object AgentUsername -Like 'sam*' }
        $sandbox.EndCall(($sandbox.GetCalls() | Where-Object AgentUsername -Like 'sam*').Uii)
        (Invoke-Runbook Start-CallFromCrm $arguments).Output.Outcome | Should -Be 'AlreadyDone', 'Done'
        (Get-Action $sandbox).Query.destination | Should -Be '6505550123', '6505550124', '6505550124'
    }

    It 'waits for the end of an agent''s call where it is told to, dials no more than it may' {
        Mock Wait-RcxCall { $sandbox.EndCall($InputObject.Uii) }
        $arguments += @{ Path = New-TestFile 'Phone', '6505550123', '6505550124', '6505550125'; Username = 'Sam Rivera'; WaitSeconds = 60; First = 2 }
        $run = Invoke-Runbook Start-CallFromCrm $arguments
        $run.Output.Outcome | Should -Be 'Done', 'Done'
        $run.Output[0].Result.Uii | Should -Not -BeNullOrEmpty
        Should -Invoke Wait-RcxCall -Exactly 1
    }
}

Describe 'Clear-PendingDisposition' {
    BeforeEach {
        $sandbox = Start-TestSandbox
        $uii = Get-TestUii $sandbox
        $arguments = Get-Argument Clear-PendingDisposition $uii
        . ([scriptblock]::Create($endedCall))
    }

    AfterEach {
        Stop-TestSandbox $sandbox
    }

    It 'sets the disposition of a call that has ended without one, after the time that its agent has' {
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        $arguments.GraceSeconds = 3
        $run = Invoke-Runbook Clear-PendingDisposition ($arguments + @{ QueueName = 'Support' } )
        $run.Thrown | Should -BeNullOrEmpty
        $run.Output | Should -HaveCount 1
        $run.Output.Uii | Should -Be $uii
        "$($run.Output.Outcome)" | Should -Be Done
        @(Get-Action $sandbox) | Should -HaveCount 1
        # A second until the next listing, and what the agent has.
        $clock.Elapsed.TotalSeconds | Should -BeGreaterThan 2.5
        # It is over now: a second one would find nothing.
        "$((Set-RcxDisposition RESOLVED -Uii $uii -AsOutcome -WarningAction Ignore).Outcome)" | Should -Be Ended
    }

    It 'leaves calls of other queues alone, and says where a name selects nothing' {
        $run = Invoke-Runbook Clear-PendingDisposition ($arguments + @{ QueueName = 'Billing', '"Support"' })
        $run.Output | Should -BeNullOrEmpty
        $run.Warnings | Should -BeLike '*"Support"*'
        Get-Action $sandbox | Should -BeNullOrEmpty
    }

    It 'names the agents who waited before it began, whom it cannot release' {
        $sandbox.AwaitDisposition($uii)
        $run = Invoke-Runbook Clear-PendingDisposition ($arguments + @{ WhatIf = $true })
        $run.Warnings | Should -HaveCount 1
        $run.Warnings | Should -BeLike '*cannot be set here*: Paco Vu (0:00:0*'
        $run.Output.Uii | Should -Not -Contain $uii
        $run.Thrown | Should -BeNullOrEmpty
    }

    It 'does its work without reporting rights' {
        Connect-Rcx -Jwt $sandbox.GetSecret('WithoutReportsJwt')
        $run = Invoke-Runbook Clear-PendingDisposition $arguments
        $run.Errors | Should -BeNullOrEmpty
        $run.Warnings | Should -BeNullOrEmpty
        "$($run.Output.Outcome)" | Should -Be Done
    }

    It 'fails where the queue does not have the disposition' {
        $arguments.Disposition = 'NONE'
        $run = Invoke-Runbook Clear-PendingDisposition $arguments
        "$($run.Output.Outcome)" | Should -Be Refused
        "$($run.Thrown)" | Should -BeLike '1 of 1 *1 Refused*'
    }

    It 'fails where nobody knows whether it was set' {
        $sandbox.AddFault(@{ Kind = 'DropAfterHandling'; PathContains = 'dispositionCall' })
        $run = Invoke-Runbook Clear-PendingDisposition $arguments
        "$($run.Output.Outcome)" | Should -Be Unknown
        "$($run.Thrown)" | Should -BeLike '1 of 1 *1 Unknown*'
    }
}

Describe 'Move-ClosedQueueCall' {
    BeforeEach {
        $sandbox = Start-TestSandbox
    }

    AfterEach {
        Stop-TestSandbox $sandbox
    }

    It 'moves who waits in a closed queue, and nobody else' {
        . ([scriptblock]::Create($closedQueue))
        $run = Invoke-Runbook Move-ClosedQueueCall @{ TargetQueue = 'Night desk' }
        $run.Thrown | Should -BeNullOrEmpty
        $run.Output.Outcome | Should -Be 'Done', 'Done'
        $run.Output.InputObject.DestinationName | Should -Be 'Support', 'Support'
        ($sandbox.GetCalls() | Where-Object Uii -In $run.Output.Uii).GateId | Should -Be 40011, 40011
        (Invoke-Runbook Move-ClosedQueueCall @{ TargetQueue = 'Night desk' }).Output | Should -BeNullOrEmpty
    }

    It 'moves no more than it may, only from the queues that it is told, and goes on after a call that fails' {
        . ([scriptblock]::Create($closedQueue))
        (Invoke-Runbook Move-ClosedQueueCall @{ TargetQueue = '40011'; QueueName = 'Sales', 'Bill*' }).Output | Should -BeNullOrEmpty
        (Invoke-Runbook Move-ClosedQueueCall @{ TargetQueue = '40011'; MaximumCalls = 1; WhatIf = $true }).Output | Should -HaveCount 1
        $sandbox.AddFault(@{ Kind = 'DropAfterHandling'; PathContains = 'requeueCall' })
        $run = Invoke-Runbook Move-ClosedQueueCall @{ TargetQueue = '40011' }
        $run.Output.Outcome | Should -Be 'Unknown', 'Done'
        "$($run.Thrown)" | Should -BeLike '1 of 2 *1 Unknown*'
    }

    It 'moves nobody where all queues are in use' {
        (Invoke-Runbook Move-ClosedQueueCall @{ TargetQueue = 'Night desk' }).Output | Should -BeNullOrEmpty
        Get-Action $sandbox | Should -BeNullOrEmpty
    }

    It 'says that <Name>' -ForEach @(
        @{ Name = 'the target is closed'; Arguments = @{ TargetQueue = 'Overflow' }; Message = '0 queues in use are named*' }
        @{ Name = 'the target is not there'; Arguments = @{ TargetQueue = 'Nowhere' }; Message = '0 queues in use are named*' }
        @{ Name = 'a source is not there'; Arguments = @{ TargetQueue = 'Sales'; QueueName = '"Support"' }; Message = '*"Support"*' }
        @{ Name = 'a pattern matches no queue'; Arguments = @{ TargetQueue = 'Sales'; QueueName = 'X*' }; Message = 'No queue is named X*' }
    ) {
        $run = Invoke-Runbook Move-ClosedQueueCall $Arguments
        "$($run.Thrown)$($run.Warnings)" | Should -BeLike $Message
        Get-Action $sandbox | Should -BeNullOrEmpty
    }
}

Describe 'Watch-QueueWait' {
    BeforeEach {
        $sandbox = Start-TestSandbox
    }

    AfterEach {
        Stop-TestSandbox $sandbox
    }

    It 'tells each queue with a wait over the limit' {
        $run = Invoke-Runbook Watch-QueueWait @{ MaximumSeconds = 100; TimeoutSeconds = 1 }
        $run.Thrown | Should -BeNullOrEmpty
        $run.Output.Queue | Should -Be 'Billing', 'Support'
        $run.Output[0].LongestWait.TotalSeconds | Should -BeGreaterThan 100
        $run.Output[0].InputObject.Uii | Should -Not -BeNullOrEmpty
        (Invoke-Runbook Watch-QueueWait @{ MaximumSeconds = 100; TimeoutSeconds = 1; QueueName = 'S*' }).Output.Queue | Should -Be 'Support'
        "$((Invoke-Runbook Watch-QueueWait @{ QueueName = 'X*' }).Thrown)" | Should -BeLike 'No queue is named X*'
        "$((Invoke-Runbook Watch-QueueWait @{ QueueName = '"Support"' }).Thrown)" | Should -BeLike '*"Support"*'
        Get-Action $sandbox | Should -BeNullOrEmpty
    }

    It 'tells a crossing once, until the queue has been within its limit, and posts it' {
        $waits = [System.Collections.Generic.Queue[object]]::new([object[]] @(100, 250, 260, $null, 300, $null))
        Mock Get-RcxActiveCall {
            $wait = $waits.Count ? $waits.Dequeue() : $null
            if ($wait) { [pscustomobject] @{ Uii = '20261'; AgentName = $null; DestinationName = 'Billing'; QueueTime = [timespan]::FromSeconds($wait); At = [datetime]::UtcNow } }
        }
        Mock Invoke-RestMethod { }
        $run = Invoke-Runbook Watch-QueueWait @{ MaximumSeconds = 200; TimeoutSeconds = 8; IntervalSeconds = 1; WebhookUri = 'https://chat.example/hook' }
        $run.Output.LongestWait.TotalSeconds | Should -Be 250, 300
        $run.Output.Outcome | Should -Be 'Done', 'Done'
        Should -Invoke Invoke-RestMethod -Exactly 2 -ParameterFilter { "$Uri" -eq 'https://chat.example/hook' -and ($Body | ConvertFrom-Json).text -like 'Billing: 1 waiting over 200 s*' }
    }

    It 'fails at its end where the webhook is not reached, and does not show its address' {
        Mock Invoke-RestMethod { throw 'no route to https://chat.example/hook' }
        $run = Invoke-Runbook Watch-QueueWait @{ MaximumSeconds = 100; TimeoutSeconds = 1; WebhookUri = 'https://chat.example/hook' }
        $run.Output.Outcome | Should -Be 'Failed', 'Failed'
        "$($run.Thrown)" | Should -BeLike '2 of 2 *2 Failed*Billing*'
        "$($run.Output.Reason) $($run.Thrown)" | Should -Not -Match 'chat\.example'
        (Invoke-Runbook Watch-QueueWait @{ MaximumSeconds = 100; WebhookUri = 'https://chat.example/hook'; WhatIf = $true }).Output.Outcome | Should -Be 'WhatIf', 'WhatIf'
        Should -Invoke Invoke-RestMethod -Exactly 2
    }
}

Describe 'Write-QueueSnapshot' {
    BeforeAll {
        $runbook = Join-Path $folder Write-QueueSnapshot.ps1
        # Each look takes a while; the n-th may do something besides.
        $look = { $clock.Looks++; $clock.Now = $clock.Now.AddSeconds(7.3); . $during; & $command @PesterBoundParameters }
        $command = Get-Command Get-RcxQueueState -CommandType Cmdlet

        function Invoke-Snapshot([hashtable] $More = @{}) {
            $with = @{ Path = $path; Connection = Get-RcxConnection; DurationSeconds = 180 }
            foreach ($name in $More.Keys) { $with[$name] = $More[$name] }
            Invoke-Collected { & $runbook @with }
        }

        function Get-Moment { (Import-Csv -LiteralPath $path).Time | Select-Object -Unique | ForEach-Object { $_.Substring(11) } }

        function Assert-Whole {
            $bytes = [System.IO.File]::ReadAllBytes($path)
            $bytes[-1] | Should -Be 10
            $lines = @([System.Text.Encoding]::UTF8.GetString($bytes) -split "`n" | Select-Object -SkipLast 1)
            $lines | ForEach-Object { $_ | Should -Match '^"Time",("\w+",){34}"At"$|^"2026-[^"]+Z",("[^"]*",){34}"2026-[^"]+Z"$' }
            @($lines -match '^"Time"') | Should -HaveCount 1
        }
    }

    BeforeEach {
        $sandbox = Start-TestSandbox
        $path = Join-Path $TestDrive "$([guid]::NewGuid().ToString('n')).csv"
        # Nobody waits for minutes to pass.
        $clock = @{ Now = [datetime] '2026-11-27T12:00:20'; Looks = 0; Slept = 0 }
        $during = { }
        Mock Get-Date { $clock.Now }
        Mock Start-Sleep {
            $clock.Slept++
            $clock.Now = $clock.Now.AddMilliseconds($PesterBoundParameters['Milliseconds'] ?? 1000 * $PesterBoundParameters['Seconds'])
        }
    }

    AfterEach {
        Stop-TestSandbox $sandbox
    }

    It 'appends a row for each queue every minute, which does not drift, below one header' {
        Mock Get-RcxQueueState $look
        $run = Invoke-Snapshot @{ DurationSeconds = 1200 }
        $run.Thrown | Should -BeNullOrEmpty
        $run.Warnings | Should -BeNullOrEmpty
        $run.Output | Should -HaveCount 1
        ("$($run.Output.Outcome)", $run.Output.Rows, $run.Output.Written, $run.Output.Missed) | Should -Be 'Done', 100, 20, 0
        $rows = @(Import-Csv -LiteralPath $path)
        $live = @(Get-RcxQueueState -Channel Voice -AsRow)
        $rows[0].PSObject.Properties.Name | Should -Be (@('Time') + $live[0].PSObject.Properties.Name)
        $rows.GateName | Select-Object -First 6 | Should -Be 'Sales', 'Support', 'Billing', 'Night desk', 'Overflow', 'Sales'
        ($rows[0].InQueue, $rows[0].Presented, $rows[4].ServiceLevel) | Should -Be "$($live[0].InQueue)", "$($live[0].Presented)", ''
        Get-Moment | Should -Be @(0..19 | ForEach-Object { '12:{0:00}:00Z' -f $_ })
        Assert-Whole
        # Twenty minutes, each slept through at once.
        $clock.Slept | Should -Be 19
    }

    It 'goes on in a file that is there, also with the header as a spreadsheet saves it' {
        $null = Invoke-Snapshot @{ DurationSeconds = 60 }
        $clock.Now = $clock.Now.AddHours(1)
        $null = Invoke-Snapshot @{ DurationSeconds = 60 }
        Assert-Whole
        Get-Moment | Should -Be '12:00:00Z', '13:00:00Z'
        $lines = [System.IO.File]::ReadAllLines($path)
        $lines[0] = $lines[0] -replace '"'
        [System.IO.File]::WriteAllLines($path, $lines)
        $clock.Now = $clock.Now.AddHours(1)
        (Invoke-Snapshot @{ DurationSeconds = 60 }).Thrown | Should -BeNullOrEmpty
        Get-Moment | Should -Be '12:00:00Z', '13:00:00Z', '14:00:00Z'
        Import-Csv -LiteralPath $path | Should -HaveCount 15
    }

    It 'writes no text that a spreadsheet would take for a formula, and the same numbers in every culture' {
        $names = '=1+1', '+1+1', '-1+1', '@SUM(A1)', "`t=1", ' =1', "$([char] 0xFF1D)1", 'Sales', "K$([char] 0xE4)se", 'a"b', "a`r`nb", 'A=1'
        Mock Get-RcxQueueState {
            $row = @(& $command @PesterBoundParameters)[0]
            foreach ($name in $names) { $copy = $row.PSObject.Copy(); $copy.GateName = $name; $copy.ServiceLevel = -0.5; $copy }
        }
        $before = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'de-DE'
            $null = Invoke-Snapshot @{ DurationSeconds = 60 }
        }
        finally { [cultureinfo]::CurrentCulture = $before }

        $rows = Import-Csv -LiteralPath $path
        $rows.GateName | Should -Be "'=1+1", "'+1+1", "'-1+1", "'@SUM(A1)", "' =1", "' =1", "'$([char] 0xFF1D)1", 'Sales', "K$([char] 0xE4)se", 'a"b', 'a  b', 'A=1'
        $rows.ServiceLevel | Select-Object -Unique | Should -BeExactly '-0.5'
        [System.IO.File]::ReadAllBytes($path)[0] | Should -Be 34 -Because 'there is no mark before the header'
    }

    It 'writes both channels where it is told to, and no row where one of them did not answer' {
        $run = Invoke-Snapshot @{ DurationSeconds = 60; Channel = 'Voice', 'Chat' }
        $run.Output.Rows | Should -Be 7
        (Import-Csv -LiteralPath $path).Channel | Select-Object -Unique | Should -Be 'Voice', 'Chat'
        $clock.Now = $clock.Now.AddHours(1)
        $sandbox.AddFault(@{ Kind = 'ForeignJson'; PathContains = 'realTimeData/chat' })
        $run = Invoke-Snapshot @{ DurationSeconds = 120; Channel = 'Voice', 'Chat' }
        ($run.Output.Rows, $run.Output.Missed) | Should -Be 7, 1
        Get-Moment | Should -Be '12:00:00Z', '13:01:00Z'
    }

    It 'lives through looks that fail: a gap, and no zeros' {
        $sandbox.AddFault(@{ Kind = 'ForeignJson'; Count = 2; SkipFirst = 1; PathContains = 'realTimeData' })
        $run = Invoke-Snapshot @{ DurationSeconds = 240 }
        $run.Errors | Should -BeNullOrEmpty
        ("$($run.Output.Outcome)", $run.Output.Rows, $run.Output.Written, $run.Output.Missed) | Should -Be 'Done', 10, 2, 2
        $run.Output.Reason | Should -BeExactly '10 rows; 2 of 4 intervals were missed.'
        $run.Warnings | Should -HaveCount 2
        $run.Warnings[0] | Should -BeLike 'No rows for 2026-11-27T12:01:00Z. *'
        Get-Moment | Should -Be '12:00:00Z', '12:03:00Z'
        Assert-Whole
    }

    It 'puts an answer that came late where it came, and counts what it missed' {
        $during = { if ($clock.Looks -eq 2) { $clock.Now = $clock.Now.AddSeconds(130) } }
        Mock Get-RcxQueueState $look
        $run = Invoke-Snapshot @{ DurationSeconds = 300 }
        ($run.Output.Rows, $run.Output.Missed) | Should -Be 15, 2
        Get-Moment | Should -Be '12:00:00Z', '12:03:00Z', '12:04:00Z'
    }

    It 'misses a minute in which another writes to the file for long, and waits where it is short' {
        $during = {
            if ($clock.Looks -eq 2) { $clock.Other = [System.IO.File]::Open($path, 'Open', 'ReadWrite', 'ReadWrite') }
            elseif ($clock.Looks -eq 3) { $clock.Other.Dispose() }
        }
        Mock Get-RcxQueueState $look
        $run = Invoke-Snapshot
        $run.Output.Missed | Should -Be 1
        $run.Warnings | Should -BeLike 'No rows for 2026-11-27T12:01:00Z. *'
        $clock.Now = [datetime] '2026-11-27T13:00:00'
        Mock Start-Sleep { $clock.Other.Dispose() } -ParameterFilter { $Seconds -eq 1 }
        $clock.Looks = 1
        $run = Invoke-Snapshot @{ DurationSeconds = 60 }
        $run.Output.Missed | Should -Be 0
        Get-Moment | Should -Be '12:00:00Z', '12:02:00Z', '13:00:00Z'
        Assert-Whole
    }

    It 'fails where it never got an answer, and ends at once where it has no right to one' {
        $sandbox.AddFault(@{ Kind = 'ForeignJson'; Count = -1; PathContains = 'realTimeData' })
        $run = Invoke-Snapshot
        ("$($run.Output.Outcome)", $run.Output.Rows, $run.Output.Missed) | Should -Be 'Failed', 0, 3
        $run.Thrown.FullyQualifiedErrorId | Should -BeLike 'OutcomesFailed,*'
        $sandbox.ClearFaults()
        Connect-Rcx -Jwt $sandbox.GetSecret('WithoutReportsJwt')
        Clear-SentRequest $sandbox
        $run = Invoke-Snapshot
        "$($run.Output.Outcome)" | Should -Be Failed
        $run.Output.Reason | Should -BeLike '*reporting rights*'
        $run.Thrown.FullyQualifiedErrorId | Should -BeLike 'OutcomesFailed,*'
        @(Get-SentRequest $sandbox '*realTimeData*') | Should -HaveCount 1
        Get-Moment | Should -BeNullOrEmpty
    }

    It 'refuses <Name> before anything is sent' -ForEach @(
        @{ Name = 'a file with other columns'; Text = "Time,Queue`n1,2`n" }
        @{ Name = 'a file with fewer columns'; Text = "Time,GateId,GateName`n" }
        @{ Name = 'a file without a header'; Text = "`n1,2`n" }
    ) {
        [System.IO.File]::WriteAllText($path, $Text)
        foreach ($whatIf in $true, $false) {
            "$((Invoke-Snapshot @{ WhatIf = $whatIf }).Thrown)" | Should -BeLike "*$path* has other columns.*"
        }

        [System.IO.File]::ReadAllText($path) | Should -BeExactly $Text
        Get-SentRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'refuses a folder that is not there before anything is sent' {
        $path = Join-Path $TestDrive nowhere queues.csv
        (Invoke-Snapshot).Thrown | Should -Not -BeNullOrEmpty
        Get-SentRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'makes no file with -WhatIf' {
        $run = Invoke-Snapshot @{ WhatIf = $true }
        ("$($run.Output.Outcome)", $run.Output.Rows, $run.Output.Reason) | Should -Be 'WhatIf', 5, '5 rows every 60 s.'
        Test-Path -LiteralPath $path | Should -BeFalse
    }

    It 'removes a part of a line, and says so' {
        $null = Invoke-Snapshot @{ DurationSeconds = 60 }
        $before = [System.IO.File]::ReadAllText($path)
        [System.IO.File]::AppendAllText($path, '"2026-11-27T12:01:00Z","40001","Sal')
        $clock.Now = $clock.Now.AddHours(1)
        $run = Invoke-Snapshot @{ DurationSeconds = 60 }
        $run.Warnings | Should -HaveCount 1
        $run.Warnings | Should -BeLike "$path ended within a line*"
        [System.IO.File]::ReadAllText($path) | Should -BeLike "$before*"
        Assert-Whole
        Get-Moment | Should -Be '12:00:00Z', '13:00:00Z'
    }

    It 'leaves whole rows where its process is killed' {
        $started = Start-FreshPowerShell "Import-Module RingCx.PowerShell; & '$runbook' -Path '$path' -AccountId 12440011 -IntervalSeconds 3600 -DurationSeconds 86400"
        try {
            Wait-Until { @(Get-Content -LiteralPath $path -ErrorAction Ignore).Count -gt 1 }
            $started.Process.Kill()
            $started.Process.WaitForExit()
        }
        finally { $null = Stop-FreshPowerShell $started -After 0 }

        Assert-Whole
        Import-Csv -LiteralPath $path | Should -HaveCount 5
        (Invoke-Snapshot @{ DurationSeconds = 60 }).Warnings | Should -BeNullOrEmpty
        Assert-Whole
        Import-Csv -LiteralPath $path | Should -HaveCount 10
    }
}

Describe 'A runbook made of the template' {
    BeforeEach {
        $sandbox = Start-TestSandbox
        $template = Get-Content (Join-Path $folder _template.ps1)
        $mine = 'Where-Object { $_.Duration.TotalMinutes -gt 3 -and $_.AgentName } | Stop-RcxCall @with -Force -AsOutcome |'
        $file = New-TestFile ($template -replace '^.*# <-- YOURS.*$', $mine.Replace('$', '$$')) -Extension ps1
    }

    AfterEach {
        Stop-TestSandbox $sandbox -AllowBadRequest
    }

    It 'has one line to replace, and does no harm as it is' {
        @($template -match '# <-- YOURS') | Should -HaveCount 1
        @(Get-CodeLine (Join-Path $folder _template.ps1)).Count | Should -BeLessOrEqual 20
        (& (Join-Path $folder _template.ps1)).Outcome | Should -BeExactly 'Done'
        (Get-Action $sandbox).Path | Should -BeLike '*/pingCall'
    }

    It 'works: signs in and out, acts, and shows what it would do with -WhatIf' {
        (& $file -WhatIf).Outcome | Should -Be 'WhatIf', 'WhatIf'
        Get-Action $sandbox | Should -BeNullOrEmpty
        (& $file -SignIn @{ AccountId = '12440011' }).Outcome | Should -Be 'Done', 'Done'
        @(Get-Action $sandbox) | Should -HaveCount 2
        @(Get-SentRequest $sandbox '*/oauth/revoke*') | Should -HaveCount 2
        & $file -Connection (Get-RcxConnection) | Should -BeNullOrEmpty
        @(Get-SentRequest $sandbox '*/oauth/revoke*') | Should -HaveCount 2
    }

    It 'makes the job fail where something in it has failed, after all the others' {
        $sandbox.AddFault(@{ Kind = 'ForeignPage'; StatusCode = 404; PathContains = 'hangupCall' })
        $run = Invoke-Collected { & $file }
        $run.Output.Outcome | Should -Be 'Unknown', 'Done'
        $run.Thrown.FullyQualifiedErrorId | Should -BeLike 'OutcomesFailed,*'
    }
}
