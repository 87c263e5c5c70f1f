using FsCheck;
using FsCheck.Fluent;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using static SohoSolo.Core.Tests.Some;
using Xunit;

namespace SohoSolo.Core.Tests.Bookings;

/// <summary>What is shown as free can be booked, what is proposed can be had, and nothing sooner was overlooked.</summary>
public sealed class AvailabilityPropertyTests
{
    private static readonly Telecentre Eauzan = Site with { Id = Eauze, Spaces = [Place("eauze-desk-1", SpaceKind.Desk)], Location = new GeoPoint(43.86, 0.10) };

    private static readonly Gen<TimeRange> Time =
        from quarter in Gen.Choose(0, 4 * 24 * 4)
        from length in Gen.Choose(1, 24)
        select new TimeRange(TuesdayAt(quarter / 4.0), TuesdayAt((quarter + length) / 4.0));

    private static readonly Gen<Hold> Held =
        from space in Gen.Elements(Desk, Desk2, Office, Room, Eauzan.Spaces[0])
        from during in Time
        select Hold(space, during);

    private static readonly Arbitrary<IReadOnlyList<Hold>> Diaries = Runs.Lists(Held, most: 40);

    [Fact]
    public void A_space_is_shown_free_exactly_when_it_can_be_booked() => Given((holds, wish) =>
        Availability.Of(Site, wish, new Diary(holds, []), Now)
            .All(found => found.State is SpaceState.Free == CanBook(found.Space, wish.During, Site, holds)));

    [Fact]
    public void The_next_free_time_is_free_and_no_quarter_of_an_hour_before_it_was() => Given((holds, wish) =>
        Availability.Of(Site, wish, new Diary(holds, []), Now).All(found => found.State is not SpaceState.Busy(_, { } next)
            || (CanBook(found.Space, next, Site, holds)
                && Quarters(wish.During.Start, next.Start).All(start => !CanBook(found.Space, new TimeRange(start, start + wish.During.Duration), Site, holds)))));

    [Fact]
    public void Every_alternative_can_be_had() => Given((holds, wish) =>
        Alternatives.Find(wish, Around(holds), Now).All(way => way switch
        {
            Alternative.AnotherSpace(var space, var during) => during == wish.During && CanBook(space, during, Site, holds),
            Alternative.AnotherSite(var site, var space, var during, var km) => km > 0 && CanBook(space, during, site, holds),
            Alternative.LaterTime(var space, var during) => during.Start > wish.During.Start && CanBook(space, during, Site, holds),
            _ => false,
        }));

    private static void Given(Func<IReadOnlyList<Hold>, Wish, bool> property)
    {
        var wishes =
            from during in Time
            from kind in Gen.Elements(SpaceKind.Desk, SpaceKind.Office, SpaceKind.MeetingRoom)
            select new Wish { Member = Anne, During = during, Kind = kind };
        var cases = from holds in Diaries.Generator from wish in wishes select (holds, wish);
        Runs.Hold(Arb.From(cases, at => Diaries.Shrinker(at.holds).Select(fewer => (fewer, at.wish))), at => property(at.holds, at.wish));
    }

    private static Surroundings Around(IReadOnlyList<Hold> holds) => new()
    {
        Here = Site,
        Network = [Site, Eauzan],
        Diary = new Diary(holds, []),
        Member = Anne,
        Wallet = Facts.Wallet,
    };

    // By hand: on a weekday (none of these weeks has a holiday), between eight and seven of one day, and nobody there in any quarter.
    private static bool CanBook(Space space, TimeRange during, Telecentre site, IReadOnlyList<Hold> holds)
    {
        var (from, to) = (during.Start.AddHours(1), during.End.AddHours(1));
        var isOpen = from.Date == to.Date
            && from.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
            && from.TimeOfDay >= TimeSpan.FromHours(8)
            && to.TimeOfDay <= TimeSpan.FromHours(19);
        var taken = holds.Where(hold => hold.Space == space.Id).SelectMany(hold => Quarters(hold.During.Start, hold.During.End)).ToHashSet();
        return isOpen && space.Site == site.Id && !Quarters(during.Start, during.End).Any(taken.Contains);
    }

    private static IEnumerable<DateTimeOffset> Quarters(DateTimeOffset from, DateTimeOffset to)
    {
        for (var at = from; at < to; at = at.AddMinutes(15))
            yield return at;
    }
}
