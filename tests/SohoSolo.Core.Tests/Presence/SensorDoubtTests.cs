using System.Text.Json;
using SohoSolo.Core.Presence;
using Xunit;

namespace SohoSolo.Core.Tests.Presence;

/// <summary>When sensors are not to be believed, and when what is believed changes without them.</summary>
public sealed class SensorDoubtTests
{
    private static readonly DateTimeOffset Nine = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);
    private static readonly PresenceRules Rules = new();
    private static readonly SpaceSensor[] All = [new("c", SensorKind.Counter), new("p", SensorKind.Pir), new("t", SensorKind.Seat)];

    [Fact]
    public void A_seat_that_fell_silent_while_it_was_taken_is_believed_when_it_speaks_and_not_when_it_is_heard()
    {
        var heard = Fold(Seat(0, true), Health(60, false), Health(70, true));

        Assert.Equal(OccupancyLevel.Unknown, Level(heard, 71, "t"));
        Assert.Null(SpaceOccupancy.HeardSince(heard, Only("t")));
        Assert.False(SpaceOccupancy.IsVacant(heard, Only("t"), At(200), Rules));

        var spoke = SpaceOccupancy.Fold(heard, Seat(80, false), Rules);
        Assert.Equal(At(80), SpaceOccupancy.HeardSince(spoke, Only("t")));
        Assert.True(SpaceOccupancy.IsVacant(spoke, Only("t"), At(90), Rules));
    }

    [Fact]
    public void A_seat_that_fell_silent_while_it_was_free_is_believed_once_it_is_heard()
    {
        var heard = Fold(Seat(0, false), Health(60, false), Health(70, true));

        Assert.Equal(At(70), SpaceOccupancy.HeardSince(heard, Only("t")));
        Assert.Equal(OccupancyLevel.Vacant, Level(heard, 71, "t"));
    }

    [Fact]
    public void A_stuck_sensor_alone_leaves_a_space_unknown_until_it_says_otherwise()
    {
        var stuck = Fold(Pir(0, true));
        Assert.Equal(OccupancyLevel.Occupied, Level(stuck, (12 * 60) - 1, "p"));
        Assert.Equal(OccupancyLevel.Unknown, Level(stuck, 12 * 60, "p"));

        var well = SpaceOccupancy.Fold(stuck, Pir(14 * 60, false), Rules);
        Assert.Equal(OccupancyLevel.Vacant, Level(well, (14 * 60) + 30, "p"));
    }

    [Fact]
    public void Another_sensor_speaks_for_one_that_is_silent_and_the_estimate_is_stale()
    {
        var state = Fold(Pir(0, true), Pir(1, true), Seat(2, true), Health(3, false));
        var believed = SpaceOccupancy.At(state, [All[1], All[2]], At(3), Rules);

        Assert.Equal((OccupancyLevel.Occupied, true), (believed.Level, believed.IsStale));
        Assert.Equal(["p"], believed.Sources);
    }

    [Fact]
    public void At_the_instant_that_was_said_the_change_has_happened()
    {
        SpaceState[] states = [Fold(Pir(0, true), Pir(0.5, false)), Fold(Seat(0, true), Seat(9, false)), Fold(Counted(0, new CountReading.Flow(2, 0))), Fold(Pir(0, true))];
        string[] whose = ["p", "t", "c", "p"];
        foreach (var (state, id) in states.Zip(whose))
        {
            var next = SpaceOccupancy.NextChange(state, Only(id), state.FoldedTo!.Value, Rules);
            Assert.NotNull(next);
            Assert.Equal(LevelAt(state, state.FoldedTo.Value, id), LevelAt(state, next.Value.AddTicks(-1), id));
            Assert.NotEqual(LevelAt(state, state.FoldedTo.Value, id), LevelAt(state, next.Value, id));
        }
    }

    [Fact]
    public void Who_comes_and_goes_is_summed_never_below_nobody_and_no_crowd_is_believed()
    {
        Assert.Equal(OccupancyLevel.Vacant, Level(Fold(Counted(0, new CountReading.Flow(0, 3))), 1, "c"));
        Assert.Equal(OccupancyLevel.Occupied, Level(Fold(Counted(0, new CountReading.Flow(0, 3)), Counted(1, new CountReading.Flow(1, 0))), 1, "c"));
        Assert.Equal(OccupancyLevel.Vacant, Level(Fold(Counted(0, new CountReading.Flow(5000, 0))), 1, "c"));

        var left = Fold(Counted(0, new CountReading.Flow(2, 0)), Counted(30, new CountReading.Flow(0, 2)));
        Assert.False(SpaceOccupancy.IsVacant(left, Only("c"), At(31), Rules));
        Assert.True(SpaceOccupancy.IsVacant(left, Only("c"), At(32), Rules));
        Assert.Equal(At(30), Assert.Single(SpaceOccupancy.Spans(left, At(60), Rules)).Until);
    }

    [Fact]
    public void A_sum_is_kept_while_another_sensor_notices_somebody()
    {
        var state = Fold(Counted(0, new CountReading.Flow(1, 0)), Pir(0, false), Pir(100, true), Pir(101, false), Pir(102, true), Pir(103, false));

        Assert.Equal(OccupancyLevel.Occupied, LevelAt(state, At(130), "c"));
        Assert.Equal(OccupancyLevel.Vacant, LevelAt(state, At(102 + 120), "c"));
    }

    [Fact]
    public void Who_is_noticed_right_now_keeps_the_sum_though_a_third_sensor_is_quiet()
    {
        var state = Fold(Counted(0, new CountReading.Flow(1, 0)), Seat(0, false), Pir(100, true), Seat(230, false));

        Assert.Equal(1, state.Sensors[0].Count!.There);
    }

    /// <summary>The state goes through its text, as in the database, after any signal; and is asked at any time.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(11)]
    [InlineData(2026)]
    public void Neither_the_batches_nor_the_questions_of_a_log_change_what_is_folded(int seed)
    {
        var random = new Random(seed);
        PresenceSignal[] log = [.. Enumerable.Range(0, 600).Select(number => Some(random, number)).Order(PresenceSignal.InOrder)];
        var (whole, batched) = (log.Aggregate(SpaceState.Empty, (state, signal) => SpaceOccupancy.Fold(state, signal, Rules)), SpaceState.Empty);
        foreach (var signal in log)
        {
            if (random.Next(5) == 0)
                batched = JsonSerializer.Deserialize<SpaceState>(JsonSerializer.Serialize(batched))!;

            batched = SpaceOccupancy.Fold(batched, signal, Rules);
            SpaceOccupancy.At(batched, All, signal.At.AddMinutes(random.Next(900)), Rules);
            SpaceOccupancy.Spans(batched, signal.At.AddMinutes(random.Next(900)), Rules);
        }

        Assert.Equal(JsonSerializer.Serialize(whole), JsonSerializer.Serialize(batched));
    }

    private static PresenceSignal Some(Random random, int number) => (At(random.Next(5000) / 2.0), random.Next(6)) switch
    {
        (var at, 0) => new PresenceSignal.Counted(at, "c", number, new CountReading.Totals(random.Next(300), random.Next(300), 16)),
        (var at, 1) => new PresenceSignal.Counted(at, "c", number, new CountReading.Flow(random.Next(3), random.Next(3))),
        (var at, 2) => new PresenceSignal.Health(at, "t", number, SensorKind.Seat, random.Next(2) == 0),
        (var at, 3) => new PresenceSignal.Noticed(at, "t", number, SensorKind.Seat, random.Next(2) == 0),
        var (at, _) => new PresenceSignal.Noticed(at, "p", number, SensorKind.Pir, random.Next(2) == 0),
    };

    private static OccupancyLevel Level(SpaceState state, double minute, string id) => LevelAt(state, At(minute), id);

    private static OccupancyLevel LevelAt(SpaceState state, DateTimeOffset at, string id) => SpaceOccupancy.At(state, Only(id), at, Rules).Level;

    private static SpaceSensor[] Only(string id) => [.. All.Where(sensor => sensor.Id == id)];

    private static SpaceState Fold(params PresenceSignal[] signals) => signals.Aggregate(SpaceState.Empty, (state, signal) => SpaceOccupancy.Fold(state, signal, Rules));

    private static DateTimeOffset At(double minute) => Nine.AddMinutes(minute);

    private static PresenceSignal.Noticed Pir(double minute, bool isThere) => new(At(minute), "p", 1, SensorKind.Pir, isThere);

    private static PresenceSignal.Noticed Seat(double minute, bool isThere) => new(At(minute), "t", 1, SensorKind.Seat, isThere);

    private static PresenceSignal.Health Health(double minute, bool isHeard) => new(At(minute), "t", 2, SensorKind.Seat, isHeard);

    private static PresenceSignal.Counted Counted(double minute, CountReading reading) => new(At(minute), "c", 1, reading);
}
