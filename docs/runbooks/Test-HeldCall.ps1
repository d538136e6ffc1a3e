<#
.SYNOPSIS
Checks that no call has been on hold for too long, according to the audit files.

.DESCRIPTION
The service's listing does not say whether a call is on hold, but what scripts have done is known: with Connect-Rcx -AuditPath each action is
written to the audit file. This check reads those files, finds the calls that were put on hold and not taken off it (nor requeued, nor ended), and
looks whether they are still in the listing. A call that an agent put on hold is not seen, and one that an agent took off hold by hand is
reported all the same; -Release then shows that it was not on hold.

Emits one object for each suspected call. Ends with an exception if one was not released, or if a file could not be read completely, since an
incomplete check must not look like a passed one.

.PARAMETER AuditPath
The audit files of all scripts that put calls on hold; wildcards are allowed. Include files that were rotated away.

.PARAMETER MaximumMinutes
How long a call may be on hold.

.PARAMETER Release
Takes the calls off hold. A call that the service refuses was no longer on hold.

.PARAMETER AccountId
The account; by default the Azure Automation variable RingCx-AccountId, RCX_ACCOUNT_ID, or the only account that the user has.

.PARAMETER VaultName
The Azure key vault that has the secrets RingCx-ClientId, RingCx-ClientSecret and RingCx-Jwt.

.PARAMETER SecretPrefix
The start of the names of secrets, credentials and variables, in place of RingCx.

.PARAMETER Connection
A connection of Connect-Rcx to use. Without it the runbook signs in by itself, and signs out at the end.

