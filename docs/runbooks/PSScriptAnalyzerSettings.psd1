# For the runbooks, which users copy: all rules hold.
@{
    ExcludeRules = @()
}
