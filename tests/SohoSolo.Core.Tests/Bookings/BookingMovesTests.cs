using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using static SohoSolo.Core.Tests.Some;
using Xunit;

namespace SohoSolo.Core.Tests.Bookings;

public sealed class BookingMovesTests
{
    private static readonly Wallet ThreeUnits = WalletOf(Occasional(3));
    private static readonly Booking WholeDay = Made(Request with { During = Tuesday(9, 18) }, Facts with { Wallet = ThreeUnits });

    [Fact]
    public void A_booking_moves_over_itself()
    {
        var moved = Change(WholeDay, Tuesday(10, 19)).Accepted();

        Assert.Equal((Tuesday(10, 19), 2, 2, TuesdayAt(19)), (moved.During, moved.Units, moved.Version, moved.DueAt));
        Assert.Equal((WholeDay.Id, WholeDay.MadeAt), (moved.Id, moved.MadeAt));
    }

    [Fact]
    public void A_change_to_what_it_is_already_changes_nothing() => Assert.Same(WholeDay, Change(WholeDay, WholeDay.During).Accepted());

    [Fact]
    public void It_does_not_move_over_another_and_stays_where_it_was()
    {
        var facts = Given(WholeDay) with { SpaceHolds = [HoldOf(WholeDay), Hold(Desk, Tuesday(18, 19))] };

        Assert.Equal(DeclineReason.Conflict, Change(WholeDay, Tuesday(9, 18.5), facts).Reason());
    }

    [Fact]
    public void An_extension_pays_only_the_difference()
    {
        var twoDays = new TimeRange(TuesdayAt(9), TuesdayAt(24 + 12));

        Assert.Equal(3, Change(WholeDay, twoDays).Accepted().Units);
        Assert.Equal(DeclineReason.QuotaExhausted, Change(WholeDay, new TimeRange(TuesdayAt(9), TuesdayAt(24 + 18))).Reason());
    }

    [Fact]
    public void A_shorter_booking_is_granted_whatever_the_rules_have_become()
    {
        var harsh = Given(WholeDay) with
        {
            MemberActive = false,
            Upcoming = 99,
            Wallet = WalletOf(Occasional(0)).With(Nogaro, [], WholeDay.Charges),
            Site = Site with
            {
                Rules = new BookingRules { Longest = TimeSpan.FromMinutes(10), FurthestDaysAhead = 0, MostUpcoming = 0 },
                Closures = [new Closure("c", Nogaro, null, WholeDay.During, "works")],
                Calendar = new SiteCalendar("Europe/Paris", OpeningHours.Every([DayOfWeek.Sunday], new TimeOnly(8, 0), new TimeOnly(9, 0))),
            },
        };

        Assert.Equal(1, Change(WholeDay, Tuesday(9, 12), harsh).Accepted().Units);
        Assert.Equal(1, Change(WholeDay, Tuesday(14, 18), harsh).Accepted().Units);
    }

    [Fact]
    public void The_price_stays_that_of_the_day_it_was_made()
    {
        var dearer = Given(WholeDay) with { Site = Site with { Rules = new BookingRules { Version = 2, DeskPerHalfDay = 3, OfficePerHalfDay = 1 } } };

        var moved = Change(WholeDay, Tuesday(33, 42), dearer).Accepted();
        var toOffice = BookingChanges.Change(WholeDay, Request with { Space = Office, During = WholeDay.During }, dearer, Now).Accepted();

        Assert.Equal((1, 1, 2), (moved.RulesVersion, moved.Rate, moved.Units));
        Assert.Equal((2, 1, 2), (toOffice.RulesVersion, toOffice.Rate, toOffice.Units));
        Assert.Equal((Office.Id, SpaceKind.Office), (toOffice.Space, toOffice.Kind));
    }

    [Fact]
    public void A_booking_that_runs_keeps_its_start_and_ends_after_now()
    {
        var now = TuesdayAt(11);

        Assert.Equal(DeclineReason.TooLate, Change(WholeDay, Tuesday(10, 18), now: now).Reason());
        Assert.Equal(DeclineReason.InThePast, Change(WholeDay, Tuesday(9, 11), now: now).Reason());
        Assert.Equal(Tuesday(9, 12), Change(WholeDay, Tuesday(9, 12), now: now).Accepted().During);
        Assert.Equal(Tuesday(9, 19), Change(WholeDay, Tuesday(9, 19), now: now).Accepted().During);
        Assert.Equal(DeclineReason.WrongState, Change(WholeDay, Tuesday(9, 19), now: TuesdayAt(18)).Reason());
    }

