#Requires -Version 7.4
<#
.SYNOPSIS
Runs RingCentral's own clients against Start-RcxSandbox of a packed module. The last line is 'N passed, N failed'.
#>
[CmdletBinding()]
param(
    # The packed module's folder.
    [Parameter(Mandatory)]
    [string] $Module,

    # Where the packages are, or are to be, installed.
    [Parameter(Mandatory)]
    [string] $Folder
)

$ErrorActionPreference = 'Stop'
$Module = Convert-Path -LiteralPath $Module
# Each has a sandbox of its own: five sign-ins a minute are all that one allows. Gives the client's last line.
function Invoke-Client([string] $Program, [string] $Script) {
    $sandbox = Start-RcxSandbox -Frozen -SetEnvironment -RequestsPerMinute 1200
    try {
        & $Program $Script | Tee-Object -Variable said | Out-Host
        $said[-1]
    }
    finally {
        $sandbox | Stop-RcxSandbox
    }
}

foreach ($file in 'package.json', 'package-lock.json', 'clients.cjs', 'supervise.py') {
    $null = New-Item -ItemType Directory -Path $Folder -Force
    Copy-Item (Join-Path $PSScriptRoot $file) $Folder -Force
}

Push-Location $Folder
try {
    $installed = & npm ci --ignore-scripts --no-audit --no-fund 2>&1
    if ($LASTEXITCODE -ne 0) {
        Write-Host ($installed -join "`n")
        Write-Host 'The clients'' packages could not be installed (npm ci): without a registry they cannot be tried.'
        exit 2
    }

    Import-Module $Module
    $counts = @(Invoke-Client node clients.cjs)
    $python = Get-Command python3, python -CommandType Application -ErrorAction Ignore | Select-Object -First 1
    if ($python) {
        $counts += Invoke-Client $python.Source supervise.py
    }
    else {
        Write-Host 'There is no Python 3 here: its script was not run.'
    }

    $passed = $failed = 0
    foreach ($line in $counts) {
        if ($line -notmatch '^(\d+) passed, (\d+) failed$') {
            throw "A client did not come to its end: $line"
        }

        $passed += [int] $Matches[1]
        $failed += [int] $Matches[2]
    }

    Write-Host "$passed passed, $failed failed"
    exit [int] ($failed -gt 0)
}
finally {
    Pop-Location
}
