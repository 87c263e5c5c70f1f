using SohoSolo.Core.Presence;
using Xunit;

namespace SohoSolo.Core.Tests.Presence;

/// <summary>Counters that drift, wrap and begin anew.</summary>
public sealed class HeadcountTests
{
    private static readonly DateTimeOffset Nine = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Registers_that_are_full_begin_again()
    {
        var before = After(null, new CountReading.Totals(65_534, 65_533, 16));
        Assert.Equal(1, before.There);
        Assert.Equal(3, After(before, new CountReading.Totals(2, 65_535, 16)).There);
        Assert.Equal(2, After(After(before, new CountReading.Totals(2, 65_535, 16)), new CountReading.Totals(2, 0, 16)).There);
        Assert.Equal(1, After(After(null, new CountReading.Totals(4_294_967_295, 4_294_967_295, 32)), new CountReading.Totals(0, 4_294_967_295, 32)).There);
    }

    [Fact]
    public void A_counter_that_was_restarted_goes_on_from_zero()
    {
        var before = After(null, new CountReading.Totals(40_000, 39_998, 16));
        var after = After(before, new CountReading.Totals(1, 0, 16));
        Assert.Equal(3, after.There);
    }

    [Fact]
    public void Nobody_is_less_than_nobody_and_a_leap_is_no_crowd()
    {
        Assert.Equal(0, After(After(null, new CountReading.Flow(1, 0)), new CountReading.Flow(0, 5)).There);
        var leapt = After(After(null, new CountReading.Totals(10, 8, 32)), new CountReading.Totals(5_000, 9, 32));
        Assert.Equal(2, leapt.There);
        Assert.Equal(3, After(leapt, new CountReading.Totals(5_001, 9, 32)).There);
    }

    [Fact]
    public void Who_was_counted_and_is_noticed_by_nobody_is_forgotten()
    {
        PresenceSignal[] signals = [new PresenceSignal.Counted(Nine, "c", 1, new CountReading.Totals(5, 4, 16)), new PresenceSignal.Noticed(Nine, "p", 1, SensorKind.Pir, false)];
        var state = signals.Aggregate(SpaceState.Empty, (folded, signal) => SpaceOccupancy.Fold(folded, signal, new PresenceRules()));
        SpaceSensor[] sensors = [new("c", SensorKind.Counter), new("p", SensorKind.Pir)];

        Assert.Equal(OccupancyLevel.Occupied, SpaceOccupancy.At(state, sensors, Nine.AddMinutes(90), new PresenceRules()).Level);
        Assert.Equal(OccupancyLevel.Vacant, SpaceOccupancy.At(state, sensors, Nine.AddHours(3), new PresenceRules()).Level);
    }

    [Theory]
    [InlineData("3")]
    [InlineData("+2-1")]
    [InlineData("72/70/16")]
    [InlineData("4294967295/0/32")]
    public void A_reading_is_the_same_after_its_way_as_text(string text) => Assert.Equal(text, $"{CountReading.Read(text)}");

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("+-1")]
    [InlineData("+1-")]
    [InlineData("70000/1/16")]
    [InlineData("1/1/8")]
    [InlineData("true")]
    [InlineData("1e3")]
    public void What_is_no_reading_is_none(string text) => Assert.Null(CountReading.Read(text));

    private static Headcount After(Headcount? before, CountReading reading) => Headcount.After(before, reading, Nine);
}
