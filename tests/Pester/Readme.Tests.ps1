# Every example of the documents runs on the sandbox and does what its text says. A document without a mark for its blocks would not be
# tested, so the blocks themselves are checked too.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'Readme.psm1')
    $root = Split-Path (Split-Path $PSScriptRoot)
    # The help's own examples are run by Help.Tests.ps1.
    $documents = @(Join-Path $root 'README.md') + @(Get-ChildItem (Join-Path $root 'docs') -Filter *.md -Recurse | ForEach-Object FullName | Where-Object { (Split-Path (Split-Path $_) -Leaf) -ne 'en-US' }) |
        ForEach-Object { @{ Name = [System.IO.Path]::GetRelativePath($root, $_); Path = $_ } }
    $examples = foreach ($document in $documents) {
        $number = 0
        foreach ($code in Get-MarkdownExample $document.Path -Kind example) {
            $number++
            @{ Name = "$($document.Name) example $number"; Code = $code }
        }
    }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Readme.psm1')
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1')
    $root = Split-Path (Split-Path $PSScriptRoot)

    # Runs a script in a fresh process that knows the module by its name, in an empty folder; errors do not end it unless it says so.
    function Invoke-Fresh([string] $Script) {
        Invoke-FreshPowerShell ("Set-Location '$("$TestDrive".Replace("'", "''"))'; `$ErrorActionPreference = 'Continue'`n" + $Script)
    }
}

Describe 'The documents'' examples' {
    It '<Name> has no unmarked PowerShell block but the one at the head of the README' -ForEach $documents {
        $text = Get-Content -LiteralPath $Path -Raw
        $blocks = [regex]::Matches($text, '(?m)^```powershell').Count
        $marked = [regex]::Matches($text, '(?m)^<!-- (tour|example) -->\r?\n```powershell').Count
        $blocks - $marked | Should -Be $(if ($Name -eq 'README.md') { 1 } else { 0 })
    }

    It '<Name> runs without an error' -ForEach $examples {
        $run = Invoke-Fresh "`$ErrorActionPreference = 'Stop'; Import-Module RingCx.PowerShell`n$Code"
        $run.Text | Should -Not -Match 'Exception|Error'
        $run.ExitCode | Should -Be 0
    }

    It 'the tour does what it says' {
        # The packed module in place of the clone's own.
        $tour = Get-MarkdownExample (Join-Path $root 'docs/tour.md') -Kind tour | Get-ExampleStatement
        $script = foreach ($statement in $tour) {
            $text = $statement.Text -replace '^Import-Module \./RingCx\.PowerShell\.psd1$', 'Import-Module RingCx.PowerShell'
            '$Error.Clear(); ' + $text + ' | Out-String -Width 120' -replace '^(\$Error\.Clear\(\); )(\$\w+ = .*) \| Out-String -Width 120$', '$1$2'
            $expected = if ($statement.Error) { "$($statement.Error),*" } else { '' }
            "`$ids = @(`$Error | ForEach-Object FullyQualifiedErrorId); if ('$expected') { if (`$ids.Count -ne 1 -or `$ids[0] -notlike '$expected') { Write-Output `"NOT AS SAID: $($statement.Error), but `$ids`"; exit 3 } } elseif (`$ids) { Write-Output `"NOT AS SAID: `$ids`"; exit 3 }"
        }
        $run = Invoke-Fresh ($script -join "`n")
        $run.Text | Should -Not -Match 'NOT AS SAID'
        $run.ExitCode | Should -Be 0
        $run.Text | Should -Match 'Monitor +\+15554150123'
        $run.Text | Should -Match 'HangUp +True'
    }

    It 'the lines for supervisors answer the questions of a shift, and no more' {
        $sandbox = Start-TestSandbox
        try {
            $sandbox.Advance(1200)
            $sandbox.AwaitDisposition((Get-TestUii $sandbox))
            $sandbox.Advance(150)
            $sandbox.SetAgentState('tom.becker@sandbox.example', 'AWAY')
            $lines = Get-MarkdownExample (Join-Path $root 'docs/supervisors.md') -Kind example | Where-Object { $_ -like '*# Who is free*' } | Get-ExampleStatement
            $answers = $lines.Text | Select-Object -Skip 1 | ForEach-Object {
                @([scriptblock]::Create($_).Invoke() | ForEach-Object { $_.PSObject.Properties['AgentName']?.Value ?? $_.PSObject.Properties['GateName']?.Value ?? $_.Type }) -join ', '
            }
            $answers | Should -Be @(
                'Sam Rivera'
                'Iris Holm, Gil Soto'
                'Paco Vu'
                'Sales, Support, Billing, Night desk'
                'Sales, Support, Billing, Night desk'
                'Monitor, Monitor, Monitor, Monitor, Monitor')
        }
        finally { Stop-TestSandbox $sandbox }
    }

    It 'the lines at the head of the README are those of the product''s description, and run on the sandbox' {
        $head = [regex]::Match((Get-Content (Join-Path $root 'README.md') -Raw), '(?ms)^```powershell\r?\n(?<code>.*?)^```').Groups['code'].Value.TrimEnd()
        $head -replace '\r' | Should -BeExactly @'
Connect-Rcx -SupervisorPhone +15554150123
Get-RcxActiveCall | Where-Object agentLastName -eq Vu | Add-RcxCallSession -Type Monitor
'@.Replace("`r", '')
        $run = Invoke-Fresh "Import-Module RingCx.PowerShell; `$null = Start-RcxSandbox -SetEnvironment`n$head"
        $run.Text | Should -Match 'Monitor +\+15554150123'
        $run.ExitCode | Should -Be 0
    }
}
