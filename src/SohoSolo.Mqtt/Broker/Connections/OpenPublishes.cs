using SohoSolo.Mqtt.Packets;

namespace SohoSolo.Mqtt.Broker.Connections;

/// <summary>A client's QoS 1 and 2 messages that are not yet acknowledged to the end, against its receive maximum (MQTT 5.0 §3.2.2.3.3, §4.9). Guarded by the router's gate.</summary>
internal sealed class OpenPublishes
{
    private HashSet<ushort>? exactlyOnce;
    private int atLeastOnce;

    public int Count => atLeastOnce + (exactlyOnce?.Count ?? 0);

    /// <summary>A QoS 2 message that comes again is the same one.</summary>
    public void Opened(QualityOfService qualityOfService, ushort packetId)
    {
        if (qualityOfService == QualityOfService.ExactlyOnce)
            (exactlyOnce ??= []).Add(packetId);
        else
            atLeastOnce++;
    }

    public void Answered(in AckPacket ack)
    {
        if (ack.Type == PacketType.PubAck)
            atLeastOnce--;
        else if (ack.Type == PacketType.PubComp || (ack.Type == PacketType.PubRec && ack.Reason >= ReasonCode.UnspecifiedError))
            exactlyOnce?.Remove(ack.PacketId);
    }
}
