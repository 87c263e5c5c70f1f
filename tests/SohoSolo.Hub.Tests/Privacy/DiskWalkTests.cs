using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SohoSolo.Core.Access;
using SohoSolo.Gateway.Wire;
using SohoSolo.Hub.Jobs;
using SohoSolo.Hub.Mail;
using SohoSolo.Hub.Privacy;
using SohoSolo.Hub.Settings;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Hub.Tests.LineDown;
using SohoSolo.Hub.Tests.Link;
using SohoSolo.Testing;
using Xunit;

namespace SohoSolo.Hub.Tests.Privacy;

/// <summary>
/// A member lives through a day at a site with a gateway of its own: books, receives somebody, comes in by badge and PIN, reports a fault, is written to. Then thirteen months pass, and then she is erased. What of her
/// is still to be read anywhere on the disks of hub and gateway, in what the gateway was sent, or in a log?
/// </summary>
public sealed class DiskWalkTests
{
    private const string Badge = "04BEEFCAFE0177";

    /// <summary>Hers as long as she is a member.</summary>
    private static readonly string[] Hers = ["name-of-hers", "mail-of-hers@example.org", "+33562998877", "about-of-hers", "label-of-hers"];

    /// <summary>What has a term of its own.</summary>
    private static readonly string[] Passing = ["guest-of-hers", "guest-mail-of-hers@example.org", "purpose-of-hers", "fault-of-hers", "token-of-hers", "reason-of-theirs"];

