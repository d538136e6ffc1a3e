# Makes the module's help of its pages, docs/en-US/*.md: the pages themselves (what of them follows from the commands), the MAML that Get-Help
# reads, and the texts of the about topics. The pages are in the format of Microsoft.PowerShell.PlatyPS, which reads and writes them.

# No strict mode: scripts inside of PlatyPS fail in it.

$pageRoot = 'https://github.com/ringcx-powershell/RingCx.PowerShell/blob/main/docs/en-US'
$mamlName = 'RingCx.PowerShell.dll-Help.xml'

# The pages of the commands, always in the same order.
function Get-HelpPage {
    param([string] $Folder)

    $names = [string[]] @(Get-ChildItem -LiteralPath $Folder -Filter *-*.md | ForEach-Object Name)
    [System.Array]::Sort($names, [System.StringComparer]::Ordinal)
    $names | ForEach-Object { Join-Path $Folder $_ }
}

# Writes a text file the same on every system: UTF-8 without a mark, lines that end with a line feed.
function Set-TextFile {
    param([string] $Path, [string] $Text)

    [System.IO.File]::WriteAllText($Path, $Text.Replace("`r`n", "`n"), [System.Text.UTF8Encoding]::new($false))
}

# The blocks of a markdown text: paragraphs and items of lists as one line each, code as it is.
function Get-MarkdownBlock {
    param([string] $Markdown)

    $kind = $null
    $lines = [System.Collections.Generic.List[string]]::new()
    $blocks = [System.Collections.Generic.List[object]]::new()
    $finish = {
        if ($kind) {
            $blocks.Add([pscustomobject] @{ Kind = $kind; Text = $lines -join $(if ($kind -eq 'Code') { "`n" } else { ' ' }) })
        }

        $lines.Clear()
    }
    foreach ($line in $Markdown.Replace("`r`n", "`n") -split "`n") {
        if ($kind -eq 'Code') {
            if ($line.StartsWith('```')) { . $finish; $kind = $null }
            else { $lines.Add($line) }
        }
        elseif ($line.StartsWith('```')) { . $finish; $kind = 'Code' }
        elseif ($line -match '^(#+) +(?<text>.*)') { . $finish; $kind = "Heading$($Matches[1].Length)"; $lines.Add($Matches.text); . $finish; $kind = $null }
        elseif ($line -match '^[-*] +(?<text>.*)') { . $finish; $kind = 'Item'; $lines.Add($Matches.text) }
        elseif (-not $line.Trim()) { . $finish; $kind = $null }
        else {
            if (-not $kind) { $kind = 'Paragraph' }
            $lines.Add($line.Trim())
        }
    }

    . $finish
    $blocks
}

# A line of markdown as it reads without its marks. What is code stays as it is.
function ConvertFrom-MarkdownInline {
    param([string] $Text)

    $parts = [regex]::Split($Text, '(`[^`]+`)')
    -join $(foreach ($part in $parts) {
            if ($part -match '^`(?<code>[^`]+)`$') { $Matches.code }
            else {
                $part -replace '\[([^\]]+)\]\((https?://[^)]+)\)', '$1 ($2)' -replace '\[([^\]]+)\]\([^)]+\)', '$1' -replace '\*\*([^*]+)\*\*', '$1' -replace '\\([\\`*_{}\[\]<>()#+.!|-])', '$1'
            }
        })
}

# Breaks a line at the words, so that none is longer than the width; what follows the first stands further in.
function Split-Line {
    param([string] $Text, [int] $Width, [string] $First = '', [string] $Next = $First)

    $line = $First
    $isEmpty = $true
    foreach ($word in $Text -split ' +') {
        if (-not $isEmpty -and $line.Length + 1 + $word.Length -gt $Width) {
            $line
            $line = $Next
            $isEmpty = $true
        }

        $line += $(if ($isEmpty) { $word } else { " $word" })
        $isEmpty = $false
    }

    $line
}

