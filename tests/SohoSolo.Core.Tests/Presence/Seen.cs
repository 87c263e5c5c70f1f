using SohoSolo.Core.Bookings;
using SohoSolo.Core.Presence;
using static SohoSolo.Core.Tests.Some;

namespace SohoSolo.Core.Tests.Presence;

/// <summary>Sensors of Tuesday: each desk's seat, heard from early in the morning unless a test says otherwise.</summary>
internal static class Seen
{
    public static readonly BookingRules Rules = new();

    /// <summary>Anne's desk on Tuesday from nine to seven in the evening, made the day before.</summary>
    public static readonly Booking Booked = Made(Request with { During = Tuesday(9, 19) });

    /// <summary>Somebody sits at a space in these spans of hours; everything has been delivered up to <paramref name="delivered"/> (now, unless said).</summary>
    public static SpaceWatch At(Core.Sites.Space space, DateTimeOffset now, double heardFrom = 6, DateTimeOffset? delivered = null, params (double From, double To)[] spans)
    {
        var sensor = $"{space.Id}-seat";
        var state = Core.Presence.SpaceState.Empty;
        var number = 0;
        void Add(PresenceSignal signal) => state = signal.At <= now ? SpaceOccupancy.Fold(state, signal, new PresenceRules()) : state;
        Add(new PresenceSignal.Noticed(TuesdayAt(heardFrom), sensor, number++, SensorKind.Seat, false));
        foreach (var (from, to) in spans)
        {
            Add(new PresenceSignal.Noticed(TuesdayAt(from), sensor, number++, SensorKind.Seat, true));
            Add(new PresenceSignal.Noticed(TuesdayAt(to), sensor, number++, SensorKind.Seat, false));
        }

        return new SpaceWatch(space.Id, state, [new SpaceSensor(sensor, SensorKind.Seat)], new PresenceRules(), delivered ?? now);
    }

    public static SpaceWatch Silent(this SpaceWatch watch, double at) => watch with
    {
        State = SpaceOccupancy.Fold(watch.State, new PresenceSignal.Health(TuesdayAt(at), watch.Sensors[0].Id, 99, SensorKind.Seat, false), watch.Rules),
    };

    public static Evidence Badge(double hour) => new(TuesdayAt(hour), "badge", "nogaro-reader-main", "badge at the door main");

    public static Booking Came(Booking booking, double hour) => Arrivals.Apply([booking], Badge(hour), Rules, Weekdays)[0].After;
}
