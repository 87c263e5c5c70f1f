using SohoSolo.Storage;

namespace SohoSolo.Hub.Imports;

/// <summary>Which addresses of a plan other members have. The database's unique index has the last word; this one is kinder.</summary>
internal static class EmailBook
{
    private const int PageSize = 500;

    /// <summary>A few are looked up one by one; for many the whole book is read, page by page.</summary>
    private const int Few = 5;

    public static async Task<IReadOnlySet<string>> Taken(StoreQueries queries, IReadOnlyCollection<MemberDraft> drafts, CancellationToken stop)
    {
        var wanted = drafts.Select(draft => draft.Email).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        string?[] searches = wanted.Count <= Few ? [.. wanted] : [null];
        foreach (var search in searches)
        {
            for (var (skip, more) = (0, true); more; skip += PageSize)
            {
                var page = await queries.Members(search, null, PageSize, skip, stop);
                taken.UnionWith(page.Select(member => member.Email).OfType<string>().Where(wanted.Contains));
                more = page.Count == PageSize;
            }
        }

        return taken;
    }
}
