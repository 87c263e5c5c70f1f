using SohoSolo.Hub.Settings;
using SohoSolo.Mqtt.Client;

namespace SohoSolo.Hub.Broker;

/// <summary>From a broker as the settings name it to a client's way there.</summary>
internal static class BrokerAccounts
{
    /// <summary>How long somebody else's broker keeps what the devices of a site say while their gateway is away: as long as the gateway itself keeps what the hub has taken.</summary>
    private const uint Day = 24 * 3600;

    public static MqttClientOptions ClientOf(this MqttSetting.External broker, string clientId) => new()
    {
        Host = broker.Host,
        Port = broker.Port,
        Tls = broker.IsSecured ? new MqttTls() : null,
        UserName = broker.User,
        Password = broker.Password,
        ClientId = clientId,
    };

    /// <summary>A site's network at that broker. The session is the site's, whichever process has its gateway: the next one takes it over with what waits in it, and the one before is shown out.</summary>
    public static MqttClientOptions LanOf(this MqttSetting.External broker, string gateway) =>
        broker.ClientOf($"{gateway}-lan") with { SessionExpiryInterval = Day, KeepAlive = 15 };
}
