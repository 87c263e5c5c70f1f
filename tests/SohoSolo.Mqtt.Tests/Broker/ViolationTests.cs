using SohoSolo.Mqtt.Broker;
using SohoSolo.Testing.Mqtt;

namespace SohoSolo.Mqtt.Tests.Broker;

/// <summary>What a client sees that breaks a rule: in version 5 the reason, in 3.1.1 the end of the connection (MQTT 5.0 §4.13, MQTT 3.1.1 §4.8).</summary>
public sealed class ViolationTests
{
    private static readonly PeerProperty Alias0 = PeerProperty.TwoBytes(PeerProperty.TopicAlias, 0);
    private static readonly PeerProperty Alias9 = PeerProperty.TwoBytes(PeerProperty.TopicAlias, 9);
    private static readonly PeerProperty Alias33 = PeerProperty.TwoBytes(PeerProperty.TopicAlias, 33);

    public static TheoryData<string, byte, byte[], int> AfterConnect()
    {
        var table = new TheoryData<string, byte, byte[], int>();
        foreach (byte version in (byte[])[4, 5])
        {
            table.Add("a second CONNECT", version, PeerWriter.Connect(new PeerConnect("x") { Version = version }), 0x82);
            table.Add("packet type 0", version, [0x00, 0x00], 0x81);
            table.Add("a CONNACK", version, [0x20, 0x02, 0x00, 0x00], 0x82);
            table.Add("a SUBACK", version, [0x90, 0x03, 0x00, 0x01, 0x00], 0x82);
            table.Add("a PINGRESP", version, [0xD0, 0x00], 0x82);
            table.Add("a PINGREQ with reserved flags", version, [0xC1, 0x00], 0x81);
            table.Add("a SUBSCRIBE without its flags", version, [0x80, 0x02, 0x00, 0x01], 0x81);
            table.Add("a length of five bytes", version, [0x30, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], 0x81);
            table.Add("256 MB announced", version, [0x30, 0xFF, 0xFF, 0xFF, 0x7F], 0x95);
            table.Add("a wildcard in a topic", version, PeerWriter.Publish(version, new PeerMessage("a/+/b", "")), 0x90);
            table.Add("a NUL in a topic", version, PeerWriter.Publish(version, new PeerMessage("a\0b", "")), 0x81);
            table.Add("QoS 3", version, PeerWriter.Publish(version, new PeerMessage("a", "") { Qos = 3, Id = 1 }), 0x81);
            table.Add("a QoS 0 duplicate", version, PeerWriter.Publish(version, new PeerMessage("a", "") { Dup = true }), 0x81);
            table.Add("packet identifier 0", version, PeerWriter.Publish(version, new PeerMessage("a", "") { Qos = 1 }), 0x82);
            table.Add("no topic", version, PeerWriter.Publish(version, new PeerMessage("", "")), 0x82);
            table.Add("bytes that are not UTF-8", version, [0x30, 0x05, 0x00, 0x02, 0xC3, 0x28, 0x00], 0x81);
            table.Add("a SUBSCRIBE without filters", version, PeerWriter.Subscribe(version, 1, []), 0x82);
            table.Add("an UNSUBSCRIBE without filters", version, PeerWriter.Unsubscribe(version, 1), 0x82);
        }

        table.Add("topic alias 0", 5, PeerWriter.Publish(5, new PeerMessage("a", "") { Properties = [Alias0] }), 0x94);
        table.Add("a topic alias beyond the maximum", 5, PeerWriter.Publish(5, new PeerMessage("a", "") { Properties = [Alias33] }), 0x94);
        table.Add("an unknown topic alias", 5, PeerWriter.Publish(5, new PeerMessage("", "") { Properties = [Alias9] }), 0x82);
        table.Add("a property twice", 5, PeerWriter.Publish(5, new PeerMessage("a", "") { Properties = [Alias9, Alias9] }), 0x82);
        table.Add("an AUTH without a method", 5, [0xF0, 0x00], 0x82);
        table.Add("a session prolonged at its end", 5, PeerWriter.Disconnect(5, 0, PeerProperty.FourBytes(PeerProperty.SessionExpiry, 5)), 0x82);
        table.Add("an AUTH", 4, [0xF0, 0x00], 0);
        return table;
    }

    [Theory]
    [MemberData(nameof(AfterConnect))]
    public async Task A_client_that_breaks_a_rule_is_told_and_cut_off(string what, byte version, byte[] packet, int reason)
    {
        await using var broker = await OwnBroker.Start();
        await using var peer = await broker.Connect("x", version);
        await peer.SendBytes(packet);
        var before = await peer.UntilClosed();
        if (version == 4)
            Assert.True(before.Count == 0, what);
        else
            Assert.Equal((PeerPacketType.Disconnect, reason), (Assert.Single(before).Type, before[0].Reason));

        if (what != "a session prolonged at its end")
            Assert.Equal((RefusalKind.Connection, "x"), ((await broker.Notes.Next<Refusal>()) is var told ? (told.What, told.ClientId) : default));
    }

