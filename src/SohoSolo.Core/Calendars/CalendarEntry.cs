using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Core.Calendars;

/// <summary>How certain an event is, in RFC 5545's words.</summary>
public enum EntryStatus
{
    Tentative,
    Confirmed,
    Cancelled,
}

/// <summary>What a calendar file is sent for (iTIP, RFC 5546).</summary>
public enum CalendarMethod
{
    /// <summary>An event, or how it stands now.</summary>
    Request,

    /// <summary>It does not take place.</summary>
    Cancel,

    /// <summary>Several events at once, each as it stands: the others are for one event only.</summary>
    Publish,
}

/// <summary>Somebody of an event, by her address.</summary>
/// <param name="Name">Null where none is known.</param>
/// <param name="Address">Her e-mail address.</param>
/// <param name="HasAccepted">For who takes part: she need not be asked, for she has booked it.</param>
public sealed record CalendarPerson(string? Name, string Address, bool HasAccepted = false);

/// <summary>An event to be written. The same <see cref="Uid"/> is the same event: the higher <see cref="Sequence"/> is how it stands.</summary>
public sealed record CalendarEntry
{
    public required string Uid { get; init; }

    public required int Sequence { get; init; }

    /// <summary>When this was written; in a feed, when the event was changed last.</summary>
    public required DateTimeOffset Stamp { get; init; }

    public DateTimeOffset? Created { get; init; }

    public required TimeRange During { get; init; }

    public required EntryStatus Status { get; init; }

    public required string Summary { get; init; }

    public string? Description { get; init; }

    public string? Location { get; init; }

    public GeoPoint? Geo { get; init; }

    public Uri? Link { get; init; }

    public CalendarPerson? Organizer { get; init; }

    public CalendarPerson? Attendee { get; init; }
}

/// <summary>A calendar file as this program writes them: events on one zone's clock.</summary>
public sealed record CalendarFile
{
    /// <summary>Null for a feed.</summary>
    public CalendarMethod? Method { get; init; }

    /// <summary>What a feed is called where somebody subscribes to it.</summary>
    public string? Name { get; init; }

    /// <summary>How often a subscriber may look again.</summary>
    public TimeSpan? Refresh { get; init; }

    /// <summary>On whose clocks the events are told: a zone of its own for each that is not in UTC.</summary>
    public required IReadOnlyList<(SiteCalendar Calendar, CalendarEntry Entry)> Entries { get; init; }
}
