using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Hub.Mail;

/// <summary>One stay at a place, as it is told.</summary>
internal sealed record Stay(string Place, TimeRange During, string? Purpose);

/// <summary>Another place or another time, and where to take it.</summary>
internal sealed record InsteadStay(Telecentre Site, string Place, TimeRange During);

/// <summary>Everything that the words of a message are made from.</summary>
internal sealed record MailFacts
{
    public required string Kind { get; init; }

    /// <summary>What happened, in the journal's word, and whether it was the member herself, somebody of the site, or the system.</summary>
    public required string What { get; init; }

    public required MailActor Actor { get; init; }

    /// <summary>Who reads it.</summary>
    public required string Reader { get; init; }

    /// <summary>Who asks, for those who decide.</summary>
    public required string Asker { get; init; }

    public required Telecentre Site { get; init; }

    /// <summary>Where the place lies, a line.</summary>
    public required string Address { get; init; }

    public required IReadOnlyList<Stay> Stays { get; init; }

    public Stay? Before { get; init; }

    /// <summary>Until when an answer is waited for.</summary>
    public DateTimeOffset? Until { get; init; }

    public string? EndReason { get; init; }

    /// <summary>What the site said when it closed or took the place out of use.</summary>
    public string? Closure { get; init; }

    public required Uri Link { get; init; }

    /// <summary>Where one says that no calendar goes with messages any more; null where none does.</summary>
    public Uri? Calendar { get; init; }

    /// <summary>Where its reader says that she wants no more of its kind.</summary>
    public Uri? Stop { get; init; }

    /// <summary>What could be had in place of what a closure took.</summary>
    public IReadOnlyList<InsteadStay> Instead { get; init; } = [];

    /// <summary>Where she books what could be had in place of it.</summary>
    public Uri? Elsewhere { get; init; }

    public required DateTimeOffset Now { get; init; }

    public bool IsOfMany => Stays.Count > 1;
}

internal enum MailActor
{
    Herself,
    Site,
    System,
}
