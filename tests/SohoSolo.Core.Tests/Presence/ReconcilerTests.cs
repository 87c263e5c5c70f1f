using FsCheck;
using FsCheck.Fluent;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Presence;
using static SohoSolo.Core.Tests.Presence.Seen;
using static SohoSolo.Core.Tests.Some;
using Xunit;

namespace SohoSolo.Core.Tests.Presence;

public sealed class ReconcilerTests
{
    private static readonly Booking Morning = Made(Request with { During = Tuesday(9, 12) });

    [Fact]
    public void Who_came_is_present_and_seated_once_her_desk_is_taken()
    {
        Assert.Equal("BookedPresent arrived", Account(9.05, [Came(Morning, 9)]));
        Assert.Equal("BookedPresent seated", Account(9.3, [Came(Morning, 9)], desk: [(9.1, 11)]));
        Assert.Equal(["badge", "seated"], Judge(9.3, [Came(Morning, 9)], desk: [(9.1, 11)])[0].Evidence.Select(evidence => evidence.Kind));
    }

    [Fact]
    public void Who_is_somewhere_without_having_come_is_somebody_after_a_quarter_of_an_hour()
    {
        Assert.Equal("", Account(9.24, [Morning], desk: [(9.05, 10)]));
        Assert.Equal("SomeoneAtBooked", Account(9.25, [Morning], desk: [(9.05, 10)]));
        Assert.Equal("SomeoneAtBooked", Account(9.3, [Morning], desk: [(9.05, 9.2)]));
    }

    [Fact]
    public void Who_came_and_sits_at_a_place_that_nobody_who_came_has_booked_is_at_the_wrong_desk()
    {
        Assert.Equal("WrongDesk nogaro-desk-2", Account(9.5, [Came(Morning, 9)], other: [(9.1, 11)]));
        Assert.Equal("WrongDesk nogaro-desk-2", Account(9.5, [Came(Morning, 9), Of(Paul, Tuesday(9, 12))], other: [(9.1, 11)]));
        Assert.Equal("BookedPresent arrived", Account(9.5, [Came(Morning, 9), Came(Of(Paul, Tuesday(9, 12)), 9)], other: [(9.1, 11)]));
        Assert.Equal("BookedPresent arrived", Account(9.5, [Came(Morning, 9)], other: [(8, 11)]));
        Assert.Equal("BookedPresent seated", Account(9.6, [Came(Morning, 9)], desk: [(9.5, 11)], other: [(9.1, 9.4)]));
    }

    [Fact]
    public void Who_stays_past_the_end_has_overstayed_until_the_next_one_comes()
    {
        var over = Came(Morning, 9) with { Status = BookingStatus.Completed, DueAt = null };
        var next = Of(Paul, Tuesday(12, 19), Desk);

        Assert.Equal("BookedPresent seated", Account(12.1, [over], desk: [(9.1, 14)]));
        var row = Judge(12.5, [over], desk: [(9.1, 14)])[0];
        Assert.Equal((ReconciliationKind.Overstayed, null), (row.Kind, row.Until));
        Assert.Equal(TuesdayAt(14), Judge(15, [over], desk: [(9.1, 14)])[0].Until);
        Assert.Equal("Overstayed", Account(12.5, [over, next], desk: [(9.1, 14)]));
        Assert.Equal("BookedPresent seated", Account(12.5, [over, Came(next, 12.05)], desk: [(9.1, 14)]));
    }

    [Fact]
    public void Absence_is_concluded_only_from_what_was_heard()
    {
        var ended = Morning with { Status = BookingStatus.Completed, Unproven = true, EndReason = EndReasons.Ended, DueAt = null };

        Assert.Equal("BookedAbsent ended", Account(12, [ended]));
        Assert.Equal("BookedAbsent no-show", Account(10, [BookingChanges.NoShow(Booked, TuesdayAt(10)).Accepted()]));
        Assert.Equal("BookedUnknown no-sensor", Words(Reconciler.Judge(Day(12, [ended]) with { Watches = new Dictionary<SpaceId, SpaceWatch>() }, TuesdayAt(12))[0].After));
        var silent = Day(12, [ended]);
        Assert.Equal("BookedUnknown sensor-silent", Words(Reconciler.Judge(silent with { Watches = new Dictionary<SpaceId, SpaceWatch> { [Desk.Id] = silent.WatchOf(Desk.Id).Silent(10) } }, TuesdayAt(12))[0].After));
        Assert.Equal("", Account(9.5, [Morning]));
    }

