using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Hub.Jobs;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Mail;

/// <summary>
/// Follows the journal and writes what people are to be told. Messages and cursor move in one transaction that fails where another node has gone on from the
/// same place, so that nothing is told twice and nothing is left out, whoever dies when.
/// </summary>
internal sealed partial class MailWriter(Store store, StoreQueries queries, LetterMaker maker, KeyLetters keys, ClosureLetters closures, TimeProvider clock, ILogger<MailWriter> log) : Follower(store, log)
{
    private const int Batch = 500;

    /// <summary>More than any one command writes.</summary>
    private const int WholeCommand = 5000;

    /// <summary>What happened longer ago, while mail was off, is no news any more.</summary>
    private static readonly TimeSpan News = TimeSpan.FromHours(24);

    protected override Task Begin(CancellationToken stop) => Store.Mail.Begin(stop);

    public override async Task<int> Step(CancellationToken stop)
    {
        if (await Store.Mail.Place(stop) is not { } from)
        {
            await Store.Mail.Begin(stop);
            return 0;
        }

        var read = await queries.JournalAfter(from, Batch, stop);
        if (read.Count == 0) return 0;

        var entries = Whole(read) is { Count: > 0 } whole ? whole : await queries.JournalAfter(from, WholeCommand, stop);
        var now = clock.GetUtcNow();
        var news = entries.Where(entry => now - entry.At < News).ToList();
        var (letters, overtaken) = await Write([.. news.Where(entry => entry.Entity == "booking")], now, stop);
        letters = [.. letters, .. await keys.Make(news, now, stop), .. await closures.Make(news, now, stop)];
        var isWritten = await Store.Mail.Write(from, entries[^1].Position, letters, overtaken, stop);
        if (isWritten && letters.Count > 0) LogWritten(log, letters.Count, overtaken.Count);

        return entries.Count;
    }

    /// <summary>A full batch may end inside a command; what that one did belongs into one message.</summary>
    private static IReadOnlyList<JournalEntry> Whole(IReadOnlyList<JournalEntry> entries)
    {
        if (entries.Count != Batch) return entries;

        var last = entries[^1];
        return [.. entries.Take(entries.Count - entries.Reverse().TakeWhile(entry => (entry.At, entry.Actor, entry.Position.Tx) == (last.At, last.Actor, last.Position.Tx)).Count())];
    }

    private async Task<(IReadOnlyList<Letter> Letters, IReadOnlyList<string> Overtaken)> Write(List<JournalEntry> news, DateTimeOffset now, CancellationToken stop)
    {
        if (news.Count == 0) return ([], []);

        var ids = news.Select(entry => new BookingId(entry.EntityId)).ToHashSet();
        var told = await queries.MailsAbout(ids, stop);
        ids.UnionWith(told.Where(one => one.Status == MailStatus.Queued).Select(one => one.About.Booking));
        var bookings = (await queries.BookingsOf(ids, stop)).ToDictionary(booking => booking.Id);
        var plan = MailPlan.Of(news, bookings, told, now);
        return (await maker.Make(plan.Written, now, stop), plan.Overtaken);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Letters} messages written, {Overtaken} taken back")]
    private static partial void LogWritten(ILogger log, int letters, int overtaken);
}
