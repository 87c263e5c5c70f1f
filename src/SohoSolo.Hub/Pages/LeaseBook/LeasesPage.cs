using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Entitlements;
using SohoSolo.Hub.Leases;
using SohoSolo.Hub.Pages.Board;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.LeaseBook;

/// <summary>Places by the month: whose they are, who pays, which days are lent back; a new lease, and the end of one.</summary>
internal sealed class LeasesPage(LeaseDesk desk, LeaseReading reading, EntitlementKeeping grants, MemberFinder members, StoreQueries queries, NetworkCache cache, NetworkDay days)
{
    private const string Path = "/network/leases";
    private const int MostInTheWay = 12;

    private static readonly string[] Sayings = ["leased", "ended", "lent", "taken-back"];

    private static readonly BookingStatus[] Holding = [BookingStatus.Requested, BookingStatus.Offered, BookingStatus.Confirmed, BookingStatus.CheckedIn];

    public async Task<IResult> Show(Visit visit) =>
        visit.Show<LeasesView, LeasesModel>(await Model(visit, LeaseDraft.Of(visit.Asked)) with { Said = visit.Asked("said") is { } word && Sayings.Contains(word) ? word : null });

    public async Task<IResult> Make(Visit visit)
    {
        var draft = LeaseDraft.Of(visit.Field);
        var (lease, site, problem) = draft.Member is null
            ? (null, null, Problems.MissingField("member"))
            : await reading.Read(new LeasePost(draft.Space ?? "", draft.Member, draft.From ?? "", draft.To, draft.Funder), visit.Stop);
        var outcome = problem is null ? Outcome.Of(await desk.Make(lease!, site!.Id, visit.Command(), visit.Stop), "lease") : Outcome.Of(problem);
        if (outcome.IsDone) return Visit.GoTo(Path, "leased");

        var inTheWay = outcome.Reason == Words.Of(DeclineReason.Conflict) ? await InTheWay(lease!, site!, visit) : [];
        return visit.Show<LeasesView, LeasesModel>(await Model(visit, draft) with { Reason = outcome.Reason, Field = outcome.Field, InTheWay = inTheWay }, outcome.Status);
    }

    public Task<IResult> End(Visit visit) => OnLease(visit, "last", "ended", async (lease, _, last) =>
        Outcome.Of(await grants.End(lease.Member, lease.Id, last, visit.Command(), visit.Stop), "entitlement"));

    /// <summary>Lends a day back to the others, or takes it back for her.</summary>
    public Task<IResult> Lend(Visit visit)
    {
        var lend = visit.Field("lend") != "no";
        return OnLease(visit, "day", lend ? "lent" : "taken-back", async (lease, site, day) =>
            Outcome.Of(await desk.Lend(lease.Id, site.Id, day, lend, visit.Command(), visit.Stop), "lend"));
    }

    private async Task<IResult> OnLease(Visit visit, string field, string said, Func<Entitlement.Lease, Telecentre, DateOnly, Task<Outcome>> act)
    {
        if (await queries.Entitlement(new EntitlementId(visit.Part("id")), visit.Stop) is not Entitlement.Lease lease) return visit.Missing();

        var site = LeaseReading.SiteOf(lease, await cache.Get(visit.Stop));
        var outcome = Times.TryDay(visit.Field(field), out var day) ? await act(lease, site, day) : Outcome.Of(Problems.InvalidValue(field, "is a day such as 2026-11-30"));
        return outcome.IsDone
            ? Visit.GoTo(Path, said)
            : visit.Show<LeasesView, LeasesModel>(await Model(visit, new LeaseDraft()) with { Reason = outcome.Reason, Field = outcome.Field }, outcome.Status);
    }

    private async Task<IReadOnlyList<(Booking Booking, Telecentre Site, string Name)>> InTheWay(Entitlement.Lease lease, Telecentre site, Visit visit)
    {
        var window = new TimeRange(site.Calendar.WholeDay(lease.FirstDay).Start, site.Calendar.WholeDay(lease.LastDay ?? lease.FirstDay.AddYears(1)).End);
        var bookings = (await queries.Bookings(new BookingFilter { Space = lease.Space, Window = window, Statuses = Holding, Most = MostInTheWay }, visit.Stop)).Where(booking => booking.Member != lease.Member).ToList();
        var names = await queries.MemberNames([.. bookings.Select(booking => booking.Member).Distinct()], visit.Stop);
        return [.. bookings.Select(booking => (booking, site, names.GetValueOrDefault(booking.Member) ?? booking.Member.Value))];
    }

    private async Task<LeasesModel> Model(Visit visit, LeaseDraft draft)
    {
        var (stop, today) = (visit.Stop, await days.Today(visit.Stop));
        var leases = await reading.ToCome(_ => true, stop);
        var names = await queries.MemberNames([.. leases.Select(lease => lease.Lease.Member).Distinct()], stop);
        IReadOnlyList<Member>? found = draft.Member is { } id && draft.Search is null
            ? await queries.Member(new MemberId(id), stop) is { } known ? [known] : []
            : await members.Find(draft.Search, stop);
        return new LeasesModel
        {
            Network = await cache.Get(stop),
            Today = today,
            Leases = [.. leases.Select(lease => new LeaseModel(lease.Lease, lease.Site, names.GetValueOrDefault(lease.Lease.Member) ?? lease.Lease.Member.Value, [.. lease.LentDays.Where(day => day >= today)]))],
            Draft = draft with { From = draft.From ?? Times.Day(today) },
            Found = found,
        };
    }
}

internal static class LeasesRoutes
{
    public static IServiceCollection AddLeaseBook(this IServiceCollection services) => services.AddSingleton<LeasesPage>();

    public static void MapLeaseBook(this IEndpointRouteBuilder routes)
    {
        var page = routes.Feature<LeasesPage>();
        routes.Page("/network/leases", Access.Chamber, page.Show);
        routes.Form("/network/leases", Access.Chamber, page.Make);
        routes.Form("/network/leases/{id}/end", Access.Chamber, page.End);
        routes.Form("/network/leases/{id}/lend", Access.Chamber, page.Lend);
    }
}
