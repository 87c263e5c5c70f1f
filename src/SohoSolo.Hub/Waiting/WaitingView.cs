using System.Text.Json.Serialization;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Bookings;

namespace SohoSolo.Hub.Waiting;

/// <summary>A place in line on the wire, with the offer that is kept for the member while there is one.</summary>
internal sealed record WaitingView(
    string Id,
    string Status,
    string Site,
    string? Space,
    string Kind,
    string Start,
    string End,
    string LocalStart,
    string LocalEnd,
    bool TakeAtOnce,
    string MadeAt,
    int? Position,
    BookingView? Offer,
    string? OfferedUntil)
{
    public static WaitingView Of(WaitingEntry entry, Telecentre site, int? position, Booking? offer) => new(
        entry.Id,
        Words.Of(entry.Status),
        entry.Site.Value,
        entry.Space?.Value,
        Words.Of(entry.Kind),
        Times.Utc(entry.During.Start),
        Times.Utc(entry.During.End),
        Times.Local(entry.During.Start, site.Calendar),
        Times.Local(entry.During.End, site.Calendar),
        entry.TakeAtOnce,
        Times.Utc(entry.MadeAt),
        position,
        offer is null ? null : BookingView.Of(offer, site),
        offer is { Status: BookingStatus.Offered, DueAt: { } until } ? Times.Utc(until) : null);
}

[JsonSerializable(typeof(WaitingView))]
[JsonSerializable(typeof(IReadOnlyList<WaitingView>))]
internal sealed partial class WaitingJson : JsonSerializerContext
{
    public static readonly WaitingJson Shared = new(JsonRules.Options());
}
