using SohoSolo.Mqtt.Store;

namespace SohoSolo.Mqtt.Tests.Store;

/// <summary>Every byte of a small log, and of one behind a snapshot, is cut or flipped.</summary>
public sealed class DamageTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_log_cut_at_any_byte_holds_exactly_the_facts_before(bool behindSnapshot)
    {
        using var folder = new TemporaryFolder();
        var written = await Write(folder, behindSnapshot);
        var log = folder.OnlyLog();
        var whole = await File.ReadAllBytesAsync(log, Stop);

        for (var length = whole.Length; length >= LogFormat.HeaderLength; length--)
        {
            await File.WriteAllBytesAsync(log, whole[..length], Stop);
            var expected = written.Before + written.Ends.Count(end => end <= length);
            Assert.Equal(written.Told.Take(expected), await OpenStore.Read(folder.Path));
            Assert.Equal(written.Ends.Append(LogFormat.HeaderLength).Where(end => end <= length).Max(), new FileInfo(log).Length);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_flipped_bit_is_refused_where_facts_were_promised_and_cut_off_where_not(bool behindSnapshot)
    {
        using var folder = new TemporaryFolder();
        var written = await Write(folder, behindSnapshot);
        var log = folder.OnlyLog();
        var whole = await File.ReadAllBytesAsync(log, Stop);
        var lastGroup = written.Ends[^2];

        for (var at = 0; at < whole.Length; at++)
        {
            await File.WriteAllBytesAsync(log, Flipped(whole, at), Stop);
            if (at >= lastGroup)
                Assert.Equal(written.Told.SkipLast(1), await OpenStore.Read(folder.Path));
            else
                await AssertRefused(folder, log, at < LogFormat.HeaderLength ? 0 : written.Ends.Append(LogFormat.HeaderLength).Where(end => end <= at).Max());
        }
    }

    [Fact]
    public async Task A_flipped_bit_anywhere_in_a_snapshot_is_refused()
    {
        using var folder = new TemporaryFolder();
        await Write(folder, behindSnapshot: true);
        var snapshot = folder.OnlySnapshot();
        var whole = await File.ReadAllBytesAsync(snapshot, Stop);

        for (var at = 0; at < whole.Length; at++)
        {
            await File.WriteAllBytesAsync(snapshot, Flipped(whole, at), Stop);
            await AssertRefused(folder, snapshot, null);
        }
    }

    [Fact]
    public async Task With_loss_accepted_everything_that_can_be_read_is_kept_and_the_damage_is_gone_afterwards()
    {
        using var folder = new TemporaryFolder();
        var written = await Write(folder, behindSnapshot: false);
        var log = folder.OnlyLog();
        var damaged = Flipped(await File.ReadAllBytesAsync(log, Stop), (int)written.Ends[1] + 3);
        await File.WriteAllBytesAsync(log, damaged, Stop);

        List<string> kept = [.. written.Told.Take(2), .. written.Told.Skip(3)];
        await using (var store = await OpenStore.Start(folder.Path, new StoreOptions { AcceptLoss = true }))
        {
            Assert.Equal(kept, store.Remembered.Texts);
            await store.TellDurably(to => to.SessionEnded(99));
        }

        Assert.Equal([.. kept, "ended 99"], await OpenStore.Read(folder.Path));
    }

    [Fact]
    public async Task A_copy_of_a_record_in_a_payload_is_no_record()
    {
        using var folder = new TemporaryFolder();
        await Write(folder, behindSnapshot: false);
        var records = (await File.ReadAllBytesAsync(folder.OnlyLog(), Stop))[LogFormat.HeaderLength..];
        using var other = new TemporaryFolder();
        await using (var store = await OpenStore.Start(other.Path))
            await store.TellDurably(to => to.Published(new() { Topic = "a", TopicUtf8 = "a"u8.ToArray(), Payload = records }, false, 0, 0, []));

        var log = other.OnlyLog();
        await File.WriteAllBytesAsync(log, Flipped(await File.ReadAllBytesAsync(log, Stop), LogFormat.HeaderLength)[..^LogFormat.RecordOverhead], Stop);
        Assert.Empty(await OpenStore.Read(other.Path));
    }

    private static byte[] Flipped(byte[] whole, int at)
    {
        var flipped = whole.ToArray();
        flipped[at] ^= (byte)(1 << (at % 8));
        return flipped;
    }

    private static async Task AssertRefused(TemporaryFolder folder, string file, long? offset)
    {
        var refused = await Assert.ThrowsAsync<IOException>(() => OpenStore.Read(folder.Path));
        Assert.StartsWith(file, refused.Message, StringComparison.Ordinal);
        if (offset is { } at)
            Assert.Contains($"at byte {at},", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>One fact a group, as after a crash: the log was not closed.</summary>
    private static async Task<Written> Write(TemporaryFolder folder, bool behindSnapshot)
    {
        using var work = new TemporaryFolder();
        if (behindSnapshot)
            WriteSnapshot(work.Path);

        List<long> ends = [];
        await using var store = await OpenStore.Start(work.Path);
        var before = store.Remembered.Texts.Count;
        for (uint session = 1; session <= 3; session++)
        {
            await store.TellDurably(to => to.SessionOpened(session, $"client-{session}"));
            ends.Add(new FileInfo(work.OnlyLog()).Length);
            await store.TellDurably(to => to.Published(SomeFacts.Message("a/b", 40), true, session, 2, [new(session, 1, 0, QualityOfService.AtLeastOnce, false, default)]));
            ends.Add(new FileInfo(work.OnlyLog()).Length);
        }

        work.CopyTo(folder);
        return new Written([.. store.Remembered.Texts], ends, before);
    }

    private static void WriteSnapshot(string path)
    {
        var standing = new Remembered();
        standing.SessionOpened(7, "before");
        standing.Published(SomeFacts.Message("c", 30), true, 0, 0, []);
        standing.Subscribed(7, new("a/+", QualityOfService.AtLeastOnce), 9);
        using var place = StoreFolder.Open(path, new Disk());
        var snapshot = new Snapshot(16);
        standing.Retell(snapshot.Facts);
        snapshot.Write(place, 5, CancellationToken.None);
    }

    private sealed record Written(List<string> Told, List<long> Ends, int Before);
}
