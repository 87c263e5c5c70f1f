using System.Text.Json.Serialization;
using SohoSolo.Core.Calendars;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Storage;

namespace SohoSolo.Hub.CalendarImports;

/// <summary>POST /telecentres/{site}/calendars: an address that is read again and again, or what a file says.</summary>
internal sealed record CalendarPost
{
    public required string Name { get; init; }

    /// <summary>The one space that it takes up; the whole site unless said.</summary>
    public string? Space { get; init; }

    public string? Url { get; init; }

    public string? Ics { get; init; }
}

/// <summary>A time of a calendar. <c>state</c> is <c>applied</c>, <c>waiting</c> for a keeper's word as bookings stand in its way, or <c>declined</c>.</summary>
internal sealed record CalendarTimeView(string Key, string Start, string End, string LocalStart, string LocalEnd, string Reason, string? State, int? Bookings)
{
    public static CalendarTimeView Of(ImportedEntry entry, CalendarSource source, Telecentre site) =>
        Of(new ImportedTime(entry.Key, entry.During, entry.Words), source, site) with { State = Words.Of(entry.State) };

    public static CalendarTimeView Of(ImportedTime time, CalendarSource source, Telecentre site, int? bookings = null) => new(
        time.Key,
        Times.Utc(time.During.Start),
        Times.Utc(time.During.End),
        Times.Local(time.During.Start, site.Calendar),
        Times.Local(time.During.End, site.Calendar),
        CalendarApplying.Reason(source, time.Words),
        null,
        bookings);
}

/// <summary>Somebody else's calendar. Of its address only the host is told: the rest may be what lets one in.</summary>
internal sealed record CalendarView(
    string Id, string Site, string? Space, string Name, string? Host, string? ReadAt, string? NextAt, string? FailingSince, string? Error, int Warnings, IReadOnlyList<CalendarTimeView> Times)
{
    public static CalendarView Of(CalendarStanding standing, string? host, Telecentre site)
    {
        var (source, health) = (standing.Source, standing.Source.Health);
        return new CalendarView(
            source.Id,
            source.Site.Value,
            source.Space?.Value,
            source.Name,
            host,
            health.ReadAt is { } read ? Api.Times.Utc(read) : null,
            health.DueAt is { } due ? Api.Times.Utc(due) : null,
            health.FailingSince is { } failing ? Api.Times.Utc(failing) : null,
            health.LastError,
            health.Warnings,
            [.. standing.Entries.Select(entry => CalendarTimeView.Of(entry, source, site))]);
    }
}

/// <summary>What a calendar would close, nothing saved.</summary>
internal sealed record CalendarPreview(IReadOnlyList<CalendarTimeView> Times, bool Complete, IReadOnlyList<string> Warnings);

[JsonSerializable(typeof(CalendarPost))]
[JsonSerializable(typeof(CalendarView))]
[JsonSerializable(typeof(IReadOnlyList<CalendarView>))]
[JsonSerializable(typeof(CalendarPreview))]
internal sealed partial class CalendarJson : JsonSerializerContext
{
    public static readonly CalendarJson Shared = new(JsonRules.Options());
}
