# Import-RcxCsv as a runbook uses it. What is wrong with a file, kind by kind, is tested with the client.

BeforeAll {
    Import-Module RingCx.PowerShell
    Import-Module "$PSScriptRoot/Support.psm1"
    Set-StrictMode -Version Latest
    $ErrorActionPreference = 'Stop'

    $script:uii = '202005081040440132050000019657'
    function Set-Csv([string] $Text, [string] $Encoding = 'utf8NoBOM', [string] $Name = 'rows.csv') {
        $path = Join-Path $TestDrive $Name
        Set-Content -LiteralPath $path -Value $Text -NoNewline -Encoding $Encoding
        $path
    }
}

Describe 'Import-RcxCsv' {
    It 'emits rows with their line and every column, under strict mode' {
        $rows = @(Import-RcxCsv (Set-Csv "sep=;`r`nUii;Disposition;Notes`r`n$uii;SALE;`"a;`r`nb`"`r`nA2;LATER`r`n" utf8BOM) -Require Uii, Disposition)
        $rows.Line | Should -Be 3, 5
        $rows[0].Notes | Should -Be "a;`r`nb"
        $rows[1].Notes | Should -BeExactly ''
        $rows[0].PSObject.Properties.Name | Should -Be Line, Uii, Disposition, Notes
    }

    It 'emits nothing of a file with one wrong line, and names each' {
        $path = Set-Csv "Uii,Disposition`n$uii,SALE`n2.02005E+29,SALE`nA3,`n"
        $rows = [System.Collections.Generic.List[object]]::new()
        $failure = { Import-RcxCsv $path -Require Uii, Disposition | ForEach-Object { $rows.Add($_) } } | Should -Throw -PassThru
        $rows.Count | Should -Be 0
        $failure.FullyQualifiedErrorId | Should -Be 'InvalidCsv,RingCx.Commands.ImportRcxCsvCommand'
        $failure.TargetObject | Should -Be $path
        $failure.Exception.Message | Should -BeLike '*2 lines are wrong*Line 3: Uii*exponent*Line 4: Disposition is empty*'
    }

    It 'names a thousand wrong lines, the later ones by their numbers' {
        $path = Set-Csv ("Uii`n" + "1.0`n" * 1000)
        $failure = { Import-RcxCsv $path } | Should -Throw -PassThru
        foreach ($line in 2, 51, 52, 1001) { $failure.Exception.Message | Should -Match "\b$line\b" }
    }

    It 'takes <Name> for what the file is written in' -ForEach @(
        @{ Name = 'ansi' }, @{ Name = '1252' }, @{ Name = 1252 }, @{ Name = 'windows-1252' }, @{ Name = 'Latin1' }, @{ Name = [System.Text.Encoding]::Latin1 }
    ) {
        $path = Join-Path $TestDrive ansi.csv
        [System.IO.File]::WriteAllBytes($path, [System.Text.Encoding]::Latin1.GetBytes("Uii,Agent`nA1,M$([char] 0xFC)ller`n"))
        { Import-RcxCsv $path } | Should -Throw '*Line 2*-Encoding*'
        if ($Name -eq 'ansi' -and -not $IsWindows) { $Name = 1252 }
        (Import-RcxCsv $path -Encoding $Name).Agent | Should -Be "M$([char] 0xFC)ller"
    }

    It 'completes the names of encodings and refuses others' {
        (TabExpansion2 'Import-RcxCsv x.csv -Encoding uni').CompletionMatches.CompletionText | Should -Contain 'unicode'
        { Import-RcxCsv (Set-Csv "a`n1`n") -Encoding klingon } | Should -Throw '*no encoding*'
    }

    It 'takes a path as it is: relative, with brackets, from the pipe' {
        $path = Set-Csv "Uii`nA1`n" -Name 'rows [1].csv'
        Push-Location $TestDrive
        try { (Import-RcxCsv './rows [1].csv').Uii | Should -Be A1 } finally { Pop-Location }
        (Get-Item -LiteralPath $path | Import-RcxCsv).Uii | Should -Be A1
    }

    It 'says what is wrong with <What>' -ForEach @(
        @{ What = 'a file that is not there'; Path = { Join-Path $TestDrive none.csv }; Id = 'FileNotRead' }
        @{ What = 'a folder'; Path = { "$TestDrive" }; Id = 'FileNotRead' }
        @{ What = 'no path'; Path = { $null }; Id = 'MissingArgument' }
        @{ What = 'an empty path'; Path = { ' ' }; Id = 'InvalidArgument' }
        @{ What = 'a path that is no file''s'; Path = { 'env:PATH' }; Id = 'InvalidArgument' }
    ) {
        $given = & $Path
        $failure = { Import-RcxCsv -Path $given } | Should -Throw -PassThru
        $failure.FullyQualifiedErrorId | Should -Be "$Id,RingCx.Commands.ImportRcxCsvCommand"
    }

    It 'refuses what stands twice where it may not, and a delimiter that can be none' {
        { Import-RcxCsv (Set-Csv "Uii,x`nA1,1`na1,2`n") -Unique Uii } | Should -Throw '*Line 3: Uii is the same as in line 2*'
        { Import-RcxCsv (Set-Csv "Uii`nA1`n") -Delimiter '"' } | Should -Throw '*-Delimiter*'
        (Import-RcxCsv (Set-Csv "Uii|x`nA1|2`n") -Delimiter '|').x | Should -Be 2
    }

    It 'gives rows that pipe into the commands' {
        $script:sandbox = Start-TestSandbox
        try {
            $call = Get-RcxActiveCall | Where-Object AgentName | Select-Object -First 1
            $path = Set-Csv "Uii;Disposition;Notes;CallbackTime`r`n$($call.Uii);SALE;Paid;2027-01-05 14:30`r`n"
            $done = Import-RcxCsv $path -Require Uii, Disposition | Set-RcxDisposition
            $done.Uii | Should -Be $call.Uii
            $done.Detail | Should -BeLike 'SALE, call back 2027-01-05 14:30*'
        }
        finally {
            Stop-RcxSandbox
        }
    }
}
