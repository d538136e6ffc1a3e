# What the benchmarks share: a sandbox in a process of its own, medians, and pairs measured in turn.

Set-StrictMode -Version 3.0

$powershell = [System.Environment]::ProcessPath
$powershellArguments = @(if ([System.IO.Path]::GetFileNameWithoutExtension($powershell) -eq 'dotnet') { Join-Path $PSHOME 'pwsh.dll' })

# Runs a command in a fresh PowerShell and gives what it prints.
function Invoke-FreshCommand {
    param([string] $Command)

    & $powershell @powershellArguments -NoProfile -NonInteractive -Command $Command
    if ($LASTEXITCODE -ne 0) { throw "A fresh PowerShell failed (exit code $LASTEXITCODE)." }
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
    $start = [System.Diagnostics.ProcessStartInfo] @{ FileName = $powershell; RedirectStandardInput = $true; RedirectStandardOutput = $true }
    foreach ($argument in $powershellArguments + '-NoProfile', '-NonInteractive', '-Command', $script) { $start.ArgumentList.Add($argument) }
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

# A RingCX token of such a sandbox, for what is measured beside the module.
function Get-SandboxToken {
    param([object] $Account)

    $answer = Invoke-RestMethod "$($Account.Uri)/api/auth/login/rc/accesstoken?includeRefresh=true" -Method Post -Body @{ rcAccessToken = $Account.RingCentralToken; rcTokenType = 'Bearer' }
    $answer.accessToken
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

# The median of the ratios of two lists, pair by pair.
function Get-MedianRatio {
    param([double[]] $Of, [double[]] $To)

    Get-Median @(for ($i = 0; $i -lt $Of.Count; $i++) { $Of[$i] / $To[$i] })
}

Export-ModuleMember -Function *-*
