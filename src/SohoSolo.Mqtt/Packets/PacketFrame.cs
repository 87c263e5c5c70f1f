using System.Buffers;

namespace SohoSolo.Mqtt.Packets;

/// <summary>One control packet as it lies in the receive buffer: fixed header read, body untouched (MQTT 5.0 §2.1).</summary>
/// <param name="Type">What it is.</param>
/// <param name="Flags">The low four bits of the first byte.</param>
/// <param name="Body">What follows the fixed header; lives as long as the buffer.</param>
public readonly record struct PacketFrame(PacketType Type, byte Flags, ReadOnlySequence<byte> Body);
