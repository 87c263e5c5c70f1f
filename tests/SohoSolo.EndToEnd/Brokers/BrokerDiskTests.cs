using SohoSolo.Testing.Mqtt;

namespace SohoSolo.EndToEnd.Brokers;

/// <summary>What a disk does to a broker: it dies in the middle of a record, or it is full.</summary>
public sealed class BrokerDiskTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("broker-disk").FullName;

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Retained_messages_subscriptions_and_what_waits_survive_a_kill(byte version)
    {
        await using var broker = await BrokerProcess.Start(BrokerOptions.Open with { Store = folder }, TestContext.Current.CancellationToken);
        await using (var absent = await RawPeer.Connect(broker.Port, new PeerConnect("absent") { Version = version }.Lasting()))
            await absent.Subscribe("news/#", 2);

        await using (var publisher = await RawPeer.Connect(broker.Port, "publisher", version))
        {
            for (var number = 0; number < 200; number++)
                await publisher.PublishAndWait(new PeerMessage($"kept/{number}", $"state {number}") { Qos = 1 + (number % 2), Retain = true });

            for (var number = 0; number < 200; number += 10)
                await publisher.PublishAndWait(new PeerMessage($"kept/{number}", "") { Qos = 1, Retain = true });

            await publisher.PublishAndWait(new PeerMessage("news/1", "one") { Qos = 1 });
            await publisher.PublishAndWait(new PeerMessage("news/2", "two") { Qos = 2 });
        }

        broker.Kill9();
        await broker.Start(TestContext.Current.CancellationToken);

        Assert.Equal(180, (await Retained(broker, version)).Count);
        await using var back = await RawPeer.Connect(broker.Port, new PeerConnect("absent") { Version = version }.Lasting());
        Assert.True(back.ConnAck!.IsSessionPresent);
        var (first, second) = (await back.Expect(PeerPacketType.Publish), await back.Expect(PeerPacketType.Publish));
        Assert.Equal(("one", 1, "two", 2), (first.Text, first.Qos, second.Text, second.Qos));
    }

    [Fact]
    public async Task A_torn_last_record_is_dropped_and_all_before_it_stands()
    {
        await using var broker = await BrokerProcess.Start(BrokerOptions.Open with { Store = folder }, TestContext.Current.CancellationToken);
        await using (var publisher = await RawPeer.Connect(broker.Port, "publisher"))
        {
            for (var number = 0; number < 20; number++)
                await publisher.PublishAndWait(new PeerMessage($"kept/{number}", new string('x', 100)) { Qos = 1, Retain = true });
        }

        broker.Kill9();
        var log = new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).OrderByDescending(file => file.Length).First();
        await using (var file = log.Open(FileMode.Open))
            file.SetLength(file.Length - 40);

        await broker.Start(TestContext.Current.CancellationToken);
        var kept = await Retained(broker, 5);
        Assert.InRange(kept.Count, 18, 19);
        Assert.All(kept, message => Assert.Equal(100, message.Payload.Length));
    }

    [Fact]
    public async Task A_full_disk_refuses_publishes_with_a_reason_and_recovers()
    {
        await using var disk = await SmallDisk.Mount(folder, "3m");
        await using var broker = await BrokerProcess.Start(BrokerOptions.Open with { Store = Path.Combine(folder, "store") }, TestContext.Current.CancellationToken);
        await using (var absent = await RawPeer.Connect(broker.Port, new PeerConnect("absent").Lasting()))
            await absent.Subscribe("fill/#", 1);

        await using var publisher = await RawPeer.Connect(broker.Port, "publisher");
        var (accepted, answer) = (0, (PeerPacket?)null);
        for (; accepted < 1_000; accepted++)
        {
            answer = await publisher.PublishAndWait(new PeerMessage($"fill/{accepted}", new string('x', 10_000)) { Qos = 1 });
            if (answer!.Reason >= 0x80)
                break;
        }

        Assert.Equal(0x97, answer!.Reason);
        Assert.InRange(accepted, 50, 400);

        // What needs no disk goes on: nobody keeps this.
        Assert.True((await publisher.PublishAndWait(new PeerMessage("elsewhere", "hello") { Qos = 1 }))!.Reason < 0x80);

        await disk.Grow("30m");
        await Patience.Until(
            async () => (await publisher.PublishAndWait(new PeerMessage("fill/after", "room again") { Qos = 1 }))!.Reason < 0x80,
            TimeSpan.FromSeconds(20),
            () => $"The broker did not recover.\n{broker.Output}",
            TestContext.Current.CancellationToken);
        broker.Kill9();
        await broker.Start(TestContext.Current.CancellationToken);
        await MustHoldAll(broker, accepted);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task MustHoldAll(BrokerProcess broker, int accepted)
    {
        await using var back = await RawPeer.Connect(broker.Port, new PeerConnect("absent").Lasting());
        var topics = new HashSet<string>();
        while (!topics.Contains("fill/after"))
        {
            var packet = await back.Expect(PeerPacketType.Publish);
            topics.Add(packet.Topic);
            await back.Ack(PeerPacketType.PubAck, packet.Id);
        }

        Assert.All(Enumerable.Range(0, accepted), number => Assert.Contains($"fill/{number}", topics));
    }

    private static async Task<List<PeerPacket>> Retained(BrokerProcess broker, byte version)
    {
        await using var watcher = await RawPeer.Connect(broker.Port, "watcher", version);
        await watcher.Subscribe("kept/#");
        return [.. await watcher.UntilPing()];
    }
}
