using System.Globalization;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace SohoSolo.Storage.Engines;

/// <summary>
/// Hears over one connection of its own what other nodes read. Decisions never NOTIFY, which would serialise their commits (<c>rulings</c> 13):
/// whoever reads new journal entries tells the others, once, how far the journal goes.
/// </summary>
internal sealed partial class PostgresSignal(PostgresEngine engine, ILogger log) : CommitSignal
{
    private const string Channel = "sohosolo_journal";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource closing = new();
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private JournalPosition known;
    private Task? listening;

    public override Task Ready => ready.Task;

    public override Task Next(CancellationToken stop)
    {
        lock (gate)
            listening ??= Task.Run(() => Listen(closing.Token), CancellationToken.None);

        return base.Next(stop);
    }

    public override async Task Tell(JournalPosition read, CancellationToken stop)
    {
        if (!IsNews(read))
            return;

        var connection = await engine.Open(stop).ConfigureAwait(false);
        await using var closingConnection = connection.ConfigureAwait(false);
        var notify = new NpgsqlCommand("SELECT pg_notify($1, $2)", connection);
        await using var closingCommand = notify.ConfigureAwait(false);
        notify.Parameters.AddWithValue(Channel);
        notify.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"{read.Epoch} {read.Tx} {read.Seq}"));
        await notify.ExecuteNonQueryAsync(stop).ConfigureAwait(false);
    }

    public override async ValueTask DisposeAsync()
    {
        await closing.CancelAsync().ConfigureAwait(false);
        if (listening is not null)
            await listening.ConfigureAwait(false);

        closing.Dispose();
        await base.DisposeAsync().ConfigureAwait(false);
    }

    private async Task Listen(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await ListenOnce(stop).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception lost) when (lost is NpgsqlException or StoreException)
            {
                LostListening(lost.Message);
                await Task.Delay(Pause, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenOnce(CancellationToken stop)
    {
        var connection = await engine.Open(stop).ConfigureAwait(false);
        await using var closingConnection = connection.ConfigureAwait(false);
        connection.Notification += (_, told) => Hear(told.Payload);
        var listen = new NpgsqlCommand($"LISTEN {Channel}", connection);
        await using (listen.ConfigureAwait(false))
            await listen.ExecuteNonQueryAsync(stop).ConfigureAwait(false);

        ready.TrySetResult();
        try
        {
            while (true)
                await connection.WaitAsync(stop).ConfigureAwait(false);
        }
        finally
        {
            // Back in the pool it would go on hearing, and be somebody else's.
            NpgsqlConnection.ClearPool(connection);
        }
    }

    private void Hear(string payload)
    {
        var parts = payload.Split(' ');
        if (parts.Length == 3 && long.TryParse(parts[0], out var epoch) && long.TryParse(parts[1], out var tx) && long.TryParse(parts[2], out var seq))
            IsNews(new JournalPosition(epoch, tx, seq));

        Committed();
    }

    private bool IsNews(JournalPosition read)
    {
        lock (gate)
        {
            if ((read.Epoch, read.Tx, read.Seq).CompareTo((known.Epoch, known.Tx, known.Seq)) <= 0)
                return false;

            known = read;
            return true;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Lost the line on which other nodes tell of commits, trying again: {Reason}")]
    private partial void LostListening(string reason);
}
