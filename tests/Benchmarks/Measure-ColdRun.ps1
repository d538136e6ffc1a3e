#Requires -Version 7.4
<#
.SYNOPSIS
Measures a whole run of a short script in a fresh PowerShell, as a scheduler starts it: with the module, and written with Invoke-RestMethod.

.DESCRIPTION
Both scripts sign in, list the calls and listen in to three of them; the module's begins with its import. Each run is a process of its own, in turn
and with the first one changing, against a sandbox in another process that has warmed up. The time is that of the process from its start to its
end, the processor time what it has used when its script ends. Medians are given, and the medians of the ratios to the run of Invoke-RestMethod in
the same round. Needs ./build.ps1 -Task Pack first.

.EXAMPLE
./tests/Benchmarks/Measure-ColdRun.ps1 -Runs 20

.EXAMPLE
./.ci/New-Package.ps1 -Destination artifacts/plain -Images none; ./tests/Benchmarks/Measure-ColdRun.ps1 -OtherModule artifacts/plain/module/RingCx.PowerShell

Measures beside it the module without the images that were compiled ahead.
#>
[CmdletBinding()]
param(
    # How many rounds are measured, after one that does not count.
    [ValidateRange(3, 1000)]
    [int] $Runs = 20,

    # The packed module.
    [string] $Module = (Join-Path $PSScriptRoot '../../artifacts/module/RingCx.PowerShell'),

    # Another build of the module, which is to be measured beside it.
    [string] $OtherModule
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot 'BenchmarkTools.psm1')
$Module = (Resolve-Path $Module).Path

# What both scripts end with: that they have listened in to three calls, and the processor time.
$end = @'

if (@($heard).Count -ne 3) { throw "Listened in to $(@($heard).Count) calls." }
[System.Diagnostics.Process]::GetCurrentProcess().TotalProcessorTime.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)
'@

function Get-ModuleScript([object] $Account, [string] $Phone, [string] $From) {
    @"
`$ErrorActionPreference = 'Stop'
Import-Module '$From'
Connect-Rcx -ClientId '$($Account.ClientId)' -ClientSecret '$($Account.ClientSecret)' -Jwt '$($Account.Jwt)' -BaseUri '$($Account.Uri)' -RingCentralUri '$($Account.Uri)' -SupervisorPhone '$Phone'
`$heard = Get-RcxActiveCall | Where-Object CallState -eq ACTIVE | Select-Object -First 3 | Add-RcxCallSession -Type Monitor
"@ + $end
}

function Get-PlainScript([object] $Account, [string] $Phone) {
    @"
`$ErrorActionPreference = 'Stop'
`$basic = [Convert]::ToBase64String([Text.Encoding]::ASCII.GetBytes('$($Account.ClientId):$($Account.ClientSecret)'))
`$grant = @{ grant_type = 'urn:ietf:params:oauth:grant-type:jwt-bearer'; assertion = '$($Account.Jwt)' }
`$granted = Invoke-RestMethod '$($Account.Uri)/restapi/oauth/token' -Method Post -Headers @{ Authorization = "Basic `$basic" } -Body `$grant
`$token = Invoke-RestMethod '$($Account.Uri)/api/auth/login/rc/accesstoken?includeRefresh=true' -Method Post -Body @{ rcAccessToken = `$granted.access_token; rcTokenType = 'Bearer' }
`$headers = @{ Authorization = "Bearer `$(`$token.accessToken)" }
`$root = '$($Account.Uri)/voice/api/v1/admin/accounts/$($Account.AccountId)/activeCalls'
`$calls = Invoke-RestMethod "`$root/list?product=ACCOUNT&productId=$($Account.AccountId)" -Headers `$headers
`$heard = foreach (`$call in `$calls | Where-Object callState -eq ACTIVE | Select-Object -First 3) {
    `$joined = Invoke-RestMethod "`$root/`$(`$call.uii)/addSessionToCall?destination=$([uri]::EscapeDataString($Phone))&sessionType=MONITOR" -Method Post -Headers `$headers
    if (-not `$joined) { throw 'The service did not join.' }
    `$call
}
"@ + $end
}

$measured = [ordered] @{ 'Invoke-RestMethod' = @(); 'module' = @() }
if ($OtherModule) {
    $OtherModule = (Resolve-Path $OtherModule).Path
    $measured['other module'] = @()
}

$names = [string[]] $measured.Keys
$account = $null
try {
    foreach ($run in 0..$Runs) {
        # The exchange of tokens allows five a minute, and one is for warming up: each round has a sandbox of its own.
        if ($account) { Stop-SandboxProcess $account }
        $account = Start-SandboxProcess $Module '-Frozen -CallCount 100'
        # Each run has a telephone of its own, since none can join a call twice.
        $null = Invoke-FreshCommand (Get-PlainScript $account '+15554150100')
        for ($i = 0; $i -lt $names.Count; $i++) {
            $name = $names[($i + $run) % $names.Count]
            $phone = "+1555415010$($i + 1)"
            $script = switch ($name) {
                'Invoke-RestMethod' { Get-PlainScript $account $phone }
                'module' { Get-ModuleScript $account $phone $Module }
                'other module' { Get-ModuleScript $account $phone $OtherModule }
            }
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            $processor = Invoke-FreshCommand $script
            $ms = $watch.Elapsed.TotalMilliseconds
            if ($run -gt 0) { $measured[$name] += @{ Ms = $ms; Processor = [double]::Parse($processor, [cultureinfo]::InvariantCulture) } }
        }
    }
}
finally {
    if ($account) { Stop-SandboxProcess $account }
}

foreach ($name in $names) {
    $row = [ordered] @{ By = $name }
    foreach ($kind in 'Ms', 'Processor') {
        $own = [double[]] $measured[$name].$kind
        $plain = [double[]] $measured['Invoke-RestMethod'].$kind
        $title = if ($kind -eq 'Ms') { 'Time' } else { 'Processor time' }
        $row["$title, median ms"] = [math]::Round((Get-Median $own))
        $row["$title, range ms"] = '{0:0} to {1:0}' -f ($own | Measure-Object -Minimum).Minimum, ($own | Measure-Object -Maximum).Maximum
        $row["$title, to Invoke-RestMethod"] = [math]::Round((Get-MedianRatio $own $plain), 2)
    }

    [pscustomobject] $row
}
