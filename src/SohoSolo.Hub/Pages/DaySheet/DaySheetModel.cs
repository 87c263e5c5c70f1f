using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Hub.Pages.DaySheet;

/// <summary>Who has which place in which half of a day, for paper.</summary>
public sealed record DaySheetModel
{
    public required Telecentre Site { get; init; }

    public required DateOnly Day { get; init; }

    public required DateOnly Today { get; init; }

    public required IReadOnlyList<DaySheetRow> Rows { get; init; }

    /// <summary>Why the whole site is closed on that day, or part of it.</summary>
    public required IReadOnlyList<string> Closed { get; init; }

    public bool IsOpen => Site.Calendar.IsOpenOn(Day);

    public int Count => Rows.SelectMany(row => row.Morning.Concat(row.Afternoon)).Select(line => line.Booking.Id).Distinct().Count();

    internal static DaySheetModel Of(Telecentre site, DateOnly day, DateOnly today, IReadOnlyList<Booking> bookings, IReadOnlyDictionary<MemberId, Member> people)
    {
        var whole = site.Calendar.WholeDay(day);
        return new DaySheetModel
        {
            Site = site,
            Day = day,
            Today = today,
            Rows = [.. site.Spaces.Select(space => new DaySheetRow(space, Lines(space, false), Lines(space, true), BlockOf(space)))],
            Closed = [.. site.Closures.Where(closure => closure.Space is null && closure.During.Overlaps(whole)).Select(closure => closure.Reason)],
        };

        IReadOnlyList<DaySheetLine> Lines(Space space, bool afternoon)
        {
            var half = site.Calendar.WholeHalfDay(new HalfDay(day, afternoon));
            return [.. bookings.Where(booking => booking.Space == space.Id && booking.During.Overlaps(half)).OrderBy(booking => booking.During.Start).Select(booking => Line(booking, half, afternoon))];
        }

        DaySheetLine Line(Booking booking, TimeRange half, bool afternoon)
        {
            var member = people.GetValueOrDefault(booking.Member);
            var open = site.Calendar.Span(day, afternoon ? DayPart.Afternoon : DayPart.Morning) ?? half;
            return new DaySheetLine(booking, member?.Name ?? booking.Member.Value, member?.Phone) { IsPart = !booking.During.Contains(open) };
        }

        string? BlockOf(Space space) => site.Closures.FirstOrDefault(closure => closure.Space == space.Id && closure.During.Overlaps(whole))?.Reason;
    }
}

/// <summary>One place over a day.</summary>
/// <param name="Space">Which one.</param>
/// <param name="Morning">Who has it before the boundary.</param>
/// <param name="Afternoon">Who has it after.</param>
/// <param name="Blocked">Why it is out of use, in part of the day at least.</param>
public sealed record DaySheetRow(Space Space, IReadOnlyList<DaySheetLine> Morning, IReadOnlyList<DaySheetLine> Afternoon, string? Blocked);

/// <summary>One booking in one half of the day.</summary>
public sealed record DaySheetLine(Booking Booking, string Name, string? Phone)
{
    /// <summary>Not the whole half: its hours are told.</summary>
    public bool IsPart { get; init; }
}
