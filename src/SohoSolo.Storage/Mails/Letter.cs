using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Calendars;
using SohoSolo.Core.Members;
using SohoSolo.Core.Time;

namespace SohoSolo.Storage;

public enum MailStatus
{
    Queued,

    /// <summary>A node is at it; when its time is up without a word, another takes over.</summary>
    Sending,
    Sent,

    /// <summary>Given up; somebody may have it sent again.</summary>
    Dead,

    /// <summary>Overtaken by what happened since, or by time.</summary>
    Cancelled,
}

/// <summary>A message to one person, written and waiting to be sent.</summary>
public sealed record Letter
{
    public required string Id { get; init; }

    /// <summary>What it is about; a second one of the same key is not written.</summary>
    public required string Key { get; init; }

    /// <summary>A kebab-case word such as <c>confirmed</c>.</summary>
    public required string Kind { get; init; }

    public required MemberId Member { get; init; }

    public SiteId? Site { get; init; }

    public required Language Language { get; init; }

    public required string To { get; init; }

    public required string Subject { get; init; }

    /// <summary>Null once it was dropped, some time after it was sent.</summary>
    public string? Text { get; init; }

    public string? Html { get; init; }

    /// <summary>What it asks of its reader's calendar about the bookings it tells of; null for nothing.</summary>
    public CalendarMethod? Method { get; init; }

    /// <summary>The calendar file that goes with it; not stored, but written from <see cref="MailAbout"/> when it is sent.</summary>
    public string? Calendar { get; init; }

    /// <summary>With its angle brackets; the same however often it is sent.</summary>
    public required string MessageId { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    /// <summary>From then on it tells nothing worth knowing.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public MailStatus Status { get; init; } = MailStatus.Queued;

    public int Attempts { get; init; }

    /// <summary>When it first failed, since it was last put in the queue.</summary>
    public DateTimeOffset? TriedSince { get; init; }

    public string? LastError { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Where its reader says that she wants no more of its kind; only while it is sent, and only where she may.</summary>
    public Uri? Stop { get; init; }

    /// <summary>The bookings it tells of; not read back with the message.</summary>
    public IReadOnlyList<MailAbout> About { get; init; } = [];
}

/// <summary>A booking as a message told it.</summary>
public sealed record MailAbout(BookingId Booking, int Version, SpaceId Space, TimeRange During);

/// <summary>That a message told of a booking, and what has .</summary>
public sealed record MailTold(string Mail, string Kind, MailStatus Status, MemberId Member, DateTimeOffset MadeAt, string To, MailAbout About);

/// <summary>How the queue stands. <paramref name="Oldest"/> is when the message that waits longest was due.</summary>
public sealed record MailStanding(int Queued, int Dead, DateTimeOffset? Oldest);
