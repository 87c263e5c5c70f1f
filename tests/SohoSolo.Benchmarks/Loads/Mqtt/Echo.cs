namespace SohoSolo.Benchmarks.Loads.Mqtt;

/// <summary>The far end of a round trip: acknowledges what comes and publishes the same payload back, both in one send.</summary>
internal sealed class Echo : IDisposable
{
    private readonly MqttConnection connection;
    private readonly MqttMessage back = new(RoundTrip.Back, RoundTrip.PayloadSize);

    public Echo(int port)
    {
        connection = MqttConnection.OpenPersistent(port, "bench-echo");
        connection.Subscribe(RoundTrip.There, qos: 1);
    }

    /// <summary>Until <see cref="Leave"/> is called from elsewhere.</summary>
    public void Run()
    {
        var answer = new byte[MqttBytes.Acknowledgement + back.Next().Length];
        while (connection.Receive())
        {
            while (connection.TryRead(out var packet))
            {
                if (packet.Kind == MqttKind.Publish)
                    Answer(packet, answer);
            }
        }
    }

    public void Leave() => connection.Leave();

    public void Dispose() => connection.Dispose();

    private void Answer(MqttPacket packet, Span<byte> answer)
    {
        MqttBytes.Acknowledge(answer, packet.Id);
        packet.Payload.CopyTo(back.Payload);
        back.Next().CopyTo(answer[MqttBytes.Acknowledgement..]);
        connection.Send(answer);
    }
}
