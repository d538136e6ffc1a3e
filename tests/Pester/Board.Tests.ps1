# The board: as a page, in a terminal, and where there is no terminal for it. What it shows and what its keys do in every case is tested
# without a terminal, in RingCx.Board.Tests.

BeforeDiscovery {
    # It gives a program a terminal; macOS has another script.
    $hasTerminal = $IsLinux -and (Get-Command script -CommandType Application -ErrorAction Ignore)
}

BeforeAll {
    Import-Module RingCx.PowerShell
    Import-Module "$PSScriptRoot/Support.psm1"
    $ErrorActionPreference = 'Stop'

    # The page, taken apart; what is not well-formed fails.
    function Get-Page([string] $Path) {
        $text = [System.IO.File]::ReadAllText($Path)
        $page = [xml] ($text -replace '^<!DOCTYPE html>\n')
        $calls = $page.SelectNodes('//table[caption="Calls"]/tbody/tr')
        [pscustomobject] @{
            Text    = $text
            Title   = $page.html.head.title
            Queues  = @($page.SelectNodes('//table[caption="Queues"]/tbody/tr') | ForEach-Object { $_.th.InnerText })
            Agents  = @($page.SelectNodes('//table[caption="Agents on calls" or caption="Agents"]/tbody/tr/th') | ForEach-Object InnerText)
            OnCalls = @($page.SelectNodes('//table[caption="Agents"]/tbody/tr[td="ON_CALL"]/th') | ForEach-Object InnerText)
            Floor   = @($page.SelectNodes('//table[caption="Agents"]/tbody/tr') | ForEach-Object { ($_.ChildNodes | ForEach-Object InnerText) -join '|' })
            Figures = @($page.SelectNodes('//table[caption="Queues"]/tbody/tr') | ForEach-Object { ($_.ChildNodes | ForEach-Object InnerText) -join '|' })
            Note    = $page.SelectNodes('//p[@class="note"]') | ForEach-Object InnerText
            Calls   = @($calls | ForEach-Object { , @($_.SelectNodes('td') | ForEach-Object InnerText) })
            Levels  = @($calls | ForEach-Object { $_.GetAttribute('class') })
        }
    }

    # Shows a board in a terminal of its own, on the sandbox of the environment.
    function Start-Board([string] $Arguments = '', [int] $Columns = 80, [int] $Rows = 24) {
        $fresh = New-FreshScript "Import-Module RingCx.PowerShell; Connect-Rcx -SupervisorPhone +15554150123; Show-RcxCallBoard $Arguments; 'the board has ended'"
        $command = (@($fresh.Program) + $fresh.Arguments | ForEach-Object { "'$_'" }) -join ' '
        $start = [System.Diagnostics.ProcessStartInfo]::new('script')
        foreach ($argument in '-qfc', "stty cols $Columns rows $Rows; TERM=xterm-256color exec $command", '/dev/null') { $start.ArgumentList.Add($argument) }
        $start.RedirectStandardInput = $start.RedirectStandardOutput = $true
        $process = [System.Diagnostics.Process]::Start($start)
        @{ Process = $process; File = $fresh.File; Lines = @('') * $Rows; Text = ''; Buffer = [char[]]::new(65536); Reading = $null }
    }

    # Waits until the screen says something, and gives the screen.
    function Wait-Board([hashtable] $Board, [string] $Words) {
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        while (($screen = $Board.Lines -join "`n") -notmatch $Words -and $Board.Text -notmatch $Words) {
            if ($clock.Elapsed.TotalSeconds -gt 30) { throw "The board never said '$Words':`n$screen`n$($Board.Text)" }
            $Board.Reading ??= $Board.Process.StandardOutput.ReadAsync($Board.Buffer, 0, $Board.Buffer.Length)
            if ($Board.Reading.Wait(100)) {
                $Board.Text += [string]::new($Board.Buffer, 0, $Board.Reading.Result)
                $Board.Reading = $null
                # Frame by frame: each puts the lines that changed in their places.
                while ($Board.Text -match '^(?s)(.*?)\x1b\[\?2026l(.*)$') {
                    $frame, $Board.Text = $Matches[1, 2]
                    foreach ($piece in $frame -split '(?=\x1b\[\d+;1H)') {
                        if ($piece -match '(?s)^\x1b\[(\d+);1H(.*)$') { $Board.Lines[[int] $Matches[1] - 1] = $Matches[2] -replace '\x1b\[[0-9;?]*[A-Za-z]' }
                    }
                }
            }
        }

        $screen
    }

    function Send-Key([hashtable] $Board, [string] $Keys) {
        $Board.Process.StandardInput.Write($Keys)
        $Board.Process.StandardInput.Flush()
    }

    function Stop-Board([hashtable] $Board) {
        try {
            if (-not $Board.Process.HasExited) { $Board.Process.Kill($true) }
            $Board.Process.WaitForExit()
        }
        finally {
            $Board.Process.Dispose()
            Remove-Item -LiteralPath $Board.File
        }
    }
}

