using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Board;

namespace SohoSolo.Hub.Pages.DaySheet;

/// <summary>Who has to be outside when everybody has left: by evidence, not by bookings.</summary>
public sealed record RollCallModel
{
    public required Telecentre Site { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Arrived, and not gone as far as anybody knows.</summary>
    public required IReadOnlyList<RollCallLine> Present { get; init; }

    /// <summary>Expected just now and not seen: they may have come in behind somebody.</summary>
    public required IReadOnlyList<RollCallLine> Perhaps { get; init; }

    /// <summary>Places where a sensor notices somebody of whom nobody knows who it is.</summary>
    public required IReadOnlyList<Space> Unknown { get; init; }

    public int Guests => Present.Sum(line => line.Booking.Guests.Count);

    internal static RollCallModel Of(SiteNow seen) => new()
    {
        Site = seen.Site,
        At = seen.Now,
        Present = [.. Lines(seen, booking => booking.Status == BookingStatus.CheckedIn)],
        Perhaps = [.. Lines(seen, booking => booking.Status == BookingStatus.Confirmed && booking.During.Contains(seen.Now))],
        Unknown = [.. seen.Site.Spaces.Where(space => seen.Spaces.Of(space) is { Occupancy: "occupied" or "maybe", Expects: not "present" })],
    };

    private static IEnumerable<RollCallLine> Lines(SiteNow seen, Func<Booking, bool> which) => seen.Today.Where(which)
        .Select(booking => new RollCallLine(booking, seen.NameOf(booking.Member), seen.People.GetValueOrDefault(booking.Member)?.Phone, seen.Site.Find(booking.Space)?.Name ?? ""))
        .OrderBy(line => line.Name, StringComparer.CurrentCulture);
}

/// <summary>One person, and by what she is believed to be there.</summary>
public sealed record RollCallLine(Booking Booking, string Name, string? Phone, string Place)
{
    public Evidence? Seen => Booking.Evidence.Count > 0 ? Booking.Evidence[0] : null;

    /// <summary>A word of the text: badge, pin, manual, other.</summary>
    public string By => Seen?.Kind is "badge" or "pin" or "manual" ? Seen.Kind : "other";
}
