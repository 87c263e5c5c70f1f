using SohoSolo.Core;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;

namespace SohoSolo.Hub.Pages.Board;

/// <summary>The site of a page's address, for those who look after it.</summary>
internal sealed class KeptSites(NetworkCache network)
{
    /// <summary>Shows the page to whom it is for, and to others why not.</summary>
    public async Task<IResult> For(Visit visit, Func<Telecentre, Task<IResult>> show) =>
        await network.Site(new SiteId(visit.Part("site")), visit.Stop) is not { } site ? visit.Missing()
        : visit.Caller.Looks(site.Id) ? await show(site)
        : visit.Forbidden();

    /// <summary>Those she looks after, by name.</summary>
    public async Task<IReadOnlyList<Telecentre>> Of(Visit visit) =>
        [.. (await network.Get(visit.Stop)).Sites.Values.Where(site => visit.Caller.Looks(site.Id)).OrderBy(site => site.Name, StringComparer.CurrentCulture)];
}
