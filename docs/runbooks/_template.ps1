<#
.SYNOPSIS
A runbook to make your own of: copy it, and put your pipeline where the marked line is.

.DESCRIPTION
Signs in with the assets of the Automation account, a key vault or the environment, does the same to each call that the marked line chooses, and
fails if any of it has failed. As it is, it keeps the calls of an agent alive, which does no harm.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [hashtable] $SignIn = @{}, # What Connect-Rcx takes, such as @{ KeyVaultName = 'contact-center'; AccountId = '12440011' }.
    [object] $Connection # One of Connect-Rcx -PassThru, in place of signing in.
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$with = @{ Connection = $Connection ? $Connection : (Connect-Rcx @SignIn -PassThru -NoDefault) }
try {
    Get-RcxActiveCall @with |
        Where-Object AgentName -EQ 'Paco Vu' | Ping-RcxCall @with -AsOutcome | # <-- YOURS: which calls, and what to do with each
        Assert-RcxOutcome -Allow Done, Ended, Skipped, WhatIf
}
finally { if (-not $Connection) { Disconnect-Rcx @with } }
