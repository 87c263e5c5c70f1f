using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Presence;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Gateways;
using SohoSolo.Hub.Presence;
using SohoSolo.Storage;
using SpaceState = SohoSolo.Core.Presence.SpaceState;

namespace SohoSolo.Hub.Board;

/// <summary>A site's spaces just now: what sensors and the calendar say of each, side by side.</summary>
internal sealed record SpacesNow(Telecentre Site, DateTimeOffset Now)
{
    /// <summary>Who comes a quarter of an hour after her time is not late yet: country roads.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(15);

    public required IReadOnlyList<Booking> Booked { get; init; }

    public required IReadOnlyList<SpaceRecord> Records { get; init; }

    public required IReadOnlyList<Device> Devices { get; init; }

    public required IReadOnlyList<Reconciliation> Accounts { get; init; }

    /// <summary>Up to when everything that happened at the site has been delivered; null for never.</summary>
    public required DateTimeOffset? Delivered { get; init; }

    public bool IsLate(Booking booking) => Now >= booking.During.Start + Grace;

    public BoardSpaceView Of(Space space)
    {
        var sensors = Sensors.Of(Devices, space.Id);
        var state = Records.FirstOrDefault(record => record.Space == space.Id)?.State ?? SpaceState.Empty;
        var (occupancy, booking) = (Sensors.At(state, sensors, Now, Site.Presence), Booked.FirstOrDefault(booking => booking.Space == space.Id && booking.During.Contains(Now)));
        var account = AccountOf(space, booking);
        return new BoardSpaceView(space.Id.Value, space.Name, Words.Of(space.Kind))
        {
            Booking = booking?.Id.Value,
            Expects = booking is null ? null : Word(booking),
            Occupancy = Words.Of(occupancy.Level),
            Since = occupancy.Since is { } since ? Times.Utc(since) : null,
            Stale = sensors.Count > 0 && (occupancy.IsStale || IsBehind),
            Evidence = sensors.Count == 0 ? null : Evidence(sensors, state),
            Reconciliation = account is null ? null : Words.Of(account.Kind),
            Why = account?.Why,
        };
    }

    /// <summary>The site's gateway says four times a minute that everything was delivered.</summary>
    private bool IsBehind => Delivered is null || Now - Delivered > GatewayWatch.Silence;

    private string Word(Booking booking)
    {
        if (booking.Status == BookingStatus.CheckedIn)
            return "present";

        return IsLate(booking) ? "late" : "expected";
    }

    private List<string> Evidence(IReadOnlyList<SpaceSensor> sensors, SpaceState state)
    {
        var words = new SensorWords(Site.Calendar, Site.Presence, Now);
        List<string> says = [.. sensors.Select(sensor => words.Of(sensor, state))];
        if (IsBehind)
            says.Add(Delivered is { } at ? $"{Site.Id}: nothing delivered since {words.When(at)}" : $"{Site.Id}: nothing delivered yet");

        return says;
    }

    /// <summary>The booking's, or that of whoever is there without one.</summary>
    private Reconciliation? AccountOf(Space space, Booking? booking) => booking is null
        ? Accounts.LastOrDefault(account => account.Space == space.Id && account.Until is null && account.From <= Now)
        : Accounts.FirstOrDefault(account => account.Booking == booking.Id);
}
