using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using SohoSolo.Core.Access;
using SohoSolo.Core.Time;
using SohoSolo.Gateway.Tests.Doors;
using SohoSolo.Gateway.Tests.Link;
using SohoSolo.Gateway.Wire;
using SohoSolo.Mqtt;
using SohoSolo.Mqtt.Client;

namespace SohoSolo.Gateway.Tests.Lan;

/// <summary>A site's gateway between its devices and a hub that the test plays, over a real broker.</summary>
public sealed class LineTests : IDisposable
{
    private const string Anne = "04D0000000A11E";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sohosolo-line-");
    private readonly SpyLan lan = new();

    [Fact]
    public async Task What_the_hub_signs_opens_doors_also_when_it_is_gone_and_what_happened_reaches_it()
    {
        await using var hub = await LineEnd.Open(withGateway: false);
        await using (var gateway = Start(hub))
        {
            await gateway.Connect(new MqttClientOptions { Port = hub.Port });
            await hub.Say(Snapshot(hub));
            await Until(() => gateway.Health.SnapshotRevision == 42);
            Assert.Equal(ReasonCode.Success, await gateway.Take(LanSite.Reader, Badge(hub, 1)));
            var tag = await Heard(hub, "tag");
            Assert.Equal(("granted", "c1"), (tag.Decision, tag.Ref));
            Assert.Equal(ClockQuality.Synced, gateway.Health.Clock);

            await hub.Say(new LinkMessage.Command(gateway.Site, 1, hub.NextCounter())
            {
                Id = "u1",
                Operation = CommandOperation.Unlock,
                Door = "main",
                NotAfter = hub.Clock.GetUtcNow().AddSeconds(10),
                Operator = "keeper",
                IssuedAt = hub.Clock.GetUtcNow(),
            });
            await Until(() => lan.Unlocks.Contains("u1"));
            await hub.Say(Demanded.Of("main", DoorMode.Lockdown) with { Counter = hub.NextCounter() });
            await Until(() => lan.Sent.Any(said => said.Text.Contains("lockdown", StringComparison.Ordinal)));
            await hub.Say(Demanded.Nothing with { Counter = hub.NextCounter() });
            await Until(() => lan.Sent[^1].Text.Contains("normal", StringComparison.Ordinal));
        }

        await using var alone = Start(hub);
        await alone.Connect(new MqttClientOptions { Port = 1 });
        Assert.Equal((42L, false), (alone.Health.SnapshotRevision, alone.Health.IsConnected));
        hub.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(ReasonCode.Success, await alone.Take(LanSite.Reader, Badge(hub, 2)));
        Assert.Equal(3, lan.Unlocks.Count);
    }

    [Fact]
    public async Task An_acknowledgement_of_just_now_says_that_the_clock_is_right_and_an_old_one_does_not()
    {
        await using var hub = await LineEnd.Open(withGateway: false);
        await using var gateway = Start(hub);
        await gateway.Connect(new MqttClientOptions { Port = hub.Port });

        await Acknowledge(hub, gateway, hub.Clock.GetUtcNow().AddSeconds(-16));
        Assert.Equal(ClockQuality.Unset, gateway.Health.Clock);
        await Acknowledge(hub, gateway, hub.Clock.GetUtcNow().AddSeconds(-14));
        Assert.Equal(ClockQuality.Synced, gateway.Health.Clock);

        hub.Clock.Advance(TimeSpan.FromHours(23));
        await Acknowledge(hub, gateway, hub.Clock.GetUtcNow());
        hub.Clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal(ClockQuality.Synced, gateway.Health.Clock);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static Task Until(Func<bool> isReached) =>
        Patience.Until(() => Task.FromResult(isReached()), TimeSpan.FromSeconds(20), () => "it did not happen", TestContext.Current.CancellationToken);

    /// <summary>The gateway has something to tell, and the hub says at that time that it has it.</summary>
    private static async Task Acknowledge(LineEnd hub, SiteGateway gateway, DateTimeOffset at)
    {
        var told = await gateway.Outbox.Append(
            new GatewayEvent { Kind = EventKinds.Rex, At = hub.Clock.GetUtcNow(), ReceivedAt = hub.Clock.GetUtcNow(), Quality = "synced" }, null, []);
        for (var upTo = 0L; upTo < told.Seq; at = at.AddMilliseconds(1))
        {
            var batch = await hub.NextBatch();
            await hub.Say(new LinkMessage.Ack(gateway.Site, 1, at.ToUnixTimeMilliseconds(), batch.Epoch, upTo = batch.To));
        }

        await Until(() => gateway.Outbox.Acknowledged >= told.Seq);
    }

    private static async Task<GatewayEvent> Heard(LineEnd hub, string kind)
    {
        while (true)
        {
            var batch = await hub.NextBatch();
            await hub.Acknowledge(batch);
            if (batch.Events.FirstOrDefault(happened => happened.Kind == kind) is { } found)
                return found;
        }
    }

    private static MqttMessage Badge(LineEnd hub, int seq) => new()
    {
        Topic = Topics.DeviceEvent(new(TestSite.Site), LanSite.Reader),
        Payload = Encoding.UTF8.GetBytes(FormattableString.Invariant(
            $$$"""{"boot":"b","seq":{{{seq}}},"t":{{{hub.Clock.GetUtcNow().ToUnixTimeSeconds()}}},"clk":"synced","k":"tag","cred":{"kind":"mifare-uid","v":"{{{Anne}}}"}}""")),
        QualityOfService = QualityOfService.AtLeastOnce,
    };

    private static AccessSnapshot Snapshot(LineEnd hub)
    {
        var now = hub.Clock.GetUtcNow();
        var hash = CredentialHashes.OfBadge(hub.Keys.Keys.SiteKey, PresentedCredential.Read("mifare-uid", Anne)!);
        return LanSite.Snapshot() with
        {
            Revision = 42,
            IssuedAt = now,
            NotBefore = now,
            ExpiresAt = now.AddDays(7),
            Content = LanSite.Snapshot().Content with { Entries = [TestSite.Entry(hash, "c1", new TimeRange(now.AddHours(-1), now.AddHours(2)))] },
        };
    }

    private SiteGateway Start(LineEnd hub) => SiteGateway.Start(new GatewaySettings(hub.Keys.Keys, folder.FullName), lan, hub.Clock, NullLoggerFactory.Instance);
}
