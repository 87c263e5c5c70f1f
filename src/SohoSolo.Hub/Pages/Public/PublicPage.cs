using Microsoft.Extensions.Localization;
using SohoSolo.Core;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Members;
using SohoSolo.Hub.Pages.Privacy;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Settings;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Public;

/// <summary>What anybody may read: where the télécentres are, when they are open, what is free, and what we say about ourselves.</summary>
internal sealed class PublicPage(NetworkCache network, PlacesNow places, StoreQueries queries, CompanyReading company, HubSettings settings, IStringLocalizer<PrivacyText> privacy)
{
    private const int KeptSeconds = 60;

    public async Task<IResult> List(Visit visit)
    {
        var known = await network.Get(visit.Stop);
        var free = await places.Free([.. known.Sites.Values], visit.Now, visit.Stop);
        return ForAMinute(visit).Show<SiteListView, SiteListModel>(new SiteListModel([.. known.Sites.Values.OrderBy(site => site.Name, StringComparer.CurrentCulture).Select(site => Of(site, known, free, visit))]));
    }

    public async Task<IResult> One(Visit visit)
    {
        var known = await network.Get(visit.Stop);
        if (!known.Sites.TryGetValue(new SiteId(visit.Part("site")), out var site)) return visit.Missing();

        var free = await places.Free([site], visit.Now, visit.Stop);
        var seen = Of(site, known, free, visit) with { PostalCode = await queries.PostalCode(site.Commune, visit.Stop), Contact = Contact };
        if (visit.CallerOrNobody is { } caller) seen = seen with { Company = await company.At(site, caller.Member, visit.Now, visit.Stop) };

        return ForAMinute(visit).Show<SitePageView, PublicSite>(seen);
    }

    public Task<IResult> Accessibility(Visit visit) => Task.FromResult(ForAMinute(visit).Show<AccessibilityView, PaperModel>(new PaperModel(Contact)));

    public async Task<IResult> Privacy(Visit visit)
    {
        var words = new DataWords(privacy, (await network.Get(visit.Stop)).Retention);
        return ForAMinute(visit).Show<PrivacyView, PrivacyModel>(PrivacyModel.Of(words, Contact));
    }

    private string? Contact => settings.MailFrom?.Address;

    private static PublicSite Of(Telecentre site, Network known, IReadOnlyDictionary<SiteId, IReadOnlyList<Space>> free, Visit visit) => new()
    {
        Site = site,
        Now = visit.Now,
        Commune = PlaceNames.Of(known.Communes.GetValueOrDefault(site.Commune)?.Name ?? site.Commune),
        Community = PlaceNames.Of(known.Communities.GetValueOrDefault(site.Community)?.Name ?? site.Community),
        Free = free.GetValueOrDefault(site.Id)?.GroupBy(space => space.Kind).ToDictionary(kind => kind.Key, kind => kind.Count()),
    };

    /// <summary>The page of a stranger is every stranger's: whoever is between may keep it a minute. Members get their own.</summary>
    private static Visit ForAMinute(Visit visit)
    {
        if (visit.CallerOrNobody is not null) return visit;

        var headers = visit.Http.Response.Headers;
        headers.CacheControl = $"public, max-age={KeptSeconds}";
        headers.Remove("Pragma");
        headers.Append("Vary", "Cookie, Accept-Language");
        return visit;
    }
}
