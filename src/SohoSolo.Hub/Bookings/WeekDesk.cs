using SohoSolo.Core.Bookings;
using SohoSolo.Core.Calendars;
using SohoSolo.Core.Members;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Bookings;

/// <summary>The use case of booking next week as usual: a series whose days are hers.</summary>
internal sealed class WeekDesk(UsualReading usual, SeriesDesk series, TimeProvider clock)
{
    /// <summary>Books those of her usual days of next week that were asked for and are free; null where none of them is one.</summary>
    public async Task<Executed<Answer>?> Book(Member who, IReadOnlySet<DateOnly> asked, Command command, CancellationToken stop)
    {
        if (await usual.Read(who, await usual.ToCome(who.Id, stop), stop) is not var (habit, around)) return null;

        Occurrence[] dates =
        [
            .. from day in AsUsual.NextWeek(habit, around, clock.GetUtcNow())
               where asked.Contains(day.Day)
               let span = around.Here.Calendar.Span(day.Day, day.Part)
               select new Occurrence(day.Day, span, span is null ? DeclineReason.Closed : null),
        ];
        var plan = new AskedSeries(dates, habit.Part, SeriesMode.FreeDates);
        if (plan.FirstRange is not { } first) return null;

        var wish = new BookingWish
        {
            Member = who.Id,
            Site = habit.Site,
            Wanted = new Wish { Member = who.Id, During = first, Part = habit.Part, Kind = habit.Kind },
            Preferred = habit.Space,
        };
        return await series.Book(wish, plan, command, stop);
    }
}
