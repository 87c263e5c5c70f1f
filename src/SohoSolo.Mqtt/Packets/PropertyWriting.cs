namespace SohoSolo.Mqtt.Packets;

/// <summary>Properties with their identifiers. Null, and a number that means what its absence means, is not written.</summary>
internal static class PropertyWriting
{
    public static void WriteProperty(this ref PacketWriter writer, PropertyId id, string? value)
    {
        if (value is null) return;

        writer.WriteByte((byte)id);
        writer.WriteString(value);
    }

    public static void WriteProperty(this ref PacketWriter writer, PropertyId id, ReadOnlyMemory<byte>? value)
    {
        if (value is not { } bytes) return;

        writer.WriteByte((byte)id);
        writer.WriteBinary(bytes.Span);
    }

    public static void WriteProperty(this ref PacketWriter writer, PropertyId id, uint? value)
    {
        if (value is not { } number) return;

        writer.WriteByte((byte)id);
        writer.WriteUInt32(number);
    }

    public static void WriteProperty(this ref PacketWriter writer, PropertyId id, ushort? value)
    {
        if (value is not { } number) return;

        writer.WriteByte((byte)id);
        writer.WriteUInt16(number);
    }

    public static void WriteProperty(this ref PacketWriter writer, PropertyId id, ushort value, ushort unsaid) => writer.WriteProperty(id, value == unsaid ? null : value);

    public static void WriteByteProperty(this ref PacketWriter writer, PropertyId id, byte? value)
    {
        if (value is not { } number) return;

        writer.WriteByte((byte)id);
        writer.WriteByte(number);
    }

    public static void WriteProperty(this ref PacketWriter writer, PropertyId id, bool value, bool unsaid) =>
        writer.WriteByteProperty(id, value == unsaid ? null : value ? (byte)1 : (byte)0);

    /// <summary>Never zero on the wire: zero stands for none (MQTT 5.0 §3.8.2.1.2).</summary>
    public static void WriteSubscriptionIdentifier(this ref PacketWriter writer, uint value)
    {
        writer.WriteByte((byte)PropertyId.SubscriptionIdentifier);
        writer.WriteVariable(value is > 0 and <= PacketWriter.LargestVariable
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), "A subscription identifier is not between 1 and 268,435,455."));
    }

    public static void WriteUserProperties(this ref PacketWriter writer, IReadOnlyList<UserProperty> properties)
    {
        for (var i = 0; i < properties.Count; i++)
        {
            writer.WriteByte((byte)PropertyId.UserProperty);
            writer.WriteString(properties[i].Name);
            writer.WriteString(properties[i].Value);
        }
    }
}
