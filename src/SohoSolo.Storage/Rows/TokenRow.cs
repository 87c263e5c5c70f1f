using SohoSolo.Core;
using SohoSolo.Core.Members;

namespace SohoSolo.Storage;

internal sealed class TokenRow
{
    public const string Columns = """
        t.id, t.hash, t.member_id AS "Member", t.role, t.scopes, t.name, t.made_at AS "MadeAt", t.expires_at AS "ExpiresAt", t.revoked_at AS "RevokedAt"
        """;

    public required string Id { get; init; }

    public required string Hash { get; init; }

    public required string Member { get; init; }

    public required string Role { get; init; }

    public required string Scopes { get; init; }

    public required string Name { get; init; }

    public long MadeAt { get; init; }

    public long ExpiresAt { get; init; }

    public long? RevokedAt { get; init; }

    public AccessToken ToToken() => new()
    {
        Id = Id,
        Hash = Hash,
        Member = new MemberId(Member),
        Role = Stored.Read<Role>(Role),
        Scopes = Stored.List(Scopes),
        Name = Name,
        MadeAt = Stored.At(MadeAt),
        ExpiresAt = Stored.At(ExpiresAt),
        RevokedAt = Stored.At(RevokedAt),
    };
}
