using SohoSolo.Core.Members;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Board;

/// <summary>Finds the member whom a keeper has before her. The list of all members is the chamber's: she has to know a part of the name, and gets few.</summary>
internal sealed class MemberFinder(StoreQueries queries)
{
    private const int Shortest = 2;
    private const int Most = 12;

    /// <summary>Null when nothing was searched for.</summary>
    public async Task<IReadOnlyList<Member>?> Find(string? search, CancellationToken stop) => search switch
    {
        null => null,
        { Length: < Shortest } => [],
        _ => [.. (await queries.Members(search, null, Most, 0, stop)).Where(member => member.Status == MemberStatus.Active)],
    };
}
