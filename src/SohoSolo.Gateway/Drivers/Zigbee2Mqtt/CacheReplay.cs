using SohoSolo.Mqtt.Access;

namespace SohoSolo.Gateway.Drivers.Zigbee2Mqtt;

/// <summary>
/// Zigbee2MQTT tells the last state of every device once more when it starts, and nothing in the message says so: right after its bridge came online, each device's first report is from before. Kept beside the drivers, which
/// remember nothing.
/// </summary>
public sealed class CacheReplay
{
    private const int MostDevices = 1_000;
    private const string StateTopic = "/bridge/state";

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly Dictionary<string, DateTimeOffset> cameOnline = new(StringComparer.Ordinal);
    private readonly HashSet<string> told = new(StringComparer.Ordinal);

    /// <summary>Whether a message tells again what was told before the bridge started. Each is to be shown once, in its order.</summary>
    /// <param name="topic">Of a device of this family.</param>
    /// <param name="reading">What the driver made of it.</param>
    /// <param name="now">When it came.</param>
    /// <param name="isKept">It was kept by a broker: it does not say that a bridge has just started.</param>
    public bool Has(string topic, DriverReading reading, DateTimeOffset now, bool isKept)
    {
        lock (gate)
        {
            if (topic.EndsWith(StateTopic, StringComparison.Ordinal))
            {
                if (!isKept && reading is DriverReading.Signals([{ Flag: true }], _))
                    Begin(topic[..^StateTopic.Length], now);

                return false;
            }

            var root = topic.Split('/')[0];
            if (!cameOnline.TryGetValue(root, out var since) || now - since > Window || topic.EndsWith("/availability", StringComparison.Ordinal))
                return false;

            return told.Count < MostDevices && told.Add(topic);
        }
    }

    private void Begin(string root, DateTimeOffset now)
    {
        cameOnline[root] = now;
        told.RemoveWhere(topic => TopicFilters.Matches($"{root}/#", topic));
    }
}
