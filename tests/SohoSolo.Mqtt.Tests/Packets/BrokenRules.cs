using static SohoSolo.Mqtt.MqttVersion;
using static SohoSolo.Mqtt.ReasonCode;

namespace SohoSolo.Mqtt.Tests.Packets;

/// <summary>What a peer must not send, and what it is told: rule, bytes, version, reason. By hand from the specifications.</summary>
internal static class BrokenRules
{
    private const string Connect4 = "00 04 'MQTT' 04";
    private const string Connect5 = "00 04 'MQTT' 05";

    public static TheoryData<string, string, MqttVersion, ReasonCode> OfTheFixedHeader => new()
    {
        { "§2.1.2 type zero", "00 00", V5, MalformedPacket },
        { "§2.1.3 reserved flags of CONNECT", "11 00", V5, MalformedPacket },
        { "§2.1.3 reserved flags of PUBACK", "42 02 00 01", V5, MalformedPacket },
        { "§3.6.1 reserved flags of PUBREL", "60 02 00 01", V5, MalformedPacket },
        { "§3.8.1 reserved flags of SUBSCRIBE", "80 06 00 01 00 01 'a' 00", V311, MalformedPacket },
        { "§3.10.1 reserved flags of UNSUBSCRIBE", "A0 05 00 01 00 01 'a'", V311, MalformedPacket },
        { "§3.14.1 reserved flags of DISCONNECT", "E2 00", V5, MalformedPacket },
        { "§3.15.1 reserved flags of AUTH", "F1 00", V5, MalformedPacket },
        { "§1.5.5 five bytes of remaining length", "30 FF FF FF FF 01", V5, MalformedPacket },
        { "§1.5.5 a remaining length longer than need be", "C0 80 00", V5, MalformedPacket },
        { "§1.5.5 a remaining length of four bytes that needs three", "30 80 80 80 00", V5, MalformedPacket },
        { "§3.12.2 a ping with a body", "C0 01 00", V5, MalformedPacket },
    };

