using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Storage;
using SohoSolo.Storage.Engines;

namespace SohoSolo.Benchmarks.Loads;

/// <summary>
/// The statements of one booking, taken from the storage itself, so that they are always the very ones the hub sends:
/// locks and facts first, then what is written. Nothing is decided in between.
/// </summary>
internal sealed class BareDecision(Dialect dialect)
{
    private readonly WorkSql sql = new(dialect);

    /// <summary>As long as the answer that the hub stores.</summary>
    private readonly string answer = new('x', 560);

    public (IReadOnlyList<SqlStatement> Facts, IReadOnlyList<SqlStatement> Writes) Statements(Slot slot, DateTimeOffset now)
    {
        var booking = Booking(slot, now);
        return (Facts(booking, now), Writes(booking, now));
    }

    private List<SqlStatement> Facts(Booking booking, DateTimeOffset now)
    {
        var scope = new Scope
        {
            Members = [booking.Member],
            Spaces = [booking.Space],
            Sites = [booking.Site],
            Window = booking.During,
            Months = [booking.Charges[0].Period],
        };
        var reader = new FactReader(scope, now);
        var batch = new List<SqlStatement>();
        reader.AddLocks(batch, sql.Facts);
        reader.AddReads(batch, sql.Facts);
        return batch;
    }

    private IReadOnlyList<SqlStatement> Writes(Booking booking, DateTimeOffset now)
    {
        var command = new Command
        {
            Principal = booking.Member.Value,
            Key = Guid.CreateVersion7().ToString("N"),
            Fingerprint = "",
            Actor = booking.Member.Value,
            At = now,
        };
        var writes = new Writes(sql, command);
        writes.Put(null, booking, "booked", null);
        return writes.Finish(new Answer(201, $"/api/v1/bookings/{booking.Id}", answer), claimed: false);
    }

    private static Booking Booking(Slot slot, DateTimeOffset now)
    {
        var member = new MemberId(slot.MemberId);
        return new Booking
        {
            Id = new BookingId(Guid.CreateVersion7().ToString("N")),
            Site = new SiteId(slot.Site),
            Space = new SpaceId(slot.Space),
            Kind = SpaceKind.Desk,
            Member = member,
            During = new TimeRange(slot.Start, slot.End),
            Status = BookingStatus.Confirmed,
            Charges = [new Charge(new EntitlementId($"{member}-free"), Period.Month(DateOnly.FromDateTime(slot.Start.UtcDateTime)), 1, ChargeState.Held)],
            RulesVersion = 1,
            Rate = 1,
            MadeAt = now,
            DueAt = slot.End,
        };
    }
}
