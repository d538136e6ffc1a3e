# The help as it is shipped: what Get-Help finds of the packed module, how it reads, and whether its examples run as they stand.

BeforeDiscovery {
    Import-Module RingCx.PowerShell
    $commands = Get-Command -Module RingCx.PowerShell | ForEach-Object { @{ Name = $_.Name } }
    $topics = 'about_RingCx', 'about_RingCx_Connections', 'about_RingCx_Errors', 'about_RingCx_Sandbox' | ForEach-Object { @{ Name = $_ } }
}

BeforeAll {
    Import-Module RingCx.PowerShell
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1')
    $ErrorActionPreference = 'Stop'
    $root = Split-Path (Split-Path $PSScriptRoot)
    $pages = Join-Path $root 'docs/en-US'
    $shipped = Join-Path (Get-Module RingCx.PowerShell).ModuleBase 'en-US'
    $width = 100
    # PowerShell breaks lines at the words in some languages only, and asks the culture.
    $culture = [cultureinfo]::CurrentCulture
    [cultureinfo]::CurrentCulture = 'en-US'
    $rendering = $PSStyle.OutputRendering
    $PSStyle.OutputRendering = 'PlainText'

    # PowerShell's own.
    $common = @([System.Management.Automation.PSCmdlet]::CommonParameters)

    $found = @{}
    function Find-Help([string] $Name) {
        if (-not $found[$Name]) {
            # A name that is not found is looked for as a part of others.
            $help = Get-Help $Name -Full
            if ($help -isnot [string] -and $help.Name -ne $Name) { throw "Get-Help found no $Name." }
            $found[$Name] = $help
        }

        $found[$Name]
    }

    function Get-Paragraph([object] $Paragraphs) {
        @($Paragraphs | Where-Object { $_ } | ForEach-Object Text) -join "`n"
    }

    # As it reads where the lines are as long as they like.
    function Join-Line([string] $Text) {
        ($Text -replace '\s+', ' ').Trim()
    }

    # The parameters and the examples of a page, read without PlatyPS.
    function Read-Page([string] $Path) {
        $text = (Get-Content -LiteralPath $Path -Raw).Replace("`r`n", "`n")
        $section = { param($Name) [regex]::Match($text, "(?ms)^## $Name\n(.*?)(?=^## |\z)").Groups[1].Value }
        [pscustomobject] @{
            Parameters = @([regex]::Matches((& $section 'PARAMETERS'), '(?m)^### -(\w+)$') | ForEach-Object { $_.Groups[1].Value })
            Examples   = @([regex]::Matches((& $section 'EXAMPLES'), '(?ms)^### (?<title>Example [^\n]+)\n\n```powershell\n(?<code>.*?)\n```') |
                    ForEach-Object { "$($_.Groups['title'].Value.Replace('`', ''))`n$($_.Groups['code'].Value)" })
        }
    }
}

AfterAll {
    [cultureinfo]::CurrentCulture = $culture
    $PSStyle.OutputRendering = $rendering
}

