using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Presence;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Presence;

/// <summary>
/// What time alone makes due where members and sensors meet: reminders, no-shows, places left early, and the account of it all. It looks without locks and decides under them, one transaction for each
/// booking; where nothing is due, nothing is locked.
/// </summary>
internal sealed partial class PresenceSweep(Store store, SiteDays days, StayPolicies stays, OccupancyAnnouncements announcements, NetworkCache network, TimeProvider clock, ILogger<PresenceSweep> log)
{
    private const int MostTries = 4;

    /// <summary>When all sites were looked at last; null for not since the start.</summary>
    public DateTimeOffset? SweptAt { get; private set; }

    /// <summary>Says how many bookings something was done about.</summary>
    public async Task<int> Sweep(CancellationToken stop)
    {
        var done = 0;
        foreach (var site in (await network.Get(stop)).Sites.Values)
        {
            done += await Sweep(site, stop);
            await announcements.Announce(site, stop);
        }

        SweptAt = clock.GetUtcNow();
        if (done > 0)
            LogSwept(log, done);

        return done;
    }

    private async Task<int> Sweep(Telecentre site, CancellationToken stop)
    {
        var (now, done) = (clock.GetUtcNow(), 0);
        var seen = await days.Read(site, now, stop);
        var releasing = await Releasing(seen.Day, stop);
        foreach (var booking in seen.Day.Bookings)
        {
            if (StayPolicies.Decide(booking, seen.Day, releasing, now) is not StayDeed.Nothing && await Act(site, seen, booking, releasing, stop))
                done++;
        }

        if (done > 0)
            seen = await days.Read(site, now, stop);

        if (Reconciler.Judge(seen.Day, now).Count > 0)
            await Try(site, seen, new Scope(), (work, facts, at) => AccountBook.Put(work, SiteDays.Of(facts, site, seen.Day.Leased, at), at) > 0, stop);

        return done;
    }

    private async Task<bool> Act(Telecentre site, SeenSite seen, Booking booking, IReadOnlySet<MemberId> releasing, CancellationToken stop)
    {
        var history = await stays.History(booking, stop);
        var scope = new Scope { Members = [booking.Member], Spaces = [booking.Space], Bookings = [booking.Id] };
        return await Try(site, seen, scope, (work, facts, now) => Decide(work, facts, now), stop);

        bool Decide(Work work, Facts facts, DateTimeOffset now)
        {
            // Moved to another space meanwhile: the next sweep finds it there.
            if (facts.Bookings is not [var standing] || standing.Space != booking.Space)
                return false;

            var day = SiteDays.Of(facts, site, seen.Day.Leased, now);
            return StayPolicies.Put(work, standing, day, StayPolicies.Decide(standing, day, releasing, now), history, now);
        }
    }

    /// <summary>False when there was nothing to do under lock.</summary>
    private async Task<bool> Try(Telecentre site, SeenSite seen, Scope scope, Func<Work, Facts, DateTimeOffset, bool> decide, CancellationToken stop)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            try
            {
                var command = SystemCommand.Named("presence", clock.GetUtcNow());
                return await store.Execute(command, work => Locked(work, site, seen.Gateway, scope, decide), stop) is Executed<bool>.Fresh(true, _);
            }
            catch (Exception changed) when (changed is StaleWriteException or OverlapException)
            {
                await network.Reload(stop);
            }
        }

        return false;
    }

    private async ValueTask<(bool, Answer?)> Locked(Work work, Telecentre site, string? gateway, Scope scope, Func<Work, Facts, DateTimeOffset, bool> decide)
    {
        var now = clock.GetUtcNow();
        var facts = await work.Lock(SiteDays.Under(scope, site, gateway, now));

        // Another policy or closure since: the next sweep has it.
        var done = facts.SiteVersions.GetValueOrDefault(site.Id) == site.Version && decide(work, facts, now);
        return (done, done ? SystemCommand.Done : null);
    }

    private async Task<IReadOnlySet<MemberId>> Releasing(SiteDay day, CancellationToken stop)
    {
        var here = day.Bookings.Where(booking => booking.Status == BookingStatus.CheckedIn).Select(booking => booking.Member).Distinct().ToList();
        return here.Count == 0 ? new HashSet<MemberId>() : await stays.Releasing(here, stop);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Presence: {Done} bookings reminded, given back or asked about")]
    private static partial void LogSwept(ILogger log, int done);
}
