using System.IO.Compression;
using Microsoft.Extensions.DependencyInjection;
using SohoSolo.Core;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Health;
using SohoSolo.Hub.Jobs;
using SohoSolo.Hub.Privacy;
using SohoSolo.Hub.Settings;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Storage;
using Xunit;

namespace SohoSolo.Hub.Tests.Privacy;

/// <summary>A member has herself erased, over HTTP. That no column names her afterwards is held in Storage.Tests after a year of life; here a whole copy of the database is read through.</summary>
public sealed class ErasureFlowTests
{
    public static TheoryData<string> Both => Engines.Both;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Both))]
    public Task She_is_gone_at_once_her_places_are_free_and_no_copy_of_the_database_names_her(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var (anne, chamber) = (hub.As("anne"), hub.As("chamber"));
        (await chamber.Patch("members/anne", new { email = "anne.castera@example.org", phone = "05 62 11 22 33" })).Must(200);
        var booked = (await anne.Book(new { space = "nogaro-desk-1", day = "2026-11-24", part = "full", purpose = "thèse" })).Must(201);
        (await anne.Put("me/consents", new { directory = true, about = "anne aime le silence" })).Must(200);
        (await anne.Post("me/credentials", new { kind = "pin" })).Must(201);
        (await chamber.Post("members/anne/credentials", new { kind = "mifare-uid", value = "04A20B1C2D3E77", label = "badge d’anne" })).Must(201);
        (await anne.Post("me/tokens", new { name = "anne script" })).Must(201);
        (await anne.Post("telecentres/nogaro/faults", new { text = "anne: it rains in" })).Must(201);
        (await hub.As("bruno").Book(new { space = "nogaro-desk-2", day = "2026-11-25", part = "full" })).Must(201);
        (await hub.As("keeper-nogaro").Book(new { space = "auch-desk-1", day = "2026-11-25", part = "full", member = "anne" })).Must(403, "not-allowed");
        await Letters.Put(hub, Letters.For("anne", hub.Clock.GetUtcNow()));
        Assert.Contains("anne", await Everything(hub), StringComparison.Ordinal);

        var gone = (await anne.Delete("me")).Must(200);

        Assert.Contains("profile", gone.Json.GetProperty("erased").EnumerateArray().Select(one => one.GetString()));
        Assert.Equal(["door-events", "past-bookings", "entitlements", "backups"], gone.Each("what", "kept"));
        Assert.Equal("2027-02-21T07:55:00Z", gone.Each("until", "kept")[0]);
        (await anne.Get("me")).Must(401, "token-invalid");
        (await anne.Delete("me")).Must(401, "token-invalid");
        (await chamber.Get("members/anne")).Must(404, "not-found");
        (await chamber.Patch("members/anne", new { status = "active" })).Must(404, "not-found");
        (await hub.As("bruno").Book(new { space = "nogaro-desk-1", day = "2026-11-24", part = "full" })).Must(201);
        Assert.DoesNotContain((await chamber.Get("members")).Must(200).Each("id"), id => id.Length == 32);
        Assert.Equal("cancelled", (await chamber.Get($"bookings/{booked.Id}")).Must(200).Word("status"));

        // Whoever had not heard of it has written by now; then her number itself is forgotten.
        hub.Clock.Advance(ErasureDesk.LateComers);
        Assert.True(await hub.App.Services.GetRequiredService<Retention>().Run(Stop));
        var copy = await Everything(hub);
        foreach (var word in (string[])["\"anne\"", "castera", "562112233", "silence", "04A20B", "anne script", "anne: it", "thèse"])
            Assert.DoesNotContain(word, copy, StringComparison.OrdinalIgnoreCase);
    });

    [Fact]
    public Task What_must_be_settled_first_is_said_and_nothing_is_changed() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        (await hub.As("chamber").Delete("me")).Must(422, "last-chamber");
        (await hub.As("chamber").Delete("members/chamber")).Must(422, "last-chamber");
        (await hub.As("chamber").Post("leases", new { space = "auch-office-1", member = "bruno", from = "2026-11-01", funder = "200035632" })).Must(201);
        (await hub.As("bruno").Delete("me")).Must(422, "lease-runs");
        (await hub.As("bruno").Get("me")).Must(200);
        (await hub.As("keeper-nogaro").Delete("members/bruno")).Must(403, "not-allowed");
        (await hub.As("chamber").Patch("members/bruno", new { status = "erased" })).Must(400, "invalid-value");

        // Another one of the chamber, and she may go.
        (await hub.As("chamber").Patch("members/chloe", new { role = "chamber" })).Must(200);
        (await hub.As("chamber").Delete("me")).Must(200);
        (await hub.As("chamber").Get("me")).Must(401, "token-invalid");
    });

    [Theory, MemberData(nameof(Both))]
    public Task She_books_while_she_is_erased_and_twice_at_once_and_no_place_is_left_behind(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var said = await Task.WhenAll(
            Task.WhenAll(Enumerable.Range(0, 6).Select(n => hub.As("anne").Book(new { space = "nogaro-desk-1", start = $"2026-11-2{4 + (n % 3)}T{9 + (n / 3 * 3):00}:00", end = $"2026-11-2{4 + (n % 3)}T{10 + (n / 3 * 3):00}:00" }))),
            Task.WhenAll(Enumerable.Range(0, 3).Select(n => n == 0 ? hub.As("chamber").Delete("members/anne") : hub.As("anne").Delete("me"))));

        Assert.All(said[0], one => Assert.Contains(one.Status, (int[])[201, 401, 403, 404, 422]));
        Assert.Single(said[1], one => one.Status == 200);
        Assert.True(await hub.App.Services.GetRequiredService<Retention>().Run(Stop));
        foreach (var day in (string[])["24", "25", "26"])
            (await hub.As("bruno").Book(new { space = "nogaro-desk-1", day = $"2026-11-{day}", part = "full" })).Must(201);
    });

    /// <summary>Somebody has killed the hub right after the decision: the next one ends what it began.</summary>
    [Theory, MemberData(nameof(Both))]
    public Task An_erasure_that_was_cut_short_is_taken_up_by_the_job(string engine) => RunningHub.Walk(engine, async hub =>
    {
        (await hub.As("anne").Book(new { space = "nogaro-desk-1", day = "2026-11-24", part = "full" })).Must(201);
        var member = (await new StoreQueries(hub.Store).Member(new MemberId("anne"), Stop))!;
        await hub.Happens(work => work.BeginErasure(member, member with { Version = member.Version + 1, Name = "", Status = Core.Members.MemberStatus.Erased }, "mark"));
        hub.Clock.Advance(TimeSpan.FromSeconds(6));
        (await hub.As("anne").Get("me")).Must(401, "token-invalid");

        Assert.True(await hub.App.Services.GetRequiredService<Retention>().Run(Stop));

        (await hub.As("bruno").Book(new { space = "nogaro-desk-1", day = "2026-11-24", part = "full" })).Must(201);
        Assert.NotNull(Assert.Single(await hub.Store.Erasures.Pending(Stop)).Emptied);
        hub.Clock.Advance(ErasureDesk.LateComers);
        Assert.True(await hub.App.Services.GetRequiredService<Retention>().Run(Stop));
        Assert.Empty(await hub.Store.Erasures.Pending(Stop));
    });

    /// <summary>The list beside the key cannot be written, as on a full disk: she is nobody all the same, is told so, and the job does the rest.</summary>
    [Theory, MemberData(nameof(Both))]
    public Task A_disk_that_takes_nothing_puts_off_only_what_comes_after_the_decision(string engine) => RunningHub.Walk(engine, async hub =>
    {
        (await hub.As("anne").Book(new { space = "nogaro-desk-1", day = "2026-11-24", part = "full" })).Must(201);
        var inTheWay = Directory.CreateDirectory($"{hub.App.Services.GetRequiredService<ErasedList>().File}.partial");

        (await hub.As("anne").Delete("me")).Must(200);
        (await hub.As("anne").Get("me")).Must(401, "token-invalid");
        Assert.Null(Assert.Single(await hub.Store.Erasures.Pending(Stop)).Emptied);

        inTheWay.Delete();
        Assert.True(await hub.App.Services.GetRequiredService<Retention>().Run(Stop));
        Assert.NotNull(Assert.Single(await hub.Store.Erasures.Pending(Stop)).Emptied);
        (await hub.As("bruno").Book(new { space = "nogaro-desk-1", day = "2026-11-24", part = "full" })).Must(201);
    });

    /// <summary>A copy from before her erasure knows nothing of it; the list beside the key does.</summary>
    [Theory, MemberData(nameof(Both))]
    public async Task An_older_copy_does_not_bring_her_back(string engine)
    {
        var folder = Directory.CreateTempSubdirectory("sohosolo-erased-");
        var (copy, list) = (Path.Combine(folder.FullName, "copy.zip"), Path.Combine(folder.FullName, "hub.key"));
        using var keys = TestKeys.Make();
        await using (var hub = await RunningHub.Start(engine, set: settings => settings with { Keys = list }, keys: keys))
        {
            await new StoreMaintenance(hub.Store).Backup(copy, Stop);
            (await hub.As("anne").Delete("me")).Must(200);
            File.Copy($"{list}.erased", $"{list}.kept");
        }

        File.Move($"{list}.kept", $"{list}.erased");
        await using (var again = await RunningHub.FromCopy(engine, copy, keys, settings => settings with { Keys = list }))
        {
            (await again.As("anne").Get("me")).Must(200);
            Assert.Equal(1, await again.App.Services.GetRequiredService<ErasureDesk>().Reapply(Stop));
            Assert.Equal(0, await again.App.Services.GetRequiredService<ErasureDesk>().Reapply(Stop));
            again.Clock.Advance(TimeSpan.FromSeconds(6));
            (await again.As("anne").Get("me")).Must(401, "token-invalid");
            (await again.As("bruno").Get("me")).Must(200);
            await again.MustVerify();
        }

        folder.Delete(recursive: true);
    }

    /// <summary>Every table as a backup has it.</summary>
    private static async Task<string> Everything(RunningHub hub)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.zip");
        await new StoreMaintenance(hub.Store).Backup(file, Stop);
        await using (var zip = await ZipFile.OpenReadAsync(file, Stop))
        {
            var all = new System.Text.StringBuilder();
            foreach (var entry in zip.Entries)
            {
                using var text = new StreamReader(await entry.OpenAsync(Stop));
                all.AppendLine(await text.ReadToEndAsync(Stop));
            }

            File.Delete(file);
            return all.ToString();
        }
    }
}
