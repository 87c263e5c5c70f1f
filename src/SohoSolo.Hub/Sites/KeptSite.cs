using SohoSolo.Core;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Identity;

namespace SohoSolo.Hub.Sites;

/// <summary>The site of an address, for those who look after it. Null means that the problem has been answered.</summary>
internal static class KeptSite
{
    public static async ValueTask<Telecentre?> Of(HttpContext context, NetworkCache network)
    {
        if (await Find(context, network) is not { } site) return null;
        if (context.Caller().Looks(site.Id)) return site;

        await Answers.Write(context, Problems.NotAllowed("a keeper of the site or the chamber"));
        return null;
    }

    /// <summary>The site of the address, for whoever asks.</summary>
    public static async ValueTask<Telecentre?> Find(HttpContext context, NetworkCache network)
    {
        var site = await network.Site(new SiteId((string)context.Request.RouteValues["site"]!), context.RequestAborted);
        if (site is null) await Answers.Write(context, Problems.NotFound("There is no such télécentre."));

        return site;
    }
}
