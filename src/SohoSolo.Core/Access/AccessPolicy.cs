using System.Diagnostics;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Access;

/// <summary>Who may enter: one function for gateway and hub. The first reason that applies is given.</summary>
public static class AccessPolicy
{
    /// <summary>A booking that far away is still named as the reason: too early for it, or too late.</summary>
    public static readonly TimeSpan Near = TimeSpan.FromHours(12);

    public static AccessDecision Decide(AccessRequest request, AccessFacts facts, DateTimeOffset now)
    {
        if (facts.Mode == DoorMode.Evacuation) return new AccessDecision.Granted(GrantReason.Mode, RefOf(facts.Credential));
        if (facts.Mode == DoorMode.Lockdown) return Denied(DenyReason.Lockdown, facts);
        if (request.Kind == CredentialKind.Pin && facts.PinLocked) return Denied(DenyReason.PinLocked, facts);
        if (facts.IsExpired) return Denied(DenyReason.Closed, facts);

        return facts.Credential switch
        {
            Standing.Unknown => Denied(DenyReason.UnknownCredential, facts),
            Standing.Revoked => Denied(DenyReason.Revoked, facts),
            Standing.Pass pass => OfPass(request, pass, facts, now),
            Standing.Known(var entries) => OfEntries(request, entries, facts, now),
            var other => throw new UnreachableException($"{other}"),
        };
    }

    /// <summary>How much earlier and later than its window a credential is taken, for the gateway's clock may be that wrong.</summary>
    public static TimeSpan Tolerance(ClockQuality clock) => clock == ClockQuality.Synced ? TimeSpan.FromSeconds(60) : TimeSpan.FromMinutes(5);

    private static AccessDecision OfPass(AccessRequest request, Standing.Pass pass, AccessFacts facts, DateTimeOffset now)
    {
        var (claims, tolerance) = (pass.Claims, Tolerance(facts.Clock));
        if (claims.Site != facts.Site) return Denied(DenyReason.WrongSite, facts);
        if (pass.IsRevoked) return Denied(DenyReason.Revoked, facts);
        if (!claims.Doors.Contains(request.Door)) return Denied(DenyReason.NoBooking, facts);
        if (facts.Clock == ClockQuality.Unset) return Denied(DenyReason.Closed, facts);
        if (now < claims.During.Start - tolerance) return Denied(DenyReason.TooEarly, facts);
        if (now >= claims.During.End + tolerance) return Denied(DenyReason.ExpiredPass, facts);
        if (claims.Uses == 1 && pass.IsUsed) return Denied(DenyReason.PassUsed, facts);

        return new AccessDecision.Granted(GrantReason.Pass, null, claims.Booking);
    }

    private static AccessDecision OfEntries(AccessRequest request, IReadOnlyList<AccessEntry> entries, AccessFacts facts, DateTimeOffset now)
    {
        var here = entries.Where(entry => entry.Doors.Contains(request.Door)).ToList();
        if (here.Exists(entry => entry.Has(EntryTraits.Standing) && Opens(entry, facts.Clock, now)))
            return new AccessDecision.Granted(GrantReason.Standing, entries[0].Ref);

        if (facts.Clock == ClockQuality.Unset) return Denied(DenyReason.Closed, facts);

        // A PIN is no badge: where both are needed, it proves nothing by itself.
        var open = here.Where(entry => Opens(entry, facts.Clock, now) && !(request.Kind == CredentialKind.Pin && entry.Has(EntryTraits.PinNeeded))).ToList();
        if (open.Exists(entry => request.WithPin || !entry.Has(EntryTraits.PinNeeded))) return new AccessDecision.Granted(GrantReason.Booking, entries[0].Ref);
        if (open.Count > 0) return new AccessDecision.PinNeeded(entries[0].Ref);
        if (facts.Mode is DoorMode.HeldUnlocked or DoorMode.ScheduledOpen) return new AccessDecision.Granted(GrantReason.Mode, entries[0].Ref);
        if (!facts.Open.Any(open => open.Contains(now))) return Denied(DenyReason.Closed, facts);

        return OfNearest(here, facts, now);
    }

    // Nothing opens just now, and the site is open: the nearest booking says why not, else whether a walk-in may be. The nights of a lease are no booking.
    private static AccessDecision OfNearest(List<AccessEntry> entries, AccessFacts facts, DateTimeOffset now)
    {
        var windows = entries.Where(entry => !entry.Has(EntryTraits.PinNeeded)).SelectMany(entry => entry.Windows).ToList();
        var until = Shortest(windows.Where(window => window.Start > now).Select(window => window.Start - now));
        var since = Shortest(windows.Where(window => window.End <= now).Select(window => now - window.End));
        if (until <= Near && (since is null || until <= since)) return Denied(DenyReason.TooEarly, facts);

        // Who was here in the morning may walk in again in the afternoon.
        if (entries.Find(entry => entry.Has(EntryTraits.WalkIn)) is { } walksIn)
            return new AccessDecision.WalkIn(walksIn.Ref, new AccessDecision.Granted(GrantReason.WalkIn, walksIn.Ref));

        return Denied(since <= Near ? DenyReason.TooLate : DenyReason.NoBooking, facts);
    }

    private static bool Opens(AccessEntry entry, ClockQuality clock, DateTimeOffset now)
    {
        if (clock == ClockQuality.Unset) return entry.Has(EntryTraits.Standing);

        var tolerance = Tolerance(clock);
        return entry.Windows.Any(window => window.Start - tolerance <= now && now < window.End + tolerance);
    }

    private static TimeSpan? Shortest(IEnumerable<TimeSpan> spans) => spans.Select(span => (TimeSpan?)span).Min();

    private static AccessDecision.Denied Denied(DenyReason reason, AccessFacts facts) => new(reason, RefOf(facts.Credential));

    private static string? RefOf(Standing credential) => credential switch
    {
        Standing.Known(var entries) => entries[0].Ref,
        Standing.Revoked(var known) => known,
        _ => null,
    };
}
