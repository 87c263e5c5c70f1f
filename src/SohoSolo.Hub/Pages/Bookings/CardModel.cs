using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Bookings;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Bookings;

/// <summary>A booking with what may be done with it now.</summary>
public sealed record CardModel(Booking Booking, Telecentre Site, BookingOptions Options, bool MayExtend)
{
    public string Place => Site.Find(Booking.Space)?.Name ?? Booking.Space.Value;
}

/// <summary>Something that could be had instead of what was declined.</summary>
public sealed record WayOut(Telecentre Site, Space Space, TimeRange During, double? DistanceKm)
{
    internal static IReadOnlyList<WayOut> Of(Outcome outcome, Network network) =>
    [
        .. from view in outcome.Read("alternatives", BookingJson.Shared.IReadOnlyListAlternativeView) ?? []
           let site = network.Sites[new SiteId(view.Site)]
           let space = site.Find(new SpaceId(view.Space))
           where space is not null
           select new WayOut(site, space, view.During, view.DistanceKm),
    ];
}

/// <summary>Why something was not done, and what could be done instead.</summary>
public sealed record DeclinedModel(string Reason, IReadOnlyList<WayOut> Ways);
