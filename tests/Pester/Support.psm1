# What the tests share. Every test talks to a sandbox of its own; the default connection is the runspace's, as in a user's script.

Set-StrictMode -Version 3.0

# Starts a sandbox over http on loopback, whose calls stay as they are, sets the variables and signs in.
function Start-TestSandbox {
    param(
        [hashtable] $Sandbox = @{},
        [hashtable] $Connect = @{ SupervisorPhone = '+15554150123' },
        [switch] $NotConnected
    )

    $options = @{ Frozen = $true; SetEnvironment = $true; RequestsPerMinute = 100000 }
    foreach ($name in $Sandbox.Keys) { $options[$name] = $Sandbox[$name] }
    $started = Start-RcxSandbox @options
    if (-not $NotConnected) {
        if ($started.AccountIds.Count -gt 1 -and -not $Connect.ContainsKey('AccountId')) {
            $Connect = $Connect + @{ AccountId = @($started.AccountIds)[0] }
        }

        Connect-Rcx @Connect
        Clear-SentRequest $started
    }

    $started
}

# Fails when the sandbox has answered anything with 400: it does so to whatever no document describes.
function Assert-Documented {
    param([object] $Sandbox)

    $bad = @($Sandbox.GetRequests() | Where-Object StatusCode -eq 400 | ForEach-Object { "$($_.Method) $($_.Target)" })
    if ($bad) {
        throw "The sandbox was sent what no document describes: $($bad -join '; ')"
    }
}

# Makes the sandbox forget the requests so far, after a look at them.
function Clear-SentRequest {
    param([object] $Sandbox)

    Assert-Documented $Sandbox
    $Sandbox.ClearRequests()
}

# Ends the sandbox and the connection, after a look at what was sent.
function Stop-TestSandbox {
    param([object] $Sandbox, [switch] $AllowBadRequest)

    try {
        Disconnect-Rcx -WarningAction SilentlyContinue
        if (-not $AllowBadRequest) { Assert-Documented $Sandbox }
    }
    finally {
        $Sandbox | Stop-RcxSandbox
    }
}

# The requests that the sandbox has seen, taken apart.
function Get-SentRequest {
    param([object] $Sandbox, [string] $Like = '*')

    foreach ($request in $Sandbox.GetRequests()) {
        if ($request.Target -notlike $Like) { continue }
        $path, $query = $request.Target -split '\?', 2
        $values = [ordered] @{}
        foreach ($pair in "$query" -split '&' -ne '') {
            $name, $value = $pair -split '=', 2
            $values[[uri]::UnescapeDataString($name)] = [uri]::UnescapeDataString("$value")
        }

        [pscustomobject] @{
            Line       = "$($request.Method) $($request.Target)"
            Method     = $request.Method
            Path       = $path
            RawQuery   = "$query"
            Query      = $values
            Body       = $request.Body
            StatusCode = $request.StatusCode
            Headers    = $request.Headers
        }
    }
}

# Runs a script as a user's session would, with errors that do not end it, and gives apart what it emitted and what went wrong.
function Invoke-Collected {
    [CmdletBinding()]
    param([Parameter(Position = 0)] [scriptblock] $Script)

    # The tests themselves end at the first error.
    $caller = $PSCmdlet.SessionState.PSVariable
    $before = $caller.GetValue('ErrorActionPreference')
    $caller.Set('ErrorActionPreference', 'Continue')
    $output = [System.Collections.Generic.List[object]]::new()
    $errors = [System.Collections.Generic.List[object]]::new()
    $warnings = [System.Collections.Generic.List[string]]::new()
    $thrown = $null
    try {
        & $Script 2>&1 3>&1 | ForEach-Object {
            if ($_ -is [System.Management.Automation.ErrorRecord]) { $errors.Add($_) }
            elseif ($_ -is [System.Management.Automation.WarningRecord]) { $warnings.Add($_.Message) }
            else { $output.Add($_) }
        }
    }
    catch {
        $thrown = $_
        $errors.Add($_)
    }
    finally {
        $caller.Set('ErrorActionPreference', $before)
    }

    [pscustomobject] @{ Output = $output.ToArray(); Errors = $errors.ToArray(); Warnings = $warnings.ToArray(); Thrown = $thrown }
}

