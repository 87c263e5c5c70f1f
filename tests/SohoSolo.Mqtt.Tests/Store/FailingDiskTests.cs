using SohoSolo.Mqtt.Store;

namespace SohoSolo.Mqtt.Tests.Store;

/// <summary>A disk that fails as real ones do only when they like. A really full one is in <see cref="FullDiskTests"/>.</summary>
public sealed class FailingDiskTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    [Fact]
    public async Task A_refused_write_is_told_and_taken_back_and_tried_until_it_succeeds()
    {
        using var folder = new TemporaryFolder();
        var disk = new TroubledDisk();
        await using (var store = await OpenStore.Start(folder.Path, new StoreOptions { Disk = disk, FirstPause = Moment, LongestPause = Moment }))
        {
            await store.TellDurably(to => to.SessionOpened(1, "one"));
            List<string> durable = [.. store.Remembered.Texts];
            disk.Trouble = (step, _) => FailAt(step is DiskStep.Write);
            var position = store.Tell(to => to.SessionOpened(2, "two"));
            await store.Until(() => !store.Store.IsWritable);
            store.Tell(to => to.SessionOpened(3, "three"));
            Assert.True(store.Store.DurablePosition < position);
            using (var crashed = Crashed(disk, folder))
                Assert.Equal(durable, await OpenStore.Read(crashed.Path));

            disk.Trouble = (_, _) => { };
            await store.Until(() => store.Store.IsWritable && store.Store.DurablePosition >= position);
        }

        Assert.Equal(["opened 1 one", "opened 2 two", "opened 3 three"], await OpenStore.Read(folder.Path));
    }

    [Fact]
    public async Task After_a_failed_sync_the_file_is_never_trusted_again()
    {
        using var folder = new TemporaryFolder();
        var disk = new TroubledDisk();
        List<string> steps = [];
        await using var store = await OpenStore.Start(folder.Path, new StoreOptions { Disk = disk, FirstPause = Moment, LongestPause = Moment });
        await store.TellDurably(to => to.SessionOpened(1, "one"));
        var failures = 1;
        disk.Trouble = (step, path) =>
        {
            steps.Add($"{step} {Path.GetFileName(path)}");
            FailAt(step is DiskStep.Sync && failures-- > 0);
        };
        await store.TellDurably(to => to.SessionOpened(2, "two"));
        await store.TellDurably(to => to.SessionOpened(3, "three"));

        Assert.Equal(["Write log-0000000001", "Sync log-0000000001", "Truncate log-0000000001"], steps.Take(3));
        Assert.DoesNotContain(steps.Skip(3), step => step is "Write log-0000000001" or "Sync log-0000000001");
        Assert.EndsWith("log-0000000002", folder.OnlyLog(), StringComparison.Ordinal);
        using var cut = disk.AfterPowerCut();
        Assert.Equal(store.Remembered.Texts, await OpenStore.Read(cut.Path));
    }

    [Fact]
    public async Task The_fresh_generation_after_a_failed_sync_is_tried_until_it_succeeds()
    {
        using var folder = new TemporaryFolder();
        var disk = new TroubledDisk();
        await using var store = await OpenStore.Start(folder.Path, new StoreOptions { Disk = disk, FirstPause = Moment, LongestPause = Moment });
        await store.TellDurably(to => to.SessionOpened(1, "one"));
        var failures = 0;
        disk.Trouble = (step, _) => FailAt(failures == 0 ? step is DiskStep.Sync && ++failures > 0 : step is not DiskStep.Truncate and not DiskStep.Delete && failures++ % 7 != 0 && failures < 60);
        for (uint fact = 2; fact < 100; fact++)
            store.Tell(to => to.SessionOpened(fact, "client"));

        await store.TellDurably(to => to.SessionOpened(100, "last"));
        Assert.True(failures >= 60);
        using var cut = disk.AfterPowerCut();
        Assert.Equal(store.Remembered.Texts, await OpenStore.Read(cut.Path));
    }

    [Fact]
    public async Task What_waits_for_a_failing_disk_is_bounded_and_still_not_lost()
    {
        using var folder = new TemporaryFolder();
        var disk = new TroubledDisk();
        await using var store = await OpenStore.Start(folder.Path, new StoreOptions { Disk = disk, FirstPause = Moment, LongestPause = Moment, MaximumWaiting = 10_000 });
        await store.TellDurably(to => to.SessionOpened(1, "one"));
        disk.Trouble = (_, _) => FailAt(true);
        for (var fact = 0; fact < 200; fact++)
            store.Tell(to => to.Published(SomeFacts.Message("a", 100), true, 0, 0, []));

        var renewals = 0;
        disk.Trouble = (_, path) => FailAt(!path.Contains("snapshot", StringComparison.Ordinal) || ++renewals < 3);
        await store.Until(() => renewals >= 3);
        disk.Trouble = (_, _) => { };
        await store.TellDurably(to => to.SessionEnded(1));
        using var cut = disk.AfterPowerCut();
        Assert.Equal(store.Remembered.Texts, await OpenStore.Read(cut.Path));
    }

    [Fact]
    public async Task A_store_can_be_closed_while_the_disk_fails()
    {
        using var folder = new TemporaryFolder();
        var disk = new TroubledDisk();
        var store = await OpenStore.Start(folder.Path, new StoreOptions { Disk = disk });
        await store.TellDurably(to => to.SessionOpened(1, "one"));
        disk.Trouble = (_, _) => FailAt(true);
        store.Tell(to => to.SessionOpened(2, "two"));
        await store.Until(() => !store.Store.IsWritable);
        await store.DisposeAsync();

        Assert.Equal("opened 1 one", Assert.Single(await OpenStore.Read(folder.Path)));
    }

    [Fact]
    public async Task Nothing_is_written_behind_a_gap_when_the_disk_recovers_too_late()
    {
        using var folder = new TemporaryFolder();
        var (disk, isClosing, refusals) = (new TroubledDisk(), false, 0);
        var patient = TimeSpan.FromHours(1);
        var store = await OpenStore.Start(folder.Path, new StoreOptions { Disk = disk, FirstPause = patient, LongestPause = patient });
        await store.TellDurably(to => to.SessionOpened(1, "one"));
        disk.Trouble = (step, _) => FailAt(step is DiskStep.Write && (!isClosing || refusals++ == 0));
        store.Tell(to => to.SessionOpened(2, "two"));
        await store.Until(() => !store.Store.IsWritable);
        store.Tell(to => to.SessionOpened(3, "three"));
        isClosing = true;
        await store.DisposeAsync();

        Assert.Equal(1, refusals);
        Assert.Equal("opened 1 one", Assert.Single(await OpenStore.Read(folder.Path)));
    }

    private static TemporaryFolder Crashed(TroubledDisk disk, TemporaryFolder folder) => disk.Between(() => TemporaryFolder.CopyOf(folder.Path));

    private static void FailAt(bool isNow)
    {
        if (isNow)
            throw new IOException("Input/output error");
    }
}
