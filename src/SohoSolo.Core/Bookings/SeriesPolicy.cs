using System.Diagnostics;
using SohoSolo.Core.Sites;

namespace SohoSolo.Core.Bookings;

/// <summary>One date of a series as the shell read it from the calendar.</summary>
public abstract record SeriesDate(DateOnly Day)
{
    /// <summary>A wish for one of some spaces, the best first; the request's own space does not matter.</summary>
    public sealed record Wished(DateOnly Day, BookingRequest Request, IReadOnlyList<Space> Spaces) : SeriesDate(Day);

    /// <summary>A date that cannot even be asked for: the clocks jump over it, say.</summary>
    public sealed record Impossible(DateOnly Day, DeclineReason Reason) : SeriesDate(Day);
}

/// <summary>What became of one date.</summary>
public abstract record SeriesAnswer(DateOnly Day)
{
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
    private SeriesDecision()
    {
    }

    public abstract IReadOnlyList<SeriesAnswer> Dates { get; init; }

    public sealed record Previewed(IReadOnlyList<SeriesAnswer> Dates) : SeriesDecision
    {
        public override IReadOnlyList<SeriesAnswer> Dates { get; init; } = Dates;
    }

    public sealed record Booked(IReadOnlyList<SeriesAnswer> Dates, IReadOnlyList<Booking> Bookings) : SeriesDecision
    {
        public override IReadOnlyList<SeriesAnswer> Dates { get; init; } = Dates;
    }

    /// <summary>Nothing was bookable, or not everything where all or none was asked.</summary>
    public sealed record Declined(IReadOnlyList<SeriesAnswer> Dates) : SeriesDecision
    {
        public override IReadOnlyList<SeriesAnswer> Dates { get; init; } = Dates;
    }
}

/// <summary>A series is a row of single wishes, each decided as if those before it had been booked. Nobody else's booking is ever touched.</summary>
public static class SeriesPolicy
{
    /// <summary>Facts must cover every date and every space in question. Where a choice of spaces is given, the one picked before is preferred.</summary>
    public static SeriesDecision Decide(IReadOnlyList<SeriesDate> dates, BookingFacts facts, SeriesMode mode, DateTimeOffset now)
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

    private static SeriesAnswer Answer(SeriesDate date, SpaceId? before, BookingFacts facts, DateTimeOffset now)
    {
        if (date is SeriesDate.Impossible(_, var impossible)) return new SeriesAnswer.NotBookable(date.Day, impossible);

        var wished = (SeriesDate.Wished)date;
        DeclineReason? first = null;
        foreach (var space in wished.Spaces.OrderByDescending(space => space.Id == before))
        {
            switch (BookingPolicy.Decide(wished.Request with { Space = space }, facts, now))
            {
                case BookingDecision.Accepted(var booking):
                    return new SeriesAnswer.Bookable(date.Day, booking);
                case BookingDecision.Declined(var reason):
                    first ??= reason;
                    break;
            }
        }

        return new SeriesAnswer.NotBookable(date.Day, first ?? DeclineReason.NoSuchSpace);
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