Describe 'The help of a command' {
    It '<Name> has a synopsis, a description and what goes in and out' -ForEach $commands {
        $help = Find-Help $Name
        Join-Line $help.Synopsis | Should -Match '^\p{Lu}.*\.$'
        (Get-Paragraph $help.description).Length | Should -BeGreaterThan 60
        # A command's own syntax stands there where there is no synopsis.
        $help.Synopsis | Should -Not -Match "$Name \["
        foreach ($end in @($help.inputTypes.inputType) + @($help.returnValues.returnValue)) {
            $end.type.name | Should -Match '^[\w.]+$'
            Get-Paragraph $end.description | Should -Not -BeNullOrEmpty
        }

        $types = (Get-Command $Name).OutputType | ForEach-Object { if ($_.Type -eq [void]) { 'None' } else { $_.Type.FullName } }
        @($help.returnValues.returnValue.type.name) | Sort-Object | Should -Be (@($types) | Sort-Object)
    }

    It '<Name> has every parameter, with its description, and no others' -ForEach $commands {
        $help = Find-Help $Name
        $own = (Get-Command $Name).Parameters.Values | Where-Object Name -NotIn $common
        @($help.parameters.parameter.name) | Sort-Object | Should -Be (@($own.Name) | Sort-Object)
        foreach ($parameter in $help.parameters.parameter) {
            Get-Paragraph $parameter.description | Should -Match '\.$' -Because $parameter.name
            $positions = @(($own | Where-Object Name -EQ $parameter.name).ParameterSets.Values.Position | Sort-Object -Unique)
            if ($positions.Count -eq 1) {
                $parameter.position | Should -Be $(if ($positions[0] -lt 0) { 'Named' } else { "$($positions[0])" }) -Because $parameter.name
            }

            $byValue = [bool] ($own | Where-Object Name -EQ $parameter.name).ParameterSets.Values.Where({ $_.ValueFromPipeline })
            $parameter.pipelineInput -match 'ByValue' | Should -Be $byValue -Because $parameter.name
        }
    }

    It '<Name> has the defaults that it uses' -ForEach $commands {
        $made = [System.Activator]::CreateInstance((Get-Command $Name).ImplementingType)
        foreach ($parameter in (Find-Help $Name).parameters.parameter) {
            # Others the command has from elsewhere: a variable, or the client.
            $value = $made.GetType().GetProperty($parameter.name)?.GetValue($made)
            if ($value -and "$value" -ne 'False' -and $parameter.required -ne 'true') {
                $parameter.defaultValue | Should -BeExactly "$value" -Because $parameter.name
            }
            elseif ($parameter.defaultValue) {
                $parameter.type.name | Should -Not -Be 'System.Management.Automation.SwitchParameter' -Because $parameter.name
            }
        }
    }

    It '<Name> has two examples or more, each with a title and a sentence' -ForEach $commands {
        $examples = @((Find-Help $Name).examples.example)
        $examples.Count | Should -BeGreaterOrEqual 2
        foreach ($example in $examples) {
            $example.title.Trim('-', ' ') | Should -Match '^Example \d+: \p{Lu}'
            $example.code | Should -Match $Name
            Join-Line (Get-Paragraph $example.remarks) | Should -Match '\.$'
            # In a fresh session nothing else is there.
            $example.code | Should -Match '^.*(Connect-Rcx\b.*-Sandbox|Start-RcxSandbox)'
        }
    }

    It '<Name> has a page online' -ForEach $commands {
        $page = "https://github.com/ringcx-powershell/RingCx.PowerShell/blob/main/docs/en-US/$Name.md"
        (Get-Command $Name).HelpUri | Should -BeExactly $page
        $links = @((Find-Help $Name).relatedLinks.navigationLink)
        $links[0].linkText | Should -BeExactly 'Online Version:'
        $links[0].uri | Should -BeExactly $page
        $links.Count | Should -BeGreaterThan 1
        foreach ($link in $links | Select-Object -Skip 1) {
            Join-Path $pages "$($link.linkText).md" | Should -Exist
        }
    }

    It '<Name> reads well' -ForEach $commands {
        $help = Find-Help $Name
        $text = $help | Out-String -Width $width
        $text -split '\r?\n' | Where-Object Length -GT $width | Should -BeNullOrEmpty
        $text | Should -Not -Match '`|\*\*|\]\(|\{\{|\\[\[\]<>()_*]|&\w+;|[^\x09\x0A\x0D\x20-\x7E]'
        $joined = Join-Line $text
        # No word is cut, nothing is lost.
        $parts = @($help.Synopsis; $help.description.Text) + @($help.parameters.parameter | ForEach-Object { Get-Paragraph $_.description }) +
            @($help.examples.example | ForEach-Object { $_.title.Trim('-', ' '); Get-Paragraph $_.remarks })
        foreach ($part in $parts) {
            $joined.Contains((Join-Line $part)) | Should -BeTrue -Because "it says: $part"
        }

        foreach ($line in @($help.examples.example.title) + @($help.examples.example.code) -split '\n' | Where-Object { $_ }) {
            $text.Contains("    $line") | Should -BeTrue -Because "it has the line: $line"
        }
    }
}

