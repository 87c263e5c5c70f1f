using System.Diagnostics;
using SohoSolo.Core.Sites;

namespace SohoSolo.Core.Bookings;

/// <summary>One date of a series, as the shell read it from the calendar.</summary>
public abstract record SeriesWish
{
    private SeriesWish(DateOnly day) => Day = day;

    public DateOnly Day { get; }

    /// <summary>A wish for one of some spaces, the best first; the request's own space does not matter.</summary>
    public sealed record Asked(DateOnly Day, BookingRequest Request, IReadOnlyList<Space> Spaces) : SeriesWish(Day);

    /// <summary>A date that cannot even be asked for: the clocks jump over it, say.</summary>
    public sealed record Impossible(DateOnly Day, DeclineReason Reason) : SeriesWish(Day);
}

/// <summary>What became of one date.</summary>
public abstract record SeriesAnswer
{
    private SeriesAnswer(DateOnly day) => Day = day;

    public DateOnly Day { get; }

    public sealed record Bookable(DateOnly Day, Booking Booking) : SeriesAnswer(Day);

    public sealed record NotBookable(DateOnly Day, DeclineReason Reason) : SeriesAnswer(Day);
}

/// <summary>What a member wants done with the dates that are bookable.</summary>
public enum SeriesMode
{
    /// <summary>Nothing yet: show each date.</summary>
    Preview,

    FreeDates,
    AllOrNone,
}

/// <summary>Every date is answered; only <see cref="Booked"/> writes anything.</summary>
public abstract record SeriesDecision
{
    private SeriesDecision(IReadOnlyList<SeriesAnswer> dates) => Dates = dates;

    public IReadOnlyList<SeriesAnswer> Dates { get; }

    public sealed record Previewed(IReadOnlyList<SeriesAnswer> Dates) : SeriesDecision(Dates);

    public sealed record Booked(IReadOnlyList<SeriesAnswer> Dates, IReadOnlyList<Booking> Bookings) : SeriesDecision(Dates);

    /// <summary>Nothing was bookable, or not everything where all or none was asked.</summary>
    public sealed record Declined(IReadOnlyList<SeriesAnswer> Dates) : SeriesDecision(Dates);
}

/// <summary>A series is a row of single wishes, each decided as if those before it had been booked. Nobody else's booking is ever touched.</summary>
public static class SeriesPolicy
{
    /// <summary>Facts must cover every date and every space in question. Where a choice of spaces is given, the one picked before is preferred.</summary>
    public static SeriesDecision Decide(IReadOnlyList<SeriesWish> dates, BookingFacts facts, SeriesMode mode, DateTimeOffset now)
    {
        var answers = new List<SeriesAnswer>(dates.Count);
        SpaceId? before = null;
        foreach (var date in dates)
        {
            var answer = Answer(date, before, facts, now);
            answers.Add(answer);
            if (answer is not SeriesAnswer.Bookable(_, var booking)) continue;

            before = booking.Space;
            facts = facts.With(booking, now);
        }

        return Conclude(answers, mode);
    }

    private static SeriesAnswer Answer(SeriesWish date, SpaceId? before, BookingFacts facts, DateTimeOffset now) => date switch
    {
        SeriesWish.Asked asked => FirstOf(asked, before, facts, now),
        SeriesWish.Impossible(var day, var reason) => new SeriesAnswer.NotBookable(day, reason),
        _ => throw new UnreachableException($"{date}"),
    };

    private static SeriesAnswer FirstOf(SeriesWish.Asked asked, SpaceId? before, BookingFacts facts, DateTimeOffset now)
    {
        var spaces = asked.Spaces.OrderByDescending(space => space.Id == before);
        return SpaceChoice.Decide(asked.Request, spaces, facts, now) switch
        {
            BookingDecision.Accepted(var booking) => new SeriesAnswer.Bookable(asked.Day, booking),
            BookingDecision.Declined(var reason) => new SeriesAnswer.NotBookable(asked.Day, reason),
            var other => throw new UnreachableException($"{other}"),
        };
    }

    private static SeriesDecision Conclude(List<SeriesAnswer> answers, SeriesMode mode)
    {
        var bookings = answers.OfType<SeriesAnswer.Bookable>().Select(answer => answer.Booking).ToList();
        return mode switch
        {
            SeriesMode.Preview => new SeriesDecision.Previewed(answers),
            SeriesMode.AllOrNone when bookings.Count < answers.Count => new SeriesDecision.Declined(answers),
            SeriesMode.AllOrNone or SeriesMode.FreeDates when bookings.Count == 0 => new SeriesDecision.Declined(answers),
            SeriesMode.AllOrNone or SeriesMode.FreeDates => new SeriesDecision.Booked(answers, bookings),
            _ => throw new UnreachableException($"{mode}"),
        };
    }
}
