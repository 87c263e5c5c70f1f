using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Hub.Pages.Callers;

/// <summary>A booking for somebody on the phone or at the counter.</summary>
public sealed record CallersModel
{
    public required Telecentre Site { get; init; }

    public required CallDraft Draft { get; init; }

    /// <summary>Whom the search has found; null before she has searched.</summary>
    public IReadOnlyList<Member>? Found { get; init; }

    /// <summary>Why it could not be booked.</summary>
    public string? Reason { get; init; }

    /// <summary>What could be had instead, here.</summary>
    public IReadOnlyList<Instead> Alternatives { get; init; } = [];

    /// <summary>What was booked a moment ago.</summary>
    public Booked? Made { get; init; }
}

/// <summary>The form as it was filled in.</summary>
public sealed record CallDraft
{
    public string? Search { get; init; }

    public string? Member { get; init; }

    /// <summary>Somebody without an account: then the booking is the keeper's own.</summary>
    public string? Guest { get; init; }

    public string? Phone { get; init; }

    public required string Day { get; init; }

    public required string Part { get; init; }

    /// <summary>A space's id, or a kind of space.</summary>
    public required string What { get; init; }
}

/// <summary>Another place or time at this site.</summary>
public sealed record Instead(Space Space, TimeRange During, string Value);

/// <summary>What was booked, for whom and where.</summary>
public sealed record Booked(string Name, string Place, TimeRange During, bool IsAsked);
