using System.IO.Pipelines;
using SohoSolo.Mqtt.Broker;
using SohoSolo.Testing.Mqtt;
using BrokerOptions = SohoSolo.Mqtt.Broker.BrokerOptions;

namespace SohoSolo.Mqtt.Tests.Broker;

/// <summary>A host and its broker: clients inside the process, messages of its own, figures, a restart.</summary>
public sealed class HostTests
{
    [Fact]
    public async Task A_client_inside_the_process_needs_no_socket()
    {
        await using var broker = await OwnBroker.Start();
        var (there, back) = (new Pipe(), new Pipe());
        var served = broker.Broker.Serve(new Transport(there.Reader, back.Writer), TestContext.Current.CancellationToken);
        await there.Writer.WriteAsync(PeerWriter.Connect(new PeerConnect("inside")), TestContext.Current.CancellationToken);
        var answer = await back.Reader.ReadAtLeastAsync(4, TestContext.Current.CancellationToken);
        Assert.Equal(0x20, answer.Buffer.FirstSpan[0]);
        back.Reader.AdvanceTo(answer.Buffer.End);
        Assert.Null((await broker.Notes.Next<BrokerClient>()).Address);
        await there.Writer.WriteAsync(PeerWriter.Disconnect(5), TestContext.Current.CancellationToken);
        await served;
        Assert.Equal(("inside", ReasonCode.Success), await broker.Notes.Next<(string, ReasonCode)>());
    }

    [Fact]
    public async Task A_client_inside_the_process_leaves_when_its_host_says_so_though_it_reads_nothing()
    {
        await using var broker = await OwnBroker.Start();
        var (there, back) = (new Pipe(), new Pipe());
        using var stop = new CancellationTokenSource();
        var served = broker.Broker.Serve(new Transport(there.Reader, back.Writer), stop.Token);
        await there.Writer.WriteAsync(PeerWriter.Connect(new PeerConnect("inside")), TestContext.Current.CancellationToken);
        await broker.Notes.Next<BrokerClient>();
        await stop.CancelAsync();
        await served;
        Assert.Equal(0, broker.Broker.Figures.Connections);
    }

    [Fact]
    public async Task The_host_publishes_a_retained_message()
    {
        await using var broker = await OwnBroker.Start();
        var message = new MqttMessage { Topic = "a/b", Payload = "kept"u8.ToArray(), QualityOfService = QualityOfService.AtLeastOnce, Retain = true, ContentType = "text/plain", MessageExpiryInterval = 60 };
        var reason = await broker.Broker.Publish(message, TestContext.Current.CancellationToken);
        Assert.Equal(ReasonCode.NoMatchingSubscribers, reason);
        await using var peer = await broker.Connect("x");
        await peer.Subscribe("a/+", 1);
        var came = await peer.Expect(PeerPacketType.Publish);
        Assert.Equal(("kept", true, "text/plain"), (came.Text, came.Retain, came.Property(PeerProperty.ContentType)?.Text));
        Assert.InRange(came.Property(PeerProperty.MessageExpiry)!.Number, 1, 60);
        await Assert.ThrowsAsync<ArgumentException>(() => broker.Broker.Publish(message with { Topic = "a/+" }, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_after_a_restart_and_no_will_of_a_client_that_came_back()
    {
        var folder = Directory.CreateTempSubdirectory("sohosolo-broker-").FullName;
        try
        {
            var options = new BrokerOptions { StoreFolder = folder };
            var connect = new PeerConnect("x") { Will = new PeerMessage("x/state", "offline") { Retain = true } }.Lasting();

            // The broker ends before its clients do: a client that is gone first would rightly be spoken for by its will.
            await using var broker = await OwnBroker.Start(options);
            await using var peer = await broker.Connect(connect);
            await peer.Subscribe("t", 1);
            await using var publisher = await broker.Connect("p");
            await publisher.PublishAndWait(new PeerMessage("t", "kept") { Qos = 1 });
            await peer.Expect(PeerPacketType.Publish);
            await broker.DisposeAsync();

            await using var again = await OwnBroker.Start(options);
            await using var back = await again.Connect(connect);
            Assert.True(back.ConnAck!.IsSessionPresent);
            Assert.Equal(("kept", true), await back.Expect(PeerPacketType.Publish) is var message ? (message.Text, message.Dup) : default);
            await back.Subscribe("x/state");
            Assert.Empty(await back.UntilPing());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_folder_that_cannot_be_used_is_an_IOException() =>
        await Assert.ThrowsAnyAsync<IOException>(() => OwnBroker.Start(new BrokerOptions { StoreFolder = "/dev/null/store" }));

    private sealed record Transport(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
