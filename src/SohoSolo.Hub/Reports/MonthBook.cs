using System.Collections.Concurrent;
using System.Diagnostics;
using SohoSolo.Core.Reporting;
using SohoSolo.Core.Reporting.Suppression;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Reports;

/// <summary>A frozen month with everything that reports ask of it.</summary>
internal sealed record BookedMonth(FrozenMonth Frozen, PublishedUse Use, OfferSums Offers, IReadOnlyList<FrozenHour> Hours);

/// <summary>Frozen months, kept in memory: what is frozen does not change, so only the list of revisions is asked for again.</summary>
internal sealed class MonthBook(StoreQueries queries, NetworkCache network, PersonNumbers numbers)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<(DateOnly Month, int Revision), BookedMonth> months = new();

    private volatile Known known = new([], 0);

    /// <summary>Every revision of every month, by month.</summary>
    public async ValueTask<ILookup<DateOnly, FrozenMonth>> Revisions(CancellationToken stop)
    {
        var last = known;
        if (last.At == 0 || Stopwatch.GetElapsedTime(last.At) > Fresh)
            known = last = new Known(await queries.FrozenMonths(stop), Stopwatch.GetTimestamp());

        return last.Revisions.ToLookup(revision => revision.Month);
    }

    /// <summary>Asks again at the next question.</summary>
    public void Forget() => known = new Known([], 0);

    /// <summary>Those of the months that are frozen, as they are published now.</summary>
    public async Task<IReadOnlyList<BookedMonth>> Read(IReadOnlyList<DateOnly> wanted, CancellationToken stop)
    {
        var revisions = await Revisions(stop);
        var read = new List<BookedMonth>();
        foreach (var month in wanted.Distinct().Order())
        {
            if (revisions[month].LastOrDefault(revision => !revision.IsWithheld) is { } published)
                read.Add(months.TryGetValue((month, published.Revision), out var booked) ? booked : months[(month, published.Revision)] = await Load(published, stop));
        }

        return read;
    }

    private async Task<BookedMonth> Load(FrozenMonth published, CancellationToken stop)
    {
        var (month, revision) = (published.Month, published.Revision);
        var uses = await queries.FrozenUses(month, revision, stop);
        var shown = await queries.FrozenCells(month, revision, stop);
        var offers = new OfferSums(await queries.Offers(month, month.AddMonths(1).AddDays(-1), stop), await network.Get(stop));
        return new BookedMonth(published, new PublishedUse(month, uses, shown, revision > 0, numbers), offers, await queries.FrozenHours(month, revision, stop));
    }

    private sealed record Known(IReadOnlyList<FrozenMonth> Revisions, long At);
}
