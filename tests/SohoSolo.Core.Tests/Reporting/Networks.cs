using SohoSolo.Core.Reporting.Suppression;

namespace SohoSolo.Core.Tests.Reporting;

/// <summary>Invented use of invented networks: most people live near a site and go there, some go elsewhere, some come from far away.</summary>
internal static class Networks
{
    private static readonly string[] Kinds = ["desk", "desk", "desk", "desk", "office", "meeting-room"];

    public static DateOnly Month(int at) => new DateOnly(2025, 1, 1).AddMonths(at);

    /// <summary>One month. Whoever uses it in one month may not in the next.</summary>
    public static IReadOnlyList<PersonUse> Uses(int seed, int month, int persons, int sites, int homes, int awayPercent)
    {
        var habits = new Random(seed);
        var chance = new Random((seed * 100) + month);
        var uses = new List<PersonUse>();
        for (var person = 0; person < persons; person++)
        {
            var home = habits.Next(homes);
            var usual = habits.Next(100) < awayPercent ? habits.Next(sites) : home % sites;
            if (chance.Next(4) == 0)
                continue;

            for (var visit = chance.Next(1, 4); visit > 0; visit--)
            {
                var site = chance.Next(100) < awayPercent ? chance.Next(sites) : usual;
                var funder = chance.Next(100) < awayPercent ? chance.Next(homes) : home;
                var place = new UsePlace($"site-{site}", $"community-{(sites > 2 ? site / 2 * 2 : site)}", $"community-{home}", $"community-{funder}", Kinds[chance.Next(Kinds.Length)]);
                if (!uses.Exists(use => use.Person == $"p{person:000}" && use.Place == place))
                    uses.Add(new PersonUse($"p{person:000}", place, "", [chance.Next(1, 12)]));
            }
        }

        return uses;
    }

    public static IEnumerable<IReadOnlyList<int>> AllSets(int months) =>
        Enumerable.Range(1, (1 << months) - 1).Select(set => (IReadOnlyList<int>)[.. Enumerable.Range(0, months).Where(at => (set >> at & 1) == 1)]);
}
