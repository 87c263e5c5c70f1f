using SohoSolo.Core;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Board;

/// <summary>
/// Follows the journal, which tells of every node's commits, for all open streams at once; while nobody listens it reads nothing. It keeps no cursor: a stream that begins again says
/// where it was.
/// </summary>
internal sealed partial class NewsDesk(Store store, StoreQueries queries, ILogger<NewsDesk> log) : BackgroundService
{
    public const int MostListeners = 200;

    private const int Batch = 500;

    /// <summary>Further back a page is better read anew.</summary>
    private const int MostBatchesBack = 20;

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    /// <summary>No person feels so short a time; read after every commit, the journal would cost a query for each.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private readonly List<Listener> listeners = [];
    private readonly SemaphoreSlim arrived = new(0);

    /// <summary>How far everybody has been told; null while nobody listens.</summary>
    private JournalPosition? told;

    /// <summary>Null when there are too many already.</summary>
    public async Task<Listener?> Listen(SiteId site, CancellationToken stop)
    {
        var end = await queries.JournalEnd(stop);
        lock (gate)
        {
            if (listeners.Count >= MostListeners) return null;

            told ??= end;
            var listener = new Listener(site, told.Value, Leave);
            listeners.Add(listener);
            if (listeners.Count == 1) arrived.Release();

            return listener;
        }
    }

    /// <summary>What a listener missed since she was here last, up to where she is told anyway; null when that is too much.</summary>
    public async Task<IReadOnlyList<SiteNews>?> Missed(Listener listener, JournalPosition last, CancellationToken stop)
    {
        var missed = new List<SiteNews>();
        for (var batch = 0; batch < MostBatchesBack; batch++)
        {
            var entries = await queries.JournalAfter(last, Batch, stop);
            missed.AddRange((await News(entries, stop)).Where(news => news.Site == listener.Site && !IsAfter(news.Position, listener.Since)));
            if (entries.Count < Batch || IsAfter(entries[^1].Position, listener.Since)) return missed;

            last = entries[^1].Position;
        }

        return null;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (Told() is null) await arrived.WaitAsync(stoppingToken);

                // Asked for before reading, so that a commit in between is not slept through.
                var committed = store.WhenCommitted(stoppingToken);
                if (await Step(stoppingToken) == 0) await Task.WhenAny(committed, Task.Delay(Poll, stoppingToken));

                await Task.Delay(Gathering, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // It outlives any trouble: nobody has been told, so the same entries come again.
            catch (Exception broken)
#pragma warning restore CA1031
            {
                LogTrouble(log, broken.GetType().Name, broken.Message);
                await Task.Delay(AfterTrouble, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        arrived.Dispose();
    }

    private async Task<int> Step(CancellationToken stop)
    {
        if (Told() is not { } since) return 0;

        var entries = await queries.JournalAfter(since, Batch, stop);
        if (entries.Count == 0) return 0;

        var news = await News(entries, stop);
        lock (gate)
        {
            // All have left meanwhile, and others have come who began elsewhere.
            if (told != since) return entries.Count;

            told = entries[^1].Position;
            foreach (var one in news)
            {
                foreach (var listener in listeners.Where(listener => listener.Site == one.Site))
                    listener.Tell(one);
            }
        }

        return entries.Count;
    }

    private JournalPosition? Told()
    {
        lock (gate)
            return told;
    }

    private void Leave(Listener listener)
    {
        lock (gate)
        {
            listeners.Remove(listener);
            if (listeners.Count == 0) told = null;
        }
    }

    private async Task<IEnumerable<SiteNews>> News(IReadOnlyList<JournalEntry> entries, CancellationToken stop)
    {
        var people = entries.Where(SiteNews.IsAboutSomebody).Select(entry => new MemberId(entry.MemberId!)).Distinct().ToList();
        var names = await queries.MemberNames(people, stop);
        return [.. entries.Select(entry => SiteNews.Of(entry, names)).OfType<SiteNews>()];
    }

    private static bool IsAfter(JournalPosition one, JournalPosition other) => (one.Epoch, one.Tx, one.Seq).CompareTo((other.Epoch, other.Tx, other.Seq)) > 0;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The streams' reader of the journal tries again: {Kind}: {Says}")]
    private static partial void LogTrouble(ILogger log, string kind, string says);
}