    [Fact]
    public void Presence_without_a_booking_is_a_row_of_its_own_that_ends_with_it()
    {
        Assert.Empty(Judge(9.05, [], other: [(9, 11)]));
        var row = Assert.Single(Judge(9.2, [], other: [(9, 11)]));
        Assert.Equal((ReconciliationKind.UnbookedPresent, Desk2.Id, TuesdayAt(9), null), (row.Kind, row.Space, row.From, row.Until));
        var (before, after) = Assert.Single(Reconciler.Judge(Day(12, [], other: [(9, 11)]) with { Known = [row] }, TuesdayAt(12)));
        Assert.Equal((row, 2, TuesdayAt(11)), (before, after.Version, after.Until));
        Assert.Empty(Reconciler.Judge(Day(12, [], other: [(9, 11)]) with { Leased = [Desk2.Id] }, TuesdayAt(12)));
    }

    [Fact]
    public void A_row_remembers_its_reminders()
    {
        var awaited = Judge(9.3, [Came(Morning, 9)])[0] with { Kind = ReconciliationKind.BookedUnknown, Why = "awaited", RemindedAt = TuesdayAt(9.1), LeaveOfferedAt = TuesdayAt(9.2) };
        var after = Assert.Single(Reconciler.Judge(Day(9.3, [Came(Morning, 9)]) with { Known = [awaited] }, TuesdayAt(9.3))).After;

        Assert.Equal((2, TuesdayAt(9.1), TuesdayAt(9.2)), (after.Version, after.RemindedAt, after.LeaveOfferedAt));
    }

    /// <summary>Whatever people do, the account is settled by writing it: judged again at once, nothing changes; and nobody who came is called absent.</summary>
    [Fact]
    public void The_account_is_settled_once_it_is_written()
    {
        var span = from start in Gen.Choose(70, 160) from length in Gen.Choose(0, 60) select (start / 10d, (start + length) / 10d);
        var given = from desk in span from other in span from arrived in Gen.Choose(0, 1) from minute in Gen.Choose(90, 190) select (desk, other, arrived, minute);
        Runs.Hold(given.ToArbitrary(), given =>
        {
            var now = given.minute / 10d;
            var morning = given.arrived == 1 ? Came(Morning, 9) : Morning;
            var stands = now < 12 ? morning : morning with { Status = BookingStatus.Completed, Unproven = given.arrived == 0, DueAt = null };
            var day = Day(now, [stands, Of(Paul, Tuesday(9, 19))], [given.desk], [given.other]);
            var rows = Reconciler.Judge(day, TuesdayAt(now)).Select(pair => pair.After).ToList();
            return Reconciler.Judge(day with { Known = rows }, TuesdayAt(now)).Count == 0
                && rows.Select(row => row.Id).Distinct().Count() == rows.Count
                && (given.arrived == 0 || !rows.Exists(row => row.Booking == Morning.Id && row.Kind is ReconciliationKind.BookedAbsent or ReconciliationKind.SomeoneAtBooked && row.Member == Anne));
        });
    }

    private static Booking Of(MemberId member, Core.Time.TimeRange during, Core.Sites.Space? space = null) =>
        Made(Request with { During = during }) with { Id = new BookingId($"of-{member}"), Member = member, Space = (space ?? Desk2).Id };

    private static string Account(double hour, IReadOnlyList<Booking> bookings, (double, double)[]? desk = null, (double, double)[]? other = null) =>
        Judge(hour, bookings, desk, other).Where(row => row.Booking == Morning.Id || row.Booking == Booked.Id).Select(Words).FirstOrDefault() ?? "";

    private static string Words(Reconciliation row) => $"{row.Kind} {row.Why}".Trim();

    private static IReadOnlyList<Reconciliation> Judge(double hour, IReadOnlyList<Booking> bookings, (double, double)[]? desk = null, (double, double)[]? other = null) =>
        [.. Reconciler.Judge(Day(hour, bookings, desk, other), TuesdayAt(hour)).Select(pair => pair.After)];

    private static SiteDay Day(double hour, IReadOnlyList<Booking> bookings, (double, double)[]? desk = null, (double, double)[]? other = null) => new()
    {
        Site = Site,
        Window = Tuesday(0, 24),
        Bookings = bookings,
        Watches = new Dictionary<SpaceId, SpaceWatch> { [Desk.Id] = Seen.At(Desk, TuesdayAt(hour), spans: desk ?? []), [Desk2.Id] = Seen.At(Desk2, TuesdayAt(hour), spans: other ?? []) },
        Known = [],
    };
}
