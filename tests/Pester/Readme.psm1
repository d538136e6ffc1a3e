# Reads the examples of a markdown document: the PowerShell blocks behind a <!-- tour --> or <!-- example --> mark.

function Get-MarkdownExample {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)]
        [string] $Path,

        # tour: one session, block after block. example: each block a session of its own.
        [Parameter(Mandatory)]
        [ValidateSet('tour', 'example')]
        [string] $Kind
    )

    $text = Get-Content -LiteralPath $Path -Raw
    [regex]::Matches($text, "(?ms)^<!-- $Kind -->\r?\n``````powershell\r?\n(?<code>.*?)^``````") | ForEach-Object { $_.Groups['code'].Value.TrimEnd() }
}

# The statements of a block, each with the error that its comment announces ("# error: CallNotFound"); null for none.
function Get-ExampleStatement {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, ValueFromPipeline)]
        [string] $Code
    )

    process {
        $lines = $Code -split '\r?\n'
        $ast = [System.Management.Automation.Language.Parser]::ParseInput($Code, [ref] $null, [ref] $null)
        foreach ($statement in $ast.EndBlock.Statements) {
            $line = $lines[$statement.Extent.EndLineNumber - 1]
            [pscustomobject] @{
                Text  = $statement.Extent.Text
                Error = if ($line -match '# error: (?<id>\w+)') { $Matches.id }
            }
        }
    }
}

Export-ModuleMember -Function Get-MarkdownExample, Get-ExampleStatement