.EXAMPLE
./Test-HeldCall.ps1 -AuditPath /var/log/ringcx/*.jsonl -MaximumMinutes 15

Fails where a script has left a call on hold for more than a quarter of an hour.

.EXAMPLE
./Test-HeldCall.ps1 -AuditPath /var/log/ringcx/*.jsonl -Release -WhatIf

Shows which calls would be taken off hold.
#>
[CmdletBinding(SupportsShouldProcess)]
[OutputType([pscustomobject])]
param(
    [Parameter(Mandatory)]
    [string[]] $AuditPath,

    [ValidateRange(0, 1440)]
    [int] $MaximumMinutes = 10,

    [switch] $Release,

    [string] $AccountId,

    [string] $VaultName,

    [ValidatePattern('^[A-Za-z0-9-]+$')]
    [string] $SecretPrefix = 'RingCx',

    [PSTypeName('RingCx.RcxConnection')]
    [object] $Connection
)

$ErrorActionPreference = 'Stop'
$files = @($AuditPath | ForEach-Object {
        # A pattern that matches nothing would otherwise pass for a night without holds.
        (Get-Item -Path $_ -ErrorAction Ignore) ?? $(throw "There is no audit file '$_'. Nothing can be said about calls on hold.")
    })

$unreadable = 0
$lines = foreach ($file in $files) {
    $number = 0
    foreach ($text in Get-Content -LiteralPath $file.FullName) {
        $number++
        if (-not $text.Trim()) { continue }
        try {
            $line = $text | ConvertFrom-Json
            if (-not $line.action -or $line.at -isnot [datetime]) { throw 'no action' }
            $line
        }
        catch {
            $unreadable++
            Write-Warning "$($file.Name), line $number is not a line of an audit file."
        }
    }
}

#region Sign in and tell: the same in every runbook, since each is a file of its own
Import-Module RingCx.PowerShell -Verbose:$false
$isOwnConnection = -not $Connection
if ($isOwnConnection) {
    $signIn = @{ PassThru = $true; NoDefault = $true }
    if ($VaultName) {
        # Signing in to Azure changes nothing, but heeds -WhatIf.
        if (-not (Get-AzContext)) { $null = Connect-AzAccount -Identity -WhatIf:$false }
        foreach ($name in 'ClientId', 'ClientSecret', 'Jwt') {
            $secret = Get-AzKeyVaultSecret -VaultName $VaultName -Name "$SecretPrefix-$name"
            $signIn[$name] = $secret ? $secret.SecretValue : $(throw "Key vault $VaultName has no secret $SecretPrefix-$name.")
        }

        $signIn.ClientId = ConvertFrom-SecureString $signIn.ClientId -AsPlainText
    }
    elseif (Get-Command Get-AutomationPSCredential -ErrorAction Ignore) {
        $app, $jwt = foreach ($name in "$SecretPrefix-App", "$SecretPrefix-Jwt") {
            (Get-AutomationPSCredential -Name $name) ?? $(throw "The Automation account has no credential $name.")
        }

        $signIn += @{ ClientId = $app.UserName; ClientSecret = $app.Password; Jwt = $jwt.Password }
    }

    if (-not $AccountId -and (Get-Command Get-AutomationVariable -ErrorAction Ignore)) {
        try { $AccountId = Get-AutomationVariable -Name "$SecretPrefix-AccountId" }
        catch { Write-Verbose "There is no variable $SecretPrefix-AccountId." }
    }

    if ($AccountId) { $signIn.AccountId = $AccountId }
    $Connection = Connect-Rcx @signIn
}

$with = @{ Connection = $Connection; AccountId = $AccountId ? $AccountId : $Connection.AccountId }
$failures = [System.Collections.Generic.List[string]]::new()

# Acts, unless -WhatIf or somebody at the prompt has said no, and emits the row with how it ended. That a call has ended meanwhile is no failure.
function Complete-Row([System.Collections.IDictionary] $Row, [string] $Target, [bool] $MayAct, [scriptblock] $Act, [string[]] $Harmless = 'Ended') {
    if (-not $MayAct) {
        $Row.Outcome = $WhatIfPreference ? 'WhatIf' : 'Skipped'
        return [pscustomobject] $Row
    }

    try {
        $null = & $Act
        $Row.Outcome = 'Done'
    }
    catch {
        $Row.Reason = $_.Exception.Message
        $Row.Outcome = switch -Regex ($_.FullyQualifiedErrorId) {
            '^CallNotFound\b' { 'Ended'; break }
            '^ActionRefused\b' { 'Refused'; break }
            '^(OutcomeUnknown|BadResponse|WaitTimeout)\b' { 'Unknown'; break }
            default { 'Failed' }
        }
        Write-Warning "$Target, $($Row.Action): $($Row.Outcome). $($Row.Reason)"
        if ($Row.Outcome -notin $Harmless) { $failures.Add($Target) }
    }

    [pscustomobject] $Row
}

# An exception is what makes Azure Automation show the job as failed. Every row is out by then.
function Assert-NoFailure {
    if ($failures.Count -gt 0) { throw "Failed for $($failures.Count): $(($failures | Select-Object -First 10) -join ', '). The rows' Reason and the warnings say why." }
}
#endregion

try {
    # An action has a line as it begins, Pending, and another when it has ended: that one counts, wherever it is. A hold that may have been
    # carried out counts; an end of it counts only where it was. A second start within a hold changes nothing.
    $actions = $lines | Where-Object { $_.uii -and $_.account -eq $with.AccountId } | Group-Object id |
        ForEach-Object { @($_.Group | Where-Object outcome -NE 'Pending') + @($_.Group) | Select-Object -First 1 }
    $held = @{}
    foreach ($line in $actions | Sort-Object at) {
        $isHold = $line.action -eq 'toggleCallHold' -and $line.parameters.state -eq 'ON'
        if ($isHold -and $line.outcome -in 'Done', 'Pending', 'OutcomeUnknown', 'BadResponse') {
            if (-not $held.ContainsKey($line.uii)) { $held[$line.uii] = $line }
        }
        elseif ($line.outcome -eq 'Done' -and ($line.action -in 'requeueCall', 'hangupCall' -or ($line.action -eq 'toggleCallHold' -and -not $isHold))) {
            $held.Remove($line.uii)
        }
    }

    $oldest = [datetime]::UtcNow.AddMinutes(-$MaximumMinutes)
    $suspects = @($held.Values | Where-Object at -LE $oldest)
    $calls = @{}
    if ($suspects) {
        Get-RcxActiveCall @with | Where-Object { $_.Uii -in $suspects.uii } | ForEach-Object { $calls[$_.Uii] = $_ }
    }

    Write-Verbose "$($files.Count) files, $(@($lines).Count) lines: $($held.Count) calls put on hold and not taken back, $($suspects.Count) of them for $MaximumMinutes min, $($calls.Count) still in progress."
    foreach ($line in $suspects | Where-Object { $calls.ContainsKey($_.uii) } | Sort-Object at) {
        $call = $calls[$line.uii]
        $row = [ordered] @{
            Uii       = $call.Uii
            AccountId = $call.AccountId
            Queue     = $call.DestinationName
            Agent     = $call.AgentName
            Held      = [timespan]::FromSeconds([Math]::Floor(([datetime]::UtcNow - $line.at.ToUniversalTime()).TotalSeconds))
            Action    = $Release ? 'Release' : 'Report'
            Outcome   = 'Held'
            Reason    = "Put on hold by $($line.user ?? $line.runAs) ($($line.outcome)); no script took it back."
        }
        if ($Release) {
            $mayAct = $PSCmdlet.ShouldProcess($call.Uii, $row.Action)
            Complete-Row -Row $row -Target $call.Uii -MayAct $mayAct -Harmless Ended, Refused -Act { $call | Set-RcxCallHold -State Off -Connection $Connection -Confirm:$false }
        }
        else {
            Write-Warning "$($call.Uii) has been on hold for $($row.Held), as far as the audit files tell."
            $failures.Add($call.Uii)
            [pscustomobject] $row
        }
    }

    if ($unreadable) { $failures.Add("$unreadable lines that cannot be read") }
    Assert-NoFailure
}
finally {
    if ($isOwnConnection) { Disconnect-Rcx -Connection $Connection }
}