    [Fact]
    public void She_who_has_arrived_stays_checked_in_and_her_units_used()
    {
        var present = BookingChanges.CheckIn(WholeDay, new BookingRules(), new Evidence(TuesdayAt(9), "manual", null, "here"), TuesdayAt(8.5)).Accepted();
        var extended = Change(present, Tuesday(9, 19), Given(present), TuesdayAt(8.75)).Accepted();

        Assert.Equal((BookingStatus.CheckedIn, 3), (extended.Status, extended.Version));
        Assert.All(extended.Charges, charge => Assert.Equal(ChargeState.Used, charge.State));
        Assert.Equal(DeclineReason.TooLate, Change(present, Tuesday(10, 18), Given(present), TuesdayAt(8.75)).Reason());
    }

    [Fact]
    public void A_running_booking_may_change_its_desk()
    {
        var moved = BookingChanges.Change(WholeDay, Request with { Space = Desk2, During = WholeDay.During }, Given(WholeDay), TuesdayAt(11)).Accepted();

        Assert.Equal((Desk2.Id, WholeDay.During), (moved.Space, moved.During));
    }

    [Fact]
    public void A_move_to_a_space_that_needs_approval_asks_for_it_unless_a_keeper_moves_it()
    {
        var toRoom = Request with { Space = Room with { NeedsApproval = true } };
        var asked = BookingChanges.Change(WholeDay, toRoom, Given(WholeDay), Now).Accepted();

        Assert.Equal((BookingStatus.Requested, asked.During.Start), (asked.Status, asked.DueAt));
        Assert.Equal(BookingStatus.Confirmed, BookingChanges.Change(WholeDay, toRoom with { ByKeeper = true }, Given(WholeDay), Now).Accepted().Status);
    }

    [Fact]
    public void A_request_stays_one_when_it_moves_or_gets_shorter()
    {
        var room = Room with { NeedsApproval = true };
        var asked = Made(Request with { Space = room });

        Assert.Equal(BookingStatus.Requested, ChangeRoom(Tuesday(14, 16), byKeeper: true).Status);
        Assert.Equal((BookingStatus.Requested, asked.DueAt), (ChangeRoom(Tuesday(10, 12)).Status, ChangeRoom(Tuesday(10, 12)).DueAt));

        Booking ChangeRoom(TimeRange to, bool byKeeper = false) =>
            BookingChanges.Change(asked, Request with { Space = room, During = to, ByKeeper = byKeeper }, Given(asked) with { Wallet = Facts.Wallet }, Now).Accepted();
    }

    [Fact]
    public void An_approved_booking_that_runs_is_extended_without_asking_again_and_a_later_one_is_not()
    {
        var room = Room with { NeedsApproval = true };
        var approved = BookingChanges.Approve(Made(Request with { Space = room }), Now).Accepted();
        var longer = Request with { Space = room, During = Tuesday(9, 13) };
        var facts = Given(approved) with { Wallet = Facts.Wallet };

        Assert.Equal(BookingStatus.Confirmed, BookingChanges.Change(approved, longer, facts, TuesdayAt(11)).Accepted().Status);
        Assert.Equal(BookingStatus.Requested, BookingChanges.Change(approved, longer, facts, Now).Accepted().Status);
    }

    [Fact]
    public void It_does_not_move_to_another_site()
    {
        var elsewhere = Request with { Space = Place("eauze-desk-1", SpaceKind.Desk) };

        Assert.Equal(DeclineReason.NoSuchSpace, BookingChanges.Change(WholeDay, elsewhere, Given(WholeDay), Now).Reason());
    }

    [Fact]
    public void Guests_purpose_and_series_stay_with_it()
    {
        var booking = Made(Request with { Space = Room, Guests = [new Guest("M. Dupuy", null)], Purpose = "interview", Series = "s1" });
        var facts = Given(booking) with { Wallet = Facts.Wallet };
        var moved = BookingChanges.Change(booking, Request with { Space = Room, During = Tuesday(14, 16) }, facts, Now).Accepted();

        Assert.Equal((booking.Guests, "interview", "s1"), (moved.Guests, moved.Purpose, moved.Series));
    }

    private static BookingFacts Given(Booking booking) => Facts with
    {
        SpaceHolds = [HoldOf(booking)],
        MemberHolds = [HoldOf(booking)],
        Upcoming = 1,
        Wallet = ThreeUnits.With(Nogaro, [], booking.Charges),
    };

    private static BookingDecision Change(Booking booking, TimeRange to, BookingFacts? facts = null, DateTimeOffset? now = null) =>
        BookingChanges.Change(booking, Request with { During = to }, facts ?? Given(booking), now ?? Now);
}
