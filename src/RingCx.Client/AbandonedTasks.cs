namespace RingCx.Client;

/// <summary>Tasks that nobody may be left to wait for.</summary>
internal static class AbandonedTasks
{
    /// <summary>Lets a failure of it pass unheard.</summary>
    public static void Forget(this Task task) =>
        task.ContinueWith(
            static t => t.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    /// <summary>Its result, or a cancellation at once, whatever the task makes of it.</summary>
    public static async Task<T> OrCancelAsync<T>(this Task<T> task, CancellationToken cancellationToken)
    {
        task.Forget();
        return await task.WaitAsync(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ConfigureAwait(false);
    }
}