# The uii of a call in a known state: answered by Paco Vu, recorded and not on hold; on hold; waiting in a queue. Seen from inside the
# sandbox, so that no request is spent on it.
function Get-TestUii {
    param([object] $Sandbox, [ValidateSet('Connected', 'OnHold', 'Waiting')] [string] $State = 'Connected')

    $calls = $Sandbox.GetCalls()
    $found = switch ($State) {
        'Connected' { $calls | Where-Object AgentUsername -Like 'paco.vu*' }
        'OnHold' { $calls | Where-Object IsOnHold }
        'Waiting' { $calls | Where-Object { -not $_.AgentUsername } }
    }

    @($found)[0].Uii
}

# What the sandbox knows of one call.
function Get-CallState {
    param([object] $Sandbox, [string] $Uii)

    $Sandbox.GetCalls() | Where-Object Uii -eq $Uii
}

# A party of a RingEX session in a known state: Own is the signed-in user's, answered; Recorded, OnHold and Parked are colleagues'; Inside is
# of a call between two extensions, the restricted user's; Ringing is the signed-in user's too. Seen from inside the sandbox.
function Get-TestParty {
    param([object] $Sandbox, [ValidateSet('Own', 'Recorded', 'OnHold', 'Parked', 'Inside', 'Ringing')] [string] $State = 'Own')

    $own, $restricted = $Sandbox.GetExtensions()[0, 1].ExtensionId
    $parties = $Sandbox.GetTelephonySessions().Parties | Where-Object ExtensionId
    $found = switch ($State) {
        'Own' { $parties | Where-Object { $_.ExtensionId -eq $own -and $_.Status -eq 'Answered' } }
        'Recorded' { $parties | Where-Object Recordings }
        'OnHold' { $parties | Where-Object Status -EQ Hold }
        'Parked' { $parties | Where-Object Status -EQ Parked }
        'Inside' { $parties | Where-Object ExtensionId -EQ $restricted }
        'Ringing' { $parties | Where-Object { $_.ExtensionId -eq $own -and $_.Status -eq 'Proceeding' } }
    }

    @($found)[0]
}

# What the sandbox knows of one party.
function Get-PartyState {
    param([object] $Sandbox, [object] $Party)

    $Sandbox.GetTelephonySessions().Parties | Where-Object PartyId -eq $Party.PartyId
}

# Every secret of a sandbox, as text.
function Get-SandboxSecret {
    param([object] $Sandbox)

    foreach ($name in 'ClientSecret', 'Jwt', 'RestrictedJwt', 'RingCentralToken', 'ApiToken', 'WithoutReportsJwt') {
        [System.Net.NetworkCredential]::new('', $Sandbox.GetSecret($name)).Password
    }

    $Sandbox.GetCredential().GetNetworkCredential().Password
}

# The program, the arguments and the file of a script that is to run in a fresh PowerShell.
function New-FreshScript {
    param([string] $Script)

    $powershell = [System.Environment]::ProcessPath
    $arguments = if ([System.IO.Path]::GetFileNameWithoutExtension($powershell) -eq 'dotnet') { , (Join-Path $PSHOME 'pwsh.dll') } else { @() }
    $file = Join-Path ([System.IO.Path]::GetTempPath()) "ringcx-$([guid]::NewGuid().ToString('n')).ps1"
    Set-Content -LiteralPath $file -Value ('$ErrorActionPreference = "Stop"; $ProgressPreference = "SilentlyContinue"; $PSStyle.OutputRendering = "PlainText"' + "`n" + $Script)
    [pscustomobject] @{ Program = $powershell; Arguments = @($arguments) + '-NoProfile', '-NonInteractive', '-File', $file; File = $file }
}

# Runs a script in a fresh PowerShell that finds the module by its name, and gives what it printed.
function Invoke-FreshPowerShell {
    param([string] $Script)

    $fresh = New-FreshScript $Script
    $arguments = $fresh.Arguments
    try {
        $lines = & $fresh.Program @arguments 2>&1
        [pscustomobject] @{ ExitCode = $LASTEXITCODE; Lines = @($lines | ForEach-Object { "$_" }); Text = (@($lines) | Out-String) }
    }
    finally {
        Remove-Item -LiteralPath $fresh.File
    }
}

