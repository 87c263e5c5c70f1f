using System.Text.Json.Serialization;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Bookings;

namespace SohoSolo.Hub.Closures;

/// <summary>A closure, or a block of one space, with the bookings it stands in the way of.</summary>
internal sealed record ClosureView(
    string Id, string Site, string? Space, string Start, string End, string LocalStart, string LocalEnd, string Reason, IReadOnlyList<ImpactView> Impact)
{
    public static ClosureView Of(Closure closure, Telecentre site, IReadOnlyList<ImpactView> impact) => new(
        closure.Id,
        closure.Site.Value,
        closure.Space?.Value,
        Times.Utc(closure.During.Start),
        Times.Utc(closure.During.End),
        Times.Local(closure.During.Start, site.Calendar),
        Times.Local(closure.During.End, site.Calendar),
        closure.Reason,
        impact);
}

/// <summary>One booking in the way, whose it is, how to reach her, and where she could go instead.</summary>
internal sealed record ImpactView(BookingView Booking, string Name, string? Phone, IReadOnlyList<AlternativeView> Alternatives);

[JsonSerializable(typeof(ClosureView))]
[JsonSerializable(typeof(ClosurePost))]
[JsonSerializable(typeof(BlockPut))]
internal sealed partial class ClosureJson : JsonSerializerContext
{
    public static readonly ClosureJson Shared = new(JsonRules.Options());
}
