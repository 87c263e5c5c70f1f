using System.Buffers;

namespace SohoSolo.Mqtt.Packets;

/// <summary>
/// Walks through a property block (MQTT 5.0 §2.2.2): every property once, but user properties, which any packet may have, and which are read here. The caller reads the value of each property
/// that <see cref="Next"/> finds, or throws <see cref="Faults.Misplaced"/>.
/// </summary>
internal ref struct PropertyReader(in ReadOnlySequence<byte> block, bool keepsUserProperties)
{
    /// <summary>A bit for each property that exists.</summary>
    private static readonly ulong Known = Enum.GetValues<PropertyId>().Aggregate(0UL, (bits, property) => bits | 1UL << (int)property);

    /// <summary>Where the value of the property that was found is to be read.</summary>
    public PacketReader Value = new(block);

    private ulong _seen;
    private List<UserProperty>? _userProperties;

    /// <summary>Those met so far, in order.</summary>
    public readonly IReadOnlyList<UserProperty> UserProperties => _userProperties is null ? [] : _userProperties;

    /// <summary>A PUBLISH from a server has one subscription identifier for each subscription that it matched (MQTT 5.0 §3.3.2.3.8).</summary>
    public bool AllowsManySubscriptionIdentifiers { get; init; }

    public bool Next(out PropertyId property)
    {
        while (Value.Remaining > 0)
        {
            property = ReadId();
            if (property != PropertyId.UserProperty) return true;

            ReadUserProperty();
        }

        property = default;
        return false;
    }

    private PropertyId ReadId()
    {
        var id = Value.ReadVariable();
        if (id >= 64 || (Known & 1UL << (int)id) == 0) throw Faults.Malformed("A property is none of the specification's.");

        var property = (PropertyId)id;
        var mayRepeat = property == PropertyId.UserProperty || (property == PropertyId.SubscriptionIdentifier && AllowsManySubscriptionIdentifiers);
        if (!mayRepeat && (_seen & 1UL << (int)id) != 0) throw Faults.Protocol($"The property {property} comes twice.");

        _seen |= 1UL << (int)id;
        return property;
    }

    private void ReadUserProperty()
    {
        if (keepsUserProperties)
        {
            var name = Value.ReadString();
            (_userProperties ??= []).Add(new UserProperty(name, Value.ReadString()));
            return;
        }

        Value.ReadUtf8();
        Value.ReadUtf8();
    }
}
