using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Tests.Architecture;
using SohoSolo.Hub.Tests.Hubs;
using Xunit;

namespace SohoSolo.Hub.Tests.Pages;

/// <summary>Every page and every form × everybody: a page that is not in this table has no business on main.</summary>
public sealed class PagesByRoleTests
{
    /// <summary>Who may open it at all. A site's pages are its own keepers' and the chamber's.</summary>
    private static readonly Dictionary<string, Access> Table = new(StringComparer.Ordinal)
    {
        ["/"] = Access.Member,
        ["/absences"] = Access.Member,
        ["/accessibility"] = Access.Anyone,
        ["/board"] = Access.Keeper,
        ["/board/{site}"] = Access.Keeper,
        ["/board/{site}/badges"] = Access.Keeper,
        ["/board/{site}/book"] = Access.Keeper,
        ["/board/{site}/closures"] = Access.Keeper,
        ["/board/{site}/closures/new"] = Access.Keeper,
        ["/board/{site}/day"] = Access.Keeper,
        ["/board/{site}/displays"] = Access.Keeper,
        ["/board/{site}/faults"] = Access.Keeper,
        ["/board/{site}/log"] = Access.Keeper,
        ["/board/{site}/now"] = Access.Keeper,
        ["/board/{site}/qr"] = Access.Keeper,
        ["/board/{site}/roll-call"] = Access.Keeper,
        ["/book"] = Access.Member,
        ["/book/for"] = Access.Keeper,
        ["/book/room/{space}"] = Access.Member,
        ["/book/series"] = Access.Member,
        ["/bookings"] = Access.Member,
        ["/bookings/{id}"] = Access.Member,
        ["/bookings/{id}/guests/{guest}"] = Access.Member,
        ["/calendar"] = Access.Member,
        ["/directory"] = Access.Member,
        ["/display/{space}"] = Access.Anyone,
        ["/figures"] = Access.Anyone,
        ["/figures/csv"] = Access.Anyone,
        ["/faults/new"] = Access.Member,
        ["/here/{space}"] = Access.Member,
        ["/language"] = Access.Anyone,
        ["/me"] = Access.Member,
        ["/me/profile"] = Access.Member,
        ["/me/data"] = Access.Member,
        ["/me/letters"] = Access.Member,
        ["/me/erase"] = Access.Member,
        ["/me/data/export"] = Access.Member,
        ["/network"] = Access.Chamber,
        ["/network/audit"] = Access.Chamber,
        ["/network/devices"] = Access.Chamber,
        ["/network/devices/new"] = Access.Chamber,
        ["/network/devices/{device}"] = Access.Chamber,
        ["/network/entitlements"] = Access.Chamber,
        ["/network/leases"] = Access.Chamber,
        ["/network/members"] = Access.Chamber,
        ["/network/members/import"] = Access.Chamber,
        ["/network/members/new"] = Access.Chamber,
        ["/network/members/{id}"] = Access.Chamber,
        ["/network/privacy"] = Access.Chamber,
        ["/network/rules"] = Access.Chamber,
        ["/network/rules/grants"] = Access.Chamber,
        ["/board/{site}/calendars"] = Access.Keeper,
        ["/network/webhooks"] = Access.Chamber,
        ["/network/webhooks/{id}"] = Access.Chamber,
        ["/network/sites"] = Access.Chamber,
        ["/network/sites/new"] = Access.Chamber,
        ["/network/sites/{site}"] = Access.Chamber,
        ["/network/sites/{site}/plan"] = Access.Chamber,
        ["/network/sites/{site}/spaces/{space}"] = Access.Chamber,
        ["/me/badges"] = Access.Member,
        ["/me/entitlements"] = Access.Member,
        ["/me/tokens"] = Access.Member,
        ["/me/calendar"] = Access.Member,
        ["/me/passkeys"] = Access.Member,
        ["/me/passkeys/options"] = Access.Member,
        ["/mail/stop/{member}/{kind}/{mark}"] = Access.Anyone,
        ["/offline"] = Access.Anyone,
        ["/pass"] = Access.Member,
        ["/plans/{site}/{version}"] = Access.Anyone,
        ["/privacy"] = Access.Anyone,
        ["/reports"] = Access.Chamber,
        ["/reports/communities/{siren}"] = Access.Chamber,
        ["/reports/flows"] = Access.Chamber,
        ["/reports/hours"] = Access.Chamber,
        ["/reports/map"] = Access.Chamber,
        ["/reports/method"] = Access.Anyone,
        ["/sign-in"] = Access.Anyone,
        ["/sign-in/code"] = Access.Anyone,
        ["/sign-in/link"] = Access.Anyone,
        ["/sign-in/passkey/options"] = Access.Anyone,
        ["/telecentres"] = Access.Anyone,
        ["/telecentres/{site}"] = Access.Anyone,
        ["/waiting"] = Access.Member,
        ["/welcome"] = Access.Member,
    };

