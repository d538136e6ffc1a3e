@{
    ExcludeRules = @(
        # Made-up secrets, for the stand-in on loopback.
        'PSAvoidUsingConvertToSecureStringWithPlainText'
        # The counts are for the person who reads the run.
        'PSAvoidUsingWriteHost'
        # The files are UTF-8 without a mark, which PowerShell 7 reads.
        'PSUseBOMForUnicodeEncodedFile'
        # As people type the commands.
        'PSAvoidUsingPositionalParameters'
    )
}
