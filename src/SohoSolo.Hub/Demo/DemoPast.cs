using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Hub.Demo;

/// <summary>
/// Who would have liked to be where in the thirteen months before the last: fewer the longer ago, since not everybody was a member yet, fewer in August and at the end of December.
/// It is another lot than that of the last month, which tests and pictures know.
/// </summary>
internal sealed class DemoPast(IReadOnlyList<Telecentre> sites, IReadOnlyList<Member> members, DemoGrants grants, DateOnly today)
{
    private const int Months = 14;
    private const int LongestLead = 9;
    private const int WalkInPercent = 9;

    private readonly Chance chance = new(0x0DA7);
    private readonly List<Member> teleworkers = [.. members.Where(member => member.Role == Role.Member && member.Id != DemoMembers.Anne)];

    /// <summary>Some days after the last of them: whatever was asked for has been answered.</summary>
    public DateTimeOffset AllHasEnded => sites[0].Calendar.WholeDay(LastDay.AddDays(3)).Start;

    private DateOnly LastDay => today.AddDays(-DemoWishes.DaysBehind - 1);

    /// <summary>That of a month: nobody asks for half of one.</summary>
    public static DateOnly FirstDay(DateOnly today) => new DateOnly(today.Year, today.Month, 1).AddMonths(-Months);

    public IReadOnlyList<Wish> Wishes()
    {
        var neighbours = teleworkers.ToLookup(member => grants.NearestTo(member).Id);
        List<Wish> wishes = [];
        for (var day = FirstDay(today); day <= LastDay; day = day.AddDays(1))
        {
            foreach (var site in sites.Where(site => site.Calendar.IsOpenOn(day)))
                wishes.AddRange(OfDay(site, day, [.. neighbours[site.Id]]));
        }

        return wishes;
    }

    private IEnumerable<Wish> OfDay(Telecentre site, DateOnly day, IReadOnlyList<Member> neighbours)
    {
        foreach (var places in site.Spaces.GroupBy(space => space.Kind))
        {
            var many = ((places.Count() * PercentTaken(day, places.Key)) + chance.Below(100)) / 100;
            for (var n = 0; n < many; n++)
            {
                var member = chance.Percent(80) && neighbours.Count > 0 ? chance.Of(neighbours) : chance.Of(teleworkers);
                if (DemoWishes.During(site, day, places.Key, chance) is { } during && Wish(member, site, [.. places], during, day) is var wish && member.MadeAt < wish.MadeAt)
                    yield return wish;
            }
        }
    }

    /// <summary>How many would like a place, in percent of the places.</summary>
    private static int PercentTaken(DateOnly day, SpaceKind kind)
    {
        var weekday = day.DayOfWeek switch
        {
            DayOfWeek.Tuesday or DayOfWeek.Thursday => 130,
            DayOfWeek.Friday => 75,
            DayOfWeek.Saturday => 40,
            _ => 95,
        };
        var season = (day.Month, day.Day) switch
        {
            (8, _) => 45,
            (12, > 19) or (1, < 4) => 35,
            (7, _) => 75,
            _ => 100,
        };
        return 52 * weekday * season * (kind == SpaceKind.Desk ? 100 : 75) / 1_000_000;
    }

    private Wish Wish(Member member, Telecentre site, List<Space> places, TimeRange during, DateOnly day)
    {
        var isDesk = places[0].Kind == SpaceKind.Desk;
        var walksIn = isDesk && DemoNetwork.TakesWalkIns(site.Id) && chance.Percent(WalkInPercent);
        var lead = walksIn ? 0 : chance.Below(LongestLead);
        var madeAt = lead == 0
            ? during.Start.AddMinutes(-chance.Between(20, 90))
            : site.Calendar.WholeDay(day.AddDays(-lead)).Start.AddHours(chance.Between(8, 20)).AddMinutes(chance.Below(60));
        var fate = walksIn ? new Fate.Present(during.Start.AddMinutes(chance.Between(0, 20))) : DemoWishes.PastFate(madeAt, during, chance);
        return new Wish(madeAt, member.Id, site, DemoWishes.Dearest(places, member), during, fate)
        {
            Purpose = chance.Of(DemoWishes.Purposes),
            Guests = places[0].Kind == SpaceKind.MeetingRoom ? Guests(chance.Below(4)) : [],
            WalksIn = walksIn,
        };
    }

    private static IReadOnlyList<Guest> Guests(int many) => [.. Enumerable.Range(1, many).Select(number => new Guest($"Visiteur {number} (démo)", null))];
}
