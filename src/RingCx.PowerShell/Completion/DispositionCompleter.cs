using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace RingCx.Completion;

/// <summary>Completes a disposition among the system's own. An account has more, which no documented call lists.</summary>
internal sealed class DispositionCompleter : ConnectionCompleter
{
    private protected override async Task<IReadOnlyList<Candidate>> FindAsync(RcxConnection connection, string accountId, CancellationToken cancellationToken) =>
    [
        .. from name in await connection.Directory.DispositionsAsync(accountId, cancellationToken).ConfigureAwait(false)
           where name is not (null or "")
           select new Candidate(name, name, name),
    ];
}
