namespace SohoSolo.Mqtt.Routing;

/// <summary>What the broker knows of one client identifier: subscriptions, what waits for it, what is in flight both ways (MQTT 5.0 §4.1). Guarded by the router's gate.</summary>
internal sealed partial class Session(uint number, string clientId)
{
    public uint Number { get; } = number;

    public string ClientId { get; } = clientId;
}
