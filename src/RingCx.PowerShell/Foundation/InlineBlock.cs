namespace RingCx.Foundation;

/// <summary>
/// Runs script blocks that users hand to a command, in their own scope and with the item as <c>$_</c>: the block runs, or the command
/// fails.
/// </summary>
internal static class InlineBlock
{
    // Without a name for the block in the caller's scope, and each output as it comes.
    private const string Runner = "param($block) Microsoft.PowerShell.Core\\ForEach-Object -Process $block";

    // What ForEach-Object says of a block whose session is gone; what a block throws itself has other names.
    private const string Lost = "System.NullReferenceException,Microsoft.PowerShell.Commands.ForEachObjectCommand";

    /// <summary>Runs a block as ForEach-Object does, and emits what it emits.</summary>
    public static void Run(PSCmdlet command, ScriptBlock block, string parameter, object item)
    {
        try
        {
            if (ArgumentsArrive())
            {
                using var pipeline = Pipeline(block);
                pipeline.Begin(true, (EngineIntrinsics)command.GetVariableValue("ExecutionContext"));
                pipeline.Process(item);
                pipeline.End();
            }
            else
            {
                RunWhole(command, block, item);
            }
        }
        catch (Exception e) when (e is NullReferenceException
            or CmdletInvocationException { InnerException: NullReferenceException, ErrorRecord.FullyQualifiedErrorId: Lost })
        {
            throw Homeless(command, parameter);
        }
    }

    /// <summary>Whether a block says yes of an item.</summary>
    public static bool IsTrue(PSCmdlet command, ScriptBlock block, string parameter, object item)
    {
        try
        {
            return LanguagePrimitives.IsTrue(block.InvokeWithContext(null, [new PSVariable("_", item)], []));
        }
        catch (NullReferenceException)
        {
            throw Homeless(command, parameter);
        }
    }

    // Under a restricted language (Constrained Language and narrower) PowerShell drops the arguments of a steppable pipeline without a
    // word, and ForEach-Object does nothing with no block. Asked by trying, since it is no documented rule.
    private static bool ArgumentsArrive()
    {
        using var pipeline = Pipeline(ScriptBlock.Create("1"));
        pipeline.Begin(true);
        var arrived = pipeline.Process(null).Length > 0;
        pipeline.End();
        return arrived;
    }

    private static SteppablePipeline Pipeline(ScriptBlock block) =>
        ScriptBlock.Create(Runner).GetSteppablePipeline(CommandOrigin.Internal, [block]);

    // In the caller's scope too; the output comes when the block has ended.
    private static void RunWhole(PSCmdlet command, ScriptBlock block, object item)
    {
        const string Item = "_";
        var variables = command.SessionState.PSVariable;
        var before = variables.GetValue(Item);
        variables.Set(Item, item);
        try
        {
            foreach (var output in command.InvokeCommand.InvokeScript(false, block, null).ToList())
                command.WriteObject(output);
        }
        finally
        {
            variables.Set(Item, before);
        }
    }

    // What a block throws itself comes wrapped; this is PowerShell's own answer where the block's session is gone.
    private static InvalidOperationException Homeless(PSCmdlet command, string parameter)
    {
        command.ThrowTerminatingError(ErrorRecords.InvalidArgument(
            $"-{parameter} is a script block of a session that has been closed, so it cannot run. "
            + "Write the block where the command is, or make it anew with [scriptblock]::Create(…)."));
        return new InvalidOperationException();
    }
}
