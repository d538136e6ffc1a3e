# What a job of Azure Automation meets, as far as it can be had without Azure: the zip, expanded into a folder of modules, in a process of its own
# without a profile, a console or, in part, a file system to write to. docs/azure-automation.md has a table of it.

BeforeDiscovery {
    # What makes a file system read-only here: a mount namespace, or rights, which do not hold root. Without either the test is skipped, and counts
    # as failed in the suite.
    $canMount = -not $IsWindows -and (Get-Command unshare -ErrorAction Ignore) -and
        $(& unshare --map-root-user --mount sh -c 'mount -o remount,bind,ro / && ! touch /ringcx-test && unshare --map-user=54321 true' 2>&1 | Out-Null; $LASTEXITCODE -eq 0)
    $how = if ($canMount) { 'mounts' } elseif (-not $IsWindows -and [System.Environment]::UserName -ne 'root') { 'rights' }
    $cannotBeReadOnly = -not $how
    $readOnly = @{ How = $how }
    $header = 'Outcome     Action         Target                         Reason', '-------     ------         ------                         ------'
}

BeforeAll {
    Import-Module "$PSScriptRoot/Support.psm1"
    $ErrorActionPreference = 'Stop'
    $zip = Join-Path $env:RINGCX_TEST_MODULE '../../package/RingCx.PowerShell.zip'
    $modules = Join-Path $TestDrive 'OfTheAccount'
    [System.IO.Compression.ZipFile]::ExtractToDirectory($zip, $modules)

    # The job of docs/azure-automation.md, with a limit that three of the sandbox's calls are over and something to see after each step.
    $job = @'
$sandbox = Start-RcxSandbox -SetEnvironment -Frozen
Connect-Rcx -ErrorAction Stop
try {
    "calls: $(@(Get-RcxActiveCall).Count)"
    Get-RcxActiveCall | Where-Object Duration -gt '00:03:00' | Stop-RcxCall -Force -AsOutcome | Assert-RcxOutcome | Tee-Object -Variable outcomes
}
finally {
    Disconnect-Rcx
}
"of: $(($outcomes.InputObject | ForEach-Object { $_.AgentName ?? 'nobody' }) -join ', ')"
"connection: '$(Get-RcxConnection)'"
$sandbox | Stop-RcxSandbox
"left: $(@(Get-ChildItem env:RC*).Count)"
'@
    $expected = @(
        'calls: 12'
        'Outcome     Action         Target                         Reason'
        '-------     ------         ------                         ------'
        'Done        HangUp         <uii>'
        'Done        HangUp         <uii>'
        'Done        HangUp         <uii>'
        'of: Marco Silva, nobody, Paco Vu'
        'connection: '''''
        'left: 0'
    )

    # Runs a script as a worker of Azure Automation would: a process without a terminal and with nothing to read, that has the module and those of
    # PowerShell, and of the environment neither a profile nor a language.
    function Invoke-Job([string] $Script, [string[]] $Through = @()) {
        $temporary = (New-Item (Join-Path $TestDrive ([guid]::NewGuid().ToString('n'))) -ItemType Directory).FullName
        $here = (New-Item "$temporary-here" -ItemType Directory).FullName
        $fresh = New-FreshScript ''
        Remove-Item -LiteralPath $fresh.File
        $file = Join-Path $temporary 'job.ps1'
        Set-Content -LiteralPath $file -Value $Script
        $command = @($Through | ForEach-Object { $_.Replace('<temporary>', $temporary) })
        if (-not $IsWindows -and (Get-Command setsid -ErrorAction Ignore)) { $command += 'setsid', '--wait' }
        $command += @($fresh.Program) + $fresh.Arguments[0..($fresh.Arguments.Count - 2)] + $file
        $start = [System.Diagnostics.ProcessStartInfo]::new($command[0])
        foreach ($argument in $command | Select-Object -Skip 1) { $start.ArgumentList.Add($argument) }
        foreach ($name in @($start.Environment.Keys) -match '^(HOME(DRIVE|PATH)?|XDG_.*|USERPROFILE|(LOCAL)?APPDATA|LANG|LC_.*|TERM|COLUMNS|RCX?_.*|RINGCX_.*)$') {
            $null = $start.Environment.Remove($name)
        }

        $start.Environment['PSModulePath'] = $modules
        $start.Environment['TZ'] = 'UTC'
        # What is coloured after all is not PowerShell's own doing.
        $start.Environment['NO_COLOR'] = '1'
        foreach ($name in 'TMPDIR', 'TEMP', 'TMP') { $start.Environment[$name] = $temporary }
        $start.WorkingDirectory = $here
        $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
        $process = [System.Diagnostics.Process]::Start($start)
        try {
            $process.StandardInput.Close()
            $errors = $process.StandardError.ReadToEndAsync()
            $text = $process.StandardOutput.ReadToEndAsync()
            if (-not $process.WaitForExit(120000)) {
                $process.Kill($true)
                throw "The job did not end. It said: $($text.Result) $($errors.Result)"
            }

            # The id of a call begins with the time at which the sandbox has made it.
            $lines = @($text.Result -split '\r?\n' | ForEach-Object { ($_ -replace '\b20\d{28}\b', '<uii>').TrimEnd() } | Where-Object { $_ })
            [pscustomobject] @{ ExitCode = $process.ExitCode; Lines = $lines; Text = $text.Result; Errors = $errors.Result; Files = @(Get-ChildItem $here, $modules -Recurse -Force -File) }
        }
        finally {
            $process.Dispose()
        }
    }

    function Assert-Job($Result, [string[]] $Lines) {
        $Result.Errors | Should -BeNullOrEmpty
        $Result.Lines | Should -BeExactly $Lines
        $Result.ExitCode | Should -Be 0
    }

    $whole = @(Get-ChildItem $modules -Recurse -Force -File).Count

    # In a mount namespace of the job's own: nothing can be written to but its temporary folder, and its user is one whom the system does not know.
    $mounts = @'
set -e
mount --make-rprivate /
mount --bind '<temporary>' '<temporary>'
while read -r _ point _ options _; do
    case "$point" in
        '<temporary>' | /dev* | /proc* | /sys*) ;;
        *) mount -o "remount,bind,ro,$(echo "$options" | tr , '\n' | grep -E '^(nosuid|nodev|noexec|noatime|nodiratime|relatime)$' | paste -sd, -)" "$point" 2> /dev/null || true ;;
    esac
done < /proc/mounts
exec unshare --map-user=54321 "$@"
'@

    # Runs a job where it can write to nothing but its temporary folder.
    function Invoke-ReadOnlyJob([string] $Script) {
        if ($readOnlyBy -eq 'mounts') {
            return Invoke-Job $Script -Through 'unshare', '--map-root-user', '--mount', 'sh', '-c', $mounts, 'sh'
        }

        & chmod -R a-w $modules
        try { Invoke-Job $Script -Through 'sh', '-c', 'chmod a-w . && XDG_DATA_HOME="$PWD/none" exec "$@"', 'sh' }
        finally { & chmod -R u+w $modules }
    }
}

Describe 'A job in a process of its own' {
    It 'does its work without a profile''s folder, and leaves no file behind' {
        $result = Invoke-Job (@'
"profile: $(@(Get-ChildItem env: | Where-Object Name -Match '^(HOME|USERPROFILE|APPDATA|XDG_.*)$').Count)"
'@ + "`n$job`n" + '"from: $(Split-Path (Split-Path (Get-Module RingCx.PowerShell).ModuleBase) -Leaf)"')
        Assert-Job $result (@('profile: 0') + $expected + 'from: OfTheAccount')
        $result.Files | Should -HaveCount $whole
    }

    It 'has lines without colours, and no others, with everything said aloud' {
        $result = Invoke-Job @'
$VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'
Import-Module RingCx.PowerShell -Verbose:$false
$sandbox = Start-RcxSandbox -SetEnvironment -Frozen
Connect-Rcx
$sandbox.AddFault(@{ Kind = 'RateLimited'; Count = 1; RetryAfter = '1'; PathContains = 'activeCalls' })
Get-RcxActiveCall -AgentName Vu | Ping-RcxCall -AsOutcome | Select-Object Outcome
Disconnect-Rcx
'@
        $result.Text | Should -Not -Match '\x1b'
        $listing = '/voice/api/v1/admin/accounts/12440011/activeCalls/list?product=ACCOUNT&productId=12440011&maxRows=1000'
        $said = @(
            'Signing in with what the environment has.', 'Signing in.', 'POST /restapi/oauth/token', 'POST /api/auth/login/rc/accesstoken?includeRefresh=true', 'GET /voice/api/v1/admin/accounts'
            "GET $listing", 'The service refused the request for the number of requests (429). Repeating in 1 s (1).', "GET $listing", 'POST /voice/api/v1/admin/accounts/12440011/activeCalls/<uii>/pingCall'
        )
        # Of the second that it is asked to wait, a part may be left for the next attempt.
        @($result.Lines -notlike 'DEBUG: *' -notlike '*: Waiting 0 s: *') | Should -BeExactly (@($said -replace '^', 'VERBOSE: ') + 'Outcome', '-------', '   Done')
        @($result.Lines -like 'DEBUG: *') -replace ' for .*' | Should -BeExactly ('DEBUG: 200', 'DEBUG: 200', 'DEBUG: 200', 'DEBUG: 429', 'DEBUG: 200', 'DEBUG: 200')
        $result.Errors | Should -BeNullOrEmpty
    }

    It 'is never asked anything' {
        $result = Invoke-Job @'
function Test-Prompt([scriptblock] $Command) { try { & $Command; "nothing" } catch { "$($_.FullyQualifiedErrorId.Split(',')[0]): $_" } }
Test-Prompt { Connect-Rcx }
Connect-Rcx -Sandbox
$call = Get-RcxActiveCall -AgentName Vu
Test-Prompt { $call | Stop-RcxCall -ErrorAction Stop }
Test-Prompt { $call | Add-RcxCallSession -ErrorAction Stop }
Test-Prompt { $call | Set-RcxCallHold -ErrorAction Stop }
Test-Prompt { $call | Set-RcxDisposition -ErrorAction Stop }
Test-Prompt { Start-RcxCall -ErrorAction Stop }
Test-Prompt { Import-RcxCsv -ErrorAction Stop }
Test-Prompt { Show-RcxCallBoard -ErrorAction Stop }
"calls: $(@(Get-RcxActiveCall).Count)"
'@
        $because = $result.Lines -join "`n"
        $result.Lines -replace '^MissingArgument: (-\w+) is missing\. .*', '$1' -replace '^(NoTerminal): .*', '$1' | Should -BeExactly @(
            '-ClientId', 'InvalidOperation: PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.'
            '-Type', '-State', '-Disposition', '-Username', '-Path', 'NoTerminal', 'calls: 12'
        ) -Because $because
        $result.Errors | Should -BeNullOrEmpty
    }

    It 'has its times in UTC, and sends what it is given as it was written' -Tag NotOnWindows {
        $result = Invoke-Job @'
$sandbox = Start-RcxSandbox -SetEnvironment -Frozen
Connect-Rcx
$call = Get-RcxActiveCall -AgentName Vu
"offsets: $($call.At.Offset) $($call.EnqueueTime.Offset)"
$done = $call | Ping-RcxCall
"shown: $(($done | Out-String) -match " $($done.At.UtcDateTime.ToString('HH:mm:ss')) ")"
"now: $(([datetimeoffset]::UtcNow - $call.At).Duration() -lt '00:01:00')"
$null = $call | Set-RcxDisposition CALLBACK -CallbackTime '2026-12-24 14:30'
$null = $call | Set-RcxDisposition CALLBACK -CallbackTime '2026-12-24T14:30:15+09:00'
@($sandbox.GetRequests()).Target | Where-Object { $_ -match 'callBackDTS=(\d+)' } | ForEach-Object { $Matches[1] }
'@
        Assert-Job $result 'offsets: 00:00:00 00:00:00', 'shown: True', 'now: True', '20261224143000', '20261224143015'
    }

    It 'does its work where only the temporary folder can be written to (by <How>)' -Tag NotOnWindows -Skip:$cannotBeReadOnly -ForEach $readOnly {
        $readOnlyBy = $How
        $result = Invoke-ReadOnlyJob (@'
function Test-Write([string] $Folder) { try { [System.IO.File]::WriteAllText("$Folder/written", ''); 'yes' } catch { 'no' } }
$module = (Get-Module RingCx.PowerShell -ListAvailable).ModuleBase
"writes: here $(Test-Write $PWD), module $(Test-Write $module), temporary $(Test-Write ([System.IO.Path]::GetTempPath()))"
'@ + "`n$job`n" + @'
$null = Start-RcxSandbox -SetEnvironment -Frozen
function Test-That([scriptblock] $Command) { try { & $Command } catch { "$($_.FullyQualifiedErrorId.Split(',')[0]): $_" } }
$audit = Join-Path ([System.IO.Path]::GetTempPath()) audit.jsonl
$c = Connect-Rcx -AuditPath $audit -PassThru
$null = Get-RcxActiveCall -AgentName Vu | Ping-RcxCall
"audit: $(@(Get-Content $audit).Count)"
Test-That { Connect-Rcx -AuditPath ./audit.jsonl }
Test-That { Connect-Rcx -TokenCache nightly }
Test-That { Export-RcxCallBoard ./board.html -Connection $c -ErrorAction Stop }
'@)
        $result.Lines = $result.Lines -replace '^(AuditNotWritten|TokenCacheUnavailable|FileNotWritten): .*', '$1'
        Assert-Job $result (@('writes: here no, module no, temporary yes') + $expected + 'audit: 2', 'AuditNotWritten', 'TokenCacheUnavailable', 'FileNotWritten')
    }
}

Describe 'Constrained Language' {
    It 'is enough for a job: <Name>' -ForEach @(
        @{ Name = 'set before the import'; Before = '$ExecutionContext.SessionState.LanguageMode = "ConstrainedLanguage"; Import-Module RingCx.PowerShell' }
        @{ Name = 'set after it'; Before = 'Import-Module RingCx.PowerShell; $ExecutionContext.SessionState.LanguageMode = "ConstrainedLanguage"' }
    ) {
        $result = Invoke-Job "$Before`n`"mode: `$(`$ExecutionContext.SessionState.LanguageMode)`"`n$job"
        Assert-Job $result (@('mode: ConstrainedLanguage') + $expected)
    }

    It 'is enough for a job: a runspace made with it' {
        Set-Content "$TestDrive/constrained.ps1" $job
        $result = Invoke-Job @"
`$state = [initialsessionstate]::CreateDefault2()
`$state.LanguageMode = 'ConstrainedLanguage'
`$shell = [powershell]::Create(`$state)
"mode: `$(`$shell.AddScript('`$ExecutionContext.SessionState.LanguageMode').Invoke())"
`$shell.Commands.Clear()
`$shell.AddScript((Get-Content '$TestDrive/constrained.ps1' -Raw)).AddCommand('Out-String').Invoke()
`$shell.Streams.Error, `$shell.Streams.Warning
"@
        Assert-Job $result (@('mode: ConstrainedLanguage') + $expected)
    }

    It 'shows what Full Language shows, of every kind of object' {
        $result = Invoke-Job @'
$sandbox = Start-RcxSandbox -SetEnvironment -Frozen -RequestsPerMinute 10000
Connect-Rcx -SupervisorPhone +15554150123
$own = $sandbox.GetTelephonySessions().Parties | Where-Object ExtensionId -EQ $sandbox.GetExtensions()[0].ExtensionId | Where-Object Status -EQ Answered
$calls = Get-RcxActiveCall
$shown = @(
    $sandbox, (Get-RcxAccount), (Get-RcxQueue), (Get-RcxAgent), (Get-RcxAgentState), (Get-RcxQueueState), (Get-RcxDisposition Sales), $calls
    ($calls | Ping-RcxCall), ($calls | Ping-RcxCall -AsOutcome), ($calls[0] | Add-RcxCallSession Monitor), (Get-RcxQueue | Test-RcxQueue)
    (Watch-RcxActiveCall -IncludeExisting -Timeout 1), (Watch-RcxAgentState -IncludeExisting -Timeout 1)
    (Get-RingExActiveCall Account), ($own | Get-RingExCallSession), ($own | Get-RingExCallParty), ($own | Set-RingExCallRecording On), (Get-RcxConnection).RingExRates, (Get-RcxConnection)
)
$show = 'Import-Module RingCx.PowerShell; foreach ($one in $shown) { $one | Out-String -Width 200 }'
$full = @(& ([scriptblock]::Create($show)))
# PowerShell makes the views' script blocks once for a runspace, in the language that it has then.
$state = [initialsessionstate]::CreateDefault2()
$state.LanguageMode = 'ConstrainedLanguage'
$shell = [powershell]::Create($state)
$shell.Runspace.SessionStateProxy.SetVariable('shown', $shown)
$constrained = @($shell.AddScript($show).Invoke())
for ($i = 0; $i -lt $full.Count; $i++) { if ($full[$i] -cne $constrained[$i]) { "$($constrained[$i])instead of`n$($full[$i])" } }
"same: $($full.Count)"
'@
        Assert-Job $result 'same: 20'
    }

    It 'is enough for every view: none calls a method or names a type' {
        $blocks = ([xml] (Get-Content (Join-Path $modules 'RingCx.PowerShell/bin/RingCx.PowerShell.Format.ps1xml') -Raw)).SelectNodes('//ScriptBlock').InnerText
        $blocks.Count | Should -BeGreaterThan 20
        foreach ($block in $blocks) {
            $refused = [scriptblock]::Create($block).Ast.FindAll(
                { param($ast) $ast.GetType().Name -in 'InvokeMemberExpressionAst', 'TypeExpressionAst', 'ConvertExpressionAst', 'TypeConstraintAst' }, $true)
            "$refused" | Should -BeNullOrEmpty -Because $block
        }
    }

    It 'is enough for the other steps of the documents' {
        $result = Invoke-Job @'
$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'
$sandbox = Start-RcxSandbox -SetEnvironment -Frozen
function Get-AutomationPSCredential([string] $Name) { New-Object pscredential ($Name -eq 'RingCx-App' ? $id : 'jwt'), (ConvertTo-SecureString $secrets[$Name] -AsPlainText) }
function Get-AutomationVariable([string] $Name) { '12440011' }
$id = $env:RC_APP_CLIENT_ID
$secrets = @{ 'RingCx-App' = $env:RC_APP_CLIENT_SECRET; 'RingCx-Jwt' = $env:RC_USER_JWT }
Remove-Item env:RC_APP_CLIENT_ID, env:RC_APP_CLIENT_SECRET, env:RC_USER_JWT
Connect-Rcx -SupervisorPhone +15554150123 -AuditPath (Join-Path $env:TMPDIR audit.jsonl) -ErrorAction Stop
$paco = Get-RcxActiveCall -AgentName Vu
"wait: $(($paco | Wait-RcxCall -Until { $_.AgentLastName -eq 'Vu' } -Timeout 5).AgentName)"
"once: $(($paco | Ping-RcxCall -OnceKey { $_.Uii } -AsOutcome).Outcome) $(($paco | Ping-RcxCall -OnceKey { $_.Uii } -AsOutcome).Outcome)"
"pause: $($paco | Invoke-RcxRecordingPause { 'charged' })"
"callback: $(($paco | Set-RcxDisposition CALLBACK -CallbackTime (Get-Date).AddHours(2) -AsOutcome).Outcome)"
Set-Content "$env:TMPDIR/calls.csv" "Uii,Disposition`nabc,SALE"
"csv: $((Import-RcxCsv "$env:TMPDIR/calls.csv" Uii, Disposition).Disposition)"
"request: $((Invoke-RcxRequest /voice/api/v1/admin/accounts -ErrorAction Stop).accountId)"
try { 'abc' | Ping-RcxCall -ErrorAction Stop } catch { "failed: $($_.FullyQualifiedErrorId)" }
try { [pscustomobject] @{ Uii = 'abc' } } catch { "refused: $($_.FullyQualifiedErrorId)" }
try { $sandbox.GetSecret('Jwt') } catch { "refused: $($_.FullyQualifiedErrorId)" }
Disconnect-Rcx
Remove-Module RingCx.PowerShell
'@
        Assert-Job $result @(
            'wait: Paco Vu', 'once: Done AlreadyDone', 'pause: charged', 'callback: Done', 'csv: SALE', 'request: 12440011', 'failed: CallNotFound,RingCx.Commands.PingRcxCallCommand'
            'refused: ConversionSupportedOnlyToCoreTypes', 'refused: MethodInvocationNotSupportedInConstrainedLanguage'
        )
    }

    It 'is enough for the runbook <Name>' -ForEach @(
        @{ Name = '_template'; With = ''; Lines = 'What if: Performing the operation "Keep the call from being archived" on target "call <uii>".', $header[0], $header[1], 'WhatIf      Ping           <uii>' }
        @{ Name = 'Move-ClosedQueueCall'; With = '-TargetQueue Support'; Lines = @() }
    ) {
        $book = Join-Path $PSScriptRoot "../../docs/runbooks/$Name.ps1"
        $result = Invoke-Job @"
`$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'
`$null = Start-RcxSandbox -SetEnvironment -Frozen
& '$book' $With -WhatIf
"done"
"@
        Assert-Job $result (@($Lines) + 'done')
    }
}

Describe 'Other modules'' versions: <Name>' -ForEach @(
    # As in Az.Accounts: today's, and such as its older versions have.
    @{ Name = 'System.Text.Json 10.0.3, Microsoft.Extensions 10.0.3'; Json = '10.0.3'; Extensions = '10.0.3' }
    @{ Name = 'System.Text.Json 6.0.10, Microsoft.Extensions 8.0.2'; Json = '6.0.10'; Extensions = '8.0.2' }
) {
    BeforeAll {
        $packages = [ordered] @{ 'System.Text.Json' = $Json }
        foreach ($last in 'DependencyInjection.Abstractions', 'Logging.Abstractions', 'Options') { $packages["Microsoft.Extensions.$last"] = $Extensions }
        # From NuGet; where that is not to be had, assemblies of the same names with nothing much in them.
        $folder = (New-Item (Join-Path $TestDrive ([guid]::NewGuid().ToString('n'))) -ItemType Directory).FullName
        $items = foreach ($package in $packages.Keys) { "<PackageDownload Include='$package' Version='[$($packages[$package])]' />" }
        Set-Content "$folder/others.csproj" "<Project Sdk='Microsoft.NET.Sdk'><PropertyGroup><TargetFramework>netstandard2.0</TargetFramework></PropertyGroup><ItemGroup>$items</ItemGroup></Project>"
        if (Get-Command dotnet -ErrorAction Ignore) { $null = & dotnet restore "$folder/others.csproj" --packages "$folder/packages" --verbosity quiet 2>&1 }
        $files = foreach ($package in $packages.Keys) {
            $file = "$folder/packages/$($package.ToLowerInvariant())/$($packages[$package])/lib/netstandard2.0/$package.dll"
            if (-not (Test-Path -LiteralPath $file)) {
                $file = "$folder/$package.dll"
                Add-Type "[assembly: System.Reflection.AssemblyVersion(""$($packages[$package])"")] public static class Other { }" -OutputAssembly $file
            }

            "'$($file.Replace("'", "''"))'"
        }

        # System.Text.Json is PowerShell's own as well, so that another version of it has a context of its own, as Az.Accounts has one.
        $import = @"
foreach (`$file in $($files -join ', ')) {
    `$assembly = if (`$file -like '*System.Text.Json.dll') { [System.Reflection.Assembly]::LoadFile(`$file) } else { [System.Reflection.Assembly]::LoadFrom(`$file) }
    "other: `$(`$assembly.GetName().Name) `$(`$assembly.GetName().Version.ToString(2))"
}
"@
        $others = foreach ($package in $packages.Keys) { "other: $package $(([version] $packages[$package]).ToString(2))" }
        $own = @'
$own = ([System.Runtime.Loader.AssemblyLoadContext]::All | Where-Object Name -EQ RingCx.PowerShell).Assemblies | Where-Object Location -Like '*RingCx.PowerShell*'
"own: $(@($own | Where-Object { $_.GetName().Name -in 'Microsoft.Extensions.Options', 'Microsoft.Extensions.Logging.Abstractions' }).Count)"
'@
    }

    It 'are loaded before the module, and do not mix' {
        Assert-Job (Invoke-Job "$import`n$job`n$own") ($others + $expected + 'own: 2')
    }

    # PowerShell heads a second table of the same columns no more.
    It 'are loaded after it, and do not mix' {
        Assert-Job (Invoke-Job "$job`n$import`n$job`n$own") ($expected + $others + $expected[0] + $expected[3..($expected.Count - 1)] + 'own: 2')
    }
}

Describe 'Two jobs in one process' {
    It 'see nothing of each other, and neither ends what the other has' {
        $result = Invoke-Job @'
# Hosts without a user interface, as those of jobs are.
$jobs = [powershell]::Create([initialsessionstate]::CreateDefault2()), [powershell]::Create([initialsessionstate]::CreateDefault2())
function Step([int] $Job, [string] $Script) {
    $shell = $jobs[$Job]
    $shell.Commands.Clear()
    $null = $shell.AddScript($Script)
    try { foreach ($line in $shell.Invoke()) { "${Job}: $line" } } catch { "${Job} ended: $_" }
    foreach ($line in @($shell.Streams.Error) + @($shell.Streams.Warning)) { "${Job} said: $line" }
    $shell.Streams.ClearStreams()
}
$start = 'Import-Module RingCx.PowerShell; $sandbox = Start-RcxSandbox -SetEnvironment -Frozen -CallCount {0}; Connect-Rcx'
$see = '"$(@(Get-RcxActiveCall).Count) calls, own: $((Get-RcxConnection).BaseUri -eq $sandbox.Uri)"'
Step 0 ($start -f 12)
Step 1 ($start -f 7)
Step 0 $see
Step 1 $see
# The variables are those of the second now, and each job has its own nevertheless.
Step 0 "Connect-Rcx; $see"
Step 1 "Connect-Rcx; $see"
$running = foreach ($shell in $jobs) {
    $shell.Commands.Clear()
    $shell.AddScript('1..5 | ForEach-Object { Get-RcxActiveCall | Ping-RcxCall -AsOutcome | Assert-RcxOutcome | Group-Object Outcome -NoElement | ForEach-Object { "$($_.Count) $($_.Name)" } }').BeginInvoke()
}
foreach ($i in 0, 1) { "${i}: at once $($jobs[$i].EndInvoke($running[$i]) -join ', ')" }
Step 1 'Disconnect-Rcx; "$(Get-RcxConnection)"; try { Get-RcxActiveCall } catch { $_.FullyQualifiedErrorId }'
Step 0 $see
Step 1 'Remove-Module RingCx.PowerShell; "running: $($sandbox.IsRunning)"'
Step 0 "$see; Connect-Rcx; $see"
Step 0 'Disconnect-Rcx; $sandbox | Stop-RcxSandbox'
"left: $(@(Get-ChildItem env:RC*).Count)"
'@
        Assert-Job $result @(
            '0: 12 calls, own: True', '1: 7 calls, own: True', '0: 12 calls, own: True', '1: 7 calls, own: True'
            '0: at once 12 Done, 12 Done, 12 Done, 12 Done, 12 Done', '1: at once 7 Done, 7 Done, 7 Done, 7 Done, 7 Done'
            '1:', '1: NotConnected,RingCx.Commands.GetRcxActiveCallCommand', '0: 12 calls, own: True'
            '1: running: False', '0: 12 calls, own: True', '0: 12 calls, own: True', 'left: 0'
        )
    }

    It 'warn one that has assets where the other''s sandbox stands before them' {
        $result = Invoke-Job @'
$other = [powershell]::Create()
$null = $other.AddScript('Start-RcxSandbox -SetEnvironment').Invoke()
"without assets"
Connect-Rcx
function Get-AutomationPSCredential { }
"with assets"
Connect-Rcx
"with a sandbox of its own"
$null = Start-RcxSandbox -SetEnvironment
Connect-Rcx
'@
        Assert-Job $result @(
            'without assets', 'with assets'
            'WARNING: This signs in to a sandbox that another runspace of this process has started with -SetEnvironment, and not with the assets of the Automation account. Rehearse with Connect-Rcx -Sandbox, which no other job sees.'
            'with a sandbox of its own'
        )
    }
}
