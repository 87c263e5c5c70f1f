using SohoSolo.Mqtt.Packets;

namespace SohoSolo.Mqtt.Client;

/// <summary>A message on its way out, from the call that brought it to the packet that ends it (MQTT 5.0 §4.3). Guarded by the session's gate.</summary>
internal sealed class OutgoingMessage
{
    /// <summary>The objects around the bytes, roughly.</summary>
    private const int Overhead = 200;

    private readonly TaskCompletionSource<PublishResult> end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly OutgoingPublish publish;
    private readonly long addedAt;

    /// <summary>What no packet can hold is refused here (<see cref="ArgumentException"/>).</summary>
    public OutgoingMessage(MqttMessage message, long addedAt)
    {
        this.addedAt = addedAt;
        publish = MessageMapping.ToPublish(message, packetId: 0);
        Weight = publish.Size(MqttVersion.V5) + Overhead;
    }

    public enum Stage
    {
        /// <summary>Nobody but us knows of it.</summary>
        Waiting,

        /// <summary>QoS 1 or 2: written, perhaps on an earlier connection; not answered.</summary>
        Sent,

        /// <summary>QoS 2: the server has it, and shall forget the identifier (§4.3.3).</summary>
        Released,

        /// <summary>Acknowledged, refused or withdrawn.</summary>
        Ended,
    }

    public QualityOfService QualityOfService => publish.QualityOfService;

    public Task<PublishResult> End => end.Task;

    public Stage At { get; set; }

    public ushort PacketId { get; set; }

    /// <summary>Whether this connection's PUBLISH of it still counts against the server's receive maximum (MQTT 5.0 §4.9).</summary>
    public bool HoldsQuota { get; set; }

    /// <summary>Bytes in the queue.</summary>
    public long Weight { get; }

    /// <summary>The time that it waited here is part of its life: what remains is sent, null when nothing remains (MQTT 5.0 §3.3.2.3.3 has servers do the same).</summary>
    public OutgoingPublish? ToPublish(TimeProvider clock)
    {
        uint? left = null;
        if (publish.MessageExpiryInterval is { } interval)
        {
            var waited = (long)clock.GetElapsedTime(addedAt).TotalSeconds;
            if (waited >= interval && At == Stage.Waiting)
                return null;

            left = (uint)Math.Max(1, interval - waited);
        }

        return publish with { Duplicate = At == Stage.Sent, PacketId = PacketId, MessageExpiryInterval = left };
    }

    public void Complete(PublishResult result)
    {
        At = Stage.Ended;
        end.TrySetResult(result);
    }

    public void Cancel()
    {
        At = Stage.Ended;
        end.TrySetCanceled();
    }
}
