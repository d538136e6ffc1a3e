# The module as it is shipped: what it exports and how its commands are made.

BeforeDiscovery {
    Import-Module RingCx.PowerShell
    $commands = Get-Command -Module RingCx.PowerShell | ForEach-Object { @{ Name = $_.Name } }
    $contract = (Get-Content "$PSScriptRoot/../commands.json" -Raw | ConvertFrom-Json -AsHashtable).commands
    $connected = $contract.Where({ -split $_.parameters -contains 'Connection' })
}

BeforeAll {
    Import-Module RingCx.PowerShell
    $ErrorActionPreference = 'Stop'
    $module = Get-Module RingCx.PowerShell
    $file = Join-Path $module.ModuleBase 'RingCx.PowerShell.psd1'
    $manifest = Import-PowerShellDataFile $file
}

Describe 'The manifest' {
    It 'is the module under test' {
        $module.ModuleBase | Should -Be $env:RINGCX_TEST_MODULE
    }

    It 'is valid' {
        $tested = Test-ModuleManifest $file -WarningAction SilentlyContinue -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
        $tested.Name | Should -BeExactly 'RingCx.PowerShell'
        # One build for both editions. What it was tried on, and what not, stands in docs/compatibility.md.
        $tested.PowerShellVersion | Should -Be ([version] '5.1')
        $tested.DotNetFrameworkVersion | Should -Be ([version] '4.7.2')
        $tested.CompatiblePSEditions | Sort-Object | Should -Be 'Core', 'Desktop'
        $tested.Tags | Should -Contain 'PSEdition_Core'
        $tested.Tags | Should -Contain 'PSEdition_Desktop'
        $tested.Description | Should -Not -BeNullOrEmpty
        $tested.LicenseUri | Should -Not -BeNullOrEmpty
        $tested.ProjectUri | Should -Not -BeNullOrEmpty
        $tested.HelpInfoUri | Should -Not -BeNullOrEmpty
        $tested.Tags.Count | Should -BeGreaterThan 3
    }

    It 'exports exactly the commands, by name' {
        $manifest.CmdletsToExport | Should -Not -Contain '*'
        foreach ($kind in 'FunctionsToExport', 'AliasesToExport', 'VariablesToExport', 'CmdletsToExport') {
            $manifest.ContainsKey($kind) | Should -BeTrue
            "$($manifest[$kind])" | Should -Not -Match '\*'
        }

        $assembly = [System.Reflection.Assembly]::LoadFrom((Join-Path $module.ModuleBase $manifest.RootModule))
        # As PowerShell looks at it at import, when nothing of the client can be found yet.
        $made = $assembly.GetExportedTypes() | ForEach-Object { $_.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false) } | ForEach-Object { "$($_.VerbName)-$($_.NounName)" }
        $manifest.CmdletsToExport | Sort-Object | Should -Be ($made | Sort-Object)
        (Get-Command -Module RingCx.PowerShell).Name | Sort-Object | Should -Be ($made | Sort-Object)
    }

    It 'exports what the contract names, and no more' -TestCases @{ contract = $contract } {
        $manifest.CmdletsToExport | Sort-Object | Should -Be ($contract.name | Sort-Object)
    }

    It 'names files that are there' {
        foreach ($path in @($manifest.RootModule) + $manifest.FormatsToProcess) {
            Join-Path $module.ModuleBase $path | Should -Exist
        }
    }

    It 'has the version that the assemblies have, and the sources' {
        $module.Version.ToString() | Should -Be $manifest.ModuleVersion
        $assembly = [System.Reflection.Assembly]::LoadFrom((Join-Path $module.ModuleBase $manifest.RootModule))
        $assembly.GetName().Version.ToString(3) | Should -Be $manifest.ModuleVersion
        $properties = Join-Path $PSScriptRoot '../../Directory.Build.props'
        if (Test-Path $properties) {
            @(([xml] (Get-Content $properties -Raw)).Project.PropertyGroup.VersionPrefix).Where({ $_ })[0] | Should -Be $manifest.ModuleVersion
        }
    }

    It 'has a view for no type that does not exist' {
        $views = [xml] (Get-Content (Join-Path $module.ModuleBase $manifest.FormatsToProcess[0]) -Raw)
        foreach ($type in $views.Configuration.ViewDefinitions.View.ViewSelectedBy.TypeName) {
            # What stands behind # tells apart objects of one type that have different tables.
            ($type -split '#')[0] -as [type] | Should -Not -BeNullOrEmpty -Because "there is a view for $type"
        }
    }

    It 'ships its dependencies where PowerShell does not see them' {
        $bin = Join-Path $module.ModuleBase 'bin'
        (Get-ChildItem $bin -Filter *.dll).Name | Sort-Object | Should -Be 'RingCx.Model.dll', 'RingCx.PowerShell.dll'
        foreach ($folder in 'dependencies', 'dependencies/net10.0') {
            $dependencies = (Get-ChildItem (Join-Path $bin $folder) -Filter *.dll).Name
            $dependencies | Should -Contain 'RingCx.Client.dll'
            $dependencies | Should -Contain 'RingCx.Sandbox.dll'
            $dependencies | Should -Contain 'RingCx.Board.dll'
            $dependencies | Should -Contain 'Spectre.Console.dll'
            $dependencies | Should -Not -Contain 'System.Management.Automation.dll'
            $dependencies | Should -Not -Contain 'RingCx.Model.dll'
        }
    }
}

