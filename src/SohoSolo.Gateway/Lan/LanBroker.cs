using System.Net;
using Microsoft.Extensions.Logging;
using SohoSolo.Mqtt.Broker;

namespace SohoSolo.Gateway.Lan;

/// <summary>The broker of a gateway that runs alone. It keeps everything in memory: what somebody presents at a reader must reach no disk of the gateway.</summary>
public static class LanBroker
{
    /// <summary>Listens for the site's devices. <see cref="IOException"/> when the address cannot be used.</summary>
    public static async Task<MqttBroker> Start(IPEndPoint listen, SiteGateway gateway, BrokerLan lan, ILoggerFactory logs, CancellationToken stop = default)
    {
        var options = new BrokerOptions
        {
            Listeners = [new BrokerListener(listen)],
            Limits = LanAccess.Limits,
            MaximumConnections = 200,
            MaximumHalfOpenConnections = 50,
            MaximumSessions = 400,
            MaximumKeepAlive = 120,
            MaximumSessionExpiryInterval = 24 * 3600,
            MaximumRetainedMessages = 2_000,
            MaximumRetainedBytes = 8 * 1024 * 1024,
            MaximumQueuedBytes = 16 * 1024 * 1024,
        };
        var broker = await MqttBroker.Start(options, new LanHooks(gateway), logs: logs, stop: stop);
        lan.Use(broker);
        return broker;
    }
}