    public static TheoryData<string, string, MqttVersion, ReasonCode> OfConnect => new()
    {
        { "§3.1.2.1 another protocol name", "10 0C 00 04 'MQTX' 04 02 00 00 00 00", V311, UnsupportedProtocolVersion },
        { "§3.1.2.1 the name of MQTT 3.1", "10 0E 00 06 'MQIsdp' 03 02 00 00 00 00", V311, UnsupportedProtocolVersion },
        { "§3.1.2.2 level 3", "10 0C 00 04 'MQTT' 03 02 00 00 00 00", V311, UnsupportedProtocolVersion },
        { "§3.1.2.2 level 6", "10 0D 00 04 'MQTT' 06 02 00 00 00 00 00", V5, UnsupportedProtocolVersion },
        { "§3.1.2.2 a bridge's level", "10 0C 00 04 'MQTT' 84 02 00 00 00 00", V311, UnsupportedProtocolVersion },
        { "§3.1.2.3 the reserved flag", $"10 0C {Connect4} 03 00 00 00 00", V311, MalformedPacket },
        { "§3.1.2.6 QoS of no will", $"10 0C {Connect4} 0A 00 00 00 00", V311, MalformedPacket },
        { "§3.1.2.7 retain of no will", $"10 0D {Connect5} 22 00 00 00 00 00", V5, MalformedPacket },
        { "§3.1.2.6 a will at QoS 3", $"10 12 {Connect4} 1E 00 00 00 00 00 01 'w' 00 01 'x'", V311, MalformedPacket },
        { "3.1.1 §3.1.2.9 a password without user name", $"10 0F {Connect4} 42 00 00 00 00 00 01 'p'", V311, MalformedPacket },
        { "§3.1.3 the client identifier is missing", $"10 0A {Connect4} 02 00 00", V311, MalformedPacket },
        { "§3.1.3 the user name is missing", $"10 0C {Connect4} 82 00 00 00 00", V311, MalformedPacket },
        { "§3.1.3 the password is cut off", $"10 12 {Connect4} C2 00 00 00 00 00 01 'u' 00 05 'p'", V311, MalformedPacket },
        { "§3.1.3 bytes behind the payload", $"10 0D {Connect4} 02 00 00 00 00 00", V311, MalformedPacket },
        { "§1.5.4 a client identifier with U+0000", $"10 0D {Connect4} 02 00 00 00 01 00", V311, MalformedPacket },
        { "§1.5.4 a client identifier with a surrogate", $"10 0F {Connect4} 02 00 00 00 03 ED A0 80", V311, MalformedPacket },
        { "§1.5.4 an overlong encoding", $"10 0E {Connect4} 02 00 00 00 02 C0 AF", V311, MalformedPacket },
        { "§3.1.3.3 a will topic with a wildcard", $"10 11 {Connect4} 06 00 00 00 00 00 01 '#' 00 00", V311, TopicNameInvalid },
        { "§4.7.3 an empty will topic", $"10 10 {Connect4} 06 00 00 00 00 00 00 00 00", V311, TopicNameInvalid },
        { "§3.1.2.11.1 a property length beyond the packet", $"10 0D {Connect5} 02 00 00 05 00 00", V5, MalformedPacket },
        { "§2.2.2.1 a property length longer than need be", $"10 0E {Connect5} 02 00 00 80 00 00 00", V5, MalformedPacket },
        { "§2.2.2.2 a property that no packet has", $"10 0F {Connect5} 02 00 00 02 7E 00 00 00", V5, MalformedPacket },
        { "§2.2.2.2 a property identifier of two bytes", $"10 0F {Connect5} 02 00 00 02 A1 01 00 00", V5, MalformedPacket },
        { "§2.2.2.2 a property of another packet", $"10 10 {Connect5} 02 00 00 03 13 00 05 00 00", V5, MalformedPacket },
        { "§2.2.2.2 a property that is cut off", $"10 0F {Connect5} 02 00 00 02 11 00 00 00", V5, MalformedPacket },
        { "§2.2.2.2 a will's property of another packet", $"10 16 {Connect5} 06 00 00 00 00 00 03 23 00 01 00 01 'w' 00 00", V5, MalformedPacket },
        { "§3.1.2.11.2 session expiry twice", $"10 17 {Connect5} 02 00 00 0A 11 00 00 00 01 11 00 00 00 01 00 00", V5, ProtocolError },
        { "§3.1.2.11.3 receive maximum zero", $"10 10 {Connect5} 02 00 00 03 21 00 00 00 00", V5, ProtocolError },
        { "§3.1.2.11.4 maximum packet size zero", $"10 12 {Connect5} 02 00 00 05 27 00 00 00 00 00 00", V5, ProtocolError },
        { "§3.1.2.11.6 request response information 2", $"10 0F {Connect5} 02 00 00 02 19 02 00 00", V5, ProtocolError },
        { "§3.1.2.11.7 request problem information 2", $"10 0F {Connect5} 02 00 00 02 17 02 00 00", V5, ProtocolError },
        { "§3.1.2.11.10 authentication data without method", $"10 10 {Connect5} 02 00 00 03 16 00 00 00 00", V5, ProtocolError },
        { "§3.1.3.2.3 a will's payload format 2", $"10 15 {Connect5} 06 00 00 00 00 00 02 01 02 00 01 'w' 00 00", V5, ProtocolError },
        { "§3.1.3.2.6 a will's response topic with a wildcard", $"10 17 {Connect5} 06 00 00 00 00 00 04 08 00 01 '+' 00 01 'w' 00 00", V5, ProtocolError },
        { "§3.1.3.2.2 will delay twice", $"10 1D {Connect5} 06 00 00 00 00 00 0A 18 00 00 00 01 18 00 00 00 01 00 01 'w' 00 00", V5, ProtocolError },
    };

