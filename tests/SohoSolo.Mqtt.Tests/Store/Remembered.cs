using System.Globalization;
using SohoSolo.Mqtt.Packets;
using SohoSolo.Mqtt.Routing;

namespace SohoSolo.Mqtt.Tests.Store;

/// <summary>Stands for the router: remembers every fact, as text to compare and to be told again.</summary>
internal sealed class Remembered : IDurableFacts
{
    private readonly List<Action<IDurableFacts>> facts = [];

    public List<string> Texts { get; } = [];

    public void Retell(IDurableFacts to)
    {
        foreach (var fact in facts)
            fact(to);
    }

    /// <summary>Only the newest so many still stand.</summary>
    public void Forget(int butTheLast)
    {
        facts.RemoveRange(0, Math.Max(0, facts.Count - butTheLast));
        Texts.RemoveRange(0, Math.Max(0, Texts.Count - butTheLast));
    }

    public void SessionOpened(uint session, string clientId, string? identity = null) => Add($"opened {session} {clientId}{(identity is null ? "" : $" of {identity}")}", to => to.SessionOpened(session, clientId, identity));

    public void SessionConnected(uint session, uint expiryInterval, WillPacket? will) =>
        Add($"connected {session} {expiryInterval} {Text(will)}", to => to.SessionConnected(session, expiryInterval, will));

    public void SessionDetached(uint session, long at, uint expiryInterval, WillPacket? will, long willAt) =>
        Add($"detached {session} {at} {expiryInterval} {Text(will)} {willAt}", to => to.SessionDetached(session, at, expiryInterval, will, willAt));

    public void SessionEnded(uint session) => Add($"ended {session}", to => to.SessionEnded(session));

    public void Subscribed(uint session, TopicSubscription subscription, uint identifier) =>
        Add($"subscribed {session} {subscription} {identifier}", to => to.Subscribed(session, subscription, identifier));

    public void Unsubscribed(uint session, string filter) => Add($"unsubscribed {session} {filter}", to => to.Unsubscribed(session, filter));

    public void Published(Message message, bool retain, uint publisher, ushort incomingPacketId, ReadOnlySpan<DeliveryFact> deliveries)
    {
        var copy = deliveries.ToArray();
        Add($"published {Text(message)} {retain} {publisher} {incomingPacketId} [{string.Join(", ", copy.Select(Text))}]",
            to => to.Published(message, retain, publisher, incomingPacketId, copy));
    }

    public void Sent(uint session, ulong delivery, ushort packetId) => Add($"sent {session} {delivery} {packetId}", to => to.Sent(session, delivery, packetId));

    public void Received(uint session, ulong delivery) => Add($"received {session} {delivery}", to => to.Received(session, delivery));

    public void Done(uint session, ulong delivery) => Add($"done {session} {delivery}", to => to.Done(session, delivery));

    public void IncomingReleased(uint session, ushort packetId) => Add($"released {session} {packetId}", to => to.IncomingReleased(session, packetId));

    private void Add(FormattableString text, Action<IDurableFacts> again)
    {
        Texts.Add(text.ToString(CultureInfo.InvariantCulture));
        facts.Add(again);
    }

    private static string Text(WillPacket? will) => will is null
        ? "no will"
        : $"({will.Topic} {Hex(will.Payload)} {will.QualityOfService} {will.Retain} {will.DelayInterval} {will.MessageExpiryInterval} {Hex(will.PassedOn)})";

    private static string Text(Message message) =>
        $"({message.Topic} {Hex(message.TopicUtf8)} {Hex(message.Payload)} {Hex(message.PassedOn)} {message.QualityOfService} {message.Retain} {message.ExpiresAt})";

    private static string Text(DeliveryFact delivery) =>
        $"({delivery.Session} {delivery.Number} {delivery.PacketId} {delivery.QualityOfService} {delivery.Retain} {string.Join('+', delivery.SubscriptionIdentifiers.ToArray())})";

    private static string Hex(ReadOnlyMemory<byte> bytes) => Convert.ToHexString(bytes.Span);
}
