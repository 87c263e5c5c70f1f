using SohoSolo.Core;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Hub.Demo;

/// <summary>
/// Who would like to be where, a month behind and two weeks ahead: mostly at the nearest télécentre, most on Tuesdays and Thursdays,
/// and never so much that a place is hard to find.
/// </summary>
internal sealed class DemoWishes(IReadOnlyList<Telecentre> sites, IReadOnlyList<Member> members, DemoGrants grants, DateOnly today)
{
    public const int DaysBehind = 30;
    private const int DaysAhead = 13;
    private const int LongestLead = 9;

    internal static readonly string?[] Purposes = [null, null, null, "Visioconférence", "Ligne coupée à la maison", "Enfants à la maison", "Dossier à finir", "Rendez-vous client"];

    private readonly Chance chance = new(0x5EED);
    private readonly DateTimeOffset midnight = sites[0].Calendar.WholeDay(today).Start;
    private readonly List<Member> teleworkers = [.. members.Where(member => member.Role == Role.Member && member.Id != DemoMembers.Anne)];
    private readonly List<Wish> wishes = [];

    public IReadOnlyList<Wish> All()
    {
        var neighbours = teleworkers.ToLookup(member => grants.NearestTo(member).Id);
        AddAnnes();
        AddRequests([.. neighbours[new SiteId("auch")]]);
        for (var day = today.AddDays(-DaysBehind); day <= today.AddDays(DaysAhead); day = day.AddDays(1))
        {
            foreach (var site in sites.Where(site => site.Calendar.IsOpenOn(day)))
                AddDay(site, day, [.. neighbours[site.Id]]);
        }

        return wishes;
    }

    /// <summary>Three mornings at the same desk, so that "as usual" means something; nothing to come, so that she is free to book.</summary>
    private void AddAnnes()
    {
        var nogaro = sites.First(site => site.Id == new SiteId("nogaro"));
        var desk = nogaro.Find(new SpaceId("nogaro-desk-2"))!;
        var lastTuesday = today.AddDays(-((((int)today.DayOfWeek - (int)DayOfWeek.Tuesday + 6) % 7) + 1));
        for (var week = 2; week >= 0; week--)
        {
            if (nogaro.Calendar.Span(lastTuesday.AddDays(-7 * week), DayPart.Morning) is { } during)
                wishes.Add(new Wish(during.Start.AddDays(-LongestLead - 2), DemoMembers.Anne, nogaro, [desk], during, new Fate.Present(during.Start.AddMinutes(4))));
        }
    }

    /// <summary>Two requests of yesterday afternoon for the room that needs a keeper's word: she finds them on her list this morning.</summary>
    private void AddRequests(IReadOnlyList<Member> neighbours)
    {
        var auch = sites.First(site => site.Id == new SiteId("auch"));
        List<Space> room = [auch.Spaces.First(space => space.NeedsApproval)];
        var afternoons = Enumerable.Range(3, DaysAhead - 3).Select(ahead => auch.Calendar.Span(today.AddDays(ahead), DayPart.Afternoon)).OfType<TimeRange>();
        foreach (var (afternoon, nth) in afternoons.Take(2).Select((range, nth) => (range, nth)))
        {
            var during = new TimeRange(afternoon.Start.AddMinutes(30), afternoon.Start.AddMinutes(150));
            wishes.Add(new Wish(midnight.AddHours(-8 + nth), neighbours[nth].Id, auch, room, during, new Fate.Unseen()) { Purpose = "Réunion d'équipe" });
        }
    }

    private void AddDay(Telecentre site, DateOnly day, IReadOnlyList<Member> neighbours)
    {
        foreach (var places in site.Spaces.GroupBy(space => space.Kind))
        {
            var share = PercentTaken(day) * (places.Key == SpaceKind.Desk ? 100 : 75) / 100;
            var many = ((places.Count() * share) + chance.Below(100)) / 100;
            for (var n = 0; n < many; n++)
            {
                var member = chance.Percent(85) && neighbours.Count > 0 ? chance.Of(neighbours) : chance.Of(teleworkers);
                if (During(site, day, places.Key, chance) is { } during)
                    wishes.Add(WishFor(member, site, Dearest([.. places], member), during, day));
            }
        }
    }

    /// <summary>How full the places are, in percent: less the further ahead, most in the middle of the week.</summary>
    private int PercentTaken(DateOnly day)
    {
        var ahead = Math.Max(0, day.DayNumber - today.DayNumber);
        var weekday = day.DayOfWeek switch
        {
            DayOfWeek.Tuesday or DayOfWeek.Thursday => 130,
            DayOfWeek.Friday => 70,
            DayOfWeek.Saturday => 40,
            _ => 90,
        };
        return (45 - (ahead * 2)) * weekday / 100;
    }

    internal static TimeRange? During(Telecentre site, DateOnly day, SpaceKind kind, Chance chance)
    {
        if (kind != SpaceKind.MeetingRoom)
            return site.Calendar.Span(day, chance.Below(100) switch { < 40 => DayPart.Full, < 75 => DayPart.Morning, _ => DayPart.Afternoon });

        var hours = chance.Between(1, 3);
        if (site.Calendar.Span(day, DayPart.Full) is not { } open || open.Duration < TimeSpan.FromHours(hours))
            return null;

        var start = open.Start.AddHours(chance.Below((int)open.Duration.TotalHours - hours + 1));
        return new TimeRange(start, start.AddHours(hours));
    }

    private Wish WishFor(Member member, Telecentre site, IReadOnlyList<Space> spaces, TimeRange during, DateOnly day)
    {
        var leastLead = Math.Max(0, day.DayNumber - today.DayNumber + 1);
        var lead = leastLead + chance.Below(LongestLead);
        var madeAt = lead == 0
            ? during.Start.AddMinutes(-chance.Between(20, 90))
            : site.Calendar.WholeDay(day.AddDays(-lead)).Start.AddHours(chance.Between(8, 20)).AddMinutes(chance.Below(60));
        var fate = day < today ? PastFate(madeAt, during, chance) : FutureFate(madeAt);
        return new Wish(madeAt, member.Id, site, spaces, during, fate) { Purpose = chance.Of(Purposes) };
    }

    internal static Fate PastFate(DateTimeOffset madeAt, TimeRange during, Chance chance) => chance.Below(100) switch
    {
        < 76 => new Fate.Present(during.Start.AddMinutes(chance.Between(-10, 25))),
        < 84 => new Fate.Unseen(),
        < 94 => new Fate.Cancelled(Between(madeAt, during.Start, chance)),
        _ => new Fate.Missed(during.Start.AddMinutes(45)),
    };

    private Fate FutureFate(DateTimeOffset madeAt) => chance.Percent(6) ? new Fate.Cancelled(Between(madeAt, midnight, chance)) : new Fate.Unseen();

    private static DateTimeOffset Between(DateTimeOffset from, DateTimeOffset to, Chance chance) =>
        DateTimeOffset.FromUnixTimeSeconds(from.ToUnixTimeSeconds() + ((to.ToUnixTimeSeconds() - from.ToUnixTimeSeconds()) * chance.Between(10, 90) / 100));

    /// <summary>People have their place: each begins to look at another one.</summary>
    internal static IReadOnlyList<Space> Dearest(List<Space> places, Member member)
    {
        var favourite = member.Id.Value.Sum(letter => letter) % places.Count;
        return [.. places.Skip(favourite), .. places.Take(favourite)];
    }
}
