using SohoSolo.Mqtt.Store;

namespace SohoSolo.Mqtt.Tests.Store;

public sealed class CompactionTests
{
    private const int FactsAtOnce = 12;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_crash_at_any_step_of_a_compaction_loses_nothing_that_was_durable(bool isPowerCut)
    {
        using var folder = new TemporaryFolder();
        List<Crash> crashes = [];
        List<long> positions = [];
        var disk = new TroubledDisk();
        var store = await OpenStore.Start(folder.Path, new StoreOptions { CompactAfter = 600, CompactAfterSnapshots = 0, Disk = disk });
        disk.Trouble = (step, path) =>
        {
            var durable = store.Store.DurablePosition;
            crashes.Add(new Crash($"{step} {Path.GetFileName(path)}", durable, isPowerCut ? disk.AfterPowerCut() : TemporaryFolder.CopyOf(folder.Path)));
        };
        while (store.Store.Figures.Compactions < 3)
            await TellSome(store, positions);

        await store.DisposeAsync();
        Assert.Equal(Enum.GetValues<DiskStep>().Except([DiskStep.Truncate]), crashes.Select(crash => Enum.Parse<DiskStep>(crash.Before.Split(' ')[0])).Distinct().Order());
        foreach (var crash in crashes)
        {
            using (crash.Left)
                await AssertIsPrefix(crash, store.Remembered.Texts, positions);
        }
    }

    [Fact]
    public async Task A_compaction_that_finds_no_room_leaves_what_is_there_and_is_tried_again()
    {
        using var folder = new TemporaryFolder();
        var isFull = true;
        var disk = new TroubledDisk { Trouble = (_, path) => FailIf(isFull && path.Contains("snapshot", StringComparison.Ordinal)) };
        await using (var store = await OpenStore.Start(folder.Path, new StoreOptions { CompactAfter = 600, Disk = disk }))
        {
            await TellUntil(store, () => store.Store.Figures.FailedCompactions >= 2);
            Assert.Empty(Directory.GetFiles(folder.Path, "snapshot*"));
            Assert.True(Directory.GetFiles(folder.Path, "log-*").Length > 1);
            using (var crashed = TemporaryFolder.CopyOf(folder.Path))
                Assert.Equal(store.Remembered.Texts, await OpenStore.Read(crashed.Path));

            isFull = false;
            await TellUntil(store, () => store.Store.Figures.Compactions >= 1);
        }

        Assert.Single(Directory.GetFiles(folder.Path, "snapshot*"));
    }

