<#
.SYNOPSIS
Keeps the payment step of a call out of its recording.

.DESCRIPTION
Stops the recording of a call, runs the payment step, and starts the recording again whatever happens. The step is a script of yours, or a
pause of a given length in which the agent takes the card number. It runs only if it is certain that the recording is off.

Emits one object. The output of the step is discarded, and its message is not repeated if it fails, since either may contain card data.
Ends with an exception unless the step was run and the recording is on again, or the call has ended.

.PARAMETER Uii
The call.

.PARAMETER ScriptPath
The payment step: a script that takes -Uii and -AccountId. It fails with an exception, or with an exit code other than 0.

.PARAMETER Seconds
The length of the pause if there is no script.

.PARAMETER AccountId
The account; by default the Azure Automation variable RingCx-AccountId, RCX_ACCOUNT_ID, or the only account that the user has.

.PARAMETER VaultName
The Azure key vault that has the secrets RingCx-ClientId, RingCx-ClientSecret and RingCx-Jwt.

.PARAMETER SecretPrefix
The start of the names of secrets, credentials and variables, in place of RingCx.

.PARAMETER Connection
A connection of Connect-Rcx to use. Without it the runbook signs in by itself, and signs out at the end.

.EXAMPLE
./Invoke-PaymentPause.ps1 -Uii 202005081040440132050000019657 -Seconds 90

Does not record the call for a minute and a half.

.EXAMPLE
./Invoke-PaymentPause.ps1 -Uii 202005081040440132050000019657 -ScriptPath /opt/payments/Wait-Payment.ps1

Does not record the call until the script has ended.
#>
[CmdletBinding(SupportsShouldProcess)]
[OutputType([pscustomobject])]
param(
    [Parameter(Mandatory)]
    [ValidatePattern('^[A-Za-z0-9_-]{1,64}$')]
    [string] $Uii,

    [string] $ScriptPath,

    [ValidateRange(1, 3600)]
    [int] $Seconds = 60,

    [string] $AccountId,

    [string] $VaultName,

    [ValidatePattern('^[A-Za-z0-9-]+$')]
    [string] $SecretPrefix = 'RingCx',

    [PSTypeName('RingCx.RcxConnection')]
    [object] $Connection
)

$ErrorActionPreference = 'Stop'
if ($ScriptPath -and $PSBoundParameters.ContainsKey('Seconds')) { throw 'Give -ScriptPath or -Seconds, not both.' }
if ($ScriptPath -and -not (Test-Path -LiteralPath $ScriptPath -PathType Leaf)) { throw "There is no script '$ScriptPath'." }
# Without a folder in front it would be taken for a command's name.
$script = $ScriptPath ? (Convert-Path -LiteralPath $ScriptPath) : ''

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
    $call = Get-RcxActiveCall @with -Uii $Uii
    $row = [ordered] @{
        Uii       = $call.Uii
        AccountId = $call.AccountId
        Queue     = $call.DestinationName
        Agent     = $call.AgentName
        Duration  = [timespan]::Zero
        Action    = 'PauseRecording'
        Outcome   = 'Skipped'
        Reason    = ''
    }
    # Filled by the step, whose errors must not get any further.
    $step = @{ Failure = $null }
    $pause = {
        $call | Invoke-RcxRecordingPause -Connection $Connection -Confirm:$false {
            $clock = [System.Diagnostics.Stopwatch]::StartNew()
            try {
                if ($script) {
                    & $script -Uii $call.Uii -AccountId $call.AccountId *> $null
                    if (-not $?) { $step.Failure = "exit code $LASTEXITCODE" }
                }
                else {
                    Start-Sleep -Seconds $Seconds
                }
            }
            catch {
                $step.Failure = $_.Exception.GetType().Name
            }
            finally {
                $row.Duration = [timespan]::FromSeconds([Math]::Floor($clock.Elapsed.TotalSeconds))
            }
        }

        if ($step.Failure) { throw "The payment step failed: $($step.Failure). The recording is on again, or the call has ended." }
    }
    # An ended call was not paid for either.
    $mayAct = $PSCmdlet.ShouldProcess($call.Uii, $row.Action)
    Complete-Row -Row $row -Target $call.Uii -MayAct $mayAct -Act $pause -Harmless @()
    Assert-NoFailure
}
finally {
    if ($isOwnConnection) { Disconnect-Rcx -Connection $Connection }
}
