using SohoSolo.Mqtt.Topics;

namespace SohoSolo.Mqtt.Routing;

/// <summary>How far a delivery is.</summary>
internal enum DeliveryState : byte
{
    /// <summary>In the queue, in its turn.</summary>
    Waiting,

    /// <summary>The PUBLISH was written to some connection, and not yet answered.</summary>
    Sent,

    /// <summary>QoS 2: the client said PUBREC; only the release is left.</summary>
    Received,

    /// <summary>Acknowledged or given up; in no queue any more.</summary>
    Gone,
}

/// <summary>One message on its way to one session. It stands in its session's line from the publish until the client has acknowledged it.</summary>
internal sealed class Delivery(Session session, Message message, ulong number, QualityOfService qualityOfService, bool retain, ReadOnlyMemory<uint> identifiers)
{
    public Session Session { get; } = session;

    /// <summary>Replaced by <see cref="Message.Nothing"/> once the client has it (QoS 2).</summary>
    public Message Message { get; set; } = message;

    public ulong Number { get; } = number;

    public QualityOfService QualityOfService { get; } = qualityOfService;

    public bool Retain { get; } = retain;

    public ReadOnlyMemory<uint> Identifiers { get; } = identifiers;

    public DeliveryState State { get; set; }

    /// <summary>Zero until it is given one, just before it is sent.</summary>
    public ushort PacketId { get; set; }

    /// <summary>It may have been sent before (MQTT 5.0 §3.3.1.1).</summary>
    public bool Duplicate { get; set; }

    /// <summary>The PUBLISH was written to the connection that stands now: it counts against the client's receive maximum.</summary>
    public bool IsOnWire { get; set; }

    /// <summary>The store knows of it, and must be told of its end.</summary>
    public bool IsTold { get; set; }

    /// <summary>The store knows its packet identifier.</summary>
    public bool IsPacketIdTold { get; set; }

    /// <summary>Not to be sent (or released) before the store has come so far.</summary>
    public long ReadyAt { get; set; }

    /// <summary>The group on whose behalf the session was chosen; null when it was not.</summary>
    public SharedGroup? Group { get; init; }

    public Delivery? Previous { get; set; }

    public Delivery? Next { get; set; }

    /// <summary>It cannot be given to another any more.</summary>
    public bool HasBegun => State != DeliveryState.Waiting || Duplicate;

    public DeliveryFact ToFact() => new(Session.Number, Number, PacketId, QualityOfService, Retain, Identifiers);
}

/// <summary>Deliveries in their order; one may leave from the middle.</summary>
internal sealed class DeliveryLine
{
    public Delivery? First { get; private set; }

    public Delivery? Last { get; private set; }

    public void Append(Delivery delivery)
    {
        delivery.Previous = Last;
        if (Last is null)
            First = delivery;
        else
            Last.Next = delivery;
        Last = delivery;
    }

    public void Remove(Delivery delivery)
    {
        if (delivery.Previous is null)
            First = delivery.Next;
        else
            delivery.Previous.Next = delivery.Next;
        if (delivery.Next is null)
            Last = delivery.Previous;
        else
            delivery.Next.Previous = delivery.Previous;
        delivery.Previous = delivery.Next = null;
    }
}
