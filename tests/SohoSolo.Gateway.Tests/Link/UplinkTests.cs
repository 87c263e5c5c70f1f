using SohoSolo.Core.Access;
using SohoSolo.Gateway.Link;
using SohoSolo.Gateway.Wire;

namespace SohoSolo.Gateway.Tests.Link;

public sealed class UplinkTests
{
    [Fact]
    public async Task Events_go_to_the_hub_one_batch_at_a_time_and_none_is_sent_on_before_its_acknowledgement()
    {
        await using var line = await LineEnd.Open();
        await line.Acknowledge(await line.NextBatch());
        await line.Add(2000);
        var (next, batches) = (1L, 0);
        while (next <= 2000)
        {
            var batch = await line.NextBatch(batch => batch.Events.Count > 0);
            Assert.Equal(next, batch.From);
            Assert.InRange(batch.To, next, 2000);
            (next, batches) = (batch.To + 1, batches + 1);
            await line.Acknowledge(batch);
        }

        Assert.InRange(batches, 2, 20);
        await Until(() => line.Outbox.Acknowledged == 2000);
    }

    [Fact]
    public async Task What_the_hub_does_not_acknowledge_is_sent_again()
    {
        await using var line = await LineEnd.Open();
        await line.Acknowledge(await line.NextBatch());
        await line.Add(3);
        var first = await line.NextBatch(batch => batch.Events.Count > 0);
        var again = await Advance(line, line.NextBatch(batch => batch.Events.Count > 0));

        Assert.Equal((first.From, first.To), (again.From, again.To));
        await line.Acknowledge(again);
        await Until(() => line.Outbox.Acknowledged == 3);
    }

    [Fact]
    public async Task A_hub_that_went_back_gets_again_what_is_kept()
    {
        await using var line = await LineEnd.Open();
        await line.Acknowledge(await line.NextBatch());
        await line.Add(5);
        var batch = await line.NextBatch(batch => batch.To == 5);
        await line.Acknowledge(batch);
        await Until(() => line.Outbox.Acknowledged == 5);
        await line.Add(1);
        await line.Acknowledge(await line.NextBatch(next => next.From == 6), upTo: 2);

        Assert.Equal((3, 6), (await line.NextBatch(next => next.From == 3)) is var again ? (again.From, again.To) : default);
    }

    [Fact]
    public async Task Numbers_that_the_hub_has_and_this_outbox_never_gave_begin_another_epoch()
    {
        await using var line = await LineEnd.Open();
        await line.Acknowledge(await line.NextBatch());
        var epoch = line.Outbox.Epoch;
        await line.Add(2);
        await line.Acknowledge(await line.NextBatch(batch => batch.Events.Count > 0), upTo: 900);
        var next = await line.NextBatch(batch => batch.Epoch != epoch);

        Assert.Equal((1, 2, 2), (next.From, next.To, next.Events.Count));
    }

    [Fact]
    public async Task With_nothing_to_say_it_says_that_it_lives()
    {
        await using var line = await LineEnd.Open();
        var hello = await line.NextBatch();
        await line.Acknowledge(hello);
        var later = await Advance(line, line.NextBatch());

        Assert.Equal((1, 0, Wire.Words.Now.AddSeconds(-2)), (hello.From, hello.To, hello.Watermark));
        Assert.True(later.Watermark >= Wire.Words.Now.AddSeconds(13));
    }

    [Fact]
    public async Task Snapshots_and_changes_hold_from_the_moment_they_are_on_disk_also_after_a_restart()
    {
        await using var line = await LineEnd.Open();
        var first = Wire.Words.Site(20);
        var second = first with { Revision = first.Revision + 1, Content = first.Content with { Entries = [.. first.Content.Entries.Skip(1)] } };
        await line.Say(first);
        Assert.Equal(first.Revision, (await line.Next<AccessSnapshot>()).Revision);
        await line.Say(AccessDelta.Between(first, second));
        Assert.Equal(19, (await line.Next<AccessSnapshot>()).Content.Entries.Count);

        await line.Restart();
        Assert.Equal((second.Revision, 19), (await line.Next<AccessSnapshot>()) is var kept ? (kept.Revision, kept.Content.Entries.Count) : default);
        Assert.Empty(line.Quarantine());
    }

    [Fact]
    public async Task After_every_connection_the_gateway_says_which_snapshot_it_has_and_a_hole_makes_it_ask_again()
    {
        await using var line = await LineEnd.Open();
        Assert.Equal(0, Assert.IsType<LinkAsk.Snapshot>(await line.NextAsk()).Have);
        var first = Wire.Words.Site(3);
        await line.Say(first);
        await line.Next<AccessSnapshot>();
        var third = first with { Revision = first.Revision + 2 };
        await line.Say(AccessDelta.Between(first with { Revision = first.Revision + 1 }, third));
        await Advance(line, line.NextAsk());
        await line.Say(third);

        Assert.Equal(third.Revision, (await line.Next<AccessSnapshot>()).Revision);
    }

