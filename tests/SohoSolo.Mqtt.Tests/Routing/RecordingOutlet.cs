using System.Globalization;
using System.Text;
using SohoSolo.Mqtt.Packets;
using SohoSolo.Mqtt.Routing;

namespace SohoSolo.Mqtt.Tests.Routing;

/// <summary>Writes down in words what it is given, as a connection would send it.</summary>
internal sealed class RecordingOutlet : IOutlet
{
    private readonly List<string> _said = [];

    public bool IsWritable { get; set; } = true;

    public uint MaximumPacketSize { get; init; } = uint.MaxValue;

    public ReasonCode? Closed { get; private set; }

    /// <summary>What it was given for a protocol machine to read, in order: <see cref="OutgoingPublish"/>, <see cref="AckPacket"/>, others.</summary>
    public Queue<object> Packets { get; } = new();

    /// <summary>All since the last time.</summary>
    public string[] Hear()
    {
        var said = _said.ToArray();
        _said.Clear();
        return said;
    }

    public bool Publish(in OutgoingPublish publish)
    {
        if (publish.Payload.Length > MaximumPacketSize)
            return false;

        var words = new StringBuilder();
        words.Append(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetString(publish.Topic.Span)}={Encoding.UTF8.GetString(publish.Payload.Span)} q{(int)publish.QualityOfService}");
        if (publish.PacketId != 0)
            words.Append(CultureInfo.InvariantCulture, $" #{publish.PacketId}");
        if (publish.Duplicate)
            words.Append(" dup");
        if (publish.Retain)
            words.Append(" retain");
        if (publish.MessageExpiryInterval is { } seconds)
            words.Append(CultureInfo.InvariantCulture, $" {seconds}s");
        if (!publish.SubscriptionIdentifiers.IsEmpty)
            words.Append(CultureInfo.InvariantCulture, $" ids {string.Join(',', publish.SubscriptionIdentifiers.ToArray())}");
        Say(words.ToString(), publish);
        return true;
    }

    public void Acknowledge(in AckPacket ack) => Say($"{ack.Type} #{ack.PacketId}{(ack.Reason == ReasonCode.Success ? "" : $" {ack.Reason}")}", ack);

    public void Acknowledge(SubAckPacket ack) => Say($"SubAck #{ack.PacketId} {string.Join(',', ack.Reasons)}", ack);

    public void Acknowledge(UnsubAckPacket ack) => Say($"UnsubAck #{ack.PacketId} {string.Join(',', ack.Reasons)}", ack);

    public void Close(ReasonCode reason)
    {
        Closed = reason;
        _said.Add($"close {reason}");
    }

    public void Flush()
    {
    }

    private void Say(string words, object packet)
    {
        Assert.Null(Closed);
        _said.Add(words);
        Packets.Enqueue(packet);
    }
}
