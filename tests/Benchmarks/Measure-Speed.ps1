#Requires -Version 7.4
<#
.SYNOPSIS
Measures the module against Invoke-RestMethod, a bare HttpClient and the guide's Python sample, side by side, on the same sandbox.

.DESCRIPTION
The sandbox runs in a process of its own on loopback. Everything else runs in this PowerShell, in turn, round after round; medians and the
medians of the ratios are printed, and given as an object. Needs ./build.ps1 -Task Pack first, and for the Python sample python3 with requests; without
it that row says so.

.EXAMPLE
./tests/Benchmarks/Measure-Speed.ps1 -Rounds 15
#>
[CmdletBinding()]
param(
    # How many rounds are measured, after one that does not count.
    [ValidateRange(3, 1000)]
    [int] $Rounds = 11,

    # How many calls are listed.
    [ValidateRange(1, 1000000)]
    [int] $Calls = 10000,

    # How many actions make one measurement.
    [ValidateRange(1, 10000)]
    [int] $Actions = 50,

    # The packed module.
    [string] $Module = (Join-Path $PSScriptRoot '../../artifacts/module/RingCx.PowerShell')
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Import-Module (Join-Path $PSScriptRoot 'BenchmarkTools.psm1')
$Module = (Resolve-Path $Module).Path
Import-Module $Module

$rows = 1000
$account = Start-SandboxProcess $Module "-Frozen -CallCount $Calls -MaximumPageSize $rows"
$client = [System.Net.Http.HttpClient]::new()
try {
    Connect-SandboxProcess $account
    $token = Get-SandboxToken $account
    # Its five minutes end; the exchange allows five a minute, and a run takes longer than one token.
    $tokenSince = [System.Diagnostics.Stopwatch]::StartNew()
    function Update-Token {
        if ($script:tokenSince.Elapsed.TotalMinutes -gt 4) {
            $script:token = Get-SandboxToken $account
            $script:tokenSince.Restart()
        }

        $client.DefaultRequestHeaders.Authorization = [System.Net.Http.Headers.AuthenticationHeaderValue]::new('Bearer', $script:token)
    }

    $client.DefaultRequestHeaders.UserAgent.ParseAdd('benchmark/1.0')
    Update-Token
    $root = "$($account.Uri)/voice/api/v1/admin/accounts/$($account.AccountId)/activeCalls"
    $addresses = @(Get-PageAddress $account $Calls $rows)
    $python = Find-Python
    $byModule, $byRestMethod, $byClient = (Get-ListingCode $Calls).Values | ForEach-Object { [scriptblock]::Create($_) }
    # They are called from here, where their variables are.
    $listing = [ordered] @{
        'Get-RcxActiveCall' = { & $byModule }
        'Invoke-RestMethod' = { Update-Token; & $byRestMethod }
        'HttpClient, text'  = { Update-Token; & $byClient }
    }
    if ($python) {
        $listing['Python sample'] = {
            Update-Token
            $ms, $count = (& $python (Join-Path $PSScriptRoot 'list_calls.py') $account.Uri $account.AccountId $token $addresses.Count $rows) -split ' '
            if ([int] $count -ne $Calls) { throw "$count calls were listed." }
            [double] $ms
        }
    }

    Write-Host "Listing $Calls calls, $Rounds rounds ..."
    $list = Measure-InTurn $listing $Rounds

    $uii = (Get-RcxActiveCall -First 1).Uii
    $acting = [ordered] @{
        'Ping-RcxCall'      = { for ($i = 0; $i -lt $Actions; $i++) { $null = Ping-RcxCall -Uii $uii } }
        'Invoke-RestMethod' = { Update-Token; for ($i = 0; $i -lt $Actions; $i++) { $null = Invoke-RestMethod "$root/$uii/pingCall" -Method Post -Headers @{ Authorization = "Bearer $token" } } }
        'HttpClient'        = {
            Update-Token
            for ($i = 0; $i -lt $Actions; $i++) {
                $answer = $client.PostAsync("$root/$uii/pingCall", [System.Net.Http.ByteArrayContent]::new([byte[]]::new(0))).GetAwaiter().GetResult()
                if ($answer.Content.ReadAsStringAsync().GetAwaiter().GetResult() -ne 'true') { throw 'The call was not pinged.' }
                $answer.Dispose()
            }
        }
    }
    Write-Host "$Actions actions, $Rounds rounds ..."
    $act = Measure-InTurn $acting $Rounds
}
finally {
    Disconnect-Rcx -WarningAction SilentlyContinue
    $client.Dispose()
    Stop-SandboxProcess $account
}

function New-Row([string] $What, [hashtable] $Measured, [hashtable] $Own, [string] $Name, [int] $Count) {
    [pscustomobject] @{
        Measured        = $What
        By              = $Name
        'Median ms'     = [math]::Round((Get-Median $Measured.Ms) / $Count, 2)
        'Range ms'      = Format-Range ($Measured.Ms | ForEach-Object { $_ / $Count }) '0.0'
        'Allocated MB'  = if ($Name -eq 'Python sample') { $null } else { [math]::Round((Get-Median $Measured.Mb) / $Count, 2) }
        'Module/this'   = [math]::Round((Get-MedianRatio $Own.Ms $Measured.Ms), 2)
        'Memory/this'   = if ($Name -eq 'Python sample') { $null } else { [math]::Round((Get-MedianRatio $Own.Mb $Measured.Mb), 2) }
    }
}

foreach ($name in $list.Keys) { New-Row "list $Calls calls" $list[$name] $list['Get-RcxActiveCall'] $name 1 }
foreach ($name in $act.Keys) { New-Row 'one action' $act[$name] $act['Ping-RcxCall'] $name $Actions }
if (-not $python) { Write-Host 'The Python sample was not measured: there is no python3 with requests here.' }
