using System.Diagnostics;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Calendars;

/// <summary>
/// A rule that starts at a local clock time, without some of its days. The first day is always the first occurrence and COUNT includes it,
/// even where the rule alone would not name it; a day that is left out still counts, as RFC 5545 has it for EXDATE.
/// </summary>
public sealed record Recurrence(DateTime Start, RecurrenceRule Rule, IReadOnlySet<DateOnly> Except)
{
    /// <summary>
    /// The local days of the series in order, <paramref name="most"/> of them at most (who asks for one more learns whether there are more).
    /// The calendar is asked only what an UNTIL in UTC means at the site.
    /// </summary>
    public IReadOnlyList<DateOnly> Dates(SiteCalendar calendar, int most) =>
    [
        .. Instances()
            .TakeWhile(day => StartsInTime(day, calendar))
            .Where(day => !Except.Contains(day))
            .Take(most),
    ];

    private IEnumerable<DateOnly> Instances() =>
        new RuleWalk(Rule, Start, new WorkBudget(int.MaxValue)).Instances(Start, DateTime.MaxValue).Select(DateOnly.FromDateTime);

    private bool StartsInTime(DateOnly day, SiteCalendar calendar)
    {
        var start = day.ToDateTime(TimeOnly.FromDateTime(Start));
        return Rule.Until switch
        {
            null => true,
            RuleEnd.OnDay(var last) => day <= last,
            RuleEnd.AtLocal(var last) => start <= last,
            RuleEnd.AtUtc(var last) => calendar.Resolve(start) is LocalMoment.Instant found ? found.At <= last : start <= calendar.ToLocal(last).DateTime,
            _ => throw new UnreachableException($"{Rule.Until}"),
        };
    }
}
