using System.Collections.Concurrent;
using SohoSolo.Core;
using SohoSolo.Core.Devices;
using SohoSolo.Hub.Settings;
using SohoSolo.Mqtt;

namespace SohoSolo.Hub.Broker;

/// <summary>What a site's gateway in this process hears of the hub's broker, which is its site's network then.</summary>
/// <param name="Take">A device's message: only when this has completed with success is the device told that it was taken.</param>
/// <param name="Came">A device's own connection has come.</param>
/// <param name="Gone">A device's own connection has ended; whether it took its leave.</param>
/// <param name="Refused">A device wanted to publish where it may not: device, topic, why.</param>
internal sealed record SiteListener(Func<string, MqttMessage, CancellationToken, ValueTask<ReasonCode>> Take, Action<string> Came, Action<string, bool> Gone, Action<string, string, string> Refused);

/// <summary>What devices say to the hub's broker, on its way to their site's gateway where that lives in this process.</summary>
internal sealed class DeviceInbox(HubSettings settings)
{
    private readonly ConcurrentDictionary<SiteId, SiteListener> listeners = new();

    /// <summary>Whether gateways live here at all.</summary>
    public bool IsOpen => settings.HasEmbeddedGateways;

    public void Connect(SiteId site, SiteListener listener) => listeners[site] = listener;

    public void Disconnect(SiteId site) => listeners.TryRemove(site, out _);

    /// <summary>A device whose gateway is not there yet keeps its message and comes again.</summary>
    public ValueTask<ReasonCode> Take(Device device, MqttMessage message, CancellationToken stop) =>
        listeners.TryGetValue(device.Site, out var listener) ? listener.Take(device.Id, message, stop) : ValueTask.FromResult(ReasonCode.ServerUnavailable);

    public void Came(Device device)
    {
        if (listeners.TryGetValue(device.Site, out var listener))
            listener.Came(device.Id);
    }

    public void Gone(Device device, bool isGoodbye)
    {
        if (listeners.TryGetValue(device.Site, out var listener))
            listener.Gone(device.Id, isGoodbye);
    }

    public void Refused(Device device, string topic, string why)
    {
        if (listeners.TryGetValue(device.Site, out var listener))
            listener.Refused(device.Id, topic, why);
    }
}
