<#
.SYNOPSIS
Checks that no call has been on hold for too long, according to the audit files.

.DESCRIPTION
The service's listing does not say whether a call is on hold, but what scripts have done is known: with Connect-Rcx -AuditPath each action is
written to the audit file. This check reads those files, finds the calls that were put on hold and not taken off it (nor requeued, nor ended), and
looks whether they are still in the listing. A call that an agent put on hold is not seen, and one that an agent took off hold by hand is
reported all the same; -Release then shows that it was not on hold.

Emits one outcome for each suspected call. Ends with an error if one was not released, or if a file could not be read completely, since an
incomplete check must not look like a passed one.

.PARAMETER AuditPath
The audit files of all scripts that put calls on hold; wildcards are allowed. Include files that were rotated away.

.PARAMETER MaximumMinutes
How long a call may be on hold.

.PARAMETER Release
Takes the calls off hold. A call that the service refuses was no longer on hold.

.PARAMETER AccountId
The account; by default RCX_ACCOUNT_ID, the Azure Automation variable RingCx-AccountId, or the only account that the user has.

.PARAMETER KeyVaultName
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
[OutputType('RingCx.RcxOutcome')]
param(
    [Parameter(Mandatory)]
    [string[]] $AuditPath,

    [ValidateRange(0, 1440)]
    [int] $MaximumMinutes = 10,

    [string] $AccountId,

    [Alias('VaultName')] [string] $KeyVaultName,

    [ValidatePattern('^[A-Za-z0-9-]+$')] [string] $SecretPrefix,

    [PSTypeName('RingCx.RcxConnection')] [object] $Connection,

    [switch] $Release
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
# A pattern that matches nothing would otherwise pass for a night without holds.
$files = foreach ($path in $AuditPath) {
    (Get-Item -Path $path -ErrorAction Ignore) ?? $(throw "There is no audit file '$path'. Nothing can be said about calls on hold.")
}
$unreadable = 0
$lines = @(Get-Content -LiteralPath $files.FullName | Where-Object { $_.Trim() } | ForEach-Object {
        $text = $_
        try {
            $line = $text | ConvertFrom-Json
            if (-not $line.action -or $line.at -isnot [datetime]) { throw 'no action' }
            $line | Select-Object id, at, user, runAs, account, uii, action, outcome, @{ n = 'state'; e = { $_.parameters.state } }
        }
        catch {
            $unreadable++
            Write-Warning "$($text.PSChildName), line $($text.ReadCount) is not a line of an audit file."
        }
    })
$signIn = @{ PassThru = $true; NoDefault = $true }
foreach ($name in 'AccountId', 'KeyVaultName', 'SecretPrefix') { if ($PSBoundParameters[$name]) { $signIn[$name] = $PSBoundParameters[$name] } }
$rcx = $Connection ? $Connection : (Connect-Rcx @signIn)
$with = @{ Connection = $rcx; AccountId = $AccountId ? $AccountId : $rcx.AccountId }

try {
    # An action has a line as it begins, Pending, and another when it has ended: that one counts, wherever it is. A hold that may have been
    # carried out counts; an end of it counts only where it was. A second start within a hold changes nothing.
    $held = @{}
    $lines | Where-Object { $_.uii -and $_.account -eq $with.AccountId } | Group-Object id |
        ForEach-Object { $_.Group | Sort-Object { $_.outcome -eq 'Pending' } -Stable | Select-Object -First 1 } | Sort-Object at | ForEach-Object {
            $action = $_.action -eq 'toggleCallHold' ? "hold $($_.state)" : $_.action
            if ($action -eq 'hold ON') {
                if ($_.outcome -in 'Done', 'Pending', 'OutcomeUnknown', 'BadResponse' -and -not $held[$_.uii]) { $held[$_.uii] = $_ }
            }
            elseif ($_.outcome -eq 'Done' -and $action -in 'hold OFF', 'requeueCall', 'hangupCall') { $held.Remove($_.uii) }
        }

    $suspects = $held.Values | Where-Object at -LE ([datetime]::UtcNow.AddMinutes(-$MaximumMinutes)) | Sort-Object at
    $calls = $suspects ? (Get-RcxActiveCall @with | Where-Object Uii -In $suspects.uii | Group-Object Uii -AsHashTable) : $null
    $found = @($suspects | Where-Object { $calls -and $calls[$_.uii] } | ForEach-Object {
            [pscustomobject] @{
                PSTypeName = 'RingCx.RcxOutcome'; Outcome = 'Held'; Uii = $_.uii; AccountId = $_.account; Action = 'Report'; Target = $_.uii
                Reason = "Put on hold by $($_.user ?? $_.runAs) ($($_.outcome)); no script took it back."
                Held = [timespan]::FromSeconds([Math]::Floor(([datetime]::UtcNow - $_.at.ToUniversalTime()).TotalSeconds)); InputObject = $calls[$_.uii][0]
            }
        })
    if ($Release) { $found | Set-RcxCallHold @with -State Off -AsOutcome | Assert-RcxOutcome -Allow Done, Ended, Refused, Skipped, WhatIf } else { $found }
    if ($unreadable) { throw "There are $unreadable lines that cannot be read, which the warnings name: the check is not complete." }
    if ($found -and -not $Release) { throw "$($found.Count) calls have been on hold for too long: $(($found.Uii | Select-Object -First 10) -join ', ')." }
}
finally { if (-not $Connection) { Disconnect-Rcx -Connection $rcx } }
