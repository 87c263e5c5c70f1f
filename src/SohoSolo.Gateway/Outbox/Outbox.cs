using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using SohoSolo.Gateway.Wire;

namespace SohoSolo.Gateway.Outbox;

/// <summary>
/// Where events are kept until the hub has them, and what a gateway remembers over a restart: one SQLite file (WAL, synchronous FULL, for its owner's eyes only), one writer that commits in groups. What it has
/// taken is on disk; an event is deleted only when the hub has acknowledged it and a day has passed since its receipt. It never sees a badge number, a PIN or a pass.
/// </summary>
public sealed class Outbox : IAsyncDisposable
{
    private const int LongestQueue = 10_000;
    private const int LongestEvent = 16 * 1024;
    private const int LongestName = 256;
    private const int EventsInAPage = 1000;
    private const long HighestSeq = 1L << 53;

    /// <summary>From its receipt an event needs less than that to reach the outbox, also when the hub is asked before.</summary>
    private static readonly TimeSpan OnTheWay = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private readonly Lock reading = new();
    private readonly Dictionary<(string, string, long), Task<Appended>> underWay = [];
    private readonly ConcurrentDictionary<(string Device, string Boot), DeviceRun> runs;
    private readonly TimeProvider clock;
    private readonly OutboxOptions options;
    private readonly FileStream hold;
    private readonly OutboxFile reader;
    private readonly OutboxWriter writer;
    private OutboxLedger ledger;

    private Outbox(FileStream hold, OutboxFile file, OutboxFile reader, OutboxOptions options, TimeProvider clock)
    {
        (this.hold, this.reader, this.options, this.clock) = (hold, reader, options, clock);
        ledger = Load(file);
        runs = new(file.Rows("SELECT device, boot, content FROM run", row => KeyValuePair.Create((row.GetString(0), row.GetString(1)), DeviceRun.Read(row.GetString(2)))));
        Memory = file.Rows("SELECT key, value FROM state WHERE typeof(value) = 'text'", row => (row.GetString(0), row.GetString(1))).ToDictionary(StringComparer.Ordinal);
        Messages = file.Rows("SELECT key, value FROM state WHERE typeof(value) = 'blob' ORDER BY key", row => (row.GetString(0), row.GetFieldValue<byte[]>(1))).ToDictionary(StringComparer.Ordinal);
        writer = new OutboxWriter(file, clock, () => new OutboxDraft(file, options, ledger, id => runs.GetValueOrDefault(id), clock.GetUtcNow()), Publish);
    }

    /// <summary>Raised after events were written, on the writer's thread: must be quick.</summary>
    public event Action? Grew;

    /// <summary>Which life of the outbox: random, made with its file.</summary>
    public string Epoch => Ledger.Epoch;

    /// <summary>The highest number given in this life; 0 before the first.</summary>
    public long Last => Ledger.Last;

    /// <summary>Up to where the hub has them.</summary>
    public long Acknowledged => Ledger.Acknowledged;

    /// <summary>Between 0 and 1: how full it is of events that the hub has not acknowledged. At 0.8 it raises the alarm <c>outbox-filling</c>, at 1 it takes no more.</summary>
    public double Fill => Math.Clamp((double)Ledger.Waiting / options.MostEvents, 0, 1);

    /// <summary>What was remembered when it was opened.</summary>
    public IReadOnlyDictionary<string, string> Memory { get; }

    /// <summary>Messages that were kept as they came, when it was opened.</summary>
    internal IReadOnlyDictionary<string, byte[]> Messages { get; }

    private OutboxLedger Ledger => Volatile.Read(ref ledger);

