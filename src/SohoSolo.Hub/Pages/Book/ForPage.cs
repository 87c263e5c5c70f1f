using SohoSolo.Core.Members;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Book;

/// <summary>Whom a search has found, with the name of where each lives, which tells two of one name apart.</summary>
public sealed record ForModel(BookQuery Query, string? Search, IReadOnlyList<(Member Member, string? Commune)> Found, bool HasMore);

/// <summary>Whom to book for: somebody who calls, or stands at the desk.</summary>
internal sealed class ForPage(StoreQueries queries, NetworkCache network)
{
    private const int Shortest = 2;
    private const int MostFound = 20;

    public async Task<IResult> Show(Visit visit)
    {
        var known = await network.Get(visit.Stop);
        var query = BookQuery.Of(visit, known.Sites.Values.FirstOrDefault()?.Calendar.DayOf(visit.Now) ?? DateOnly.FromDateTime(visit.Now.UtcDateTime));
        var search = visit.Asked("q")?.Trim();
        var members = search?.Length >= Shortest ? await queries.Members(search, null, MostFound + 1, 0, visit.Stop) : [];
        var found = members.Take(MostFound)
            .Where(member => member.Status == MemberStatus.Active)
            .Select(member => (member, member.Commune is { } commune ? known.Communes.GetValueOrDefault(commune)?.Name : member.Country));
        return visit.Show<ForView, ForModel>(new ForModel(query, search, [.. found], members.Count > MostFound));
    }
}
