using SohoSolo.Core.Sites;

namespace SohoSolo.Hub.Pages.Plan;

/// <summary>One space on a plan as a page wants it shown: how it looks, what it says, and what pressing it does.</summary>
public sealed record PlanSpot
{
    public required Space Space { get; init; }

    /// <summary>A word of the stylesheet: free, mine, taken, leased, closed, blocked, quota; vacant, maybe, occupied, unknown, expected, stale; other.</summary>
    public required string Look { get; init; }

    /// <summary>Its sign in <c>icons.svg</c>: a state has a shape besides its colour.</summary>
    public required string Sign { get; init; }

    /// <summary>Its state in a word or two, shown under its name.</summary>
    public required string Word { get; init; }

    /// <summary>Name, state and what pressing does, for those who do not see the plan; empty for what is only there to find one's way by.</summary>
    public required string Says { get; init; }

    /// <summary>Where pressing it leads; null when it is a button or nothing.</summary>
    public string? Href { get; init; }

    /// <summary>What the form around the plan is told when it is pressed.</summary>
    public (string Name, string Value)? Button { get; init; }
}
