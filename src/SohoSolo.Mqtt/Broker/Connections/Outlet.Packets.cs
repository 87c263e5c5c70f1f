using SohoSolo.Mqtt.Packets;
using SohoSolo.Mqtt.Routing;

namespace SohoSolo.Mqtt.Broker.Connections;

/// <summary>What is encoded, and how much of it a client wants to hear.</summary>
internal sealed partial class Outlet
{
    private MqttVersion version = MqttVersion.V311;
    private OutgoingAliases? aliases;
    private bool sendsReasons;
    private bool isGreeted;

    public uint MaximumPacketSize { get; private set; } = uint.MaxValue;

    /// <summary>What the client said in its CONNECT of the packets that it takes.</summary>
    public void Heed(ConnectPacket connect)
    {
        version = connect.Version;
        MaximumPacketSize = connect.MaximumPacketSize ?? uint.MaxValue;
        sendsReasons = connect.RequestProblemInformation;
        aliases = connect.TopicAliasMaximum > 0 ? new OutgoingAliases(connect.TopicAliasMaximum) : null;
    }

    public bool Publish(in OutgoingPublish publish)
    {
        lock (writing)
        {
            if (isClosing)
                return true;

            return aliases is null ? TryWrite(publish) : TryWriteAliased(publish, aliases);
        }
    }

    public void Acknowledge(in AckPacket ack)
    {
        owner.Answered(ack);
        lock (writing)
        {
            if (!isClosing && Fit(ack) is { } fitting)
                fitting.Write(buffer, version);
        }
    }

    public void Acknowledge(SubAckPacket ack)
    {
        lock (writing)
        {
            var told = sendsReasons ? ack : ack with { ReasonString = null };
            if (!isClosing && (Fits(told.Size(version)) || Fits((told = told with { ReasonString = null }).Size(version))))
                told.Write(buffer, version);
        }
    }

    public void Acknowledge(UnsubAckPacket ack)
    {
        lock (writing)
        {
            var told = sendsReasons ? ack : ack with { ReasonString = null };
            if (!isClosing && (Fits(told.Size(version)) || Fits((told = told with { ReasonString = null }).Size(version))))
                told.Write(buffer, version);
        }
    }

    /// <summary>CONNACK with success; a client that takes no packet so large cannot be served.</summary>
    public void Greet(ConnAckPacket packet)
    {
        lock (writing)
        {
            if (isClosing)
                return;

            if (Fits(packet.Size(version)))
                packet.Write(buffer, version);
            else
                (isClosing, ClosedFor) = (true, ReasonCode.PacketTooLarge);

            isGreeted = true;
        }
    }

    /// <summary>CONNACK with the reason, where the version has a code for it, and the end (MQTT 5.0 §3.2.2.2, MQTT 3.1.1 §3.2.2.3). Nothing once the client was greeted.</summary>
    public void Refuse(MqttVersion answer, ReasonCode reason, string? why)
    {
        lock (writing)
        {
            if (isClosing || isGreeted)
                return;

            (isClosing, ClosedFor) = (true, reason);
            if (answer < MqttVersion.V5 && ReasonCodes.ToReturnCode(reason) is null)
                return;

            var packet = new ConnAckPacket { Reason = ReasonCodes.BelongTo(PacketType.ConnAck, reason) ? reason : ReasonCode.UnspecifiedError, ReasonString = why };
            if (Fits(packet.Size(answer)) || Fits((packet = packet with { ReasonString = null }).Size(answer)))
                packet.Write(buffer, answer);
        }
    }

    /// <summary>PINGRESP (MQTT 5.0 §3.13).</summary>
    public void Pong()
    {
        lock (writing)
        {
            if (!isClosing)
                PingPacket.WriteResponse(buffer);
        }
    }

    public void Close(ReasonCode reason) => Close(reason, null);

    /// <summary>Ends the connection after what is in the buffer; a version 5 client is told why, also in words when it can take them (MQTT 5.0 §4.13). The caller flushes.</summary>
    public void Close(ReasonCode reason, string? why)
    {
        lock (writing)
        {
            if (isClosing)
                return;

            (isClosing, ClosedFor) = (true, reason);
            if (!isGreeted || version < MqttVersion.V5)
                return;

            var goodbye = new DisconnectPacket { Reason = reason, ReasonString = why };
            if (Fits(goodbye.Size(version)) || Fits((goodbye = goodbye with { ReasonString = null }).Size(version)))
                goodbye.Write(buffer, version);
        }
    }

    /// <summary>Ends the connection after what is in the buffer, without a word: the client has said goodbye, or would not understand one.</summary>
    public void Finish(ReasonCode reason)
    {
        lock (writing)
        {
            if (!isClosing)
                (isClosing, ClosedFor) = (true, reason);
        }
    }

    private bool Fits(int size) => (uint)size <= MaximumPacketSize;

    /// <summary>Without its words when the client wants none or takes no packet so large; null when even that is too large (MQTT 5.0 §3.4.2.2.2).</summary>
    private AckPacket? Fit(in AckPacket ack)
    {
        var told = sendsReasons || ack.ReasonString is null ? ack : ack with { ReasonString = null };
        if (Fits(told.Size(version)))
            return told;

        told = told with { ReasonString = null };
        return Fits(told.Size(version)) ? told : null;
    }

    private bool TryWrite(in OutgoingPublish publish)
    {
        if (MaximumPacketSize != uint.MaxValue && !Fits(publish.Size(version)))
            return false;

        publish.Write(buffer, version);
        return true;
    }

    private bool TryWriteAliased(in OutgoingPublish publish, OutgoingAliases aliases)
    {
        var aliased = aliases.Apply(publish, out var isNew);
        if (TryWrite(aliased))
        {
            if (isNew)
                aliases.Keep(aliased);

            return true;
        }

        return isNew && TryWrite(publish);
    }
}