Describe 'The commands' {
    It '<Name> has an approved verb' -ForEach $commands {
        (Get-Command $Name).Verb | Should -BeIn (Get-Verb).Verb
        $Name | Should -MatchExactly '^[A-Z][a-z]+-(Rcx|RingEx)[A-Za-z]*$'
    }

    It '<Name> says what it emits' -ForEach $commands {
        $types = (Get-Command $Name).OutputType
        $types | Should -Not -BeNullOrEmpty
        foreach ($type in $types) {
            $type.Type | Should -Not -BeNullOrEmpty
        }
    }

    It '<Name> takes -Connection' -ForEach $connected {
        $parameter = (Get-Command $Name).Parameters['Connection']
        $parameter | Should -Not -BeNullOrEmpty
        $parameter.ParameterType.FullName | Should -BeExactly 'RingCx.RcxConnection'
        @($parameter.Attributes | Where-Object { $_ -is [System.Management.Automation.ParameterAttribute] -and $_.Mandatory }) | Should -BeNullOrEmpty
    }

    It '<Name> asks for nothing in its default parameter set' -ForEach $commands {
        # Nobody answers prompts in a runbook.
        $command = Get-Command $Name
        $default = $command.ParameterSets | Where-Object IsDefault
        if (-not $default) { $default = $command.ParameterSets | Where-Object Name -eq '__AllParameterSets' }
        $default | Should -HaveCount 1
        @($default.Parameters | Where-Object IsMandatory) | Should -BeNullOrEmpty
    }

    It '<name> has the parameters of the contract' -ForEach $contract {
        $own = (Get-Command $name).Parameters.Keys | Where-Object { $_ -notin [System.Management.Automation.Cmdlet]::CommonParameters }
        $expected = @(-split $parameters) + @(if ($_.paging) { 'First', 'Skip', 'IncludeTotalCount' }) + @(if ($_.impact) { 'WhatIf', 'Confirm' })
        $own | Sort-Object | Should -Be ($expected | Sort-Object)
    }

    It '<name> emits what the contract names' -ForEach $contract {
        $expected = -split $emits | ForEach-Object { if ($_ -like '*.*') { $_ } else { "RingCx.$_" } }
        (Get-Command $name).OutputType.Type.FullName | Sort-Object | Should -Be ($expected | Sort-Object)
    }

    It '<name> has the parameter sets of the contract' -ForEach $contract.Where({ $_.sets }) {
        $command = Get-Command $name
        $command.ParameterSets.Name | Sort-Object | Should -Be ($sets.Keys | Sort-Object)
        $command.DefaultParameterSet | Should -BeExactly $defaultSet
    }

    It '<name> has the impact of the contract' -ForEach $contract.Where({ $_.impact }) {
        $attributes = (Get-Command $name).ImplementingType.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false)
        "$($attributes[0].ConfirmImpact)" | Should -BeExactly $impact
    }

    It '<name> takes its secrets as secure strings' -ForEach $contract.Where({ $_.secrets }) {
        foreach ($secret in -split $secrets) {
            (Get-Command $name).Parameters[$secret].ParameterType | Should -Be ([securestring])
        }
    }

    It 'take a credential for the login' {
        (Get-Command Connect-Rcx).Parameters['Credential'].ParameterType | Should -Be ([pscredential])
    }

    It 'take the account by property name' {
        foreach ($command in Get-Command -Module RingCx.PowerShell | Where-Object { $_.Parameters.ContainsKey('AccountId') -and $_.Name -ne 'Connect-Rcx' }) {
            $command.Parameters['AccountId'].Attributes.ValueFromPipelineByPropertyName | Should -Contain $true -Because $command.Name
        }
    }
}
