using SohoSolo.Core.Bookings;
using SohoSolo.Core.Presence;
using SohoSolo.Core.Sites;
using SohoSolo.Months.World;

namespace SohoSolo.Months.Checks;

/// <summary>
/// No place is taken from somebody who was there with a working sensor or a badge, none while anything that the decision needs was stale, and each time there is an account of it. What the hub could not know yet
/// is held against nobody, but then it should have waited.
/// </summary>
internal sealed class ReleaseCheck(IReadOnlyDictionary<SiteId, SimSite> sites, Truth truth, Violations violations)
{
    /// <summary>Gateways' clocks are a little wrong.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Stay = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(40);

    public int NoShows { get; private set; }

    public int EarlyLeaves { get; private set; }

    public async Task NoShow(SimHub hub, Booking booking, DateTimeOffset at, CancellationToken stop)
    {
        NoShows++;
        var (site, deadline) = (sites[booking.Site], DeadlineOf(booking));
        var known = site.DeliveredTo < at ? site.DeliveredTo : at;
        if (at < deadline)
            Say(at, booking, $"called a no-show before {deadline:HH:mm}Z");
        if (site.DeliveredTo + Skew < deadline)
            Say(at, booking, $"called a no-show although the site had delivered up to {site.DeliveredTo:HH:mm:ss}Z only");
        if (truth.CameIn(booking.Member, booking.Site, booking.During.Start.AddMinutes(-30), known))
            Say(at, booking, "called a no-show, and she had shown her badge");
        if (truth.Noticed(booking.Space, booking.During.Start, known) >= Stay)
            Say(at, booking, "called a no-show, and somebody sat there before a sensor that works");
        if (site.Sensors[booking.Space].Silence(booking.During.Start, deadline) > Equipment.NoticedDead(booking.Site))
            Say(at, booking, "called a no-show, and the sensor was dead");
        if (await hub.Queries.Reconciliation(booking.Id.Value, stop) is not { } account || account.Evidence.Count == 0)
            Say(at, booking, "called a no-show, and there is no account of it");
    }

    public async Task LeftEarly(SimHub hub, Booking booking, DateTimeOffset at, CancellationToken stop)
    {
        EarlyLeaves++;
        var site = sites[booking.Site];
        var known = site.DeliveredTo < at ? site.DeliveredTo : at;
        if (truth.Seen(booking.Space, known - Quiet, known - Skew) > 0)
            Say(at, booking, "given back early, and somebody was there");
        if (site.Sensors[booking.Space].Silence(at - Quiet, at) > Equipment.NoticedDead(booking.Site))
            Say(at, booking, "given back early, and the sensor was dead");
        if (!(await hub.Queries.Preference(booking.Member, stop)).ReleaseWhenLeft)
            Say(at, booking, "given back early, and she had not asked for that");
        if (await hub.Queries.Reconciliation(booking.Id.Value, stop) is null)
            Say(at, booking, "given back early, and there is no account of it");
    }

    public static string Of(Booking booking) => $"{booking.Space} of {booking.Member}, {booking.During.Start:MM-dd HH:mm}Z to {booking.During.End:HH:mm}Z";

    public static DateTimeOffset DeadlineOf(Booking booking) => booking.During.Start + Grace(booking);

    /// <summary>An hour for a desk, 20 minutes for a short booking of one, 15 for a room.</summary>
    private static TimeSpan Grace(Booking booking)
    {
        if (booking.Kind == SpaceKind.MeetingRoom)
            return TimeSpan.FromMinutes(15);

        return TimeSpan.FromMinutes(booking.During.Duration <= TimeSpan.FromHours(2) ? 20 : 60);
    }

    private void Say(DateTimeOffset at, Booking booking, string what) => violations.Add(at, $"{Of(booking)}: {what}");
}
