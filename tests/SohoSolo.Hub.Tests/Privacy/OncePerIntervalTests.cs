using Microsoft.Extensions.Logging.Abstractions;
using SohoSolo.Hub.Jobs;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Storage;
using SohoSolo.Testing;
using Xunit;

namespace SohoSolo.Hub.Tests.Privacy;

/// <summary>
/// Two nodes on one database, each with a scheduler that has gone mad and starts a job again and again: the database says whose turn it is. What it would miss: that the schedulers start it at all, which the watch of
/// <see cref="RetentionJobTests"/> notices.
/// </summary>
public sealed class OncePerIntervalTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public static TheoryData<string> Both => Engines.Both;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Both))]
    public async Task A_job_is_run_once_an_hour_by_whichever_node_is_quicker(string engine)
    {
        await using var nodes = await Nodes.Open(engine);
        for (var hour = 1; hour <= 3; hour++)
        {
            await nodes.EachAsksOften();
            Assert.Equal(hour, nodes.Runs);

            nodes.Clock.Advance(Hour - TimeSpan.FromSeconds(1));
            await nodes.EachAsksOften();
            Assert.Equal(hour, nodes.Runs);
            nodes.Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>Its row says that it runs; nobody will ever write that it ended.</summary>
    [Theory, MemberData(nameof(Both))]
    public async Task What_a_killed_node_had_in_hand_is_taken_up_by_another_one_within_the_hour(string engine)
    {
        await using var nodes = await Nodes.Open(engine);
        Assert.NotNull(await nodes.First.Jobs.Claim("job", Hour, nodes.Clock.GetUtcNow(), nodes.Clock.GetUtcNow() - JobBook.Abandoned, Stop));

        nodes.Clock.Advance(JobBook.Abandoned);
        await nodes.EachAsksOften();
        Assert.Equal(0, nodes.Runs);

        nodes.Clock.Advance(TimeSpan.FromSeconds(1));
        await nodes.EachAsksOften();
        Assert.Equal(1, nodes.Runs);
        Assert.Equal("ok", Assert.Single(await nodes.First.Jobs.All(Stop)).Outcome);
    }

    private sealed class Nodes(ScratchStore database, Store second, ManualClock clock) : IAsyncDisposable
    {
        private int runs;

        public Store First => database.Store;

        public ManualClock Clock => clock;

        public int Runs => Volatile.Read(ref runs);

        public static async Task<Nodes> Open(string engine)
        {
            var clock = new ManualClock(RunningHub.MondayMorning);
            var database = await ScratchStore.Open(engine, clock);
            return new Nodes(database, await Store.Open(database.Address, clock, Stop), clock);
        }

        public async Task EachAsksOften()
        {
            JobBook[] books = [.. new[] { First, second }.Select(store => new JobBook(store, clock, NullLogger<JobBook>.Instance))];
            Assert.All(await Task.WhenAll(Enumerable.Range(0, 12).Select(n => Task.Run(() => books[n % 2].RunIfDue("job", Hour, Work, Stop), Stop))), Assert.True);
        }

        public async ValueTask DisposeAsync()
        {
            await second.DisposeAsync();
            await database.DisposeAsync();
        }

        private Task<(long Done, long Mark)> Work(long mark, CancellationToken stop)
        {
            Interlocked.Increment(ref runs);
            return Task.FromResult((1L, mark));
        }
    }
}
