using SohoSolo.Core;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.AuditLog;

/// <summary>What happened in the network, newest first, of whom and where it was asked for.</summary>
public sealed record AuditModel
{
    /// <summary>By name.</summary>
    public required IReadOnlyList<Telecentre> Sites { get; init; }

    public required SiteCalendar Calendar { get; init; }

    /// <summary>What was typed to find a member.</summary>
    public string? Search { get; init; }

    /// <summary>Whom the search may have meant, where that is not clear.</summary>
    public IReadOnlyList<Member>? Found { get; init; }

    public Member? Member { get; init; }

    public Telecentre? Site { get; init; }

    public string? Entity { get; init; }

    public DateOnly? Day { get; init; }

    public IReadOnlyList<JournalEntry> Entries { get; init; } = [];

    /// <summary>What those who acted, and those whom it concerns, are called.</summary>
    public IReadOnlyDictionary<MemberId, string> Names { get; init; } = new Dictionary<MemberId, string>();

    /// <summary>The address at which the log goes on; null at its end.</summary>
    public string? Older { get; init; }
}