Describe 'The examples' {
    BeforeAll {
        $work = Join-Path $TestDrive 'examples'
        $null = New-Item $work -ItemType Directory
        $examples = [System.Collections.Generic.List[object]]::new()
        foreach ($command in Get-Command -Module RingCx.PowerShell) {
            foreach ($example in (Find-Help $command.Name).examples.example) {
                $examples.Add(@{ Of = $command.Name; Code = $example.code })
            }
        }

        foreach ($topic in Get-ChildItem $pages -Filter about_*.md) {
            foreach ($block in [regex]::Matches((Get-Content -LiteralPath $topic.FullName -Raw).Replace("`r`n", "`n"), '(?ms)^```powershell\n(.*?)\n```')) {
                $code = $block.Groups[1].Value
                # What is for a real account as it stands is for the sandbox here.
                if ($code -notmatch 'Sandbox') { $code = "`$null = Start-RcxSandbox -SetEnvironment`n$code`nStop-RcxSandbox" }
                $examples.Add(@{ Of = $topic.BaseName; Code = $code })
            }
        }

        # A session for each, in a few processes: what one leaves behind must not help the next.
        $variables = 'RC_APP_CLIENT_ID', 'RC_APP_CLIENT_SECRET', 'RC_USER_JWT', 'RC_SERVER_URL', 'RCX_BASE_URL', 'RCX_ACCOUNT_ID', 'RCX_SUPERVISOR_PHONE'
        $runner = {
            param($Examples, $Folder, $Variables)

            foreach ($example in $Examples) {
                $shell = [powershell]::Create([initialsessionstate]::CreateDefault2())
                $problems = [System.Collections.Generic.List[string]]::new()
                $clock = [System.Diagnostics.Stopwatch]::StartNew()
                try {
                    $null = $shell.AddScript("Set-Location '$Folder'").Invoke()
                    $shell.Commands.Clear()
                    $output = @($shell.AddScript($example.Code).Invoke())
                    # What is only formatted at the end can fail there.
                    $null = $output | Out-String
                }
                catch { $problems.Add("$_") }

                $shell.Streams.Error | ForEach-Object { $problems.Add("$_") }
                $shell.Streams.Warning | ForEach-Object { $problems.Add("warning: $_") }
                Get-ChildItem $Folder | ForEach-Object { $problems.Add("leaves $($_.Name)"); Remove-Item $_.FullName }
                $shell.Runspace.Dispose()
                $shell.Dispose()
                foreach ($name in $Variables) { [System.Environment]::SetEnvironmentVariable($name, $null) }
                [pscustomobject] @{ Of = $example.Of; Code = $example.Code; Seconds = $clock.Elapsed.TotalSeconds; Problems = $problems.ToArray() }
            }
        }

        $processes = 3
        $started = foreach ($number in 1..$processes) {
            $folder = Join-Path $work $number
            $null = New-Item $folder -ItemType Directory
            $mine = for ($i = $number - 1; $i -lt $examples.Count; $i += $processes) { $examples[$i] }
            $mine | ConvertTo-Json | Set-Content "$folder.json"
            Start-FreshPowerShell @"
`$examples = Get-Content -LiteralPath '$folder.json' -Raw | ConvertFrom-Json
`$results = & { $runner } `$examples '$folder' ('$($variables -join "','")')
ConvertTo-Json @(`$results) -Depth 4 | Set-Content -LiteralPath '$folder.results.json'
"@
        }
        $runs = Stop-FreshPowerShell $started -After 240
        $results = foreach ($number in 1..$processes) {
            $file = Join-Path $work "$number.results.json"
            if (-not (Test-Path $file)) { throw "The examples did not come to their end: $($runs.Text)" }
            Get-Content -LiteralPath $file -Raw | ConvertFrom-Json
        }
    }

    It 'were all run' {
        $results.Count | Should -Be $examples.Count
    }

    It '<Name> runs unchanged, without an error, and leaves nothing behind' -ForEach ($commands + $topics) {
        $mine = @($results | Where-Object Of -EQ $Name)
        $mine | Should -Not -BeNullOrEmpty
        foreach ($result in $mine) {
            $result.Problems | Should -BeNullOrEmpty -Because "it ran: $($result.Code)"
            $result.Seconds | Should -BeLessThan 30 -Because "it ran: $($result.Code)"
        }
    }
}

