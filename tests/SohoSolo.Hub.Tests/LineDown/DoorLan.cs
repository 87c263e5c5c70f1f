using System.Diagnostics;
using System.Text;
using SohoSolo.Gateway.Doors;

namespace SohoSolo.Hub.Tests.LineDown;

/// <summary>The network of a site as far as its lock goes: what it was told last, and when.</summary>
internal sealed class DoorLan : ILan
{
    private readonly Lock gate = new();
    private string last = "";
    private long lastAt;

    /// <summary>The last command, and when it came by the system's clock.</summary>
    public (string Text, long At) Last
    {
        get
        {
            lock (gate)
                return (last, lastAt);
        }
    }

    public void Send(string topic, ReadOnlyMemory<byte> payload, bool retain)
    {
        if (!topic.EndsWith("/cmd", StringComparison.Ordinal))
            return;

        var now = Stopwatch.GetTimestamp();
        lock (gate)
            (last, lastAt) = (Encoding.UTF8.GetString(payload.Span), now);
    }

    public void Follow(IReadOnlyCollection<string> filters)
    {
    }

    public void Disconnect(string device)
    {
    }
}
