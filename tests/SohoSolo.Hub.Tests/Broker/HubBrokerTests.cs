using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using SohoSolo.Hub.Broker;
using SohoSolo.Hub.Tests.Api;
using SohoSolo.Testing;
using SohoSolo.Testing.Mqtt;
using Xunit;

namespace SohoSolo.Hub.Tests.Broker;

/// <summary>The broker inside the hub, over its own port.</summary>
public sealed class HubBrokerTests(DemoHub hub)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private int Port => hub.Services.GetRequiredService<EmbeddedBroker>().EndPoint.Port;

    [Fact]
    public async Task An_observer_sees_what_a_demo_reader_says()
    {
        var observer = new MosquittoClients(Port, "5", "-u", "observer", "-P", "demo");
        var reader = new MosquittoClients(Port, "311", "-u", "nogaro-reader-main", "-P", "demo");
        await using var seeing = await observer.Subscribe("-t", "sohosolo/1/nogaro/#", "-q", "1");

        Assert.Equal(0, (await reader.Publish("-t", "sohosolo/1/nogaro/dev/nogaro-reader-main/evt", "-m", "hello", "-q", "1")).ExitCode);

        Assert.Equal("sohosolo/1/nogaro/dev/nogaro-reader-main/evt|1|0|hello", await seeing.Message());
    }

    [Fact]
    public async Task A_reader_is_kept_to_its_own_topics()
    {
        await using var reader = await As("nogaro-reader-main");

        Assert.Equal(0x87, (await reader.PublishAndWait(new PeerMessage("sohosolo/1/auch/door/main/cmd", "{}") { Qos = 1, Id = reader.NextId() }))!.Reason);
        Assert.Equal([0x87], (await reader.Subscribe("sohosolo/1/#")).Reasons);
        Assert.Equal([1], (await reader.Subscribe("sohosolo/1/nogaro/door/main/cmd", 1)).Reasons);
    }

    [Theory]
    [InlineData("nogaro-reader-main", "Demo", "c", 0x86)]
    [InlineData("nogaro-reader-main", null, "c", 0x86)]
    [InlineData("stranger", "demo", "c", 0x86)]
    [InlineData(null, null, "c", 0x86)]
    [InlineData("nogaro-desk-1-pir", "demo", "nogaro-reader-main", 0x85)]
    [InlineData("nogaro-desk-1-pir", "demo", "hub", 0x85)]
    [InlineData("nogaro-desk-1-pir", "demo", "gw-nowhere", 0x85)]
    [InlineData("nogaro-desk-1-pir", "demo", "nogaro-desk-1-pir", 0)]
    public async Task Only_the_demos_devices_come_in_and_none_as_another(string? user, string? password, string clientId, int reason)
    {
        await using var peer = await RawPeer.Connect(Port, new PeerConnect(clientId) { User = user, Password = password });

        Assert.Equal(reason, peer.ConnAck!.Reason);
    }

    [Fact]
    public async Task A_packet_larger_than_a_devices_ends_the_connection()
    {
        await using var reader = await As("auch-reader-main");
        await reader.Publish("sohosolo/1/auch/dev/auch-reader-main/evt", new string('x', 16 * 1024));

        Assert.Equal(0x95, (await reader.UntilClosed())[^1].Reason);
    }

    [Fact]
    public async Task Readiness_and_metrics_tell_of_the_broker()
    {
        await using var reader = await As("condom-reader-main");

        Assert.Equal("ok", (string?)(await hub.Get("/health/ready")).Json["checks"]!["broker"]);
        Assert.Contains("# TYPE mqtt_connections gauge\nmqtt_connections ", (await hub.Get("/metrics")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_stops_the_hub_with_one_line_that_names_the_setting()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var folder = Directory.CreateTempSubdirectory("sohosolo-");
        var options = HubOptions.Sqlite(Path.Combine(folder.FullName, "hub.db")) with { Demo = "false", Mqtt = $"embedded:{taken.LocalEndpoint}" };

        var ended = await HubProcess.Serve(options);

        Assert.Equal(2, ended.ExitCode);
        Assert.StartsWith($"SOHOSOLO__MQTT: the embedded broker cannot run at {taken.LocalEndpoint} ", ended.Error, StringComparison.Ordinal);
        Assert.Single(ended.Error.TrimEnd().Split('\n'));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Outside_demo_nobody_is_let_in()
    {
        var folder = Directory.CreateTempSubdirectory("sohosolo-");
        var port = LoopbackPort.Free();
        var options = HubOptions.Sqlite(Path.Combine(folder.FullName, "hub.db")) with { Demo = "false", Mqtt = $"embedded:127.0.0.1:{port}" };
        await using (await HubProcess.Start(options, Stop))
        {
            await using var peer = await RawPeer.Connect(port, new PeerConnect("c") { User = "observer", Password = "demo" });
            Assert.Equal(0x86, peer.ConnAck!.Reason);
        }

        Assert.True(Directory.Exists(Path.Combine(folder.FullName, "hub.db-mqtt")));
        folder.Delete(recursive: true);
    }

    private Task<RawPeer> As(string device) => RawPeer.Connect(Port, new PeerConnect($"{device}-{Guid.NewGuid():n}") { User = device, Password = "demo" });
}