    /// <summary>Opens the file, or makes it. <see cref="OutboxException"/> when it is no outbox, cannot be written, or is open already.</summary>
    public static Outbox Open(string file, TimeProvider clock, OutboxOptions? options = null)
    {
        var path = Path.GetFullPath(file);
        FileStream? hold = null;
        OutboxFile? writing = null;
        OutboxFile? reading = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            hold = new FileStream($"{path}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            writing = OutboxFile.OpenToWrite(path, (options ?? new OutboxOptions()).MostBytes);
            reading = OutboxFile.OpenToRead(path);
            return new Outbox(hold, writing, reading, options ?? new OutboxOptions(), clock);
        }
        catch (Exception broken) when (broken is SqliteException or IOException or UnauthorizedAccessException or InvalidDataException or FormatException or System.Text.Json.JsonException)
        {
            reading?.Dispose();
            writing?.Dispose();
            hold?.Dispose();
            throw new OutboxException(hold is null ? "The outbox is open in another process, or its folder cannot be written." : "The outbox cannot be opened: its file is damaged, or is none.", broken);
        }
    }

    /// <summary>Whether what a device said is kept already, or on its way to the disk. Without waiting.</summary>
    public bool Knows(string device, string boot, long seq)
    {
        lock (gate)
            return underWay.ContainsKey((device, boot, seq)) || IsKept(device, boot, seq);
    }

    /// <summary>Up to which number everything of that life of a device is kept, or given up; null when nothing is.</summary>
    public long? UpTo(string device, string boot) => runs.TryGetValue((device, boot), out var run) ? run.UpTo : null;

    /// <summary>As <see cref="Append(IReadOnlyList{GatewayEvent}, DeviceMark?, IReadOnlyList{StateChange})"/>, for one event.</summary>
    public Task<Appended> Append(GatewayEvent happened, DeviceMark? mark = null, params IReadOnlyList<StateChange> changes) => Append([happened], mark, changes);

    /// <summary>
    /// Ends when events and changes are on disk together, all of them or none; of what has a mark that is known already, none again. Events are numbered in the order of the calls, which themselves do not wait.
    /// <see cref="OutboxException"/> when the disk does not take them, or the outbox is full: it may be tried again.
    /// </summary>
    public Task<Appended> Append(IReadOnlyList<GatewayEvent> events, DeviceMark? mark, IReadOnlyList<StateChange> changes)
    {
        Check(mark);
        var entry = new OutboxEntry([.. events.Select(Encode)], mark, changes);
        if (writer.Waiting >= LongestQueue)
            return Task.FromException<Appended>(new OutboxException("The outbox's disk is too slow for what comes."));

        lock (gate)
        {
            if (mark is null) return writer.Run(draft => draft.Append(entry));

            var id = (mark.Device, mark.Boot, mark.Seq);
            if (underWay.TryGetValue(id, out var first)) return Follow(first);
            if (IsKept(mark.Device, mark.Boot, mark.Seq)) return Task.FromResult(new Appended(IsNew: false, 0));

            var written = writer.Run(draft => draft.Append(entry));
            underWay[id] = written;
            return Finish(written, id);
        }
    }

    /// <summary>Remembers without an event.</summary>
    public Task Save(params IReadOnlyList<StateChange> changes) => Append([], null, changes);

    /// <summary>Closes it after what waits has been written.</summary>
    public async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync().ConfigureAwait(false);
        lock (reading)
            reader.Dispose();

        await hold.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Of the last <see cref="EventsInAPage"/> events those that were received after then, oldest first.</summary>
    internal IReadOnlyList<GatewayEvent> Since(DateTimeOffset received)
    {
        lock (reading)
        {
            return
            [
                .. reader.Rows("SELECT seq, received, body FROM event WHERE seq > $1 ORDER BY seq", row => (Seq: row.GetInt64(0), Received: row.GetInt64(1), Body: row.GetFieldValue<byte[]>(2)), Last - EventsInAPage)
                    .Where(row => row.Received > received.ToUnixTimeMilliseconds())
                    .Select(row => Json.Read(EventJson.WithSeq(row.Body, row.Seq), EventJson.Read))
                    .OfType<GatewayEvent>(),
            ];
        }
    }

