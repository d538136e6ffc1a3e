# The board: as a page, and where there is no terminal for it. What it shows and what its keys do is tested without a terminal, in
# RingCx.Board.Tests.

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
            Text   = $text
            Title  = $page.html.head.title
            Queues = @($page.SelectNodes('//table[caption="Queues"]/tbody/tr') | ForEach-Object { $_.th.InnerText })
            Agents = @($page.SelectNodes('//table[caption="Agents on calls"]/tbody/tr/th') | ForEach-Object InnerText)
            Calls  = @($calls | ForEach-Object { , @($_.SelectNodes('td') | ForEach-Object InnerText) })
            Levels = @($calls | ForEach-Object { $_.GetAttribute('class') })
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
        $page.Agents | Sort-Object | Should -Be @($calls.AgentName | Where-Object { $_ } | Sort-Object)
        $page.Queues | Should -Contain 'Support'
        # A queue that is out of use, and without calls.
        $page.Queues | Should -Not -Contain 'Overflow'
        $page.Title | Should -BeExactly 'Calls in progress'
        [System.IO.File]::ReadAllBytes($path)[0] | Should -Be 0x3C
    }

    It 'is ended by Ctrl+C if its file is on a share that hangs' -Skip:$IsWindows {
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
