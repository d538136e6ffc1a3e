#Requires -Version 7.4
<#
.SYNOPSIS
Measures the first listing of a process: with the module, with Invoke-RestMethod and with a bare HttpClient.

.DESCRIPTION
Each listing is the first of a fresh PowerShell process, in turn and with the first one changing, against a sandbox in another process that has warmed
up. The clock runs for the listing alone. The module has been imported and has signed in by then, which takes three requests; the others have a
token, and have asked for the accounts three times. Medians are given, and the medians of the ratios round by round; the methods are those that
.NET compiles meanwhile. Needs ./build.ps1 -Task Pack first.

.EXAMPLE
./tests/Benchmarks/Measure-FirstListing.ps1 -Runs 11

.EXAMPLE
./tests/Benchmarks/Measure-FirstListing.ps1 -PowerShell (./tests/Benchmarks/New-CompiledPowerShell.ps1)

Lists in a PowerShell that is compiled ahead.
#>
[CmdletBinding()]
param(
    # How many rounds are measured, after one that does not count.
    [ValidateRange(3, 1000)]
    [int] $Runs = 11,

    # How many calls are listed.
    [ValidateRange(1, 1000000)]
    [int] $Calls = 10000,

    # The packed module.
    [string] $Module = (Join-Path $PSScriptRoot '../../artifacts/module/RingCx.PowerShell'),

    # The PowerShell that lists: a pwsh, or a pwsh.dll. Without it the running one.
    [string] $PowerShell
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Import-Module (Join-Path $PSScriptRoot 'BenchmarkTools.psm1')
$Module = (Resolve-Path $Module).Path
$rows = 1000
$code = Get-ListingCode $Calls

# What a process does before its first listing.
function Get-Preparation([string] $Name, [object] $Account, [string] $Token) {
    $accounts = "$($Account.Uri)/voice/api/v1/admin/accounts"
    switch ($Name) {
        'Get-RcxActiveCall' { Get-ConnectCode $Account $Module }
        'Invoke-RestMethod' {
            "`$token = '$Token'"
            "foreach (`$i in 1..3) { `$null = Invoke-RestMethod '$accounts' -Headers @{ Authorization = `"Bearer `$token`" } }"
        }
        'HttpClient, text' {
            '$client = [System.Net.Http.HttpClient]::new()'
            "`$client.DefaultRequestHeaders.Authorization = [System.Net.Http.Headers.AuthenticationHeaderValue]::new('Bearer', '$Token')"
            "foreach (`$i in 1..3) { `$null = `$client.GetStringAsync('$accounts').GetAwaiter().GetResult() }"
        }
    }
}

$names = [string[]] $code.Keys
$measured = [ordered] @{}
foreach ($name in $names) { $measured[$name] = @{ Ms = [System.Collections.Generic.List[double]]::new(); Methods = [System.Collections.Generic.List[double]]::new() } }
$account = $null
try {
    foreach ($run in 0..$Runs) {
        # The exchange of tokens allows five a minute: one for the others' token, and four for the module, which signs in twice a round.
        if ($run % 2 -eq 0) {
            if ($account) { Stop-SandboxProcess $account }
            $account = Start-SandboxProcess $Module "-Frozen -CallCount $Calls -MaximumPageSize $rows"
            $addresses = @(Get-PageAddress $account $Calls $rows)
            $token = Get-SandboxToken $account
            foreach ($i in 1..3) { foreach ($address in $addresses) { $null = Invoke-WebRequest $address -Headers @{ Authorization = "Bearer $token" } } }
        }

        for ($i = 0; $i -lt $names.Count; $i++) {
            $name = $names[($i + $run) % $names.Count]
            $script = @"
`$ErrorActionPreference = 'Stop'
$((Get-Preparation $name $account $token) -join "`n")
`$addresses = '$($addresses -join "', '")'
`$methods = [System.Runtime.JitInfo]::GetCompiledMethodCount()
`$watch = [System.Diagnostics.Stopwatch]::StartNew()
$($code[$name])
`$ms = `$watch.Elapsed.TotalMilliseconds
"`$ms `$([System.Runtime.JitInfo]::GetCompiledMethodCount() - `$methods)"
"@

            # The second of two runs counts: PowerShell compiles ahead, in the background, what its last run had to compile.
            $null = Invoke-FreshCommand $script $PowerShell
            $line = Invoke-FreshCommand $script $PowerShell
            $ms, $methods = ConvertFrom-Number $line
            if ($run -gt 0) {
                $measured[$name].Ms.Add($ms)
                $measured[$name].Methods.Add($methods)
            }
        }
    }
}
finally {
    if ($account) { Stop-SandboxProcess $account }
}

$kind = Get-PowerShellKind $PowerShell
foreach ($name in $names) {
    [pscustomobject] @{
        PowerShell         = $kind
        By                 = $name
        'Median ms'        = [math]::Round((Get-Median $measured[$name].Ms), 1)
        'Range ms'         = Format-Range $measured[$name].Ms
        'Module/this'      = [math]::Round((Get-MedianRatio $measured['Get-RcxActiveCall'].Ms $measured[$name].Ms), 2)
        'Methods compiled' = [math]::Round((Get-Median $measured[$name].Methods))
    }
}
