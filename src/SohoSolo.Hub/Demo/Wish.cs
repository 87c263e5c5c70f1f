using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Hub.Demo;

/// <summary>What an invented member asks for, and what she then makes of it. Whether she gets it is for the rules to say.</summary>
/// <param name="Spaces">The places that would do, the dearest first.</param>
internal sealed record Wish(DateTimeOffset MadeAt, MemberId Member, Telecentre Site, IReadOnlyList<Space> Spaces, TimeRange During, Fate Fate)
{
    public string? Purpose { get; init; }

    /// <summary>Whom she receives.</summary>
    public IReadOnlyList<Guest> Guests { get; init; } = [];

    /// <summary>She came with her badge and had booked nothing.</summary>
    public bool WalksIn { get; init; }
}

/// <summary>What becomes of a booking that was made.</summary>
internal abstract record Fate
{
    private Fate()
    {
    }

    /// <summary>She comes and says so.</summary>
    public sealed record Present(DateTimeOffset At) : Fate;

    /// <summary>Nothing is known until it ends.</summary>
    public sealed record Unseen : Fate;

    public sealed record Cancelled(DateTimeOffset At) : Fate;

    /// <summary>Somebody saw the place empty.</summary>
    public sealed record Missed(DateTimeOffset At) : Fate;
}
