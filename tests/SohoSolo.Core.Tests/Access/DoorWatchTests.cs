using FsCheck;
using FsCheck.Fluent;
using SohoSolo.Core.Access;
using Xunit;

namespace SohoSolo.Core.Tests.Access;

public sealed class DoorWatchTests
{
    private static readonly AccessRules Rules = new();

    [Fact]
    public void A_door_that_opens_within_a_grant_or_a_request_to_exit_is_explained()
    {
        Assert.Empty(Told(MayOpen(0, 5), Open(5), Shut(6)));
        Assert.Equal(["+Forced@6"], Told(MayOpen(0, 5), Open(6)));
        Assert.Empty(Told(MayOpen(0, 15), MayOpen(1, 5), Open(15)));
    }

    [Fact]
    public void An_unexplained_opening_is_forced_only_where_leaving_is_reported()
    {
        Assert.Equal(["+Forced@3", "-Forced@4"], Told(Open(3), Shut(4)));
        Assert.Equal(["+OpenedUnattributed@3", "-OpenedUnattributed@4"], Told(DoorMode.Normal, hasRequestToExit: false, Open(3), Shut(4)));
        Assert.Equal(["+Forced@3"], Told(DoorMode.Lockdown, hasRequestToExit: true, Open(3)));
    }

    [Fact]
    public void A_door_that_stands_open_is_warned_of_then_an_alarm_and_closing_ends_it()
    {
        Assert.Empty(Told(MayOpen(0, 5), Open(0), Look(19)));
        Assert.Equal(["+HeldOpenWarning@20"], Told(MayOpen(0, 5), Open(0), Look(20), Look(44)));
        Assert.Equal(["+HeldOpenWarning@20", "-HeldOpenWarning@45", "+HeldOpen@45"], Told(MayOpen(0, 5), Open(0), Look(45), Look(500)));
        Assert.Equal(["+HeldOpenWarning@20", "-HeldOpenWarning@45", "+HeldOpen@45", "-HeldOpen@60"], Told(MayOpen(0, 5), Open(0), Shut(60)));
    }

    [Fact]
    public void A_repeated_opening_counts_on_from_the_first() =>
        Assert.Equal(["+HeldOpenWarning@20"], Told(MayOpen(0, 5), Open(0), Open(15), Look(21)));

    [Theory]
    [InlineData(DoorMode.ScheduledOpen)]
    [InlineData(DoorMode.HeldUnlocked)]
    [InlineData(DoorMode.Evacuation)]
    public void A_door_that_is_held_open_on_purpose_raises_nothing_but_tamper(DoorMode mode) =>
        Assert.Equal(["+Tamper@90"], Told(mode, hasRequestToExit: true, Open(3), Look(80), Tampered(90)));

    [Fact]
    public void Holding_it_open_on_purpose_ends_the_alarm_and_afterwards_it_is_counted_anew()
    {
        var door = Fold(DoorWatch.Unknown, MayOpen(0, 5), DoorMode.Normal).Door;
        door = Fold(door, Open(1), DoorMode.Normal).Door;
        var (late, raised) = Fold(door, Look(50), DoorMode.Normal);
        var (held, silenced) = Fold(late, Look(60), DoorMode.HeldUnlocked);
        var (normal, nothing) = Fold(held, Look(9000), DoorMode.Normal);
        var (_, again) = Fold(normal, Look(9020), DoorMode.Normal);

        Assert.Equal(DoorAlarm.HeldOpen, raised[^1].Alarm);
        Assert.Equal(new DoorAlarmChange(DoorAlarm.HeldOpen, Raised: false, Second(60)), Assert.Single(silenced));
        Assert.Null(held.NextLook(Rules, Second(60)));
        Assert.Empty(nothing);
        Assert.Equal(Second(9020), normal.NextLook(Rules, Second(9000)));
        Assert.Equal(new DoorAlarmChange(DoorAlarm.HeldOpenWarning, Raised: true, Second(9020)), Assert.Single(again));
    }

    [Fact]
    public void Tamper_stands_over_closing_until_it_has_ended() =>
        Assert.Equal(["+Tamper@1", "-Tamper@9"], Told(Tampered(1), Tampered(2), Shut(3), Tampered(9, ended: true)));

    [Fact]
    public void It_says_when_it_must_be_looked_at()
    {
        var door = Fold(DoorWatch.Unknown, Open(0), DoorMode.Normal).Door;

        Assert.Null(DoorWatch.Unknown.NextLook(Rules, Second(0)));
        Assert.Equal(Second(20), door.NextLook(Rules, Second(0)));
        Assert.Equal(Second(45), door.NextLook(Rules, Second(20)));
        Assert.Null(door.NextLook(Rules, Second(45)));
    }

