# The module as it is shipped: what it exports and how its commands are made.

BeforeDiscovery {
    Import-Module RingCx.PowerShell
    $commands = Get-Command -Module RingCx.PowerShell | ForEach-Object { @{ Name = $_.Name } }
    # These work without a connection, or make or end one.
    $connected = $commands | Where-Object { $_.Name -notin 'Connect-Rcx', 'Start-RcxSandbox', 'Stop-RcxSandbox' }
    $contract = @(
        @{ Name = 'Connect-Rcx'; Parameters = 'ClientId', 'ClientSecret', 'Jwt', 'RingCentralToken', 'Credential', 'PlatformId', 'ApiToken', 'Sandbox', 'AccountId', 'SupervisorPhone', 'BaseUri', 'RingCentralUri', 'PassThru', 'NoDefault' }
        @{ Name = 'Disconnect-Rcx'; Parameters = , 'Connection' }
        @{ Name = 'Get-RcxConnection'; Parameters = @() }
        @{ Name = 'Invoke-RcxRequest'; Parameters = 'Method', 'Path', 'Query', 'Body', 'Connection' }
        @{ Name = 'Get-RcxAccount'; Parameters = , 'Connection' }
        @{ Name = 'Get-RcxQueue'; Parameters = 'Name', 'Connection' }
        @{ Name = 'Get-RcxDisposition'; Parameters = 'GateId', 'QueueName', 'CampaignId', 'DialGroupId', 'AccountId', 'Connection' }
        @{ Name = 'Get-RcxAgent'; Parameters = 'Name', 'Connection' }
        @{ Name = 'Get-RcxActiveCall'; Parameters = 'Product', 'ProductId', 'ExternalId', 'Uii', 'AgentName', 'PageSize', 'First', 'Skip', 'IncludeTotalCount', 'AccountId', 'Connection' }
        @{ Name = 'Start-RcxCall'; Parameters = 'Username', 'Destination', 'CallerId', 'RingDuration', 'Wait', 'AccountId', 'Connection' }
        @{ Name = 'Add-RcxCallSession'; Parameters = 'Uii', 'Type', 'Destination', 'AccountId', 'Connection' }
        @{ Name = 'Remove-RcxCallSession'; Parameters = 'Uii', 'Phone', 'SessionId', 'AccountId', 'Connection' }
        @{ Name = 'Stop-RcxCall'; Parameters = 'Uii', 'Force', 'AccountId', 'Connection' }
        @{ Name = 'Set-RcxCallRecording'; Parameters = 'Uii', 'State', 'AccountId', 'Connection' }
        @{ Name = 'Set-RcxCallHold'; Parameters = 'Uii', 'State', 'AccountId', 'Connection' }
        @{ Name = 'Set-RcxDisposition'; Parameters = 'Uii', 'Disposition', 'CallbackTime', 'Notes', 'DestinationName', 'GateId', 'CampaignId', 'DialGroupId', 'AccountId', 'Connection' }
        @{ Name = 'Move-RcxCall'; Parameters = 'Uii', 'GateId', 'AccountId', 'Connection' }
        @{ Name = 'Ping-RcxCall'; Parameters = 'Uii', 'AccountId', 'Connection' }
        @{ Name = 'Test-RcxQueue'; Parameters = 'DestinationNumber', 'MaxQueueTime', 'MaxCallsQueued', 'AccountId', 'Connection' }
        @{ Name = 'Show-RcxCallBoard'; Parameters = 'Interval', 'AgentName', 'GateId', 'WaitWarning', 'WaitCritical', 'CallWarning', 'AccountId', 'Connection' }
        @{ Name = 'Export-RcxCallBoard'; Parameters = 'Path', 'AgentName', 'GateId', 'WaitWarning', 'WaitCritical', 'CallWarning', 'PassThru', 'Title', 'Refresh', 'Force', 'NoClobber', 'AccountId', 'Connection' }
        @{ Name = 'Start-RcxSandbox'; Parameters = , 'Port' }
        @{ Name = 'Stop-RcxSandbox'; Parameters = @() }
    )
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

    It 'exports what the contract names' -TestCases @{ contract = $contract } {
        foreach ($name in $contract.Name) {
            $manifest.CmdletsToExport | Should -Contain $name
        }
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
            $type -as [type] | Should -Not -BeNullOrEmpty -Because "there is a view for $type"
        }
    }

    It 'ships its dependencies where PowerShell does not see them' {
        $bin = Join-Path $module.ModuleBase 'bin'
        (Get-ChildItem $bin -Filter *.dll).Name | Should -Be 'RingCx.PowerShell.dll'
        $dependencies = (Get-ChildItem (Join-Path $bin 'dependencies') -Filter *.dll).Name
        $dependencies | Should -Contain 'RingCx.Client.dll'
        $dependencies | Should -Contain 'RingCx.Sandbox.dll'
        $dependencies | Should -Contain 'RingCx.Board.dll'
        $dependencies | Should -Contain 'Spectre.Console.dll'
        $dependencies | Should -Not -Contain 'System.Management.Automation.dll'
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

    It '<Name> has the parameters of the contract' -ForEach $contract {
        $parameters = (Get-Command $Name).Parameters.Keys
        foreach ($parameter in $Parameters) {
            $parameters | Should -Contain $parameter
        }
    }

    It 'have the parameter sets of the contract for Connect-Rcx' {
        $command = Get-Command Connect-Rcx
        $command.ParameterSets.Name | Sort-Object | Should -Be @('ApiToken', 'Jwt', 'Login', 'Sandbox', 'Token')
        $command.DefaultParameterSet | Should -BeExactly 'Jwt'
        foreach ($secret in 'ClientSecret', 'Jwt', 'RingCentralToken', 'ApiToken') {
            $command.Parameters[$secret].ParameterType | Should -Be ([securestring])
        }

        $command.Parameters['Credential'].ParameterType | Should -Be ([pscredential])
    }

    It 'take the account by property name' {
        foreach ($command in Get-Command -Module RingCx.PowerShell | Where-Object { $_.Parameters.ContainsKey('AccountId') -and $_.Name -ne 'Connect-Rcx' }) {
            $command.Parameters['AccountId'].Attributes.ValueFromPipelineByPropertyName | Should -Contain $true -Because $command.Name
        }
    }
}
