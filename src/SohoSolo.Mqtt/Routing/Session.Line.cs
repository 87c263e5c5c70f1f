namespace SohoSolo.Mqtt.Routing;

/// <summary>
/// The line of QoS 1 and 2 deliveries, in one order from publish to acknowledgement: first those in flight (with a packet identifier), then those that wait. QoS 0 messages that the outlet did not take
/// at once have a line of their own: nothing acknowledges them, so they need not wait behind a client that does not acknowledge.
/// </summary>
internal sealed partial class Session
{
    private readonly Dictionary<ushort, Delivery> _inFlight = [];
    private ulong _lastNumber;
    private ushort _lastPacketId;

    /// <summary>QoS 1 and 2.</summary>
    public DeliveryLine Line { get; } = new();

    /// <summary>QoS 0.</summary>
    public DeliveryLine Fleeting { get; } = new();

    /// <summary>The first that this connection has not been sent.</summary>
    public Delivery? NextToSend { get; set; }

    /// <summary>The first without a packet identifier.</summary>
    public Delivery? NextToAllot { get; private set; }

    /// <summary>Sent on this connection and not yet done with.</summary>
    public int Outstanding { get; private set; }

    /// <summary>With a packet identifier, and not sent on this connection.</summary>
    public int Ahead { get; private set; }

    /// <summary>Without a packet identifier, QoS 0 included.</summary>
    public int Waiting { get; private set; }

    /// <summary>In both lines.</summary>
    public int Count { get; private set; }

    /// <summary>Of everything in both lines: what is in flight takes memory too.</summary>
    public long Bytes { get; private set; }

    /// <summary>Deliveries that will expire; the router sweeps only where there are any.</summary>
    public int Expiring { get; private set; }

    public ulong NextNumber() => ++_lastNumber;

    /// <summary>The client takes more than was sent to it, or is about to be.</summary>
    public bool HasIdleWindow => Outstanding + Ahead < ReceiveMaximum;

    /// <summary>One identifier stays free for the first in line, lest it wait for ever behind those that have theirs.</summary>
    public bool HasIdentifiersToSpare => _inFlight.Count < ushort.MaxValue - 1;

    public Delivery? InFlight(ushort packetId) => _inFlight.GetValueOrDefault(packetId);

    public void Append(Delivery delivery)
    {
        Count++;
        Bytes += delivery.Message.Weight;
        if (delivery.Message.ExpiresAt != long.MaxValue)
            Expiring++;
        _lastNumber = Math.Max(_lastNumber, delivery.Number);
        if (delivery.PacketId == 0)
            Waiting++;
        if (delivery.QualityOfService == QualityOfService.AtMostOnce)
        {
            Fleeting.Append(delivery);
            return;
        }

        Line.Append(delivery);
        NextToSend ??= delivery;
        if (delivery.PacketId == 0)
            NextToAllot ??= delivery;
        else
            TakeIn(delivery);
    }

    /// <summary>Gives one that waits a packet identifier that nothing in flight has; false when all are in use.</summary>
    public bool Allot(Delivery delivery)
    {
        if (!TryFindPacketId(out var id))
            return false;

        delivery.PacketId = id;
        Waiting--;
        TakeIn(delivery);
        if (NextToAllot == delivery)
            NextToAllot = NextUnallotted(delivery.Next);
        return true;
    }

    public void MarkSent(Delivery delivery)
    {
        delivery.State = DeliveryState.Sent;
        delivery.IsOnWire = true;
        Ahead--;
        Outstanding++;
    }

    /// <summary>The client has the message; its bytes need not be kept.</summary>
    public void MarkReceived(Delivery delivery)
    {
        if (delivery.State == DeliveryState.Received)
            return;
        if (!delivery.IsOnWire)
            Ahead--;
        delivery.State = DeliveryState.Received;
        Bytes += Message.Nothing.Weight - delivery.Message.Weight;
        if (delivery.Message.ExpiresAt != long.MaxValue)
            Expiring--;
        delivery.Message = Message.Nothing;
    }

    public void Remove(Delivery delivery)
    {
        Count--;
        Bytes -= delivery.Message.Weight;
        if (delivery.Message.ExpiresAt != long.MaxValue)
            Expiring--;
        if (delivery.QualityOfService == QualityOfService.AtMostOnce)
        {
            Waiting--;
            Fleeting.Remove(delivery);
        }
        else
        {
            Leave(delivery);
            Line.Remove(delivery);
        }

        delivery.State = DeliveryState.Gone;
    }

    private void Leave(Delivery delivery)
    {
        if (NextToSend == delivery)
            NextToSend = delivery.Next;
        if (NextToAllot == delivery)
            NextToAllot = NextUnallotted(delivery.Next);
        if (delivery.PacketId == 0)
        {
            Waiting--;
            return;
        }

        _inFlight.Remove(delivery.PacketId);
        if (delivery.IsOnWire)
            Outstanding--;
        else if (delivery.State != DeliveryState.Received)
            Ahead--;
    }

    /// <summary>Another connection begins, or this one has ended: what was sent is sent again, in the first order (MQTT 5.0 §4.4), within a window that counts from zero.</summary>
    private void Rewind()
    {
        (Outstanding, Ahead) = (0, 0);
        for (var delivery = Line.First; delivery is not null; delivery = delivery.Next)
        {
            delivery.IsOnWire = false;
            if (delivery.State == DeliveryState.Sent)
                (delivery.State, delivery.Duplicate) = (DeliveryState.Waiting, true);
            if (delivery.PacketId != 0 && delivery.State != DeliveryState.Received)
                Ahead++;
        }

        NextToSend = Line.First;
    }

    private void TakeIn(Delivery delivery)
    {
        _inFlight.Add(delivery.PacketId, delivery);
        if (delivery.State != DeliveryState.Received)
            Ahead++;
    }

    private static Delivery? NextUnallotted(Delivery? from)
    {
        // Those in flight stand before those that wait, but for a line that a crash has mixed.
        while (from is { PacketId: not 0 })
            from = from.Next;
        return from;
    }

    private bool TryFindPacketId(out ushort id)
    {
        id = _lastPacketId;
        if (_inFlight.Count >= ushort.MaxValue)
            return false;
        do
            id = id == ushort.MaxValue ? (ushort)1 : (ushort)(id + 1);
        while (_inFlight.ContainsKey(id));
        _lastPacketId = id;
        return true;
    }
}
