# For the tests. All rules hold but these.
@{
    ExcludeRules = @(
        # What one block of a test sets another uses, which the rule does not see.
        'PSUseDeclaredVarsMoreThanAssignments'
        # Nor does it see who uses the parameters of a script block that is handed on.
        'PSReviewUnusedParameter'
        # Runspaces that are handed their variables need no scope of them.
        'PSUseUsingScopeModifierInNewRunspaces'
        # Helpers are for the file they stand in: a comment says what they do, and their noun may be a plural.
        'PSProvideCommentHelp'
        'PSUseSingularNouns'
        'PSUseShouldProcessForStateChangingFunctions'
        'PSAvoidUsingPositionalParameters'
        # Made-up secrets, and a token for the sandbox over http on loopback.
        'PSAvoidUsingConvertToSecureStringWithPlainText'
        'PSAvoidUsingAllowUnencryptedAuthentication'
        # The files are UTF-8 without a mark, which PowerShell 7 reads.
        'PSUseBOMForUnicodeEncodedFile'
        # The demo prints.
        'PSAvoidUsingWriteHost'
    )
}