# Markdown as plain text: paragraphs apart by an empty line, items of a list below each other, code further in. Where it is shown breaks its lines.
function ConvertTo-PlainText {
    param([string] $Markdown)

    $before = $null
    $lines = foreach ($block in Get-MarkdownBlock $Markdown) {
        if ($before -and -not ($before -eq 'Item' -and $block.Kind -eq 'Item')) { '' }
        switch ($block.Kind) {
            'Code' { $block.Text -split "`n" | ForEach-Object { if ($_) { "    $_" } else { '' } } }
            'Item' { "- $(ConvertFrom-MarkdownInline $block.Text)" }
            default { ConvertFrom-MarkdownInline $block.Text }
        }

        $before = $block.Kind
    }

    @($lines) -join "`n"
}

# Writes the text of an about topic, as Get-Help shows it, from its page: headings in capitals, text four further in, no line longer than 80.
function Export-AboutTopic {
    param([string] $Path, [string] $Destination)

    $width = 80
    $lines = [System.Collections.Generic.List[string]]::new()
    $before = $null
    foreach ($block in Get-MarkdownBlock (Get-Content -LiteralPath $Path -Raw)) {
        if ($block.Kind -eq 'Heading1') {
            $lines.AddRange([string[]] ('TOPIC', "    $($block.Text)"))
            $before = $block.Kind
            continue
        }

        if ($before -and -not ($before -eq 'Item' -and $block.Kind -eq 'Item') -and -not $before.StartsWith('Heading')) { $lines.Add('') }
        elseif ($before -eq 'Heading1') { $lines.Add('') }

        $text = if ($block.Kind -eq 'Code') { $block.Text } else { ConvertFrom-MarkdownInline $block.Text }
        $added = switch ($block.Kind) {
            'Heading2' { $text.ToUpperInvariant() }
            'Heading3' { Split-Line $text $width '  ' }
            'Code' { $text -split "`n" | ForEach-Object { "        $_".TrimEnd() } }
            'Item' { Split-Line $text $width '    - ' '      ' }
            'Paragraph' { Split-Line $text $width '    ' }
        }
        $lines.AddRange([string[]] @($added))
        $before = $block.Kind
    }

    $long = @($lines | Where-Object Length -GT $width)
    if ($long) {
        throw "A line of $Path is longer than $width and cannot be broken: $($long[0].Trim())"
    }

    Set-TextFile $Destination (($lines -join "`n") + "`n")
}

# Writes the page of a command anew: what follows from the command (syntax, parameters and their properties) as it is now, what was written by
# hand as it is on the page. A command without a page gets one with places to fill in.
function Update-HelpPage {
    param([System.Management.Automation.CommandInfo] $Command, [string] $Folder)

    $path = Join-Path $Folder "$($Command.Name).md"
    $temporary = New-TemporaryFolder
    try {
        # New-CommandHelp alone would leave out parameters that are hidden from the Tab key.
        $made = New-MarkdownCommandHelp -CommandInfo $Command -OutputFolder $temporary -Force
        $help = Import-MarkdownCommandHelp $made.FullName
        $help.Metadata['HelpUri'] = "$pageRoot/$($Command.Name).md"
        $help.Metadata['external help file'] = $mamlName
        foreach ($parameter in $help.Parameters) {
            # PlatyPS does not look into Nullable.
            $type = $Command.Parameters[$parameter.Name].ParameterType
            $type = [System.Nullable]::GetUnderlyingType($type) ?? $type
            if ($type.IsEnum -and -not $parameter.AcceptedValues.Count) {
                $parameter.AcceptedValues.AddRange([System.Enum]::GetNames($type))
            }
        }

        if (Test-Path -LiteralPath $path) {
            Copy-WrittenHelp (Import-MarkdownCommandHelp $path) $help
        }

        $null = Export-MarkdownCommandHelp $help -OutputFolder $temporary -Force
        $text = Get-Content -LiteralPath $made.FullName -Raw
    }
    finally {
        Remove-Item -LiteralPath $temporary -Recurse
    }

    # The day on which it was written would make every page new every day. The module has no aliases.
    $text = $text.Replace("`r`n", "`n") -replace '(?m)^ms\.date: .*\n' -replace '(?ms)^## ALIASES\n.*?(?=^## )'
    Set-TextFile $path ($text.TrimEnd() + "`n")
}

