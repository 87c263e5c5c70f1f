using System.Buffers;

namespace SohoSolo.Mqtt.Packets;

/// <summary>Walks through the properties of a checked block that are passed on, each with its identifier, as encoded.</summary>
internal ref struct PassedOnPieces(in ReadOnlySequence<byte> block)
{
    private readonly ReadOnlySequence<byte> _block = block;
    private PacketReader _reader = new(block);

    public ReadOnlySequence<byte> Current { get; private set; }

    public bool MoveNext()
    {
        while (_reader.Remaining > 0)
        {
            var start = _block.Length - _reader.Remaining;
            if (!Skip((PropertyId)_reader.ReadByte())) continue;

            Current = _block.Slice(start, _block.Length - _reader.Remaining - start);
            return true;
        }

        return false;
    }

    /// <summary>Passes over the value; true for a property that is passed on.</summary>
    private bool Skip(PropertyId property)
    {
        switch (property)
        {
            case PropertyId.MessageExpiryInterval or PropertyId.WillDelayInterval: _reader.ReadUInt32(); return false;
            case PropertyId.TopicAlias: _reader.ReadUInt16(); return false;
            case PropertyId.SubscriptionIdentifier: _reader.ReadVariable(); return false;
            case PropertyId.PayloadFormatIndicator: _reader.ReadByte(); return true;
            case PropertyId.ContentType or PropertyId.ResponseTopic or PropertyId.CorrelationData: _reader.ReadBinary(); return true;
            case PropertyId.UserProperty: _reader.ReadBinary(); _reader.ReadBinary(); return true;
            default: throw Faults.Misplaced(property, PacketType.Publish);
        }
    }
}
