# What the benchmarks share: a sandbox in a process of its own, medians, and pairs measured in turn.

Set-StrictMode -Version 3.0

$running = @([System.Environment]::ProcessPath)
if ([System.IO.Path]::GetFileNameWithoutExtension($running[0]) -eq 'dotnet') { $running += Join-Path $PSHOME 'pwsh.dll' }

# The program, and the first argument where there is one, that start a program, or an assembly, which dotnet runs. Without a path the running
# PowerShell.
function Get-StartCommand {
    param([string] $Path)

    if (-not $Path) { return $running }
    $found = if (Test-Path -LiteralPath $Path) { Convert-Path -LiteralPath $Path } else { (Get-Command $Path -CommandType Application)[0].Source }
    if ([System.IO.Path]::GetExtension($found) -eq '.dll') { 'dotnet' }
    $found
}

# Runs a command in a fresh PowerShell and gives what it prints: in the running one or in another, each without the module path of this process,
# which names the folder of this PowerShell.
function Invoke-FreshCommand {
    param([string] $Command, [string] $PowerShell)

    $program, $arguments = @(Get-StartCommand $PowerShell) + '-NoProfile', '-NonInteractive', '-Command', $Command
    $modulePath = $env:PSModulePath
    $env:PSModulePath = $null
    try {
        & $program @arguments
    }
    finally {
        $env:PSModulePath = $modulePath
    }

    if ($LASTEXITCODE -ne 0) { throw "A fresh PowerShell failed (exit code $LASTEXITCODE)." }
}

# Whether an assembly was compiled ahead (ReadyToRun); nothing where it is none.
function Test-CompiledImage {
    param([string] $Path)

    $stream = [System.IO.File]::OpenRead($Path)
    $reader = [System.Reflection.PortableExecutable.PEReader]::new($stream)
    try {
        if ($reader.HasMetadata) { $reader.PEHeaders.CorHeader.ManagedNativeHeaderDirectory.Size -ne 0 }
    }
    finally {
        $reader.Dispose()
    }
}

# How a PowerShell was compiled: as the installers ship it or as the .NET tool does.
function Get-PowerShellKind {
    param([string] $PowerShell)

    $assembly = Invoke-FreshCommand '[psobject].Assembly.Location' $PowerShell
    if (Test-CompiledImage $assembly) { 'compiled ahead' } else { 'the .NET tool' }
}

# The Python 3 that has requests, where there is one: the interpreter itself, for what python3 names may be a script that looks for it.
function Find-Python {
    $python = Get-Command python3 -CommandType Application -ErrorAction Ignore | Select-Object -First 1
    if (-not $python) { return }
    $path = & $python.Source -c 'import requests, sys; print(sys.executable)' 2>$null
    if ($LASTEXITCODE -eq 0) { $path }
}

# Starts a simulated account in a process of its own, so that what it allocates and computes is not measured; Stop-SandboxProcess ends it.
function Start-SandboxProcess {
    param([string] $Module, [string] $Options = '', [string] $Loop = '')

    $script = @"
Import-Module '$Module'
`$sandbox = Start-RcxSandbox -RequestsPerMinute 1000000 $Options
[pscustomobject] @{
    Uri = "`$(`$sandbox.Uri)".TrimEnd('/'); ClientId = `$sandbox.ClientId; AccountId = `$sandbox.AccountIds[0]
    ClientSecret = [System.Net.NetworkCredential]::new('', `$sandbox.GetSecret('ClientSecret')).Password
    Jwt = [System.Net.NetworkCredential]::new('', `$sandbox.GetSecret('Jwt')).Password
    RingCentralToken = [System.Net.NetworkCredential]::new('', `$sandbox.GetSecret('RingCentralToken')).Password
} | ConvertTo-Json -Compress
$(if ($Loop) { $Loop } else { '$null = [Console]::In.ReadLine()' })
"@
    $program, $arguments = $running + '-NoProfile', '-NonInteractive', '-Command', $script
    $start = [System.Diagnostics.ProcessStartInfo] @{ FileName = $program; RedirectStandardInput = $true; RedirectStandardOutput = $true }
    foreach ($argument in $arguments) { $start.ArgumentList.Add($argument) }
    $process = [System.Diagnostics.Process]::Start($start)
    $line = $process.StandardOutput.ReadLine()
    if (-not $line) { throw 'The sandbox did not start.' }
    $account = $line | ConvertFrom-Json
    Add-Member -InputObject $account -NotePropertyName Process -NotePropertyValue $process -PassThru
}

function Stop-SandboxProcess {
    param([object] $Account)

    $Account.Process.Kill()
    $Account.Process.WaitForExit()
}

# Signs the module in to such a sandbox.
function Connect-SandboxProcess {
    param([object] $Account, [hashtable] $Options = @{})

    Connect-Rcx -ClientId $Account.ClientId -ClientSecret $Account.ClientSecret -Jwt $Account.Jwt -BaseUri $Account.Uri -RingCentralUri $Account.Uri -RequestsPerMinute 100000 @Options
}