# Puts what was written by hand on one page into another.
function Copy-WrittenHelp {
    param([object] $From, [object] $To)

    $To.Synopsis = $From.Synopsis
    $To.Description = $From.Description
    $To.Notes = $From.Notes
    foreach ($list in 'Examples', 'RelatedLinks', 'Inputs', 'Outputs') {
        $To.$list.Clear()
        $From.$list | ForEach-Object { $To.$list.Add($_) }
    }

    foreach ($parameter in $To.Parameters) {
        $written = $From.Parameters | Where-Object Name -EQ $parameter.Name
        if ($written) {
            $parameter.Description = $written.Description
            $parameter.DefaultValue = $written.DefaultValue
        }
    }
}

function New-TemporaryFolder {
    $folder = Join-Path ([System.IO.Path]::GetTempPath()) "ringcx-help-$([guid]::NewGuid().ToString('n'))"
    (New-Item $folder -ItemType Directory).FullName
}

# Writes the MAML of all pages. PlatyPS reads the pages and writes it; what it leaves as markdown, or shows as .NET spells it, is put into plain
# words afterwards, and examples are taken apart into the code and what is said of it.
function Export-HelpMaml {
    param([string] $Folder, [string] $Destination)

    $pages = @(Get-HelpPage $Folder | ForEach-Object { Import-MarkdownCommandHelp $_ })
    $temporary = New-TemporaryFolder
    try {
        $null = $pages | Export-MamlCommandHelp -OutputFolder $temporary -Force
        $maml = [xml]::new()
        $maml.Load((Get-ChildItem $temporary -Filter $mamlName -Recurse).FullName)
    }
    finally {
        Remove-Item -LiteralPath $temporary -Recurse
    }

    foreach ($command in $maml.DocumentElement.ChildNodes) {
        $name = $command['command:details']['command:name'].InnerText
        Edit-CommandMaml $command ($pages | Where-Object Title -EQ $name)
    }

    $settings = [System.Xml.XmlWriterSettings]::new()
    $settings.Indent = $true
    $settings.NewLineChars = "`n"
    $settings.NewLineHandling = 'Replace'
    $settings.Encoding = [System.Text.UTF8Encoding]::new($false)
    $writer = [System.Xml.XmlWriter]::Create($Destination, $settings)
    try {
        $maml.Save($writer)
    }
    finally {
        $writer.Dispose()
    }
}

function Add-MamlElement {
    param([System.Xml.XmlElement] $Parent, [string] $Name, [string] $Text)

    $element = $Parent.OwnerDocument.CreateElement($Name, $Parent.GetNamespaceOfPrefix($Name.Split(':')[0]))
    if ($Text) { $element.InnerText = $Text }
    $Parent.AppendChild($element)
}

# Has one paragraph in place of what there is: Get-Help shows its lines as they are.
function Set-MamlText {
    param([System.Xml.XmlElement] $Parent, [string] $Text)

    $Parent.RemoveAll()
    $null = Add-MamlElement $Parent 'maml:para' $Text
}

