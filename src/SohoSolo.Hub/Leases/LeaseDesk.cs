using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Bookings;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Leases;

/// <summary>The use case of leases: a space is a member's by the month, and she may lend it back by the day.</summary>
internal sealed class LeaseDesk(Decisions decisions, StoreQueries queries, NetworkCache network, TimeProvider clock)
{
    public Task<Executed<Answer>> Make(Entitlement.Lease lease, SiteId siteId, Command command, CancellationToken stop) => decisions.Run(
        command,
        async _ =>
        {
            var site = (await network.Get(stop)).Sites[siteId];
            return work => Make(work, lease, site);
        },
        (reason, _) => Task.FromResult<Answer?>(BookingAnswers.Declined(reason, [])),
        stop);

    /// <summary>Lends one local day back to the others, or takes it back while nobody has booked it.</summary>
    public Task<Executed<Answer>> Lend(EntitlementId id, SiteId siteId, DateOnly day, bool lend, Command command, CancellationToken stop) => decisions.Run(
        command,
        async _ =>
        {
            var site = (await network.Get(stop)).Sites[siteId];
            var lease = (Entitlement.Lease)(await queries.Entitlement(id, stop) ?? throw new InvalidOperationException($"No lease {id}: the caller has looked."));
            return work => Lend(work, lease, site, day, lend);
        },
        (reason, _) => Task.FromResult<Answer?>(BookingAnswers.Declined(reason, [])),
        stop);

    private static async ValueTask<Decided> Make(Work work, Entitlement.Lease lease, Telecentre site)
    {
        var facts = await work.Lock(new Scope { Members = [lease.Member], Spaces = [lease.Space], Sites = [site.Id], Window = Window(lease, site) });
        if (!facts.StillKnows(site))
        {
            return new Decided.Outdated();
        }

        if (LeasePolicy.Decide(lease, facts.Leases, facts.SpaceHolds, site) is LeaseDecision.Declined(var reason))
        {
            return new Decided.Declined(reason);
        }

        work.Put(null, lease, "leased");
        return new Decided.Done(Answers.Of(201, LeaseView.Of(lease, site, []), LeaseJson.Shared.LeaseView, $"/api/v1/leases/{lease.Id}"));
    }

    private async ValueTask<Decided> Lend(Work work, Entitlement.Lease lease, Telecentre site, DateOnly day, bool lend)
    {
        var facts = await work.Lock(new Scope { Members = [lease.Member], Spaces = [lease.Space], Sites = [site.Id], Window = site.Calendar.WholeDay(day) });
        if (!facts.StillKnows(site))
        {
            return new Decided.Outdated();
        }

        var current = facts.Leases.FirstOrDefault(other => other.Entitlement == lease.Id);
        if (current is null)
        {
            return new Decided.Declined(DeclineReason.WrongState);
        }

        var today = site.Calendar.DayOf(clock.GetUtcNow());
        var decision = lend ? LeasePolicy.Lend(current, day, today) : LeasePolicy.Unlend(current, day, facts.SpaceHolds, site.Calendar, today);
        if (decision is not LeaseDecision.Accepted(var after))
        {
            return new Decided.Declined(((LeaseDecision.Declined)decision).Reason);
        }

        if (current.LentDays.Contains(day) != lend)
        {
            work.PutLentDay(lease, site.Id, day, lend);
        }

        return new Decided.Done(Answers.Of(200, LeaseView.Of(lease, site, [.. after.LentDays.Order()]), LeaseJson.Shared.LeaseView));
    }

    private static TimeRange Window(Entitlement.Lease lease, Telecentre site) =>
        new(site.Calendar.WholeDay(lease.FirstDay).Start, site.Calendar.WholeDay(lease.LastDay ?? lease.FirstDay.AddYears(10)).End);
}