Describe 'The topics' {
    It '<Name> is found and reads well' -ForEach $topics {
        $text = Find-Help $Name
        $text | Should -BeOfType string
        $text | Should -Match "^TOPIC\r?\n    $Name\r?\n"
        $text -split '\r?\n' | Where-Object Length -GT 80 | Should -BeNullOrEmpty
        $text | Should -Not -Match '`|\*\*|\]\(|^#|[^\x09\x0A\x0D\x20-\x7E]'
    }

    It 'about_RingCx names every command, and no others' {
        $names = [regex]::Matches((Find-Help about_RingCx), '\b[A-Z][a-z]+-(Rcx|RingEx)\w*').Value | Sort-Object -Unique
        $names | Should -Be ((Get-Command -Module RingCx.PowerShell).Name | Sort-Object)
    }

    It 'about_RingCx_Errors has every error id, and no others' {
        $type = [System.Reflection.Assembly]::LoadFrom((Join-Path (Split-Path $shipped) 'bin/RingCx.PowerShell.dll')).GetType('RingCx.Errors.ErrorIds')
        $ids = $type.GetFields() | Where-Object IsLiteral | ForEach-Object Name
        [regex]::Matches((Find-Help about_RingCx_Errors), '(?m)^  (\w+)\r?$') | ForEach-Object { $_.Groups[1].Value } | Sort-Object | Should -Be ($ids | Sort-Object)
    }

    It 'about_RingCx_Sandbox names the methods of the sandbox, and its faults' {
        $text = Find-Help about_RingCx_Sandbox
        $methods = [RingCx.RcxSandbox].GetMethods('Public, Instance, DeclaredOnly') | Where-Object { -not $_.IsSpecialName -and $_.Name -ne 'ToString' }
        foreach ($method in $methods) { $text | Should -Match "\b$($method.Name)\(" }
        $connection = Connect-Rcx -Sandbox -PassThru -NoDefault
        try {
            $kinds = [regex]::Matches($text, '(?ms)The kinds:\s*(.*?)\r?\n    How ').Groups[1].Value -replace '(?m)^\s*- [^:]+:' -split '[\s,]+' -ne ''
            $kinds.Count | Should -BeGreaterThan 15
            foreach ($kind in $kinds) { $connection.Sandbox.AddFault(@{ Kind = $kind; PathContains = 'nowhere' }) }
        }
        finally { Disconnect-Rcx -Connection $connection }
    }
}

Describe 'The files of the help' {
    It 'are shipped as they are in the sources' {
        $source = Get-ChildItem $pages | Where-Object Extension -NE '.md'
        (Get-ChildItem $shipped).Name | Sort-Object | Should -Be ($source.Name | Sort-Object)
        foreach ($file in $source) {
            (Get-FileHash (Join-Path $shipped $file.Name)).Hash | Should -Be (Get-FileHash $file.FullName).Hash -Because $file.Name
        }
    }

    It 'name the same commands, parameters and examples as the pages' {
        $maml = ([xml] (Get-Content (Join-Path $shipped 'RingCx.PowerShell.dll-Help.xml') -Raw)).DocumentElement.ChildNodes
        $maml.details.name | Sort-Object | Should -Be ((Get-ChildItem $pages -Filter *-*.md).BaseName | Sort-Object)
        foreach ($command in $maml) {
            $page = Read-Page (Join-Path $pages "$($command.details.name).md")
            $page.Parameters | Sort-Object | Should -Be (@($command.parameters.parameter.name) | Sort-Object) -Because $command.details.name
            $page.Examples | Should -Be @($command.examples.example | ForEach-Object { "$($_.title.Trim('-', ' '))`n$($_.code)" }) -Because $command.details.name
        }
    }

    It 'are what the pages give now' {
        # Without PlatyPS only the topics can be made anew; the test above compares the rest.
        $copy = Join-Path $TestDrive 'en-US'
        Copy-Item $pages $copy -Recurse
        $hasPlatyPs = [bool] (Get-Module Microsoft.PowerShell.PlatyPS -ListAvailable)
        if ($hasPlatyPs) {
            $run = Invoke-FreshPowerShell "& '$root/docs/New-Help.ps1' -Folder '$copy' -Module '$(Split-Path $shipped)/RingCx.PowerShell.psd1'"
            $run.ExitCode | Should -Be 0 -Because $run.Text
        }
        else {
            Import-Module (Join-Path $root 'docs/Help.psm1')
            Get-ChildItem $copy -Filter about_*.md | ForEach-Object { Export-AboutTopic $_.FullName (Join-Path $copy "$($_.BaseName).help.txt") }
        }

        (Get-ChildItem $copy).Name | Should -Be (Get-ChildItem $pages).Name
        foreach ($file in Get-ChildItem $copy) {
            # A clone may have other line ends.
            $now = (Get-Content -LiteralPath $file.FullName -Raw).Replace("`r`n", "`n")
            $now -ceq (Get-Content -LiteralPath (Join-Path $pages $file.Name) -Raw).Replace("`r`n", "`n") | Should -BeTrue -Because "$($file.Name) must be made anew: ./build.ps1 -Task Docs"
        }
    }
}