    public static TheoryData<string, string, MqttVersion, ReasonCode> OfPublish => new()
    {
        { "§3.3.1.2 QoS 3", "36 06 00 01 't' 00 01 00", V5, MalformedPacket },
        { "§3.3.1.1 a duplicate at QoS 0", "38 03 00 01 't'", V311, MalformedPacket },
        { "§3.3.2.1 a topic name with #", "30 06 00 03 'a/#' 00", V5, TopicNameInvalid },
        { "§3.3.2.1 a topic name with +", "30 03 00 01 '+'", V311, TopicNameInvalid },
        { "§4.7.3 no topic name", "30 02 00 00", V311, ProtocolError },
        { "§3.3.2.1 neither topic name nor alias", "30 03 00 00 00", V5, ProtocolError },
        { "§1.5.4 a topic name with U+0000", "30 06 00 03 'a' 00 'b' 00", V5, MalformedPacket },
        { "§1.5.4 a topic name that is no UTF-8", "30 05 00 02 C3 28 00", V5, MalformedPacket },
        { "§3.3.2.1 a topic name beyond the packet", "30 04 00 09 't' 00", V5, MalformedPacket },
        { "§2.2.1 packet identifier zero", "32 06 00 01 't' 00 00 00", V5, ProtocolError },
        { "§3.3.2.2 no packet identifier", "32 03 00 01 't'", V311, MalformedPacket },
        { "§3.3.2.3 no property length", "30 03 00 01 't'", V5, MalformedPacket },
        { "§3.3.2.3.4 topic alias zero", "30 07 00 01 't' 03 23 00 00", V5, TopicAliasInvalid },
        { "§3.3.2.3.4 topic alias twice", "30 0A 00 01 't' 06 23 00 01 23 00 01", V5, ProtocolError },
        { "§3.3.2.3.2 payload format 2", "30 06 00 01 't' 02 01 02", V5, ProtocolError },
        { "§3.3.2.3.3 message expiry twice", "30 0E 00 01 't' 0A 02 00 00 00 01 02 00 00 00 01", V5, ProtocolError },
        { "§3.3.2.3.5 a response topic with a wildcard", "30 0A 00 01 't' 06 08 00 03 'a/+'", V5, ProtocolError },
        { "§3.3.2.3.5 an empty response topic", "30 07 00 01 't' 03 08 00 00", V5, ProtocolError },
        { "§3.3.2.3.5 a response topic that is no UTF-8", "30 08 00 01 't' 04 08 00 01 FF", V5, MalformedPacket },
        { "§3.3.2.3.6 correlation data beyond the block", "30 09 00 01 't' 04 09 00 02 01 00", V5, MalformedPacket },
        { "§3.3.2.3.7 a user property with half a pair", "30 08 00 01 't' 04 26 00 01 'k'", V5, MalformedPacket },
        { "§3.3.4 a client's subscription identifier", "30 06 00 01 't' 02 0B 01", V5, ProtocolError },
        { "§2.2.2.2 a property of another packet", "30 08 00 01 't' 04 1F 00 01 'x'", V5, MalformedPacket },
    };

    public static TheoryData<string, string, MqttVersion, ReasonCode> OfAcknowledgements => new()
    {
        { "§2.2.1 packet identifier zero", "40 02 00 00", V5, ProtocolError },
        { "§3.4.2 half a packet identifier", "50 01 00", V5, MalformedPacket },
        { "§3.4.2 nothing at all", "70 00", V311, MalformedPacket },
        { "3.1.1 §3.4.2 a reason", "40 03 00 01 00", V311, MalformedPacket },
        { "§3.4.2.1 a reason of SUBACK", "40 03 00 01 01", V5, ProtocolError },
        { "§3.6.2.1 a reason of PUBACK", "62 03 00 01 97", V5, ProtocolError },
        { "§3.7.2.1 a reason of PUBREC", "70 03 00 01 10", V5, ProtocolError },
        { "§3.4.2.2 a property length beyond the packet", "40 04 00 01 00 05", V5, MalformedPacket },
        { "§3.4.2.2 bytes behind the properties", "40 05 00 01 00 00 00", V5, MalformedPacket },
        { "§3.4.2.2 reason string twice", "40 0A 00 01 00 06 1F 00 00 1F 00 00", V5, ProtocolError },
        { "§2.2.2.2 a property of another packet", "50 07 00 01 00 03 21 00 01", V5, MalformedPacket },
        { "§1.5.4 a user property that is no UTF-8", "40 0A 00 01 00 06 26 00 01 FF 00 00", V5, MalformedPacket },
    };

