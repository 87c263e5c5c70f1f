using SohoSolo.Hub.Jobs;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Hub.Tests.Link;
using Xunit;

namespace SohoSolo.Hub.Tests.LineDown;

/// <summary>What the hub believed without news, and what it says when they come.</summary>
public sealed class LateNewsTests
{
    public static TheoryData<string> Both => Engines.Both;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Both))]
    public async Task A_booking_that_ended_unproven_while_the_line_was_down_is_proven_when_the_news_come(string engine)
    {
        await using var hub = await LinkedHub.Start(engine);
        var (came, stayedAway) = (await hub.Booked("anne", "nogaro-desk-1", "2026-11-23T09:00", "2026-11-23T12:00"), await hub.Booked("bruno", "nogaro-desk-2", "2026-11-23T09:00", "2026-11-23T12:00"));
        await using var site = await LonelySite.Open(hub);
        await site.Cut();
        site.MoveTo("2026-11-23T09:10+01:00");
        Assert.Equal("granted booking", (await site.ShowsBadgeOf("anne")).Became);
        site.MoveTo("2026-11-23T16:00+01:00");
        await hub.Get<Sweeper>().Sweep(Stop);
        Assert.Equal((true, true), ((await hub.Now(came)).Unproven, (await hub.Now(stayedAway)).Unproven));

        await site.Mend();
        await site.Drained();

        Assert.Equal((false, true), ((await hub.Now(came)).Unproven, (await hub.Now(stayedAway)).Unproven));
        Assert.Equal(DateTimeOffset.Parse("2026-11-23T09:10+01:00", System.Globalization.CultureInfo.InvariantCulture), Assert.Single((await hub.Now(came)).Evidence).At);
        await hub.MustVerify();
    }
}
