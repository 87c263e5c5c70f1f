using SohoSolo.Mqtt.Store;

namespace SohoSolo.Mqtt.Tests.Store;

/// <summary>A disk that is really full.</summary>
public sealed class FullDiskTests
{
    private static readonly StoreOptions Options = new() { FirstPause = TimeSpan.FromMilliseconds(1), LongestPause = TimeSpan.FromMilliseconds(20) };

    [Fact]
    public async Task A_full_disk_is_told_keeps_what_was_durable_and_goes_on_when_there_is_room()
    {
        using var disk = new SmallDisk();
        var folder = Path.Combine(disk.Path, "store");
        List<string> told;
        await using (var store = await OpenStore.Start(folder, Options))
        {
            for (var round = 0; round < 3; round++)
                await FillAndMakeRoom(store, disk, folder);

            told = [.. store.Remembered.Texts];
        }

        Assert.Equal(told, await OpenStore.Read(folder));
    }

    [Fact]
    public async Task A_compaction_on_a_full_disk_gives_its_room_back()
    {
        using var disk = new SmallDisk();
        await using var store = await OpenStore.Start(disk.Path, Options with { CompactAfter = 300_000, CompactAfterSnapshots = 0 });
        while (store.Store.Figures.FailedCompactions == 0)
        {
            Assert.True(store.Store.IsWritable);
            await store.TellDurably(to => to.Published(SomeFacts.Message("a", 2_000), false, 0, 0, []));
        }

        Assert.Empty(Directory.GetFiles(disk.Path, "*.tmp"));
        using var crashed = TemporaryFolder.CopyOf(disk.Path);
        Assert.Equal(store.Remembered.Texts, await OpenStore.Read(crashed.Path));
        store.Within(remembered => remembered.Forget(butTheLast: 5));
        var before = store.Store.Figures.Compactions;
        while (store.Store.Figures.Compactions == before)
            await store.TellDurably(to => to.Done(1, 1));

        Assert.True(store.Store.IsWritable);
    }

    [Fact]
    public async Task A_store_does_not_start_on_a_full_disk_and_says_so()
    {
        using var disk = new SmallDisk();
        disk.Fill();
        var refused = await Assert.ThrowsAsync<IOException>(() => OpenStore.Read(disk.Path));
        Assert.Contains("No space left", refused.Message, StringComparison.Ordinal);
    }

    private static async Task FillAndMakeRoom(OpenStore store, SmallDisk disk, string folder)
    {
        await store.TellDurably(to => to.SessionOpened(1, "client"));
        disk.Fill();
        var durable = await TellUntilRefused(store);
        using (var crashed = TemporaryFolder.CopyOf(folder))
        {
            var found = await OpenStore.Read(crashed.Path);
            Assert.Equal(store.Remembered.Texts.Take(found.Count), found);
            Assert.InRange(found.Count, durable, store.Remembered.Texts.Count);
        }

        disk.MakeRoom();
        await store.TellDurably(to => to.SessionEnded(1));
        Assert.True(store.Store.IsWritable);
        using var whole = TemporaryFolder.CopyOf(folder);
        Assert.Equal(store.Remembered.Texts, await OpenStore.Read(whole.Path));
    }

    /// <summary>How many of the facts told were durable when the disk refused.</summary>
    private static async Task<int> TellUntilRefused(OpenStore store)
    {
        List<long> positions = [];
        var before = store.Remembered.Texts.Count;
        while (store.Store.IsWritable)
        {
            Assert.True(positions.Count < 10_000, "The disk is not full.");
            var position = store.Tell(to => to.Published(SomeFacts.Message($"a/{positions.Count}", 1_000), false, 0, 0, []));
            positions.Add(position);
            await store.Until(() => store.Store.DurablePosition >= position || !store.Store.IsWritable);
        }

        return before + positions.Count(position => position <= store.Store.DurablePosition);
    }
}
