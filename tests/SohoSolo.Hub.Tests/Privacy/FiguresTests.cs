using Microsoft.Extensions.DependencyInjection;
using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Reporting;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Jobs;
using SohoSolo.Hub.Privacy;
using SohoSolo.Hub.Reports;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Hub.Usage;
using SohoSolo.Storage;
using SohoSolo.Testing;
using Xunit;

namespace SohoSolo.Hub.Tests.Privacy;

/// <summary>
/// Figures are the same before somebody is erased, after it, after the terms of a year, and after everything was counted again: the rollups' rows, the frozen months with their checksums, and what reports answer, to the
/// byte. What it would miss: figures of the running month, which change with the clock.
/// </summary>
public sealed class FiguresTests
{
    private static readonly string[] Everybody = ["anne", "bruno", "chloe", "simon", "keeper-nogaro", "keeper-auch", "chamber"];

    private static readonly string[] Reports =
    [
        .. ((string[])["month", "community", "site", "home-community", "funder", "kind", "weekday-hour"]).Select(by => $"reports/usage?from=2026-09&to=2026-10&by={by}"),
        "reports/origin-destination?from=2026-09&to=2026-10",
        "reports/usage?from=2026-09&to=2026-10&by=site&format=csv",
    ];

    public static TheoryData<string> Both => Engines.Both;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Both))]
    public Task They_are_what_they_were_whoever_is_erased(string engine) => RunningHub.Walk(engine, async hub =>
    {
        (await hub.As("chamber").Patch("members/bruno", new { commune = "32013" })).Must(200);
        await hub.Happens(work =>
        {
            for (var n = 0; n < Everybody.Length * 6; n++)
                work.Put(null, Visit(n), "booked");
        });
        hub.Clock.Advance(TimeSpan.FromMinutes(1));
        await Count(hub);
        var (rows, answers) = (await Rows(hub), await Answers(hub));
        Assert.True(rows.Count > 50, $"{rows.Count} rows");
        Assert.All(answers[..3], answer => Assert.Contains("\"suppressed\":false", answer, StringComparison.Ordinal));

        (await hub.As("anne").Delete("me")).Must(200);
        (await hub.As("chamber").Delete("members/bruno")).Must(200);
        (await hub.As("keeper-nogaro").Delete("me")).Must(200);
        hub.Clock.Advance(ErasureDesk.LateComers);
        Assert.True(await hub.App.Services.GetRequiredService<Retention>().Run(Stop));
        Assert.Empty(await hub.Rows("SELECT b.id FROM booking b WHERE b.member_id IN ('anne', 'bruno', 'keeper-nogaro')"));
        await Same(hub, rows, answers);

        // Those who stay are known on old bookings by their number only.
        hub.Clock.MoveTo(RunningHub.MondayMorning.AddMonths(13));
        Assert.True(await hub.App.Services.GetRequiredService<Retention>().Run(Stop));
        Assert.Empty(await hub.Rows("SELECT b.id FROM booking b JOIN member m ON m.id = b.member_id WHERE m.status <> 'erased'"));
        await Same(hub, rows, answers);
    });

    /// <summary>As they stand, and once more when all of them were counted again from the bookings.</summary>
    private static async Task Same(RunningHub hub, IReadOnlyList<string> rows, List<string> answers)
    {
        await Count(hub);
        Assert.Equal(rows, await Rows(hub));
        Assert.Equal(answers, await Answers(hub));

        var sites = (await hub.App.Services.GetRequiredService<StoreQueries>().Network(Stop)).Sites;
        Assert.True(await hub.Store.Usage.MakeAllDue((site, during) => UsageRollup.MonthsOf(sites[site].Calendar, during), Stop) > 0);
        await Count(hub);
        Assert.Equal(rows, await Rows(hub));
        Assert.Equal(answers, await Answers(hub));
    }

    /// <summary>Everything that was heard of is counted, and months that are over are frozen.</summary>
    private static async Task Count(RunningHub hub)
    {
        var (keeper, freezing, queries) = (hub.App.Services.GetRequiredService<UsageKeeper>(), hub.App.Services.GetRequiredService<MonthFreezing>(), hub.App.Services.GetRequiredService<StoreQueries>());
        await Patience.Until(
            async () => await keeper.Step(Stop) == 0 && await hub.IsRead(StoreUsage.Cursor) && (await queries.UsageDue(hub.Clock.GetUtcNow(), Stop)).Count == 0,
            TimeSpan.FromSeconds(30), () => "Not everything was counted.", Stop);
        await freezing.Freeze(Stop);
    }

    private static async Task<List<string>> Answers(RunningHub hub)
    {
        List<string> answers = [];
        foreach (var report in Reports)
            answers.Add((await hub.As("chamber").Get(report)).Must(200).Text);

        return answers;
    }

    private static async Task<IReadOnlyList<string>> Rows(RunningHub hub) =>
    [
        .. await hub.Rows("SELECT u.* FROM usage_day u WHERE u.day < 20261101"),
        .. await hub.Rows("SELECT u.* FROM usage_person u WHERE u.month <= 20261001"),
        .. await hub.Rows("SELECT f.* FROM frozen_month f WHERE f.month <= 20261001"),
        .. await hub.Rows("SELECT f.* FROM frozen_use f WHERE f.month <= 20261001"),
        .. await hub.Rows("SELECT f.* FROM frozen_cell f WHERE f.month <= 20261001"),
        .. await hub.Rows("SELECT f.* FROM frozen_hour f WHERE f.month <= 20261001"),
    ];

    /// <summary>Each of them three times in September and in October, in turn at Nogaro, Eauze and Auch, now and then with a guest.</summary>
    private static Booking Visit(int n)
    {
        var (space, at) = (((string[])["nogaro-desk-1", "eauze-desk-1", "auch-desk-1"])[n % 3], new DateTimeOffset(2026, n % 2 == 0 ? 9 : 10, 1 + (n / 2), 6 + (n % 5), 0, 0, TimeSpan.Zero));
        return new Booking
        {
            Id = new BookingId($"visit-{n}"),
            Site = new SiteId(space.Split('-')[0]),
            Space = new SpaceId(space),
            Kind = SpaceKind.Desk,
            Member = new MemberId(Everybody[n % Everybody.Length]),
            During = new TimeRange(at, at.AddMinutes(210)),
            Status = BookingStatus.Completed,
            Guests = n % 4 == 0 ? [new Guest("guest", null)] : [],
            RulesVersion = 1,
            Rate = 1,
            MadeAt = at.AddDays(-1),
        };
    }
}
