using System.Collections.Concurrent;
using SohoSolo.Mqtt.Store;

namespace SohoSolo.Mqtt.Tests.Store;

public sealed class GroupCommitTests
{
    [Fact]
    public async Task What_is_told_during_a_sync_is_one_group()
    {
        using var folder = new TemporaryFolder();
        using var syncing = new SemaphoreSlim(0);
        using var goOn = new SemaphoreSlim(0);
        var disk = new TroubledDisk();
        await using var store = await OpenStore.Start(folder.Path, new StoreOptions { Disk = disk });
        disk.Trouble = (step, _) =>
        {
            if (step is not DiskStep.Sync)
                return;

            syncing.Release();
            goOn.Wait();
        };
        store.Tell(to => to.SessionOpened(1, "one"));
        await syncing.WaitAsync(TestContext.Current.CancellationToken);
        disk.Trouble = (_, _) => { };
        for (uint fact = 0; fact < 500; fact++)
            store.Tell(to => to.Done(1, fact));

        goOn.Release();
        await store.TellDurably(to => to.SessionEnded(1));
        Assert.InRange(store.Store.Figures.Groups, 2, 3);
    }

    [Fact]
    public async Task Eight_who_tell_at_once_share_syncs_and_each_sync_is_measured()
    {
        const int Each = 250;
        using var folder = new TemporaryFolder(onDisk: true);
        var syncs = new ConcurrentBag<TimeSpan>();
        await using var store = await OpenStore.Start(folder.Path, new StoreOptions { Synced = syncs.Add });
        await Task.WhenAll(Enumerable.Range(0, 8).Select(teller => Task.Run(async () =>
        {
            for (uint fact = 0; fact < Each; fact++)
                await store.TellDurably(to => to.Received((uint)teller, fact));
        })));

        Assert.Equal(8 * Each, store.Remembered.Texts.Count);
        Assert.InRange(store.Store.Figures.Groups, 1, (8 * Each) - 1);
        Assert.Equal(store.Store.Figures.Groups, syncs.Count);
    }

    [Fact]
    public async Task Telling_allocates_nothing_once_the_buffers_have_grown()
    {
        using var folder = new TemporaryFolder();
        await using var store = await MessageStore.Open(folder.Path, new Remembered(), new StoreOptions(), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        var message = SomeFacts.Message("a/b", 10);
        SohoSolo.Mqtt.Routing.DeliveryFact[] deliveries = [new(1, 2, 0, QualityOfService.AtLeastOnce, false, new uint[] { 3 })];
        store.Published(message, false, 1, 2, deliveries);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (ulong fact = 0; fact < 200; fact++)
        {
            store.Published(message, false, 1, 2, deliveries);
            store.Sent(1, fact, 3);
            store.Done(1, fact);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