# Runs a script in a runspace of its own, presses Ctrl+C as soon as a condition holds, and tells what came of it.
function Stop-WhenReached {
    param([scriptblock] $Script, [hashtable] $Variables, [scriptblock] $Reached, [double] $Seconds = 60)

    $state = [System.Management.Automation.Runspaces.InitialSessionState]::CreateDefault2()
    # Utility as well: a stop that comes while PowerShell loads it for the script's first Start-Sleep ends in an error of the loading.
    $state.ImportPSModule(@('Microsoft.PowerShell.Utility', 'RingCx.PowerShell'))
    $shell = [powershell]::Create($state)
    try {
        $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
        # Whoever looks at what is there so far does not wait for what comes. That goes for a condition and for a message as well: both look
        # while the script runs.
        $streams = $shell.Streams
        foreach ($stream in $output, $streams.Error, $streams.Warning, $streams.Verbose, $streams.Debug, $streams.Information, $streams.Progress) {
            $stream.EnumeratorNeverBlocks = $true
        }

        $shell.Runspace.SessionStateProxy.SetVariable('ErrorActionPreference', 'Continue')
        foreach ($name in $Variables.Keys) { $shell.Runspace.SessionStateProxy.SetVariable($name, $Variables[$name]) }
        $null = $shell.AddScript("$Script")
        $running = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        while (-not (& $Reached $shell $output)) {
            if ($running.IsCompleted -or $clock.Elapsed.TotalSeconds -gt $Seconds) {
                throw "The script never came to where it was to be stopped. State: $($shell.InvocationStateInfo.State). Errors: $($shell.Streams.Error)"
            }

            [System.Threading.Thread]::Sleep(10)
        }

        # A command that does not listen would be waited for as long as its fault lasts.
        $stop = $shell.BeginStop($null, $null)
        if (-not $stop.AsyncWaitHandle.WaitOne([timespan]::FromSeconds(10))) {
            throw 'The command went on after Ctrl+C.'
        }

        $shell.EndStop($stop)
        [pscustomobject] @{
            State    = "$($shell.InvocationStateInfo.State)"
            Output   = @($output)
            Errors   = @($shell.Streams.Error)
            Warnings = @($shell.Streams.Warning | ForEach-Object Message)
            Progress = @($shell.Streams.Progress | Where-Object Activity -NE 'Preparing modules for first use.')
        }
    }
    finally {
        # To dispose of a pipeline is to wait for its end; one that does not heed a stop is left to itself.
        $isOver = $shell.InvocationStateInfo.State -notin 'Running', 'Stopping' -or $shell.BeginStop($null, $null).AsyncWaitHandle.WaitOne([timespan]::FromSeconds(10))
        if ($isOver) { $shell.Dispose() }
    }
}

# Starts a script in a fresh PowerShell and goes on; Stop-FreshPowerShell ends it.
function Start-FreshPowerShell {
    param([string] $Script)

    $fresh = New-FreshScript $Script
    $process = Start-Process $fresh.Program $fresh.Arguments -PassThru -RedirectStandardOutput "$($fresh.File).out" -RedirectStandardError "$($fresh.File).err"
    # Without its handle the exit code is lost.
    $null = $process.Handle
    [pscustomobject] @{ Process = $process; File = $fresh.File }
}

# Waits for the end of processes that Start-FreshPowerShell began, ends those that take longer, and gives what each printed.
function Stop-FreshPowerShell {
    param([object[]] $Started, [double] $After = 180)

    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    foreach ($one in $Started) {
        if (-not $one.Process.WaitForExit([int] [Math]::Max(0, $After * 1000 - $clock.Elapsed.TotalMilliseconds))) {
            $one.Process.Kill()
            $one.Process.WaitForExit()
        }

        $lines = @(Get-Content -LiteralPath "$($one.File).out", "$($one.File).err")
        [pscustomobject] @{ ExitCode = $one.Process.ExitCode; Lines = $lines; Text = ($lines | Out-String) }
        # Windows lets go of a killed process's files a moment later.
        $files = $one.File, "$($one.File).out", "$($one.File).err"
        Wait-Until { Remove-Item -LiteralPath $files -ErrorAction Ignore; -not (Test-Path -LiteralPath $files).Contains($true) }
    }
}

