namespace SohoSolo.Core.Members;

/// <summary>Who knows of whom that both are somewhere on a day.</summary>
public static class Company
{
    /// <summary>
    /// The first names of the others who have a place there and agreed to be seen. Null for somebody who has none there or did not agree: whoever is not seen sees nobody, so it is the same for both.
    /// </summary>
    public static IReadOnlyList<string>? Of(MemberId who, IReadOnlyCollection<MemberId> there, IReadOnlyCollection<(Member Member, Consent Consent)> known)
    {
        var seen = known.Where(one => one.Consent.SeenToday && one.Consent.Member == one.Member.Id && one.Member.Status == MemberStatus.Active && there.Contains(one.Member.Id)).ToList();
        return seen.Exists(one => one.Member.Id == who)
            ? [.. seen.Where(one => one.Member.Id != who).Select(one => one.Member.Name.Split(' ')[0]).Order(StringComparer.Ordinal)]
            : null;
    }
}
