using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Hub.Tests.Link;
using Xunit;

namespace SohoSolo.Hub.Tests.LineDown;

/// <summary>A door does not live for ever on what it was told once.</summary>
public sealed class ExpiryTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_seven_days_without_the_line_everything_is_closed_and_says_so(bool isRestarted)
    {
        await using var hub = await LinkedHub.Start(Engines.Sqlite);
        var booked = (await hub.As("anne").Book(new { space = "nogaro-desk-1", start = "2026-11-30T09:00", end = "2026-11-30T12:00", guests = new[] { new { name = "Zoé" } } })).Must(201).Id;
        var pass = (await hub.As("anne").Get($"bookings/{booked}/pass")).Must(200).Text;
        await using var site = await LonelySite.Open(hub);
        await site.Cut();

        site.MoveTo("2026-11-30T08:50+01:00");
        Assert.Equal("granted booking", (await site.ShowsBadgeOf("anne")).Became);
        Assert.Equal("granted standing", (await site.ShowsBadgeOf("keeper-nogaro")).Became);
        Assert.Equal("granted pass", (await site.ShowsPass(pass)).Became);

        site.MoveTo("2026-11-30T09:00+01:00");
        if (isRestarted)
            await site.Restart();

        foreach (var instant in (string[])["2026-11-30T09:01+01:00", "2026-12-08T09:00+01:00"])
        {
            site.MoveTo(instant);
            Assert.Equal("denied closed", (await site.ShowsBadgeOf("anne")).Became);
            Assert.Equal("denied closed", (await site.ShowsBadgeOf("keeper-nogaro")).Became);
            Assert.Equal("denied closed", (await site.ShowsPass(pass)).Became);
            Assert.Equal("denied closed", (await site.Shows("tag", "mifare-uid", "04AABBCCDDEE11", "in")).Became);
        }

        Assert.Equal(["raised"], KeptEvents.After(site.File, 0).Where(kept => kept.Reason == "snapshot-expired").Select(kept => kept.Value));

        // With the line comes a new snapshot; the hub hears what had happened, and that it is over.
        await site.Mend();
        await site.Follows();
        Assert.Equal("granted standing", (await site.ShowsBadgeOf("keeper-nogaro", "again")).Became);
        await site.Drained();
        var alarm = Assert.Single(await hub.Queries.Alarms(LinkedHub.Nogaro, openOnly: false, 100, Stop), alarm => alarm.Kind == "snapshot-expired");
        Assert.NotNull(alarm.ClearedAt);
        await hub.MustVerify();
    }
}
