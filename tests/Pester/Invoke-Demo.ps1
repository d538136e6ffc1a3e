#Requires -Version 7.4
<#
.SYNOPSIS
Runs the tour of docs/tour.md, statement by statement, with its output on screen. ./build.ps1 -Task Demo starts it in a fresh PowerShell.
#>
[CmdletBinding()]
param()

$root = Split-Path (Split-Path $PSScriptRoot)
Import-Module (Join-Path $PSScriptRoot 'Readme.psm1')
Set-Location $root
$statements = @(Get-MarkdownExample (Join-Path $root 'docs/tour.md') -Kind tour | Get-ExampleStatement)
if ($statements.Count -eq 0) {
    Write-Host 'docs/tour.md has no tour.'
    exit 1
}

$unexpected = 0
foreach ($statement in $statements) {
    Write-Host "PS> $($statement.Text)" -ForegroundColor Yellow
    $Error.Clear()
    try {
        . ([scriptblock]::Create($statement.Text)) | Out-Host
    }
    catch {
        $_ | Out-Host
    }

    foreach ($record in $Error) {
        if (-not $statement.Error -or $record.FullyQualifiedErrorId -notlike "$($statement.Error),*") {
            $unexpected++
        }
    }

    if ($statement.Error -and $Error.Count -eq 0) {
        Write-Host "An error was expected here: $($statement.Error)."
        $unexpected++
    }
}

if ($unexpected -gt 0) {
    Write-Host "$unexpected statements did not do what docs/tour.md says."
    exit 1
}

Write-Host "That was the tour. 'Import-Module ./RingCx.PowerShell.psd1; Connect-Rcx -Sandbox' starts one of your own."
