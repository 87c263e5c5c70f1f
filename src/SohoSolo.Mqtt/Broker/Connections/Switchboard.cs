using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using SohoSolo.Mqtt.Broker.Metrics;
using SohoSolo.Mqtt.Routing;
using SohoSolo.Mqtt.Store;

namespace SohoSolo.Mqtt.Broker.Connections;

/// <summary>What all connections of one broker share: its router and its gate, its host, its clock, and who is connected.</summary>
internal sealed class Switchboard(BrokerOptions options, BrokerHooks hooks, TimeProvider clock, ILogger log, Router router, IMessageStore store, Tally tally) : IDisposable
{
    /// <summary>How often the connections are looked after.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);

    /// <summary>Beats for which a host's verdict on a topic is not asked for again: one second.</summary>
    private const int VerdictBeats = 5;

    private readonly ConcurrentDictionary<Connection, Task> connections = new();
    private readonly ConcurrentDictionary<string, Connection> clients = new();
    private readonly CancellationTokenSource stopping = new();
    private int admitted;
    private int halfOpen;
    private int sweeping;
    private long beats;

    public BrokerOptions Options => options;

    public BrokerHooks Hooks => hooks;

    public TimeProvider Clock => clock;

    public ILogger Log => log;

    public Router Router => router;

    public IMessageStore Store => store;

    public Tally Tally => tally;

    /// <summary>Password hashes are slow on purpose; more of them at once would only starve those who are in.</summary>
    public SemaphoreSlim Authentications { get; } = new(Math.Max(2, Environment.ProcessorCount));

    /// <summary>For what runs in the name of a connection, and must not outlive the broker.</summary>
    public CancellationToken Stopping => stopping.Token;

    public bool IsStopping => stopping.IsCancellationRequested;

    public BrokerFigures Figures
    {
        get
        {
            lock (router.Gate)
            {
                var figures = router.Figures;
                return new BrokerFigures(figures.Connected, figures.Sessions, figures.QueuedMessages, figures.QueuedBytes, figures.Retained, store.IsWritable);
            }
        }
    }

    /// <summary>Unix milliseconds.</summary>
    public long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>A host's verdict that was given now stands until this beat.</summary>
    public long VerdictsUntil => Beats + VerdictBeats;

    public long Beats => Volatile.Read(ref beats);

    /// <summary>Through the router's gate: to be disposed, and never held over an await.</summary>
    public Passage Enter() => new(this);

    /// <summary>Null when there are too many connections already, or too many that have not yet said who they are.</summary>
    public Admission? Admit()
    {
        if (IsStopping || Interlocked.Increment(ref admitted) > options.MaximumConnections)
        {
            Interlocked.Decrement(ref admitted);
            return null;
        }

        if (Interlocked.Increment(ref halfOpen) <= options.MaximumHalfOpenConnections)
            return new Admission(this);

        Interlocked.Decrement(ref halfOpen);
        Interlocked.Decrement(ref admitted);
        return null;
    }

    /// <summary>Runs a connection to its end.</summary>
    public Task Run(Connection connection)
    {
        var whole = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        connections[connection] = whole.Task;
        return RunToEnd(connection, whole);
    }

    public void Arrived(string clientId, Connection connection) => clients[clientId] = connection;

    public void Left(string clientId, Connection connection) => clients.TryRemove(KeyValuePair.Create(clientId, connection));

    public Connection? Find(string clientId) => clients.GetValueOrDefault(clientId);

    public IEnumerable<Connection> Of(string identity) => clients.Values.Where(connection => connection.Identity == identity);

    /// <summary>Told to the log, to the figures and to the host.</summary>
    public void Refused(Refusal refusal)
    {
        tally.Refused(refusal.What, refusal.Reason);
        log.Refused(refusal.What, refusal.ClientId, refusal.Topic, refusal.Reason, refusal.Why, refusal.Address);
        hooks.Refused(refusal);
    }

    /// <summary>Once a beat: keep-alive times, connections that do not close, wills, expiries; and what was dropped is told.</summary>
    public void Sweep()
    {
        if (Interlocked.Exchange(ref sweeping, 1) == 1)
            return;

        try
        {
            Interlocked.Increment(ref beats);
            LookAfter();
        }
        catch (Exception fault) when (IsLogged(fault))
        {
            // The next beat tries again; a timer's callback has nobody else to tell.
        }
        finally
        {
            Volatile.Write(ref sweeping, 0);
        }
    }

    /// <summary>The disk moved: what waited for it goes on.</summary>
    public void Advance()
    {
        using (Enter())
            router.Advance(Now);
    }

    /// <summary>Says goodbye to everybody, and cuts off who has not taken it after <paramref name="patience"/>.</summary>
    public async Task Stop(TimeSpan patience)
    {
        await stopping.CancelAsync();
        foreach (var (connection, _) in connections)
            connection.Close(ReasonCode.ServerShuttingDown, "The broker stops.");

        var all = Task.WhenAll(connections.Values);
        await all.WaitAsync(patience, TimeProvider.System).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var (connection, _) in connections)
            connection.Abort();
    }

    private void LookAfter()
    {
        foreach (var (connection, _) in connections)
            connection.Check();

        using (Enter())
            router.Tick(Now);

        foreach (var (clientId, reason, count) in tally.TakeDropped())
        {
            log.Dropped(clientId, reason, count);
            hooks.Dropped(clientId, reason, count);
        }
    }

    private bool IsLogged(Exception fault)
    {
        log.Failed(fault, null);
        return true;
    }

    public void Dispose()
    {
        Authentications.Dispose();
        stopping.Dispose();
    }

    private async Task RunToEnd(Connection connection, TaskCompletionSource whole)
    {
        try
        {
            await connection.Run();
        }
        finally
        {
            connections.TryRemove(connection, out _);
            whole.SetResult();
        }
    }

    /// <summary>One connection's place, half-open until <see cref="Authenticated"/>.</summary>
    internal sealed class Admission(Switchboard board) : IDisposable
    {
        private int isHalfOpen = 1;

        /// <summary>Somebody spoke MQTT over it, or may do so: TLS is done.</summary>
        public bool IsServed { get; set; }

        public void Authenticated()
        {
            if (Interlocked.Exchange(ref isHalfOpen, 0) == 1)
                Interlocked.Decrement(ref board.halfOpen);
        }

        public void Dispose()
        {
            Authenticated();
            Interlocked.Decrement(ref board.admitted);
        }
    }
}
