using System.Buffers;
using SohoSolo.Mqtt.Packets;

namespace SohoSolo.Mqtt.Broker.Connections;

/// <summary>Packet after packet: what a read brought is read and judged first, then carried out in one passage through the gate.</summary>
internal sealed partial class Connection
{
    /// <summary>Packets carried out in one passage: enough to share its cost, few enough for the others' turn.</summary>
    private const int LongestRun = 64;

    [ThreadStatic]
    private static List<Step>? spareSteps;

    private async Task Read()
    {
        while (!outlet.IsClosing)
        {
            var read = await input.ReadAsync();
            // Bytes of a packet that is still coming count as well: a client that sends a long one cannot ping meanwhile.
            if (!read.Buffer.IsEmpty)
                Hear();

            var rest = read.Buffer.End;
            try
            {
                rest = await CarryOut(read.Buffer);
            }
            finally
            {
                board.Tally.BytesReceived(read.Buffer.Slice(0, rest).Length);
                input.AdvanceTo(rest, read.Buffer.End);
            }

            if (read.IsCompleted)
                return;
        }
    }

    /// <summary>Carries out every whole packet, with pauses where the client must wait. Returns where the rest begins.</summary>
    private async ValueTask<SequencePosition> CarryOut(ReadOnlySequence<byte> buffer)
    {
        while (!outlet.IsClosing)
        {
            var met = Run(ref buffer);
            if (met == Hindrance.Host)
                await AskHost();
            else if (met is Hindrance.Rate or Hindrance.Answers)
                await Pause(met);

            while (outlet.IsBlocked && !outlet.IsClosing)
                await Pause(Hindrance.Output);

            if (met == Hindrance.Input)
                break;
        }

        return buffer.Start;
    }

    /// <summary>Reads packets up to one that must wait, and carries them out, also those before one that breaks a rule.</summary>
    private Hindrance Run(ref ReadOnlySequence<byte> buffer)
    {
        var steps = spareSteps ?? [];
        spareSteps = null;
        try
        {
            return Gather(ref buffer, steps);
        }
        finally
        {
            CarryOut(steps);
            steps.Clear();
            spareSteps = steps;
        }
    }

    private Hindrance Gather(ref ReadOnlySequence<byte> buffer, List<Step> steps)
    {
        while (steps.Count < LongestRun)
        {
            var rest = buffer;
            if (!PacketFrame.TryRead(ref rest, limits.MaximumPacketSize, out var frame))
                return Hindrance.Input;

            var isPublish = frame.Type == PacketType.Publish;
            if (isPublish && Hinders(frame, steps.Count) is { } hindrance)
                return hindrance;

            buffer = rest;
            if (isPublish && !Take(PublishPacket.Read(frame, version), steps))
                return Hindrance.Host;
            if (isPublish)
                continue;

            steps.Add(Read(frame));
            if (frame.Type == PacketType.Disconnect)
                return Hindrance.Input;
        }

        return Hindrance.None;
    }

    private Step Read(in PacketFrame frame)
    {
        switch (frame.Type)
        {
            case PacketType.PubAck or PacketType.PubRec or PacketType.PubRel or PacketType.PubComp:
                return new Step(frame.Type) { Ack = AckPacket.Read(frame, version) };
            case PacketType.Subscribe:
                var subscribe = SubscribePacket.Read(frame, version);
                return new Step(frame.Type) { Subscribe = subscribe, Verdicts = Judge(subscribe) };
            case PacketType.Unsubscribe:
                return new Step(frame.Type) { Unsubscribe = UnsubscribePacket.Read(frame, version) };
            case PacketType.PingReq:
                PingPacket.Check(frame);
                return new Step(frame.Type);
            case PacketType.Disconnect:
                return new Step(frame.Type) { Disconnect = DisconnectPacket.Read(frame, version) };
            case PacketType.Connect:
                throw new MqttProtocolException(ReasonCode.ProtocolError, "A second CONNECT came.");
            default:
                throw new MqttProtocolException(ReasonCode.ProtocolError, $"{frame.Type} must not come here or now.");
        }
    }

    private void CarryOut(List<Step> steps)
    {
        if (steps.Count == 0)
            return;

        using (board.Enter())
        {
            var now = board.Now;
            foreach (var step in steps)
            {
                // Another connection may have taken the session over, and is not to be spoken for.
                if (outlet.IsClosing)
                    return;

                CarryOut(step, now);
            }
        }

        outlet.Flush();
    }

    private void CarryOut(in Step step, long now)
    {
        switch (step.Type)
        {
            case PacketType.Publish:
                Publish(step, now);
                break;
            case PacketType.Subscribe:
                board.Router.Subscribe(session!, step.Subscribe!, step.Verdicts, now);
                break;
            case PacketType.Unsubscribe:
                board.Router.Unsubscribe(session!, step.Unsubscribe!, now);
                break;
            case PacketType.PingReq:
                outlet.Pong();
                break;
            case PacketType.Disconnect:
                Goodbye(step.Disconnect!);
                break;
            default:
                board.Router.Acknowledged(session!, step.Ack, now);
                break;
        }
    }

    /// <summary>The client leaves (MQTT 5.0 §3.14.4).</summary>
    private void Goodbye(DisconnectPacket packet)
    {
        if (packet.SessionExpiryInterval is > 0 && expiryAtConnect == 0)
        {
            outlet.Close(ReasonCode.ProtocolError, "A session that was to end with the connection cannot be prolonged at its end.");
            return;
        }

        leavesWithoutWill = packet.Reason == ReasonCode.Success;
        if (packet.SessionExpiryInterval is { } asked)
            expiryAtLeaving = Math.Min(asked, LongestExpiry);

        outlet.Finish(packet.Reason);
    }
}
