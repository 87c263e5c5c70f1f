using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Gateway.Wire;
using SohoSolo.Hub.Keys;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Link;

/// <summary>From the rows to what the rights at one site follow from: the only place where a stored credential becomes a hash under a site's key.</summary>
internal sealed class AccessSourcing(StoreQueries queries, KeyBox box)
{
    private static readonly TimeSpan Back = TimeSpan.FromDays(2);
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(10);

    /// <param name="site">Where.</param>
    /// <param name="keys">Under whose site key.</param>
    /// <param name="only">For one member alone; null for everybody.</param>
    /// <param name="now">Around when.</param>
    /// <param name="stop">Ends the reading.</param>
    public async Task<AccessSources> Read(Telecentre site, GatewayKeys keys, MemberId? only, DateTimeOffset now, CancellationToken stop)
    {
        var rows = await queries.AccessRows(site.Id, new TimeRange(now - Back, now + Ahead), stop);
        return new AccessSources
        {
            Site = site,
            Credentials = [.. rows.Credentials.Where(row => only is null || row.Credential.Member == only).Select(row => Held(row, keys))],
            AlwaysAllowed = rows.AlwaysAllowed,
            Covered = rows.Covered,
            Bookings = rows.Bookings,
            Leases = rows.Leases,
            RevokedPasses = [.. rows.Passes.Where(row => !Holds(row, site)).Select(row => row.Pass.Nonce)],
            Doors = rows.Doors,
            Devices = rows.Devices,
        };
    }

    private HeldCredential Held(HeldRow row, GatewayKeys keys) =>
        new(row.Credential.Id, box.HashFor(row.Credential, keys), row.Credential.Kind, row.Credential.Member, row.Credential.RevokedAt is not null || row.Member != MemberStatus.Active);

    /// <summary>A pass holds as long as its booking stands as it was when the pass was given out.</summary>
    private static bool Holds(PassRow row, Telecentre site) =>
        row.Status is BookingStatus.Confirmed or BookingStatus.CheckedIn or BookingStatus.Completed
        && row.Site == row.Pass.Site
        && row.Pass.Guest < row.Guests
        && new TimeRange(row.During.Start - site.Access.OpensBefore, row.During.End + site.Access.ClosesAfter) == row.Pass.During;
}
