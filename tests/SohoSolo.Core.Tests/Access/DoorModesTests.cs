using FsCheck;
using FsCheck.Fluent;
using SohoSolo.Core.Access;
using SohoSolo.Core.Time;
using static SohoSolo.Core.Tests.Some;
using Xunit;

namespace SohoSolo.Core.Tests.Access;

public sealed class DoorModesTests
{
    private static readonly TimeRange[] Mornings = [Tuesday(9, 12), Tuesday(33, 36)];

    [Fact]
    public void A_door_stands_open_by_its_schedule_from_its_first_moment_until_its_last()
    {
        Assert.Equal(new EffectiveMode(DoorMode.Normal, TuesdayAt(9)), At(TuesdayAt(9).AddTicks(-1)));
        Assert.Equal(new EffectiveMode(DoorMode.ScheduledOpen, TuesdayAt(12)), At(TuesdayAt(9)));
        Assert.Equal(new EffectiveMode(DoorMode.ScheduledOpen, TuesdayAt(12)), At(TuesdayAt(12).AddTicks(-1)));
        Assert.Equal(new EffectiveMode(DoorMode.Normal, TuesdayAt(33)), At(TuesdayAt(12)));
        Assert.Equal(new EffectiveMode(DoorMode.Normal, null), At(TuesdayAt(36)));
    }

    [Fact]
    public void Evacuation_is_over_lockdown_over_held_unlocked_over_the_schedule()
    {
        DoorDemand held = new(DoorMode.HeldUnlocked, null), lockdown = new(DoorMode.Lockdown, TuesdayAt(11)), evacuation = new(DoorMode.Evacuation, TuesdayAt(10));

        Assert.Equal(new EffectiveMode(DoorMode.Evacuation, TuesdayAt(10)), At(TuesdayAt(9), held, lockdown, evacuation));
        Assert.Equal(new EffectiveMode(DoorMode.Lockdown, TuesdayAt(11)), At(TuesdayAt(10), held, lockdown, evacuation));
        Assert.Equal(new EffectiveMode(DoorMode.HeldUnlocked, null), At(TuesdayAt(11), held, lockdown, evacuation));
    }

    [Fact]
    public void A_demand_for_normal_demands_nothing() =>
        Assert.Equal(new EffectiveMode(DoorMode.Normal, TuesdayAt(9)), At(TuesdayAt(8), new DoorDemand(DoorMode.Normal, null)));

    [Fact]
    public void Each_mode_is_demanded_once_and_normal_takes_all_back()
    {
        DoorDemand over = new(DoorMode.Evacuation, TuesdayAt(8)), held = new(DoorMode.HeldUnlocked, null), shorter = new(DoorMode.HeldUnlocked, TuesdayAt(10)), lockdown = new(DoorMode.Lockdown, null);

        Assert.Equal([lockdown, shorter], DoorModes.With([over, held, lockdown], shorter, TuesdayAt(8)));
        Assert.Empty(DoorModes.With([held, lockdown], new DoorDemand(DoorMode.Normal, null), TuesdayAt(8)));
    }

    [Fact]
    public void The_mode_is_the_highest_that_is_wanted_and_stays_until_it_says()
    {
        var demand =
            from mode in Gen.Elements(Enum.GetValues<DoorMode>())
            from minutes in Gen.Choose(-30, 90)
            from endless in Gen.Elements(true, false, false)
            select new DoorDemand(mode, endless ? null : TuesdayAt(9).AddMinutes(minutes));
        Runs.Hold(Runs.Lists(demand, 6), demands => Enumerable.Range(-40, 140).All(minute =>
        {
            var said = DoorModes.Effective(demands, Mornings, TuesdayAt(9).AddMinutes(minute));
            return said.Mode == ByHand(demands, minute)
                && Enumerable.Range(minute, 100).TakeWhile(later => said.Until is null || TuesdayAt(9).AddMinutes(later) < said.Until).All(later => ByHand(demands, later) >= said.Mode)
                && (said.Until is null || said.Until > TuesdayAt(9).AddMinutes(minute));
        }), cases: 100);
    }

    private static DoorMode ByHand(IReadOnlyList<DoorDemand> demands, int minute)
    {
        var highest = minute is >= 0 and < 180 ? 1 : 0;
        foreach (var demand in demands)
        {
            var runs = demand.Until is not { } until || (until - TuesdayAt(9)).TotalMinutes > minute;
            if (runs && (int)demand.Mode > highest) highest = (int)demand.Mode;
        }

        return (DoorMode)highest;
    }

    private static EffectiveMode At(DateTimeOffset now, params DoorDemand[] demands) => DoorModes.Effective(demands, Mornings, now);
}
