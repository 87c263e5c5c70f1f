using System.Globalization;
using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Members;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Audits;
using SohoSolo.Hub.Credentials;
using SohoSolo.Hub.Entitlements;
using SohoSolo.Hub.Members;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Privacy;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.People;

/// <summary>One member: her particulars and her account, her badges, what she may use, and what she has booked next.</summary>
internal sealed class PersonPage(MemberKeeping members, CredentialKeeping credentials, EntitlementKeeping grants, ErasureDesk erasures, Consultations consultations, StoreQueries queries, NetworkCache cache, NetworkDay days)
{
    private const int MostBookings = 10;
    private const int BookingsDays = 400;

    private static readonly string[] Sayings = ["added", "changed", "status-active", "status-suspended", "status-left", "typed", "revoked", "lost", "granted", "ended"];

    private static readonly BookingStatus[] ToCome = [BookingStatus.Requested, BookingStatus.Confirmed, BookingStatus.CheckedIn];

    public Task<IResult> Show(Visit visit) => OnMember(visit, async member =>
    {
        await consultations.Note(visit.Caller, new Look(Look.Profile), member.Id, visit.Stop);
        return visit.Show<PersonView, PersonModel>(await Model(visit, member) with { Said = visit.Asked("said") is { } word && Sayings.Contains(word) ? word : null });
    });

    public Task<IResult> Change(Visit visit) => OnMember(visit, async member =>
    {
        var draft = PersonDraft.Of(visit);
        var patch = draft.ToPatch(await cache.Get(visit.Stop));
        var outcome = Outcome.Of(await members.Change(member.Id, patch, Version(visit), visit.Command(), visit.Stop), "member");
        return await Answer(visit, member, outcome, "changed", "particulars", model => model with { Draft = draft });
    });

    /// <summary>Suspends her, lets her back in, or notes that she left.</summary>
    public Task<IResult> SetStatus(Visit visit) => OnMember(visit, async member =>
    {
        var status = visit.Field("status") ?? "";
        var outcome = Outcome.Of(await members.Change(member.Id, new MemberPatch { Status = status }, Version(visit), visit.Command(), visit.Stop), "member");
        return await Answer(visit, member, outcome, $"status-{status}", "status");
    });

    /// <summary>She asked for it.</summary>
    public Task<IResult> Erase(Visit visit) => OnMember(visit, async member =>
    {
        var outcome = Outcome.Of(await erasures.Erase(member.Id, visit.Command(), visit.Stop), ErasureApi.What);
        return outcome.IsDone ? Visit.GoTo("/network/members") : await Answer(visit, member, outcome, "", "status");
    });

    public Task<IResult> TypeBadge(Visit visit) => OnMember(visit, async member =>
    {
        var draft = new BadgeDraft(visit.Field("kind") ?? "", visit.Field("value"), visit.Field("label"));
        var (badge, label, problem) = BadgeReading.Read(new BadgePost(draft.Kind, draft.Value ?? "", draft.Label));
        var outcome = problem is null ? Outcome.Of(await credentials.Type(member.Id, badge!, label, visit.Command(), visit.Stop), "badge") : Outcome.Of(problem);
        return await Answer(visit, member, outcome, "typed", "badge", model => model with { Badge = draft });
    });

    public Task<IResult> RevokeBadge(Visit visit) => OnMember(visit, async member =>
        await Answer(visit, member, Outcome.Of(await credentials.Revoke(member.Id, visit.Part("credential"), "removed", visit.Command(), visit.Stop), "revoke"), "revoked", "badges"));

    public Task<IResult> LoseBadges(Visit visit) => OnMember(visit, async member =>
        await Answer(visit, member, Outcome.Of(await credentials.LoseBadges(member.Id, visit.Command(), visit.Stop), "lost-badge"), "lost", "badges"));

    public Task<IResult> Grant(Visit visit) => OnMember(visit, async member =>
    {
        var draft = GrantDraft.Of(visit.Field);
        var (post, problem) = draft.ToPost();
        var outcome = problem is null ? Outcome.Of(await grants.Grant(member.Id, post, visit.Command(), visit.Stop), "entitlement") : Outcome.Of(problem);
        return await Answer(visit, member, outcome, "granted", "grant", model => model with { Grant = draft });
    });

    public Task<IResult> EndGrant(Visit visit) => OnMember(visit, async member =>
    {
        var id = new EntitlementId(visit.Part("grant"));
        var outcome = Times.TryDay(visit.Field("last"), out var last)
            ? Outcome.Of(await grants.End(member.Id, id, last, visit.Command(), visit.Stop), "entitlement")
            : Outcome.Of(Problems.InvalidValue("last", "is a day such as 2026-11-30"));
        return await Answer(visit, member, outcome, "ended", "grants");
    });

    /// <summary>The version that was seen; none that a number cannot be.</summary>
    private static int Version(Visit visit) => int.TryParse(visit.Field("version"), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;

    private async Task<IResult> OnMember(Visit visit, Func<Member, Task<IResult>> act) =>
        await queries.Member(new MemberId(visit.Part("id")), visit.Stop) is { } member ? await act(member) : visit.Missing();

    private async Task<IResult> Answer(Visit visit, Member member, Outcome outcome, string said, string form, Func<PersonModel, PersonModel>? typed = null)
    {
        if (outcome.IsDone) return Visit.GoTo($"/network/members/{member.Id}", said);

        var model = await Model(visit, member) with { Reason = outcome.Reason, Field = outcome.Field, Form = form };
        return visit.Show<PersonView, PersonModel>(typed is null ? model : typed(model), outcome.Status);
    }

    private async Task<PersonModel> Model(Visit visit, Member member)
    {
        var (stop, network, today) = (visit.Stop, await cache.Get(visit.Stop), await days.Today(visit.Stop));
        var wallet = await queries.Wallet(member.Id, [Period.Month(today)], stop);
        var bookings = await queries.Bookings(new BookingFilter { Member = member.Id, Window = new TimeRange(visit.Now, visit.Now.AddDays(BookingsDays)), Statuses = ToCome, Most = MostBookings }, stop);
        var community = member.Commune is { } commune ? network.Communes.GetValueOrDefault(commune)?.Community : null;
        return new PersonModel
        {
            Member = member,
            Network = network,
            Today = today,
            Draft = PersonDraft.Of(member, network),
            Grant = new GrantDraft { Funder = community, From = Times.Day(today) },
            Credentials = [.. (await queries.Credentials(member.Id, stop)).Where(known => known.RevokedAt is null && known.Kind != CredentialKind.Pass)],
            Grants = EntitlementPolicy.Statements(wallet, today),
            Bookings = [.. bookings.Select(booking => (booking, network.Sites[booking.Site]))],
        };
    }
}
