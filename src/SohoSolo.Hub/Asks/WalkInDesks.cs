using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;

namespace SohoSolo.Hub.Asks;

/// <summary>In which order a site's desks are offered to somebody who comes without a booking.</summary>
internal static class WalkInDesks
{
    private static readonly Wish AnyDesk = new() { Kind = SpaceKind.Desk, During = new Core.Time.TimeRange(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddMinutes(1)) };

    public static IReadOnlyList<Space> Ranked(Telecentre site, SpaceId? lastUsed) =>
        SpaceChoice.Rank(site.Spaces.Where(space => space.Kind == SpaceKind.Desk), new Preferences { LastUsed = lastUsed }, AnyDesk);
}
