using System.IO.Compression;
using System.Text;
using Dapper;
using SohoSolo.Core.Bookings;
using SohoSolo.Storage.Engines;
using SohoSolo.Storage.Schema;

namespace SohoSolo.Storage.Tests.Maintenance;

public sealed class BackupTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("sohosolo-backup-").FullName;

    private string File => Path.Combine(folder, "night.backup");

    public static TheoryData<string> Engines => TestDatabase.Engines;

    public static TheoryData<string, string> Moves() => new()
    {
        { TestDatabase.Sqlite, TestDatabase.Sqlite },
        { TestDatabase.Postgres, TestDatabase.Postgres },
        { TestDatabase.Sqlite, TestDatabase.Postgres },
        { TestDatabase.Postgres, TestDatabase.Sqlite },
    };

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory, MemberData(nameof(Moves))]
    public async Task A_network_restores_whole_on_either_engine(string from, string to)
    {
        await using var source = await Tampered.Open(from);
        await Of(source.Store).Backup(File, Stop);
        await using var target = await Fresh.Open(to);

        var findings = await Of(target.Store).Restore(File, Stop);

        Assert.All(findings, finding => Assert.True(finding.Ok, $"{finding.Check}: {finding.Says}"));
        Assert.Equal(await Fresh.Rows(source.Store), await Fresh.Rows(target.Store));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task The_restored_network_goes_on_being_booked(string engine)
    {
        await using var source = await Tampered.Open(engine);
        await Of(source.Store).Backup(File, Stop);
        await using var target = await Fresh.Open(engine);
        await Of(target.Store).Restore(File, Stop);

        Assert.True((await target.Store.Book(Some.Booking(Some.Desk, Some.Tuesday(14, 16)))).Won());
        Assert.False((await target.Store.Book(Some.Booking(Some.Desk, Some.Tuesday(9, 12), Some.Member(9)))).Won());
        Assert.All(await Of(target.Store).Verify(Stop), finding => Assert.True(finding.Ok, finding.Says));
    }

    [Theory, MemberData(nameof(Moves))]
    public async Task Restore_begins_a_new_epoch_and_readers_go_on_where_they_were(string from, string to)
    {
        await using var source = await Tampered.Open(from);
        var seen = await source.Store.ReadJournal("mail", 3, Stop);
        await source.Store.MoveCursor("mail", seen[^1].Position, Stop);
        var unread = await source.Store.ReadJournal("mail", 1000, Stop);
        await Of(source.Store).Backup(File, Stop);
        await using var target = await Fresh.Open(to);
        await Of(target.Store).Restore(File, Stop);

        await target.Store.Book(Some.Booking(Some.Desk, Some.Tuesday(14, 16)));
        var read = await target.Store.ReadJournal("mail", 1000, Stop);

        Assert.Equal(unread, read.SkipLast(1));
        Assert.Equal(unread[^1].Position.Epoch + 1, read[^1].Position.Epoch);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_backup_taken_while_bookings_are_made_is_one_moment(string engine)
    {
        await using var source = await TestDatabase.Open(engine);
        using var enough = new CancellationTokenSource();
        var booking = BookUntil(source.Store, enough.Token);
        for (var i = 0; i < 5; i++)
            await Of(source.Store).Backup(File, Stop);

        await enough.CancelAsync();
        var made = await booking;
        await using var target = await Fresh.Open(engine);

        var findings = await Of(target.Store).Restore(File, Stop);

        Assert.True(made > 0);
        Assert.All(findings, finding => Assert.True(finding.Ok, $"{finding.Check}: {finding.Says}"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_database_with_rows_is_not_restored_into(string engine)
    {
        await using var source = await Tampered.Open(engine);
        await Of(source.Store).Backup(File, Stop);

        var refused = await Assert.ThrowsAsync<StoreException>(() => Of(source.Store).Restore(File, Stop));

        Assert.Contains("not empty", refused.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Reference_data_that_a_start_has_loaded_gives_way_to_the_backups_own(string engine)
    {
        await using var source = await Tampered.Open(engine);
        await Of(source.Store).Backup(File, Stop);
        await using var target = await Fresh.Open(engine);
        var reference = new SeedData { At = Some.Now, Communities = [new SeedCommunity(new Core.Sites.Community("1", "One"), "CC")] };
        await Of(target.Store).Seed(reference, Stop);

        await Of(target.Store).Restore(File, Stop);

        Assert.Equal(await Fresh.Rows(source.Store), await Fresh.Rows(target.Store));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_file_cut_short_anywhere_is_refused_and_leaves_nothing(string engine)
    {
        await using var source = await Tampered.Open(engine);
        await Of(source.Store).Backup(File, Stop);
        var whole = await System.IO.File.ReadAllBytesAsync(File, Stop);
        await using var target = await Fresh.Open(engine);

        foreach (var length in new[] { 0, 1, whole.Length / 2, whole.Length - 1 })
        {
            await System.IO.File.WriteAllBytesAsync(File, whole[..length], Stop);
            await Assert.ThrowsAsync<StoreException>(() => Of(target.Store).Restore(File, Stop));
        }

        Assert.True(await Fresh.IsEmpty(target.Store));
    }

    public static TheoryData<string, string, string, string> Damages() => new()
    {
        { TestDatabase.Sqlite, "member.jsonl", "Member 7", "Member 8" },
        { TestDatabase.Postgres, "member.jsonl", "Member 7", "Member 8" },
        { TestDatabase.Postgres, "journal.jsonl", "\"joined\"", "7" },
        { TestDatabase.Sqlite, "journal.jsonl", "\"joined\"", "7" },
        { TestDatabase.Sqlite, "booking.jsonl", "]", "" },
        { TestDatabase.Postgres, "booking.jsonl", "]", "" },
        { TestDatabase.Sqlite, "manifest.json", "sohosolo-backup", "something-else" },
        { TestDatabase.Sqlite, "manifest.json", "{", "" },
        { TestDatabase.Sqlite, "manifest.json", "\"version\": 1", "\"version\": 99" },
        { TestDatabase.Sqlite, "manifest.json", "\"name\": \"meta\"", "\"name\": \"x; DROP TABLE site\"" },
        { TestDatabase.Sqlite, "manifest.json", "\"siren\"", "\"siren) VALUES (1)\"" },
        { TestDatabase.Sqlite, "manifest.json", $"\"schema\": \"{Script.Of(Dialect.Sqlite)[^1].Version}\"", "\"schema\": \"0\"" },
    };

    [Theory, MemberData(nameof(Damages))]
    public async Task A_damaged_file_is_refused_in_one_line_and_leaves_nothing(string engine, string entry, string was, string now)
    {
        await using var source = await Tampered.Open(engine);
        await Of(source.Store).Backup(File, Stop);
        Damage(entry, was, now);
        await using var target = await Fresh.Open(engine);

        var refused = await Assert.ThrowsAsync<StoreException>(() => Of(target.Store).Restore(File, Stop));

        Assert.DoesNotContain('\n', refused.Message);
        Assert.True(await Fresh.IsEmpty(target.Store));
    }

    [Fact]
    public async Task A_backup_that_cannot_be_written_says_so_and_leaves_no_file()
    {
        await using var source = await TestDatabase.Open(TestDatabase.Sqlite);

        await Assert.ThrowsAsync<StoreException>(() => Of(source.Store).Backup(Path.Combine(folder, "nowhere", "x"), Stop));

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    [Fact]
    public async Task Only_its_owner_may_read_a_backup()
    {
        await using var source = await TestDatabase.Open(TestDatabase.Sqlite);

        await Of(source.Store).Backup(File, Stop);

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_backup_knows_every_table_of_the_schema(string engine)
    {
        await using var database = await Fresh.Open(engine);
        await using var connection = await database.Store.Engine.OpenWrite(Stop);
        await using var transaction = await connection.BeginTransactionAsync(Stop);

        var tables = await TableCatalog.Read(connection, database.Store.Engine.Dialect, transaction);

        Assert.Equal(tables.Keys.Order(StringComparer.Ordinal), TableCatalog.InOrder.Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_others_keep_in_the_database_does_not_hinder_its_backup(string engine)
    {
        await using var source = await Fresh.Open(engine);
        await using (var connection = await source.Store.Engine.OpenWrite(Stop))
            await connection.ExecuteAsync($"CREATE TABLE of_a_scheduler (job {(engine == TestDatabase.Postgres ? "bytea" : "blob")})");

        await Of(source.Store).Backup(File, Stop);

        Assert.True(System.IO.File.Exists(File));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static StoreMaintenance Of(Store store) => new(store);

    private static async Task<int> BookUntil(Store store, CancellationToken enough)
    {
        var made = 0;
        while (!enough.IsCancellationRequested)
        {
            var day = Some.Tuesday(9, 12).Shift(TimeSpan.FromDays(made));
            var wish = Some.Booking(Some.Desk, day) with { Charges = [new(Some.GrantOf(Some.Anne), new("whole"), 1, Core.Entitlements.ChargeState.Held)] };
            await store.Put(null, wish, "booked");
            if (made % 2 == 0)
                await store.Put(wish, wish with { Version = 2, Status = BookingStatus.Cancelled, Charges = [], DueAt = null }, "cancelled");

            made++;
        }

        return made;
    }

    private void Damage(string name, string was, string now)
    {
        using var zip = ZipFile.Open(File, ZipArchiveMode.Update);
        var entry = zip.GetEntry(name)!;
        string text;
        using (var reader = new StreamReader(entry.Open()))
            text = reader.ReadToEnd();

        Assert.Contains(was, text, StringComparison.Ordinal);
        entry.Delete();
        using var written = zip.CreateEntry(name).Open();
        var at = text.IndexOf(was, StringComparison.Ordinal);
        written.Write(Encoding.UTF8.GetBytes(text[..at] + now + text[(at + was.Length)..]));
    }
}
