using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Hub.Tests.Ingest;
using SohoSolo.Hub.Tests.Link;
using Xunit;

namespace SohoSolo.Hub.Tests.Pages;

/// <summary>What sensors notice, as the board says it: somebody, never who.</summary>
public sealed class SensedBoardTests
{
    private const string Board = "/board/nogaro";

    public static TheoryData<string> Both => Engines.Both;

    [Theory, MemberData(nameof(Both))]
    public async Task Somebody_is_told_of_with_and_without_a_booking_and_a_silent_sensor_is_told_of_too(string engine)
    {
        await using var hub = await SensedSite.Start(engine);
        await hub.Booked("anne", "nogaro-desk-1", "2026-11-23T09:00", "2026-11-23T12:00");
        await hub.MustApply(1, [.. SensedSite.Sensors.Select(sensor => hub.Goes(sensor.Id, online: true))]);
        hub.Clock.Advance(TimeSpan.FromMinutes(6));
        await hub.MustApply(1 + SensedSite.Sensors.Length, hub.Notices(SensedSite.Seat), hub.Notices(SensedSite.OtherPir));
        hub.Clock.Advance(TimeSpan.FromSeconds(40));
        await hub.MustApply(3 + SensedSite.Sensors.Length, hub.Notices(SensedSite.OtherPir));
        using var keeper = await Surfer.As(hub.App, "keeper-nogaro");

        var board = await keeper.Open(Board);
        Assert.StartsWith("nogaro-desk-1 Quelqu’un, pas de badge vu anne, jusqu’à 12 h", Plain.Text(board, "#space-nogaro-desk-1"), StringComparison.Ordinal);
        Assert.StartsWith("nogaro-desk-2 Quelqu’un, sans réservation depuis 9 h", Plain.Text(board, "#space-nogaro-desk-2"), StringComparison.Ordinal);
        Assert.Equal("nogaro-desk-1 quelqu’un, anne", board.Doc.QuerySelector(".plan [href^='#booking-']")!.GetAttribute("aria-label"));
        Assert.Contains("nogaro-desk-2", Plain.Text(await keeper.Open($"{Board}/roll-call")), StringComparison.Ordinal);

        hub.Clock.Advance(TimeSpan.FromMinutes(3));
        var later = await keeper.Open(Board);
        Assert.Contains("capteur muet", Plain.Text(later, "#space-nogaro-desk-1"), StringComparison.Ordinal);
        Assert.Contains("Le boîtier du site ne répond plus depuis 9 h", Plain.Text(later, "#doors"), StringComparison.Ordinal);
    }
}
