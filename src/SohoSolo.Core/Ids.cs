namespace SohoSolo.Core;

/// <summary>A télécentre's id, as in addresses: <c>nogaro</c>.</summary>
public readonly record struct SiteId(string Value) : IComparable<SiteId>
{
    public int CompareTo(SiteId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;
}

/// <summary>A space's id, unique over the network: <c>nogaro-desk-1</c>. Its order is the order in which spaces are locked.</summary>
public readonly record struct SpaceId(string Value) : IComparable<SpaceId>
{
    public int CompareTo(SpaceId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;
}

/// <summary>A member's id. Its order is the order in which members are locked.</summary>
public readonly record struct MemberId(string Value) : IComparable<MemberId>
{
    public int CompareTo(MemberId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;
}

/// <summary>A booking's id.</summary>
public readonly record struct BookingId(string Value) : IComparable<BookingId>
{
    public int CompareTo(BookingId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;
}

/// <summary>The id of one grant to one member.</summary>
public readonly record struct EntitlementId(string Value) : IComparable<EntitlementId>
{
    public int CompareTo(EntitlementId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;
}
