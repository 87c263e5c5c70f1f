using System.Buffers.Binary;
using System.Diagnostics;
using SohoSolo.Benchmarks.Measuring;

namespace SohoSolo.Benchmarks.Loads.Mqtt;

/// <summary>How long the echo took, and how long the acknowledgement of what was sent.</summary>
internal sealed record RoundTripFigures(Figures Echo, Figures Acknowledgement);

/// <summary>
/// One message at a time, QoS 1 on each of its four ways: to the broker, to the echo, to the broker, and back. The next one starts when this one
/// is back and acknowledged. Both ends' sessions are persistent, so that a broker with a store has something to keep.
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
    private readonly List<long> echoes = new(100_000);
    private readonly List<long> acknowledgements = new(100_000);

    public RoundTrip(int port)
    {
        echo = new Echo(port);
        connection = MqttConnection.OpenPersistent(port, "bench-asker");
        connection.Subscribe(Back, qos: 1);
    }

    /// <param name="during">How long.</param>
    /// <param name="between">Between the beginnings of two; without it the next one starts at once.</param>
    public async Task<RoundTripFigures> Run(TimeSpan during, TimeSpan between = default)
    {
        var echoing = Lane.Start(echo.Run);
        var asking = Lane.Start(() => Ask(during, new Pace(between)));
        if (await Task.WhenAny(asking, echoing) == echoing)
            await echoing;

        await asking;
        connection.Leave();
        echo.Leave();
        await echoing;
        return new RoundTripFigures(Figures.Of([.. echoes], 0, during), Figures.Of([.. acknowledgements], 0, during));
    }

    public void Dispose()
    {
        connection.Dispose();
        echo.Dispose();
    }

    private void Ask(TimeSpan during, Pace pace)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < during)
        {
            pace.Wait();
            Once(echoes.Count);
        }
    }

    private void Once(long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(there.Payload, number);
        var message = there.Next();
        var started = Stopwatch.GetTimestamp();
        connection.Send(message);
        while (echoes.Count == number || acknowledgements.Count == number)
        {
            var packet = connection.Read();
            var took = Stopwatch.GetTimestamp() - started;
            if (packet.Kind == MqttKind.Publish)
                Take(packet, number);

            (packet.Kind == MqttKind.Publish ? echoes : acknowledgements).Add(took);
        }
    }

    private void Take(MqttPacket packet, long number)
    {
        if (BinaryPrimitives.ReadInt64BigEndian(packet.Payload) != number)
            throw new InvalidOperationException($"Another message than {number} came back.");

        MqttBytes.Acknowledge(acknowledgement, packet.Id);
        connection.Send(acknowledgement);
    }
}
