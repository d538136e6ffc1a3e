# Where Connect-Rcx finds its credentials, on stand-ins of the commands that keep them: with the parameters, the types and the failures of
# the real ones (Microsoft.PowerShell.SecretManagement 1.x, Az.Accounts and Az.KeyVault, and Azure Automation's own).

BeforeAll {
    Import-Module RingCx.PowerShell
    Import-Module "$PSScriptRoot/Support.psm1"
    $ErrorActionPreference = 'Stop'

    $null = Start-TestSandbox -NotConnected
    $script:app = @{ ClientId = $env:RC_APP_CLIENT_ID; ClientSecret = $env:RC_APP_CLIENT_SECRET; Jwt = $env:RC_USER_JWT }
    Stop-RcxSandbox
    function ConvertTo-Secret([string] $Text) { ConvertTo-SecureString $Text -AsPlainText -Force }

    $global:RcxTestStore = @{}
    $global:RcxTestAsked = [System.Collections.Generic.List[string]]::new()

    # The stand-ins are global: as commands of other modules are, whoever calls.
    function global:Get-Secret {
        [CmdletBinding()]
        param([Parameter(Mandatory, Position = 0)] [string] $Name, [Parameter(Position = 1)] [string] $Vault, [switch] $AsPlainText)
        $RcxTestAsked.Add("Get-Secret $Name of $Vault")
        if ($Vault -ne 'RingCx') {
            $PSCmdlet.ThrowTerminatingError([System.Management.Automation.ErrorRecord]::new(
                    [System.Management.Automation.PSInvalidOperationException]::new("Vault '$Vault' does not exist in registry."), 'VaultNotFound', 'ObjectNotFound', $null))
        }
        if ($RcxTestStore.Locked) {
            $PSCmdlet.ThrowTerminatingError([System.Management.Automation.ErrorRecord]::new(
                    [System.InvalidOperationException]::new('A valid password is required to access the vault.'), 'GetSecretException', 'InvalidOperation', $null))
        }
        if ($RcxTestStore.Busy -eq $Name) { throw 'The server is busy.' }
        if ($RcxTestStore.ContainsKey($Name)) { return $RcxTestStore[$Name] }
        Write-Error -Exception ([System.Management.Automation.ItemNotFoundException]::new("The secret $Name was not found.")) -ErrorId GetSecretNotFound -Category ObjectNotFound
    }

    function global:Get-AzContext { [CmdletBinding()] param([switch] $ListAvailable) $RcxTestStore.Context }
    function global:Connect-AzAccount {
        [CmdletBinding(SupportsShouldProcess)] param([switch] $Identity, [string] $AccountId)
        $RcxTestAsked.Add("Connect-AzAccount -Identity:$Identity")
        if ($RcxTestStore.NoIdentity) { throw 'ManagedIdentityCredential authentication failed: no identity.' }
        if ($PSCmdlet.ShouldProcess('environment', 'log in')) { $RcxTestStore.Context = [pscustomobject] @{ Account = 'MSI@50342' } }
        $RcxTestStore.Context
    }
    function global:Get-AzKeyVaultSecret {
        [CmdletBinding()] param([string] $VaultName, [string] $Name, [switch] $AsPlainText)
        $RcxTestAsked.Add("Get-AzKeyVaultSecret $Name of $VaultName")
        if (-not $RcxTestStore.Context) { throw 'Run Connect-AzAccount to login.' }
        if ($RcxTestStore.Forbidden) { throw 'Operation returned an invalid status code ''Forbidden''' }
        # A secret that is not there is nothing, not an error.
        if ($RcxTestStore.ContainsKey($Name)) { [pscustomobject] @{ VaultName = $VaultName; Name = $Name; SecretValue = $RcxTestStore[$Name] } }
    }

    function Set-Automation {
        function global:Get-AutomationPSCredential {
            [CmdletBinding()] param([Parameter(Mandatory)] [string] $Name)
            $RcxTestAsked.Add("Get-AutomationPSCredential $Name")
            if (-not $RcxTestStore.ContainsKey($Name)) { throw "Credentials asset not found. To create this Credentials asset, navigate to the Assets blade and create a Credentials asset named: $Name." }
            $RcxTestStore[$Name]
        }
        function global:Get-AutomationVariable {
            [CmdletBinding()] param([Parameter(Mandatory)] [string] $Name)
            if ($RcxTestStore.Broken) { throw 'The request was aborted: the connection was closed.' }
            if (-not $RcxTestStore.ContainsKey($Name)) { throw "Variable asset not found. To create this Variable asset, navigate to the Assets blade and create a Variable asset named: $Name." }
            $RcxTestStore[$Name]
        }
    }
}

