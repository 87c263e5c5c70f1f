using SohoSolo.Core;
using SohoSolo.Core.Members;

namespace SohoSolo.Storage;

internal sealed class MemberRow
{
    public required string Id { get; init; }

    public int Version { get; init; }

    public required string Name { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    public string? Commune { get; init; }

    public string? Country { get; init; }

    public required string Role { get; init; }

    public required string Status { get; init; }

    public long MadeAt { get; init; }

    /// <summary>A keeper's sites as a JSON array, or null.</summary>
    public string? Keeps { get; init; }

    /// <summary>Selects whole members as <c>m</c>; a WHERE clause follows.</summary>
    public static string Select(JsonSql json) => $"""
        SELECT m.id, m.version, m.name, m.email, m.phone, m.commune, m.country, m.role, m.status, m.made_at AS "MadeAt",
            (SELECT CAST({json.Array}(k.site_id) AS text) FROM keeper_site k WHERE k.member_id = m.id) AS "Keeps"
        FROM member m

        """;

    public Member ToMember() => new()
    {
        Id = new MemberId(Id),
        Version = Version,
        Name = Name,
        Email = Email,
        Phone = Phone,
        Commune = Commune,
        Country = Country,
        Role = Stored.Read<Role>(Role),
        Status = Stored.Read<MemberStatus>(Status),
        Keeps = Keeps is null ? [] : [.. Stored.List(Keeps).Order(StringComparer.Ordinal).Select(site => new SiteId(site))],
        MadeAt = Stored.At(MadeAt),
    };
}
