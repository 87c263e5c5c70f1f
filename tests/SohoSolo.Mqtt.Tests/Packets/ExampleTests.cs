using System.Text;
using SohoSolo.Mqtt.Packets;
using static SohoSolo.Mqtt.MqttVersion;

namespace SohoSolo.Mqtt.Tests.Packets;

/// <summary>Packets laid out by hand from the tables of the two specifications: written so, to the byte, and read so.</summary>
public sealed class ExampleTests
{
    private static readonly ConnectPacket Door = new()
    {
        Version = V5,
        ClientId = "door",
        CleanStart = true,
        KeepAlive = 60,
        UserName = "u",
        Password = "pw"u8.ToArray(),
        Will = new WillPacket { Topic = "w", Payload = "x"u8.ToArray(), QualityOfService = QualityOfService.AtLeastOnce, Retain = true },
    };

    [Fact]
    public void A_smallest_connect_of_each_version()
    {
        Same("10 0C  00 04 'MQTT' 04 02 00 00  00 00", new ConnectPacket { Version = V311, ClientId = "", CleanStart = true }, V311);
        Same("10 0D  00 04 'MQTT' 05 02 00 00  00  00 00", new ConnectPacket { Version = V5, ClientId = "", CleanStart = true }, V5);
    }

    [Fact]
    public void A_connect_with_will_user_name_and_password()
    {
        Same("10 1D  00 04 'MQTT' 04 EE 00 3C  00 04 'door'  00 01 'w' 00 01 'x'  00 01 'u'  00 02 'pw'", Door with { Version = V311 }, V311);
        Same("10 1F  00 04 'MQTT' 05 EE 00 3C 00  00 04 'door'  00  00 01 'w' 00 01 'x'  00 01 'u'  00 02 'pw'", Door, V5);
    }

    [Fact]
    public void A_connect_without_clean_session_keeps_its_session_for_ever_in_the_older_version() =>
        Same("10 0D  00 04 'MQTT' 04 00 00 3C  00 01 'd'", new ConnectPacket { Version = V311, ClientId = "d", KeepAlive = 60, SessionExpiryInterval = uint.MaxValue }, V311);

    [Fact]
    public void A_connect_with_every_property() => Same(
        """
        10 62  00 04 'MQTT' 05 04 01 02
        2E  11 00 00 0E 10  21 00 14  27 00 01 00 00  22 00 05  19 01  17 00  26 00 01 'a' 00 01 'b'  26 00 01 'a' 00 00  15 00 05 'SCRAM'  16 00 02 'id'
        00 01 'c'
        20  18 00 00 00 05  02 00 00 00 3C  01 01  03 00 01 't'  08 00 01 'r'  09 00 02 AB CD  26 00 01 'k' 00 01 'v'
        00 01 'w' 00 00
        """,
        new ConnectPacket
        {
            Version = V5,
            ClientId = "c",
            KeepAlive = 258,
            SessionExpiryInterval = 3600,
            ReceiveMaximum = 20,
            MaximumPacketSize = 65_536,
            TopicAliasMaximum = 5,
            RequestResponseInformation = true,
            RequestProblemInformation = false,
            UserProperties = [new("a", "b"), new("a", "")],
            AuthenticationMethod = "SCRAM",
            AuthenticationData = "id"u8.ToArray(),
            Will = new WillPacket
            {
                Topic = "w",
                DelayInterval = 5,
                MessageExpiryInterval = 60,
                PassedOn = Wire.Bytes("01 01  03 00 01 't'  08 00 01 'r'  09 00 02 AB CD  26 00 01 'k' 00 01 'v'"),
            },
        },
        V5);

    [Fact]
    public void A_connect_may_have_a_password_alone_in_version_5()
    {
        var packet = new ConnectPacket { Version = V5, ClientId = "d", CleanStart = true, Password = "p"u8.ToArray() };

        Same("10 11  00 04 'MQTT' 05 42 00 00 00  00 01 'd'  00 01 'p'", packet, V5);
        Assert.Throws<InvalidOperationException>(() => Wire.Written(packet, V311));
    }

