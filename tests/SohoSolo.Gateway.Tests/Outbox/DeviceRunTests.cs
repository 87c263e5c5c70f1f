using FsCheck.Fluent;
using SohoSolo.Gateway.Outbox;

namespace SohoSolo.Gateway.Tests.Outbox;

public sealed class DeviceRunTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_run_begins_with_the_first_number_that_came() => Assert.Equal((118, null), Reached(Come(118)));

    [Fact]
    public void The_run_begins_where_the_device_says() => Assert.Equal((99, Now), Reached(DeviceRun.Begin(118, lowest: 100, Now)));

    [Fact]
    public void A_hole_holds_the_run_and_its_filling_carries_it_on()
    {
        Assert.Equal(1, Come(1, 3, 4).UpTo);
        Assert.Equal((4, null), Reached(Come(1, 3, 4, 2)));
    }

    [Fact]
    public void A_number_below_the_first_is_new_once()
    {
        var run = Come(118);

        Assert.False(run.Has(117));
        Assert.True(run.With(117, null, Now).Run.Has(117));
        Assert.Equal(118, run.With(117, null, Now).Run.UpTo);
    }

    [Fact]
    public void What_a_device_keeps_no_more_is_not_waited_for()
    {
        var (run, givenUp) = Come(1, 2, 5).With(6, lowest: 5, Now);

        Assert.Equal(((6, null), (3L, 4L)), (Reached(run), givenUp));
    }

    [Fact]
    public void A_lowest_number_above_the_one_that_came_is_not_believed() => Assert.Equal(2, Come(1, 2).With(5, lowest: 1000, Now).Run.Seen[0].Last);

    [Fact]
    public void Without_the_device_s_word_a_hole_is_given_up_after_a_minute()
    {
        var holed = Come(1, 3);
        var soon = holed.With(4, null, Now.AddSeconds(59.9));
        var late = soon.Run.With(5, null, Now.AddSeconds(60));

        Assert.Equal((1, null), (soon.Run.UpTo, soon.GivenUp));
        Assert.Equal((5, (2L, 2L)), (late.Run.UpTo, late.GivenUp));
        Assert.False(late.Run.Has(2));
    }

    [Fact]
    public void With_the_device_s_word_a_hole_is_waited_for() => Assert.Equal(1, Come(1, 3).With(4, lowest: 1, Now.AddHours(1)).Run.UpTo);

    [Fact]
    public void A_clock_set_back_makes_no_hole_older()
    {
        var run = Come(1, 3).With(4, null, Now.AddHours(-2)).Run;

        Assert.Equal(1, run.With(5, null, Now.AddHours(-2).AddSeconds(59)).Run.UpTo);
        Assert.Equal(6, run.With(5, null, Now.AddHours(-2).AddSeconds(59)).Run.With(6, null, Now.AddHours(-2).AddSeconds(60)).Run.UpTo);
    }

    [Fact]
    public void Every_other_number_missing_is_remembered_in_bounded_room()
    {
        var run = Enumerable.Range(1, 1000).Aggregate(Come(0), (run, number) => run.With(number * 2, null, Now).Run);

        Assert.InRange(run.Seen.Count, 1, 128);
        Assert.True(run.Has(2000));
    }

    [Fact]
    public void Whatever_the_order_each_number_is_new_once_and_all_of_them_make_one_run() => Runs.Hold(
        Gen.Choose(1, 40).SelectMany(most => Gen.Shuffle(Enumerable.Range(1, most).SelectMany(number => Enumerable.Repeat(number, 1 + (number % 3))).ToArray())),
        numbers =>
        {
            var run = DeviceRun.Begin(numbers[0], lowest: 1, Now);
            var come = new HashSet<long> { numbers[0] };
            foreach (var number in numbers.Skip(1))
            {
                Assert.Equal(!come.Add(number), run.Has(number));
                run = DeviceRun.Read(run.With(number, null, Now).Run.ToText());
                Assert.Equal(Enumerable.Range(1, 41).First(next => !come.Contains(next)) - 1, run.UpTo);
            }

            Assert.Equal([(1, come.Count)], run.Seen.Select(span => ((int)span.First, (int)span.Last)));
        });

    private static DeviceRun Come(params long[] numbers) => numbers.Skip(1).Aggregate(DeviceRun.Begin(numbers[0], null, Now), (run, number) => run.With(number, null, Now).Run);

    private static (long UpTo, DateTimeOffset? HoleSince) Reached(DeviceRun run) => (run.UpTo, run.HoleSince);
}
