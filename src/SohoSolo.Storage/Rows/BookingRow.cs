using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Storage;

/// <summary>A whole booking as one row: its charges and evidence come as JSON, so one statement reads one consistent booking.</summary>
internal sealed class BookingRow
{
    public required string Id { get; init; }

    public int Version { get; init; }

    public required string Site { get; init; }

    public required string Space { get; init; }

    public required string Kind { get; init; }

    public required string Member { get; init; }

    public long StartAt { get; init; }

    public long EndAt { get; init; }

    public required string Status { get; init; }

    public int RulesVersion { get; init; }

    public int Rate { get; init; }

    public string? Purpose { get; init; }

    public string? Guests { get; init; }

    public string? Series { get; init; }

    public long MadeAt { get; init; }

    public long? DueAt { get; init; }

    public bool Unproven { get; init; }

    public string? EndReason { get; init; }

    public string? Charges { get; init; }

    public string? Evidence { get; init; }

    /// <summary>Selects whole bookings as <c>b</c>; a WHERE clause follows.</summary>
    public static string Select(JsonSql json) => $"""
        SELECT b.id, b.version, b.site_id AS "Site", b.space_id AS "Space", b.kind, b.member_id AS "Member", b.start_at AS "StartAt", b.end_at AS "EndAt",
            b.status, b.rules_version AS "RulesVersion", b.rate, b.purpose, b.guests, b.series, b.made_at AS "MadeAt", b.due_at AS "DueAt", b.unproven,
            b.end_reason AS "EndReason",
            (SELECT {json.Rows("'entitlement', c.entitlement_id, 'period', c.period, 'units', c.units, 'used', CASE WHEN c.used THEN 1 ELSE 0 END")}
                FROM charge c WHERE c.booking_id = b.id) AS "Charges",
            (SELECT {json.Rows("'at', e.at, 'kind', e.kind, 'device', e.device, 'says', e.says")}
                FROM evidence e WHERE e.booking_id = b.id) AS "Evidence"
        FROM booking b

        """;

    public Booking ToBooking() => new()
    {
        Id = new BookingId(Id),
        Version = Version,
        Site = new SiteId(Site),
        Space = new SpaceId(Space),
        Kind = Stored.Read<SpaceKind>(Kind),
        Member = new MemberId(Member),
        During = new TimeRange(Stored.At(StartAt), Stored.At(EndAt)),
        Status = Stored.Read<BookingStatus>(Status),
        Charges = ReadCharges(Charges),
        RulesVersion = RulesVersion,
        Rate = Rate,
        Purpose = Purpose,
        Guests = Stored.Guests(Guests),
        Series = Series,
        MadeAt = Stored.At(MadeAt),
        DueAt = Stored.At(DueAt),
        Unproven = Unproven,
        EndReason = EndReason,
        Evidence = ReadEvidence(Evidence),
    };

    /// <summary>In the order in which <see cref="Ledger.Movements"/> names them, so that equal bookings read equal.</summary>
    private static Charge[] ReadCharges(string? json) => json is null ? [] :
        [.. Stored.Parse<ChargeJson[]>(json)
            .Select(charge => new Charge(
                new EntitlementId(charge.Entitlement),
                new Period(charge.Period),
                charge.Units,
                charge.Used == 1 ? ChargeState.Used : ChargeState.Held))
            .OrderBy(charge => charge.Entitlement)
            .ThenBy(charge => charge.Period.Value, StringComparer.Ordinal)];

    private static Evidence[] ReadEvidence(string? json) => json is null ? [] :
        [.. Stored.Parse<EvidenceJson[]>(json)
            .Select(evidence => new Evidence(Stored.At(evidence.At), evidence.Kind, evidence.Device, evidence.Says))
            .OrderBy(evidence => evidence.At)];

    private sealed record ChargeJson(string Entitlement, string Period, int Units, int Used);

    private sealed record EvidenceJson(long At, string Kind, string? Device, string Says);
}

/// <summary>The engine's own words for rows as JSON.</summary>
internal sealed record JsonSql(string Array, string Object)
{
    public static readonly JsonSql Sqlite = new("json_group_array", "json_object");

    public static readonly JsonSql Postgres = new("json_agg", "json_build_object");

    /// <summary>All rows of a correlated select, as one JSON array of objects; null or empty when there are none.</summary>
    public string Rows(string pairs) => $"CAST({Array}({Object}({pairs})) AS text)";
}