    [Fact]
    public void How_often_it_is_looked_at_changes_no_alarm()
    {
        var happens = Gen.OneOf(
            from at in Gen.Choose(0, 40) select (Func<int, DoorSignal>)(now => Open(now + at)),
            from at in Gen.Choose(0, 40) select (Func<int, DoorSignal>)(now => Shut(now + at)),
            from at in Gen.Choose(0, 40) from span in Gen.Choose(1, 15) select (Func<int, DoorSignal>)(now => MayOpen(now + at, span)),
            from at in Gen.Choose(0, 40) from ended in Gen.Elements(true, false) select (Func<int, DoorSignal>)(now => Tampered(now + at, ended)));
        Runs.Hold(Runs.Lists(happens, 30), steps =>
        {
            var (signals, now) = (new List<DoorSignal>(), 0);
            foreach (var step in steps)
            {
                signals.Add(step(now));
                now = (int)(signals[^1].At - Second(0)).TotalSeconds;
            }

            signals.Add(Look(now + 60));
            var watched = Enumerable.Range(0, now + 61).SelectMany(second => signals.Where(signal => signal.At == Second(second)).Append(Look(second)));
            return Told([.. signals]).SequenceEqual(Told([.. watched])) && Told([.. signals]).SequenceEqual(ByHand(signals));
        });
    }

    // Second by second: since when it is open, until when it may open, and what stands.
    private static List<string> ByHand(List<DoorSignal> signals)
    {
        var told = new List<string>();
        int? open = null;
        var (mayOpen, tamper, forced) = (-1, false, false);
        for (var second = 0; second <= (signals[^1].At - Second(0)).TotalSeconds; second++)
        {
            if (second - open == 20) told.Add($"+HeldOpenWarning@{second}");
            if (second - open == 45) told.AddRange([$"-HeldOpenWarning@{second}", $"+HeldOpen@{second}"]);
            foreach (var signal in signals.Where(signal => signal.At == Second(second)))
            {
                switch (signal)
                {
                    case DoorSignal.Opened when open is null:
                        open = second;
                        forced = second > mayOpen;
                        if (forced) told.Add($"+Forced@{second}");
                        break;
                    case DoorSignal.Closed when open is not null:
                        if (forced) told.Add($"-Forced@{second}");
                        if (second - open >= 45) told.Add($"-HeldOpen@{second}");
                        else if (second - open >= 20) told.Add($"-HeldOpenWarning@{second}");
                        (open, forced) = (null, false);
                        break;
                    case DoorSignal.MayOpen(_, var span):
                        mayOpen = Math.Max(mayOpen, second + (int)span.TotalSeconds);
                        break;
                    case DoorSignal.Tampered(_, var ended):
                        if (tamper == ended) told.Add($"{(ended ? "-" : "+")}Tamper@{second}");
                        tamper = !ended;
                        break;
                }
            }
        }

        return told;
    }

    private static List<string> Told(params DoorSignal[] signals) => Told(DoorMode.Normal, hasRequestToExit: true, signals);

    private static List<string> Told(DoorMode mode, bool hasRequestToExit, params DoorSignal[] signals)
    {
        var (door, told) = (DoorWatch.Unknown, new List<string>());
        foreach (var signal in signals)
        {
            (door, var changes) = door.Fold(signal, mode, hasRequestToExit, Rules);
            told.AddRange(changes.Select(change => $"{(change.Raised ? "+" : "-")}{change.Alarm}@{(change.At - Second(0)).TotalSeconds}"));
        }

        return told;
    }

    private static (DoorWatch Door, IReadOnlyList<DoorAlarmChange> Changes) Fold(DoorWatch door, DoorSignal signal, DoorMode mode) => door.Fold(signal, mode, hasRequestToExit: true, Rules);

    private static DateTimeOffset Second(int second) => Some.Now.AddSeconds(second);

    private static DoorSignal.Opened Open(int at) => new(Second(at));

    private static DoorSignal.Closed Shut(int at) => new(Second(at));

    private static DoorSignal.Looked Look(int at) => new(Second(at));

    private static DoorSignal.MayOpen MayOpen(int at, int seconds) => new(Second(at), TimeSpan.FromSeconds(seconds));

    private static DoorSignal.Tampered Tampered(int at, bool ended = false) => new(Second(at), ended);
}
