using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Time;
using SohoSolo.Storage.Engines;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

/// <summary>Whole bookings, gathered from the three tables that hold their parts.</summary>
internal sealed class BookingRows
{
    private static readonly TimeSpan OneMillisecond = TimeSpan.FromMilliseconds(1);

    private readonly Dictionary<BookingId, Booking> bookings = [];
    private readonly Dictionary<BookingId, List<Charge>> charges = [];
    private readonly Dictionary<BookingId, List<Evidence>> evidence = [];

    public void AddReads(List<SqlStatement> batch, FactSql sql, Scope scope)
    {
        if (scope.Bookings.Count > 0)
        {
            string[] ids = [.. scope.Bookings.Select(id => id.Value)];
            AddReads(batch, sql.Bookings.For(ids), sql.Charges.For(ids), sql.Evidence.For(ids), [ByIds.Which(ids)]);
        }

        if (scope.Series is not null)
            AddReads(batch, sql.SeriesBookings, sql.SeriesCharges, sql.SeriesEvidence, [scope.Series]);

        if (scope is { Stays: { } window, Site: { } site, Members.Count: > 0 })
        {
            string[] members = [.. scope.Members.Select(id => id.Value)];
            Value[] which = [ByIds.Which(members), site.Value, window.Start - BookingRules.HardLongest - OneMillisecond, window.End, window.Start];
            AddReads(batch, sql.Stays.Bookings.For(members), sql.Stays.Charges.For(members), sql.Stays.Evidence.For(members), which);
        }
    }

    /// <summary>Those of a site that touch a window, see <see cref="StandingSql"/>.</summary>
    public void AddStanding(List<SqlStatement> batch, SiteId site, TimeRange window)
    {
        Value[] which = [site.Value, window.Start - BookingRules.HardLongest - OneMillisecond, window.End, window.Start];
        AddReads(batch, StandingSql.Bookings, StandingSql.Charges, StandingSql.Evidence, which);
    }

    /// <summary>Ordered by start, then id.</summary>
    public IReadOnlyList<Booking> Whole() =>
    [
        .. bookings.Values
            .Select(booking => booking with
            {
                Charges = charges.TryGetValue(booking.Id, out var drawn) ? drawn : [],
                Evidence = evidence.TryGetValue(booking.Id, out var seen) ? seen : [],
            })
            .OrderBy(booking => booking.During.Start)
            .ThenBy(booking => booking.Id),
    ];

    private void AddReads(List<SqlStatement> batch, string bookingSql, string chargeSql, string evidenceSql, Value[] which)
    {
        // A booking asked for in two ways is read twice; its parts are kept once.
        var fresh = new HashSet<BookingId>();
        batch.Add(new SqlStatement(bookingSql, which, row =>
        {
            var booking = BookingTable.Read(row);
            if (bookings.TryAdd(booking.Id, booking))
                fresh.Add(booking.Id);
        }));
        batch.Add(new SqlStatement(chargeSql, which, row => Keep(fresh, charges, BookingTable.ReadCharge(row))));
        batch.Add(new SqlStatement(evidenceSql, which, row => Keep(fresh, evidence, BookingTable.ReadEvidence(row))));
    }

    private static void Keep<T>(HashSet<BookingId> fresh, Dictionary<BookingId, List<T>> parts, (BookingId Booking, T Part) row)
    {
        if (!fresh.Contains(row.Booking))
            return;

        if (!parts.TryGetValue(row.Booking, out var list))
            parts.Add(row.Booking, list = []);

        list.Add(row.Part);
    }
}
