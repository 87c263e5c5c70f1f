using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using SohoSolo.Core.Access;
using SohoSolo.Gateway.Doors;
using SohoSolo.Gateway.Tests.Doors;
using SohoSolo.Mqtt;

namespace SohoSolo.Gateway.Tests.Lan;

/// <summary>A site's gateway as a whole, without a network.</summary>
public sealed class SiteGatewayTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sohosolo-site-");
    private readonly SpyLan lan = new();

    [Fact]
    public async Task A_stop_loses_nothing_that_was_acknowledged_and_what_is_known_is_not_done_again()
    {
        var gateway = Start();
        await gateway.Apply(LanSite.Snapshot());
        var badges = Enumerable.Range(1, 200).Select(i => (i, Taken: gateway.Take(LanSite.Reader, Badge(i)).AsTask())).ToList();
        await gateway.DisposeAsync();
        var acknowledged = new List<int>();
        foreach (var (seq, taken) in badges)
        {
            if (await taken == ReasonCode.Success)
                acknowledged.Add(seq);
        }

        var unlocks = lan.Unlocks.Count;
        await using var again = Start();
        await again.Apply(LanSite.Snapshot());
        Assert.NotEmpty(acknowledged);
        Assert.All(acknowledged, seq => Assert.True(again.Outbox.Knows(LanSite.Reader, "b", seq)));
        Assert.Equal(ReasonCode.Success, await again.Take(LanSite.Reader, Badge(acknowledged[0])));
        Assert.Equal(unlocks, lan.Unlocks.Count);
    }

    [Fact]
    public async Task A_device_that_the_snapshot_does_not_know_yet_keeps_its_message()
    {
        await using var gateway = Start();
        Assert.Equal(ReasonCode.ServerUnavailable, await gateway.Take(LanSite.Reader, Badge(1)));
        await gateway.Apply(LanSite.Snapshot());
        Assert.Equal(ReasonCode.Success, await gateway.Take(LanSite.Reader, Badge(1)));
        Assert.Equal(ReasonCode.ServerUnavailable, await gateway.Take("nobody", Badge(1)));
        Assert.Single(lan.Unlocks);
    }

    [Fact]
    public async Task What_another_broker_kept_from_before_acts_on_nothing()
    {
        await using var gateway = Start();
        await gateway.Apply(LanSite.Snapshot());
        Assert.Equal(ReasonCode.Success, await gateway.Take(LanSite.Reader, Badge(1), isReplay: true));
        await gateway.Take(Badge(2) with { Retain = true });
        Assert.Empty(lan.Commands);
        await gateway.Take(Badge(3));
        Assert.Single(lan.Unlocks);
    }

    [Fact]
    public async Task Health_tells_of_the_line_the_outbox_the_snapshot_and_the_clock()
    {
        await using var gateway = Start(isWithHub: false);
        Assert.Equal((false, 0L, null, ClockQuality.Unset), (gateway.Health.IsConnected, gateway.Health.SnapshotRevision, gateway.Health.SnapshotAge, gateway.Health.Clock));
        gateway.Use(new TalkingHub { IsConnected = true });
        await gateway.Apply(LanSite.Snapshot());
        Assert.Equal((true, 1L, ClockQuality.Synced), (gateway.Health.IsConnected, gateway.Health.SnapshotRevision, gateway.Health.Clock));
        Assert.InRange(gateway.Health.SnapshotAge!.Value, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static MqttMessage Badge(int seq) => new() { Topic = "sohosolo/1/nogaro/dev/nogaro-reader-main/evt", Payload = Encoding.UTF8.GetBytes(LanSite.Badge(seq)), QualityOfService = QualityOfService.AtLeastOnce };

    private SiteGateway Start(bool isWithHub = true) => SiteGateway.Start(new GatewaySettings(TestSite.Keys, folder.FullName, isWithHub), lan, TimeProvider.System, NullLoggerFactory.Instance);
}
