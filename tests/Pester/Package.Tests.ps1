# What is shipped: the module's folder, the package for PSResourceGet and the zip for Azure Automation; and that they work where nothing
# else is.

BeforeAll {
    Import-Module "$PSScriptRoot/Support.psm1"
    $ErrorActionPreference = 'Stop'
    $root = Convert-Path (Join-Path $PSScriptRoot '../..')
    $pack = Join-Path $root '.ci/New-Package.ps1'
    $module = $env:RINGCX_TEST_MODULE
    $packages = Join-Path $module '../../package'
    $manifest = Import-PowerShellDataFile (Join-Path $module 'RingCx.PowerShell.psd1')
    $version = "$($manifest.ModuleVersion)-$($manifest.PrivateData.PSData.Prerelease)".TrimEnd('-')
    $package = Join-Path $packages "RingCx.PowerShell.$version.nupkg"
    $zip = Join-Path $packages 'RingCx.PowerShell.zip'

    # The files below a folder by their relative paths, each with its hash.
    function Get-FolderContent([string] $Folder) {
        $content = @{}
        foreach ($file in Get-ChildItem -LiteralPath $Folder -File -Recurse -Force) {
            $content[[System.IO.Path]::GetRelativePath($Folder, $file.FullName).Replace('\', '/')] = (Get-FileHash -LiteralPath $file.FullName).Hash
        }

        $content
    }

    function Assert-SameContent([hashtable] $Actual, [hashtable] $Expected) {
        $Actual.Keys | Sort-Object -CaseSensitive | Should -BeExactly ($Expected.Keys | Sort-Object -CaseSensitive)
        foreach ($name in $Expected.Keys) {
            $Actual[$name] | Should -Be $Expected[$name] -Because $name
        }
    }

    # What of such a content was compiled ahead, or what was not.
    function Select-Image([hashtable] $Content, [switch] $Not) {
        $chosen = @{}
        foreach ($name in $Content.Keys) {
            if (($name -match '(^|/)net\d+\.0/\w+-\w+/') -ne $Not) { $chosen[$name] = $Content[$name] }
        }

        $chosen
    }

    # Expands a zip file, or what is one under another name.
    function Expand-Package([string] $Path) {
        $folder = Join-Path $TestDrive ([guid]::NewGuid().ToString('n'))
        [System.IO.Compression.ZipFile]::ExtractToDirectory($Path, $folder)
        $folder
    }

    # Packs into a folder of its own, in a fresh PowerShell.
    function New-TestPackage([string] $Before, [string] $Version, [string] $Images) {
        $folder = Join-Path $TestDrive ([guid]::NewGuid().ToString('n'))
        $arguments = "-Destination '$($folder.Replace("'", "''"))'" + ($Version ? " -Version $Version" : '') + ($Images ? " -Images '$($Images.Replace("'", "''"))'" : '')
        $result = Invoke-FreshPowerShell "$Before; & '$($pack.Replace("'", "''"))' $arguments"
        [pscustomobject] @{ Folder = $folder; Module = Join-Path $folder 'module/RingCx.PowerShell'; Packages = Join-Path $folder 'package'; ExitCode = $result.ExitCode; Text = $result.Text }
    }

    # Uses the module from a folder that has it alone, in a PowerShell that sees nothing else but what belongs to itself.
    function Test-InstalledModule([string] $Folder) {
        $result = Invoke-FreshPowerShell @"
`$env:PSModulePath = '$($Folder.Replace("'", "''"))' + [System.IO.Path]::PathSeparator + (Join-Path `$PSHOME 'Modules')
`$found = @(Get-Module RingCx.PowerShell -ListAvailable)
"found: `$(`$found.Count), `$(`$found[0].Version) `$(`$found[0].PrivateData.PSData.Prerelease)"
Connect-Rcx -Sandbox
"calls: `$(@(Get-RcxActiveCall).Count -gt 5)"
"held: `$((Get-RcxActiveCall -AgentName Vu | Set-RcxCallHold -State On).Succeeded)"
"from: `$((Get-Module RingCx.PowerShell).ModuleBase)"
"@
        $result.ExitCode | Should -Be 0 -Because $result.Text
        $result.Lines | Should -Contain "found: 1, $($manifest.ModuleVersion) $($manifest.PrivateData.PSData.Prerelease)"
        $result.Lines | Should -Contain 'calls: True'
        $result.Lines | Should -Contain 'held: True'
        $from = @($result.Lines -like 'from: *')[0].Substring(6)
        $from | Should -BeLike "*$([System.IO.Path]::GetFileName($Folder))*"
    }
}

BeforeDiscovery {
    # A feed without the compiler packs none.
    $withoutImages = -not (Test-Path (Join-Path $env:RINGCX_TEST_MODULE 'bin/dependencies/net*/*-*/*.dll'))
}

Describe 'The module''s folder' {
    BeforeAll {
        $content = Get-FolderContent $module
        $assemblies = @(Get-ChildItem (Join-Path $module 'bin') -Filter *.dll -Recurse)

        # The assemblies that an assembly refers to.
        function Get-ReferencedName([string] $Path) {
            $stream = [System.IO.File]::OpenRead($Path)
            try {
                $reader = [System.Reflection.PortableExecutable.PEReader]::new($stream)
                $metadata = [System.Reflection.Metadata.PEReaderExtensions]::GetMetadataReader($reader)
                foreach ($handle in $metadata.AssemblyReferences) {
                    $metadata.GetString($metadata.GetAssemblyReference($handle).Name)
                }
            }
            finally {
                $stream.Dispose()
            }
        }
    }

    It 'holds the manifest, what it loads, the texts, the help, and nothing else' {
        $known = 'RingCx.PowerShell.psd1', 'README.md', 'CHANGELOG.md', 'LICENSE', 'ThirdPartyNotices.txt'
        foreach ($name in $known) { $content.Keys | Should -Contain $name }
        $more = @($content.Keys | Where-Object { $_ -notin $known -and $_ -notmatch '^bin/(dependencies/(net10\.0/(\w+-\w+/)?)?)?[\w.]+\.(dll|pdb|ps1xml)$' -and $_ -notmatch '^en-US/[\w.-]+\.(xml|txt)$' })
        $more | Should -BeNullOrEmpty
    }

    It 'has the help that the repository has' {
        $help = Join-Path $root 'en-US'
        $expected = if (Test-Path $help) { (Get-FolderContent $help).Keys | ForEach-Object { "en-US/$_" } }
        @($content.Keys -like 'en-US/*' | Sort-Object) | Should -Be @($expected | Sort-Object)
    }

    It 'has every assembly that one of its own refers to, but those of .NET and PowerShell' {
        $assemblies.Count | Should -BeGreaterThan 10
        $frameworks = $PSHOME, [System.Runtime.InteropServices.RuntimeEnvironment]::GetRuntimeDirectory()
        foreach ($assembly in $assemblies) {
            # An image's are beside what it was made from.
            $folder = if ($assembly.DirectoryName -like '*-*') { Split-Path $assembly.DirectoryName } else { $assembly.DirectoryName }
            $names = @($assemblies | Where-Object { $_.DirectoryName -in $folder, (Join-Path $module 'bin') } | ForEach-Object BaseName)
            if ($folder -eq (Join-Path $module 'bin')) { $names += @($assemblies | Where-Object DirectoryName -eq (Join-Path $folder 'dependencies') | ForEach-Object BaseName) }
            $missing = @(Get-ReferencedName $assembly.FullName | Where-Object { $_ -notin $names -and $_ -notin 'netstandard', 'mscorlib', 'System', 'System.Core', 'System.Management.Automation' })
            # What the standard library itself stands for.
            $missing = @($missing | Where-Object { -not ($frameworks | Join-Path -ChildPath "$_.dll" | Test-Path | Where-Object { $_ }) -or $_ -like 'Microsoft.Extensions.*' })
            $missing | Should -BeNullOrEmpty -Because $assembly.Name
        }
    }

    It 'has images of its dependencies for <Name>, compiled for it and for .NET 10' -Skip:$withoutImages -ForEach @(
        # As a ReadyToRun image states its processor: mixed with a number of the system, but for Windows.
        @{ Name = 'win-x64'; Machine = 0x8664 }
        @{ Name = 'linux-x64'; Machine = 0x8664 -bxor 0x7B79 }
        @{ Name = 'osx-arm64'; Machine = 0xAA64 -bxor 0x4644 }
    ) {
        $dependencies = Join-Path $module 'bin/dependencies/net10.0'
        $images = @(Get-ChildItem (Join-Path $dependencies $Name) -Filter *.dll)
        $images.Name | Should -Be (Get-ChildItem $dependencies -Filter *.dll | Where-Object Name -ne 'Spectre.Console.dll').Name
        foreach ($image in $images) {
            $stream = [System.IO.File]::OpenRead($image)
            $headers = [System.Reflection.PortableExecutable.PEReader]::new($stream).PEHeaders
            $stream.Dispose()
            [int] $headers.CoffHeader.Machine -band 0xFFFF | Should -Be $Machine -Because $image.Name
            $headers.CorHeader.ManagedNativeHeaderDirectory.Size | Should -BeGreaterThan 0 -Because $image.Name
        }
    }

    It 'has nothing of PowerShell itself' {
        @($assemblies.Name -match '^(System\.Management\.Automation|Microsoft\.PowerShell\.|Microsoft\.Management\.)') | Should -BeNullOrEmpty
    }

    It 'has the symbols of its own assemblies' {
        foreach ($assembly in $assemblies | Where-Object Name -like 'RingCx.*') {
            [System.IO.Path]::ChangeExtension($assembly.FullName, 'pdb') | Should -Exist
        }
    }

    It 'names each library of others that it ships, and no other' {
        $notices = Get-Content (Join-Path $module 'ThirdPartyNotices.txt')
        $named = @($notices | Where-Object { $_ -match '^    Files:' } | ForEach-Object { ($_ -replace '^    Files:\s+') -split ', ' })
        $named | Sort-Object | Should -Be @($assemblies.Name -notlike 'RingCx.*' | Sort-Object -Unique)
        foreach ($kind in 'License', 'Copyright', 'Project') {
            @($notices -match "^    ${kind}:\s+\S") | Should -HaveCount @($notices -match '^    Files:').Count
        }

        @($notices -match '^MIT License$') | Should -HaveCount 1
    }

    It 'has the notices of the repository' {
        $committed = Get-Content (Join-Path $root 'ThirdPartyNotices.txt') -Raw
        Get-Content (Join-Path $module 'ThirdPartyNotices.txt') -Raw | Should -BeExactly $committed -Because './build.ps1 -Task Docs writes ThirdPartyNotices.txt'
    }

    It 'has the version of Directory.Build.props, and what the changelog says of it' {
        $properties = [xml] (Get-Content (Join-Path $root 'Directory.Build.props') -Raw)
        $manifest.ModuleVersion | Should -Be @($properties.Project.PropertyGroup.VersionPrefix).Where({ $_ })[0]
        $notes = $manifest.PrivateData.PSData.ReleaseNotes
        $notes | Should -Match '^### \w+'
        $notes | Should -Not -Match '(?m)^## '
        (Get-Content (Join-Path $root 'CHANGELOG.md') -Raw).Contains($notes) | Should -BeTrue
        $notes.Length | Should -BeLessThan 35000
    }
}

Describe 'The package for PSResourceGet' {
    BeforeAll {
        # PSResourceGet notes repositories for the user, in a folder that has to be there. This one is taken back below.
        $null = [System.Environment]::GetFolderPath('LocalApplicationData', 'Create')
        $feed = Join-Path $TestDrive 'feed'
        $null = New-Item $feed -ItemType Directory
        Copy-Item $package $feed
        $repository = "RingCx-$([guid]::NewGuid().ToString('n'))"
        Register-PSResourceRepository -Name $repository -Uri ([uri] $feed) -Trusted
    }

    AfterAll {
        Unregister-PSResourceRepository -Name $repository
    }

    It 'is found, with the version and the description' {
        $found = Find-PSResource RingCx.PowerShell -Repository $repository -Prerelease
        $found | Should -HaveCount 1
        "$($found.Version)-$($found.Prerelease)".TrimEnd('-') | Should -Be $version
        $found.Description | Should -BeExactly $manifest.Description
        $found.ReleaseNotes.Trim() | Should -BeExactly $manifest.PrivateData.PSData.ReleaseNotes
        $found.Tags | Should -Contain 'RingCX'
    }

    It 'is saved into an empty folder, and works from there' {
        $folder = Join-Path $TestDrive 'saved'
        $null = New-Item $folder -ItemType Directory
        Save-PSResource RingCx.PowerShell -Repository $repository -Path $folder -Prerelease -TrustRepository
        Assert-SameContent (Get-FolderContent (Join-Path $folder "RingCx.PowerShell/$($manifest.ModuleVersion)")) (Get-FolderContent $module)
        Test-InstalledModule $folder
    }

    It 'contains nothing about the machine that packed it' {
        $folder = Expand-Package $package
        $properties = Get-Content -LiteralPath (Join-Path $folder 'package/services/metadata/core-properties/RingCx.PowerShell.psmdcp') -Raw
        $properties | Should -Match '<lastModifiedBy>NuGet\.Packaging</lastModifiedBy>'
    }
}

Describe 'The packages' {
    It 'are below 15 MB: <_>' -ForEach '*.nupkg', '*.zip' {
        $file = @(Get-ChildItem $packages -Filter $_)
        $file | Should -HaveCount 1
        $file[0].Length | Should -BeLessThan 15000000
    }
}

Describe 'The zip for Azure Automation' {
    It 'has the module''s name, as the folder in it and the manifest have' {
        $folder = Expand-Package $zip
        (Get-ChildItem $folder -Force).Name | Should -BeExactly 'RingCx.PowerShell'
        [System.IO.Path]::GetFileNameWithoutExtension($zip) | Should -BeExactly 'RingCx.PowerShell'
        Join-Path $folder 'RingCx.PowerShell/RingCx.PowerShell.psd1' | Should -Exist
    }

    It 'is expanded into an empty folder, and works from there' {
        $folder = Expand-Package $zip
        Assert-SameContent (Get-FolderContent (Join-Path $folder 'RingCx.PowerShell')) (Get-FolderContent $module)
        Test-InstalledModule $folder
    }

    It 'has no path that is too long there' {
        # 140 characters, with the folder that the module lands in.
        foreach ($path in (Get-FolderContent $module).Keys) {
            $path.Length | Should -BeLessThan 100 -Because $path
        }
    }
}

Describe 'Packing' {
    It 'twice gives the same, byte by byte' {
        $first = New-TestPackage
        $first.ExitCode | Should -Be 0 -Because $first.Text
        $second = New-TestPackage
        $second.ExitCode | Should -Be 0 -Because $second.Text
        Assert-SameContent (Get-FolderContent $second.Folder) (Get-FolderContent $first.Folder)
    }

    It 'what was compiled twice gives the same assemblies, byte by byte' {
        # As it was built: its configuration, and the label that is in the version.
        $built = Get-Item (Join-Path $root 'artifacts/bin/RingCx.PowerShell/*/RingCx.PowerShell.dll') |
            Where-Object { (Get-FileHash $_).Hash -eq (Get-FileHash (Join-Path $module 'bin/RingCx.PowerShell.dll')).Hash } | Select-Object -First 1
        $built | Should -Not -BeNullOrEmpty
        $folder = Join-Path $TestDrive 'again'
        $output = "again-$PID"
        $said = & dotnet build (Join-Path $root 'src/RingCx.PowerShell/RingCx.PowerShell.csproj') --no-restore --no-incremental -m:1 --nologo --verbosity quiet `
            --configuration (Get-Culture -Name '').TextInfo.ToTitleCase($built.Directory.Name) "-p:VersionSuffix=$($manifest.PrivateData.PSData.Prerelease)" "-p:ArtifactsBinOutputName=$output" "-p:ModuleOutput=$folder/module/"
        Remove-Item (Join-Path $root "artifacts/$output") -Recurse -Force
        $LASTEXITCODE | Should -Be 0 -Because "$said"
        Assert-SameContent (Get-FolderContent "$folder/module") (Select-Image (Get-FolderContent (Join-Path $module 'bin')) -Not)
    }

    It 'what was compiled ahead twice gives the same images, byte by byte' -Skip:$withoutImages {
        $folder = Join-Path $TestDrive 'images'
        $said = & dotnet msbuild (Join-Path $root '.ci/Images.csproj') -target:MakeImagesOfPlatform -property:RuntimeIdentifier=win-x64 "-property:Images=$folder/" -nologo -verbosity:quiet
        $LASTEXITCODE | Should -Be 0 -Because "$said"
        Assert-SameContent (Get-FolderContent "$folder/net10.0/win-x64") (Get-FolderContent (Join-Path $root 'artifacts/images/net10.0/win-x64'))
    }

    It 'works without images, and the module does too' {
        $made = New-TestPackage -Images (Join-Path $TestDrive 'none')
        $made.ExitCode | Should -Be 0 -Because $made.Text
        $content = Get-FolderContent $made.Module
        Assert-SameContent $content (Select-Image (Get-FolderContent $module) -Not)
        Test-InstalledModule (Split-Path $made.Module)
    }

    It 'refuses an image that was made from something else' {
        $images = Join-Path $TestDrive 'others'
        $null = New-Item "$images/net10.0/linux-x64" -ItemType Directory
        Copy-Item (Join-Path $module 'bin/RingCx.Model.dll') "$images/net10.0/linux-x64/RingCx.Client.dll"
        $made = New-TestPackage -Images $images
        $made.ExitCode | Should -Not -Be 0
        $made.Text -replace '[\s|]+', ' ' | Should -Match 'RingCx\.Client\.dll was not made from what bin/dependencies/net10\.0 has'
        $made.Packages | Get-ChildItem | Should -BeNullOrEmpty
    }

    It 'stamps a prerelease' {
        $made = New-TestPackage -Version "$($manifest.ModuleVersion)-preview1"
        $made.ExitCode | Should -Be 0 -Because $made.Text
        $stamped = Import-PowerShellDataFile (Join-Path $made.Module 'RingCx.PowerShell.psd1')
        $stamped.ModuleVersion | Should -Be $manifest.ModuleVersion
        $stamped.PrivateData.PSData.Prerelease | Should -BeExactly 'preview1'
        $stamped.PrivateData.PSData.ReleaseNotes | Should -BeExactly $manifest.PrivateData.PSData.ReleaseNotes
        Join-Path $made.Packages "RingCx.PowerShell.$($manifest.ModuleVersion)-preview1.nupkg" | Should -Exist
    }

    It 'refuses a version that a module cannot have: <_>' -ForEach '1.2', '1.2.3-preview.1', '1.2.3+4', 'v1.2.3' {
        $made = New-TestPackage -Version $_
        $made.ExitCode | Should -Not -Be 0
        $made.Text -replace '[\s|]+', ' ' | Should -Match 'is not a version that a module can have'
        $made.Folder | Should -Not -Exist
    }

    It 'refuses a version that the changelog says nothing of' {
        # Unless there is something unreleased, which that version may bring.
        $unreleased = (Get-Content (Join-Path $root 'CHANGELOG.md') -Raw) -match '(?ms)^## \[Unreleased\]\s*\n(?!\s*## \[)'
        $made = New-TestPackage -Version 99.0.0
        if ($unreleased) {
            $made.ExitCode | Should -Be 0 -Because $made.Text
        }
        else {
            $made.ExitCode | Should -Not -Be 0
            $made.Text -replace '[\s|]+', ' ' | Should -Match 'CHANGELOG\.md has nothing on 99\.0\.0'
        }
    }

    It 'says clearly that there is no package without PSResourceGet' {
        $without = 'foreach ($name in "Management", "Utility", "Security") { Import-Module (Join-Path $PSHOME "Modules/Microsoft.PowerShell.$name") }; $PSModuleAutoLoadingPreference = "None"'
        $made = New-TestPackage -Before $without
        $made.ExitCode | Should -Not -Be 0
        $made.Text -replace '[\s|]+', ' ' | Should -Match 'nupkg was not made: Microsoft\.PowerShell\.PSResourceGet is not here'
        Get-ChildItem $made.Packages -Filter *.nupkg | Should -BeNullOrEmpty
    }
}

Describe 'The smoke test' {
    It 'passes on the packed module' {
        $result = Invoke-FreshPowerShell "& '$($root.Replace("'", "''"))/tests/Smoke/Test-Module.ps1' -Module '$($module.Replace("'", "''"))'; exit `$LASTEXITCODE"
        $result.ExitCode | Should -Be 0 -Because $result.Text
        @($result.Lines)[-1] | Should -Match '^\d{2} passed, 0 failed$'
    }

    It 'fails where there is no module' {
        $result = Invoke-FreshPowerShell "& '$($root.Replace("'", "''"))/tests/Smoke/Test-Module.ps1' -Module '$($TestDrive.ToString().Replace("'", "''"))'; exit `$LASTEXITCODE"
        $result.ExitCode | Should -Be 1
        $result.Text | Should -Match 'FAILED '
    }
}
