#Requires -Version 7.4
#Requires -Modules @{ ModuleName = 'Microsoft.PowerShell.PlatyPS'; ModuleVersion = '1.0.0' }
<#
.SYNOPSIS
Brings docs/en-US up to date with the built module: the pages of the commands, the MAML that is made of them, and the texts of the about topics.
./build.ps1 -Task Docs starts it in a fresh PowerShell.
#>
[CmdletBinding()]
param(
    # Where the pages are, and what is made of them goes.
    [string] $Folder = (Join-Path $PSScriptRoot 'en-US'),

    # The manifest of the module.
    [string] $Module = (Join-Path (Split-Path $PSScriptRoot) 'RingCx.PowerShell.psd1')
)

$ErrorActionPreference = 'Stop'
Import-Module Microsoft.PowerShell.PlatyPS
Import-Module $Module, (Join-Path $PSScriptRoot 'Help.psm1')
$commands = @(Get-Command -Module RingCx.PowerShell)
foreach ($command in $commands) {
    Update-HelpPage $command $Folder
}

foreach ($page in Get-ChildItem $Folder -Filter *-*.md | Where-Object BaseName -NotIn $commands.Name) {
    Remove-Item -LiteralPath $page
    Write-Host "Removed $($page.Name): there is no such command."
}

Export-HelpMaml $Folder (Join-Path $Folder 'RingCx.PowerShell.dll-Help.xml')
foreach ($topic in Get-ChildItem $Folder -Filter about_*.md) {
    Export-AboutTopic $topic.FullName (Join-Path $Folder "$($topic.BaseName).help.txt")
}

$open = @(Get-ChildItem $Folder -Filter *.md | Select-String '{{' -SimpleMatch)
foreach ($place in $open) {
    Write-Warning "$($place.Filename), line $($place.LineNumber): $($place.Line.Trim())"
}

Write-Host "Wrote $(Split-Path $Folder -Leaf): the help of $($commands.Count) commands."
if ($open) {
    throw 'Some pages have places to fill in; they stand above.'
}
