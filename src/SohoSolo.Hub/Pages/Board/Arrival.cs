using SohoSolo.Core.Bookings;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Board;

namespace SohoSolo.Hub.Pages.Board;

/// <summary>Somebody of today: expected, late, there or gone.</summary>
public sealed record Arrival(Booking Booking, string Name, string? Phone, Space? Space, string State)
{
    /// <summary>When she came.</summary>
    public DateTimeOffset? Since => Booking.Evidence.Count > 0 ? Booking.Evidence[0].At : null;

    /// <summary>Where else she could sit at that time.</summary>
    public IReadOnlyList<Space> Elsewhere { get; init; } = [];

    /// <summary>Her time has come, or comes before the doors open for others.</summary>
    public bool MayCheckIn { get; init; }

    public bool IsAwaited => State is "expected" or "late";

    public string Icon => State switch
    {
        "late" => "warning",
        "here" => "check",
        "expected" => "clock",
        "missed" => "cross",
        _ => "ring",
    };

    public string Look => State switch
    {
        "late" => "attention",
        "here" => "good",
        "missed" => "bad",
        _ => "",
    };

    /// <summary>The late first, then who comes next, then who is there, then who has been.</summary>
    internal static IReadOnlyList<Arrival> Of(SiteNow seen) =>
    [
        .. seen.Today.Select(booking => Of(booking, seen)).OfType<Arrival>()
            .OrderBy(arrival => arrival.State switch { "late" => 0, "expected" => 1, "here" => 2, _ => 3 })
            .ThenBy(arrival => arrival.Booking.During.Start).ThenBy(arrival => arrival.Name, StringComparer.CurrentCulture),
    ];

    private static Arrival? Of(Booking booking, SiteNow seen)
    {
        if (StateOf(booking, seen) is not { } state) return null;

        var member = seen.People.GetValueOrDefault(booking.Member);
        return new Arrival(booking, seen.NameOf(booking.Member), member?.Phone, seen.Site.Find(booking.Space), state)
        {
            Elsewhere = state is "expected" or "late" ? Free(booking, seen) : [],
            MayCheckIn = seen.Now >= booking.During.Start - seen.Site.Rules.CheckInOpens,
        };
    }

    private static string? StateOf(Booking booking, SiteNow seen) => booking.Status switch
    {
        BookingStatus.Confirmed when booking.During.End > seen.Now => seen.Spaces.IsLate(booking) ? "late" : "expected",
        BookingStatus.CheckedIn => "here",
        BookingStatus.Completed when booking.Evidence.Count > 0 => "gone",
        BookingStatus.NoShow => "missed",
        _ => null,
    };

    private static IReadOnlyList<Space> Free(Booking booking, SiteNow seen) =>
    [
        .. seen.Site.Spaces.Where(space => space.Kind == booking.Kind && space.Id != booking.Space
            && !seen.Today.Any(other => other.Space == space.Id && other.Holds && other.During.Overlaps(booking.During))
            && !seen.Site.Closures.Any(closure => closure.Concerns(space) && closure.During.Overlaps(booking.During))),
    ];
}