    [Theory]
    [InlineData(ReasonCode.Success, "20 02 00 00")]
    [InlineData(ReasonCode.UnsupportedProtocolVersion, "20 02 00 01")]
    [InlineData(ReasonCode.ClientIdentifierNotValid, "20 02 00 02")]
    [InlineData(ReasonCode.ServerUnavailable, "20 02 00 03")]
    [InlineData(ReasonCode.BadUserNameOrPassword, "20 02 00 04")]
    [InlineData(ReasonCode.NotAuthorized, "20 02 00 05")]
    public void A_connack_has_a_return_code_in_the_older_version(ReasonCode reason, string bytes) => Same(bytes, new ConnAckPacket { Reason = reason }, V311);

    [Theory]
    [InlineData(ReasonCode.ServerBusy, "20 02 00 03")]
    [InlineData(ReasonCode.QuotaExceeded, "20 02 00 03")]
    [InlineData(ReasonCode.BadAuthenticationMethod, "20 02 00 04")]
    [InlineData(ReasonCode.Banned, "20 02 00 05")]
    [InlineData(ReasonCode.MalformedPacket, "")]
    [InlineData(ReasonCode.ProtocolError, "")]
    [InlineData(ReasonCode.PacketTooLarge, "")]
    public void A_reason_without_a_return_code_is_the_nearest_one_or_no_connack_at_all(ReasonCode reason, string bytes) =>
        Assert.Equal(Wire.Bytes(bytes), Wire.Written(new ConnAckPacket { Reason = reason }, V311));

    [Fact]
    public void A_connack_of_each_version_says_whether_there_was_a_session()
    {
        Same("20 02 01 00", new ConnAckPacket { SessionPresent = true }, V311);
        Same("20 03 01 00 00", new ConnAckPacket { SessionPresent = true }, V5);
        Assert.Equal(Wire.Bytes("20 03 00 87 00"), Wire.Written(new ConnAckPacket { SessionPresent = true, Reason = ReasonCode.NotAuthorized }, V5));
    }

    [Fact]
    public void A_connack_with_every_property() => Same(
        """
        20 4C 00 00 49  11 00 00 00 3C  21 00 0A  24 01  25 00  27 00 00 40 00  12 00 02 'id'  22 00 20  1F 00 02 'hi'  26 00 01 'a' 00 01 'b'  28 00  29 00  2A 00  13 00 1E
        1A 00 03 're/'  1C 00 05 'there'  15 00 05 'SCRAM'  16 00 02 00 01
        """,
        new ConnAckPacket
        {
            SessionExpiryInterval = 60,
            ReceiveMaximum = 10,
            MaximumQualityOfService = QualityOfService.AtLeastOnce,
            RetainAvailable = false,
            MaximumPacketSize = 16_384,
            AssignedClientId = "id",
            TopicAliasMaximum = 32,
            ReasonString = "hi",
            UserProperties = [new("a", "b")],
            WildcardSubscriptionAvailable = false,
            SubscriptionIdentifiersAvailable = false,
            SharedSubscriptionAvailable = false,
            ServerKeepAlive = 30,
            ResponseInformation = "re/",
            ServerReference = "there",
            AuthenticationMethod = "SCRAM",
            AuthenticationData = new byte[] { 0, 1 },
        },
        V5);

    [Fact]
    public void An_old_server_s_refusal_is_understood_in_version_5() =>
        Assert.Equal(ReasonCode.UnsupportedProtocolVersion, ConnAckPacket.Read(Wire.Frame(Wire.Bytes("20 02 00 01")), V5).Reason);

    [Fact]
    public void A_publish_at_each_quality_of_service()
    {
        Same("30 07  00 03 'a/b'  'hi'", new OutgoingPublish { Topic = "a/b"u8.ToArray(), Payload = "hi"u8.ToArray() }, V311);
        Same("33 07  00 03 'a/b' 00 0A", new OutgoingPublish { Topic = "a/b"u8.ToArray(), QualityOfService = QualityOfService.AtLeastOnce, Retain = true, PacketId = 10 }, V311);

        var again = new OutgoingPublish { Topic = "a/b"u8.ToArray(), Payload = "hi"u8.ToArray(), QualityOfService = QualityOfService.ExactlyOnce, Duplicate = true, PacketId = 65_535 };
        Same("3C 0A  00 03 'a/b' FF FF 00 'hi'", again, V5);
    }

