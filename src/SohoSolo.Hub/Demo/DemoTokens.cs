using SohoSolo.Core;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Identity;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Demo;

/// <summary>The tokens that everybody knows. They work only in a database marked as invented.</summary>
internal static class DemoTokens
{
    private const int YearsValid = 10;

    private static readonly string[] Scopes = ["read", "write"];

    public static IReadOnlyList<AccessToken> All(DateTimeOffset today) =>
    [
        Token("demo-teleworker", DemoMembers.Anne, Role.Member, today),
        Token("demo-keeper", DemoMembers.KeeperOf(new SiteId("nogaro")), Role.Keeper, today),
        Token("demo-chamber", DemoMembers.Chamber, Role.Chamber, today),
        .. Enumerable.Range(1, DemoMembers.Count).Select(number => Token($"demo-member-{number:000}", DemoMembers.Numbered(number), Role.Member, today)),
    ];

    private static AccessToken Token(string token, MemberId member, Role role, DateTimeOffset today) => new()
    {
        Id = token,
        Hash = TokenHash.Of(token),
        Member = member,
        Role = role,
        Scopes = Scopes,
        Name = "demo",
        MadeAt = today,
        ExpiresAt = today.AddYears(YearsValid),
    };
}
