using System.Text.Json.Serialization;
using SohoSolo.Hub.Api;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Calendars;

/// <summary>A calendar's address without its secret. <paramref name="Space"/> is null for one's own bookings.</summary>
internal sealed record CalendarLinkView(string Id, string Name, string? Space, bool Names, string MadeAt, string? Url = null)
{
    public static CalendarLinkView Of(CalendarLink link) => new(link.Id, link.Name, link.Space?.Value, link.ShowsNames, Times.Utc(link.MadeAt));
}

internal sealed record CalendarPost
{
    /// <summary>What it is for, in her own words.</summary>
    public string? Name { get; init; }

    /// <summary>A space's id; one's own bookings without it.</summary>
    public string? Space { get; init; }

    /// <summary>Whether a space's calendar tells who has it: for those who look after its site.</summary>
    public bool? Names { get; init; }
}

[JsonSerializable(typeof(CalendarLinkView))]
[JsonSerializable(typeof(IReadOnlyList<CalendarLinkView>))]
[JsonSerializable(typeof(CalendarPost))]
internal sealed partial class FeedJson : JsonSerializerContext
{
    public static readonly FeedJson Shared = new(JsonRules.Options());
}