    [Fact]
    public void A_publish_with_every_property()
    {
        var publish = new OutgoingPublish
        {
            Topic = "t"u8.ToArray(),
            TopicAlias = 7,
            MessageExpiryInterval = 9,
            SubscriptionIdentifiers = new uint[] { 1, 268_435_455 },
            PassedOn = Wire.Bytes("01 01  03 00 04 'text'  08 00 01 'r'  09 00 01 FF  26 00 01 'k' 00 01 'v'"),
            Payload = "p"u8.ToArray(),
        };

        Same("30 2C  00 01 't'  27  02 00 00 00 09  23 00 07  0B 01  0B FF FF FF 7F  01 01  03 00 04 'text'  08 00 01 'r'  09 00 01 FF  26 00 01 'k' 00 01 'v'  'p'", publish, V5);
        Assert.Equal(Wire.Bytes("30 04  00 01 't' 'p'"), Wire.Written(publish, V311));
    }

    [Fact]
    public void A_publish_by_alias_alone() => Same("30 06  00 00  03 23 00 01", new OutgoingPublish { TopicAlias = 1 }, V5);

    [Theory]
    [InlineData(PacketType.PubAck, "40")]
    [InlineData(PacketType.PubRec, "50")]
    [InlineData(PacketType.PubRel, "62")]
    [InlineData(PacketType.PubComp, "70")]
    public void An_acknowledgement_is_as_short_as_it_can_be(PacketType type, string first)
    {
        var failure = type is PacketType.PubAck or PacketType.PubRec ? ReasonCode.QuotaExceeded : ReasonCode.PacketIdentifierNotFound;
        Same($"{first} 02 12 34", new AckPacket(type, 0x1234), V311);
        Same($"{first} 02 12 34", new AckPacket(type, 0x1234), V5);
        Same($"{first} 03 12 34 {(byte)failure:X2}", new AckPacket(type, 0x1234, failure), V5);
        Same($"{first} 0A 12 34 {(byte)failure:X2} 06 1F 00 03 'why'", new AckPacket(type, 0x1234, failure, "why"), V5);
        Assert.Equal(Wire.Bytes($"{first} 02 12 34"), Wire.Written(new AckPacket(type, 0x1234, failure, "why"), V311));
    }

    [Fact]
    public void A_subscribe_with_its_options()
    {
        var all = new TopicSubscription("#", QualityOfService.ExactlyOnce, NoLocal: true, RetainAsPublished: true, RetainHandling.DoNotSend);
        var subscribe = new SubscribePacket(10, [new("a/b", QualityOfService.AtLeastOnce), all], 300, [new("k", "v")]);

        Same("82 17  00 0A  0A 0B AC 02  26 00 01 'k' 00 01 'v'  00 03 'a/b' 01  00 01 '#' 2E", subscribe, V5);
        Assert.Equal(Wire.Bytes("82 0C  00 0A  00 03 'a/b' 01  00 01 '#' 02"), Wire.Written(subscribe, V311));
    }

    [Fact]
    public void A_suback_answers_each_filter()
    {
        var answer = new SubAckPacket(10, [ReasonCode.Success, ReasonCode.GrantedQoS2, ReasonCode.NotAuthorized], "no");

        Same("90 0B  00 0A  05 1F 00 02 'no'  00 02 87", answer, V5);
        Assert.Equal(Wire.Bytes("90 05  00 0A  00 02 80"), Wire.Written(answer, V311));
        Same("90 05  00 0A  00 02 80", new SubAckPacket(10, [ReasonCode.Success, ReasonCode.GrantedQoS2, ReasonCode.UnspecifiedError]), V311);
    }

