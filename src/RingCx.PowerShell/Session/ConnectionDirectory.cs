using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using RingCx.Client;

namespace RingCx.Session;

/// <summary>What completion needs to know of an account, kept for a minute so that the Tab key does not spend the rate budget.</summary>
internal sealed class ConnectionDirectory
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, (TimeSpan At, object Value)> _known = new(StringComparer.Ordinal);
    private readonly RingCxClient _client;

    public ConnectionDirectory(RingCxClient client) => _client = client;

    public Task<IReadOnlyList<Queue>> QueuesAsync(string accountId, CancellationToken cancellationToken) =>
        AskAsync("queues " + accountId, () => _client.Directory.GetQueuesAsync(accountId, null, cancellationToken));

    public Task<IReadOnlyList<Agent>> AgentsAsync(string accountId, CancellationToken cancellationToken) =>
        AskAsync("agents " + accountId, () => _client.Directory.GetAgentsAsync(accountId, null, cancellationToken));

    public Task<IReadOnlyList<string>> DispositionsAsync(string accountId, CancellationToken cancellationToken) =>
        AskAsync("dispositions " + accountId, () => _client.Directory.GetSystemDispositionsAsync(accountId, null, cancellationToken));

    private async Task<T> AskAsync<T>(string key, Func<Task<T>> ask)
        where T : class
    {
        lock (_known)
        {
            if (_known.TryGetValue(key, out var known) && _client.Clock.Now - known.At < GoodFor)
            {
                return (T)known.Value;
            }
        }

        var value = await ask().ConfigureAwait(false);
        lock (_known)
        {
            _known[key] = (_client.Clock.Now, value);
        }

        return value;
    }
}
