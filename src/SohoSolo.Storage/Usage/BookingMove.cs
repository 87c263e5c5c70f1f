using System.Text.Json.Nodes;
using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Time;

namespace SohoSolo.Storage;

/// <summary>Where and when a booking was before it was moved or cut: what was counted there must be counted again.</summary>
public static class BookingMove
{
    private const string Was = "was";

    /// <summary>An entry's detail with it, in milliseconds since 1970; as it was where the booking has stayed.</summary>
    internal static string? Detail(Booking? before, Booking after, string? detail)
    {
        if (before is null || (before.Site == after.Site && before.During == after.During))
            return detail;

        var moved = detail is null ? [] : JsonNode.Parse(detail)!.AsObject();
        moved[Was] = new JsonObject { ["site"] = before.Site.Value, ["start"] = Stored.Ms(before.During.Start), ["end"] = Stored.Ms(before.During.End) };
        return moved.ToJsonString();
    }

    /// <summary>Null where the entry tells of no move.</summary>
    public static (SiteId Site, TimeRange During)? Of(JournalEntry entry) =>
        entry is { Entity: "booking", Detail: { } detail } && JsonNode.Parse(detail) is JsonObject told && told[Was] is JsonObject was
            ? (new SiteId((string)was["site"]!), new TimeRange(Stored.At((long)was["start"]!), Stored.At((long)was["end"]!)))
            : null;
}