    [Fact]
    public void An_unsubscribe_and_its_answer()
    {
        Same("A2 07  00 0A  00 03 'a/+'", new UnsubscribePacket(10, ["a/+"], []), V311);
        Same("A2 0F  00 0A  07 26 00 01 'k' 00 01 'v'  00 03 'a/+'", new UnsubscribePacket(10, ["a/+"], [new("k", "v")]), V5);
        Same("B0 05  00 0A  00  00 11", new UnsubAckPacket(10, [ReasonCode.Success, ReasonCode.NoSubscriptionExisted]), V5);
        Same("B0 02  00 0A", new UnsubAckPacket(10, []), V311);
        Assert.Equal(Wire.Bytes("B0 02  00 0A"), Wire.Written(new UnsubAckPacket(10, [ReasonCode.Success], "why"), V311));
    }

    [Fact]
    public void A_ping_and_its_answer()
    {
        Assert.Equal(Wire.Bytes("C0 00"), Wire.Written(PingPacket.WriteRequest));
        Assert.Equal(Wire.Bytes("D0 00"), Wire.Written(PingPacket.WriteResponse));
        PingPacket.Check(Wire.Frame(Wire.Bytes("C0 00")));
    }

    [Fact]
    public void A_disconnect_is_as_short_as_it_can_be()
    {
        Same("E0 00", new DisconnectPacket(), V311);
        Same("E0 00", new DisconnectPacket(), V5);
        Same("E0 01 04", new DisconnectPacket { Reason = ReasonCode.DisconnectWithWill }, V5);
        Same("E0 07 00 05 11 00 00 00 0A", new DisconnectPacket { SessionExpiryInterval = 10 }, V5);
        Same("E0 0E 9D 0C 1F 00 02 'up' 1C 00 04 'else'", new DisconnectPacket { Reason = ReasonCode.ServerMoved, ReasonString = "up", ServerReference = "else" }, V5, PacketSender.Server);
    }

    [Fact]
    public void A_step_of_authentication()
    {
        Same("F0 00", new AuthPacket(), V5, PacketSender.Server);
        Same("F0 0B 18 09 15 00 01 'M' 16 00 02 01 02", new AuthPacket { Reason = ReasonCode.ContinueAuthentication, Method = "M", Data = new byte[] { 1, 2 } }, V5);
        Assert.Throws<NotSupportedException>(() => Wire.Written(new AuthPacket(), V311));
    }

    [Fact]
    public void Text_outside_of_ascii_is_measured_in_bytes() =>
        Same("A2 0F  00 01  00 0B 'é/€ 𝄞'", new UnsubscribePacket(1, ["é/€ 𝄞"], []), V311);

    private static void Same(string written, object packet, MqttVersion version, PacketSender sender = PacketSender.Client)
    {
        var bytes = Wire.Bytes(written.ReplaceLineEndings(" "));
        Assert.Equal(Convert.ToHexString(bytes), Convert.ToHexString(Wire.Written(packet, version)));
        if (packet is OutgoingPublish publish)
        {
            Assert.Equal(bytes.Length, publish.Size(version));
            SameMessage(publish, PublishPacket.Read(Wire.Frame(bytes), version, PacketSender.Server));
            return;
        }

        Assert.Equal(Described.Of(packet), Described.Of(Wire.Read(Wire.Frame(bytes), version, sender)));
    }

    private static void SameMessage(in OutgoingPublish sent, in PublishPacket received)
    {
        Assert.Equal((sent.Duplicate, sent.QualityOfService, sent.Retain, sent.PacketId, sent.TopicAlias, sent.MessageExpiryInterval),
            (received.Duplicate, received.QualityOfService, received.Retain, received.PacketId, received.TopicAlias, received.MessageExpiryInterval));
        Assert.Equal(Encoding.UTF8.GetString(sent.Topic.Span), Encoding.UTF8.GetString(received.Topic));
        Assert.Equal(Described.Of(sent.Payload), Described.Of(received.Payload));
        Assert.Equal(Described.Of(sent.PassedOn), Described.Of((ReadOnlyMemory<byte>)PropertyBlock.PassOn(received.Properties)));
    }
}
