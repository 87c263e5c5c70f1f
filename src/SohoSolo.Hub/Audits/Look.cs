using System.Text.Json;
using System.Text.Json.Nodes;
using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;

namespace SohoSolo.Hub.Audits;

/// <summary>What somebody looks at who looks at another person's data.</summary>
internal sealed record Look(string At)
{
    /// <summary>When she came to doors.</summary>
    public const string Doors = "doors";

    /// <summary>When she was there, held against what she had booked.</summary>
    public const string Presence = "presence";
    public const string Profile = "profile";
    public const string Entitlements = "entitlements";
    public const string Badges = "badges";

    /// <summary>What was done about her.</summary>
    public const string Audit = "audit";
    public const string Booking = "booking";

    /// <summary>Bookings of many, of a time that is past.</summary>
    public const string PastBookings = "past-bookings";

    /// <summary>The paper of a day that is past.</summary>
    public const string PastDay = "past-day";

    public const string MemberList = "member-list";

    public SiteId? Site { get; init; }

    public string? Door { get; init; }

    public BookingId? Of { get; init; }

    public TimeRange? During { get; init; }

    /// <summary>For the journal: ids only, and whether a keeper looked or the chamber. Names of those who look are not told to whom they look at.</summary>
    public string Detail(string by)
    {
        var detail = new JsonObject { ["of"] = At, ["by"] = by };
        if (Door is not null) detail["door"] = Door;
        if (Of is { } booking) detail["booking"] = booking.Value;
        if (During is { } during) (detail["from"], detail["to"]) = (Times.Utc(during.Start), Times.Utc(during.End));

        return detail.ToJsonString();
    }

    /// <summary>What a consultation's detail says was looked at, and who did; entries from before it was written say neither.</summary>
    public static (string? At, string? By) Read(string? detail)
    {
        if (detail is null) return (null, null);

        using var written = JsonDocument.Parse(detail);
        return (Word("of"), Word("by"));

        string? Word(string name) => written.RootElement.TryGetProperty(name, out var word) ? word.GetString() : null;
    }
}
