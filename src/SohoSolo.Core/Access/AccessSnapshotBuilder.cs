using SohoSolo.Core.Devices;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Access;

/// <summary>
/// From bookings, leases and roles to who may enter when. The same sources on the same local day give the same content, so that a snapshot changes
/// when somebody's rights do and once a day. It never says what is left of anybody's quota: a booking in one site rebuilds no other.
/// </summary>
public static class AccessSnapshotBuilder
{
    /// <summary>How long a snapshot opens doors without another.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(7);

    /// <summary>Local days ahead that it covers: its whole life, whenever in the day it was made.</summary>
    private const int DaysAhead = 8;

    private static readonly TimeRange Always = new(DateTimeOffset.UnixEpoch, new DateTimeOffset(2200, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public static AccessContent Build(AccessSources sources, DateTimeOffset now)
    {
        var (site, calendar) = (sources.Site, sources.Site.Calendar);
        var days = Days(calendar, now);
        var shut = site.Closures.Where(closure => closure.Space is null).Select(closure => closure.During).ToList();
        var doors = sources.Doors.OrderBy(door => door.Id, StringComparer.Ordinal).ToList();
        return new AccessContent
        {
            Entries = AccessEntry.InOrder(Entries(sources, days, shut, [.. doors.Select(door => door.Id)])),
            Revoked = [.. Revoked(sources).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Open = Without(days.Select(day => calendar.Span(day, DayPart.Full)).OfType<TimeRange>(), shut),
            Doors = [.. doors.Select(door => new SnapshotDoor(door.Id, door.HasRequestToExit, door.HasContact, Without(Schedule(door, calendar.Zone, days), shut)))],
            Devices = [.. sources.Devices.Where(device => device.RemovedAt is null).OrderBy(device => device.Id, StringComparer.Ordinal)
                .Select(Told)],
            Rules = site.Access,
            Presence = site.Presence,
        };
    }

    private static SnapshotDevice Told(Device device) => new(device.Id, device.Driver, device.Role, device.Door, device.Space?.Value, device.PasswordHash)
    {
        Sensor = device.Sensor,
        ReportMinutes = device.ReportsEvery is { } every ? (int)Math.Max(1, Math.Ceiling(every.TotalMinutes)) : null,
    };

    private static IEnumerable<AccessEntry> Entries(AccessSources sources, IReadOnlyList<DateOnly> days, List<TimeRange> shut, IReadOnlyList<string> doors)
    {
        var times = sources.Bookings.ToLookup(booking => booking.Member, booking => booking.During);
        var leases = sources.Leases.ToLookup(lease => lease.Member);
        var withPin = sources.Credentials.Where(held => held is { Kind: CredentialKind.Pin, IsRevoked: false }).Select(held => held.Member).ToHashSet();
        foreach (var hers in sources.Credentials.Where(held => !held.IsRevoked).GroupBy(held => held.Member))
        {
            var member = hers.Key;
            var standing = sources.AlwaysAllowed.Contains(member);
            var leased = days.Where(day => leases[member].Any(lease => lease.Covers(day) && !lease.LentDays.Contains(day))).ToList();
            var windows = standing ? [Always] : Without(Merged(Booked(sources.Site, times[member], days).Concat(InHours(sources.Site, leased))), shut);
            var traits = standing ? EntryTraits.Standing : sources.Site.Access.WalkIns && sources.Covered.Contains(member) ? EntryTraits.WalkIn : EntryTraits.None;
            var aroundTheClock = standing || !withPin.Contains(member) ? [] : Without(Merged(leased.Select(sources.Site.Calendar.WholeDay)), shut);
            foreach (var held in hers)
            {
                yield return new AccessEntry(held.Hash, held.Ref, windows, doors, traits);
                if (aroundTheClock.Count > 0)
                    yield return new AccessEntry(held.Hash, held.Ref, aroundTheClock, doors, EntryTraits.PinNeeded) { Holder = hers.Select(other => other.Ref).Min(StringComparer.Ordinal) };
            }
        }
    }

    // A badge that was lost and found again is revoked once and held once: it is somebody's.
    private static IEnumerable<string> Revoked(AccessSources sources) =>
        sources.Credentials.Where(held => held.IsRevoked).Select(held => held.Hash)
            .Except(sources.Credentials.Where(held => !held.IsRevoked).Select(held => held.Hash), StringComparer.Ordinal)
            .Concat(sources.RevokedPasses.Select(nonce => $"pass:{nonce}"));

    private static IEnumerable<TimeRange> Booked(Sites.Telecentre site, IEnumerable<TimeRange> booked, IReadOnlyList<DateOnly> days) =>
        from during in booked
        let first = site.Calendar.DayOf(during.Start)
        let last = site.Calendar.LastDayOf(during)
        from day in days.Where(day => first <= day && day <= last)
        let open = InHours(site, [day]).FirstOrDefault()
        select Between(day == first ? during.Start - site.Access.OpensBefore : open?.Start, day == last ? during.End + site.Access.ClosesAfter : open?.End) into part
        where part is not null
        select part;

    // A booking opens the door from a little before its start to a little after its end, also where the hours were changed since it was made. One over several
    // days gives no right to the nights between them.
    private static TimeRange? Between(DateTimeOffset? from, DateTimeOffset? to) => from < to ? new TimeRange(from.Value, to.Value) : null;

    private static IEnumerable<TimeRange> InHours(Sites.Telecentre site, IEnumerable<DateOnly> days) =>
        days.Select(day => site.Calendar.Span(day, DayPart.Full)).OfType<TimeRange>()
            .Select(open => new TimeRange(open.Start - site.Access.OpensBefore, open.End + site.Access.ClosesAfter));

    private static IEnumerable<TimeRange> Schedule(Door door, string zone, IReadOnlyList<DateOnly> days)
    {
        if (door.Schedule is null) return [];

        var hours = new SiteCalendar(zone, door.Schedule);
        return days.Select(day => hours.Span(day, DayPart.Full)).OfType<TimeRange>();
    }

    /// <summary>From yesterday on, so that somebody who comes too late still hears so.</summary>
    private static List<DateOnly> Days(SiteCalendar calendar, DateTimeOffset now)
    {
        var today = calendar.DayOf(now);
        return [.. Enumerable.Range(-1, DaysAhead + 2).Select(today.AddDays)];
    }

    private static List<TimeRange> Merged(IEnumerable<TimeRange> ranges)
    {
        var merged = new List<TimeRange>();
        foreach (var range in ranges.OrderBy(range => range.Start))
        {
            if (merged.Count > 0 && range.Start <= merged[^1].End)
                merged[^1] = range.End > merged[^1].End ? new TimeRange(merged[^1].Start, range.End) : merged[^1];
            else
                merged.Add(range);
        }

        return merged;
    }

    // Closed means closed: neither a booking beside it, nor a lease, nor a door's schedule opens a site during its closure; only who may always enter does.
    private static List<TimeRange> Without(IEnumerable<TimeRange> open, IEnumerable<TimeRange> closed)
    {
        var left = open;
        foreach (var shut in closed)
            left = [.. left.SelectMany(range => Cut(range, shut))];

        return [.. left];
    }

    private static IEnumerable<TimeRange> Cut(TimeRange range, TimeRange shut)
    {
        if (!range.Overlaps(shut))
        {
            yield return range;
            yield break;
        }

        if (range.Start < shut.Start) yield return new TimeRange(range.Start, shut.Start);
        if (shut.End < range.End) yield return new TimeRange(shut.End, range.End);
    }
}
