using SohoSolo.Gateway;
using SohoSolo.Gateway.Lan;
using SohoSolo.Gateway.Wire;
using SohoSolo.Hub.Broker;
using SohoSolo.Mqtt.Broker;
using SohoSolo.Mqtt.Client;

namespace SohoSolo.Hub.Gateways;

/// <summary>One site's gateway in the hub's process: the hub's broker is its site's network, and a pipe its line to the hub. It decides and keeps its events as one that runs alone.</summary>
internal sealed class EmbeddedGateway : IAsyncDisposable
{
    private readonly SiteGateway gateway;
    private readonly DeviceInbox inbox;

    private EmbeddedGateway(GatewayKeys keys, SiteGateway gateway, DeviceInbox inbox) => (Keys, this.gateway, this.inbox) = (keys, gateway, inbox);

    public GatewayKeys Keys { get; }

    /// <exception cref="IOException">Its folder cannot be used.</exception>
    public static async Task<EmbeddedGateway> Start(GatewayKeys keys, string folder, EmbeddedBroker hub, MqttBroker broker, string secret, DeviceInbox inbox, TimeProvider clock, ILoggerFactory logs)
    {
        var lan = new BrokerLan(logs.CreateLogger<BrokerLan>());
        lan.Use(broker);
        var gateway = SiteGateway.Start(new GatewaySettings(keys, folder, IsWithHub: true), lan, clock, logs);
        await gateway.Connect(new MqttClientOptions { Transport = hub.Inside, ClientId = keys.Gateway, UserName = keys.Gateway, Password = secret });
        inbox.Connect(keys.Site, new SiteListener((device, message, _) => gateway.Take(device, message), gateway.Came, gateway.Gone, gateway.RefusedPublish));
        return new EmbeddedGateway(keys, gateway, inbox);
    }

    public async ValueTask DisposeAsync()
    {
        inbox.Disconnect(Keys.Site);
        await gateway.DisposeAsync();
    }
}
