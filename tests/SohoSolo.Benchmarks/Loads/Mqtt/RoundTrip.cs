using System.Buffers.Binary;
using System.Diagnostics;
using SohoSolo.Benchmarks.Measuring;

namespace SohoSolo.Benchmarks.Loads.Mqtt;

/// <summary>
/// One message at a time, QoS 1 on each of its four ways: to the broker, to the echo, to the broker, and back. The clock runs from the send to
/// the echo's arrival; the next one starts when both ends have acknowledged.
/// </summary>
internal sealed class RoundTrip : IDisposable
{
    public const string There = "bench/there";
    public const string Back = "bench/back";
    public const int PayloadSize = 100;

    private readonly MqttConnection connection;
    private readonly Echo echo;
    private readonly MqttMessage there = new(There, PayloadSize);
    private readonly byte[] acknowledgement = new byte[MqttBytes.Acknowledgement];

    public RoundTrip(int port)
    {
        echo = new Echo(port);
        connection = MqttConnection.Open(port, "bench-asker");
        connection.Subscribe(Back, qos: 1);
    }

    public async Task<Figures> Run(TimeSpan during)
    {
        var echoing = Lane.Start(echo.Run);
        var asking = Lane.Start(() => Ask(during));
        if (await Task.WhenAny(asking, echoing) == echoing)
            await echoing;

        var figures = await asking;
        connection.Leave();
        echo.Leave();
        await echoing;
        return figures;
    }

    public void Dispose()
    {
        connection.Dispose();
        echo.Dispose();
    }

    private Figures Ask(TimeSpan during)
    {
        List<long> ticks = new(100_000);
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < during)
            ticks.Add(Once(ticks.Count));

        return Figures.Of([.. ticks], 0, Stopwatch.GetElapsedTime(started));
    }

    private long Once(long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(there.Payload, number);
        var message = there.Next();
        var started = Stopwatch.GetTimestamp();
        connection.Send(message);
        long took = 0;
        for (var isAcknowledged = false; took == 0 || !isAcknowledged;)
        {
            var packet = connection.Read();
            isAcknowledged |= packet.Kind == MqttKind.Acknowledged;
            if (packet.Kind == MqttKind.Publish)
                took = Arrived(packet, number, started);
        }

        return took;
    }

    private long Arrived(MqttPacket packet, long number, long started)
    {
        var took = Stopwatch.GetTimestamp() - started;
        if (BinaryPrimitives.ReadInt64BigEndian(packet.Payload) != number)
            throw new InvalidOperationException($"Another message than {number} came back.");

        MqttBytes.Acknowledge(acknowledgement, packet.Id);
        connection.Send(acknowledgement);
        return took;
    }
}
