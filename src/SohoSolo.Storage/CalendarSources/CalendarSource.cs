using SohoSolo.Core;
using SohoSolo.Core.Calendars;

namespace SohoSolo.Storage;

/// <summary>Somebody else's calendar that closes a site, or one space of it.</summary>
public sealed record CalendarSource
{
    public required string Id { get; init; }

    public int Version { get; init; } = 1;

    public required SiteId Site { get; init; }

    /// <summary>The one space that it takes up; null where it closes the whole site.</summary>
    public SpaceId? Space { get; init; }

    public required string Name { get; init; }

    /// <summary>Where it is read again and again; null for a file.</summary>
    public string? Url { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public DateTimeOffset? RemovedAt { get; init; }

    /// <summary>How its reading goes; not part of what a keeper chose.</summary>
    public CalendarHealth Health { get; init; } = new();
}

/// <summary>How a calendar was read last.</summary>
public sealed record CalendarHealth
{
    /// <summary>When it is read next; null for a file.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>By which its server knows whether it has changed.</summary>
    public string? ETag { get; init; }

    /// <summary>When it was last asked for whole: what repeats comes into sight as time goes on, whether the file changes or not.</summary>
    public DateTimeOffset? WholeAt { get; init; }

    public DateTimeOffset? ReadAt { get; init; }

    public int Failures { get; init; }

    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>A word of the program's own.</summary>
    public string? LastError { get; init; }

    /// <summary>How many parts of it could not be read.</summary>
    public int Warnings { get; init; }
}

/// <summary>A calendar with its times that are not over.</summary>
public sealed record CalendarStanding(CalendarSource Source, IReadOnlyList<ImportedEntry> Entries);
