namespace SohoSolo.EndToEnd.Crashes;

/// <summary>What was answered is true for ever, whatever dies in the middle of it; and what dies leaves nothing half done.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int MostAnswersBefore = 150;

    private static readonly int Crashes = Repository.IsFull ? 20 : 2;

    [Theory]
    [InlineData(TestNetwork.Sqlite, 1)]
    [InlineData(TestNetwork.Postgres, 2)]
    public async Task A_killed_hub_keeps_its_promises(string engine, int seed)
    {
        await using var network = await TestNetwork.Start(engine);

        await Survive(network, seed, () =>
        {
            network.Hub.Kill9();
            return network.Hub.Start(TestContext.Current.CancellationToken);
        });
    }

    [Fact]
    public async Task A_crashed_database_server_keeps_the_hubs_promises()
    {
        using var server = await PostgresServer.StartOwn();
        await using var network = await TestNetwork.Start(TestNetwork.Postgres, server);

        await Survive(network, seed: 3, async () =>
        {
            await server.StopImmediate();
            await server.Start();
            await network.Hub.BecomesReady(TestContext.Current.CancellationToken);
        });
    }

    private async Task Survive(TestNetwork network, int seed, Func<Task> crash)
    {
        output.WriteLine($"seed {seed}");
        var (chance, ledger) = (new Random(seed), new Ledger(network, seed));
        for (var count = 0; count < Crashes; count++)
            await ledger.LoadUntilCrash(chance.Next(1, MostAnswersBefore), crash);

        output.WriteLine($"{Crashes} crashes left: {ledger.Summary}");
        await ledger.AskAgain();
        await ledger.RetriesMustRepeatTheAnswers();
        await ledger.PromisesMustBeKept();
        await ledger.UnitsMustEqualBookings();
        await network.MustBeClean();
    }
}
