using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace RingCx.Completion;

/// <summary>Completes a queue's id from its name.</summary>
internal sealed class QueueCompleter : ConnectionCompleter
{
    private protected override async Task<IReadOnlyList<Candidate>> FindAsync(RcxConnection connection, string accountId, CancellationToken cancellationToken) =>
    [
        .. from queue in await connection.Directory.QueuesAsync(accountId, cancellationToken).ConfigureAwait(false)
           let id = queue.GateId.ToString(CultureInfo.InvariantCulture)
           select new Candidate(id, $"{queue.GateName ?? id} ({id})", $"{queue.GroupName}{(queue.IsActive == false ? ", inactive" : string.Empty)} > {queue.GateName} ({id})"),
    ];
}
