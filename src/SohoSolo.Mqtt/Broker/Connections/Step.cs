using SohoSolo.Mqtt.Packets;
using SohoSolo.Mqtt.Routing;

namespace SohoSolo.Mqtt.Broker.Connections;

/// <summary>One packet, read and judged outside the router's gate, to be carried out under it with its neighbours.</summary>
internal readonly record struct Step(PacketType Type)
{
    /// <summary>Of a PUBLISH; null for one that is refused.</summary>
    public Message? Message { get; init; }

    public QualityOfService QualityOfService { get; init; }

    public ushort PacketId { get; init; }

    /// <summary>Why a PUBLISH is refused.</summary>
    public ReasonCode Reason { get; init; }

    public AckPacket Ack { get; init; }

    public SubscribePacket? Subscribe { get; init; }

    /// <summary>For each filter of <see cref="Subscribe"/>.</summary>
    public ReasonCode[]? Verdicts { get; init; }

    public UnsubscribePacket? Unsubscribe { get; init; }

    public DisconnectPacket? Disconnect { get; init; }
}
