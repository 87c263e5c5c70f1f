using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Hub.Tests.Link;
using Xunit;

namespace SohoSolo.Hub.Tests.LineDown;

/// <summary>Who guesses PINs gains nothing by pulling the plug.</summary>
public sealed class LockoutTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reader_that_is_locked_stays_so_over_a_restart_and_opens_when_its_minute_has_passed(bool isKilled)
    {
        await using var hub = await LinkedHub.Start(Engines.Sqlite);
        await hub.Booked("anne", "nogaro-desk-1", "2026-11-23T09:00", "2026-11-23T12:00");
        var pin = await PinOf(hub, "anne");
        await using var site = await LonelySite.Open(hub);
        await site.Cut();
        site.MoveTo("2026-11-23T09:00+01:00");
        await Guess(site, pin, 5);
        Assert.Equal("denied pin-locked", (await site.ShowsPin(pin)).Became);

        await (isKilled ? site.RestartAfterKill() : site.Restart());
        Assert.Equal("denied pin-locked", (await site.ShowsPin(pin)).Became);

        site.MoveTo("2026-11-23T09:02+01:00");
        Assert.Equal("granted booking", (await site.ShowsPin(pin)).Became);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_restart_finds_the_wrong_PINs_of_before(bool isKilled)
    {
        await using var hub = await LinkedHub.Start(Engines.Sqlite);
        await hub.Booked("anne", "nogaro-desk-1", "2026-11-23T09:00", "2026-11-23T12:00");
        var pin = await PinOf(hub, "anne");
        await using var site = await LonelySite.Open(hub);
        await site.Cut();
        site.MoveTo("2026-11-23T09:00+01:00");
        for (var restarts = 0; restarts < 5; restarts++)
        {
            await Guess(site, pin, 1);
            await (isKilled ? site.RestartAfterKill() : site.Restart());
        }

        Assert.Equal("denied pin-locked", (await site.ShowsPin(pin)).Became);
        await site.Mend();
        await site.Drained();
        Assert.Contains("pin-locked", (await hub.Alarms()).Select(alarm => alarm.Kind));
        await hub.MustVerify();
    }

    private static async Task<string> PinOf(LinkedHub hub, string member) => (await hub.As(member).Post("me/credentials", new { kind = "pin" })).Must(201).Word("pin");

    private static async Task Guess(LonelySite site, string right, int times)
    {
        foreach (var guess in Enumerable.Range(0, 20).Select(i => $"{i:000000}").Where(guess => guess != right).Take(times))
            Assert.Equal("denied unknown-credential", (await site.ShowsPin(guess)).Became);
    }
}
