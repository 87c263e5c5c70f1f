using SohoSolo.Core.Presence;
using Xunit;

namespace SohoSolo.Core.Tests.Presence;

/// <summary>The state machine of a space, minute by minute.</summary>
public sealed class SpaceOccupancyTests
{
    private static readonly DateTimeOffset Nine = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);
    private static readonly PresenceRules Rules = new();

    [Fact]
    public void One_movement_is_somebody_who_passes_and_a_second_one_somebody_who_stays()
    {
        var passed = Fold(Pir(0, true), Pir(0.5, false));
        Assert.Equal(OccupancyLevel.Maybe, Level(passed, 1));
        Assert.Equal(OccupancyLevel.Vacant, Level(passed, 6));

        var stayed = Fold(Pir(0, true), Pir(0.5, false), Pir(2, true), Pir(2.5, false));
        Assert.Equal(OccupancyLevel.Occupied, Level(stayed, 3));
        Assert.Equal(Nine, SpaceOccupancy.At(stayed, Watched(SensorKind.Pir), At(3), Rules).Since);
    }

    [Fact]
    public void A_sensor_that_tells_of_changes_only_is_believed_once_it_has_seen_more_than_its_own_hold()
    {
        var passed = Fold(Pir(0, true));
        Assert.Equal(OccupancyLevel.Maybe, Level(passed, 1));
        Assert.Equal(OccupancyLevel.Occupied, Level(passed, 2));
        Assert.Equal(OccupancyLevel.Occupied, Level(passed, 40));

        // It went quiet a minute after the last movement.
        var left = Fold(Pir(0, true), Pir(41, false));
        var span = Assert.Single(SpaceOccupancy.Spans(left, At(60), Rules));
        Assert.Equal((At(0), At(40)), (span.From, span.Until));
    }

    [Fact]
    public void The_end_of_a_stay_is_dated_back_to_the_last_movement()
    {
        var stayed = Fold([.. Enumerable.Range(0, 30).SelectMany(minute => new[] { Pir(minute, true), Pir(minute + 0.5, false) })]);
        Assert.Null(SpaceOccupancy.Spans(stayed, At(30), Rules)[^1].Until);
        Assert.Equal(At(29), SpaceOccupancy.Spans(stayed, At(60), Rules)[^1].Until);
        Assert.Equal(OccupancyLevel.Vacant, Level(stayed, 45));
    }

    [Fact]
    public void Who_sits_still_is_believed_longer_than_who_moves_all_the_time()
    {
        var lively = Fold([.. Enumerable.Range(0, 60).SelectMany(half => new[] { Pir(half * 0.5, true), Pir((half * 0.5) + 0.4, false) })]);
        var still = Fold([.. Enumerable.Range(0, 11).SelectMany(third => new[] { Pir(third * 3, true), Pir((third * 3) + 0.5, false) })]);

        Assert.True(HoldOf(still) > HoldOf(lively) * 2, $"{HoldOf(still)} and {HoldOf(lively)}");
    }

    [Fact]
    public void A_silent_sensor_says_nothing_and_a_space_without_one_is_unknown()
    {
        var silent = Fold(Pir(0, true), new PresenceSignal.Health(At(5), "s", 9, SensorKind.Pir, false));
        Assert.Equal(OccupancyLevel.Unknown, Level(silent, 6));
        Assert.False(SpaceOccupancy.IsVacant(silent, Watched(SensorKind.Pir), At(60), Rules));
        Assert.Null(SpaceOccupancy.HeardSince(silent, Watched(SensorKind.Pir)));

        Assert.Equal(OccupancyLevel.Unknown, SpaceOccupancy.At(SpaceState.Empty, [], At(0), Rules).Level);
        Assert.True(SpaceOccupancy.At(Fold(Pir(0, false)), [new SpaceSensor("s", SensorKind.Pir), new SpaceSensor("t", SensorKind.Seat)], At(1), Rules).IsStale);
    }

    [Fact]
    public void Nothing_is_released_before_the_hold_of_its_sensor_is_over()
    {
        var left = Fold(Pir(0, true), Pir(0.5, false));
        Assert.False(SpaceOccupancy.IsVacant(left, Watched(SensorKind.Pir), At(14), Rules));
        Assert.True(SpaceOccupancy.IsVacant(left, Watched(SensorKind.Pir), At(16), Rules));
        Assert.Equal(At(0), SpaceOccupancy.HeardSince(left, Watched(SensorKind.Pir)));
    }

    [Fact]
    public void A_movement_sensor_that_never_stops_is_stuck_and_nobody()
    {
        var stuck = Fold(Pir(0, true));
        var believed = SpaceOccupancy.At(stuck, Watched(SensorKind.Pir), At(13 * 60), Rules);
        Assert.True(believed.IsStale);
        Assert.NotEqual(OccupancyLevel.Occupied, believed.Level);
        Assert.False(SpaceOccupancy.IsVacant(stuck, Watched(SensorKind.Pir), At(13 * 60), Rules));
    }

    [Fact]
    public void A_seat_is_taken_at_once_and_free_soon_after()
    {
        var sat = Fold(Seat(0, true), Seat(30, false));
        Assert.Equal(OccupancyLevel.Occupied, Level(Fold(Seat(0, true)), 0, SensorKind.Seat));
        Assert.Equal(OccupancyLevel.Occupied, Level(sat, 31, SensorKind.Seat));
        Assert.Equal(OccupancyLevel.Vacant, Level(sat, 33, SensorKind.Seat));
        Assert.Equal(At(30), SpaceOccupancy.Spans(sat, At(40), Rules)[^1].Until);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(42)]
    public void The_estimate_changes_when_it_was_said_that_it_would_and_not_before(int seed)
    {
        var random = new Random(seed);
        var (state, minute) = (SpaceState.Empty, 0.0);
        for (var number = 0; number < 400; number++)
        {
            minute += random.NextDouble() * random.Next(1, 20);
            state = SpaceOccupancy.Fold(state, random.Next(2) == 0 ? Pir(minute, random.Next(2) == 0) : Seat(minute, random.Next(2) == 0), Rules);
            SpaceSensor[] sensors = [new("s", SensorKind.Pir), new("t", SensorKind.Seat)];
            var now = At(minute);
            var next = SpaceOccupancy.NextChange(state, sensors, now, Rules);
            var level = SpaceOccupancy.At(state, sensors, now, Rules).Level;
            var until = next ?? now.AddHours(20);
            for (var at = now; at < until; at += (until - now) / 7)
                Assert.Equal(level, SpaceOccupancy.At(state, sensors, at, Rules).Level);
        }
    }

    private static TimeSpan HoldOf(SpaceState state) => SpaceOccupancy.NextChange(state, Watched(SensorKind.Pir), state.FoldedTo!.Value, Rules)!.Value - state.FoldedTo!.Value;

    private static OccupancyLevel Level(SpaceState state, double minute, SensorKind kind = SensorKind.Pir) => SpaceOccupancy.At(state, Watched(kind), At(minute), Rules).Level;

    private static SpaceSensor[] Watched(SensorKind kind) => [new(kind == SensorKind.Seat ? "t" : "s", kind)];

    private static SpaceState Fold(params PresenceSignal[] signals) => signals.Aggregate(SpaceState.Empty, (state, signal) => SpaceOccupancy.Fold(state, signal, Rules));

    private static DateTimeOffset At(double minute) => Nine.AddMinutes(minute);

    private static PresenceSignal.Noticed Pir(double minute, bool isThere) => new(At(minute), "s", 1, SensorKind.Pir, isThere);

    private static PresenceSignal.Noticed Seat(double minute, bool isThere) => new(At(minute), "t", 1, SensorKind.Seat, isThere);
}
