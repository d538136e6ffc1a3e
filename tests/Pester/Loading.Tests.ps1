# How the module is loaded, and how it gets along with others. Each test has a PowerShell of its own.

BeforeAll {
    Import-Module "$PSScriptRoot/Support.psm1"
    $ErrorActionPreference = 'Stop'

    # What is loaded, one name a line; the same in a process that imports and in one that does not.
    # PowerShell itself goes on loading for a moment after it has started.
    $list = @'

Start-Sleep -Milliseconds 500
foreach ($assembly in [AppDomain]::CurrentDomain.GetAssemblies()) { 'loaded: ' + $assembly.GetName().Name }
'@

    # Assemblies of other modules: other versions of what this module depends on, with a type that only they have and one that looks
    # like ours. System.Text.Json belongs to PowerShell itself, so that another version of it only fits beside it.
    $others = @'
$null = New-Item $folder -ItemType Directory
Add-Type 'public static class CompilerIsLoaded { }'
function Import-Others {
    $references = [Microsoft.CodeAnalysis.MetadataReference[]] @([Microsoft.CodeAnalysis.MetadataReference]::CreateFromFile([object].Assembly.Location))
    $options = [Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions]::new([Microsoft.CodeAnalysis.OutputKind]::DynamicallyLinkedLibrary)
    $i = 0
    foreach ($name in 'Microsoft.Extensions.DependencyInjection', 'Microsoft.Extensions.DependencyInjection.Abstractions', 'Microsoft.Extensions.Http',
        'Microsoft.Extensions.Options', 'Microsoft.Extensions.Logging', 'Microsoft.Extensions.Logging.Abstractions', 'System.Text.Json') {
        $i++
        $source = "[assembly: System.Reflection.AssemblyVersion(""1.2.3.$i"")] namespace Others { public static class Marker$i { public static string Version() { return ""marker 1.2.3.$i""; } } } " +
            'namespace Microsoft.Extensions.DependencyInjection { public class ServiceCollection { } public class ServiceProvider { } } ' +
            'namespace System.Text.Json { public static class JsonSerializer { } }'
        $tree = [Microsoft.CodeAnalysis.SyntaxTree[]] @([Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree]::ParseText($source))
        $file = Join-Path $folder "$name.dll"
        $stream = [System.IO.File]::Create($file)
        $made = [Microsoft.CodeAnalysis.CSharp.CSharpCompilation]::Create($name, $tree, $references, $options).Emit($stream)
        $stream.Dispose()
        if (-not $made.Success) { throw "$name cannot be made: $($made.Diagnostics)" }
        $assembly = if ($name -eq 'System.Text.Json') { [System.Reflection.Assembly]::LoadFile($file) } else { [System.Reflection.Assembly]::LoadFrom($file) }
        "$name $($assembly.GetName().Version) $($assembly.GetType("Others.Marker$i").GetMethod('Version').Invoke($null, @()))"
    }
}
function Use-Module([string] $When) {
    Connect-Rcx -Sandbox -SupervisorPhone +15554150123
    $session = Get-RcxActiveCall | Where-Object agentLastName -eq Vu | Add-RcxCallSession -Type Monitor
    "${When}: $($session.Phone), $(@(Get-RcxActiveCall).Count -gt 5), $(@(Get-RcxQueue).Count) queues"
}
function Test-Json { (@{ a = 1 } | ConvertTo-Json -Compress) + (('{"b":2}' | ConvertFrom-Json).b) }
'@

    function Invoke-WithOthers([string] $Script) {
        $folder = Join-Path $TestDrive ([guid]::NewGuid().ToString('n'))
        Invoke-FreshPowerShell ("`$folder = '$($folder.Replace("'", "''"))'`n" + $others + "`n" + $Script)
    }
}

Describe 'Importing' {
    BeforeAll {
        $bare = Invoke-FreshPowerShell $list
        $imported = Invoke-FreshPowerShell ("Import-Module RingCx.PowerShell" + $list)
        $more = @($imported.Lines | Where-Object { $_ -like 'loaded: *' -and $_ -notin $bare.Lines })
    }

    It 'loads one assembly' {
        $more | Should -Be @('loaded: RingCx.PowerShell')
    }

    It 'loads nothing of the HTTP stack and none of its dependencies' {
        foreach ($name in $more) {
            $name | Should -Not -Match 'RingCx\.(Client|Sandbox)|Microsoft\.Extensions|System\.Net|System\.Text\.Json'
        }
    }

    It 'loads none of them for what precedes a connection either' {
        $script = @'
Import-Module RingCx.PowerShell
$null = Get-Command -Module RingCx.PowerShell
$null = (Get-Command Connect-Rcx).ParameterSets
$null = TabExpansion2 'Add-RcxCallSession -Type '
$null = Get-RcxConnection
'@
        $reference = $script -replace 'Import-Module RingCx.PowerShell', '' -replace '-Module RingCx.PowerShell', '-Module Microsoft.PowerShell.Utility' -replace
            'Connect-Rcx', 'Get-Date' -replace 'Add-RcxCallSession -Type', 'Get-Date -Format' -replace 'Get-RcxConnection', 'Get-Date'
        $before = (Invoke-FreshPowerShell ($reference + $list)).Lines
        $now = Invoke-FreshPowerShell ($script + $list)
        $now.ExitCode | Should -Be 0 -Because $now.Text
        $new = @($now.Lines | Where-Object { $_ -like 'loaded: *' -and $_ -notin $before })
        @($new | Where-Object { $_ -match 'System\.Net|Microsoft\.Extensions|System\.Text\.Json' }) | Should -BeNullOrEmpty
    }

    It 'loads its dependencies at the first connection, apart from the session''s' {
        $result = Invoke-FreshPowerShell @'
Import-Module RingCx.PowerShell
Connect-Rcx -Sandbox
foreach ($context in [System.Runtime.Loader.AssemblyLoadContext]::All) {
    foreach ($assembly in $context.Assemblies) { "$($context.Name): $($assembly.GetName().Name)" }
}
'@
        $result.Lines | Should -Contain 'RingCx.PowerShell: RingCx.Client'
        $result.Lines | Should -Contain 'RingCx.PowerShell: Microsoft.Extensions.Http'
        # .NET 10 has what the client needs of it; before, a newer one is brought.
        $json = @($result.Lines -like '*: System.Text.Json')
        if ([Environment]::Version.Major -lt 10) { $json | Should -Contain 'RingCx.PowerShell: System.Text.Json' } else { $json | Should -Be 'Default: System.Text.Json' }
        @($result.Lines | Where-Object { $_ -match '^(Default|): (RingCx\.Client|RingCx\.Sandbox|Microsoft\.Extensions\..*)$' }) | Should -BeNullOrEmpty
    }

    It 'finds a command by itself, without Import-Module' {
        $result = Invoke-FreshPowerShell 'Connect-Rcx -Sandbox; "calls: $(@(Get-RcxActiveCall).Count -gt 5)"'
        $result.Lines | Should -Contain 'calls: True'
    }

    It 'can be imported twice, and again after it was removed' {
        $result = Invoke-FreshPowerShell @'
Import-Module RingCx.PowerShell
Connect-Rcx -Sandbox
Import-Module RingCx.PowerShell -Force
Connect-Rcx -Sandbox
Remove-Module RingCx.PowerShell
Import-Module RingCx.PowerShell
Connect-Rcx -Sandbox
"calls: $(@(Get-RcxActiveCall).Count -gt 5)"
'@
        $result.ExitCode | Should -Be 0 -Because $result.Text
        $result.Lines | Should -Contain 'calls: True'
    }
}

Describe 'Images that were compiled ahead' {
    BeforeDiscovery {
        # Those for this runtime, on the platforms that have them.
        $framework = "net$([Environment]::Version.Major).0"
        $platform = switch ([System.Runtime.InteropServices.RuntimeInformation]::RuntimeIdentifier) {
            { $_ -in 'win-x64', 'osx-arm64', 'linux-x64' } { $_ }
        }
        $noImages = -not $platform -or -not (Test-Path (Join-Path $env:RINGCX_TEST_MODULE "bin/dependencies/$framework/$platform"))
    }

    BeforeAll {
        $framework = "net$([Environment]::Version.Major).0"
        $platform = [System.Runtime.InteropServices.RuntimeInformation]::RuntimeIdentifier
        $modules = Join-Path $TestDrive 'compiled'

        # A copy of the module without its images, but for those named: the folder that each is to have, and the one of the module that it comes from.
        function New-ModuleCopy([string] $Name, [hashtable] $Images = @{}) {
            $copy = Join-Path $modules $Name
            $null = New-Item $copy -ItemType Directory -Force
            Copy-Item (Join-Path $env:RINGCX_TEST_MODULE '*') $copy -Recurse -Exclude bin
            $null = New-Item "$copy/bin/dependencies" -ItemType Directory
            Copy-Item (Join-Path $env:RINGCX_TEST_MODULE 'bin/*') "$copy/bin" -Exclude dependencies
            Copy-Item (Join-Path $env:RINGCX_TEST_MODULE 'bin/dependencies/*') "$copy/bin/dependencies" -Exclude net*
            $null = New-Item "$copy/bin/dependencies/net10.0" -ItemType Directory
            Get-ChildItem (Join-Path $env:RINGCX_TEST_MODULE 'bin/dependencies/net10.0') -File | Copy-Item -Destination "$copy/bin/dependencies/net10.0"
            foreach ($folder in $Images.Keys) {
                $null = New-Item "$copy/bin/dependencies/$folder" -ItemType Directory
                Copy-Item (Join-Path $env:RINGCX_TEST_MODULE "bin/dependencies/$($Images[$folder])/*") "$copy/bin/dependencies/$folder"
            }

            Join-Path $copy 'RingCx.PowerShell.psd1'
        }

        # How many methods a fresh process compiles up to the first listing, and where it has the dependencies from. Each method is compiled once:
        # without tiers, which compile again in the background what is used often, as their clock has it.
        function Measure-Compilation([string] $Manifest) {
            $result = Invoke-FreshPowerShell @"
Import-Module '$($Manifest.Replace("'", "''"))'
`$before = [System.Runtime.JitInfo]::GetCompiledMethodCount(`$false)
Connect-Rcx -Sandbox
`$calls = @(Get-RcxActiveCall).Count
"methods: `$([System.Runtime.JitInfo]::GetCompiledMethodCount(`$false) - `$before)"
"calls: `$(`$calls -gt 5)"
foreach (`$assembly in ([System.Runtime.Loader.AssemblyLoadContext]::All | Where-Object Name -eq RingCx.PowerShell).Assemblies) { "from: `$(Split-Path `$assembly.Location)" }
"@
            $result.Lines | Should -Contain 'calls: True' -Because $result.Text
            [pscustomobject] @{
                Methods = [int] (@($result.Lines -like 'methods: *')[0] -replace '^methods: ')
                From    = @($result.Lines -like 'from: *' -replace '^from: ' | ForEach-Object { [System.IO.Path]::GetRelativePath("$(Split-Path $Manifest)/bin", $_).Replace('\', '/') } | Sort-Object -Unique)
            }
        }

        $tiers = $env:DOTNET_TieredCompilation
        $env:DOTNET_TieredCompilation = '0'
    }

    AfterAll {
        $env:DOTNET_TieredCompilation = $tiers
    }

    It 'are used: with them, less than two thirds as many methods are compiled' -Skip:$noImages {
        # Twice each: PowerShell's own work in the background, such as noting a new module, only adds.
        $manifest = New-ModuleCopy 'with' @{ "$framework/$platform" = "$framework/$platform" }
        $with = @(1..2 | ForEach-Object { Measure-Compilation $manifest })
        $manifest = New-ModuleCopy 'without'
        $without = @(1..2 | ForEach-Object { Measure-Compilation $manifest })
        $with[0].From | Should -Be "dependencies/$framework/$platform"
        $without[0].From | Should -Be 'dependencies/net10.0'
        $few = ($with.Methods | Measure-Object -Minimum).Minimum
        $many = ($without.Methods | Measure-Object -Minimum).Minimum
        $few / $many | Should -BeLessThan 0.67 -Because "it was $($with.Methods) and $($without.Methods)"
    }

    It 'are left alone where they are for another version of .NET, or for another platform' -Skip:$noImages {
        $others = @{ "net9.0/$platform" = "$framework/$platform"; "net99.0/$platform" = "$framework/$platform"; "$framework/linux-arm" = "$framework/$platform" }
        (Measure-Compilation (New-ModuleCopy 'others' $others)).From | Should -Be 'dependencies/net10.0'
    }
}

Describe 'A helper module that imports the module' {
    BeforeAll {
        # Scripts of their own, as people write them.
        $helpers = Join-Path $TestDrive 'helpers'
        foreach ($name in 'HelperForce', 'HelperNested') { $null = New-Item (Join-Path $helpers $name) -ItemType Directory }
        Set-Content "$helpers/HelperForce/HelperForce.psm1" 'function Get-Help1 { Import-Module RingCx.PowerShell -Force; @(Get-RcxActiveCall).Count -gt 5 }'
        Set-Content "$helpers/HelperNested/HelperNested.psm1" 'Import-Module RingCx.PowerShell -Force; function Get-Help2 { @(Get-RcxActiveCall).Count -gt 5 }'
        $prepare = "`$env:PSModulePath = '$helpers' + [IO.Path]::PathSeparator + `$env:PSModulePath`nImport-Module RingCx.PowerShell`n"
    }

    It 'with -Force closes neither the caller''s connection nor the default, and stops no sandbox' {
        $result = Invoke-FreshPowerShell ($prepare + @'
$sandbox = Start-RcxSandbox -SetEnvironment -Frozen
$c = Connect-Rcx -PassThru
"1: $(Get-Help1)"
"2: $(Get-Help2)"
Import-Module RingCx.PowerShell -Force
"open: $($c.IsOpen), running: $($sandbox.IsRunning), same: $([object]::ReferenceEquals($c, (Get-RcxConnection))), calls: $(@(Get-RcxActiveCall -Connection $c).Count -gt 5)"
'@)
        $result.Lines | Should -Contain '1: True' -Because $result.Text
        $result.Lines | Should -Contain '2: True' -Because $result.Text
        $result.Lines | Should -Contain 'open: True, running: True, same: True, calls: True' -Because $result.Text
    }

    It 'in another runspace closes nothing of this one''s, and neither does the end of that runspace or its Remove-Module' {
        $result = Invoke-FreshPowerShell ($prepare + @'
$c = Connect-Rcx -Sandbox -PassThru
$job = Start-ThreadJob { Import-Module RingCx.PowerShell; $null = Connect-Rcx -Sandbox -PassThru; Get-Help1; Get-RcxConnection; Remove-Module RingCx.PowerShell; @(Get-RcxActiveCall -Connection $using:c).Count -gt 5 }
$got = $job | Receive-Job -Wait -AutoRemoveJob
"$($got[0]) $($got[2]), mine: $($c.IsOpen), theirs: $($got[1].IsOpen), calls: $(@(Get-RcxActiveCall).Count -gt 5)"
'@)
        $result.Lines | Should -Contain 'True True, mine: True, theirs: True, calls: True' -Because $result.Text
    }

    It 'can be removed without affecting others that have imported the module' {
        $result = Invoke-FreshPowerShell ($prepare + @'
Connect-Rcx -Sandbox
Import-Module HelperNested
$null = Get-Help2
Remove-Module HelperNested
Import-Module RingCx.PowerShell
"calls: $(@(Get-RcxActiveCall).Count -gt 5)"
'@)
        $result.Lines | Should -Contain 'calls: True' -Because $result.Text
    }

    It 'leaves nothing behind that is no longer referenced when the module is removed' {
        $result = Invoke-FreshPowerShell ($prepare + @'
Connect-Rcx -Sandbox
Remove-Module RingCx.PowerShell
Import-Module RingCx.PowerShell
"connection: '$(Get-RcxConnection)'"
'@)
        $result.Lines | Should -Contain "connection: ''" -Because $result.Text
    }
}

Describe 'Other modules'' versions of the same dependencies' {
    It 'do not interfere, in either direction, when they are loaded before' {
        $result = Invoke-WithOthers @'
Import-Others
Import-Module RingCx.PowerShell
Use-Module 'after them'
Test-Json
'@
        $result.ExitCode | Should -Be 0 -Because $result.Text
        1..7 | ForEach-Object { @($result.Lines -like "* 1.2.3.$_ marker 1.2.3.$_") | Should -HaveCount 1 }
        $result.Lines | Should -Contain 'after them: +15554150123, True, 5 queues'
        $result.Lines | Should -Contain '{"a":1}2'
    }

    It 'do not interfere when they are loaded between the import and the first connection' {
        $result = Invoke-WithOthers @'
Import-Module RingCx.PowerShell
Import-Others
Use-Module 'after them'
'@
        $result.ExitCode | Should -Be 0 -Because $result.Text
        $result.Lines | Should -Contain 'after them: +15554150123, True, 5 queues'
    }

    It 'do not interfere, in either direction, when they are loaded after' {
        $result = Invoke-WithOthers @'
Import-Module RingCx.PowerShell
Use-Module 'before them'
Import-Others
Use-Module 'after them'
Test-Json
'@
        $result.ExitCode | Should -Be 0 -Because $result.Text
        1..7 | ForEach-Object { @($result.Lines -like "* 1.2.3.$_ marker 1.2.3.$_") | Should -HaveCount 1 }
        $result.Lines | Should -Contain 'before them: +15554150123, True, 5 queues'
        $result.Lines | Should -Contain 'after them: +15554150123, True, 5 queues'
        $result.Lines | Should -Contain '{"a":1}2'
    }
}

Describe 'Runspaces' {
    BeforeEach {
        Import-Module RingCx.PowerShell
        $sandbox = Start-TestSandbox
    }

    AfterEach {
        Stop-TestSandbox $sandbox
    }

    It 'do not see each other''s default connection' {
        $other = [powershell]::Create()
        try {
            $seen = $other.AddScript('Import-Module RingCx.PowerShell; "seen: $(Get-RcxConnection)"; try { Get-RcxAccount -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }').Invoke()
            $seen | Should -Be @('seen: ', 'NotConnected,RingCx.Commands.GetRcxAccountCommand')
            $other.Commands.Clear()
            $null = $other.AddScript('Connect-Rcx -Sandbox').Invoke()
            $other.HadErrors | Should -BeFalse
            (Get-RcxConnection).IsSandbox | Should -BeFalse
            $other.Commands.Clear()
            $other.AddScript('(Get-RcxConnection).IsSandbox').Invoke() | Should -Be $true
        }
        finally {
            $other.Dispose()
        }
    }

    It 'use a connection that is passed to them: the same object, one token, one budget' {
        $c = Get-RcxConnection
        $uiis = @($sandbox.GetCalls().Uii)
        $sandbox.RevokeTokens()
        Clear-SentRequest $sandbox
        # All of them find the token refused at once; one renews it, the others wait.
        $done = $uiis | ForEach-Object -ThrottleLimit 4 -Parallel { Ping-RcxCall $_ -Connection $using:c }
        $done.Uii | Sort-Object | Should -Be ($uiis | Sort-Object)
        $sent = @(Get-SentRequest $sandbox)
        @($sent | Where-Object Path -like '/api/auth/*') | Should -HaveCount 1
        @($sent | Where-Object { $_.Path -like '*/pingCall' -and $_.StatusCode -eq 200 }) | Should -HaveCount $uiis.Count
        $c.RateRemaining | Should -BeLessOrEqual (120 - $uiis.Count)
    }

    It 'list and act at the same time over one connection' {
        $c = Get-RcxConnection
        $counts = 1..6 | ForEach-Object -ThrottleLimit 3 -Parallel {
            @(Get-RcxActiveCall -Connection $using:c).Count
            $null = Get-RcxQueue -Connection $using:c
        }
        $counts | Should -Be (@($sandbox.GetCalls().Count) * 6)
        @(Get-SentRequest $sandbox '/restapi/*') | Should -BeNullOrEmpty
    }

    It 'do not keep what Remove-Module has forgotten' {
        $result = Invoke-FreshPowerShell @'
Import-Module RingCx.PowerShell
$env:RC_APP_CLIENT_SECRET = 'mine'
$sandbox = Start-RcxSandbox -SetEnvironment -Frozen
Connect-Rcx
Remove-Module RingCx.PowerShell
"running: $($sandbox.IsRunning), secret: '$($env:RC_APP_CLIENT_SECRET)'"
Import-Module RingCx.PowerShell
"connection: '$(Get-RcxConnection)'"
try { Get-RcxAccount } catch { $_.FullyQualifiedErrorId }
'@
        $result.Lines | Should -Contain "running: False, secret: 'mine'"
        $result.Lines | Should -Contain "connection: ''"
        $result.Lines | Should -Contain 'NotConnected,RingCx.Commands.GetRcxAccountCommand'
    }
}