Describe 'Export-RcxCallBoard' {
    BeforeEach {
        $sandbox = Start-TestSandbox
        $path = Join-Path $TestDrive "$([guid]::NewGuid().ToString('n')).html"
    }

    AfterEach {
        $sandbox.ClearFaults()
        Stop-TestSandbox $sandbox
    }

    It 'writes what the listing says, the longest wait first' {
        Export-RcxCallBoard $path | Should -BeNullOrEmpty
        $page = Get-Page $path
        $calls = @(Get-RcxActiveCall)
        $page.Calls | Should -HaveCount $calls.Count
        $waiting = @($calls | Where-Object { -not $_.AgentName } | Sort-Object QueueTime -Descending)
        $page.Calls[0][1] | Should -BeExactly $waiting[0].DestinationName
        $page.Calls[0][2] | Should -BeExactly '(waiting)'
        $page.Calls[0][3] | Should -BeExactly "******$($waiting[0].Ani.Substring(6))"
        $page.Levels[0] | Should -BeExactly 'critical'
        $page.OnCalls | Sort-Object | Should -Be @($calls.AgentName | Where-Object { $_ } | Sort-Object)
        $page.Queues | Should -Contain 'Support'
        # A queue that is out of use, and without calls.
        $page.Queues | Should -Not -Contain 'Overflow'
        $page.Title | Should -BeExactly 'Calls in progress'
        [System.IO.File]::ReadAllBytes($path)[0] | Should -Be 0x3C
    }

    It 'is ended by Ctrl+C if its file is on a share that hangs' -Tag NotOnWindows {
        # A pipe that nobody reads hangs as a share does: opening it waits.
        mkfifo $path
        $run = Stop-WhenReached { 'begun'; Export-RcxCallBoard $path -Connection $connection } @{ path = $path; connection = Get-RcxConnection } {
            @(Get-SentRequest $sandbox '*withChildren*').Count -gt 0 -and $args[1].Count -gt 0
        }
        $run.State | Should -BeExactly 'Stopped'
        $run.Errors | Should -BeNullOrEmpty
    }

    It 'shows only the last four digits of phone numbers, and needs no external resources' {
        Export-RcxCallBoard $path
        $page = Get-Page $path
        foreach ($call in Get-RcxActiveCall) {
            $page.Text.Contains($call.Ani) | Should -BeFalse
            $page.Text.Contains($call.Uii) | Should -BeFalse
        }

        $page.Text | Should -Not -Match '\d{7}|https?:|<script|<link|<img|url\(|@import'
    }

    It 'takes the thresholds' {
        Export-RcxCallBoard $path -WaitWarning 1000 -WaitCritical 00:30:00 -CallWarning 60
        $page = Get-Page $path
        $page.Levels | Should -Not -Contain 'critical'
        for ($i = 0; $i -lt $page.Calls.Count; $i++) {
            $isLong = $page.Calls[$i][2] -ne '(waiting)' -and $page.Calls[$i][0] -notmatch '(^|\s)0:'
            $page.Levels[$i] | Should -BeExactly $(if ($isLong) { 'warning' } else { '' })
        }

        $page.Levels | Should -Contain 'warning'
    }

    It 'takes the filters' {
        Export-RcxCallBoard $path -AgentName *vu
        (Get-Page $path).Agents | Should -Be 'Paco Vu'
        (Get-Page $path).Calls | Should -HaveCount 1
        Export-RcxCallBoard $path -GateId (Get-RcxQueue Support)
        (Get-Page $path).Queues | Should -Be 'Support'
        @((Get-Page $path).Calls | ForEach-Object { $_[1] } | Sort-Object -Unique) | Should -Be 'Support'
        Get-RcxQueue -Name Sales | Export-RcxCallBoard $path
        (Get-Page $path).Queues | Should -Be 'Sales'
        Get-RcxAccount | Export-RcxCallBoard $path
        (Get-Page $path).Calls.Count | Should -BeGreaterThan 5
    }

    It 'has a title that is plain text, and is reloaded with -Refresh' {
        Export-RcxCallBoard $path -Title '<b>Sales & "more"' -Refresh 30
        $page = Get-Page $path
        $page.Title | Should -BeExactly '<b>Sales & "more"'
        $page.Text.Contains('<meta http-equiv="refresh" content="30" />') | Should -BeTrue
    }

    It 'emits the file with -PassThru' {
        $file = Export-RcxCallBoard $path -PassThru
        $file | Should -BeOfType ([System.IO.FileInfo])
        $file.FullName | Should -BeExactly $path
        $file.Length | Should -BeGreaterThan 1000
    }

    It 'takes the path as PowerShell does: <Given>' -ForEach @(
        @{ Given = 'board.html' }
        @{ Given = 'RcxBoard:/board.html' }
        @{ Given = 'board [1].html' }
    ) {
        $folder = (New-Item (Join-Path $TestDrive ([guid]::NewGuid().ToString('n'))) -ItemType Directory).FullName
        $null = New-PSDrive RcxBoard FileSystem $folder
        Push-Location $folder
        try {
            $file = Export-RcxCallBoard $Given -PassThru
        }
        finally {
            Pop-Location
            Remove-PSDrive RcxBoard
        }

        $file.FullName | Should -BeExactly (Join-Path $folder ($Given -replace '^.*/'))
        (Get-Page $file.FullName).Calls.Count | Should -BeGreaterThan 5
    }

    It 'overwrites a file, a read-only one only with -Force, and none with -NoClobber' {
        Set-Content $path 'before'
        Export-RcxCallBoard $path
        Get-Content $path -Raw | Should -Not -Match 'before'
        Set-Content $path 'mine'
        (Invoke-Collected { Export-RcxCallBoard $path -NoClobber }).Thrown.FullyQualifiedErrorId | Should -BeLike 'FileNotWritten,*'
        Get-Content $path | Should -BeExactly 'mine'
        Set-ItemProperty $path IsReadOnly $true
        Export-RcxCallBoard $path -Force
        (Get-Page $path).Calls.Count | Should -BeGreaterThan 5
    }

    It 'writes nothing with -WhatIf' {
        Export-RcxCallBoard $path -WhatIf
        $path | Should -Not -Exist
    }

    It 'has the agents'' states and the queues'' figures, by one request each' {
        $sandbox.SetAgentState('tom.becker@sandbox.example', 'TRAINING')
        Export-RcxCallBoard $path
        Get-SentRequest $sandbox '*realTimeData*' | ForEach-Object { $_.Path -replace '.*/' } | Should -Be 'agent', 'inbound'
        $page = Get-Page $path
        $states = @(Get-RcxAgentState)
        $page.Floor | Should -HaveCount $states.Count
        $page.Floor -match '^Paco Vu\|ON_CALL\|.*\|Support$' | Should -HaveCount 1
        $page.Floor -match '^Tom Becker\|TRAINING\|' | Should -HaveCount 1
        # Whoever is available is last.
        $page.Floor[-1] | Should -Match '\|AVAILABLE\|'
        $support = Get-RcxQueueState Support
        $page.Figures -match "^Support\|.*\|$($support.Staffed)\|$($support.Available)\|$([Math]::Floor($support.ServiceLevel * 100 + 1e-9))%$" | Should -HaveCount 1
        $page.Note | Should -BeNullOrEmpty
        foreach ($agent in $states | Where-Object Ani) { $page.Text.Contains($agent.Ani) | Should -BeFalse }
    }

    It 'marks agents by their state and a pending disposition' {
        $uii = (Get-RcxActiveCall -AgentName Vu).Uii
        $sandbox.AwaitDisposition($uii)
        $sandbox.Advance(100)
        Export-RcxCallBoard $path -AwayWarning 1000000 -PendingWarning 60
        @((Get-Page $path).Floor -match '\|(warning|critical)') -notmatch '^Paco Vu' | Should -BeNullOrEmpty
        (Get-Page $path).Floor -match '^Paco Vu\|[^|]*\|warning' | Should -HaveCount 1
        Export-RcxCallBoard $path -AwayWarning 0.001 -PendingWarning 49
        (Get-Page $path).Floor -match '^Paco Vu\|[^|]*\|critical' | Should -HaveCount 1
        (Get-Page $path).Floor -match '^Iris Holm\|[^|]*\|critical' | Should -HaveCount 1
        (Get-Page $path).Floor -match '\|AVAILABLE\|(warning|critical)' | Should -BeNullOrEmpty
    }

    It 'shows those agents whom the filters leave' {
        Export-RcxCallBoard $path -AgentName Holm
        (Get-Page $path).Agents | Should -Be 'Iris Holm'
        # Who waits is not of an agent, so the queue's own figure counts.
        $support = Get-RcxQueueState Support
        (Get-Page $path).Figures -match "^Support\|$($support.InQueue)\|" | Should -HaveCount 1
        Export-RcxCallBoard $path -GateId (Get-RcxQueue Support)
        (Get-Page $path).Agents | Sort-Object | Should -Be @(Get-RcxActiveCall -GateId (Get-RcxQueue Support) | Where-Object AgentName | ForEach-Object AgentName | Sort-Object)
        (Get-Page $path).Queues | Should -Be 'Support'
    }

    It 'shows what the calls tell to a user without reporting rights, and says what would show more' {
        Connect-Rcx -Jwt $sandbox.GetSecret('WithoutReportsJwt') -AccountId (Get-RcxConnection).AccountId -WarningAction SilentlyContinue
        Export-RcxCallBoard $path
        $page = Get-Page $path
        $page.Note | Should -BeLike '*reporting rights*agents'' states*service level*'
        $page.Floor | Should -BeNullOrEmpty
        $page.Agents | Should -Contain 'Paco Vu'
        $page.Figures -match '%' | Should -BeNullOrEmpty
    }

    It 'says what is missing if the agents or the figures cannot be read' {
        $sandbox.AddFault(@{ Kind = 'HtmlBody'; PathContains = 'realTimeData/agent'; Count = -1 })
        Export-RcxCallBoard $path
        (Get-Page $path).Note | Should -BeLike '*missing.*'
        (Get-Page $path).Agents | Should -Contain 'Paco Vu'
        (Get-Page $path).Figures -match '%' | Should -Not -BeNullOrEmpty
    }

    It 'refuses <_> before anything is sent' -ForEach '-AwayWarning 0', '-PendingWarning 0', '-AwayWarning -5', '-PendingWarning 00:00:00' {
        $run = Invoke-Collected ([scriptblock]::Create("Export-RcxCallBoard '$path' $_"))
        $run.Thrown.FullyQualifiedErrorId | Should -BeLike 'InvalidArgument,*'
        Get-SentRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'works without the queues if they cannot be read, and without calls if there are none' {
        $sandbox.AddFault(@{ Kind = 'Forbidden'; PathContains = 'gateGroups' })
        Export-RcxCallBoard $path
        (Get-Page $path).Calls.Count | Should -BeGreaterThan 5
        $sandbox.GetCalls() | ForEach-Object { $sandbox.EndCall($_.Uii) }
        Export-RcxCallBoard $path
        (Get-Page $path).Text | Should -Match 'No calls\.'
    }
}

Describe 'Show-RcxCallBoard' {
    It 'says at once that there is no terminal, and what to use instead' {
        $run = Invoke-FreshPowerShell @'
Import-Module RingCx.PowerShell
$sandbox = Start-RcxSandbox -SetEnvironment -Frozen
Connect-Rcx
$sandbox.ClearRequests()
try { Show-RcxCallBoard } catch { $_.FullyQualifiedErrorId; $_.Exception.Message }
"sent: $($sandbox.GetRequests().Count)"
$c = Get-RcxConnection
$job = Start-ThreadJob { Import-Module RingCx.PowerShell; try { Show-RcxCallBoard -Connection $using:c } catch { "job: $($_.FullyQualifiedErrorId)" } }
$job | Receive-Job -Wait
'@
        $run.Lines | Should -Contain 'NoTerminal,RingCx.Commands.ShowRcxCallBoardCommand'
        $run.Lines | Should -Contain 'job: NoTerminal,RingCx.Commands.ShowRcxCallBoardCommand'
        $run.Lines | Should -Contain 'sent: 0'
        $run.Text | Should -Match 'Watch-RcxActiveCall'
        $run.Text | Should -Not -Match '\x1b\[\?1049h'
    }

    It 'says it before anything else, even without a connection' {
        $run = Invoke-FreshPowerShell 'try { Show-RcxCallBoard } catch { $_.FullyQualifiedErrorId }'
        $run.Lines | Should -Contain 'NoTerminal,RingCx.Commands.ShowRcxCallBoardCommand'
    }
}

Describe 'Show-RcxCallBoard in a terminal' -Skip:(-not $hasTerminal) {
    BeforeEach {
        $sandbox = Start-TestSandbox
        $uii = Get-TestUii $sandbox
        $board = $null
    }

    AfterEach {
        if ($board) { Stop-Board $board }
        $sandbox.ClearFaults()
        Stop-TestSandbox $sandbox
    }

    It 'shows calls, agents and queues of one listing and two snapshots' {
        $board = Start-Board
        $screen = Wait-Board $board '\bSL +Agent +State[^\0]*Paco Vu'
        $screen | Should -Match '══ Calls ═'
        $screen | Should -Match '!!  Iris Holm +AWAY'
        $screen | Should -Match 'Support .* \d+%'
        @(Get-SentRequest $sandbox '*realTimeData/*') | Should -HaveCount 2
        Send-Key $board 'q'
        $null = Wait-Board $board 'the board has ended'
    }

    It 'acts from the agents'' list on the call of the agent, and on no other' {
        $board = Start-Board -Columns 200 -Rows 40
        $null = Wait-Board $board 'Paco Vu +ON_CALL'
        Send-Key $board "`t"
        $null = Wait-Board $board '══ Agents ═'
        # The first needs attention, and has no call.
        Send-Key $board "`e[Bx"
        $null = Wait-Board $board 'Iris Holm is not on a call, so nothing was sent\.'
        $names = @((Wait-Board $board 'Paco Vu') -split "`n" | ForEach-Object { if ($_ -match '^.{5}(\w+ \w+) +[A-Z_]{4,} ') { $Matches[1] } })
        Send-Key $board ("`e[B" * [array]::IndexOf($names, 'Paco Vu') + 'm')
        $null = Wait-Board $board 'Done: .*Paco Vu'
        $sent = Get-SentRequest $sandbox '*activeCalls/*' | Where-Object Method -EQ POST
        $sent.Path | Should -BeLike "*/$uii/addSessionToCall"
        $sent.Query.sessionType | Should -BeExactly 'MONITOR'
    }

    It 'is the board of the calls without reporting rights, and asks no more for what is refused' {
        Disconnect-Rcx
        $before = $env:RC_USER_JWT
        try {
            $env:RC_USER_JWT = [System.Net.NetworkCredential]::new('', $sandbox.GetSecret('WithoutReportsJwt')).Password
            $board = Start-Board '-Interval 1'
            $screen = Wait-Board $board "Reporting rights in RingCX Admin would add agents' states and service levels\."
        }
        finally {
            $env:RC_USER_JWT = $before
        }

        $screen = Wait-Board $board 'Agents on calls[^\0]*Paco Vu'
        $screen | Should -Not -Match '\bSL\b|\bState\b'
        $listings = @(Get-SentRequest $sandbox '*activeCalls/list*').Count
        while (@(Get-SentRequest $sandbox '*activeCalls/list*').Count -lt $listings + 3) { Start-Sleep -Milliseconds 50 }
        @(Get-SentRequest $sandbox '*realTimeData/*') | Should -HaveCount 2
    }

    It 'says that the agents'' states are not known while they cannot be read, and lists the calls all the same' {
        $sandbox.AddFault(@{ Kind = 'HtmlBody'; PathContains = 'realTimeData'; Count = -1 })
        $board = Start-Board
        (Wait-Board $board "Agents' states and queues' figures are not known\.[^\0]*Paco Vu") | Should -Match '══ Calls ═'
    }
}

Describe 'The code that draws the board' {
    It 'is loaded by the board alone, apart from the session''s assemblies' {
        $run = Invoke-FreshPowerShell @'
function Find { foreach ($context in [System.Runtime.Loader.AssemblyLoadContext]::All) { foreach ($assembly in $context.Assemblies) { if ($assembly.GetName().Name -in 'RingCx.Board', 'Spectre.Console') { "$($args[0]) $($context.Name): $($assembly.GetName().Name)" } } } }
Import-Module RingCx.PowerShell
$null = (Get-Command Show-RcxCallBoard).ParameterSets
$null = (Get-Command Export-RcxCallBoard).ParameterSets
Connect-Rcx -Sandbox
$null = Get-RcxActiveCall
Find 'before'
$file = [System.IO.Path]::GetTempFileName()
Export-RcxCallBoard $file
Remove-Item $file
Find 'after'
'@
        $run.ExitCode | Should -Be 0 -Because $run.Text
        @($run.Lines -like 'before *') | Should -BeNullOrEmpty
        @($run.Lines -like 'after *' | Sort-Object) | Should -Be @('after RingCx.PowerShell: RingCx.Board', 'after RingCx.PowerShell: Spectre.Console')
    }
}