    /// <summary>Asks for the token of a screen, or for a keeper who is about to make one of it.</summary>
    private const string Screen = "/display/{space}";

    private static readonly string[] Everybody = ["anne", "keeper-nogaro", "keeper-auch", "chamber"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_table_has_every_page_and_no_other() => await RunningHub.Walk(Engines.Sqlite, hub =>
    {
        var pages = Pages(hub).Where(page => page.IsPage).ToDictionary(page => page.Path, page => page.Who, StringComparer.Ordinal);
        Fence.Holds(pages.Keys.Union(Table.Keys).Where(path => !pages.TryGetValue(path, out var who) || !Table.TryGetValue(path, out var wanted) || who != wanted));
        return Task.CompletedTask;
    });

    [Fact]
    public async Task Each_page_opens_for_those_it_is_for() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var stranger = Surfer.Unknown(hub);
        List<string> wrong = [];
        foreach (var (path, who) in Table.Where(page => page.Key != Screen))
        {
            var turned = await Status(stranger, path);
            if (who == Access.Anyone ? turned is HttpStatusCode.Forbidden or HttpStatusCode.InternalServerError : turned != HttpStatusCode.SeeOther)
                wrong.Add($"{path} for a stranger: {turned}");
        }

        foreach (var name in Everybody)
        {
            using var surfer = await Surfer.As(hub, name);
            foreach (var (path, who) in Table.Where(page => page.Key != Screen))
            {
                var status = await Status(surfer, path);
                var may = who == Access.Chamber ? name == "chamber" : who != Access.Keeper || name == "chamber" || (name == "keeper-nogaro") || (name == "keeper-auch" && !path.Contains("{site}", StringComparison.Ordinal));
                if (may ? status is HttpStatusCode.Forbidden or HttpStatusCode.InternalServerError || IsSignIn(status, path) : status is not (HttpStatusCode.Forbidden or HttpStatusCode.NotFound))
                    wrong.Add($"{path} for {name}: {status}");
            }
        }

        Fence.Holds(wrong);
    });

    /// <summary>A form asks for at least what its page asks for; a stranger's is turned away before it is looked at, a member's at a keeper's form, too.</summary>
    [Fact]
    public async Task No_form_acts_for_those_it_is_not_for() => await RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        using var stranger = Surfer.Unknown(hub);
        using var anne = await Surfer.As(hub, "anne");
        List<string> wrong = [];
        foreach (var form in Pages(hub).Where(page => !page.IsPage))
        {
            using var nothing = new FormUrlEncodedContent([]);
            using var turned = await stranger.Http.PostAsync(new Uri(Filled(form.Path), UriKind.Relative), nothing, Stop);
            if (turned.StatusCode != (form.Who == Access.Anyone ? HttpStatusCode.BadRequest : HttpStatusCode.SeeOther)) wrong.Add($"{form.Path} for a stranger: {turned.StatusCode}");

            using var refused = await anne.Http.PostAsync(new Uri(Filled(form.Path), UriKind.Relative), nothing, Stop);
            if (refused.StatusCode != (form.Who >= Access.Keeper ? HttpStatusCode.Forbidden : HttpStatusCode.BadRequest)) wrong.Add($"{form.Path} for a member, without its token: {refused.StatusCode}");
            if (form.Path.StartsWith("/board", StringComparison.Ordinal) && form.Who < Access.Keeper) wrong.Add($"{form.Path} is open to {form.Who}");
        }

        Fence.Holds(wrong);
    });

    private static bool IsSignIn(HttpStatusCode status, string path) => status == HttpStatusCode.SeeOther && path is "/" or "/me" or "/bookings";

    private static IEnumerable<(string Path, Access Who, bool IsPage)> Pages(RunningHub hub) =>
        from endpoint in hub.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let call = endpoint.Metadata.GetMetadata<PageCall>()
        where call is not null
        let methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods
        select (endpoint.RoutePattern.RawText!, call.Who, methods.Contains("GET"));

    private static async Task<HttpStatusCode> Status(Surfer surfer, string path)
    {
        using var answer = await surfer.Http.GetAsync(new Uri(Filled(path), UriKind.Relative), Stop);
        return answer.StatusCode;
    }

    private static string Filled(string path) => System.Text.RegularExpressions.Regex.Replace(
        path.Replace("{site}", "nogaro", StringComparison.Ordinal).Replace("{space}", "nogaro-room-1", StringComparison.Ordinal), @"\{\w+\}", "1");
}