    [Fact]
    public async Task A_log_that_another_follows_must_be_whole()
    {
        using var folder = new TemporaryFolder();
        await WriteTwoLogs(folder);
        var (first, second) = (folder.Named("log-0000000001"), folder.Named("log-0000000002"));
        Assert.True(new FileInfo(second).Length > LogFormat.HeaderLength);
        var whole = await File.ReadAllBytesAsync(first, TestContext.Current.CancellationToken);
        for (var length = 0; length < whole.Length; length++)
        {
            await File.WriteAllBytesAsync(first, whole[..length], TestContext.Current.CancellationToken);
            Assert.StartsWith(first, (await Assert.ThrowsAsync<IOException>(() => OpenStore.Read(folder.Path))).Message, StringComparison.Ordinal);
        }

        File.Delete(first);
        Assert.Contains("is missing", (await Assert.ThrowsAsync<IOException>(() => OpenStore.Read(folder.Path))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_no_longer_stands_is_gone_from_the_folder_after_a_compaction()
    {
        using var folder = new TemporaryFolder();
        await using var store = await OpenStore.Start(folder.Path, new StoreOptions { CompactAfter = 4_000, CompactAfterSnapshots = 1 });
        for (var fact = 0; fact < 2_000; fact++)
        {
            store.Within(remembered => remembered.Forget(butTheLast: 10));
            await store.TellDurably(to => to.SessionOpened(1, $"client-{fact}"));
        }

        await TellUntil(store, () => store.Store.Figures.Compactions > 3);
        Assert.InRange(Directory.GetFiles(folder.Path).Sum(file => new FileInfo(file).Length), 1, 40_000);
    }

    /// <summary>What is retained may tell of people: what took its place may not leave it on the disk until megabytes have been written.</summary>
    [Fact]
    public async Task What_no_longer_stands_is_gone_from_a_quiet_folder_within_an_hour_of_a_start_and_then_daily()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero));
        using var folder = new TemporaryFolder();
        await using var store = await OpenStore.Start(folder.Path, clock: clock);
        foreach (var (name, hours, compactions) in ((string, double, int)[])[("first", 0, 0), ("second", 0.9, 0), ("third", 0.1, 1), ("fourth", 23.9, 1), ("fifth", 0.1, 2)])
        {
            clock.Advance(TimeSpan.FromHours(hours));
            store.Within(remembered => remembered.Forget(butTheLast: 0));
            await store.TellDurably(to => to.SessionOpened(1, $"client-{name}"));
            if (compactions > store.Store.Figures.Compactions) await TellUntil(store, () => store.Store.Figures.Compactions == compactions);

            Assert.Equal(compactions, store.Store.Figures.Compactions);
        }

        var left = string.Concat(Directory.GetFiles(folder.Path).Where(file => !file.EndsWith("lock", StringComparison.Ordinal)).Select(file => System.Text.Encoding.Latin1.GetString(Bytes(file))));
        Assert.Contains("client-", left, StringComparison.Ordinal);
        Assert.All((string[])["first", "second", "third", "fourth"], name => Assert.DoesNotContain($"client-{name}", left, StringComparison.Ordinal));
    }

    private static byte[] Bytes(string file)
    {
        using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        open.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static void FailIf(bool isFull)
    {
        if (isFull)
            throw new IOException("No space left on device");
    }

    private static async Task WriteTwoLogs(TemporaryFolder folder)
    {
        using var work = new TemporaryFolder();
        var disk = new TroubledDisk { Trouble = (_, path) => FailIf(path.Contains("snapshot", StringComparison.Ordinal)) };
        await using var store = await OpenStore.Start(work.Path, new StoreOptions { CompactAfter = 100, Disk = disk });
        await TellUntil(store, () => store.Store.Figures.FailedCompactions == 1);
        await store.TellDurably(to => to.SessionEnded(1));
        work.CopyTo(folder);
        foreach (var later in Directory.GetFiles(folder.Path, "log-*").Order().Skip(2))
            File.Delete(later);
    }

    private static async Task TellSome(OpenStore store, List<long> positions)
    {
        Assert.True(positions.Count < 10_000, "It was never compacted.");
        for (uint fact = 1; fact <= FactsAtOnce; fact++)
        {
            positions.Add(store.Tell(to => to.Published(SomeFacts.Message("a/b", 20), true, fact, 2, [])));
            if (fact % 3 == 0)
                await store.Until(() => store.Store.DurablePosition >= positions[^1]);
        }
    }

    private static async Task TellUntil(OpenStore store, Func<bool> isReached)
    {
        for (uint fact = 1; !isReached(); fact++)
        {
            Assert.True(fact < 100_000, "It never came to it.");
            await store.TellDurably(to => to.SessionOpened(fact, "client"));
        }
    }

    /// <summary>Each fact was written down when its group was; positions count the same facts.</summary>
    private static async Task AssertIsPrefix(Crash crash, List<string> told, List<long> positions)
    {
        var found = await OpenStore.Read(crash.Left.Path);
        Assert.True(told.Take(found.Count).SequenceEqual(found), crash.Before);
        Assert.True(found.Count >= positions.Count(position => position <= crash.Durable), $"{crash.Before}: {found.Count} of {told.Count} facts");
    }

    private sealed record Crash(string Before, long Durable, TemporaryFolder Left);
}
