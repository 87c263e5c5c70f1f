using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Calendars;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Settings;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Calendars;

/// <summary>What is read under a calendar's address: its maker's bookings, or a space's.</summary>
internal sealed class FeedReading(StoreQueries queries, NetworkCache network, SiteAddress addresses, HubSettings settings, TimeProvider clock)
{
    private const int Most = 3000;

    private static readonly TimeSpan Back = TimeSpan.FromDays(366);
    private static readonly TimeSpan BackOfSpace = TimeSpan.FromDays(90);
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(2 * 366);
    private static readonly TimeSpan Refresh = TimeSpan.FromHours(1);

    /// <summary>Null where the link is ended, or its maker is no active member any more, or the space is gone.</summary>
    public async Task<CalendarFile?> Read(string hash, CancellationToken stop)
    {
        if (await queries.CalendarLink(hash, stop) is not { } link) return null;
        if (await queries.Member(link.Member, stop) is not { Status: MemberStatus.Active } member) return null;

        var language = (await queries.Preference(link.Member, stop)).Language;
        return link.Space is { } space ? await OfSpace(link, space, member, language, stop) : await OfMember(link, language, stop);
    }

    private async Task<CalendarFile> OfMember(CalendarLink link, Language language, CancellationToken stop)
    {
        var bookings = await Bookings(new BookingFilter { Member = link.Member }, Back, stop);
        var shown = await Shown(bookings, language, (entry, booking, status, changed) => entry.OfMine(booking, status, changed), stop);
        return new CalendarFile { Name = EntryWords.Own(language), Refresh = Refresh, Entries = shown };
    }

    private async Task<CalendarFile?> OfSpace(CalendarLink link, SpaceId id, Member maker, Language language, CancellationToken stop)
    {
        var site = (await network.Get(stop)).Sites.Values.FirstOrDefault(site => site.Find(id) is not null);
        if (site?.Find(id) is not { } space) return null;

        var bookings = await Bookings(new BookingFilter { Space = id }, BackOfSpace, stop);
        var names = link.ShowsNames && Keeps(maker, site) ? await Names(bookings, stop) : [];
        var shown = await Shown(bookings, language, (entry, booking, status, changed) => entry.OfSpace(booking, status, changed, names.GetValueOrDefault(booking.Member)), stop);
        return new CalendarFile { Name = $"{space.Name}, {site.Name}", Refresh = Refresh, Entries = shown };
    }

    /// <summary>Who lost the site sees it as taken from then on, with nobody's name.</summary>
    private static bool Keeps(Member maker, Telecentre site) => maker.Role == Role.Chamber || (maker.Role == Role.Keeper && maker.Keeps.Contains(site.Id));

    private async Task<Dictionary<MemberId, string>> Names(IReadOnlyList<Booking> bookings, CancellationToken stop) =>
        (await queries.MembersOf([.. bookings.Select(booking => booking.Member).Distinct()], stop)).Where(member => member.Name.Length > 0).ToDictionary(member => member.Id, member => member.Name);

    /// <summary>By whole days, so that what is read twice on a day is the same.</summary>
    private Task<IReadOnlyList<Booking>> Bookings(BookingFilter filter, TimeSpan back, CancellationToken stop)
    {
        var today = new DateTimeOffset(clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
        return queries.Bookings(filter with { Window = new TimeRange(today - back, today + Ahead), Most = Most, NewestFirst = true }, stop);
    }

    private async Task<IReadOnlyList<(SiteCalendar, CalendarEntry)>> Shown(
        IReadOnlyList<Booking> bookings, Language language, Func<BookingEntry, Booking, EntryStatus, DateTimeOffset, CalendarEntry> write, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var changes = await queries.LastChanges([.. bookings.Select(booking => booking.Id)], stop);
        var sites = (await network.Get(stop)).Sites;
        var writers = new Dictionary<SiteId, BookingEntry>();
        foreach (var id in bookings.Select(booking => booking.Site).Distinct().Where(sites.ContainsKey))
            writers[id] = new BookingEntry(sites[id], await addresses.Of(sites[id], stop), language, settings.Links);

        return
        [
            .. from booking in bookings.Reverse()
               where writers.ContainsKey(booking.Site)
               let changed = changes.GetValueOrDefault(booking.Id, booking.MadeAt)
               let status = BookingEntries.StatusOf(booking, changed, now)
               where status is not null
               select (sites[booking.Site].Calendar, write(writers[booking.Site], booking, status.Value, changed)),
        ];
    }
}
