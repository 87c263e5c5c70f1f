using SohoSolo.Core.Reporting;
using SohoSolo.Core.Reporting.Suppression;
using SohoSolo.Hub.Reports;
using SohoSolo.Hub.Tests.Hubs;
using Xunit;

namespace SohoSolo.Hub.Tests.Reports;

public sealed class FreezingTests
{
    private static readonly DateOnly October = new(2026, 10, 1);
    private static readonly DateOnly November = new(2026, 11, 1);

    /// <summary>From 1 October to 1 November 2026 in the Gers.</summary>
    private static readonly string InOctober =
        $"start_at >= {new DateTimeOffset(2026, 9, 30, 22, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds()} AND end_at < {new DateTimeOffset(2026, 10, 31, 23, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds()}";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_month_is_frozen_once_and_a_correction_of_it_is_a_dated_revision_withheld_where_it_tells_of_few(string engine)
    {
        await using var demo = await CountedDemo.Open(engine);
        var frozen = await demo.Freezing.Freeze(Stop);
        var months = await demo.Reading.Months(Stop);

        Assert.True(frozen >= 13, $"{frozen}");
        Assert.Equal(frozen, months.Count(month => month.State == ReportState.Frozen));
        Assert.Equal((November, ReportState.Running), (months[^1].Month, months[^1].State));
        Assert.All(months.Where(month => month.State == ReportState.Frozen), month => Assert.Equal(64, month.Checksum!.Length));

        await demo.CountAgain("");
        Assert.Equal(0, await demo.Freezing.Freeze(Stop));

        var before = await Used(demo);
        await demo.CountAgain($"UPDATE booking SET unproven = TRUE WHERE id = (SELECT min(b.id) FROM booking b WHERE b.status = 'completed' AND NOT b.unproven AND {InOctober})");
        Assert.Equal(1, await demo.Freezing.Freeze(Stop));
        var one = (await demo.Reading.Months(Stop)).Single(month => month.Month == October);

        Assert.Equal(new ReportRevision(demo.Clock.GetUtcNow(), IsWithheld: true), Assert.Single(one.Revisions));
        Assert.Equal(before, await Used(demo));

        await demo.CountAgain($"UPDATE booking SET unproven = TRUE WHERE status = 'completed' AND {InOctober}");
        Assert.Equal(1, await demo.Freezing.Freeze(Stop));
        var all = (await demo.Reading.Months(Stop)).Single(month => month.Month == October);

        Assert.Equal([true, false], all.Revisions.Select(revision => revision.IsWithheld));
        Assert.NotEqual(one.Checksum, all.Checksum);
        Assert.Equal(0, await Used(demo));
    }

    [Fact]
    public async Task A_month_is_frozen_on_its_day_of_the_next_one()
    {
        await using var demo = await CountedDemo.Open(Engines.Sqlite);
        await demo.Freezing.Freeze(Stop);

        foreach (var (day, state) in ((int, ReportState)[])[(7, ReportState.Open), (8, ReportState.Frozen)])
        {
            demo.Clock.MoveTo(new DateTimeOffset(2026, 12, day, 12, 0, 0, TimeSpan.Zero));
            await demo.Count();
            await demo.Freezing.Freeze(Stop);
            Assert.Equal(state, (await demo.Reading.Months(Stop)).Single(month => month.Month == November).State);
        }
    }

    private static async Task<long> Used(CountedDemo demo) => Assert.Single(await demo.Reading.Read(UsageTable.Total, [October], SmallCellRule.Internal, Stop)).Use.Figures![1];
}
