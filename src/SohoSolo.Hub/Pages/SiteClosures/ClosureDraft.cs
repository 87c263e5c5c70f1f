using SohoSolo.Core;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Closures;

namespace SohoSolo.Hub.Pages.SiteClosures;

/// <summary>A closure as somebody has filled it in: whole days, or from or up to their middle.</summary>
public sealed record ClosureDraft
{
    public const string Morning = "morning";
    public const string Afternoon = "afternoon";

    /// <summary>Empty for the whole site.</summary>
    public required string Space { get; init; }

    public required string From { get; init; }

    /// <summary>Whether it begins with the morning or the afternoon of its first day.</summary>
    public required string FromPart { get; init; }

    public required string To { get; init; }

    public required string ToPart { get; init; }

    public required string Reason { get; init; }

    internal static ClosureDraft Of(Func<string, string?> read, DateOnly tomorrow)
    {
        var from = read("from") ?? Times.Day(tomorrow);
        return new ClosureDraft
        {
            Space = read("space") ?? "",
            From = from,
            FromPart = read("from-part") == Afternoon ? Afternoon : Morning,
            To = read("to") ?? from,
            ToPart = read("to-part") == Morning ? Morning : Afternoon,
            Reason = read("reason") ?? "",
        };
    }

    /// <summary>The closure that is meant, or what is wrong with it.</summary>
    internal (Closure? Closure, Problem? Problem) Read(Telecentre site)
    {
        var space = Space.Length == 0 ? null : (SpaceId?)new SpaceId(Space);
        if (space is { } named && site.Find(named) is null) return (null, Problems.InvalidValue("space", "names a space of this site"));
        if (!Times.TryDay(From, out var first) || !Times.TryDay(To, out var last)) return (null, Problems.InvalidValue("from", "is a day such as 2026-11-30"));
        if (Closed(site.Calendar, first, last) is not { } during) return (null, Problems.InvalidValue("to", "is not before 'from'"));

        return ClosureDesk.WrongReason(Reason) is { } wrong ? (null, wrong) : (new Closure(Ids.Next(), site.Id, space, during, Reason.Trim()), null);
    }

    private TimeRange? Closed(SiteCalendar calendar, DateOnly first, DateOnly last)
    {
        if (first > last || first.Year < Years.First || last.Year > Years.Last) return null;

        var start = calendar.WholeHalfDay(new HalfDay(first, FromPart == Afternoon)).Start;
        var end = calendar.WholeHalfDay(new HalfDay(last, ToPart == Afternoon)).End;
        return start < end ? new TimeRange(start, end) : null;
    }

    private static class Years
    {
        public const int First = 2000;
        public const int Last = 2200;
    }
}