# The lines of a script that signs in to such a sandbox with Invoke-RestMethod; it has $headers then.
function Get-SignInCode {
    param([object] $Account)

    @"
`$basic = [Convert]::ToBase64String([Text.Encoding]::ASCII.GetBytes('$($Account.ClientId):$($Account.ClientSecret)'))
`$grant = @{ grant_type = 'urn:ietf:params:oauth:grant-type:jwt-bearer'; assertion = '$($Account.Jwt)' }
`$granted = Invoke-RestMethod '$($Account.Uri)/restapi/oauth/token' -Method Post -Headers @{ Authorization = "Basic `$basic" } -Body `$grant
`$token = Invoke-RestMethod '$($Account.Uri)/api/auth/login/rc/accesstoken?includeRefresh=true' -Method Post -Body @{ rcAccessToken = `$granted.access_token; rcTokenType = 'Bearer' }
`$headers = @{ Authorization = "Bearer `$(`$token.accessToken)" }
"@
}

# The two lines of a script that does the same with the module.
function Get-ConnectCode {
    param([object] $Account, [string] $Module)

    "Import-Module '$Module'"
    "Connect-Rcx -ClientId '$($Account.ClientId)' -ClientSecret '$($Account.ClientSecret)' -Jwt '$($Account.Jwt)' -BaseUri '$($Account.Uri)' -RingCentralUri '$($Account.Uri)'"
}

# A RingCX token of such a sandbox, for what is measured beside the module.
function Get-SandboxToken {
    param([object] $Account)

    $answer = Invoke-RestMethod "$($Account.Uri)/api/auth/login/rc/accesstoken?includeRefresh=true" -Method Post -Body @{ rcAccessToken = $Account.RingCentralToken; rcTokenType = 'Bearer' }
    $answer.accessToken
}

# The numbers that a process has printed, with a blank between them.
function ConvertFrom-Number {
    param([string] $Line)

    foreach ($number in $Line.Trim() -split ' ') { [double]::Parse($number, [cultureinfo]::InvariantCulture) }
}

# The addresses of the pages of a listing: one more than there are, since the module asks for one more to see that there are no further calls.
function Get-PageAddress {
    param([object] $Account, [int] $Calls, [int] $Rows)

    for ($page = 0; $page -le [math]::Ceiling($Calls / $Rows); $page++) {
        "$($Account.Uri)/voice/api/v1/admin/accounts/$($Account.AccountId)/activeCalls/list?product=ACCOUNT&productId=$($Account.AccountId)&page=$page&maxRows=$Rows"
    }
}

# The listings that are compared, as code by name. It needs $addresses, and $token or a $client that has it.
function Get-ListingCode {
    param([int] $Calls)

    $check = "if (`$found.Count -ne $Calls) { throw `"`$(`$found.Count) calls were listed.`" }"
    [ordered] @{
        'Get-RcxActiveCall' = "`$found = @(Get-RcxActiveCall); $check"
        'Invoke-RestMethod' = "`$found = @(foreach (`$address in `$addresses) { Invoke-RestMethod `$address -Headers @{ Authorization = `"Bearer `$token`" } | ForEach-Object { `$_ } }); $check"
        'HttpClient, text'  = 'foreach ($address in $addresses) { $null = $client.GetStringAsync($address).GetAwaiter().GetResult() }'
    }
}

function Get-Median {
    param([double[]] $Values)

    $sorted = @($Values | Sort-Object)
    ($sorted[[int] [math]::Floor(($sorted.Count - 1) / 2)] + $sorted[[int] [math]::Ceiling(($sorted.Count - 1) / 2)]) / 2
}

# Runs each script once, in turn, round after round; the first round does not count. Gives the milliseconds and the megabytes that this
# process allocated, as lists by name. A script that gives a number has measured itself, in milliseconds.
function Measure-InTurn {
    param([System.Collections.Specialized.OrderedDictionary] $Scripts, [int] $Rounds)

    $measured = [ordered] @{}
    foreach ($name in $Scripts.Keys) { $measured[$name] = @{ Ms = [System.Collections.Generic.List[double]]::new(); Mb = [System.Collections.Generic.List[double]]::new() } }
    foreach ($round in 0..$Rounds) {
        foreach ($name in $Scripts.Keys) {
            [System.GC]::Collect()
            [System.GC]::WaitForPendingFinalizers()
            $allocated = [System.GC]::GetTotalAllocatedBytes($true)
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            $own = & $Scripts[$name]
            $milliseconds = $watch.Elapsed.TotalMilliseconds
            $megabytes = ([System.GC]::GetTotalAllocatedBytes($true) - $allocated) / 1MB
            if ($round -gt 0) {
                $measured[$name].Ms.Add($(if ($own -is [double]) { $own } else { $milliseconds }))
                $measured[$name].Mb.Add($megabytes)
            }
        }
    }

    $measured
}

# The ratios of two lists, pair by pair.
function Get-Ratio {
    param([double[]] $Of, [double[]] $To)

    for ($i = 0; $i -lt $Of.Count; $i++) { $Of[$i] / $To[$i] }
}

function Get-MedianRatio {
    param([double[]] $Of, [double[]] $To)

    Get-Median (Get-Ratio $Of $To)
}

# The least and the most of a list.
function Format-Range {
    param([double[]] $Values, [string] $Format = '0')

    $range = $Values | Measure-Object -Minimum -Maximum
    "{0:$Format} to {1:$Format}" -f $range.Minimum, $range.Maximum
}

Export-ModuleMember -Function *-*
