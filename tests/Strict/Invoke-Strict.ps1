#Requires -Version 7.4
<#
.SYNOPSIS
Drives every command of a packed module against a strict stand-in of the services, whose tokens live eight seconds. The last line is 'N passed, N failed'.
#>
[CmdletBinding()]
param(
    # The packed module's folder.
    [Parameter(Mandatory)]
    [string] $Module,

    # Python 3.
    [Parameter(Mandatory)]
    [string] $Python
)

$ErrorActionPreference = 'Stop'
$start = [System.Diagnostics.ProcessStartInfo]::new($Python)
$start.ArgumentList.Add((Join-Path $PSScriptRoot 'stand_in.py'))
$start.ArgumentList.Add('8')
$start.RedirectStandardInput = $start.RedirectStandardOutput = $true
$standIn = [System.Diagnostics.Process]::Start($start)
$passed = $failed = 0
try {
    $root = "http://127.0.0.1:$($standIn.StandardOutput.ReadLine())"
    foreach ($name in 'RC_APP_CLIENT_ID', 'RC_APP_CLIENT_SECRET', 'RC_USER_JWT', 'RC_SERVER_URL', 'RCX_ACCOUNT_ID', 'RCX_SUPERVISOR_PHONE', 'RCX_BASE_URL') {
        Remove-Item "env:$name" -ErrorAction Ignore
    }

    Import-Module (Convert-Path -LiteralPath $Module)
    $secret = ConvertTo-SecureString 's3cret/+=&' -AsPlainText -Force
    $jwt = ConvertTo-SecureString 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmVk' -AsPlainText -Force
    $page = Join-Path ([System.IO.Path]::GetTempPath()) "ringcx-strict-$PID.html"
    $uii, $second, $waiting = 0..2 | ForEach-Object { "20260508144047013205000001965$_" }
    $party = @{ TelephonySessionId = 's-a1'; PartyId = 'p-a1-1' }
    $agent = 'sam+30000001_31@stand-in.example'

    # What each command is, and what it is to send. In this order: calls end at the end.
    $steps = @(
        { Connect-Rcx -ClientId stand-in-app -ClientSecret $secret -Jwt $jwt -BaseUri $root -RingCentralUri $root -SupervisorPhone +16505550100 }
        { Get-RcxConnection }
        { Get-RcxAccount }
        { Get-RcxActiveCall }
        { Get-RcxActiveCall -Product ACD -ProductId 401 -PageSize 10 }
        { Get-RcxActiveCall -ExternalId 'CRM 1&2+3/ü' }
        { Get-RcxQueue }
        { Get-RcxAgent }
        { Get-RcxDisposition -GateId 401 }
        { Get-RcxAgentState }
        { Get-RcxQueueState }
        { Get-RcxQueueState -Channel Chat }
        { Watch-RcxAgentState -Timeout 1 -WarningAction Ignore }
        { Wait-RcxAgent -Username $agent -Until Available -Timeout 5 }
        { Test-RcxQueue -DestinationNumber +18005550100 -MaxQueueTime 60 }
        { Test-RcxQueue -DestinationNumber 8005550100 -MaxCallsQueued 5 }
        { Test-RcxQueue -GateId 401 }
        { Test-RcxQueue -GateId 402 -Channel Chat -MaxCallsQueued 5 }
        { Export-RcxCallBoard -Path $page }
        { TabExpansion2 'Move-RcxCall -GateId ' }
        { TabExpansion2 'Start-RcxCall -Username ' }
        { TabExpansion2 'Set-RcxDisposition -Disposition ' }
        { TabExpansion2 "Set-RcxDisposition -Uii $uii -Disposition " }
        { Add-RcxCallSession -Uii $uii -Type Coaching -Destination +16505550100 | Remove-RcxCallSession }
        { Add-RcxCallSession -Uii $uii -Type Monitor -Destination 6505550100 }
        { Remove-RcxCallSession -Uii $uii -SessionId a-b_c1 }
        { Set-RcxCallRecording -Uii $uii -State Off }
        { Set-RcxCallHold -Uii $uii -State On }
        { Ping-RcxCall -Uii $uii }
        { Set-RcxDisposition -Uii $uii SALE -Notes '2 + 2 = 4 & more, ö@x' }
        { Set-RcxDisposition -Uii $uii CALLBACK -CallbackTime '2026-12-24 14:30' }
        { Move-RcxCall -Uii $uii -GateId 401 }
        { Invoke-RcxRequest "/v1/admin/accounts/{accountId}/activeCalls/$uii/pingCall" -Method POST }
        { Invoke-RcxRecordingPause -Uii $uii { Start-Sleep 10 } }
        # Two renewals and more pass meanwhile.
        { foreach ($i in 1..40) { $null = Ping-RcxCall -Uii $second; Start-Sleep -Milliseconds 500 } }
        { Watch-RcxActiveCall -Interval 1 -Timeout 10 -WarningAction Ignore }
        { Get-RingExActiveCall }
        { Get-RingExActiveCall -Scope Account }
        { Get-RingExActiveCall -ExtensionId 900001 }
        { Get-RingExCallSession s-a1 }
        { Get-RingExCallParty @party }
        { Set-RingExCallParty @party -Muted On }
        { Set-RingExCallParty @party -StandAlone Off }
        { Set-RingExCallParty @party -Hold On }
        { Set-RingExCallParty @party -Hold Off }
        { Set-RingExCallParty @party -Hold On -HoldProtocol RC }
        { Move-RingExCallParty @party -PhoneNumber +16505550123 }
        { Move-RingExCallParty @party -ExtensionNumber 104 }
        { Move-RingExCallParty @party -ExtensionId 900004 }
        { Move-RingExCallParty @party -Voicemail 900004 }
        { Move-RingExCallParty @party -ParkOrbit *850 }
        { Move-RingExCallParty @party -Forward -PhoneNumber +16505550123 }
        { Move-RingExCallParty @party -ToTelephonySessionId s-b2 -ToPartyId p-b2-1 }
        { Move-RingExCallParty @party -Flip 1 }
        { Move-RingExCallParty @party -Park }
        { Set-RingExCallRecording @party On }
        { Set-RingExCallRecording @party Off }
        { Add-RingExCallSupervisor -TelephonySessionId s-a1 -DeviceId 900101 }
        { Add-RingExCallSupervisor @party -DeviceId 900101 -AgentExtensionId 900001 -AutoAnswer }
        { Add-RingExCallParty @party -Conference s-c3 }
        { Receive-RingExCall @party }
        { Receive-RingExCall @party -Parked -DeviceId 900101 }
        { Deny-RingExCall @party }
        { Deny-RingExCall @party -Ignore -DeviceId 900101 }
        { Send-RingExCallReply @party 'In a meeting; 2 + 2, ü' }
        { Send-RingExCallReply @party -Pattern CallMeBack -Time 5 }
        { Start-RingExCall -DeviceId 900101 -PhoneNumber +16505550123 -CountryId 44 }
        { New-RingExConference }
        { Remove-RingExCallParty @party -Force }
        { Watch-RingExCallSession -Scope Account | Select-Object -First 1 }
        { Stop-RingExCallSession -TelephonySessionId s-a1 -Force }
        { Start-RcxCall $agent '(650) 555-0123' '+1 415 555 0199' }
        { Start-RcxCall $agent +16505550124 4155550199 -Wait -Timeout 20 }
        { Stop-RcxCall -Uii $uii -Force }
        { Wait-RcxCall -Uii $second -Until Answered -Timeout 5 }
        { Get-RcxActiveCall -AgentName Okafor | Stop-RcxCall -Force }
        { Disconnect-Rcx }
    )
    # What sends nothing, or draws on a screen that is none here: the board asks for what Export-RcxCallBoard asks for.
    $apart = 'Start-RcxSandbox', 'Stop-RcxSandbox', 'Show-RcxCallBoard', 'Assert-RcxOutcome', 'Import-RcxCsv'

    $known = (Get-Command -Module RingCx.PowerShell).Name
    foreach ($step in $steps) {
        $names = $step.Ast.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true) | ForEach-Object { $_.GetCommandName() }
        # A command that this module does not have yet, or no longer.
        if ($names | Where-Object { $_ -like '*-R*' -and $_ -match 'Rcx|RingEx' -and $_ -notin $known }) {
            continue
        }

        $before = (Invoke-RestMethod "$root/judgement" -NoProxy).violations.Count
        $mishap = $null
        try {
            $null = & $step
        }
        catch {
            $mishap = "$($_.FullyQualifiedErrorId): $_"
        }

        $new = @((Invoke-RestMethod "$root/judgement" -NoProxy).violations | Select-Object -Skip $before)
        if ($mishap -or $new) {
            $failed++
            Write-Host "FAIL  $($step.ToString().Trim())"
            @($mishap) + $new | Where-Object { $_ } | ForEach-Object { Write-Host "      $_" }
        }
        else {
            $passed++
        }
    }

    $driven = $steps.ForEach({ $_.ToString() }) -join "`n"
    foreach ($name in $known | Where-Object { $_ -notin $apart -and $driven -notmatch "\b$_\b" }) {
        $failed++
        Write-Host "FAIL  $name is not driven here"
    }

    $judgement = Invoke-RestMethod "$root/judgement" -NoProxy
    # A judge who never objects proves nothing: each of these is one that has to be objected to.
    $calls = "$root/voice/api/v1/admin/accounts/30000001/activeCalls"
    $wrong = @(
        @{ Uri = "$calls/list" }
        @{ Uri = "$calls/list?unheardOf=1" }
        @{ Uri = "$calls/list?page=0" }
        @{ Uri = "$calls/$uii/hangupSession?phone=+16505550100"; Method = 'POST' }
        @{ Uri = "$calls/$uii/hangupSession"; Method = 'POST' }
        @{ Uri = "$calls/$uii/pingCall"; Method = 'POST'; Body = '{}'; ContentType = 'application/json' }
        @{ Uri = "$calls/$uii/dispositionCall?disposition=SALE&callback=true"; Method = 'POST' }
        @{ Uri = "$root/api/v1/admin/accounts" }
        @{ Uri = "$root/restapi/v1.0/account/~/telephony/sessions/s-a1/parties/bring-in"; Method = 'POST'; Body = '{"telephonySessionId":"s-b2","partyId":"p-1"}'; ContentType = 'application/json' }
        @{ Uri = "$root/restapi/v1.0/account/~/telephony/sessions/s-a1/parties/p-a1-1"; Method = 'PATCH'; Body = '{"party":{"muted":true}}'; ContentType = 'application/json' }
        @{ Uri = "$root/api/auth/token/refresh"; Method = 'POST'; Body = 'refresh_token=cx-refresh-1'; ContentType = 'application/x-www-form-urlencoded' }
    )
    foreach ($request in $wrong) {
        $before = (Invoke-RestMethod "$root/judgement" -NoProxy).violations
        $null = Invoke-WebRequest @request -NoProxy -SkipHttpErrorCheck
        # Whoever has no token is objected to in any case: what counts here is the other objection.
        $new = @((Invoke-RestMethod "$root/judgement" -NoProxy).violations | Select-Object -Skip $before.Count | Where-Object { $_ -notlike '*no token*' -or $request.Uri -clike '*/list' })
        if ($new) {
            $passed++
        }
        else {
            $failed++
            Write-Host "FAIL  the stand-in has nothing against $($request.Method) $($request.Uri)"
        }
    }

    # And so is a token that has run out: with its own refresh token a new one is had, and used too late.
    $basic = [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes('stand-in-app:s3cret/+=&'))
    $form = @{ grant_type = 'urn:ietf:params:oauth:grant-type:jwt-bearer'; assertion = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmVk' }
    $granted = Invoke-RestMethod "$root/restapi/oauth/token" -Method POST -Body $form -Headers @{ Authorization = "Basic $basic" } -NoProxy
    $exchanged = Invoke-RestMethod "$root/api/auth/login/rc/accesstoken?includeRefresh=true" -Method POST -Body @{ rcAccessToken = $granted.access_token; rcTokenType = 'Bearer' } -NoProxy
    Start-Sleep 9
    $null = Invoke-WebRequest "$calls/list" -Headers @{ Authorization = "Bearer $($exchanged.accessToken)" } -NoProxy -SkipHttpErrorCheck
    if ((Invoke-RestMethod "$root/judgement" -NoProxy).violations[-1] -like '*a token that ran out*') {
        $passed++
    }
    else {
        $failed++
        Write-Host 'FAIL  the stand-in has nothing against a token that has run out'
    }

    Write-Host "The stand-in has seen $($judgement.requests) requests to $($judgement.routes.Count) operations, given $($judgement.issued) tokens and counted $($judgement.violations.Count) violations."
}
finally {
    $standIn.StandardInput.Close()
    if (-not $standIn.WaitForExit(5000)) {
        $standIn.Kill()
    }

    if ($page) {
        Remove-Item -LiteralPath $page -ErrorAction Ignore
    }
}

Write-Host "$passed passed, $failed failed"
exit [int] ($failed -gt 0)