AfterAll {
    Remove-Item function:Get-Secret, function:Get-AzContext, function:Connect-AzAccount, function:Get-AzKeyVaultSecret, function:Get-AutomationPSCredential, function:Get-AutomationVariable -ErrorAction Ignore
    Remove-Variable RcxTestStore, RcxTestAsked -Scope Global -ErrorAction Ignore
}

Describe 'Where credentials come from' {
    BeforeEach {
        # Each with one of its own: the service exchanges five tokens a minute.
        $script:sandbox = Start-TestSandbox -NotConnected
        $RcxTestAsked.Clear()
        $RcxTestStore.Clear()
        foreach ($name in $app.Keys) { $RcxTestStore["RingCx-$name"] = ConvertTo-Secret $app[$name] }
        $env:RC_APP_CLIENT_ID = $env:RC_APP_CLIENT_SECRET = $env:RC_USER_JWT = $null
        $env:RCX_ACCOUNT_ID = $env:RCX_SUPERVISOR_PHONE = $null
        Remove-Item function:Get-AutomationPSCredential, function:Get-AutomationVariable -ErrorAction Ignore
    }

    AfterEach { Stop-RcxSandbox }

    Context 'Connect-Rcx -Vault' {
        It 'signs in with the secrets of the vault, of whatever type they are, and says where they were' {
            $RcxTestStore['RingCx-ClientId'] = $app.ClientId
            $RcxTestStore['RingCx-ClientSecret'] = [pscredential]::new('app', (ConvertTo-Secret $app.ClientSecret))
            $RcxTestStore['RingCx-Jwt'] = ConvertTo-Secret "$($app.Jwt)`r`n"
            $said = Connect-Rcx -Vault RingCx -PassThru -Verbose 4>&1
            ($said | Where-Object { $_ -is [RingCx.RcxConnection] }).AccountId | Should -Be 12440011
            "$said" | Should -BeLike '*of the vault RingCx*'
            "$said" | Should -Not -BeLike "*$($app.ClientSecret)*"
            $RcxTestAsked | Should -Contain 'Get-Secret RingCx-Jwt of RingCx'
        }

        It 'takes the account and the number from the vault, before those of the environment' {
            $RcxTestStore['RingCx-AccountId'] = '12440011'
            $RcxTestStore['RingCx-SupervisorPhone'] = ConvertTo-Secret '+15554150188'
            $env:RCX_ACCOUNT_ID = '99'
            $env:RCX_SUPERVISOR_PHONE = '+15554150177'
            $connection = Connect-Rcx -Vault RingCx -PassThru
            $connection.AccountId | Should -Be 12440011
            $connection.SupervisorPhone | Should -Be '+15554150188'
            (Connect-Rcx -Vault RingCx -PassThru -SupervisorPhone '+15554150199').SupervisorPhone | Should -Be '+15554150199'
        }

        It 'looks for other names with -SecretPrefix' {
            foreach ($name in $app.Keys) { $RcxTestStore["Night.$name"] = 0; $RcxTestStore["Night-$name"] = ConvertTo-Secret $app[$name] }
            (Connect-Rcx -Vault RingCx -SecretPrefix Night -PassThru).AccountId | Should -Be 12440011
            $RcxTestAsked | Should -Not -Contain 'Get-Secret RingCx-Jwt of RingCx'
        }

        It 'ends with <Id> where <What>, and sends nothing' -ForEach @(
            @{ What = 'there is no such vault'; Vault = 'Other'; Change = {}; Id = 'CredentialsNotRead'; Words = "*Vault 'Other' does not exist*" }
            @{ What = 'the vault is locked'; Vault = 'RingCx'; Change = { $RcxTestStore.Locked = $true }; Id = 'CredentialsNotRead'; Words = '*password is required*' }
            @{ What = 'a secret is missing'; Vault = 'RingCx'; Change = { $RcxTestStore.Remove('RingCx-Jwt') }; Id = 'CredentialsNotRead'; Words = '*no secret RingCx-Jwt*' }
            @{ What = 'a secret is empty'; Vault = 'RingCx'; Change = { $RcxTestStore['RingCx-Jwt'] = '' }; Id = 'CredentialsNotRead'; Words = '*RingCx-Jwt is empty*' }
            @{ What = 'a secret is a table'; Vault = 'RingCx'; Change = { $RcxTestStore['RingCx-Jwt'] = @{ a = 1 } }; Id = 'CredentialsNotRead'; Words = '*Hashtable*' }
            @{ What = 'a secret is quoted'; Vault = 'RingCx'; Change = { $RcxTestStore['RingCx-Jwt'] = '"x"' }; Id = 'InvalidArgument'; Words = '*RingCx-Jwt of the vault RingCx holds a quotation mark*' }
            @{ What = 'the account is none'; Vault = 'RingCx'; Change = { $RcxTestStore['RingCx-AccountId'] = 'main' }; Id = 'InvalidAccountId'; Words = '*' }
        ) {
            Clear-SentRequest $sandbox
            & $Change
            $failure = { Connect-Rcx -Vault $Vault } | Should -Throw -PassThru
            $failure.FullyQualifiedErrorId | Should -Be "$Id,RingCx.Commands.ConnectRcxCommand"
            $failure.Exception.Message | Should -BeLike $Words
            @($sandbox.GetRequests()).Count | Should -Be 0
        }

        It 'does not take an account for missing that could not be read' {
            # Whoever acts on the account of the environment instead acts on somebody else's calls.
            $env:RCX_ACCOUNT_ID = '12440011'
            $RcxTestStore.Busy = 'RingCx-AccountId'
            { Connect-Rcx -Vault RingCx } | Should -Throw '*RingCx-AccountId cannot be read*busy*'
        }
    }

    Context 'Connect-Rcx -KeyVaultName' {
        It 'signs in to Azure as the machine where nobody is, also under -WhatIf, and reads the vault' {
            $WhatIfPreference = $true
            (Connect-Rcx -KeyVaultName contact-center -PassThru).AccountId | Should -Be 12440011
            $RcxTestAsked | Should -Be @(
                'Connect-AzAccount -Identity:True'
                'ClientId', 'ClientSecret', 'Jwt', 'AccountId', 'SupervisorPhone' | ForEach-Object { if ($_ -notlike 'Connect*') { "Get-AzKeyVaultSecret RingCx-$_ of contact-center" } else { $_ } }
            )
        }

        It 'leaves who is signed in to Azure as it is' {
            $RcxTestStore.Context = [pscustomobject] @{ Account = 'admin@example.com' }
            Connect-Rcx -KeyVaultName contact-center
            $RcxTestAsked | Should -Not -Contain 'Connect-AzAccount -Identity:True'
            $RcxTestStore.Context.Account | Should -Be 'admin@example.com'
        }

        It 'says why where <What>' -ForEach @(
            @{ What = 'the machine has no identity'; Change = { $RcxTestStore.NoIdentity = $true }; Words = '*machine''s identity cannot*no identity*' }
            @{ What = 'the vault may not be read'; Change = { $RcxTestStore.Forbidden = $true }; Words = '*RingCx-ClientId cannot be read*Forbidden*' }
            @{ What = 'a secret is missing'; Change = { $RcxTestStore.Remove('RingCx-ClientSecret') }; Words = '*key vault contact-center*no secret RingCx-ClientSecret*' }
        ) {
            & $Change
            $failure = { Connect-Rcx -KeyVaultName contact-center } | Should -Throw -PassThru
            $failure.FullyQualifiedErrorId | Should -BeLike 'CredentialsNotRead,*'
            $failure.Exception.Message | Should -BeLike $Words
        }
    }

    Context 'Connect-Rcx in a job of Azure Automation' {
        BeforeEach {
            Set-Automation
            $RcxTestStore['RingCx-App'] = [pscredential]::new($app.ClientId, (ConvertTo-Secret $app.ClientSecret))
            $RcxTestStore['RingCx-Jwt'] = [pscredential]::new('jwt', (ConvertTo-Secret $app.Jwt))
        }

        It 'takes the assets by itself' {
            $said = Connect-Rcx -PassThru -Verbose 4>&1
            ($said | Where-Object { $_ -is [RingCx.RcxConnection] }).AccountId | Should -Be 12440011
            "$said" | Should -BeLike '*of the Automation account*'
        }

        It 'takes the variable for the account, behind the environment' {
            $RcxTestStore['RingCx-AccountId'] = 12440011
            (Connect-Rcx -PassThru).AccountId | Should -Be 12440011
            $RcxTestStore['RingCx-AccountId'] = 'main'
            { Connect-Rcx } | Should -Throw '*not an account*'
            $env:RCX_ACCOUNT_ID = '12440011'
            (Connect-Rcx -PassThru).AccountId | Should -Be 12440011
        }

        It 'ends where the variable cannot be read, which is not the same as missing' {
            $RcxTestStore.Broken = $true
            { Connect-Rcx } | Should -Throw '*RingCx-AccountId cannot be read*'
        }

        It 'says which asset is missing' {
            $RcxTestStore.Remove('RingCx-Jwt')
            { Connect-Rcx } | Should -Throw '*no credential RingCx-Jwt*'
            { Connect-Rcx -SecretPrefix Night } | Should -Throw '*no credential Night-App*'
        }

        It 'leaves the assets alone where <What>' -ForEach @(
            @{ What = 'the environment says who'; Change = { $env:RC_APP_CLIENT_ID = $app.ClientId; $env:RC_APP_CLIENT_SECRET = $app.ClientSecret; $env:RC_USER_JWT = $app.Jwt }; Given = @{} }
            @{ What = 'the parameters do'; Change = { $given.Jwt = ConvertTo-Secret $app.Jwt; $given.ClientId = $app.ClientId; $given.ClientSecret = ConvertTo-Secret $app.ClientSecret }; Given = @{} }
            @{ What = 'a vault is named'; Change = {}; Given = @{ Vault = 'RingCx' } }
        ) {
            & $Change
            if ($Given.Vault) { $RcxTestStore['RingCx-Jwt'] = ConvertTo-Secret $app.Jwt }
            Connect-Rcx @Given
            $RcxTestAsked | Should -Not -Contain 'Get-AutomationPSCredential RingCx-App'
        }

        It 'does not fill up from the assets what the environment has half of' {
            $env:RC_APP_CLIENT_ID = $app.ClientId
            { Connect-Rcx } | Should -Throw '*RC_APP_CLIENT_SECRET*'
        }
    }

    Context 'Where nothing keeps credentials' {
        It 'names the module that <Command> lacks' -ForEach @(
            @{ Command = 'Connect-Rcx -Vault X'; Module = 'Microsoft.PowerShell.SecretManagement' }
            @{ Command = 'Connect-Rcx -KeyVaultName X'; Module = 'Az.KeyVault' }
        ) {
            $said = Invoke-FreshPowerShell "Import-Module RingCx.PowerShell`ntry { $Command } catch { `"`$(`$_.FullyQualifiedErrorId) `$_`" }"
            $said.Text | Should -BeLike "CommandNotThere,*$Module*"
        }

        It 'refuses -SecretPrefix that nothing uses, and one that is none' {
            { Connect-Rcx -SecretPrefix Night } | Should -Throw '*goes with -Vault or -KeyVaultName*'
            { Connect-Rcx -Vault RingCx -SecretPrefix 'a b' } | Should -Throw '*what names of secrets begin with*'
        }
    }
}
