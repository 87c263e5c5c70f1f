using FsCheck;
using FsCheck.Fluent;
using SohoSolo.Mqtt.Routing;
using SohoSolo.Mqtt.Store;

namespace SohoSolo.Mqtt.Tests.Store;

public sealed class RoundTripTests
{
    private static readonly int Cases = Repository.IsFull ? 1_000 : 100;

    [Fact]
    public void Every_fact_comes_back_as_it_was_told_from_the_log_and_from_a_snapshot() =>
        Prop.ForAll(SomeFacts.Any.ListOf().ToArbitrary(), facts => ComesBack([.. facts]).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Cases).WithQuietOnSuccess(true));

    [Fact]
    public async Task A_store_goes_on_where_it_was_closed()
    {
        using var folder = new TemporaryFolder();
        List<string> told = [];
        for (uint run = 1; run <= 4; run++)
        {
            await using var store = await OpenStore.Start(folder.Path);
            Assert.Equal(told, store.Remembered.Texts);
            store.Tell(to => to.SessionOpened(run, $"client-{run}"));
            store.Tell(to => to.Done(run, 8));
            told = [.. store.Remembered.Texts];
        }

        Assert.Equal(8, told.Count);
    }

    [Fact]
    public async Task What_a_store_reads_back_can_be_told_again()
    {
        using var folder = new TemporaryFolder();
        await using (var store = await OpenStore.Start(folder.Path))
            store.Tell(to => to.Published(SomeFacts.Message("a", 300_000), true, 1, 2, [new DeliveryFact(1, 2, 3, QualityOfService.ExactlyOnce, true, new uint[] { 4, 5 })]));

        var eager = new StoreOptions { CompactAfter = 1 };
        List<string> told;
        await using (var store = await OpenStore.Start(folder.Path, eager))
        {
            await store.TellDurably(to => to.SessionEnded(1));
            told = [.. store.Remembered.Texts];
        }

        Assert.Equal(told, await OpenStore.Read(folder.Path));
    }

    private static async Task<bool> ComesBack(List<Action<IDurableFacts>> facts)
    {
        using var folder = new TemporaryFolder();
        List<string> told;
        await using (var store = await OpenStore.Start(folder.Path))
        {
            facts.ForEach(fact => store.Tell(fact));
            told = [.. store.Remembered.Texts];
        }

        using var compacted = new TemporaryFolder();
        var standing = new Remembered();
        facts.ForEach(fact => fact(standing));
        var snapshot = new Snapshot(16);
        standing.Retell(snapshot.Facts);
        using (var place = StoreFolder.Open(compacted.Path, new Disk()))
            snapshot.Write(place, 1, CancellationToken.None);

        return told.SequenceEqual(await OpenStore.Read(folder.Path)) && told.SequenceEqual(await OpenStore.Read(compacted.Path));
    }
}
