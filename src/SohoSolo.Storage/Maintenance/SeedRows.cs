using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Storage.Engines;
using SohoSolo.Storage.Tables;

namespace SohoSolo.Storage;

/// <summary>Everything a seed writes, as rows. What decisions write, too, comes from the same statements: their text names table and columns, their values are the row.</summary>
internal sealed class SeedRows(SeedData data, long epoch, long tx)
{
    /// <summary>The tables that an invented network fills; all of them must be empty. Reference data may be there: every start of the program loads it.</summary>
    public static readonly IReadOnlyList<string> Tables =
        ["policy", "site", "space", "member", "token", "entitlement", "balance", "booking", "waiting", "door", "device", "credential"];

    private const string System = "system";
    private const string Seeded = "seeded";

    public IEnumerable<(string Table, string Columns, IEnumerable<object?[]> Rows)> Reference() =>
    [
        ("community", "siren, name, type", data.Communities.Select(c => (object?[])[c.Community.Siren, c.Community.Name, c.Type])),
        ("commune", "insee_code, name, postal_codes, population, siren, lat, lon", data.Communes.Select(Commune)),
    ];

    /// <summary>Each table after those it refers to.</summary>
    public IEnumerable<(string Table, string Columns, IEnumerable<object?[]> Rows)> Invented()
    {
        var bookings = data.Bookings.Select(seeded => seeded.Booking);
        yield return ("meta", "key, value", data.Demo is null ? [] : [[StoreQueries.DemoMark, data.Demo]]);

        IEnumerable<SqlStatement>[] written =
        [
            data.Policy is null ? [] : [SiteTable.InsertPolicy(1, data.Policy, data.At, System)],
            data.Sites.Select(SiteTable.Insert),
            data.Sites.Select(SiteTable.InsertPresence),
            data.Sites.SelectMany(site => site.Spaces).Select(SiteTable.Put),
            data.Sites.SelectMany(site => site.Closures).Select(closure => SiteTable.Close(closure, data.At)),
            data.Members.Select(MemberTable.Insert),
            data.Members.SelectMany(member => member.Keeps.Select(site => MemberTable.Keep(member.Id, site))),
            data.Consents.Select(ConsentTable.Insert),
            data.Tokens.Select(MemberTable.Put),
            data.Entitlements.Select(grant => EntitlementTable.Insert(grant, data.At)),
            bookings.Select(BookingTable.Insert),
            bookings.SelectMany(booking => booking.Charges.Select(charge => BookingTable.Insert(booking.Id, charge))),
            bookings.SelectMany(booking => booking.Evidence.Select(evidence => BookingTable.Insert(booking.Id, evidence))),
            data.Doors.Select(DoorTable.Insert),
            data.Devices.Select(DeviceTable.Insert),
            data.Credentials.Select(CredentialTable.Insert),
        ];
        foreach (var statements in written)
        {
            if (statements.FirstOrDefault() is { } first)
                yield return (TableOf(first), ColumnsOf(first), statements.Select(Row));
        }

        yield return ("balance", "entitlement_id, period, site_id, held, used", Balances(bookings));
        yield return (
            "journal",
            "epoch, tx, at, entity, entity_id, version, what, actor, member_id, site_id, rules_version, detail",
            Entries().OrderBy(entry => entry.At).Select(entry => (object?[])[epoch, tx, .. Row(Journal.Insert("", entry))]));
    }

    private static object?[] Commune(SeedCommune seeded)
    {
        var commune = seeded.Commune;
        return
        [
            commune.InseeCode, commune.Name, seeded.PostalCodes, commune.Population, commune.Community, commune.Centre.Latitude, commune.Centre.Longitude,
        ];
    }

    private static IEnumerable<object?[]> Balances(IEnumerable<Booking> bookings) => bookings
        .SelectMany(booking => Ledger.Movements(booking.Site, [], booking.Charges))
        .GroupBy(moved => (moved.Entitlement, moved.Period, moved.Site))
        .Select(sum => (object?[])[sum.Key.Entitlement.Value, sum.Key.Period.Value, sum.Key.Site.Value, sum.Sum(moved => moved.Held), sum.Sum(moved => moved.Used)]);

    private IEnumerable<JournalEntry> Entries() =>
    [
        .. data.Policy is null ? Enumerable.Empty<JournalEntry>() : [Entry("policy", "network", 1) with { RulesVersion = 1 }],
        .. data.Sites.SelectMany(site => History("site", site.Id.Value, site.Version).Select(entry => entry with { SiteId = site.Id.Value })),
        .. data.Sites.SelectMany(site => site.Closures).Select(closure => Entry("closure", closure.Id, 1) with { SiteId = closure.Site.Value }),
        .. data.Members.SelectMany(member => History("member", member.Id.Value, member.Version).Select(entry => entry with { MemberId = member.Id.Value })),
        .. data.Consents.SelectMany(consent => History("consent", consent.Member.Value, consent.Version).Select(entry => entry with { MemberId = consent.Member.Value })),
        .. data.Tokens.SelectMany(token => History("token", token.Id, token.RevokedAt is null ? 1 : 2).Select(entry => entry with { MemberId = token.Member.Value })),
        .. data.Entitlements.SelectMany(grant => History("entitlement", grant.Id.Value, grant.Version).Select(entry => entry with { MemberId = grant.Member.Value })),
        .. data.Bookings.SelectMany(Steps),
        .. data.Doors.SelectMany(door => History("door", DoorTable.JournalId(door), door.Version).Select(entry => entry with { SiteId = door.Site.Value })),
        .. data.Devices.SelectMany(device => History("device", device.Id, device.Version).Select(entry => entry with { SiteId = device.Site.Value })),
        .. data.Credentials.SelectMany(held => History("credential", held.Id, held.Version).Select(entry => entry with { MemberId = held.Member.Value })),
    ];

    private IEnumerable<JournalEntry> History(string entity, string id, int versions) =>
        Enumerable.Range(1, versions).Select(version => Entry(entity, id, version));

    private JournalEntry Entry(string entity, string id, int version) =>
        new() { At = data.At, Entity = entity, EntityId = id, Version = version, What = Seeded, Actor = System };

    private static IEnumerable<JournalEntry> Steps(SeedBooking seeded) => seeded.Steps.Select(step => new JournalEntry
    {
        At = step.At,
        Entity = "booking",
        EntityId = seeded.Booking.Id.Value,
        Version = step.Version,
        What = step.What,
        Actor = step.Actor,
        MemberId = seeded.Booking.Member.Value,
        SiteId = seeded.Booking.Site.Value,
        RulesVersion = seeded.Booking.RulesVersion,
    });

    private static string TableOf(SqlStatement insert) => insert.Sql.Split(' ')[2];

    /// <summary>As many columns as there are values: a last one may be a constant of the statement, which is the column's default.</summary>
    private static string ColumnsOf(SqlStatement insert)
    {
        var names = insert.Sql[(insert.Sql.IndexOf('(', StringComparison.Ordinal) + 1)..insert.Sql.IndexOf(')', StringComparison.Ordinal)];
        return string.Join(", ", names.Split(',', StringSplitOptions.TrimEntries).Take(insert.Values.Length));
    }

    private static object?[] Row(SqlStatement insert) => [.. insert.Values.Select(Plain)];

    private static object? Plain(Value value) => value switch
    {
        { IsNull: true } => null,
        { Kind: ValueKind.Text } => value.Text,
        { Kind: ValueKind.Flag } => value.Flag,
        { Kind: ValueKind.Real } => value.Real,
        _ => value.Number,
    };
}
