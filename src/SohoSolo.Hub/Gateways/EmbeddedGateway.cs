using SohoSolo.Gateway;
using SohoSolo.Gateway.Lan;
using SohoSolo.Gateway.Link;
using SohoSolo.Gateway.Wire;
using SohoSolo.Hub.Broker;
using SohoSolo.Mqtt.Broker;
using SohoSolo.Mqtt.Client;

namespace SohoSolo.Hub.Gateways;

/// <summary>One site's gateway in the hub's process: the hub's broker is its site's network, and a pipe its line to the hub. It decides and keeps its events as one that runs alone.</summary>
internal sealed class EmbeddedGateway : IAsyncDisposable
{
    private readonly SiteGateway gateway;
    private readonly HubTrust trust;
    private readonly Uplink uplink;
    private readonly DeviceInbox inbox;

    private EmbeddedGateway(GatewayKeys keys, SiteGateway gateway, HubTrust trust, Uplink uplink, DeviceInbox inbox) =>
        (Keys, this.gateway, this.trust, this.uplink, this.inbox) = (keys, gateway, trust, uplink, inbox);

    public GatewayKeys Keys { get; }

    /// <exception cref="IOException">Its folder cannot be used.</exception>
    public static async Task<EmbeddedGateway> Start(GatewayKeys keys, string folder, EmbeddedBroker hub, MqttBroker broker, string secret, DeviceInbox inbox, TimeProvider clock, ILoggerFactory logs)
    {
        var lan = new BrokerLan(logs.CreateLogger<BrokerLan>());
        lan.Use(broker);
        var gateway = SiteGateway.Start(new GatewaySettings(keys, folder, IsWithHub: true), lan, clock, logs);
        var trust = new HubTrust(keys);
        var line = new MqttClientOptions { Transport = hub.Inside, ClientId = keys.Gateway, UserName = keys.Gateway, Password = secret };
        var uplink = new Uplink(keys, trust, gateway.Outbox, line, clock, logs.CreateLogger<Uplink>());
        gateway.Use(uplink);
        await uplink.Start(new UplinkHandlers(gateway.Apply, gateway.Demand, gateway.Obey));
        inbox.Connect(keys.Site, new SiteListener((device, message, _) => gateway.Take(device, message), gateway.Came, gateway.Gone, gateway.RefusedPublish));
        return new EmbeddedGateway(keys, gateway, trust, uplink, inbox);
    }

    public async ValueTask DisposeAsync()
    {
        inbox.Disconnect(Keys.Site);
        await uplink.DisposeAsync();
        await gateway.DisposeAsync();
        trust.Dispose();
    }
}
