using System;
using System.Collections.Generic;
using RingCx.Client;
using RingCx.Errors;

namespace RingCx.Commands;

/// <summary>
/// Follows the calls of one listing for a command. What passes (a lost connection, 429, a service that fails) is told once as a warning and
/// lived through; what does not pass ends the command.
/// </summary>
internal sealed class CallPoller
{
    private readonly RcxCommand _command;
    private readonly ActiveCallWatcher _watcher;
    private bool _begun;
    private DateTime? _failingSince;

    public CallPoller(RcxCommand command, RcxConnection connection, string account, ActiveCallQuery query)
    {
        _command = command;
        Account = account;
        _watcher = connection.Client.ActiveCalls.Watch(account, query);
    }

    public string Account { get; }

    /// <summary>The calls in progress, as the last listing had them.</summary>
    public IReadOnlyCollection<ActiveCall> Calls => _watcher.Calls;

    /// <summary>The service's time of the last listing.</summary>
    public DateTimeOffset ServiceTime => _watcher.ServiceTime;

    /// <summary>Lists; null where the listing failed and the next may not.</summary>
    public IReadOnlyList<ActiveCallChange>? Poll()
    {
        try
        {
            var changes = _command.Await(_watcher.PollAsync);
            _begun = true;
            if (_failingSince is { } since)
            {
                _failingSince = null;
                _command.WriteWarning($"The calls are listed again, after {(DateTime.UtcNow - since).TotalSeconds:0} s. What happened in between shows now.");
            }

            return changes;
        }
        catch (RingCxException e) when (_begun && e.Kind is not (FailureKind.Closed or FailureKind.PermissionDenied or FailureKind.AuthenticationFailed))
        {
            if (_failingSince is null)
            {
                _failingSince = DateTime.UtcNow;
                _command.WriteWarning($"The calls could not be listed. {e.Message} It goes on being tried; no call is taken for ended meanwhile.");
            }
            else
            {
                _command.WriteVerbose($"The calls could still not be listed. {e.Message}");
            }

            return null;
        }
        catch (RingCxException e)
        {
            _command.ThrowTerminatingError(ErrorRecords.From(e, "list the calls", Account, "Monitor calls"));
            throw;
        }
    }
}
