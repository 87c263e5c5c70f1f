using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using SohoSolo.Mqtt.Broker.Transport;
using SohoSolo.Mqtt.Packets;
using SohoSolo.Mqtt.Routing;

namespace SohoSolo.Mqtt.Broker.Connections;

/// <summary>CONNECT: read within a time and a size, authenticated, answered (MQTT 5.0 §3.1.4).</summary>
internal sealed partial class Connection
{
    /// <summary>Bytes of a client identifier; the specification asks a server to take 23 (§3.1.3.1).</summary>
    private const int LongestClientId = 256;

    private uint expiryAtConnect;
    private bool isUnderstood;

    /// <summary>False when the connection ends here.</summary>
    private async Task<bool> Greet()
    {
        using var deadline = new CancellationTokenSource(board.Options.ConnectTimeout, board.Clock);
        try
        {
            if (await ReadConnect(deadline.Token) is not { } connect)
                return false;

            (version, isUnderstood) = (connect.Version, true);
            outlet.Heed(connect);
            var isAssigned = connect.ClientId.Length == 0;
            var clientId = isAssigned ? $"auto{RandomNumberGenerator.GetHexString(18, lowercase: true)}" : connect.ClientId;
            if (Flaw(connect) is { } flaw)
                return Refuse(clientId, flaw.Reason, flaw.Why);

            return await Authenticate(connect, clientId, deadline.Token) && Attach(connect, isAssigned);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return Late();
        }
    }

    private async Task<ConnectPacket?> ReadConnect(CancellationToken stop)
    {
        while (true)
        {
            var read = await input.ReadAsync(stop);
            var (rest, examined) = (read.Buffer, read.Buffer.End);
            ConnectPacket? connect;
            try
            {
                if (TryReadConnect(ref rest, out connect))
                    examined = rest.Start;
            }
            catch (MqttProtocolException)
            {
                input.AdvanceTo(examined);
                throw;
            }

            input.AdvanceTo(rest.Start, examined);
            if (connect is not null)
                return connect;
            if (read.IsCompleted || outlet.IsClosing)
                return null;
        }
    }

    /// <summary>Whoever does not speak MQTT is not answered; whoever does, in its own version.</summary>
    private bool TryReadConnect(ref ReadOnlySequence<byte> buffer, out ConnectPacket? connect)
    {
        connect = null;
        var frame = new PacketFrame(PacketType.Connect, 0, BehindHeader(buffer));
        try
        {
            if (!PacketFrame.TryRead(ref buffer, board.Options.MaximumConnectPacketSize, out var whole))
                return false;

            frame = whole;
            connect = frame.Type == PacketType.Connect
                ? ConnectPacket.Read(frame)
                : throw new MqttProtocolException(ReasonCode.ProtocolError, $"The first packet is a {frame.Type}.");
            return true;
        }
        catch (MqttProtocolException broken)
        {
            if (ConnectPacket.AnswerVersion(frame) is { } answer)
                outlet.Refuse(answer, broken.Reason, broken.Message);

            throw;
        }
    }

    /// <summary>What is there of the body of a packet that may be too large to be read.</summary>
    private static ReadOnlySequence<byte> BehindHeader(in ReadOnlySequence<byte> buffer)
    {
        var reader = new SequenceReader<byte>(buffer);
        if (reader.TryRead(out var first) && (PacketType)(first >> 4) == PacketType.Connect)
        {
            while (reader.TryRead(out var next))
            {
                if (next < 0x80)
                    return reader.UnreadSequence;
            }
        }

        return default;
    }

    /// <summary>Why a CONNECT cannot be taken whoever sent it; null when it can.</summary>
    private (ReasonCode Reason, string Why)? Flaw(ConnectPacket connect)
    {
        if (connect.AuthenticationMethod is not null)
            return (ReasonCode.BadAuthenticationMethod, "There is no enhanced authentication here.");
        if (connect.ClientId.Length == 0 && version < MqttVersion.V5 && !connect.CleanStart)
            return (ReasonCode.ClientIdentifierNotValid, "A session that is to be kept needs a client identifier.");
        if (Encoding.UTF8.GetByteCount(connect.ClientId) > LongestClientId)
            return (ReasonCode.ClientIdentifierNotValid, "The client identifier is too long.");
        if (connect.Will is { } will && will.Topic.AsSpan().Count('/') >= limits.MaximumTopicLevels)
            return (ReasonCode.TopicNameInvalid, "The will's topic has too many levels.");

        return null;
    }