    public static TheoryData<string> Both => Engines.Both;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Both))]
    public async Task After_the_jobs_no_file_no_snapshot_and_no_log_has_anything_past_its_term(string engine)
    {
        using var log = new LogOfAll();
        var mails = Directory.CreateTempSubdirectory("sohosolo-mail-");
        await using var hub = await LinkedHub.Start(
            engine, set: settings => settings with { Smtp = new MailSetting.Files(mails.FullName) }, more: services => services.AddSingleton<ILoggerProvider>(log));
        await hub.Store.Mail.Begin(Stop);
        await using var site = await LonelySite.Open(hub, log);
        string[] disks = [hub.Disk, site.Disk, mails.FullName];

        var (pin, pass) = await ADay(hub, site);
        await Writes(hub);
        var hashes = Hashes(await Snapshot(hub), (await hub.As("anne").Get("me/credentials")).Must(200).Each("id"));
        string[] secrets = [Badge, pin, pass, .. hashes];

        // Otherwise nothing would be shown: what is looked for can be found.
        Assert.Empty(Hers.Concat(Passing).Except((await Traces.InTables(hub.Store, [.. Hers, .. Passing])).Select(WordOf)));
        Assert.Contains("mail-of-hers@example.org", Traces.InFiles([mails.FullName], Hers).Select(WordOf));
        Assert.Contains("guest-mail-of-hers@example.org", Traces.InFiles([mails.FullName], Passing).Select(WordOf));
        Assert.Equal(hashes.Order(), Traces.InFiles([site.Disk], hashes).Select(WordOf).Distinct().Order());
        if (engine == Engines.Sqlite) Assert.Superset(Hers.Concat(Passing).ToHashSet(), Traces.InFiles([hub.Disk], [.. Hers, .. Passing]).Select(WordOf).ToHashSet());

        // What opens doors is on no disk as it is presented, not even while it opens them.
        Assert.Equal([], Traces.InFiles(disks, [Badge, pin, pass]));
        Assert.Equal([], await Traces.InTables(hub.Store, [Badge, pin, pass]));

        // What the hub has only now found out to be over it says in answers that are kept for two days.
        await site.SleepUntil(RunningHub.MondayMorning.AddMonths(13));
        await Settles(hub, site);
        await site.SleepUntil(RunningHub.MondayMorning.AddMonths(13).AddHours(49));
        await Settles(hub, site);

        Assert.Equal([], Traces.InFiles(disks, [.. Passing, Badge, pin, pass]));
        Assert.Equal([], await Traces.InTables(hub.Store, [.. Passing, Badge, pin, pass]));
        Assert.Equal([], Traces.InFiles([site.Disk, mails.FullName], Hers));
        Assert.All((await Traces.InTables(hub.Store, Hers)).Select(found => found[..found.IndexOf(':', StringComparison.Ordinal)]), table => Assert.Contains(table, (string[])["member", "consent", "credential"]));

        (await hub.As("chamber").Delete("members/anne")).Must(200);
        hub.Clock.Advance(ErasureDesk.LateComers);
        await Settles(hub, site);

        Assert.Equal([], Traces.InFiles(disks, [.. Hers, .. Passing, Badge, pin, pass]));

        // The keyed hashes of a badge that is no more, which lead to nobody, are in the gateway's log for another hour once its day has ended. The broker's own log is cut daily by the system's clock: its tests hold that.
        await site.SleepUntil(hub.Clock.GetUtcNow().AddHours(25));
        (await hub.As("chamber").Patch("members/chloe", new { phone = "05 62 00 00 09" })).Must(200);
        await Settles(hub, site);
        hub.Clock.Advance(TimeSpan.FromHours(1));
        await site.ShowsBadgeOf("bruno");
        await Patience.Until(() => Task.FromResult(Found(disks, secrets).Count == 0), TimeSpan.FromSeconds(20), () => string.Join('\n', Found(disks, secrets)), Stop);
        Assert.Equal([], await Traces.InTables(hub.Store, [.. Hers, .. Passing, .. secrets]));
        Assert.DoesNotContain((await Snapshot(hub)).Content.Entries, entry => hashes.Contains(entry.Hash));
        Assert.Equal([], log.Lines.Where(line => Hers.Concat(Passing).Concat([Badge, pin, pass]).Any(word => line.Contains(word, StringComparison.OrdinalIgnoreCase))));
        await hub.MustVerify();
        mails.Delete(recursive: true);
    }

    /// <summary>Monday, until she has left.</summary>
    private static async Task<(string Pin, string Pass)> ADay(LinkedHub hub, LonelySite site)
    {
        var (anne, keeper, chamber) = (hub.As("anne"), hub.As("keeper-nogaro"), hub.As("chamber"));
        (await chamber.Patch("members/anne", new { name = Hers[0], email = Hers[1], phone = "05 62 99 88 77" })).Must(200);
        (await anne.Put("me/consents", new { directory = true, about = Hers[3] })).Must(200);
        (await chamber.Post("members/anne/credentials", new { kind = "mifare-uid", value = Badge, label = Hers[4] })).Must(201);
        var pin = (await anne.Post("me/credentials", new { kind = "pin" })).Must(201).Word("pin");
        var booked = (await anne.Book(new { space = "nogaro-desk-1", start = "2026-11-23T09:00", end = "2026-11-23T12:00", purpose = Passing[2], guests = new[] { new { name = Passing[0], email = Passing[1] } } })).Must(201);
        var pass = (await anne.Get($"bookings/{booked.Id}/pass")).Must(200).Text;
        await site.Follows();
        site.MoveTo("2026-11-23T09:05+01:00");
        Assert.Equal("granted booking", (await site.Shows("tag", "mifare-uid", Badge, "in")).Became);
        Assert.Equal("granted booking", (await site.ShowsPin(pin)).Became);
        Assert.Equal("granted pass", (await site.ShowsPass(pass)).Became);
        Assert.StartsWith("denied", (await site.Shows("tag", "mifare-uid", "04AABBCCDDEE11", "in")).Became, StringComparison.Ordinal);
        await site.Drained();
        (await anne.Post("telecentres/nogaro/faults", new { text = Passing[3] })).Must(201);
        (await anne.Delete($"me/tokens/{(await anne.Post("me/tokens", new { name = Passing[4] })).Must(201).Id}")).Must(204);
        (await keeper.Post("telecentres/nogaro/doors/main/unlock", new { reason = Passing[5] })).Must(202);
        (await keeper.Get("telecentres/nogaro/doors/main/access-log")).Must(200);
        (await keeper.Get("telecentres/nogaro/board")).Must(200);
        return (pin, pass);
    }

    /// <summary>What there is to be written to people, and is sent.</summary>
    private static async Task Writes(LinkedHub hub)
    {
        var (writer, sender, queries) = (hub.Get<MailWriter>(), hub.Get<MailSender>(), hub.Queries);
        await Patience.Until(
            async () => await writer.Step(Stop) == 0 && (await queries.Audit(null, null, null, null, 1, Stop))[0].Position == await hub.Store.Mail.Place(Stop),
            TimeSpan.FromSeconds(30), () => "The journal was not read to its end.", Stop);
        hub.Clock.Advance(TimeSpan.FromMinutes(2));
        while (await sender.Step(Stop))
        {
        }
    }

    /// <summary>What is due happens, everybody hears of it, and the jobs run.</summary>
    private static async Task Settles(LinkedHub hub, LonelySite site)
    {
        await hub.Get<Sweeper>().Sweep(Stop);
        await site.Follows();
        await Writes(hub);
        Assert.True(await hub.Get<Retention>().Run(Stop));
        await site.Follows();
    }

    private static async Task<AccessSnapshot> Snapshot(LinkedHub hub)
    {
        using var trust = new HubTrust(hub.Gateway.Keys);
        return SnapshotCodec.Read(Convert.FromBase64String((await hub.Queries.SiteLink(LinkedHub.Nogaro, Stop))!.Content!), trust).Value!;
    }

    /// <summary>Under which her badge and her PIN are known to the gateway.</summary>
    private static IReadOnlyList<string> Hashes(AccessSnapshot snapshot, IReadOnlyList<string> badges) =>
        [.. snapshot.Content.Entries.Where(entry => badges.Contains(entry.Ref)).Select(entry => entry.Hash).Distinct()];

    private static List<string> Found(string[] disks, string[] secrets) => [.. Traces.InFiles(disks, secrets).Where(found => !found.Contains("-mqtt", StringComparison.Ordinal))];

    private static string WordOf(string found) => found[(found.IndexOf(": ", StringComparison.Ordinal) + 2)..];
}
