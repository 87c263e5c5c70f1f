using System.Buffers;
using System.Text;
using SohoSolo.Mqtt.Packets;

namespace SohoSolo.Mqtt.Client;

/// <summary>One connection that the server accepted: reads packets for the session, sends what the session writes, keeps itself alive (MQTT 5.0 §3.1.2.10).</summary>
internal sealed class ClientConnection(Transport transport, MqttVersion version, ConnAckPacket server, MqttClientOptions options, TimeProvider clock)
{
    /// <summary>For the goodbye to reach the server, and for the server to close.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private readonly ClientOutput output = new();
    private readonly string?[] aliases = new string?[version == MqttVersion.V5 ? options.TopicAliasMaximum : 0];
    private readonly uint largest = server.MaximumPacketSize ?? uint.MaxValue;
    private volatile bool hasSent;
    private volatile bool hasReceived;
    private volatile bool isHeld;

    public MqttVersion Version => version;

    /// <summary>What the CONNACK said.</summary>
    public ConnAckPacket Server => server;

    public bool IsWritable => output.IsWritable;

    /// <summary>QoS 1 and 2 publishes that may be unacknowledged (MQTT 5.0 §4.9).</summary>
    public int SendQuota { get; } = Math.Min(version == MqttVersion.V5 ? server.ReceiveMaximum : (int)options.MaximumInFlight, PacketIds.ForPublishes);

    /// <summary>Why the server would end the connection if it were sent this; null when it may be sent.</summary>
    public PublishResult? Refuses(in OutgoingPublish publish)
    {
        if (publish.QualityOfService > server.MaximumQualityOfService)
            return new PublishResult(ReasonCode.QoSNotSupported, $"The server takes QoS {(int)server.MaximumQualityOfService} at most.");
        if (publish.Retain && !server.RetainAvailable)
            return new PublishResult(ReasonCode.RetainNotSupported, "The server keeps no retained messages.");
        if (publish.Size(version) > largest)
            return new PublishResult(ReasonCode.PacketTooLarge, $"The server takes packets of {largest} bytes at most.");

        return null;
    }

    public void Write(in OutgoingPublish publish) => Write(publish, (packet, buffer) => packet.Write(buffer, version));

    public void Write(in AckPacket ack) => Write(ack, (packet, buffer) => packet.Write(buffer, version));

    public void Write(SubscribePacket subscribe) => Write(subscribe, (packet, buffer) => packet.Write(buffer, version));

    public void Write(UnsubscribePacket unsubscribe) => Write(unsubscribe, (packet, buffer) => packet.Write(buffer, version));

    /// <summary>Sends what was written.</summary>
    public void Flush() => output.Flush();

    /// <summary>Says goodbye after what was written, and ends (MQTT 5.0 §3.14).</summary>
    public void Disconnect(ReasonCode reason = ReasonCode.Success)
    {
        // In 3.1.1 a DISCONNECT can only mean that all is well.
        if (version == MqttVersion.V5 || reason == ReasonCode.Success)
            output.Write(new DisconnectPacket { Reason = reason }, (packet, buffer) => packet.Write(buffer, version));

        output.Complete();
    }

    /// <summary>The topic that the packet names or that its alias stands for (MQTT 5.0 §3.3.2.3.4).</summary>
    public string TopicOf(in PublishPacket publish)
    {
        var topic = publish.Topic.IsEmpty ? null : Encoding.UTF8.GetString(publish.Topic);
        if (publish.TopicAlias == 0)
            return topic ?? throw new MqttProtocolException(ReasonCode.ProtocolError, "A message has neither topic nor alias.");
        if (publish.TopicAlias > aliases.Length)
            throw new MqttProtocolException(ReasonCode.TopicAliasInvalid, "A topic alias is above what was asked for.");

        ref var known = ref aliases[publish.TopicAlias - 1];
        known = topic ?? known;
        return known ?? throw new MqttProtocolException(ReasonCode.ProtocolError, "A topic alias was not set before.");
    }

    /// <summary>Until the connection ends; throws why, or returns after <see cref="Disconnect"/>.</summary>
    public async Task Run(ClientSession session, CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var writing = output.Run(transport.Output, () => session.Pump(this), end.Token);
        var reading = Read(session, end.Token);
        var pinging = KeepAlive(end.Token);
        var first = await Task.WhenAny(writing, reading, pinging);
        if (first.Exception?.InnerException is MqttProtocolException broken)
            Disconnect(broken.Reason);
        if (output.IsComplete)
            await SayGoodbye(writing, reading);

        await end.CancelAsync();
        await Task.WhenAll(writing, reading, pinging).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first;
    }

    private async Task SayGoodbye(Task writing, Task reading)
    {
        await writing.WaitAsync(Farewell, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!writing.IsCompletedSuccessfully)
            return;

        await transport.EndOutput();
        await reading.WaitAsync(Farewell, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task Read(ClientSession session, CancellationToken stop)
    {
        while (true)
        {
            var result = await transport.Input.ReadAsync(stop);
            var buffer = result.Buffer;
            while (PacketFrame.TryRead(ref buffer, options.MaximumPacketSize, out var frame))
            {
                hasReceived = true;
                session.Receive(this, frame);
                if (session.Room() is { IsCompleted: false } room)
                    await WaitFor(room, stop);
            }

            output.Flush();
            transport.Input.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
                throw new EndOfStreamException("The server closed the connection.");
        }
    }

    /// <summary>While the handlers of a 3.1.1 client are behind, silence is our own doing and says nothing of the server.</summary>
    private async Task WaitFor(Task room, CancellationToken stop)
    {
        isHeld = true;
        output.Flush();
        await room.WaitAsync(stop);
        isHeld = false;
        hasReceived = true;
    }

    /// <summary>Pings when either side was silent for half the keep-alive; a ping without any answer for as long means that the server is gone.</summary>
    private async Task KeepAlive(CancellationToken stop)
    {
        var keepAlive = server.ServerKeepAlive ?? options.KeepAlive;
        var half = keepAlive == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(keepAlive) / 2;
        for (var isAsked = false; ;)
        {
            await Task.Delay(half, clock, stop);
            var isSilent = !hasReceived && !isHeld;
            if (isAsked && isSilent)
                throw new TimeoutException("The server did not answer a ping.");

            isAsked = isSilent || !hasSent;
            if (isAsked)
                output.Write(0, (_, buffer) => PingPacket.WriteRequest(buffer));
            output.Flush();
            (hasSent, hasReceived) = (false, false);
        }
    }

    private void Write<T>(T packet, Action<T, IBufferWriter<byte>> encode)
    {
        hasSent = true;
        output.Write(packet, encode);
    }
}