    public static TheoryData<string, string, MqttVersion, ReasonCode> OfSubscribing => new()
    {
        { "§2.2.1 packet identifier zero", "82 06 00 00 00 01 'a' 00", V311, ProtocolError },
        { "§3.8.3 no topic filter", "82 02 00 01", V311, ProtocolError },
        { "§3.8.3 no topic filter, in version 5", "82 03 00 01 00", V5, ProtocolError },
        { "§3.8.3 no options", "82 05 00 01 00 01 'a'", V311, MalformedPacket },
        { "3.1.1 §3.8.3.1 reserved bits", "82 06 00 01 00 01 'a' 04", V311, MalformedPacket },
        { "3.1.1 §3.8.3.1 QoS 3", "82 06 00 01 00 01 'a' 03", V311, MalformedPacket },
        { "§3.8.3.1 reserved bits", "82 07 00 01 00 00 01 'a' 40", V5, MalformedPacket },
        { "§3.8.3.1 QoS 3", "82 07 00 01 00 00 01 'a' 03", V5, ProtocolError },
        { "§3.8.3.1 retain handling 3", "82 07 00 01 00 00 01 'a' 30", V5, ProtocolError },
        { "§3.8.3.1 no local of a shared subscription", "82 10 00 01 00 00 0A '$share/g/a' 04", V5, ProtocolError },
        { "§3.8.2.1.2 subscription identifier zero", "82 09 00 01 02 0B 00 00 01 'a' 00", V5, ProtocolError },
        { "§3.8.2.1.2 subscription identifier twice", "82 0B 00 01 04 0B 01 0B 02 00 01 'a' 00", V5, ProtocolError },
        { "§1.5.5 subscription identifier of five bytes", "82 0D 00 01 06 0B 80 80 80 80 01 00 01 'a' 00", V5, MalformedPacket },
        { "§2.2.2.2 a property of another packet", "82 0A 00 01 03 21 00 01 00 01 'a' 00", V5, MalformedPacket },
        { "§4.7.3 an empty topic filter", "82 05 00 01 00 00 00", V311, MalformedPacket },
        { "§4.7.1.2 # before the end", "82 08 00 01 00 03 '#/a' 00", V311, MalformedPacket },
        { "§4.7.1.2 # within a level", "82 07 00 01 00 02 'a#' 00", V311, MalformedPacket },
        { "§4.7.1.3 + within a level", "82 08 00 01 00 00 02 'a+' 00", V5, MalformedPacket },
        { "§4.8.2 a shared subscription without a name", "82 0E 00 01 00 00 08 '$share//' 00", V5, MalformedPacket },
        { "§4.8.2 a shared subscription without a filter", "82 0E 00 01 00 00 08 '$share/g' 00", V5, MalformedPacket },
        { "§4.8.2 a shared subscription's name with a wildcard", "82 10 00 01 00 00 0A '$share/+/a' 00", V5, MalformedPacket },
        { "§2.2.1 UNSUBSCRIBE with packet identifier zero", "A2 05 00 00 00 01 'a'", V311, ProtocolError },
        { "§3.10.3 UNSUBSCRIBE without topic filter", "A2 03 00 01 00", V5, ProtocolError },
        { "§3.10.3 UNSUBSCRIBE with a filter that is cut off", "A2 05 00 01 00 02 'a'", V311, MalformedPacket },
        { "§3.10.2.1 UNSUBSCRIBE with a property of SUBSCRIBE", "A2 08 00 01 02 0B 01 00 01 'a'", V5, MalformedPacket },
    };

