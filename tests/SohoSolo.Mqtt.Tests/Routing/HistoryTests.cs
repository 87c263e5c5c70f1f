using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using SohoSolo.Mqtt.Tests.Routing.Histories;

namespace SohoSolo.Mqtt.Tests.Routing;

/// <summary>Random histories: clients that publish, subscribe, come and go; a disk that is late or full; a process that dies and leaves any part of what it had told.</summary>
public sealed class HistoryTests
{
    private static readonly Arbitrary<int[]> Histories = Gen.Choose(0, int.MaxValue).ArrayOf(60).ToArbitrary();

    [Fact]
    public void Nothing_acknowledged_is_lost_and_nothing_at_QoS_2_comes_twice_wherever_the_log_ends() =>
        Check(steps => Play(steps, withFullDisk: false));

    [Fact]
    public void The_same_holds_when_the_disk_is_full_now_and_then() =>
        Check(steps => Play(steps, withFullDisk: true));

    private static void Check(Action<int[]> play)
    {
        var config = Config.QuickThrowOnFailure.WithMaxTest(Repository.IsFull ? 20_000 : 500);
        Prop.ForAll(Histories, steps => play(steps)).Check(config);
    }

    private static void Play(int[] steps, bool withFullDisk)
    {
        var world = new World(withFullDisk);
        foreach (var step in steps)
            world.Take(step);
        world.Settle();
        var story = string.Create(CultureInfo.InvariantCulture, $"{string.Join('\n', world.Story)}\n");
        Assert.True(world.Verdict() is null, $"{world.Verdict()}\n{story}");
    }
}
