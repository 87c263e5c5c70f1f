using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Members;

/// <summary>Who is at a site today, for those who agreed to know of each other.</summary>
internal sealed class CompanyReading(StoreQueries queries)
{
    private static readonly BookingStatus[] Holding = [BookingStatus.Confirmed, BookingStatus.CheckedIn];

    /// <summary>Null for somebody who is not among them; she costs one small question.</summary>
    public async Task<IReadOnlyList<string>?> At(Telecentre site, MemberId who, DateTimeOffset now, CancellationToken stop)
    {
        if (!(await queries.Consent(who, stop)).SeenToday) return null;

        var today = new BookingFilter { Sites = [site.Id], Window = site.Calendar.WholeDay(site.Calendar.DayOf(now)), Statuses = Holding };
        var there = (await queries.Bookings(today, stop)).Where(booking => booking.During.End > now).Select(booking => booking.Member).ToHashSet();
        return there.Contains(who) ? Company.Of(who, there, await queries.SeenToday(there, stop)) : null;
    }
}
