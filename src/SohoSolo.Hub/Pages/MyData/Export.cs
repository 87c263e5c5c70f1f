using SohoSolo.Core;
using SohoSolo.Core.Members;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.MyData;

/// <summary>One member's export, about to be written: whose, when, in which language, and where its rows come from.</summary>
internal sealed record Export(MemberId Member, DateTimeOffset At, Language Language, Network Network, ExportCover Cover, StoreQueries Queries)
{
    public IAsyncEnumerable<IReadOnlyList<ExportRow>> Rows(ExportSection section, CancellationToken stop) => Queries.Export(section, Member, stop);
}
