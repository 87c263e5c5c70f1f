using SohoSolo.Core.Sites;

namespace SohoSolo.Core.Members;

/// <summary>A member as the directory shows her: nothing stands here that she has not agreed to.</summary>
public sealed record Listing(MemberId Id, string Name)
{
    public Trade? Trade { get; init; }

    public IReadOnlyList<Tongue> Languages { get; init; } = [];

    public IReadOnlyList<string> Skills { get; init; } = [];

    public string? About { get; init; }

    /// <summary>Null, too, for somebody who lives outside the reference data.</summary>
    public Commune? Home { get; init; }

    public string? Email { get; init; }

    /// <summary>Null for who is not listed: she did not agree, or is no active member.</summary>
    public static Listing? Of(Member member, Consent consent, IReadOnlyDictionary<string, Commune> communes)
    {
        if (!consent.InDirectory || member.Status != MemberStatus.Active || consent.Member != member.Id)
            return null;

        return new Listing(member.Id, member.Name)
        {
            Trade = consent.Trade,
            Languages = consent.Languages,
            Skills = consent.Skills,
            About = consent.About,
            Home = consent.ShowsCommune && member.Commune is { } home ? communes.GetValueOrDefault(home) : null,
            Email = consent.ShowsEmail ? member.Email : null,
        };
    }
}
