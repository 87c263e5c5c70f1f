using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Mail.Words;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Mail;

/// <summary>
/// In the morning of each open day the keepers of a site are told who is expected, what is closed and what stands to be looked at. Once a site, day and keeper, by its key, whichever node does it.
/// </summary>
internal sealed class DaySheets(Store store, StoreQueries queries, NetworkCache network, StaffLetters letters)
{
    private const int MostAlarms = 20;

    /// <summary>From then on, on the site's clock; whoever comes to it after the end of the morning writes none any more.</summary>
    private static readonly TimeOnly From = new(7, 0);
    private static readonly TimeOnly Until = new(12, 0);
    private static readonly TimeSpan Life = TimeSpan.FromHours(12);
    private static readonly BookingStatus[] Shown = [BookingStatus.Requested, BookingStatus.Confirmed, BookingStatus.CheckedIn];

    public async Task<int> Write(DateTimeOffset now, CancellationToken stop)
    {
        var written = 0;
        foreach (var site in (await network.Get(stop)).Sites.Values.Where(site => IsTime(site, now)))
            written += await Write(site, now, stop);

        return written;
    }

    private static bool IsTime(Telecentre site, DateTimeOffset now)
    {
        var (day, hour) = (site.Calendar.DayOf(now), TimeOnly.FromDateTime(site.Calendar.ToLocal(now).DateTime));
        return hour >= From && hour < Until && OpenTimes.IsOpenOn(site, day);
    }

    private async Task<int> Write(Telecentre site, DateTimeOffset now, CancellationToken stop)
    {
        var day = site.Calendar.DayOf(now);
        var keepers = await letters.Readers(MailKinds.DaySheet, await queries.KeepersOf(site.Id, stop), stop);
        var keys = keepers.Select(keeper => Key(keeper.Reader)).ToList();
        var there = await queries.LetterKeys(keys, stop);
        var missing = keepers.Where(keeper => !there.Contains(Key(keeper.Reader))).ToList();
        if (missing.Count == 0) return 0;

        var whole = site.Calendar.WholeDay(day);
        var bookings = await queries.Bookings(new BookingFilter { Sites = [site.Id], Window = whole, Statuses = Shown }, stop);
        var names = await queries.MemberNames([.. bookings.Select(booking => booking.Member).Distinct()], stop);
        var alarms = await queries.Alarms(site.Id, openOnly: true, MostAlarms, stop);
        await store.Mail.Put([.. missing.Select(keeper => letters.Write(Key(keeper.Reader), MailKinds.DaySheet, site.Id, keeper, Sheet(site, bookings, names, alarms, keeper.Language, now), now, Life))], stop);
        return missing.Count;

        string Key(Member keeper) => $"day-sheet/{site.Id}/{Times.Day(day)}/{keeper.Id}";
    }

    /// <summary>The same for every keeper, in her language.</summary>
    internal static StaffText Sheet(Telecentre site, IReadOnlyList<Booking> bookings, IReadOnlyDictionary<MemberId, string> names, IReadOnlyList<Alarm> alarms, Language language, DateTimeOffset now)
    {
        var (words, says, day) = (Wording.Of(language), StaffWording.Of(language), site.Calendar.DayOf(now));
        var whole = site.Calendar.WholeDay(day);
        var closures = site.Closures.Where(closure => closure.During.Overlaps(whole)).OrderBy(closure => closure.During.Start).ToList();
        List<(string, IReadOnlyList<string>)> rows = [];
        if (bookings.Count > 0) rows.Add((says.Expected, [.. bookings.Select(Line)]));
        if (closures.Count > 0) rows.Add((says.Closures, [.. closures.Select(closure => $"{Place(closure.Space)}{words.Span(closure.During, site.Calendar, now)}, {closure.Reason}")]));
        if (alarms.Count > 0) rows.Add((says.Alarms, [.. alarms.Select(alarm => $"{says.Alarm(alarm.Kind)}, {words.Moment(alarm.RaisedAt, site.Calendar, now)}")]));

        return new StaffText(
            says.DaySubject(site.Name, words.Day(day, day)),
            [says.DaySays(bookings.Count, bookings.Sum(booking => booking.Guests.Count))],
            rows,
            says.DayLink,
            $"board/{Uri.EscapeDataString(site.Id.Value)}/day");

        string Line(Booking booking) => string.Join(", ", (string[])
        [
            words.Hours(booking.During, site.Calendar), names.GetValueOrDefault(booking.Member) ?? booking.Member.Value, site.Find(booking.Space)?.Name ?? booking.Space.Value,
            .. booking.Guests.Count > 0 ? [says.Guests(booking.Guests.Count)] : (ReadOnlySpan<string>)[],
        ]);

        string Place(SpaceId? space) => space is { } one ? $"{site.Find(one)?.Name ?? one.Value}, " : "";
    }
}
