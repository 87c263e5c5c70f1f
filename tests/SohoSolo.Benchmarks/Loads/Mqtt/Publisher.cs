using System.Diagnostics;

namespace SohoSolo.Benchmarks.Loads.Mqtt;

/// <summary>Publishes half a window at a time for a while, with at most a window unconfirmed: by PUBACK, in order, or at QoS 0 by the ping behind the batch.</summary>
internal sealed class Publisher : IDisposable
{
    private readonly MqttConnection connection;
    private readonly Batches batches;
    private readonly Backlog backlog;
    private readonly int qos;
    private int unconfirmed;
    private int confirmedPlace;

    public Publisher(int port, int number, RateLoad load, Backlog backlog)
    {
        this.backlog = backlog;
        qos = load.Qos;
        batches = new Batches(number, load.Qos, load.Window);
        connection = MqttConnection.Open(port, $"bench-publisher-{number}");
    }

    public void Run(long until)
    {
        while (Stopwatch.GetTimestamp() < until)
        {
            backlog.Take(batches.Size);
            connection.Send(batches.Next());
            unconfirmed += batches.Size;
            ConfirmDownTo(batches.Size);
        }

        ConfirmDownTo(0);
        connection.Leave();
    }

    public void Dispose() => connection.Dispose();

    private void ConfirmDownTo(int most)
    {
        while (unconfirmed > most)
            Confirm(connection.Read());
    }

    private void Confirm(MqttPacket packet)
    {
        if (packet.Kind == MqttKind.Pong && qos == 0)
            unconfirmed -= batches.Size;
        else if (packet.Kind == MqttKind.Acknowledged && packet.Id == confirmedPlace + 1)
            (unconfirmed, confirmedPlace) = (unconfirmed - 1, (confirmedPlace + 1) % batches.Places);
        else
            throw new InvalidOperationException($"{packet.Kind} came where message {confirmedPlace + 1} was to be acknowledged.");
    }
}
