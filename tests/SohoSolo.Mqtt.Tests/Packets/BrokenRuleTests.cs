using System.Buffers;
using SohoSolo.Mqtt.Packets;
using static SohoSolo.Mqtt.MqttVersion;

namespace SohoSolo.Mqtt.Tests.Packets;

/// <summary>Every rule that a packet alone can break is answered with the specification's reason.</summary>
public sealed class BrokenRuleTests
{
    [Theory]
    [MemberData(nameof(BrokenRules.OfTheFixedHeader), MemberType = typeof(BrokenRules))]
    [MemberData(nameof(BrokenRules.OfConnect), MemberType = typeof(BrokenRules))]
    [MemberData(nameof(BrokenRules.OfPublish), MemberType = typeof(BrokenRules))]
    [MemberData(nameof(BrokenRules.OfAcknowledgements), MemberType = typeof(BrokenRules))]
    [MemberData(nameof(BrokenRules.OfSubscribing), MemberType = typeof(BrokenRules))]
    [MemberData(nameof(BrokenRules.OfLeaving), MemberType = typeof(BrokenRules))]
    public void A_client_that_breaks_a_rule_is_told_which_kind(string rule, string bytes, MqttVersion version, ReasonCode reason) =>
        Assert.Equal((rule, reason), (rule, ReasonOf(bytes, version, PacketSender.Client)));

    [Theory]
    [MemberData(nameof(BrokenRules.OfServers), MemberType = typeof(BrokenRules))]
    public void A_server_that_breaks_a_rule_is_found_out(string rule, string bytes, MqttVersion version, ReasonCode reason) =>
        Assert.Equal((rule, reason), (rule, ReasonOf(bytes, version, PacketSender.Server)));

    [Fact]
    public void A_packet_is_too_large_as_soon_as_it_is_announced()
    {
        Assert.Equal(ReasonCode.PacketTooLarge, ReasonOf("30 FF FF FF 7F", V5, PacketSender.Client, maximum: 16_384));
        Assert.Equal(ReasonCode.PacketTooLarge, ReasonOf("30 03", V5, PacketSender.Client, maximum: 4));
        Assert.Null(ReasonOf("30 03", V5, PacketSender.Client, maximum: 5));
    }

    [Fact]
    public void A_packet_that_is_not_there_yet_leaves_the_buffer_as_it_is()
    {
        var whole = Wire.Bytes("30 07 00 03 'a/b' 'hi' C0 00");
        for (var there = 0; there < 9; there++)
        {
            var buffer = new ReadOnlySequence<byte>(whole, 0, there);
            Assert.False(PacketFrame.TryRead(ref buffer, 100, out _));
            Assert.Equal(there, buffer.Length);
        }

        var both = new ReadOnlySequence<byte>(whole);
        Assert.True(PacketFrame.TryRead(ref both, 100, out var publish));
        Assert.True(PacketFrame.TryRead(ref both, 100, out var ping));
        Assert.Equal((PacketType.Publish, PacketType.PingReq, true), (publish.Type, ping.Type, both.IsEmpty));
    }

    [Theory]
    [InlineData("10 0C 00 04 'MQTT' 04 03 00 00 00 00", V311)]
    [InlineData("10 0C 00 04 'MQTT' 03 02 00 00 00 00", V311)]
    [InlineData("10 0E 00 06 'MQIsdp' 03 02 00 00 00 00", V311)]
    [InlineData("10 0C 00 04 'MQTT' 84 02 00 00 00 00", V5)]
    [InlineData("10 0D 00 04 'MQTT' 05 03 00 00 00 00 00", V5)]
    [InlineData("10 0D 00 04 'MQTT' 06 02 00 00 00 00 00", V5)]
    [InlineData("10 0C 00 04 'HTTP' 05 02 00 00 00 00", null)]
    [InlineData("10 05 00 04 'MQT'", null)]
    [InlineData("C0 00", null)]
    public void A_refusal_is_told_in_the_version_that_the_peer_would_understand(string bytes, MqttVersion? version) =>
        Assert.Equal(version, ConnectPacket.AnswerVersion(Wire.Frame(Wire.Bytes(bytes))));

    /// <summary>Null when nothing was wrong so far.</summary>
    private static ReasonCode? ReasonOf(string written, MqttVersion version, PacketSender sender, int maximum = 65_536)
    {
        var bytes = Wire.Bytes(written);
        try
        {
            var buffer = new ReadOnlySequence<byte>(bytes);
            if (!PacketFrame.TryRead(ref buffer, maximum, out var frame)) return null;

            Assert.True(buffer.IsEmpty, "The example's remaining length is wrong.");
            Wire.Read(frame, version, sender);
            return null;
        }
        catch (MqttProtocolException wrong)
        {
            return wrong.Reason;
        }
    }
}