function Edit-CommandMaml {
    param([System.Xml.XmlElement] $Command, [object] $Page)

    Set-MamlText $Command['command:details']['maml:description'] (ConvertTo-PlainText $Page.Synopsis)
    Set-MamlText $Command['maml:description'] (ConvertTo-PlainText $Page.Description)
    $types = @{}
    foreach ($parameter in $Command['command:syntax'].GetElementsByTagName('command:parameter')) {
        $types[$parameter['maml:name'].InnerText] = $parameter['command:parameterValue']?.InnerText
    }

    foreach ($parameter in $Command['command:parameters'].ChildNodes) {
        $name = $parameter['maml:name'].InnerText
        $written = $Page.Parameters | Where-Object Name -EQ $name
        Set-MamlText $parameter['maml:description'] (ConvertTo-PlainText $written.Description)
        if ($parameter['command:parameterValue']) {
            $parameter['command:parameterValue'].InnerText = $types[$name]
        }

        if ($written.DefaultValue) {
            $null = Add-MamlElement $parameter 'dev:defaultValue' $written.DefaultValue
        }

        $parameter['dev:type']['maml:name'].InnerText = $parameter['dev:type']['maml:name'].InnerText -replace '^System\.Nullable`1\[(.*)\]$', '$1'
    }

    # So many values that nobody finds the rest of the syntax.
    $most = 8
    foreach ($parameter in $Command['command:syntax'].GetElementsByTagName('command:parameter')) {
        $values = $parameter['command:parameterValueGroup']
        if ($values.ChildNodes.Count -gt $most) { $null = $parameter.RemoveChild($values) }
        $parameter['dev:type']['maml:name'].InnerText = $parameter['dev:type']['maml:name'].InnerText -replace '^System\.Nullable`1\[(.*)\]$', '$1'
    }

    $ends = @($Command['command:inputTypes']?.ChildNodes) + @($Command['command:returnValues']?.ChildNodes)
    foreach ($end in $ends | Where-Object { $_ }) {
        Set-MamlText $end['maml:description'] (ConvertTo-PlainText $end['maml:description'].InnerText)
    }

    $notes = $Command['maml:alertSet']
    if ($Page.Notes) {
        Set-MamlText $notes['maml:alert'] (ConvertTo-PlainText $Page.Notes)
    }
    elseif ($notes) {
        # Otherwise there is a heading with nothing below it.
        $null = $Command.RemoveChild($notes)
    }

    $examples = $Command['command:examples']
    $examples.RemoveAll()
    foreach ($written in $Page.Examples) {
        $code, $rest = Split-Example $written.Remarks
        $example = Add-MamlElement $examples 'command:example'
        $null = Add-MamlElement $example 'maml:title' "-------------- $(ConvertFrom-MarkdownInline $written.Title) --------------"
        $null = Add-MamlElement $example 'dev:code' $code
        $remarks = Add-MamlElement $example 'dev:remarks'
        # An empty paragraph behind it keeps the next title apart.
        $null = Add-MamlElement $remarks 'maml:para' (ConvertTo-PlainText $rest)
        $null = Add-MamlElement $remarks 'maml:para'
    }

    # The first link is the page online; other pages are named, since Get-Help shows them by their names.
    $links = $Command['command:relatedLinks']
    $links.RemoveAll()
    foreach ($written in $Page.RelatedLinks) {
        $link = Add-MamlElement $links 'maml:navigationLink'
        $null = Add-MamlElement $link 'maml:linkText' ($written.LinkText -replace '^Online Version$', 'Online Version:')
        $null = Add-MamlElement $link 'maml:uri' $(if ($written.Uri -match '^https?:') { $written.Uri })
    }
}

# The code of an example, and what stands behind it.
function Split-Example {
    param([string] $Remarks)

    $match = [regex]::Match($Remarks.Replace("`r`n", "`n"), '(?s)^\s*```powershell\n(?<code>.*?)\n```(?<rest>.*)$')
    if (-not $match.Success) {
        throw "An example does not begin with a block of PowerShell: $Remarks"
    }

    $match.Groups['code'].Value
    $match.Groups['rest'].Value
}

Export-ModuleMember -Function Update-HelpPage, Export-HelpMaml, Export-AboutTopic
