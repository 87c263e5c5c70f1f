using System.Buffers.Binary;

namespace SohoSolo.Benchmarks.Loads.Mqtt;

/// <summary>Takes every message, acknowledges as many at once as one receive brought, and sees to it that each publisher's come whole and in order.</summary>
internal sealed class Subscriber : IDisposable
{
    private const string Client = "bench-subscriber";
    private const int MostAtOnce = 1024;

    private readonly MqttConnection connection;
    private readonly Backlog backlog;
    private readonly int places;
    private readonly int[] nextOf;
    private readonly byte[] acknowledgements = new byte[MostAtOnce * MqttBytes.Acknowledgement];

    public Subscriber(int port, RateLoad load, Backlog backlog)
    {
        this.backlog = backlog;
        places = new Batches(0, load.Qos, load.Window).Places;
        nextOf = new int[load.Publishers];
        connection = load.IsPersistent ? MqttConnection.OpenPersistent(port, Client) : MqttConnection.Open(port, Client);
        connection.Subscribe(Batches.Topic, load.Qos);
    }

    /// <summary>Until <see cref="Leave"/> is called from elsewhere.</summary>
    public void Run()
    {
        while (connection.Receive())
        {
            int taken;
            do
            {
                taken = Take(out var acknowledged);
                connection.Send(acknowledgements.AsSpan(0, acknowledged * MqttBytes.Acknowledgement));
                backlog.Deliver(taken);
            }
            while (taken == MostAtOnce);
        }
    }

    public void Leave() => connection.Leave();

    public void Dispose() => connection.Dispose();

    private int Take(out int acknowledged)
    {
        var taken = 0;
        acknowledged = 0;
        while (taken < MostAtOnce && connection.TryRead(out var packet))
        {
            Check(packet.Payload);
            taken++;
            if (packet.Qos == 1)
                MqttBytes.Acknowledge(acknowledgements.AsSpan(MqttBytes.Acknowledgement * acknowledged++), packet.Id);
        }

        return taken;
    }

    private void Check(ReadOnlySpan<byte> payload)
    {
        ref var next = ref nextOf[payload[0]];
        var place = BinaryPrimitives.ReadUInt16BigEndian(payload[1..]);
        if (payload.Length != Batches.PayloadSize || place != next)
            throw new InvalidOperationException($"Message {place} of publisher {payload[0]} came where {next} was due.");

        next = (next + 1) % places;
    }
}
