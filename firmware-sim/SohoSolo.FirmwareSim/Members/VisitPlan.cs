namespace SohoSolo.FirmwareSim.Members;

/// <summary>What becomes of one booking: a pure function of it and of the seed, so that every run of a day is the same day, and one more booking changes nobody else's.</summary>
internal static class VisitPlan
{
    /// <summary>In order of time; empty when nobody comes. Who should have come before <paramref name="from"/> comes soon after it.</summary>
    public static IReadOnlyList<TimedAction> Of(BookedVisit visit, int seed, DateTimeOffset from)
    {
        var chance = Chance.Of(seed, visit.Booking);
        if (chance.Percent(Habits.NeverComes))
            return [];

        var arrives = Arrival(visit, chance);
        if (arrives < from)
            arrives = from + chance.Between(TimeSpan.FromSeconds(5), Habits.ComesIn);

        var leaves = Leaving(visit, chance);
        if (leaves - arrives < Habits.ShortestVisit)
            return [];

        List<(DateTimeOffset At, SiteAction Action)> plan =
        [
            .. Entry(visit, arrives, chance),
            .. Work(visit, Place(visit, chance), arrives, leaves, chance),
            (leaves, new SiteAction.Leave(visit.Member)),
        ];
        for (var guest = 0; guest < visit.Guests; guest++)
            plan.AddRange(Guest(visit, guest, arrives, leaves, chance));

        return [.. plan.OrderBy(step => step.At).Select(step => new TimedAction(step.At, visit.Booking, step.Action))];
    }

    private static DateTimeOffset Arrival(BookedVisit visit, Chance chance)
    {
        if (chance.Percent(Habits.ComesEarly))
            return visit.Start - chance.Between(TimeSpan.Zero, Habits.Earliest);

        return chance.Percent(Habits.ComesLate)
            ? visit.Start + chance.Between(Habits.OnTime, Habits.Latest)
            : visit.Start + chance.Between(TimeSpan.Zero, Habits.OnTime);
    }

    private static DateTimeOffset Leaving(BookedVisit visit, Chance chance) => chance.Percent(Habits.LeavesEarly)
        ? visit.End - chance.Between(TimeSpan.FromMinutes(15), Habits.LeavesBefore)
        : visit.End - chance.Between(TimeSpan.Zero, TimeSpan.FromMinutes(8));

    private static IEnumerable<(DateTimeOffset At, SiteAction Action)> Entry(BookedVisit visit, DateTimeOffset arrives, Chance chance)
    {
        var who = visit.Member;
        if (chance.Percent(Habits.ForgetsBadge))
        {
            return chance.Percent(Habits.TypesPin)
                ? [(arrives, new SiteAction.TypePin(who)), (arrives + Habits.SearchesHerPurse, new SiteAction.AskKeeper(who, visit.Booking))]
                : [(arrives, new SiteAction.AskKeeper(who, visit.Booking))];
        }

        if (chance.Percent(Habits.Tailgates))
            return [(arrives, new SiteAction.FollowIn(who)), (arrives + Habits.WaitsForOthers, new SiteAction.ShowBadge(who))];

        return chance.Percent(Habits.ShowsWrongBadge)
            ? [(arrives, new SiteAction.ShowWrongBadge(who)), (arrives + Habits.SearchesHerPurse, new SiteAction.ShowBadge(who))]
            : [(arrives, new SiteAction.ShowBadge(who))];
    }

    /// <summary>Hers, or the one at the window that a colleague has booked: people swap, and tell nobody.</summary>
    private static string Place(BookedVisit visit, Chance chance) =>
        chance.Percent(Habits.SwapsDesks) ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{visit.Site}-desk-{chance.Between(1, 3)}") : visit.Space;

    private static IEnumerable<(DateTimeOffset At, SiteAction Action)> Work(BookedVisit visit, string place, DateTimeOffset arrives, DateTimeOffset leaves, Chance chance)
    {
        for (var at = arrives + Habits.WalksToHerDesk; at < leaves; at += chance.Between(TimeSpan.FromSeconds(20), Habits.SitsStill))
            yield return (at, new SiteAction.Move(visit.Member, place));
    }

    private static IEnumerable<(DateTimeOffset At, SiteAction Action)> Guest(BookedVisit visit, int guest, DateTimeOffset arrives, DateTimeOffset leaves, Chance chance)
    {
        if (chance.Percent(Habits.GuestNeverComes))
            return [];

        var who = $"{visit.Member}/guest-{guest + 1}";
        return [(arrives + chance.Between(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(8)), new SiteAction.ShowPass(who, visit.Booking, guest)), (leaves, new SiteAction.Leave(who))];
    }
}