    public static TheoryData<string, string, MqttVersion, ReasonCode> OfLeaving => new()
    {
        { "3.1.1 §3.14 a body", "E0 01 00", V311, MalformedPacket },
        { "§3.14.2.1 a reason of the server", "E0 01 8E", V5, ProtocolError },
        { "§3.14.2.1 no reason of DISCONNECT", "E0 01 01", V5, ProtocolError },
        { "§3.14.2.2 bytes behind the properties", "E0 03 00 00 00", V5, MalformedPacket },
        { "§3.14.2.2.2 session expiry twice", "E0 0C 00 0A 11 00 00 00 01 11 00 00 00 01", V5, ProtocolError },
        { "§3.14.2.2.5 a client's server reference", "E0 05 00 03 1C 00 00", V5, ProtocolError },
        { "§2.2.2.2 a property of another packet", "E0 05 00 03 21 00 01", V5, MalformedPacket },
        { "3.1.1 §2.2.1 type 15", "F0 00", V311, MalformedPacket },
        { "§3.15.2.1 a client's success", "F0 00", V5, ProtocolError },
        { "§3.15.2.1 no reason of AUTH", "F0 05 87 03 15 00 00", V5, ProtocolError },
        { "§3.15.2.2 no properties", "F0 01 18", V5, MalformedPacket },
        { "§3.15.2.2.2 no method", "F0 02 18 00", V5, ProtocolError },
        { "§3.15.2.2.2 the method twice", "F0 08 18 06 15 00 00 15 00 00", V5, ProtocolError },
    };

    public static TheoryData<string, string, MqttVersion, ReasonCode> OfServers => new()
    {
        { "§3.2.2.1 a reserved flag", "20 03 02 00 00", V5, MalformedPacket },
        { "§3.2.2.1.1 a refusal with a session", "20 03 01 87 00", V5, ProtocolError },
        { "3.1.1 §3.2.2.2 a refusal with a session", "20 02 01 05", V311, ProtocolError },
        { "3.1.1 §3.2.2.3 a reserved return code", "20 02 00 06", V311, MalformedPacket },
        { "3.1.1 §3.2 bytes behind the return code", "20 03 00 00 00", V311, MalformedPacket },
        { "§3.2.2.2 no reason of CONNACK", "20 03 00 8B 00", V5, ProtocolError },
        { "§3.2.2.3 no properties", "20 02 00 00", V5, MalformedPacket },
        { "§3.2.2.3.3 receive maximum zero", "20 06 00 00 03 21 00 00", V5, ProtocolError },
        { "§3.2.2.3.4 maximum QoS 2", "20 05 00 00 02 24 02", V5, ProtocolError },
        { "§3.2.2.3.5 retain available 2", "20 05 00 00 02 25 02", V5, ProtocolError },
        { "§3.2.2.3.6 maximum packet size zero", "20 08 00 00 05 27 00 00 00 00", V5, ProtocolError },
        { "§3.2.2.3.13 shared subscriptions 255", "20 05 00 00 02 2A FF", V5, ProtocolError },
        { "§2.2.2.2 a property of CONNECT", "20 05 00 00 02 17 01", V5, MalformedPacket },
        { "§3.3.2.3.8 subscription identifier zero", "30 06 00 01 't' 02 0B 00", V5, ProtocolError },
        { "§3.9.3 SUBACK without a reason", "90 03 00 01 00", V5, ProtocolError },
        { "§3.9.3 no reason of SUBACK", "90 04 00 01 00 11", V5, ProtocolError },
        { "3.1.1 §3.9.3 a reserved return code", "90 03 00 01 87", V311, MalformedPacket },
        { "§2.2.1 SUBACK with packet identifier zero", "90 04 00 00 00 00", V5, ProtocolError },
        { "§3.11.3 UNSUBACK without a reason", "B0 03 00 01 00", V5, ProtocolError },
        { "§3.11.3 no reason of UNSUBACK", "B0 04 00 01 00 01", V5, ProtocolError },
        { "3.1.1 §3.11 UNSUBACK with a payload", "B0 03 00 01 00", V311, MalformedPacket },
        { "§3.14.2.2.2 a server's session expiry", "E0 07 00 05 11 00 00 00 01", V5, ProtocolError },
        { "§3.14.2.1 a reason of the client", "E0 01 04", V5, ProtocolError },
        { "3.1.1 §3.14 from a server", "E0 00", V311, ProtocolError },
        { "§3.15.2.1 a server's wish to authenticate again", "F0 05 19 03 15 00 00", V5, ProtocolError },
    };
}
