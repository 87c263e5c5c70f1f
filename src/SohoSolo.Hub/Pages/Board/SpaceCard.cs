using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Board;

namespace SohoSolo.Hub.Pages.Board;

/// <summary>One space as a keeper sees it: a state with its shape, whose it is just now, who comes next.</summary>
/// <param name="Space">Which one.</param>
/// <param name="State">A word of <see cref="BoardText"/>: <c>free</c>, <c>someone</c>, <c>here</c>, <c>expected</c>, <c>late</c>…</param>
public sealed record SpaceCard(Space Space, string State)
{
    /// <summary>The booking that runs.</summary>
    public Booking? Now { get; init; }

    /// <summary>Whose it is.</summary>
    public string? Who { get; init; }

    /// <summary>The next one of today.</summary>
    public (string Who, Booking Booking)? Next { get; init; }

    /// <summary>A sensor is not heard: what is told may be over.</summary>
    public bool IsStale { get; init; }

    /// <summary>Since when somebody, or nobody, is there.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>What is concluded of the booking and of who is there, where that is more than the state says: <c>overstayed</c>, <c>wrong-desk</c>.</summary>
    public string? Account { get; init; }

    /// <summary>Why it is out of use.</summary>
    public string? Reason { get; init; }

    /// <summary>There is more to tell of it than its state.</summary>
    public bool IsTelling => State is not ("free" or "silent" or "leased") || Next is not null || Reason is not null || Account is not null;

    public string Icon => State switch
    {
        "here" => "check",
        "someone" or "unbooked" => "person",
        "maybe" => "half",
        "expected" => "clock",
        "late" => "warning",
        "blocked" or "leased" => "cross",
        "silent" => "question",
        _ => "ring",
    };

    /// <summary>Its class in the stylesheet.</summary>
    public string Look => State switch
    {
        "here" => "good",
        "late" or "someone" or "unbooked" or "silent" => "attention",
        "blocked" => "bad",
        _ => "",
    };

    /// <summary>How it looks on the plan.</summary>
    public string Spot => State switch
    {
        "here" => "occupied",
        "someone" or "unbooked" or "maybe" => "maybe",
        "expected" or "late" => "expected",
        "blocked" or "leased" => State,
        "silent" => "stale",
        _ => "vacant",
    };

    internal static SpaceCard Of(Space space, SiteNow seen, IReadOnlyCollection<Core.SpaceId> leased)
    {
        var told = seen.Spaces.Of(space);
        var booking = seen.Today.FirstOrDefault(one => one.Id.Value == told.Booking);
        var closed = seen.Site.Closures.FirstOrDefault(closure => closure.Concerns(space) && closure.During.Contains(seen.Now));
        var next = seen.Expected.Where(one => one.Space == space.Id && one.During.Start > seen.Now).MinBy(one => one.During.Start);
        return new SpaceCard(space, StateOf(told, closed is not null, leased.Contains(space.Id)))
        {
            Now = booking,
            Who = booking is null ? null : seen.NameOf(booking.Member),
            Next = next is null ? null : (seen.NameOf(next.Member), next),
            IsStale = told.Stale,
            Since = told.Since is { } since ? DateTimeOffset.Parse(since, System.Globalization.CultureInfo.InvariantCulture) : null,
            Account = told.Reconciliation is "overstayed" or "wrong-desk" ? told.Reconciliation : null,
            Reason = closed?.Reason,
        };
    }

    /// <summary>What the calendar and the sensors say together; a person on a card is more than what a sensor noticed.</summary>
    private static string StateOf(BoardSpaceView told, bool isClosed, bool isLeased) => told switch
    {
        { Expects: "present" } => "here",
        { Expects: not null, Occupancy: "occupied" } => "someone",
        { Expects: { } word } => word,
        { Occupancy: "occupied" } => "unbooked",
        _ when isClosed => "blocked",
        { Occupancy: "maybe" } => "maybe",
        { Stale: true } => "silent",
        _ => isLeased ? "leased" : "free",
    };
}
