using Microsoft.Extensions.DependencyInjection;
using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Reports;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Hub.Usage;
using SohoSolo.Testing;
using Xunit;

namespace SohoSolo.Hub.Tests.Usage;

/// <summary>A hub with a month whose figures stand.</summary>
internal static class FrozenOctober
{
    private static readonly string[] Everybody = ["anne", "bruno", "chloe", "simon", "keeper-nogaro", "keeper-auch", "chamber"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Seven persons were in Nogaro in October, six in Eauze, two in Auch; the month is frozen.</summary>
    public static async Task<RunningHub> Start(string engine, int septembers = 0)
    {
        var hub = await RunningHub.Start(engine);
        await hub.Happens(work =>
        {
            for (var n = 0; n < 7; n++)
                work.Put(null, Visit("nogaro-desk-1", Everybody[n], 5 + n), "booked");
            for (var n = 0; n < 6; n++)
                work.Put(null, Visit("eauze-desk-1", Everybody[n], 12 + n), "booked");
            for (var n = 0; n < 2; n++)
                work.Put(null, Visit("auch-desk-1", Everybody[n], 19 + n), "booked");
            for (var n = 0; n < septembers; n++)
                work.Put(null, Earlier(Visit("nogaro-desk-2", Everybody[n], 5 + n)), "booked");
        });
        var keeper = hub.App.Services.GetRequiredService<UsageKeeper>();
        var freezing = hub.App.Services.GetRequiredService<MonthFreezing>();
        hub.Clock.Advance(TimeSpan.FromMinutes(1));
        await Patience.Until(
            async () =>
            {
                while (await keeper.Step(Stop) > 0)
                {
                }

                await freezing.Freeze(Stop);
                return (await hub.App.Services.GetRequiredService<ReportReading>().Months(Stop)).Any(month => month.State == ReportState.Frozen && month.Month == new DateOnly(2026, 10, 1));
            },
            TimeSpan.FromSeconds(30),
            () => "October was not frozen.",
            Stop);
        return hub;
    }

    private static Booking Visit(string space, string member, int day) => new()
    {
        Id = new BookingId($"{space}-{day}"),
        Site = new SiteId(space.Split('-')[0]),
        Space = new SpaceId(space),
        Kind = SpaceKind.Desk,
        Member = new MemberId(member),
        During = new TimeRange(At(day, 6), At(day, 6).AddMinutes(210)),
        Status = BookingStatus.Completed,
        RulesVersion = 1,
        Rate = 1,
        MadeAt = At(1, 6),
    };

    private static Booking Earlier(Booking booking) => booking with { During = new TimeRange(booking.During.Start.AddDays(-28), booking.During.End.AddDays(-28)), MadeAt = booking.MadeAt.AddDays(-28) };

    private static DateTimeOffset At(int day, int hour) => new(2026, 10, day, hour, 0, 0, TimeSpan.Zero);
}
