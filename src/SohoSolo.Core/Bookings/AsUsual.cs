using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Bookings;

/// <summary>What her habit comes to on one day.</summary>
public abstract record UsualDay
{
    private UsualDay(DateOnly day, DayPart part) => (Day, Part) = (day, part);

    public DateOnly Day { get; }

    public DayPart Part { get; }

    /// <summary>A place that the rules would give her as things stand: her usual one, or the next best. <paramref name="Booking"/> is what it would be.</summary>
    public sealed record Bookable(DateOnly Day, DayPart Part, Telecentre Site, Space Space, Booking Booking) : UsualDay(Day, Part);

    /// <summary>She has a place then already.</summary>
    public sealed record Held(DateOnly Day, DayPart Part) : UsualDay(Day, Part);

    public sealed record NotBookable(DateOnly Day, DayPart Part, DeclineReason Reason) : UsualDay(Day, Part);
}

/// <summary>What a member usually books next. The rules of booking are asked about every day, so nothing is proposed that they would decline.</summary>
public static class AsUsual
{
    /// <summary>How far ahead a day is looked for; the diary should reach as far.</summary>
    public const int HorizonDays = 21;

    /// <summary>Her next usual day that she may have; where there is none, why the first of them is not to be had. Null when she has all of them, or none comes.</summary>
    public static UsualDay? Next(Habit habit, Surroundings around, DateTimeOffset now)
    {
        UsualDay? why = null;
        foreach (var day in Days(habit, around.Here.Calendar, now))
        {
            var found = On(day, habit, around, now, andElsewhere: true);
            if (found is UsualDay.Bookable) return found;

            why ??= found as UsualDay.NotBookable;
        }

        return why;
    }

    /// <summary>Her days of the week that begins next Monday, at her usual télécentre, each as if those before it had been booked; empty without such a habit.</summary>
    public static IReadOnlyList<UsualDay> NextWeek(Habit habit, Surroundings around, DateTimeOffset now)
    {
        var monday = NextMonday(around.Here.Calendar.DayOf(now));
        var days = new List<UsualDay>();
        foreach (var day in Enumerable.Range(0, 7).Select(monday.AddDays).Where(day => habit.Week.ContainsKey(day.DayOfWeek)))
        {
            var found = On(day, habit, around, now, andElsewhere: false);
            days.Add(found);
            if (found is UsualDay.Bookable(_, _, _, _, var booking)) around = With(around, booking);
        }

        return days;
    }

    private static DateOnly NextMonday(DateOnly today) => today.AddDays(7 - (((int)today.DayOfWeek + 6) % 7));

    /// <summary>Her days of the week, today as long as half of it is left; without such a habit, every open day from tomorrow on.</summary>
    private static IEnumerable<DateOnly> Days(Habit habit, SiteCalendar calendar, DateTimeOffset now)
    {
        var today = calendar.DayOf(now);
        return
            from day in Enumerable.Range(0, HorizonDays).Select(today.AddDays)
            where habit.Week.Count == 0 ? day > today : habit.Week.ContainsKey(day.DayOfWeek)
            let span = calendar.Span(day, habit.PartOn(day))
            where span is not null && now < span.Start + (span.Duration / 2)
            select day;
    }

    private static UsualDay On(DateOnly day, Habit habit, Surroundings around, DateTimeOffset now, bool andElsewhere)
    {
        var part = habit.PartOn(day);
        if (around.Here.Calendar.Span(day, part) is not { } span) return new UsualDay.NotBookable(day, part, DeclineReason.Closed);
        if (around.MemberHolds.Any(hold => !Holds.IsForGuests(hold.Kind, hold.WithGuests) && hold.During.Overlaps(span))) return new UsualDay.Held(day, part);

        var here = At(around.Here, day, habit, around, now);
        if (here is UsualDay.Bookable || !andElsewhere || ((UsualDay.NotBookable)here).Reason is DeclineReason.QuotaExhausted or DeclineReason.WrongKind) return here;

        return around.Network
            .Where(site => site.Id != around.Here.Id)
            .OrderBy(site => around.Here.Location.DistanceKm(site.Location))
            .ThenBy(site => site.Id)
            .Select(site => At(site, day, habit, around, now))
            .FirstOrDefault(found => found is UsualDay.Bookable) ?? here;
    }

    private static UsualDay At(Telecentre site, DateOnly day, Habit habit, Surroundings around, DateTimeOffset now)
    {
        var part = habit.PartOn(day);
        if (site.Calendar.Span(day, part) is not { } span) return new UsualDay.NotBookable(day, part, DeclineReason.Closed);

        // A place that waits for a keeper's word is nothing to press one button for, unless it is the one she always takes.
        var wish = new Wish { During = span, Kind = habit.Kind };
        var spaces = SpaceChoice.Rank(site.Spaces.Where(space => wish.Means(space) && (!space.NeedsApproval || space.Id == habit.Space)), new Preferences { LastUsed = habit.Space }, wish);
        var request = new BookingRequest { Id = new BookingId("as-usual"), Member = around.Member, Space = site.Spaces[0], During = span, ByDayPart = true };
        return SpaceChoice.Decide(request, spaces, Facts(site, spaces, around), now) switch
        {
            BookingDecision.Accepted(var booking) => new UsualDay.Bookable(day, part, site, site.Find(booking.Space)!, booking),
            BookingDecision.Declined(var reason) => new UsualDay.NotBookable(day, part, reason),
            var other => throw new System.Diagnostics.UnreachableException($"{other}"),
        };
    }

    private static BookingFacts Facts(Telecentre site, IReadOnlyList<Space> spaces, Surroundings around) => new()
    {
        Site = site,
        MemberActive = around.MemberActive,
        SpaceHolds = [.. spaces.SelectMany(space => around.Diary.HoldsOf(space.Id))],
        MemberHolds = around.MemberHolds,
        Upcoming = around.Upcoming,
        Leases = [.. spaces.SelectMany(space => around.Diary.LeasesOf(space.Id))],
        Wallet = around.Wallet,
    };

    private static Surroundings With(Surroundings around, Booking made) => around with
    {
        MemberHolds = [.. around.MemberHolds, new Hold(made.Id, made.Space, made.Member, made.Kind, made.During, WithGuests: false)],
        Upcoming = around.Upcoming + 1,
        Wallet = around.Wallet.With(made.Site, [], made.Charges),
    };
}
