using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SohoSolo.Core;
using SohoSolo.Hub.Jobs;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Storage;
using Xunit;

namespace SohoSolo.Hub.Tests.Privacy;

/// <summary>Jobs tell when they ran; one that fails, or that nobody starts any more, is an alarm.</summary>
public sealed class RetentionJobTests
{
    private static readonly SiteId First = new("auch");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public Task The_health_page_tells_of_each_job_when_it_ran_and_when_it_runs_next() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        var before = await Health(hub);
        Assert.Equal(("ok", Retention.Tasks.Count), (before.Jobs, before.Runs.Count));
        Assert.All(before.Runs, run => Assert.Equal(("waiting", null), (run.State, run.Next)));

        Assert.True(await hub.App.Services.GetRequiredService<Retention>().Run(Stop));

        var after = await Health(hub);
        Assert.Equal("ok", after.Jobs);
        Assert.All(after.Runs, run => Assert.Equal(("ok", "2026-11-23T07:55:00Z", "2026-11-23T08:55:00Z"), (run.State, run.Last, run.Next)));
    });

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public Task A_job_that_nobody_starts_any_more_is_an_alarm_until_it_runs_again(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var watch = hub.App.Services.GetRequiredService<JobWatch>();
        Assert.True(await hub.App.Services.GetRequiredService<Retention>().Run(Stop));
        await watch.Look(Stop);
        Assert.Empty(await Alarms(hub));

        hub.Clock.Advance((Retention.Every * 2) + TimeSpan.FromMinutes(1));
        await hub.CatchUp();
        await watch.Look(Stop);
        Assert.Equal("late", (await Health(hub)).Jobs);
        Assert.Equal(Retention.Tasks.Select(task => task.Name).Order(StringComparer.Ordinal), (await Alarms(hub)).Order(StringComparer.Ordinal));

        await hub.App.Services.GetRequiredService<Retention>().Run(Stop);
        await watch.Look(Stop);
        Assert.Empty(await Alarms(hub));
    });

    [Fact]
    public Task A_job_that_fails_is_an_alarm_and_keeps_no_other_from_running() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        var book = hub.App.Services.GetRequiredService<JobBook>();
        Assert.False(await book.Run("letters", TimeSpan.FromHours(1), (_, _) => throw new TimeoutException("no answer"), Stop));
        Assert.True(await book.Run("others", TimeSpan.FromHours(1), (mark, _) => Task.FromResult((3L, mark + 7)), Stop));
        Assert.True(await book.Run("others", TimeSpan.FromHours(1), (mark, _) => Task.FromResult((mark, mark + 7)), Stop));

        await hub.App.Services.GetRequiredService<JobWatch>().Look(Stop);

        Assert.Equal(["letters"], await Alarms(hub));
        Assert.Equal([("failed", 0L), ("ok", 7L)], (await hub.Store.Jobs.All(Stop)).Select(run => (run.Outcome, run.Done)));
    });

    private static async Task<IReadOnlyList<string>> Alarms(RunningHub hub) =>
        [.. (await new StoreQueries(hub.Store).Alarms(First, openOnly: true, 100, Stop)).Where(alarm => alarm.Kind == JobWatch.Alarm).Select(alarm => alarm.About)];

    private static async Task<(string Jobs, IReadOnlyList<(string Name, string State, string? Last, string? Next)> Runs)> Health(RunningHub hub)
    {
        var checks = (await hub.As(null).Get("/health/ready")).Must(200).Json.GetProperty("checks");
        return (checks.GetProperty("jobs").GetString()!, [.. checks.GetProperty("jobRuns").EnumerateArray().Select(run => (run.GetProperty("name").GetString()!, run.GetProperty("state").GetString()!, Text(run, "lastRun"), Text(run, "nextRun")))]);
    }

    private static string? Text(JsonElement run, string name) => run.TryGetProperty(name, out var value) ? value.GetString() : null;
}
