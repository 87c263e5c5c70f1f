using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Sites;
using static SohoSolo.Core.Tests.Some;
using Xunit;

namespace SohoSolo.Core.Tests.Bookings;

public sealed class SeriesPolicyTests
{
    [Fact]
    public void Each_date_is_answered_as_if_those_before_were_booked()
    {
        var facts = Facts with { Wallet = WalletOf(Occasional(2)), SpaceHolds = [Hold(Desk, Tuesday(33, 36))] };
        var decision = SeriesPolicy.Decide(Daily(4, Desk), facts, SeriesMode.Preview, Now);

        Assert.IsType<SeriesDecision.Previewed>(decision);
        Assert.Equal([null, DeclineReason.Conflict, null, DeclineReason.QuotaExhausted], Reasons(decision));
    }

    [Fact]
    public void The_free_dates_are_booked_where_that_was_asked_and_none_where_all_was()
    {
        var facts = Facts with { SpaceHolds = [Hold(Desk, Tuesday(33, 36))] };
        var free = Assert.IsType<SeriesDecision.Booked>(SeriesPolicy.Decide(Daily(3, Desk), facts, SeriesMode.FreeDates, Now));

        Assert.Equal([Tuesday(9, 12), Tuesday(57, 60)], free.Bookings.Select(booking => booking.During));
        Assert.IsType<SeriesDecision.Declined>(SeriesPolicy.Decide(Daily(3, Desk), facts, SeriesMode.AllOrNone, Now));
        Assert.IsType<SeriesDecision.Booked>(SeriesPolicy.Decide(Daily(3, Desk), Facts, SeriesMode.AllOrNone, Now));
    }

    [Fact]
    public void A_series_without_a_free_date_books_nothing()
    {
        var facts = Facts with { SpaceHolds = [Hold(Desk, Tuesday(9, 40))] };

        Assert.IsType<SeriesDecision.Declined>(SeriesPolicy.Decide(Daily(2, Desk), facts, SeriesMode.FreeDates, Now));
        Assert.IsType<SeriesDecision.Declined>(SeriesPolicy.Decide([], facts, SeriesMode.AllOrNone, Now));
    }

    [Fact]
    public void A_date_that_does_not_exist_is_answered_with_its_reason()
    {
        SeriesWish[] dates = [.. Daily(1, Desk), new SeriesWish.Impossible(new DateOnly(2027, 3, 28), DeclineReason.NonexistentTime)];

        Assert.Equal([null, DeclineReason.NonexistentTime], Reasons(SeriesPolicy.Decide(dates, Facts, SeriesMode.FreeDates, Now)));
        Assert.IsType<SeriesDecision.Declined>(SeriesPolicy.Decide(dates, Facts, SeriesMode.AllOrNone, Now));
    }

    [Fact]
    public void Of_any_desk_the_one_picked_before_is_kept_as_long_as_it_is_free()
    {
        var facts = Facts with { SpaceHolds = [Hold(Desk, Tuesday(9, 12)), Hold(Desk2, Tuesday(57, 60))] };
        var booked = Assert.IsType<SeriesDecision.Booked>(SeriesPolicy.Decide(Daily(4, Desk, Desk2), facts, SeriesMode.AllOrNone, Now));

        Assert.Equal([Desk2.Id, Desk2.Id, Desk.Id, Desk.Id], booked.Bookings.Select(booking => booking.Space));
    }

    private static IEnumerable<DeclineReason?> Reasons(SeriesDecision decision) =>
        decision.Dates.Select(date => (date as SeriesAnswer.NotBookable)?.Reason);

    private static SeriesWish[] Daily(int days, params Space[] spaces) =>
        [.. Enumerable.Range(0, days).Select(day => new SeriesWish.Asked(
            new DateOnly(2026, 11, 24).AddDays(day),
            Request with { Id = new BookingId($"b{day}"), During = Tuesday(9 + (24 * day), 12 + (24 * day)), Series = "s" },
            spaces))];
}
