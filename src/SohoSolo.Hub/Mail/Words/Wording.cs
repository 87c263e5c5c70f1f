using System.Diagnostics;
using SohoSolo.Core.Members;
using SohoSolo.Core.Time;

namespace SohoSolo.Hub.Mail.Words;

/// <summary>A language's words for messages: short sentences, no more than is needed, and times as people say them.</summary>
internal abstract class Wording
{
    public static Wording Of(Language language) => language switch
    {
        Language.Fr => new FrenchWording(),
        Language.En => new EnglishWording(),
        _ => throw new UnreachableException($"{language}"),
    };

    public abstract string Greeting(string name);

    public abstract string Subject(MailFacts facts);

    /// <summary>What has happened and what follows, a paragraph each.</summary>
    public abstract IEnumerable<string> Says(MailFacts facts);

    public abstract string What { get; }

    public abstract string Where { get; }

    public abstract string When { get; }

    public abstract string Before { get; }

    public abstract string Purpose { get; }

    /// <summary>What the link is for.</summary>
    public abstract string Link(string kind);

    /// <summary>That a message carries the booking for her calendar, and where she says that none is to.</summary>
    public abstract string Calendar(Uri choice, bool isOfMany);

    /// <summary>Before what could be had in place of what is gone.</summary>
    public abstract string Instead { get; }

    public abstract string InsteadLink { get; }

    /// <summary>On the link by which a reader gets no more of a kind.</summary>
    public abstract string StopSays { get; }

    public abstract string Closing { get; }

    /// <summary>Without the code: subjects are shown in the list of messages.</summary>
    public abstract string SignInSubject { get; }

    /// <summary>How somebody signs in: with the code where she asked for it, or by the link.</summary>
    public abstract IEnumerable<string> SignIn(string code, int minutes);

    public abstract string SignInLink { get; }

    public abstract string KeyAddedSubject { get; }

    /// <summary>That a passkey was added, and what to do where it was not she.</summary>
    public abstract IEnumerable<string> KeyAdded { get; }

    public abstract string KeyAddedLink { get; }

    /// <summary>The day, with its year only where it is not this one.</summary>
    public abstract string Day(DateOnly day, DateOnly today);

    public abstract string Hour(TimeOnly hour);

    protected abstract string Part(DayPart part);

    protected abstract string FromTo(string from, string to);

    protected abstract string Through(string first, string from, string last, string to);

    /// <summary>By halves of the day where it is one, with their hours; otherwise by the clock of the place.</summary>
    public string Span(TimeRange during, SiteCalendar calendar, DateTimeOffset now)
    {
        var today = calendar.DayOf(now);
        var (first, last) = (calendar.DayOf(during.Start), calendar.DayOf(during.End.AddTicks(-1)));
        var (from, to) = (HourOf(during.Start, calendar), HourOf(during.End, calendar));
        if (first != last) return Through(Day(first, today), from, Day(last, today), to);

        foreach (var part in (DayPart[])[DayPart.Full, DayPart.Morning, DayPart.Afternoon])
        {
            if (calendar.Span(first, part) is { } whole && whole == during) return $"{Day(first, today)}, {Part(part)} ({from} – {to})";
        }

        return $"{Day(first, today)}, {FromTo(from, to)}";
    }

    /// <summary>Only the hours, of what is within a day.</summary>
    public string Hours(TimeRange during, SiteCalendar calendar) => $"{HourOf(during.Start, calendar)} – {HourOf(during.End, calendar)}";

    /// <summary>The same without the hours of a half-day: for a subject.</summary>
    public string Briefly(TimeRange during, SiteCalendar calendar, DateTimeOffset now)
    {
        var whole = Span(during, calendar, now);
        var hours = whole.IndexOf(" (", StringComparison.Ordinal);
        return hours < 0 ? whole : whole[..hours];
    }

    /// <summary>A moment of the day; its day, too, where that is not today.</summary>
    public string Moment(DateTimeOffset at, SiteCalendar calendar, DateTimeOffset now)
    {
        var (day, today) = (calendar.DayOf(at), calendar.DayOf(now));
        return day == today ? HourOf(at, calendar) : $"{Day(day, today)}, {HourOf(at, calendar)}";
    }

    private string HourOf(DateTimeOffset at, SiteCalendar calendar) => Hour(TimeOnly.FromDateTime(calendar.ToLocal(at).DateTime));
}
