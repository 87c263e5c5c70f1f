using SohoSolo.Gateway;
using SohoSolo.Gateway.Lan;
using SohoSolo.Gateway.Wire;
using SohoSolo.Hub.Broker;
using SohoSolo.Hub.Settings;
using SohoSolo.Mqtt.Broker;
using SohoSolo.Mqtt.Client;

namespace SohoSolo.Hub.Gateways;

/// <summary>
/// One site's gateway in the hub's process. The broker that the hub lives with is its site's network and its line to the hub: the hub's own by pipes, another's as any client. It decides and keeps its
/// events as one that runs alone.
/// </summary>
internal sealed class EmbeddedGateway : IAsyncDisposable
{
    private readonly SiteGateway gateway;
    private readonly Func<ValueTask> leave;

    private EmbeddedGateway(GatewayKeys keys, SiteGateway gateway, Func<ValueTask> leave) => (Keys, this.gateway, this.leave) = (keys, gateway, leave);

    public GatewayKeys Keys { get; }

    /// <exception cref="IOException">Its folder cannot be used.</exception>
    public static async Task<EmbeddedGateway> AtOurOwn(GatewayKeys keys, string folder, EmbeddedBroker hub, MqttBroker broker, string secret, DeviceInbox inbox, TimeProvider clock, ILoggerFactory logs)
    {
        var lan = new BrokerLan(logs.CreateLogger<BrokerLan>());
        lan.Use(broker);
        var gateway = SiteGateway.Start(new GatewaySettings(keys, folder, IsWithHub: true), lan, clock, logs);
        await gateway.Connect(new MqttClientOptions { Transport = hub.Inside, ClientId = keys.Gateway, UserName = keys.Gateway, Password = secret });
        inbox.Connect(keys.Site, new SiteListener((device, message, _) => gateway.Take(device, message), gateway.Came, gateway.Gone, gateway.RefusedPublish));
        return new EmbeddedGateway(keys, gateway, () =>
        {
            inbox.Disconnect(keys.Site);
            return ValueTask.CompletedTask;
        });
    }

    /// <exception cref="IOException">Its folder cannot be used.</exception>
    public static async Task<EmbeddedGateway> AtTheirs(GatewayKeys keys, string folder, MqttSetting.External broker, TimeProvider clock, ILoggerFactory logs)
    {
        SiteGateway? started = null;
        var lan = new ClientLan(broker.LanOf(keys.Gateway), message => started!.Take(message), TimeProvider.System, logs);
        try
        {
            started = SiteGateway.Start(new GatewaySettings(keys, folder, IsWithHub: true), lan, clock, logs);
            await started.Connect(broker.ClientOf(keys.Gateway));
            lan.Start();
            return new EmbeddedGateway(keys, started, lan.DisposeAsync);
        }
        catch
        {
            if (started is not null)
                await started.DisposeAsync();

            await lan.DisposeAsync();
            throw;
        }
    }

    /// <summary>First nothing comes in any more; then what has come is written.</summary>
    public async ValueTask DisposeAsync()
    {
        await leave();
        await gateway.DisposeAsync();
    }
}
