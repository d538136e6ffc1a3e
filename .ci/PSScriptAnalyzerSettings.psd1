# For every script that has no PSScriptAnalyzerSettings.psd1 nearer to it. All rules hold but these.
@{
    ExcludeRules = @(
        # What a script of the build says is for the person who builds.
        'PSAvoidUsingWriteHost'
        # They do what their task says and have no -WhatIf.
        'PSUseShouldProcessForStateChangingFunctions'
        # Join-Path, and helpers whose arguments speak for themselves.
        'PSAvoidUsingPositionalParameters'
    )
}
