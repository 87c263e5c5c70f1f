using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Storage;

internal sealed class WaitingRow
{
    public const string Columns = """
        w.id, w.version, w.member_id AS "Member", w.site_id AS "Site", w.space_id AS "Space", w.kind, w.seats, w.equipment, w.start_at AS "StartAt",
        w.end_at AS "EndAt", w.by_day_part AS "ByDayPart", w.take_at_once AS "TakeAtOnce", w.made_at AS "MadeAt", w.status, w.offer
        """;

    public required string Id { get; init; }

    public int Version { get; init; }

    public required string Member { get; init; }

    public required string Site { get; init; }

    public string? Space { get; init; }

    public required string Kind { get; init; }

    public int Seats { get; init; }

    public required string Equipment { get; init; }

    public long StartAt { get; init; }

    public long EndAt { get; init; }

    public bool ByDayPart { get; init; }

    public bool TakeAtOnce { get; init; }

    public long MadeAt { get; init; }

    public required string Status { get; init; }

    public string? Offer { get; init; }

    public WaitingEntry ToEntry() => new()
    {
        Id = Id,
        Version = Version,
        Member = new MemberId(Member),
        Site = new SiteId(Site),
        Space = Space is null ? null : new SpaceId(Space),
        Kind = Stored.Read<SpaceKind>(Kind),
        Seats = Seats,
        Equipment = Stored.List(Equipment),
        During = new TimeRange(Stored.At(StartAt), Stored.At(EndAt)),
        ByDayPart = ByDayPart,
        TakeAtOnce = TakeAtOnce,
        MadeAt = Stored.At(MadeAt),
        Status = Stored.Read<WaitingStatus>(Status),
        Offer = Offer is null ? null : new BookingId(Offer),
    };
}
