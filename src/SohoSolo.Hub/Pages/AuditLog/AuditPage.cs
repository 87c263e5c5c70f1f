using System.Globalization;
using SohoSolo.Core;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Audits;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.AuditLog;

/// <summary>The journal for the chamber, in words. Who asks for one member's entries is written down in it.</summary>
internal sealed class AuditPage(Audits.AuditLog log, StoreQueries queries, NetworkCache cache, NetworkDay days)
{
    private const int PerPage = 50;
    private const int MostFound = 12;

    /// <summary>What can be asked for, as the journal calls it.</summary>
    public static readonly IReadOnlyList<string> Entities =
    [
        "booking", "waiting", "member", "entitlement", "credential", "passkey", "calendar", "token", "consent", "preference", "door-order", "access", "alarm", "device", "gateway", "closure", "site", "policy",
        "consultation", "access-log", "export", "mail", "calendar_source", "webhook", "webhook-delivery", "walk-in", "reconciliation", "occupancy", "site-signals",
    ];

    /// <summary>What sensors say by themselves: asked for by name only, or it would hide what people did.</summary>
    private static readonly string[] Noise = ["occupancy", "site-signals", "presence", "reconciliation"];

    public async Task<IResult> Show(Visit visit)
    {
        var (stop, network) = (visit.Stop, await cache.Get(visit.Stop));
        var (member, found) = await Whom(visit, stop);
        var site = visit.Asked("site") is { } id ? network.Sites.GetValueOrDefault(new SiteId(id)) : null;
        var model = new AuditModel
        {
            Sites = [.. network.Sites.Values.OrderBy(one => one.Name, StringComparer.CurrentCulture)],
            Calendar = site?.Calendar ?? await days.Calendar(stop),
            Search = visit.Asked("search"),
            Found = found,
            Member = member,
            Site = site,
            Entity = visit.Asked("what") is { } entity && Entities.Contains(entity) ? entity : null,
            Day = Times.TryDay(visit.Asked("day"), out var day) && day.Year is > 2000 and < 2200 ? day : null,
        };
        if (found is not null) return visit.Show<AuditView, AuditModel>(model);

        var entries = await log.Read(visit.Caller, Filter(model, Position(visit.Asked("behind"))), stop);
        var shown = entries.Take(PerPage).ToList();
        return visit.Show<AuditView, AuditModel>(model with
        {
            Entries = shown,
            Names = await queries.MemberNames([.. shown.SelectMany(entry => new[] { entry.Actor, entry.MemberId }).OfType<string>().Distinct().Select(one => new MemberId(one))], stop),
            Older = entries.Count > PerPage ? At(model, shown[^1].Position) : null,
        });
    }

    /// <summary>The member who is meant; or those who may be, where a search has not found exactly one.</summary>
    private async Task<(Member? Member, IReadOnlyList<Member>? Found)> Whom(Visit visit, CancellationToken stop)
    {
        if (visit.Asked("member") is { } id && await queries.Member(new MemberId(id), stop) is { } known && (visit.Asked("search") is not { } typed || typed == known.Name)) return (known, null);
        if (visit.Asked("search") is not { } search) return (null, null);

        var found = await queries.Members(search, null, MostFound, 0, stop);
        return found is [var only] ? (only, null) : (null, found);
    }

    private static AuditFilter Filter(AuditModel model, JournalPosition? behind) => new()
    {
        Entity = model.Entity,
        Without = Noise,
        Member = model.Member?.Id.Value,
        Site = model.Site?.Id,
        Window = model.Day is { } day ? model.Calendar.WholeDay(day) : null,
        Behind = behind,
        Most = PerPage + 1,
    };

    private static string At(AuditModel model, JournalPosition behind)
    {
        (string Name, string? Value)[] asked =
        [
            ("member", model.Member?.Id.Value), ("site", model.Site?.Id.Value), ("what", model.Entity), ("day", model.Day is { } day ? Times.Day(day) : null),
            ("behind", string.Create(CultureInfo.InvariantCulture, $"{behind.Epoch}.{behind.Tx}.{behind.Seq}")),
        ];
        return $"/network/audit?{string.Join('&', asked.Where(one => one.Value is not null).Select(one => $"{one.Name}={Uri.EscapeDataString(one.Value!)}"))}";
    }

    private static JournalPosition? Position(string? written) =>
        written?.Split('.') is [var epoch, var tx, var seq] && Number(epoch) is { } first && Number(tx) is { } second && Number(seq) is { } third ? new JournalPosition(first, second, third) : null;

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

internal static class AuditPageRoutes
{
    public static IServiceCollection AddAuditPage(this IServiceCollection services) => services.AddSingleton<AuditPage>();

    public static void MapAuditPage(this IEndpointRouteBuilder routes) => routes.Page("/network/audit", Access.Chamber, routes.Feature<AuditPage>().Show);
}
