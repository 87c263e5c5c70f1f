using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Gateway.Wire;
using SohoSolo.Hub.Doors;
using SohoSolo.Hub.Gateways;
using SohoSolo.Hub.Link;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Mqtt.Client;
using SohoSolo.Storage;
using SohoSolo.Testing;
using Xunit;

namespace SohoSolo.Hub.Tests.Link;

/// <summary>The line between hub and gateway, over the hub's own broker.</summary>
public sealed class LineTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_gateway_sends_a_batch_and_hears_when_it_is_committed()
    {
        await using var hub = await LinkedHub.Start(Engines.Sqlite);
        await using var gateway = await SitePeer.Connect(hub.Port, hub.Gateway);

        Assert.True((await gateway.Send(hub.Batch(1, hub.LetIn("anne"), hub.LetIn("bruno")))).IsSuccess);
        var ack = await gateway.Ack();

        Assert.Equal(("e1", 2), (ack.Epoch, ack.Upto));
        Assert.True(hub.Get<GatewayWatch>().IsHeard(LinkedHub.Nogaro));
        Assert.NotNull((await hub.Store.Keys.GatewayKeys(LinkedHub.Nogaro, Stop)).Single().UsedAt);
        await gateway.Send(hub.Batch(3));
        Assert.True((await gateway.Ack()).Counter > ack.Counter);
    }

    [Fact]
    public async Task A_batch_under_another_key_is_refused_with_an_alarm()
    {
        await using var hub = await LinkedHub.Start(Engines.Sqlite);
        await using var gateway = await SitePeer.Connect(hub.Port, hub.Gateway);

        await gateway.Send(hub.Batch(1, hub.LetIn("anne")), new byte[32]);
        await Patience.Until(async () => (await hub.Alarms()).Any(alarm => alarm.Kind == "refused-publish"), TimeSpan.FromSeconds(30), () => "There was no alarm.", Stop);
        await gateway.Send(hub.Batch(1, hub.LetIn("anne")));

        Assert.Equal(1, (await gateway.Ack()).Upto);
        Assert.Equal(0, gateway.Count(Topics.Ack(LinkedHub.Nogaro)));
    }

    [Fact]
    public async Task A_gateway_is_kept_to_its_site_and_a_revoked_one_stays_outside()
    {
        await using var hub = await LinkedHub.Start(Engines.Sqlite);
        await using (var gateway = await SitePeer.Connect(hub.Port, hub.Gateway))
        {
            Assert.False((await gateway.Send("sohosolo/1/auch/up/batch", [1])).IsSuccess);
            Assert.False((await gateway.Send("sohosolo/1/nogaro/dn/cmd", [1])).IsSuccess);
        }

        await Assert.ThrowsAsync<MqttConnectException>(() => SitePeer.Connect(hub.Port, hub.Gateway, "guessed"));
        await hub.Get<GatewayEnrolment>().Revoke(LinkedHub.Nogaro, "test", Stop);
        await hub.Follow();
        await Assert.ThrowsAsync<MqttConnectException>(() => SitePeer.Connect(hub.Port, hub.Gateway));
    }

    [Fact]
    public async Task A_gateway_that_asks_gets_the_whole_snapshot_and_then_every_change()
    {
        await using var hub = await LinkedHub.Start(Engines.Sqlite);
        await using var gateway = await SitePeer.Connect(hub.Port, hub.Gateway);

        await gateway.Send(Topics.Ask(LinkedHub.Nogaro), new LinkAsk.Snapshot(LinkedHub.Nogaro, "q1", 0).Write(hub.Gateway.Keys));
        var whole = await gateway.Snapshot();
        Assert.Empty((await gateway.Mode()).Doors);
        var anne = EntryOf(hub, whole.Content, "anne");
        Assert.Equal((0, true), (anne.Windows.Count, anne.Has(EntryTraits.WalkIn)));

        await hub.Follow();
        await hub.Booked("anne", "nogaro-desk-1", "2026-11-23T14:00", "2026-11-23T18:00");
        await hub.Follow();
        var delta = await gateway.Delta();

        Assert.Equal(whole.Revision, delta.Previous);
        Assert.Single(EntryOf(hub, delta.ApplyTo(whole)!.Content, "anne").Windows);
        await gateway.Send(Topics.Ask(LinkedHub.Nogaro), new LinkAsk.Snapshot(LinkedHub.Nogaro, "q2", whole.Revision).Write(hub.Gateway.Keys));
        Assert.Equal(delta.Revision, (await gateway.Snapshot()).Revision);
    }

    [Fact]
    public async Task What_changes_nobodys_rights_is_not_published_and_a_new_day_is()
    {
        await using var hub = await LinkedHub.Start(Engines.Sqlite);
        var publisher = hub.Get<SnapshotPublisher>();
        await publisher.Refresh(LinkedHub.Nogaro, Stop);
        var first = (await hub.Queries.SiteLink(LinkedHub.Nogaro, Stop))!.Revision;

        await hub.Ingest(hub.LetIn("anne"));
        await publisher.Refresh(LinkedHub.Nogaro, Stop);
        Assert.Equal(first, (await hub.Queries.SiteLink(LinkedHub.Nogaro, Stop))!.Revision);

        hub.Clock.Advance(TimeSpan.FromHours(24));
        await publisher.Refresh(LinkedHub.Nogaro, Stop);
        Assert.True((await hub.Queries.SiteLink(LinkedHub.Nogaro, Stop))!.Revision > first);
    }

    [Fact]
    public async Task What_is_asked_of_a_door_reaches_its_gateway()
    {
        await using var hub = await LinkedHub.Start(Engines.Sqlite);
        await using var gateway = await SitePeer.Connect(hub.Port, hub.Gateway);
        await hub.Follow();
        var door = (await hub.Queries.Door(LinkedHub.Nogaro, "main", Stop))!;
        await hub.Put(work => work.Put(door, door with { Version = 2, Demands = [new DoorDemand(DoorMode.Lockdown, null)] }, "mode-set"));
        await hub.Follow();

        Assert.Equal(DoorMode.Lockdown, (await gateway.Mode()).Doors.Single().Demands.Single().Mode);
    }

    [Fact]
    public async Task A_keepers_order_reaches_a_gateway_that_is_heard_and_no_other()
    {
        await using var hub = await LinkedHub.Start(Engines.Sqlite);
        await using var gateway = await SitePeer.Connect(hub.Port, hub.Gateway);
        var line = hub.Get<IDoorLine>();
        Assert.False(line.IsHeard(LinkedHub.Nogaro));
        await gateway.Send(hub.Batch(1));
        await gateway.Ack();

        var now = hub.Clock.GetUtcNow();
        var order = new DoorOrder
        {
            Id = "o1",
            Site = LinkedHub.Nogaro,
            Deed = DoorDeed.Unlock,
            Target = "main",
            Span = TimeSpan.FromSeconds(5),
            At = now,
            NotAfter = now.AddSeconds(15),
            Operator = "keeper-nogaro",
            Reason = "post",
        };
        Assert.True(line.IsHeard(LinkedHub.Nogaro));
        Assert.True(await line.Send(order, Stop));
        var command = await gateway.Command();
        Assert.Equal(("o1", CommandOperation.Unlock, "main", TimeSpan.FromSeconds(5), now.AddSeconds(15)), (command.Id, command.Operation, command.Door!, command.For!.Value, command.NotAfter));
        Assert.False(await line.Send(order with { Site = new SiteId("auch") }, Stop));
    }

    [Fact]
    public async Task A_question_is_answered_over_the_line()
    {
        await using var hub = await LinkedHub.Start(Engines.Sqlite);
        await using var gateway = await SitePeer.Connect(hub.Port, hub.Gateway);
        var ask = new LinkAsk.Entry(LinkedHub.Nogaro, "q1")
        {
            Door = "main",
            Sealed = Sealing.Seal(hub.Gateway.Keys.HubSealSpki, "nogaro", $"mifare-uid:{LinkedHub.BadgeOf("anne")}"),
            Why = "unknown",
            At = hub.Clock.GetUtcNow(),
        };
        await gateway.Send(Topics.Ask(LinkedHub.Nogaro), ask.Write(hub.Gateway.Keys));
        var answer = await gateway.Answer();

        Assert.Equal(("q1", true, "walk-in"), (answer.Id, answer.Granted, answer.Reason));
    }

    [Fact]
    public async Task A_gateway_that_nobody_heard_for_a_minute_is_an_alarm_until_it_speaks()
    {
        await using var hub = await LinkedHub.Start(Engines.Sqlite);
        var watch = hub.Get<GatewayWatch>();
        await watch.Look(Stop);
        Assert.Empty(await hub.Alarms());

        hub.Clock.Advance(TimeSpan.FromSeconds(61));
        await watch.Look(Stop);
        Assert.Equal("gateway-offline", Assert.Single(await hub.Alarms()).Kind);

        await hub.Ingest();
        Assert.Empty(await hub.Alarms());
        await watch.Look(Stop);
        Assert.True(watch.IsHeard(LinkedHub.Nogaro));
    }

    private static AccessEntry EntryOf(LinkedHub hub, AccessContent content, string member)
    {
        var hash = CredentialHashes.OfBadge(hub.Gateway.Keys.SiteKey, PresentedCredential.Read("mifare-uid", LinkedHub.BadgeOf(member))!);
        return content.Entries.Single(entry => entry.Hash == hash);
    }
}
