using SohoSolo.Core.Bookings;
using SohoSolo.Core.Presence;
using SohoSolo.Hub.Api;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Presence;

/// <summary>Writes a site's account of bookings and presence: only rows that conclude something else than before.</summary>
internal static class AccountBook
{
    /// <summary>All that is concluded of a day.</summary>
    public static int Put(Work work, SiteDay day, DateTimeOffset now)
    {
        var rows = Reconciler.Judge(day, now);
        foreach (var (before, after) in rows)
            work.Put(before, after, Words.Of(after.Kind));

        return rows.Count;
    }

    /// <summary>The row of one booking as it has become, with something more to remember.</summary>
    public static void Put(Work work, SiteDay day, Booking booking, string? what, Func<Reconciliation, Reconciliation> note, DateTimeOffset now)
    {
        var changed = day with { Bookings = [.. day.Bookings.Where(other => other.Id != booking.Id), booking] };
        var before = day.Known.FirstOrDefault(row => row.Id == booking.Id.Value);
        var judged = Reconciler.Judge(changed, now).FirstOrDefault(row => row.After.Id == booking.Id.Value).After;
        var after = note(judged ?? (before is null ? Awaited(booking, now) : before with { Version = before.Version + 1 }));
        if (judged is not null || what is not null)
            work.Put(before, after, what ?? Words.Of(after.Kind));
    }

    /// <summary>Nothing is concluded yet: she is awaited.</summary>
    private static Reconciliation Awaited(Booking booking, DateTimeOffset now) => new()
    {
        Id = booking.Id.Value,
        Site = booking.Site,
        Space = booking.Space,
        Booking = booking.Id,
        Member = booking.Member,
        Kind = ReconciliationKind.BookedUnknown,
        Why = "awaited",
        From = booking.During.Start,
        ConcludedAt = now,
    };
}