    private async Task<bool> Authenticate(ConnectPacket connect, string clientId, CancellationToken stop)
    {
        var name = caller.Certificate is { } certificate ? Tls.NameOf(certificate) : null;
        var request = new AuthenticationRequest(clientId, connect.UserName, connect.Password, name, caller.Certificate, caller.Address, version);
        if (await Ask(request, stop) is not Authentication.Accepted accepted)
            return false;

        client = new BrokerClient(clientId, accepted.Identity, version, caller.Address) { State = accepted.State };
        limits = accepted.Limits ?? limits;
        rate = limits.MessagesPerSecond is { } perSecond ? new RateLimit(perSecond, limits.Burst, board.Clock) : null;
        if (connect.Will is not { } will || board.Hooks.AuthorizePublish(client, will.Topic, will.QualityOfService, will.Retain) == ReasonCode.Success)
            return true;

        client = null;
        Refused(RefusalKind.Publish, will.Topic, ReasonCode.NotAuthorized, "The client may not have such a will.");
        return Refuse(clientId, ReasonCode.NotAuthorized, "The will's topic is not allowed.");
    }

    /// <summary>Judging a password may keep a thread busy for long: never the one that serves the socket, and only so many at once.</summary>
    private async Task<Authentication.Accepted?> Ask(AuthenticationRequest request, CancellationToken stop)
    {
        Authentication answer;
        await board.Authentications.WaitAsync(stop);
        try
        {
            answer = await Task.Run(() => board.Hooks.Authenticate(request, stop).AsTask(), stop);
        }
        finally
        {
            board.Authentications.Release();
        }

        if (answer is Authentication.Accepted accepted)
            return accepted;

        var refused = (Authentication.Refused)answer;
        Refuse(request.ClientId, refused.Reason, refused.Why, isTold: false);
        return null;
    }

    private uint LongestExpiry => Math.Min(limits.MaximumSessionExpiryInterval, board.Options.MaximumSessionExpiryInterval);

    private bool Attach(ConnectPacket connect, bool isAssigned)
    {
        var asked = connect.SessionExpiryInterval;
        connect = connect with { SessionExpiryInterval = Math.Min(asked, LongestExpiry) };
        var keepAlive = KeepAlive(connect);
        void Welcome(Attachment given)
        {
            if (given.Reason == ReasonCode.Success)
                outlet.Greet(Answer(connect, given, isAssigned, asked, keepAlive));
        }

        Attachment attachment;
        var comer = client!;
        using (board.Enter())
        {
            attachment = board.Router.Attach(comer, connect, limits, outlet, Welcome, board.Now);
            session = attachment.Session;
        }

        if (session is null)
        {
            client = null;
            return Refuse(comer.ClientId, attachment.Reason, attachment.Reason == ReasonCode.NotAuthorized ? "The client identifier belongs to another user's session." : "There is no room for another session.");
        }

        outlet.Flush();
        expiryAtConnect = attachment.ExpiryInterval;
        keepAliveTicks = board.Clock.TimestampFrequency * keepAlive * 3 / 2;
        caller.Admission.Authenticated();
        board.Arrived(comer.ClientId, this);
        board.Log.Connected(comer.ClientId, comer.Identity, version, attachment.SessionPresent, caller.Address);
        board.Hooks.Connected(comer, attachment.SessionPresent);
        return true;
    }

    /// <summary>Seconds; a version 5 client that asks for more than is allowed, or for none, is told to keep to it (MQTT 5.0 §3.2.2.3.14).</summary>
    private ushort KeepAlive(ConnectPacket connect)
    {
        var maximum = board.Options.MaximumKeepAlive;
        return version >= MqttVersion.V5 && maximum > 0 && (connect.KeepAlive == 0 || connect.KeepAlive > maximum) ? maximum : connect.KeepAlive;
    }

    private ConnAckPacket Answer(ConnectPacket connect, Attachment given, bool isAssigned, uint askedExpiry, ushort keepAlive) => new()
    {
        Reason = given.Reason,
        SessionPresent = given.SessionPresent,
        SessionExpiryInterval = given.ExpiryInterval == askedExpiry ? null : given.ExpiryInterval,
        ReceiveMaximum = limits.ReceiveMaximum,
        MaximumPacketSize = (uint)limits.MaximumPacketSize,
        TopicAliasMaximum = limits.TopicAliasMaximum,
        AssignedClientId = isAssigned ? client!.ClientId : null,
        ServerKeepAlive = keepAlive == connect.KeepAlive ? null : keepAlive,
        ResponseInformation = connect.RequestResponseInformation ? ResponseTopic(client!.ClientId) : null,
    };

    /// <summary>A place for answers of the client's own (MQTT 5.0 §3.2.2.3.15); none for an identifier that no topic can hold.</summary>
    private static string? ResponseTopic(string clientId) => clientId.AsSpan().ContainsAny("+#/") ? null : $"response/{clientId}/";

    /// <summary>Who has said nothing is told nothing.</summary>
    private bool Late()
    {
        if (isUnderstood)
            return Refuse(null, ReasonCode.ServerBusy, "The CONNECT could not be judged in time.");

        Refused(RefusalKind.Connection, null, ReasonCode.UnspecifiedError, "No CONNECT came in time.");
        return false;
    }

    private bool Refuse(string? clientId, ReasonCode reason, string why, bool isTold = true)
    {
        outlet.Refuse(version, reason, isTold ? why : null);
        board.Refused(new Refusal(RefusalKind.Connection, clientId, null, null, reason, why, caller.Address));
        return false;
    }
}
