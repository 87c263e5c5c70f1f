using SohoSolo.Core;
using SohoSolo.Core.Members;

namespace SohoSolo.Hub.Demo;

/// <summary>
/// The people of the demo, all invented. Addresses end in example.org, and numbers lie in the two blocks that the French
/// numbering plan keeps for fiction (05 36 49 and 06 39 98), so that no message and no call can reach anybody.
/// </summary>
internal static class DemoMembers
{
    public const int Count = 400;

    /// <summary>Every 33rd lives outside the department: 12 of 400.</summary>
    private const int OutsiderEvery = 33;

    public static readonly MemberId Anne = new("anne");
    public static readonly MemberId Chamber = new("chamber-admin");

    private static readonly string[] Elsewhere = ["FR", "FR", "ES", "FR", "GB", "FR", "BE", "FR", "ES", "FR", "NL", "FR"];

    public static MemberId Numbered(int number) => new($"member-{number:000}");

    public static MemberId KeeperOf(SiteId site) => new($"keeper-{site}");

    public static IReadOnlyList<Member> All(ReferenceData data, DateTimeOffset today)
    {
        var chance = new Chance(0x50C1A1);
        Member[] all = [Named(today), .. Teleworkers(data, today, chance), .. Keepers(data, today), Admin(today)];
        return [.. all.Select(member => member with { Accepted = new Acceptance(HouseRules.First, member.MadeAt) })];
    }

    private static Member Named(DateTimeOffset today) => new()
    {
        Id = Anne,
        Name = "Anne (démo)",
        Email = "anne@example.org",
        Phone = Mobile(0),
        Commune = "32296",
        MadeAt = today.AddDays(-300),
    };

    private static IEnumerable<Member> Teleworkers(ReferenceData data, DateTimeOffset today, Chance chance)
    {
        var homes = new Queue<string>(chance.Shuffled(Homes(data, Count - (Count / OutsiderEvery))));
        var names = DemoNames.Draw(Count, chance);
        for (var number = 1; number <= Count; number++)
        {
            var (first, last) = names[number - 1];
            var outside = number % OutsiderEvery == 0;
            yield return new Member
            {
                Id = Numbered(number),
                Name = $"{first} {last}",
                Email = $"{DemoNames.Plain(first)}.{DemoNames.Plain(last)}.{number:000}@example.org",
                Phone = chance.Percent(70) ? Mobile(number) : Landline(number),
                Commune = outside ? null : homes.Dequeue(),
                Country = outside ? Elsewhere[(number / OutsiderEvery) - 1] : null,
                MadeAt = today.AddDays(-chance.Between(60, 700)).AddHours(chance.Between(9, 18)),
            };
        }
    }

    /// <summary>One INSEE code for each member, as many from each commune as its population asks for.</summary>
    private static IEnumerable<string> Homes(ReferenceData data, int members)
    {
        var shares = Apportionment.Share(members, [.. data.Communes.Select(row => row.Commune.Population)]);
        return data.Communes.Zip(shares).SelectMany(part => Enumerable.Repeat(part.First.Commune.InseeCode, part.Second));
    }

    private static IEnumerable<Member> Keepers(ReferenceData data, DateTimeOffset today) => data.Sites.Select((site, index) => new Member
    {
        Id = KeeperOf(site.Id),
        Name = $"Accueil {site.Name}",
        Email = $"{site.Id}@example.org",
        Phone = Landline(9000 + index),
        Commune = site.Commune,
        Role = Role.Keeper,
        Keeps = [site.Id],
        MadeAt = today.AddDays(-800),
    });

    private static Member Admin(DateTimeOffset today) => new()
    {
        Id = Chamber,
        Name = "Chambre de commerce (démo)",
        Email = "chambre@example.org",
        Phone = Landline(9999),
        Commune = "32013",
        Role = Role.Chamber,
        MadeAt = today.AddDays(-800),
    };

    private static string Landline(int number) => $"+3353649{number:0000}";

    private static string Mobile(int number) => $"+3363998{number:0000}";
}
