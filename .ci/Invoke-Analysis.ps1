#Requires -Version 7.4
<#
.SYNOPSIS
Emits what PSScriptAnalyzer finds in the scripts, modules and manifests of the repository. ./build.ps1 -Task Analyze and a test run it.

.DESCRIPTION
Each file is read under the PSScriptAnalyzerSettings.psd1 that is nearest: in its own folder or one above, otherwise the one beside this
script.
#>
[CmdletBinding(DefaultParameterSetName = 'Analyze')]
param(
    # A file, or a folder with all below it.
    [Parameter(Position = 0)]
    [string] $Path = (Split-Path $PSScriptRoot),

    # Emits the files that would be read, instead.
    [Parameter(Mandatory, ParameterSetName = 'List')]
    [switch] $ListFile
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot
$made = '.git', 'artifacts', 'bin', 'out', 'obj'

# What the build makes is left out.
$files = if (Test-Path -LiteralPath $Path -PathType Leaf) {
    Get-Item -LiteralPath $Path -Force
}
else {
    Get-ChildItem -LiteralPath $Path -Recurse -File -Force | Where-Object Extension -in '.ps1', '.psm1', '.psd1' |
        Where-Object { -not ([System.IO.Path]::GetRelativePath($root, $_.DirectoryName) -split '[\\/]' | Where-Object { $_ -in $made }) } |
        Sort-Object FullName -Culture ''
}

if ($ListFile) { return $files }

foreach ($file in $files) {
    $settings = Join-Path $PSScriptRoot 'PSScriptAnalyzerSettings.psd1'
    for ($folder = $file.DirectoryName; $folder -and $folder.Length -ge $root.Length; $folder = Split-Path $folder) {
        $nearer = Join-Path $folder 'PSScriptAnalyzerSettings.psd1'
        if (Test-Path -LiteralPath $nearer) {
            $settings = $nearer
            break
        }
    }

    Invoke-ScriptAnalyzer -Path $file.FullName -Settings $settings
}
