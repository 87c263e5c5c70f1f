using System.Globalization;
using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Members;

namespace SohoSolo.Hub.Demo;

/// <summary>
/// The badges of the demo's members, so that anybody can present one by hand: a seven-byte UID whose last digits say whose it is. The hub's keys make
/// credentials of them when the database is seeded; they are written nowhere else.
/// </summary>
internal static class DemoBadges
{
    private const string Prefix = "04D0000000";

    /// <summary>One for each numbered member, one for Anne, one for each keeper; who comes in from the chamber is let in.</summary>
    public static IReadOnlyList<DemoBadge> All(IReadOnlyList<Member> members)
    {
        var keepers = members.Where(member => member.Role == Role.Keeper).Select((member, index) => new DemoBadge(member.Id, CredentialKind.MifareUid, $"{Prefix}EE{index:X2}"));
        return [.. members.Where(member => member.Role == Role.Member).Select(Of), .. keepers];
    }

    private static DemoBadge Of(Member member) =>
        new(member.Id, CredentialKind.MifareUid, member.Id == DemoMembers.Anne ? $"{Prefix}A11E" : $"{Prefix}{NumberOf(member.Id):0000}");

    private static int NumberOf(MemberId member) => int.Parse(member.Value[(member.Value.LastIndexOf('-') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture);
}

/// <summary>Whose badge it is, and what a reader reads of it.</summary>
internal sealed record DemoBadge(MemberId Member, CredentialKind Kind, string Value);
