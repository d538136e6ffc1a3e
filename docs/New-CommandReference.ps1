#Requires -Version 7.4
<#
.SYNOPSIS
Writes docs/commands.md from the built module and its XML documentation. ./build.ps1 -Task Docs starts it in a fresh PowerShell.
#>
[CmdletBinding()]
param(
    # The configuration that was built.
    [string] $Configuration = 'Release',

    # The file to write.
    [string] $Path = (Join-Path $PSScriptRoot 'commands.md')
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot
Import-Module (Join-Path $root 'RingCx.PowerShell.psd1')
$documentation = [xml] (Get-Content (Join-Path $root "artifacts/bin/RingCx.PowerShell/$($Configuration.ToLowerInvariant())/RingCx.PowerShell.xml") -Raw)
$summaries = @{}
foreach ($member in $documentation.doc.members.member) {
    # Members that are no commands may take their words from elsewhere (inheritdoc).
    if ($summary = $member.SelectSingleNode('summary')) {
        $summaries[$member.name] = ($summary.InnerText -replace '\s+', ' ').Trim()
    }
}

$common = @([System.Management.Automation.PSCmdlet]::CommonParameters) + @([System.Management.Automation.PSCmdlet]::OptionalCommonParameters) + 'First', 'Skip', 'IncludeTotalCount', 'WhatIf', 'Confirm'

function Get-Summary([System.Reflection.MemberInfo] $Property) {
    $summaries["P:$($Property.DeclaringType.FullName).$($Property.Name)"]
}

$lines = [System.Collections.Generic.List[string]]::new()
$lines.AddRange([string[]] @(
        '# The commands'
        ''
        'Written by `./build.ps1 -Task Docs`. Common parameters are left out; *pipe* says that a parameter is taken from the pipeline, by value or by'
        'the name of a property.'
    ))
foreach ($command in Get-Command -Module RingCx.PowerShell | Sort-Object Noun, Verb) {
    $type = $command.ImplementingType
    $lines.AddRange([string[]] @('', "## $($command.Name)", '', $summaries["T:$($type.FullName)"], '', '```text'))
    $lines.AddRange([string[]] @($command.ParameterSets | ForEach-Object { "$($command.Name) $($_.ToString())" -replace ' \[<CommonParameters>\]$' }))
    $lines.AddRange([string[]] @('```', '', '| parameter | pipe | what it is |', '| --- | --- | --- |'))
    foreach ($parameter in $command.Parameters.Values | Where-Object Name -NotIn $common | Sort-Object Name) {
        $byValue = $parameter.ParameterSets.Values | Where-Object ValueFromPipeline
        $byName = $parameter.ParameterSets.Values | Where-Object ValueFromPipelineByPropertyName
        $pipe = @(if ($byValue) { 'value' }; if ($byName) { 'name' }) -join ', '
        $lines.Add("| ``-$($parameter.Name)`` | $pipe | $(Get-Summary $type.GetProperty($parameter.Name)) |")
    }

    if ($command.Parameters.ContainsKey('IncludeTotalCount')) {
        $lines.Add('| `-First`, `-Skip`, `-IncludeTotalCount` |  | PowerShell''s paging: how many to emit, how many to pass over, and the exact total first. |')
    }

    $output = ($command.OutputType | Where-Object { $_.Type -and $_.Type -ne [void] } | ForEach-Object { "``$($_.Name)``" }) -join ', '
    $lines.AddRange([string[]] @('', "Emits: $(if ($output) { $output } else { 'nothing' })."))
}

Set-Content -LiteralPath $Path -Value (($lines -join "`n") + "`n") -NoNewline
Write-Host "Wrote $([System.IO.Path]::GetRelativePath($root, $Path))."
