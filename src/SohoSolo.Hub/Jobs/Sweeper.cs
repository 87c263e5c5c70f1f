using Quartz;
using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Hub.Bookings;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Presence;
using SohoSolo.Hub.Sites;
using SohoSolo.Hub.Waiting;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Jobs;

/// <summary>Does what is due: places whose member has not come or has left, offers that nobody took, requests that nobody answered, bookings that end, places in line whose time has come.</summary>
[DisallowConcurrentExecution]
internal sealed partial class Sweeper(
    Store store, StoreQueries queries, BookingKeeping keeping, WaitingDesk waiting, PresenceSweep presence, NetworkCache network, TimeProvider clock, ILogger<Sweeper> log) : IJob
{
    private const int Batch = 200;

    private static readonly TimeSpan KeysAreKept = TimeSpan.FromHours(48);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken stop) => await Sweep(stop);

    public async Task Sweep(CancellationToken stop)
    {
        await presence.Sweep(stop);
        var ended = await Bookings(stop);
        var lapsed = await Lines(stop);
        var forgotten = await store.ForgetCommands(clock.GetUtcNow() - KeysAreKept, stop);
        if (ended + lapsed + forgotten > 0)
        {
            LogSwept(log, ended, lapsed, forgotten);
        }
    }

    /// <summary>Every booking that is due, each in a decision of its own; one that somebody else has just dealt with is left as it is.</summary>
    internal async Task<int> Bookings(CancellationToken stop)
    {
        var swept = new HashSet<BookingId>();
        while (true)
        {
            var due = await queries.Due(clock.GetUtcNow(), Batch, stop);
            var news = due.Where(booking => swept.Add(booking.Id)).ToList();
            foreach (var booking in news)
            {
                var command = SystemCommand.Named("sweep", clock.GetUtcNow());
                await (booking.Status == BookingStatus.Offered && await EntryOf(booking, stop) is { } entry
                    ? waiting.Lapse(entry.Id, command, stop)
                    : keeping.WhenDue(booking.Id, command, stop));
            }

            if (due.Count < Batch || news.Count == 0)
            {
                return swept.Count;
            }
        }
    }

    /// <summary>Who waited until the time had passed waits no longer.</summary>
    private async Task<int> Lines(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var lapsed = 0;
        foreach (var site in (await network.Get(stop)).Sites.Keys)
        {
            var over = await queries.Line(site, new Core.Time.TimeRange(now.AddDays(-400), now), stop);
            foreach (var entry in over.Where(entry => entry.Status == WaitingStatus.Waiting && entry.During.End <= now))
            {
                await waiting.Lapse(entry.Id, SystemCommand.Named("sweep", now), stop);
                lapsed++;
            }
        }

        return lapsed;
    }

    private async Task<WaitingEntry?> EntryOf(Booking offer, CancellationToken stop) =>
        (await queries.WaitingOf(offer.Member, stop)).FirstOrDefault(entry => entry.Offer == offer.Id);

    [LoggerMessage(Level = LogLevel.Information, Message = "Swept: {Ended} bookings due, {Lapsed} places in line, {Forgotten} old keys")]
    private static partial void LogSwept(ILogger log, int ended, int lapsed, int forgotten);
}
