# For what runs in Windows PowerShell 5.1 too.
@{
    ExcludeRules = @(
        # What it did is for the person who reads the run.
        'PSAvoidUsingWriteHost'
    )
    Rules        = @{
        PSUseCompatibleSyntax = @{
            Enable         = $true
            TargetVersions = @('5.1', '7.0')
        }
    }
}
