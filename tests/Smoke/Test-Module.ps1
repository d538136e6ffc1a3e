#Requires -Version 5.1
<#
.SYNOPSIS
Tries a packed module's commands in the PowerShell that runs this, and ends with the counts.

.DESCRIPTION
Needs neither Pester nor a network, and runs in Windows PowerShell 5.1, for which it is meant, as in PowerShell 7. Exits with 1 when
anything is not as it should be.

.EXAMPLE
powershell -NoProfile -File tests/Smoke/Test-Module.ps1 -Module artifacts/module/RingCx.PowerShell
#>
[CmdletBinding()]
param(
    # The packed module's folder.
    [Parameter(Mandatory = $true)]
    [string] $Module
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$Module = Convert-Path -LiteralPath $Module
$counts = @{ Passed = 0; Failed = 0 }

function Test-That([string] $Name, [scriptblock] $Test) {
    try {
        & $Test
        $counts.Passed++
        "passed    $Name"
    }
    catch {
        $counts.Failed++
        "FAILED    ${Name}: $_"
    }
}

function Assert-Equal($Expected, $Actual) {
    if ("$Expected" -cne "$Actual") {
        throw "Expected '$Expected', was '$Actual'."
    }
}

"PowerShell $($PSVersionTable.PSVersion) ($($PSVersionTable.PSEdition)) on $([System.Runtime.InteropServices.RuntimeInformation]::FrameworkDescription)"

Test-That 'The manifest is valid, and the module is imported' {
    $null = Test-ModuleManifest (Join-Path $Module 'RingCx.PowerShell.psd1')
    Import-Module (Join-Path $Module 'RingCx.PowerShell.psd1') -Global
    Assert-Equal $true (@(Get-Command -Module RingCx.PowerShell).Count -gt 30)
}

Test-That 'A sandbox on loopback is what the environment names' {
    $null = Start-RcxSandbox -Frozen -SetEnvironment
    Connect-Rcx -SupervisorPhone +15554150123
    Assert-Equal 12 @(Get-RcxActiveCall).Count
}

Test-That 'The two lines work as they stand' {
    $session = Get-RcxActiveCall | Where-Object agentLastName -eq Vu | Add-RcxCallSession -Type Monitor
    Assert-Equal '+15554150123 Monitor' "$($session.Phone) $($session.Type)"
}

Test-That 'Actions are carried out, and -WhatIf sends nothing' {
    $call = Get-RcxActiveCall -AgentName Vu
    Assert-Equal $true ($call | Set-RcxCallRecording -State Off).Succeeded
    Assert-Equal $true ($call | Set-RcxCallRecording -State On).Succeeded
    Assert-Equal $true ($call | Set-RcxDisposition -Disposition CALLBACK -CallbackTime '2026-12-24 14:30' -Notes 'Wants the larger plan').Succeeded
    $call | Stop-RcxCall -WhatIf
    Assert-Equal $true ($call | Stop-RcxCall -Force).Succeeded
}

Test-That 'A call that has ended is an error with a fixed id' {
    $errors = $null
    Ping-RcxCall -Uii 202001010000000000000000000001 -ErrorAction SilentlyContinue -ErrorVariable errors
    Assert-Equal 'CallNotFound' ("$($errors[0].FullyQualifiedErrorId)" -split ',')[0]
}

Test-That 'Rows of a CSV file pipe into commands' {
    $file = Join-Path ([System.IO.Path]::GetTempPath()) "ringcx-$PID.csv"
    try {
        Get-RcxActiveCall | Export-Csv $file -NoTypeInformation
        Assert-Equal 2 @(Import-Csv $file | Select-Object -First 2 | Ping-RcxCall).Count
    }
    finally {
        Remove-Item $file -ErrorAction SilentlyContinue
    }
}

Test-That 'The view is a table that fits 120 columns' {
    $lines = (Get-RcxActiveCall | Out-String -Width 120) -split "`r?`n"
    Assert-Equal $true ([bool] ($lines -match '^Queue +Agent +Waited'))
}

Test-That 'RingEX is listed, changed and followed' {
    $party = Get-RingExActiveCall | Get-RingExCallSession | Select-Object -ExpandProperty Parties | Where-Object OwnerExtensionId | Select-Object -First 1
    $held = $party | Set-RingExCallParty -Hold $true -Confirm:$false
    Assert-Equal 'Hold' $held.Status
    $null = $party | Set-RingExCallParty -Hold $false -Confirm:$false
}

Test-That 'Other connections are handed over, in process' {
    $connection = Connect-Rcx -Sandbox -PassThru -NoDefault
    Assert-Equal $true (@(Get-RcxActiveCall -Connection $connection).Count -gt 5)
    Assert-Equal 2 @(Watch-RingExCallSession -Scope Account -Timeout 60 -Connection $connection | Select-Object -First 2).Count
    Disconnect-Rcx -Connection $connection
}

Test-That 'Jobs share a token' {
    Connect-Rcx -TokenCache "desktop-$PID" -SupervisorPhone +15554150123
    Assert-Equal 1 @(Get-RcxActiveCall -First 1).Count
    Disconnect-Rcx -ClearTokenCache
}

Test-That 'A page of the board is written' {
    $file = Join-Path ([System.IO.Path]::GetTempPath()) "ringcx-$PID.html"
    try {
        Connect-Rcx -Sandbox
        Export-RcxCallBoard -Path $file
        Assert-Equal $true ((Get-Content $file -Raw) -match '<html')
    }
    finally {
        Remove-Item $file -ErrorAction SilentlyContinue
    }
}

Test-That 'It ends cleanly' {
    Disconnect-Rcx
    Stop-RcxSandbox
    Remove-Module RingCx.PowerShell
}

"$($counts.Passed) passed, $($counts.Failed) failed"
exit [int] ($counts.Failed -gt 0)