    [Fact]
    public async Task Modes_and_commands_reach_the_site()
    {
        await using var line = await LineEnd.Open();
        await line.NextBatch();
        await line.Say(new LinkMessage.Mode(Wire.Parties.Nogaro, 1, line.NextCounter(), [new DoorDemands("main", [new DoorDemand(DoorMode.Lockdown, null)])]));
        Assert.Equal("main", (await line.Next<LinkMessage.Mode>()).Doors[0].Door);
        await line.Say(new LinkMessage.Command(Wire.Parties.Nogaro, 1, line.NextCounter()) { Id = "c1", Operation = CommandOperation.Unlock, Door = "main", NotAfter = Wire.Words.Now, Operator = "k", IssuedAt = Wire.Words.Now });

        Assert.Equal("c1", (await line.Next<LinkMessage.Command>()).Id);
    }

    [Fact]
    public async Task A_question_is_answered_or_after_its_time_nobody_waits_for_the_answer()
    {
        await using var line = await LineEnd.Open();
        await line.Acknowledge(await line.NextBatch());
        var asked = line.Uplink.Ask(Question("q1"));
        Assert.Equal("q1", (await line.NextAsk(ask => ask is LinkAsk.Entry)).Id);
        await line.Say(new LinkMessage.Answer(Wire.Parties.Nogaro, 1, line.NextCounter()) { Id = "q1", Granted = true, Booking = "b7" });
        Assert.Equal("b7", (await asked)!.Booking);

        var unanswered = line.Uplink.Ask(Question("q2"));
        await line.NextAsk(ask => ask is LinkAsk.Entry);
        line.Clock.Advance(Uplink.Budget);
        Assert.Null(await unanswered);
    }

    [Fact]
    public async Task Without_a_line_nobody_waits()
    {
        await using var line = await LineEnd.Open(withGateway: false);
        await using var uplink = new Uplink(
            line.Keys.Keys, line.Keys.Trust, line.Outbox, new() { Port = 1 }, line.Clock, Microsoft.Extensions.Logging.Abstractions.NullLogger<Uplink>.Instance);
        await uplink.Start(new UplinkHandlers(_ => Task.CompletedTask, _ => Task.CompletedTask, _ => Task.CompletedTask));

        Assert.False(uplink.IsConnected);
        Assert.Null(await uplink.Ask(Question("q1")));
    }

    [Fact]
    public async Task A_hub_that_leaves_everything_unanswered_counts_as_gone_until_it_answers()
    {
        await using var line = await LineEnd.Open();
        await line.Add(1);
        await Advance(line, Until(() => !line.Uplink.IsConnected));
        Assert.Null(await line.Uplink.Ask(Question("q1")));
        await line.Acknowledge(await line.NextBatch(batch => batch.Events.Count > 0));

        await Until(() => line.Uplink.IsConnected);
    }

    [Fact]
    public async Task Fifty_thousand_events_drain_in_order()
    {
        await using var line = await LineEnd.Open(withGateway: false);
        await line.Add(50_000);
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        await line.Start();
        for (var next = 1L; next <= 50_000;)
        {
            var batch = await line.NextBatch(batch => batch.Events.Count > 0);
            if (batch.From != next) continue;

            next = batch.To + 1;
            await line.Acknowledge(batch);
        }

        TestContext.Current.SendDiagnosticMessage($"50,000 events in {System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
        await Until(() => line.Outbox.Acknowledged == 50_000);
    }

    private static LinkAsk.Entry Question(string id) => new(Wire.Parties.Nogaro, id) { Reader = "r", Door = "main", Why = "unknown", At = Wire.Words.Now };

    /// <summary>Moves the clock on, second by second, until something has happened.</summary>
    private static async Task<T> Advance<T>(LineEnd line, Task<T> happens)
    {
        await Advance(line, (Task)happens);
        return await happens;
    }

    private static Task Advance(LineEnd line, Task happens) => Until(() =>
    {
        if (!happens.IsCompleted)
            line.Clock.Advance(TimeSpan.FromSeconds(1));

        return happens.IsCompleted;
    });

    // What comes over a socket comes in its own time.
    private static Task Until(Func<bool> isReached) =>
        Patience.Until(() => Task.FromResult(isReached()), TimeSpan.FromSeconds(30), () => "It did not happen.", TestContext.Current.CancellationToken);
}
