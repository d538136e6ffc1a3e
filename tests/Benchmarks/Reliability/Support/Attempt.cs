namespace RingCx.Reliability.Support;

/// <summary>How something that was asked of the client ended.</summary>
/// <param name="Done">False where the service refused; null where it failed.</param>
/// <param name="Failure">Null where there was an answer.</param>
internal sealed record Attempt(bool? Done, RingCxException? Failure)
{
    /// <summary>The outcome for a table.</summary>
    public string Outcome => Failure?.Kind.ToString() ?? (Done switch { true => "ok", false => "refused", null => "unhandled" });

    /// <summary>Asks, and finds broken whatever is no failure of the client's, and every message that holds what it must not.</summary>
    public static async Task<Attempt> TryAsync(Func<IProgress<RequestEvent>, Task<bool>> send, SecretWatch secrets, Findings findings)
    {
        var progress = new MessageRecorder();
        var attempt = new Attempt(null, null);
        try
        {
            attempt = new Attempt(await send(progress), null);
        }
        catch (RingCxException e)
        {
            attempt = new Attempt(null, e);
            Hide(e.ToString());
        }
        catch (Exception e)
        {
            findings.Add(e.ToString());
        }

        foreach (var told in progress.Events)
        {
            Hide(told.Message);
        }

        return attempt;

        void Hide(string text)
        {
            if (secrets.Find(text) is { } found)
            {
                findings.Add($"A message holds {found}.");
            }
        }
    }
}
