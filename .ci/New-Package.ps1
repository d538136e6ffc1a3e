#Requires -Version 7.4
<#
.SYNOPSIS
Makes what is shipped from what was built: the module's folder, a zip of it for Azure Automation, and a package for PSResourceGet.
./build.ps1 -Task Pack runs it after the build.

.DESCRIPTION
The version is that of the built assembly, so that Directory.Build.props is the one place that states it. The manifest in the package gets
it, the label of a prerelease, and what CHANGELOG.md says of it. The images that .ci/Images.csproj has compiled ahead come along, if there
are any, in folders below bin/dependencies.

The same commit gives the same files: entries are sorted and have the time of the commit. Two things are not ours: the compression, which is
that of the PowerShell that packs (the content is the same, the size may differ), and the kind of file system, which zip files note
(Windows or not).
#>
[CmdletBinding()]
param(
    # Gets the folders module and package.
    [string] $Destination = (Join-Path (Split-Path $PSScriptRoot) 'artifacts'),

    # The images that were compiled ahead: a folder for each framework, with one for each platform. It does not have to exist.
    [string] $Images = (Join-Path (Split-Path $PSScriptRoot) 'artifacts/images'),

    # Another version than the built assembly's, such as 0.2.0-preview1.
    [string] $Version
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$name = 'RingCx.PowerShell'
$root = Split-Path $PSScriptRoot
$module = Join-Path $Destination 'module' $name
$package = Join-Path $Destination 'package'

# What CHANGELOG.md says of a version: its own section, for a prerelease that of the version it leads to, otherwise what is unreleased.
function Get-ReleaseNote([string] $Changelog, [string] $Version) {
    foreach ($title in $Version, ($Version -split '-')[0], 'Unreleased') {
        $section = [regex]::Match($Changelog, "(?ms)^## \[$([regex]::Escape($title))\][^\n]*\n(?<text>.*?)(?=^## \[|\z)")
        $text = $section.Groups['text'].Value.Trim()
        if ($text) { return $text }
    }

    throw "CHANGELOG.md has nothing on $Version and nothing unreleased."
}

# Replaces what a key of the manifest has; each stands once, on a line of its own.
function Set-ManifestValue([string] $Manifest, [string] $Key, [string] $Value) {
    $pattern = [regex] "(?m)^(?<key>\s*$Key\s*=\s*)'[^'\n]*'"
    if ($pattern.Matches($Manifest).Count -ne 1) {
        throw "The manifest does not have $Key once, as a text on a line of its own."
    }

    $pattern.Replace($Manifest, { param($match) "$($match.Groups['key'].Value)'$($Value.Replace("'", "''"))'" })
}

# The time that all entries get: that of the commit, where there is one. A zip file knows no time before 1980.
function Get-PackageTime {
    $seconds = $env:SOURCE_DATE_EPOCH
    if (-not $seconds -and (Get-Command git -ErrorAction Ignore)) {
        $seconds = & git -C $root log -1 --format=%ct 2>$null
    }

    if ($seconds) { [System.DateTimeOffset]::FromUnixTimeSeconds([long] "$seconds") } else { [System.DateTimeOffset]::new(1980, 1, 1, 0, 0, 0, [timespan]::Zero) }
}

# Writes a zip file from names and bytes.
function Write-Archive([string] $Path, [hashtable] $Content) {
    $names = [string[]] $Content.Keys
    [array]::Sort($names, [System.StringComparer]::Ordinal)
    $file = [System.IO.File]::Create($Path)
    try {
        $archive = [System.IO.Compression.ZipArchive]::new($file, 'Create')
        foreach ($entryName in $names) {
            $entry = $archive.CreateEntry($entryName, 'Optimal')
            $entry.LastWriteTime = $time
            $stream = $entry.Open()
            $stream.Write($Content[$entryName], 0, $Content[$entryName].Length)
            $stream.Dispose()
        }

        $archive.Dispose()
    }
    finally {
        $file.Dispose()
    }
}

# What the compiler has stamped an assembly with: the same in an image and in what it was made from, and in nothing else.
function Get-ModuleVersionId([string] $Path) {
    $stream = [System.IO.File]::OpenRead($Path)
    try {
        $reader = [System.Reflection.PortableExecutable.PEReader]::new($stream)
        $metadata = [System.Reflection.Metadata.PEReaderExtensions]::GetMetadataReader($reader)
        $metadata.GetGuid($metadata.GetModuleDefinition().Mvid)
    }
    finally {
        $stream.Dispose()
    }
}

# Lays the images below the dependencies that they were made from, with the symbols that belong to both.
function Copy-Image {
    $dependencies = Join-Path $module 'bin/dependencies'
    foreach ($image in Get-ChildItem -Path (Join-Path $Images '*/*/*.dll') -ErrorAction Ignore) {
        $source = Join-Path $dependencies $image.Directory.Parent.Name $image.Name
        if (-not (Test-Path -LiteralPath $source) -or (Get-ModuleVersionId $source) -ne (Get-ModuleVersionId $image.FullName)) {
            throw "$([System.IO.Path]::GetRelativePath($root, $image.FullName)) was not made from what bin/dependencies/$($image.Directory.Parent.Name) has now. ./build.ps1 -Task Pack makes the images anew."
        }

        $folder = Join-Path $dependencies ([System.IO.Path]::GetRelativePath($Images, $image.DirectoryName))
        $null = New-Item $folder -ItemType Directory -Force
        Copy-Item -LiteralPath $image.FullName -Destination $folder
        $symbols = [System.IO.Path]::ChangeExtension($source, 'pdb')
        if (Test-Path -LiteralPath $symbols) {
            Copy-Item -LiteralPath $symbols -Destination $folder
        }
    }
}

function New-ModuleFolder {
    if (Test-Path -LiteralPath $module) {
        Remove-Item -LiteralPath $module -Recurse -Force
    }

    $null = New-Item $module -ItemType Directory -Force
    foreach ($item in "$name.psd1", 'bin', 'README.md', 'CHANGELOG.md', 'LICENSE') {
        Copy-Item -LiteralPath (Join-Path $root $item) -Destination $module -Recurse
    }

    Copy-Image

    # The help, where it has been written.
    if (Test-Path -LiteralPath (Join-Path $root 'en-US')) {
        Copy-Item -LiteralPath (Join-Path $root 'en-US') -Destination $module -Recurse
    }

    $manifest = Join-Path $module "$name.psd1"
    $text = [System.IO.File]::ReadAllText($manifest)
    $core, $label = $Version -split '-', 2
    $text = Set-ManifestValue $text ModuleVersion $core
    $text = Set-ManifestValue $text Prerelease "$label"
    $text = Set-ManifestValue $text ReleaseNotes (Get-ReleaseNote ([System.IO.File]::ReadAllText((Join-Path $root 'CHANGELOG.md'))) $Version)
    [System.IO.File]::WriteAllText($manifest, $text)
    & (Join-Path $PSScriptRoot 'Get-ThirdPartyNotice.ps1') -Path (Join-Path $module 'bin') -Destination (Join-Path $module 'ThirdPartyNotices.txt')
    $null = Test-ModuleManifest $manifest
}

# Azure Automation wants a zip of the module's folder, and the same name for the zip, the folder and the manifest: no version in it.
function New-ModuleArchive {
    $content = @{}
    foreach ($file in Get-ChildItem -LiteralPath $module -File -Recurse -Force) {
        $content["$name/" + [System.IO.Path]::GetRelativePath($module, $file.FullName).Replace('\', '/')] = [System.IO.File]::ReadAllBytes($file.FullName)
    }

    Write-Archive (Join-Path $package "$name.zip") $content
}

# PSResourceGet 1.1 makes a package by itself, 1.0 by publishing it to a folder.
function New-ModulePackage {
    $made = Join-Path $package "$name.$Version.nupkg"
    if (Get-Command Compress-PSResource -ErrorAction Ignore) {
        Compress-PSResource -Path $module -DestinationPath $package
    }
    elseif (Get-Command Publish-PSResource -ErrorAction Ignore) {
        # It notes repositories for the user, in a folder that has to be there.
        $null = [System.Environment]::GetFolderPath('LocalApplicationData', 'Create')
        $repository = "$name-$([guid]::NewGuid().ToString('n'))"
        Register-PSResourceRepository -Name $repository -Uri ([uri] $package) -Trusted
        try {
            Publish-PSResource -Path $module -Repository $repository
        }
        finally {
            Unregister-PSResourceRepository -Name $repository
        }
    }
    else {
        throw "$name.$Version.nupkg was not made: Microsoft.PowerShell.PSResourceGet is not here. PowerShell 7.4 and later bring it; install it (Install-Module Microsoft.PowerShell.PSResourceGet) and pack again."
    }

    if (-not (Test-Path -LiteralPath $made)) {
        throw "$name.$Version.nupkg was not made, though PSResourceGet did not say why."
    }

    # NuGet puts in a random name, the time, and the machine that packed.
    $content = @{}
    $archive = [System.IO.Compression.ZipFile]::OpenRead($made)
    try {
        foreach ($entry in $archive.Entries) {
            $stream = $entry.Open()
            $bytes = [System.IO.MemoryStream]::new()
            $stream.CopyTo($bytes)
            $stream.Dispose()
            $content[$entry.FullName] = $bytes.ToArray()
        }
    }
    finally {
        $archive.Dispose()
    }

    $properties = @($content.Keys -like 'package/services/metadata/core-properties/*.psmdcp')[0]
    $fixed = "package/services/metadata/core-properties/$name.psmdcp"
    $text = [System.Text.Encoding]::UTF8.GetString($content[$properties])
    $content.Remove($properties)
    $content[$fixed] = [System.Text.Encoding]::UTF8.GetBytes(($text -replace '(?<=<lastModifiedBy>)[^<]*', 'NuGet.Packaging'))

    $relations = [System.Text.Encoding]::UTF8.GetString($content['_rels/.rels']).Replace($properties, $fixed)
    $content['_rels/.rels'] = [System.Text.Encoding]::UTF8.GetBytes(($relations -replace '(?<=core-properties/[^"]*" Id=")\w+', 'R1'))

    $types = [xml] [System.Text.Encoding]::UTF8.GetString($content['[Content_Types].xml']).TrimStart([char] 0xFEFF)
    $sorted = @($types.DocumentElement.ChildNodes | Sort-Object Name, { $_.OuterXml } -Culture '')
    foreach ($node in $sorted) { $null = $types.DocumentElement.AppendChild($node) }
    $content['[Content_Types].xml'] = [System.Text.Encoding]::UTF8.GetBytes($types.OuterXml)
    Write-Archive $made $content
}

if (-not $Version) {
    # The compiler puts the commit behind a plus sign.
    $Version = ([System.Diagnostics.FileVersionInfo]::GetVersionInfo((Join-Path $root "bin/$name.dll")).ProductVersion -split '\+')[0]
}

if ($Version -notmatch '^\d+\.\d+\.\d+(-[0-9A-Za-z]+)?$') {
    throw "'$Version' is not a version that a module can have: three numbers, and for a prerelease a label of letters and digits, such as 0.2.0-preview1."
}

$time = Get-PackageTime
if (Test-Path -LiteralPath $package) {
    Remove-Item -LiteralPath $package -Recurse -Force
}

$null = New-Item $package -ItemType Directory -Force
New-ModuleFolder
Write-Host "Module:  $([System.IO.Path]::GetRelativePath($root, $module)), version $Version"
New-ModuleArchive
New-ModulePackage
foreach ($file in Get-ChildItem -LiteralPath $package | Sort-Object Name -Descending) {
    Write-Host "Package: $([System.IO.Path]::GetRelativePath($root, $file.FullName)), sha256 $((Get-FileHash -LiteralPath $file.FullName).Hash.ToLowerInvariant())"
}
