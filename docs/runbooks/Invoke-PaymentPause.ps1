<#
.SYNOPSIS
Keeps the payment step of a call out of its recording.

.DESCRIPTION
Stops the recording of a call, runs the payment step, and starts the recording again whatever happens. The step is a script of yours, or a
pause of a given length in which the agent takes the card number. It runs only if it is certain that the recording is off.

Emits one outcome. The output of the step is discarded, and its message is not repeated if it fails, since either may contain card data.
Ends with an error unless the step was run and the recording is on again, or the call has ended.

.PARAMETER Uii
The call.

.PARAMETER ScriptPath
The payment step: a script that takes -Uii and -AccountId. It fails with an exception, or with an exit code other than 0.

.PARAMETER Seconds
The length of the pause if there is no script.

.PARAMETER AccountId
The account; by default RCX_ACCOUNT_ID, the Azure Automation variable RingCx-AccountId, or the only account that the user has.

.PARAMETER KeyVaultName
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
[OutputType('RingCx.RcxOutcome')]
param(
    [Parameter(Mandatory)]
    [ValidatePattern('^[A-Za-z0-9_-]{1,64}$')]
    [string] $Uii,

    [string] $ScriptPath,

    [string] $AccountId,

    [Alias('VaultName')] [string] $KeyVaultName,

    [ValidatePattern('^[A-Za-z0-9-]+$')] [string] $SecretPrefix,

    [PSTypeName('RingCx.RcxConnection')] [object] $Connection,

    [ValidateRange(1, 3600)]
    [int] $Seconds = 60
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
if ($ScriptPath -and $PSBoundParameters.ContainsKey('Seconds')) { throw 'Give -ScriptPath or -Seconds, not both.' }
if ($ScriptPath -and -not (Test-Path -LiteralPath $ScriptPath -PathType Leaf)) { throw "There is no script '$ScriptPath'." }
# Without a folder in front it would be taken for a command's name.
$script = $ScriptPath ? (Convert-Path -LiteralPath $ScriptPath) : ''
$signIn = @{ PassThru = $true; NoDefault = $true }
foreach ($name in 'AccountId', 'KeyVaultName', 'SecretPrefix') { if ($PSBoundParameters[$name]) { $signIn[$name] = $PSBoundParameters[$name] } }
$rcx = $Connection ? $Connection : (Connect-Rcx @signIn)
$with = @{ Connection = $rcx; AccountId = $AccountId ? $AccountId : $rcx.AccountId }

try {
    $call = Get-RcxActiveCall @with -Uii $Uii
    # Filled by the step, whose errors must not get any further.
    $step = @{ Failure = '' }
    & {
        try {
            $outcome = $call | Invoke-RcxRecordingPause @with -AsOutcome {
                try {
                    if (-not $script) { Start-Sleep -Seconds $Seconds }
                    else {
                        & $script -Uii $call.Uii -AccountId $call.AccountId *> $null
                        if (-not $?) { $step.Failure = "exit code $LASTEXITCODE" }
                    }
                }
                catch { $step.Failure = $_.Exception.GetType().Name }
            }
            if ($step.Failure) { throw "The payment step failed: $($step.Failure). The recording is on again, or the call has ended." }
            $outcome
        }
        catch {
            [pscustomobject] @{
                PSTypeName = 'RingCx.RcxOutcome'; Outcome = 'Failed'; Uii = $call.Uii; AccountId = $call.AccountId; Action = 'RecordingPause'
                Target = $call.Uii; Reason = $_.Exception.Message; InputObject = $call
            }
        }
    } | Assert-RcxOutcome -Allow Done, Skipped, WhatIf # An ended call was not paid for either.
}
finally { if (-not $Connection) { Disconnect-Rcx -Connection $rcx } }
