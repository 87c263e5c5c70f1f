using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using SohoSolo.Gateway.Doors;

namespace SohoSolo.Gateway.Tests.Doors;

/// <summary>A site's network on which everything that is said can be read.</summary>
internal sealed class SpyLan : ILan
{
    private readonly ConcurrentQueue<(string Topic, string Text, bool Retain)> sent = new();

    public IReadOnlyList<(string Topic, string Text, bool Retain)> Sent => [.. sent];

    public List<string> ShownOut { get; } = [];

    public IReadOnlyList<JsonElement> Commands => [.. sent.Where(said => said.Topic.EndsWith("/cmd", StringComparison.Ordinal)).Select(said => JsonSerializer.Deserialize<JsonElement>(said.Text))];

    public IReadOnlyList<string> Unlocks => [.. Commands.Where(command => command.GetProperty("op").GetString() == "unlock").Select(command => command.GetProperty("id").GetString()!)];

    /// <summary>The reason of the last beep; null when the door was opened last.</summary>
    public string? LastDenial => Commands[^1].TryGetProperty("deny", out var reason) ? reason.GetString() : null;

    public void Send(string topic, ReadOnlyMemory<byte> payload, bool retain) => sent.Enqueue((topic, Encoding.UTF8.GetString(payload.Span), retain));

    public void Follow(IReadOnlyCollection<string> filters)
    {
    }

    public void Disconnect(string device) => ShownOut.Add(device);
}
