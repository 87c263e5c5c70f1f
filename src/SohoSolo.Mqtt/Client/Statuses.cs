using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace SohoSolo.Mqtt.Client;

/// <summary>How the client stands now, and for who watches, every change.</summary>
internal sealed class Statuses
{
    /// <summary>Who watches and does not look misses the oldest changes.</summary>
    private const int Remembered = 100;

    private readonly Lock gate = new();
    private readonly List<Channel<MqttClientStatus>> watchers = [];
    private MqttClientStatus current = new(MqttClientState.Stopped);

    public MqttClientStatus Current
    {
        get
        {
            lock (gate)
                return current;
        }
    }

    public void Set(MqttClientStatus status)
    {
        lock (gate)
        {
            current = status;
            foreach (var watcher in watchers)
                watcher.Writer.TryWrite(status);
        }
    }

    /// <summary>No more changes will come.</summary>
    public void Complete()
    {
        lock (gate)
        {
            foreach (var watcher in watchers)
                watcher.Writer.TryComplete();
        }
    }

    public IAsyncEnumerable<MqttClientStatus> Watch(CancellationToken stop)
    {
        var watcher = Channel.CreateBounded<MqttClientStatus>(new BoundedChannelOptions(Remembered) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (gate)
        {
            watcher.Writer.TryWrite(current);
            watchers.Add(watcher);
        }

        return Read(watcher, stop);
    }

    private async IAsyncEnumerable<MqttClientStatus> Read(Channel<MqttClientStatus> watcher, [EnumeratorCancellation] CancellationToken stop)
    {
        try
        {
            await foreach (var status in watcher.Reader.ReadAllAsync(stop))
                yield return status;
        }
        finally
        {
            lock (gate)
                watchers.Remove(watcher);
        }
    }
}
