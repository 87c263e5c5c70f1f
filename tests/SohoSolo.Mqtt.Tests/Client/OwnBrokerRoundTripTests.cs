using System.Net;
using SohoSolo.Mqtt.Broker;
using SohoSolo.Mqtt.Client;

namespace SohoSolo.Mqtt.Tests.Client;

/// <summary>The same list against our own broker, in this process.</summary>
public sealed class OwnBrokerRoundTripTests : RoundTripTests
{
    protected override async Task<(IAsyncDisposable Broker, int Port)> StartBroker()
    {
        var options = new BrokerOptions { Listeners = [new BrokerListener(new IPEndPoint(IPAddress.Loopback, 0))] };
        var broker = await MqttBroker.Start(options, stop: TestContext.Current.CancellationToken);
        return (broker, broker.EndPoints[0].Port);
    }

    [Fact]
    public async Task A_client_needs_no_socket_to_a_broker_in_its_process()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var broker = await MqttBroker.Start(new BrokerOptions(), stop: stop);
        var served = Task.CompletedTask;
        var options = new MqttClientOptions
        {
            Transport = _ =>
            {
                var pair = PipePair.New();
                served = broker.Serve(pair.Server, stop);
                return ValueTask.FromResult(pair.Client);
            },
        };
        var client = await Some.Started(options);
        var mailbox = await client.Subscribe("inside");

        await client.Publish("inside", "hello", QualityOfService.ExactlyOnce);
        Assert.Equal("hello", await mailbox.NextText());
        await client.Leaves();
        await served.WaitAsync(Some.Patience, stop);
    }
}
