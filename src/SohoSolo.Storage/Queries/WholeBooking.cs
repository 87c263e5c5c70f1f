using System.Data.Common;
using System.Text.Json;
using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Storage.Engines;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

/// <summary>A booking with its charges and evidence as one row: one statement sees one moment, so the parts always belong together.</summary>
internal sealed class WholeBooking(Dialect dialect)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Whole bookings called <c>b</c>; a WHERE clause follows.</summary>
    public string Select { get; } = $"""
        SELECT {BookingTable.Columns},
            (SELECT {Rows(dialect, "'entitlement', c.entitlement_id, 'period', c.period, 'units', c.units, 'used', CASE WHEN c.used THEN 1 ELSE 0 END")}
                FROM charge c WHERE c.booking_id = b.id),
            (SELECT {Rows(dialect, "'at', e.at, 'kind', e.kind, 'device', e.device, 'says', e.says")}
                FROM evidence e WHERE e.booking_id = b.id)
        FROM booking b

        """;

    public static Booking Read(DbDataReader row) => BookingTable.Read(row) with
    {
        Charges = ReadCharges(row.Text(row.FieldCount - 2)),
        Evidence = ReadEvidence(row.Text(row.FieldCount - 1)),
    };

    private static string Rows(Dialect dialect, string pairs) => dialect.IsPostgres
        ? $"json_agg(json_build_object({pairs}))::text"
        : $"json_group_array(json_object({pairs}))";

    private static Charge[] ReadCharges(string? json) => json is null ? [] :
        [.. JsonSerializer.Deserialize<ChargeJson[]>(json, Json)!
            .OrderBy(charge => charge.Entitlement, StringComparer.Ordinal)
            .ThenBy(charge => charge.Period, StringComparer.Ordinal)
            .Select(charge => new Charge(
                new EntitlementId(charge.Entitlement),
                new Period(charge.Period),
                charge.Units,
                charge.Used == 1 ? ChargeState.Used : ChargeState.Held))];

    private static Evidence[] ReadEvidence(string? json) => json is null ? [] :
        [.. JsonSerializer.Deserialize<EvidenceJson[]>(json, Json)!
            .OrderBy(evidence => evidence.At)
            .ThenBy(evidence => evidence.Kind, StringComparer.Ordinal)
            .Select(evidence => new Evidence(Stored.At(evidence.At), evidence.Kind, evidence.Device, evidence.Says))];

    private sealed record ChargeJson(string Entitlement, string Period, int Units, int Used);

    private sealed record EvidenceJson(long At, string Kind, string? Device, string Says);
}
