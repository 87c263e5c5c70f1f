using Microsoft.Extensions.DependencyInjection;
using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Reporting;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Hub.Usage;
using SohoSolo.Storage;
using SohoSolo.Testing;
using Xunit;

namespace SohoSolo.Hub.Tests.Usage;

/// <summary>What changes counts although no booking has changed.</summary>
public sealed class NewsTests
{
    private static readonly DateOnly November = new(2026, 11, 1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Both => Engines.Both;

    [Theory, MemberData(nameof(Both))]
    public async Task Who_moves_today_is_counted_from_her_new_home_today_and_from_the_old_one_before(string engine)
    {
        await using var hub = await Counted(engine);
        Assert.Equal([SmallNetwork.Funder], await Each(hub, use => use.Home));

        var anne = (await new StoreQueries(hub.Store).Member(new MemberId("anne"), Stop))!;
        await hub.Happens(work => work.Put(anne, anne with { Version = anne.Version + 1, Commune = null, Country = "ES" }, "changed"));
        await Count(hub);

        Assert.Equal([SmallNetwork.Funder, "country:ES"], await Each(hub, use => use.Home));
        await hub.MustVerify();
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Who_paid_is_who_is_said_to_pay_now(string engine)
    {
        await using var hub = await Counted(engine);
        Assert.Equal([SmallNetwork.Funder], await Each(hub, use => use.Funder));
        var grant = (await new StoreQueries(hub.Store).Entitlement(new EntitlementId("free-anne"), Stop))!;

        await hub.Happens(work => work.Put(grant, grant with { Version = grant.Version + 1, Funder = "243200417" }, "changed"));
        await Count(hub);

        Assert.Equal(["243200417"], await Each(hub, use => use.Funder));
        await hub.MustVerify();
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Where_a_site_divides_its_days_elsewhere_its_half_days_are_counted_again(string engine)
    {
        await using var hub = await Counted(engine);
        var nogaro = (await new StoreQueries(hub.Store).Network(Stop)).Sites[new SiteId("nogaro")];

        await hub.Happens(work => work.Put(nogaro, nogaro with { Version = nogaro.Version + 1, Calendar = new SiteCalendar(nogaro.Calendar.Zone, nogaro.Calendar.Hours, new TimeOnly(8, 0)) }, "changed"));
        await Count(hub);

        Assert.Equal([true, true], (await new StoreQueries(hub.Store).UsageDays(November, November.AddMonths(1), Stop)).Select(one => one.Use.IsAfternoon));
        await hub.MustVerify();
    }

    [Theory, MemberData(nameof(Both))]
    public async Task What_was_moved_is_counted_where_it_is_and_no_more_where_it_was(string engine)
    {
        await using var hub = await Counted(engine);
        var before = (await new StoreQueries(hub.Store).Booking(new BookingId("visit-10"), Stop))!;

        await hub.Happens(work => work.Put(before, before with { Version = before.Version + 1, During = before.During.Shift(TimeSpan.FromDays(-30)) }, "moved"));
        await Count(hub);

        var months = await new StoreQueries(hub.Store).UsagePersons(November.AddMonths(-1), November, Stop);
        Assert.Equal([(November.AddMonths(-1), 1), (November, 1)], months.Select(one => (one.Month, one.Use.Measures.Booked)));
        await hub.MustVerify();
    }

    /// <summary>Anne was in Nogaro two weeks ago and is there today.</summary>
    private static async Task<RunningHub> Counted(string engine)
    {
        var hub = await RunningHub.Start(engine);
        await hub.Happens(work =>
        {
            foreach (var day in (int[])[10, 23])
                work.Put(null, Visit(day), "booked");
        });
        await Count(hub);
        return hub;
    }

    private static async Task Count(RunningHub hub)
    {
        var keeper = hub.App.Services.GetRequiredService<UsageKeeper>();
        hub.Clock.Advance(TimeSpan.FromMinutes(1));

        // The first step only takes a place in the journal.
        await keeper.Step(Stop);
        await Patience.Until(
            async () =>
            {
                while (await keeper.Step(Stop) > 0)
                {
                }

                return await hub.IsRead(StoreUsage.Cursor);
            },
            TimeSpan.FromSeconds(30),
            () => "The use of places was not counted to the end.",
            Stop);
    }

    private static async Task<IReadOnlyList<string>> Each(RunningHub hub, Func<DayUse, string> of) =>
        [.. (await new StoreQueries(hub.Store).UsageDays(November, November.AddMonths(1), Stop)).OrderBy(one => one.Use.Day).Select(one => of(one.Use)).Distinct()];

    private static Booking Visit(int day) => new()
    {
        Id = new BookingId($"visit-{day}"),
        Site = new SiteId("nogaro"),
        Space = new SpaceId("nogaro-desk-1"),
        Kind = SpaceKind.Desk,
        Member = new MemberId("anne"),
        During = new TimeRange(new DateTimeOffset(2026, 11, day, 7, 30, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, day, 9, 0, 0, TimeSpan.Zero)),
        Status = BookingStatus.Completed,
        Charges = [new Charge(new EntitlementId("free-anne"), Period.Month(new DateOnly(2026, 11, day)), 1, ChargeState.Used)],
        RulesVersion = 1,
        Rate = 1,
        MadeAt = RunningHub.MondayMorning.AddDays(-20),
    };
}
