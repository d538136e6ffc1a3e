#Requires -Version 7.4
<#
.SYNOPSIS
Runs the Pester suite on a packed module and writes the counts to a file. ./build.ps1 -Task Test starts it in a fresh PowerShell.
#>
[CmdletBinding()]
param(
    # The packed module's folder.
    [Parameter(Mandatory)]
    [string] $Module,

    # The file that gets the counts, as JSON.
    [Parameter(Mandatory)]
    [string] $Summary,

    # The test files to run, separated by commas; all by default.
    [string] $Path = $PSScriptRoot,

    # The tags of tests that cannot run here, separated by commas. They are listed.
    [string] $LeaveOut
)

$ErrorActionPreference = 'Stop'
Import-Module Pester -MinimumVersion 5.7.0

# What a developer has set for a real account must not reach the tests, nor the tests that account.
foreach ($name in 'RC_APP_CLIENT_ID', 'RC_APP_CLIENT_SECRET', 'RC_USER_JWT', 'RC_SERVER_URL', 'RCX_ACCOUNT_ID', 'RCX_SUPERVISOR_PHONE', 'RCX_BASE_URL') {
    Remove-Item "env:$name" -ErrorAction Ignore
}

# The module is found by its name, as after an installation, and the fresh processes that tests start find it too.
$Module = Convert-Path -LiteralPath $Module
$env:PSModulePath = (Split-Path $Module) + [System.IO.Path]::PathSeparator + $env:PSModulePath
$env:RINGCX_TEST_MODULE = $Module

# Nor must they touch that developer's files. Where the profile's folder is not to be had from the environment, names that nobody else uses do.
$env:XDG_DATA_HOME = Join-Path ([System.IO.Path]::GetTempPath()) "ringcx-suite-$PID"

$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path -split ','
$configuration.Filter.ExcludeTag = @($LeaveOut -split ',' -ne '') + @(if ($IsWindows) { 'NotOnWindows' })
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Normal'
$configuration.Output.StackTraceVerbosity = 'FirstLine'
try {
    $run = Invoke-Pester -Configuration $configuration
}
finally {
    Remove-Item -LiteralPath $env:XDG_DATA_HOME -Recurse -Force -ErrorAction Ignore
}

$leftOut = @($run.NotRun | Where-Object { $_.Tag -or $_.Block.Tag -or $_.Block.Parent.Tag })
foreach ($group in $leftOut | Group-Object { "$($_.ScriptBlock.File | Split-Path -Leaf): $($_.Block.Name)" }) {
    Write-Host "Left out here: $($group.Name), $($group.Count) tests"
}

# A file that could not be read, or a block whose preparation failed, is a failure too.
$failed = $run.FailedCount + $run.FailedBlocksCount + $run.FailedContainersCount + $run.SkippedCount + $run.NotRunCount - $leftOut.Count

# Named once more: what stands above is thousands of lines long.
$names = @(foreach ($item in @($run.Failed) + @($run.FailedBlocks) + @($run.FailedContainers)) {
        $name = if ($item.PSObject.Properties['ExpandedPath']) { $item.ExpandedPath } else { "$item" }
        $message = "$($item.ErrorRecord | Select-Object -First 1)" -split '\r?\n' -ne '' | Select-Object -First 1
        "FAIL  ${name}: $message"
    })
$names | Write-Host
[pscustomobject] @{ Passed = $run.PassedCount; Failed = $failed; Names = $names } | ConvertTo-Json | Set-Content $Summary
