using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using SohoSolo.Mqtt.Packets;

namespace SohoSolo.Mqtt.Client;

/// <summary>Opens a way to the server and shakes hands (MQTT 5.0 §3.1, §3.2), in version 5 or, where that is not understood, in 3.1.1.</summary>
internal sealed class Connector(MqttClientOptions options, TimeProvider clock)
{
    private bool isFirst = true;
    private bool hasSpoken5 = options.Version == MqttVersionPreference.Only5;
    private bool speaks311 = options.Version == MqttVersionPreference.Only311;
    private string clientId = options.ClientId;

    /// <summary>The server's own, once it gave one (MQTT 5.0 §3.2.2.3.7).</summary>
    public string ClientId => clientId;

    /// <summary>Throws <see cref="MqttConnectException"/> for everything but <paramref name="stop"/>. The caller disposes of both.</summary>
    public async Task<(Transport Transport, ClientConnection Connection)> Connect(CancellationToken stop)
    {
        if (speaks311)
            return await ConnectWith311(stop);

        try
        {
            return await Attempt(MqttVersion.V5, options.CleanStart && isFirst, stop);
        }
        catch (MqttConnectException refused) when (IsForOldServers(refused))
        {
            // A server that said why need not be asked again; one that only closed may have been on its way down.
            speaks311 = refused.Reason is not null;
            return await ConnectWith311(stop);
        }
    }

    private bool IsForOldServers(MqttConnectException refused) =>
        options.Version == MqttVersionPreference.Version5OrFallBack && !hasSpoken5 && (refused.Reason == ReasonCode.UnsupportedProtocolVersion || refused.InnerException is EndOfStreamException);

    /// <summary>A clean session in 3.1.1 is clean at both its ends (MQTT 3.1.1 §3.1.2.4): one that starts clean and then lasts takes two connections.</summary>
    private async Task<(Transport, ClientConnection)> ConnectWith311(CancellationToken stop)
    {
        var lasts = options.SessionExpiryInterval > 0;
        if (lasts && options.CleanStart && isFirst)
        {
            var (transport, connection) = await Attempt(MqttVersion.V311, isClean: true, stop);
            await using (transport)
            {
                connection.Disconnect();
                await connection.Run(new ClientSession(options, clock, Problems.Untold), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        return await Attempt(MqttVersion.V311, isClean: !lasts, stop);
    }

    private async Task<(Transport, ClientConnection)> Attempt(MqttVersion version, bool isClean, CancellationToken stop)
    {
        using var deadline = new CancellationTokenSource(options.ConnectTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, deadline.Token);
        Transport? transport = null;
        try
        {
            transport = await Transport.Open(options, either.Token);
            var answer = await ShakeHands(transport, Hello(version, isClean), either.Token);
            Accept(answer, version);
            return (transport, new ClientConnection(transport, version, answer, options, clock));
        }
        catch (Exception failure)
        {
            if (transport is not null)
                await transport.DisposeAsync();
            if (failure is MqttConnectException)
                throw;

            // Whoever stopped the attempt cut it off somehow; how it then failed says nothing.
            stop.ThrowIfCancellationRequested();
            throw Explain(failure);
        }
    }

    private ConnectPacket Hello(MqttVersion version, bool isClean) => new()
    {
        Version = version,
        ClientId = clientId,
        CleanStart = isClean,
        KeepAlive = options.KeepAlive,
        UserName = options.UserName,
        Password = options.Password is { } password ? Encoding.UTF8.GetBytes(password) : default(ReadOnlyMemory<byte>?),
        Will = options.Will?.ToPacket(),
        SessionExpiryInterval = options.SessionExpiryInterval,
        ReceiveMaximum = options.ReceiveMaximum,
        MaximumPacketSize = (uint)options.MaximumPacketSize,
        TopicAliasMaximum = options.TopicAliasMaximum,
        UserProperties = options.UserProperties,
    };

    private async Task<ConnAckPacket> ShakeHands(Transport transport, ConnectPacket hello, CancellationToken stop)
    {
        hello.Write(transport.Output, hello.Version);
        await transport.Output.FlushAsync(stop);
        while (true)
        {
            var result = await transport.Input.ReadAsync(stop);
            var buffer = result.Buffer;
            if (PacketFrame.TryRead(ref buffer, options.MaximumPacketSize, out var frame))
            {
                var answer = Read(frame, hello.Version);
                transport.Input.AdvanceTo(buffer.Start);
                return answer;
            }

            transport.Input.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
                throw new EndOfStreamException("The server closed the connection instead of answering.");
        }
    }

    /// <summary>A server that knows no version 5 answers in its own form: two bytes, without properties (MQTT 3.1.1 §3.2.2.3).</summary>
    private static ConnAckPacket Read(in PacketFrame frame, MqttVersion version) => frame.Type != PacketType.ConnAck
        ? throw new MqttProtocolException(ReasonCode.ProtocolError, $"The server's first packet is {frame.Type}.")
        : ConnAckPacket.Read(frame, frame.Body.Length == 2 ? MqttVersion.V311 : version);

    private void Accept(ConnAckPacket answer, MqttVersion version)
    {
        if (answer.Reason >= ReasonCode.UnspecifiedError)
        {
            var words = answer.ReasonString is null ? "" : $", {answer.ReasonString}";
            throw new MqttConnectException($"The server refused the connection: {answer.Reason}{words}.", answer.Reason, IsPermanent(answer.Reason)) { ServerReference = answer.ServerReference };
        }

        isFirst = false;
        hasSpoken5 |= version == MqttVersion.V5;
        clientId = answer.AssignedClientId ?? clientId;
    }

    private MqttConnectException Explain(Exception failure) => failure switch
    {
        OperationCanceledException => new($"{options.Host}:{options.Port} did not answer within {options.ConnectTimeout.TotalSeconds} seconds."),
        EndOfStreamException => new("The server closed the connection instead of answering.", cause: failure),
        AuthenticationException => new($"TLS with {options.Host}:{options.Port} failed: {failure.InnerException?.Message ?? failure.Message}", isPermanent: true, cause: failure),
        MqttProtocolException => new($"The server's answer breaks the protocol: {failure.Message}", cause: failure),
        SocketException or IOException => new($"{options.Host}:{options.Port} cannot be reached: {failure.Message}", cause: failure),
        _ => new($"The transport failed: {failure.Message}", cause: failure),
    };

    /// <summary>Whether the server will say the same tomorrow: it is about who the client is, or how it speaks, not about how the server is.</summary>
    private static bool IsPermanent(ReasonCode reason) => reason is not (ReasonCode.UnspecifiedError or ReasonCode.ImplementationSpecificError or ReasonCode.ServerUnavailable
        or ReasonCode.ServerBusy or ReasonCode.QuotaExceeded or ReasonCode.UseAnotherServer or ReasonCode.ConnectionRateExceeded);
}