# Runs a script in a fresh PowerShell until its action has come to a moment, kills it there, and gives the process's id. The moments of an audited
# action: before the request is sent, between the request and its answer, between the answer and the line of its end.
function Stop-AtMoment {
    param(
        [string] $Script,
        [ValidateSet('BeforeRequest', 'BeforeAnswer', 'BeforeEnd')] [string] $Moment,
        [string] $AuditPath,
        [object] $Sandbox,
        [string] $Operation
    )

    # One request a minute is that of Connect-Rcx: the action waits to be sent.
    $limit = if ($Moment -eq 'BeforeRequest') { 1 } else { 1000 }
    if ($Moment -ne 'BeforeRequest') {
        $Sandbox.AddFault(@{ Kind = 'Latency'; Delay = $(if ($Moment -eq 'BeforeAnswer') { 60 } else { 3 }); PathContains = $Operation })
    }

    $started = Start-FreshPowerShell "Import-Module RingCx.PowerShell; Connect-Rcx -AuditPath '$AuditPath' -RequestsPerMinute $limit; `$DebugPreference = 'Continue'; $Script"
    # A table, since the block that fills it has a scope of its own.
    $held = @{ Lock = $null }
    try {
        Wait-Until { Select-String -LiteralPath $AuditPath -Pattern Pending -Quiet }
        Wait-Until { @(Get-SentRequest $Sandbox "*/$Operation*").Count -eq [int] ($Moment -ne 'BeforeRequest') }
        if ($Moment -eq 'BeforeEnd') {
            # The end cannot be written as long as this process has the lock; the answer is shown before.
            Wait-Until { try { $held.Lock = [System.IO.File]::Open("$AuditPath.lock", 'OpenOrCreate', 'ReadWrite', 'None'); $true } catch [System.IO.IOException] { $false } }
            Wait-Until { Select-String -LiteralPath "$($started.File).out" -Pattern '^DEBUG: .*200' -Quiet }
        }

        $started.Process.Kill()
        $started.Process.WaitForExit()
        $started.Process.Id
    }
    finally {
        if ($held.Lock) { $held.Lock.Dispose() }
        $null = Stop-FreshPowerShell $started -After 0
    }

    $Sandbox.ClearFaults()
}

# Waits until something is so.
function Wait-Until {
    param([scriptblock] $Condition, [double] $Seconds = 60)

    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    while (-not (& $Condition)) {
        if ($clock.Elapsed.TotalSeconds -gt $Seconds) {
            throw "It did not come about in $Seconds s: $Condition"
        }

        Start-Sleep -Milliseconds 20
    }
}

# The files of a token cache.
function Get-TokenCacheFile {
    param([string] $Name, [string] $Extension = '.tokens')

    $folder = Join-Path ([System.Environment]::GetFolderPath('LocalApplicationData', 'DoNotVerify')) 'RingCx.PowerShell' 'TokenCache'
    if (Test-Path $folder) {
        Get-ChildItem $folder -Filter "$Name-*$Extension"
    }
}

# What src/RingCx.Sandbox/services.json, the table of what the services take, says of a request that was sent.
function Get-ServiceOperation {
    param([Parameter(Mandatory)] $Request)

    $table = Get-Content "$PSScriptRoot/../../src/RingCx.Sandbox/services.json" -Raw | ConvertFrom-Json
    $found = @($table.operations | Where-Object { $_.method -eq $Request.Method -and $Request.Path -match ('^' + ($_.path -replace '\{\w+\}', '[^/]+') + '$') })
    if (-not $found) {
        throw "The services' table has no $($Request.Method) $($Request.Path)."
    }

    # Where a name and an id would both fit, the name is meant.
    @($found | Sort-Object { ([regex]::Matches($_.path, '\{')).Count })[0]
}

Export-ModuleMember -Function New-FreshScript, Stop-WhenReached, Start-TestSandbox, Stop-TestSandbox, Clear-SentRequest, Get-SentRequest, Invoke-Collected, Get-TestUii, Get-CallState, Get-TestParty, Get-PartyState, Get-SandboxSecret, Invoke-FreshPowerShell, Start-FreshPowerShell, Stop-FreshPowerShell, Stop-AtMoment, Wait-Until, Get-TokenCacheFile, Get-ServiceOperation
