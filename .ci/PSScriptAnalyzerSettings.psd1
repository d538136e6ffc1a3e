# For every script that has no PSScriptAnalyzerSettings.psd1 nearer to it. All rules hold but these.
@{
    ExcludeRules = @(
        # What a script of the build says is for the person who builds.
        'PSAvoidUsingWriteHost'
        # They do what their task says and have no -WhatIf.
        'PSUseShouldProcessForStateChangingFunctions'
        # The helpers of a module of the build have a comment each, which says what they do.
        'PSProvideCommentHelp'
        # Join-Path, and helpers whose arguments speak for themselves.
        'PSAvoidUsingPositionalParameters'
    )
}
