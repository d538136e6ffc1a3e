#Requires -Version 7.4
<#
.SYNOPSIS
Writes ThirdPartyNotices.txt: the libraries of others that are shipped, each with its version, license and copyright.

.DESCRIPTION
The built module's folder says what is shipped, the restored packages say what it is: each file is looked up, by name and content, among
those of the packages that the restore of the projects in src has noted. The images that were compiled ahead have another content; packing
checks that each was made from the library beside it.
#>
[CmdletBinding()]
param(
    # The folder bin of the module.
    [string] $Path = (Join-Path (Split-Path $PSScriptRoot) 'bin'),

    # The file to write.
    [string] $Destination = (Join-Path (Split-Path $PSScriptRoot) 'ThirdPartyNotices.txt')
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot

# Where a package's folder is.
function Get-PackageFolder([hashtable] $Assets, [string] $Package) {
    foreach ($folder in $Assets.packageFolders.Keys) {
        $path = Join-Path $folder $Assets.libraries[$Package].path
        if (Test-Path -LiteralPath $path) { return $path }
    }

    throw "The package $Package is not here; restore again."
}

# The files that the packages bring, by name: each with its package.
$candidates = @{}
$folders = @{}
foreach ($project in 'PowerShell', 'Board', 'Client', 'Sandbox') {
    $assets = Get-Content (Join-Path $root "artifacts/obj/RingCx.$project/project.assets.json") -Raw | ConvertFrom-Json -AsHashtable
    foreach ($target in $assets.targets.Values) {
        foreach ($package in $target.Keys) {
            if ($assets.libraries[$package].type -ne 'package' -or -not $target[$package].Contains('runtime')) { continue }
            $folders[$package] = Get-PackageFolder $assets $package
            foreach ($file in $target[$package].runtime.Keys -like '*.dll') {
                $candidates[(Split-Path $file -Leaf)] += @(@{ Package = $package; File = Join-Path $folders[$package] $file })
            }
        }
    }
}

$shipped = @{}
$libraries = Get-ChildItem -LiteralPath $Path, (Join-Path $Path 'dependencies'), (Join-Path $Path 'dependencies/net10.0') -Filter *.dll
foreach ($file in $libraries | Where-Object Name -notlike 'RingCx.*') {
    $hash = (Get-FileHash -LiteralPath $file.FullName).Hash
    $from = @($candidates[$file.Name] | Where-Object { $_ -and (Get-FileHash -LiteralPath $_.File).Hash -eq $hash })
    if ($from.Count -eq 0) {
        throw "$($file.Name) is shipped, but no restored package has it. Is it left over from an earlier build? Then ./build.ps1 -Task Clean removes it."
    }

    $shipped[$from[0].Package] = @($shipped[$from[0].Package]) + $file.Name | Where-Object { $_ } | Sort-Object -Unique
}

$lines = [System.Collections.Generic.List[string]]::new()
$lines.AddRange([string[]] @(
        'RingCx.PowerShell ships the following libraries of others, unchanged, in its folder bin/dependencies, and compiled ahead for some'
        'platforms (ReadyToRun) in the folders below it.'
        ''
        'Written by ./build.ps1 -Task Docs from the packages they came in.'
    ))
foreach ($package in $shipped.Keys | Sort-Object -Culture '') {
    $nuspec = [xml] (Get-Content -LiteralPath (Get-ChildItem -LiteralPath $folders[$package] -Filter *.nuspec).FullName -Raw)
    $about = $nuspec.package.metadata
    $license = $about.SelectSingleNode("*[local-name() = 'license']")
    # By its name, or as a file whose text is the one below.
    $isMit = switch ("$($license.type)") {
        'expression' { $license.InnerText -eq 'MIT' }
        'file' { (Get-Content -LiteralPath (Join-Path $folders[$package] $license.InnerText) -Raw) -replace '\s+', ' ' -match '^\W*MIT License .*Permission is hereby granted, free of charge, .* OTHER DEALINGS IN THE SOFTWARE\.\s*$' }
    }
    if (-not $isMit) {
        throw "The license of $package is not MIT. Read it, and give its text in Get-ThirdPartyNotice.ps1."
    }

    $copyright = "$($about.SelectSingleNode("*[local-name() = 'copyright']")?.InnerText)".Trim()
    $copyright = $copyright -replace [char] 0xA9, '(c)' -replace '\s+', ' '
    if ($copyright -notmatch '\(c\)|Copyright') { $copyright = "Copyright (c) $($copyright ? $copyright : $about.authors)" }
    $lines.AddRange([string[]] @(
            ''
            "$($about.id) $($about.version)"
            "    Files:     $($shipped[$package] -join ', ')"
            '    License:   MIT'
            "    Copyright: $copyright"
            "    Project:   $($about.projectUrl)"
        ))
}

$lines.AddRange([string[]] @(
        ''
        'The libraries of Microsoft contain material of others in their turn; the notices on it are in THIRD-PARTY-NOTICES.TXT at'
        'https://github.com/dotnet/runtime.'
        ''
        'MIT License'
        ''
        'Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the'
        '"Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish,'
        'distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to'
        'the following conditions:'
        ''
        'The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.'
        ''
        'THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF'
        'MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR'
        'ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH'
        'THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.'
        ''
    ))
[System.IO.File]::WriteAllText($Destination, ($lines -join "`n"), [System.Text.UTF8Encoding]::new($false))
