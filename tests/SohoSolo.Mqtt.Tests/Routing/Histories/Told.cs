using System.Globalization;
using System.Text;
using SohoSolo.Mqtt.Packets;
using SohoSolo.Mqtt.Routing;

namespace SohoSolo.Mqtt.Tests.Routing.Histories;

/// <summary>A router's state in words, in an order that does not depend on the order of telling.</summary>
internal sealed class Told : IDurableFacts
{
    private readonly List<string> _lines = [];

    public static string By(Router router)
    {
        var told = new Told();
        router.Retell(told);
        return string.Join('\n', told._lines.Order(StringComparer.Ordinal));
    }

    public void SessionOpened(uint session, string clientId, string? identity = null) => Add($"{session} opened {clientId} {identity}");

    public void SessionConnected(uint session, uint expiryInterval, WillPacket? will) => Add($"{session} connected {expiryInterval} {will?.Topic}");

    public void SessionDetached(uint session, long at, uint expiryInterval, WillPacket? will, long willAt) => Add($"{session} detached {at} {expiryInterval} {will?.Topic} {willAt}");

    public void SessionEnded(uint session) => Add($"{session} ended");

    public void Subscribed(uint session, TopicSubscription subscription, uint identifier) => Add($"{session} subscribed {subscription} {identifier}");

    public void Unsubscribed(uint session, string filter) => Add($"{session} unsubscribed {filter}");

    public void Published(Message message, bool retain, uint publisher, ushort incomingPacketId, ReadOnlySpan<DeliveryFact> deliveries)
    {
        Add($"published {message.Topic} {Encoding.UTF8.GetString(message.Payload.Span)} {retain} {publisher} {incomingPacketId}");
        foreach (var fact in deliveries)
            Add($"{fact.Session} gets {fact.Number} #{fact.PacketId} q{(int)fact.QualityOfService} {message.Topic} {Encoding.UTF8.GetString(message.Payload.Span)}");
    }

    public void Sent(uint session, ulong delivery, ushort packetId) => Add($"{session} sent {delivery} #{packetId}");

    public void Received(uint session, ulong delivery) => Add($"{session} received {delivery}");

    public void Done(uint session, ulong delivery) => Add($"{session} done {delivery}");

    public void IncomingReleased(uint session, ushort packetId) => Add($"{session} released {packetId}");

    private void Add(FormattableString line) => _lines.Add(line.ToString(CultureInfo.InvariantCulture));
}
