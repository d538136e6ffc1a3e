@{
    RootModule             = 'bin/RingCx.PowerShell.dll'
    ModuleVersion          = '0.2.0'
    GUID                   = '7b1f6d0e-2f5a-4c55-9a3e-0f5d6f6c1c42'
    Author                 = 'The RingCx.PowerShell contributors'
    CompanyName            = 'Community'
    Copyright              = 'Copyright (c) 2026 the RingCx.PowerShell contributors. MIT license.'
    Description            = 'Lists RingCX voice calls while they are in progress and acts on them: supervise, pause the recording, hold, requeue, set a disposition, hang up, dial. Controls RingEX (RingCentral) calls too. With a simulated account to rehearse on.'
    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    CompatiblePSEditions   = @('Core', 'Desktop')
    FormatsToProcess       = @('bin/RingCx.PowerShell.Format.ps1xml')
    FunctionsToExport      = @()
    VariablesToExport      = @()
    AliasesToExport        = @()
    CmdletsToExport        = 'Add-RcxCallSession',
        'Add-RingExCallParty',
        'Add-RingExCallSupervisor',
        'Assert-RcxOutcome',
        'Connect-Rcx',
        'Deny-RingExCall',
        'Disconnect-Rcx',
        'Export-RcxCallBoard',
        'Get-RcxAccount',
        'Get-RcxActiveCall',
        'Get-RcxAgent',
        'Get-RcxAgentState',
        'Get-RcxConnection',
        'Get-RcxDisposition',
        'Get-RcxQueue',
        'Get-RcxQueueState',
        'Get-RingExActiveCall',
        'Get-RingExCallParty',
        'Get-RingExCallSession',
        'Import-RcxCsv',
        'Invoke-RcxRecordingPause',
        'Invoke-RcxRequest',
        'Move-RcxCall',
        'Move-RingExCallParty',
        'New-RingExConference',
        'Ping-RcxCall',
        'Receive-RingExCall',
        'Remove-RcxCallSession',
        'Remove-RingExCallParty',
        'Send-RingExCallReply',
        'Set-RcxCallHold',
        'Set-RcxCallRecording',
        'Set-RcxDisposition',
        'Set-RingExCallParty',
        'Set-RingExCallRecording',
        'Show-RcxCallBoard',
        'Start-RcxCall',
        'Start-RcxSandbox',
        'Start-RingExCall',
        'Stop-RcxCall',
        'Stop-RcxSandbox',
        'Stop-RingExCallSession',
        'Test-RcxQueue',
        'Wait-RcxAgent',
        'Wait-RcxCall',
        'Watch-RcxActiveCall',
        'Watch-RcxAgentState',
        'Watch-RingExCallSession'
    PrivateData            = @{
        PSData = @{
            Tags         = 'RingCX', 'RingEX', 'RingCentral', 'ContactCenter', 'CallCenter', 'Voice', 'Supervisor', 'PCI', 'AzureAutomation', 'PSEdition_Core', 'PSEdition_Desktop', 'Windows', 'Linux', 'MacOS'
            LicenseUri   = 'https://opensource.org/licenses/MIT'
            ProjectUri   = 'https://github.com/ringcx-powershell/RingCx.PowerShell'
            Prerelease   = ''
            ReleaseNotes = 'See CHANGELOG.md.'
        }
    }
    HelpInfoURI            = 'https://github.com/ringcx-powershell/RingCx.PowerShell/tree/main/docs'
}