    /// <summary>Events from a number on, so many bytes of them at most, and at least one if there is any. It begins later where earlier ones are gone.</summary>
    internal OutboxPage Read(long from, int mostBytes)
    {
        // Before looking: what comes meanwhile was received later than that.
        var now = clock.GetUtcNow();
        var surely = writer.OldestWaiting is { } oldest && oldest < now ? oldest : now;
        var events = new List<byte[]>();
        var first = from;
        lock (reading)
        {
            var bytes = 0;
            foreach (var (seq, received, body) in reader.Rows(
                "SELECT seq, received, body FROM event WHERE seq >= $1 ORDER BY seq LIMIT $2", row => (row.GetInt64(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2)), from, EventsInAPage + 1))
            {
                first = events.Count == 0 ? seq : first;
                var numbered = EventJson.WithSeq(body, seq);
                bytes += numbered.Length + 1;
                if (events.Count > 0 && (bytes > mostBytes || events.Count == EventsInAPage))
                    return new OutboxPage(first, events, Earlier(DateTimeOffset.FromUnixTimeMilliseconds(received), surely) - OnTheWay);

                events.Add(numbered);
            }
        }

        return new OutboxPage(first, events, surely - OnTheWay);
    }

    /// <summary>The hub has everything up to a number; a lower one than before makes it send again what is still kept. The number was given by this life of the outbox.</summary>
    internal Task Acknowledge(long upTo, params IReadOnlyList<StateChange> changes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(upTo);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(upTo, Last);
        return writer.Run(draft => draft.Acknowledge(upTo, changes));
    }

    /// <summary>Begins another life, in which what the hub has not acknowledged is numbered anew.</summary>
    internal Task StartEpoch(params IReadOnlyList<StateChange> changes) => writer.Run(draft => draft.StartEpoch(NewEpoch(), changes));

    private static OutboxLedger Load(OutboxFile file)
    {
        var about = file.Rows("SELECT name, value FROM about", row => (row.GetString(0), row.GetString(1))).ToDictionary(StringComparer.Ordinal);
        if (!about.TryGetValue("epoch", out var epoch))
        {
            epoch = NewEpoch();
            file.Execute("INSERT INTO about (name, value) VALUES ('epoch', $1)", epoch);
        }

        var acknowledged = Number("acknowledged");
        var last = Math.Max(Math.Max(Number("last"), acknowledged), (long?)file.Scalar("SELECT MAX(seq) FROM event") ?? 0);
        return new OutboxLedger(epoch, (long?)file.Scalar("SELECT MIN(seq) FROM event") ?? last + 1, last, acknowledged, Number("filling") == 1);

        long Number(string name) => about.TryGetValue(name, out var text) ? long.Parse(text, CultureInfo.InvariantCulture) : 0;
    }

    private static string NewEpoch() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    private static (long Received, byte[] Body) Encode(GatewayEvent happened)
    {
        var body = EventJson.Body(happened);
        return body.Length <= LongestEvent ? (happened.ReceivedAt.ToUnixTimeMilliseconds(), body) : throw new ArgumentException($"An event holds {LongestEvent} bytes; this would be {body.Length}.", nameof(happened));
    }

    private static void Check(DeviceMark? mark)
    {
        if (mark is null) return;
        if (mark.Device.Length > LongestName || mark.Boot.Length > LongestName)
            throw new ArgumentException($"The names in a mark have {LongestName} letters at most.", nameof(mark));
        if (mark.Seq is < 0 or > HighestSeq || mark.Lowest is < 0 or > HighestSeq)
            throw new ArgumentException("A device's number is not negative and below 2^53.", nameof(mark));
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static async Task<Appended> Follow(Task<Appended> first)
    {
        await first.ConfigureAwait(false);
        return new Appended(IsNew: false, 0);
    }

    private bool IsKept(string device, string boot, long seq) => runs.TryGetValue((device, boot), out var run) && run.Has(seq);

    private async Task<Appended> Finish(Task<Appended> written, (string, string, long) id)
    {
        try
        {
            return await written.ConfigureAwait(false);
        }
        finally
        {
            lock (gate)
                underWay.Remove(id);
        }
    }

    private void Publish(OutboxDraft draft)
    {
        foreach (var (id, run) in draft.Runs)
        {
            if (run is null)
                runs.TryRemove(id, out _);
            else
                runs[id] = run;
        }

        var grew = draft.Ledger.Last > Ledger.Last;
        Volatile.Write(ref ledger, draft.Ledger);
        if (grew)
            Grew?.Invoke();
    }
}