    [Theory]
    [InlineData("no CONNECT", new byte[] { 0xC0, 0x00 })]
    [InlineData("HTTP", new byte[] { 0x47, 0x45, 0x54, 0x20, 0x2F, 0x20, 0x48 })]
    [InlineData("256 MB announced", new byte[] { 0x10, 0xFF, 0xFF, 0xFF, 0x7F })]
    [InlineData("another protocol", new byte[] { 0x10, 0x0C, 0x00, 0x04, 0x4E, 0x51, 0x54, 0x54, 0x05, 0x02, 0x00, 0x3C, 0x00, 0x00 })]
    public async Task Who_does_not_speak_MQTT_gets_no_answer(string what, byte[] bytes)
    {
        await using var broker = await OwnBroker.Start();
        await using var peer = await RawPeer.Open(broker.Port);
        await peer.SendBytes(bytes);
        Assert.True((await peer.UntilClosed()).Count == 0, what);
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(6, 0x84)]
    public async Task A_client_of_another_version_is_told_so(byte level, int reason)
    {
        await using var broker = await OwnBroker.Start();
        await using var peer = await RawPeer.Open(broker.Port, level < 5 ? (byte)4 : (byte)5);
        await peer.SendBytes(PeerWriter.Connect(new PeerConnect("x") { Version = level }));
        Assert.Equal(reason, Assert.Single(await peer.UntilClosed()).Reason);
    }

    [Fact]
    public async Task A_CONNECT_that_is_too_large_is_refused_on_its_announced_length()
    {
        await using var broker = await OwnBroker.Start();
        await using var peer = await RawPeer.Open(broker.Port);
        var connect = PeerWriter.Connect(new PeerConnect("x") { User = new string('u', 3000) });
        await peer.SendBytes(connect.AsMemory(0, 20));
        Assert.Equal(0x95, Assert.Single(await peer.UntilClosed()).Reason);
    }

    [Fact]
    public async Task Who_is_still_sending_a_packet_that_is_too_large_can_read_why_it_is_refused()
    {
        await using var broker = await OwnBroker.Start();
        await using var peer = await broker.Connect("x");
        await peer.Publish(new PeerMessage("t", new byte[2_000_000]));
        Assert.Equal(0x95, Assert.Single(await peer.UntilClosed()).Reason);
    }

    [Fact]
    public async Task There_is_no_enhanced_authentication()
    {
        await using var broker = await OwnBroker.Start();
        await using var peer = await broker.Connect(new PeerConnect("x") { Properties = [PeerProperty.Of(PeerProperty.AuthenticationMethod, "SCRAM")] });
        Assert.Equal(0x8C, peer.ConnAck!.Reason);
    }

    [Fact]
    public async Task A_bit_of_a_CONNECT_that_must_be_zero_is_answered_in_version_5()
    {
        await using var broker = await OwnBroker.Start();
        await using var peer = await RawPeer.Open(broker.Port);
        var connect = PeerWriter.Connect(new PeerConnect("x"));
        connect[9] |= 1;
        await peer.SendBytes(connect);
        Assert.Equal(0x81, Assert.Single(await peer.UntilClosed()).Reason);
    }

    [Fact]
    public async Task Packets_before_the_one_that_breaks_a_rule_are_carried_out()
    {
        await using var broker = await OwnBroker.Start();
        await using var peer = await broker.Connect("x");
        await peer.SendBytes((byte[])[.. PeerWriter.Publish(5, new PeerMessage("a", "1") { Qos = 1, Id = 7 }), 0x00, 0x00]);
        Assert.Collection(
            await peer.UntilClosed(),
            ack => Assert.Equal((PeerPacketType.PubAck, 7), (ack.Type, ack.Id)),
            goodbye => Assert.Equal(0x81, goodbye.Reason));
    }

    [Fact]
    public async Task Nothing_after_DISCONNECT_is_read()
    {
        await using var broker = await OwnBroker.Start();
        await using var subscriber = await broker.Connect("s");
        await subscriber.Subscribe("#");
        await using var peer = await broker.Connect("x");
        await peer.SendBytes((byte[])[.. PeerWriter.Publish(5, new PeerMessage("a", "before")), .. PeerWriter.Disconnect(5), .. PeerWriter.Publish(5, new PeerMessage("a", "after"))]);
        Assert.Empty(await peer.UntilClosed());
        Assert.Equal("before", (await subscriber.Expect(PeerPacketType.Publish)).Text);
        Assert.Empty(await subscriber.UntilPing());
    }
}
