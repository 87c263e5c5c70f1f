using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage;

/// <summary>How a job last went.</summary>
/// <param name="Name">Its own.</param>
/// <param name="Every">How often it is to run.</param>
/// <param name="StartedAt">When it last began.</param>
/// <param name="EndedAt">When that run ended; null while it runs, or where it was killed.</param>
/// <param name="GoodAt">When a run last ended well.</param>
/// <param name="Outcome"><c>running</c>, <c>ok</c> or <c>failed</c>.</param>
/// <param name="Done">How many rows the last good run touched.</param>
/// <param name="NextAt">When it is due again.</param>
public sealed record JobRun(string Name, TimeSpan Every, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, DateTimeOffset? GoodAt, string Outcome, long Done, DateTimeOffset NextAt)
{
    /// <summary>It has not ended well for twice as long as it should take to come round.</summary>
    public bool IsLate(DateTimeOffset now) => now - (GoodAt ?? StartedAt) > Every * 2;

    public bool IsTrouble(DateTimeOffset now) => Outcome == "failed" || IsLate(now);
}

/// <summary>The book of what runs by itself: one row a job, whichever node runs it.</summary>
public sealed class StoreJobs
{
    private const string BeginSql = """
        INSERT INTO job_run (name, every_seconds, started_at, ended_at, good_at, outcome, done, next_at) VALUES ($1, $2, $3, NULL, NULL, 'running', 0, $4)
        ON CONFLICT (name) DO UPDATE SET every_seconds = excluded.every_seconds, started_at = excluded.started_at, ended_at = NULL, outcome = 'running', next_at = excluded.next_at
        RETURNING mark
        """;

    // Whoever comes first takes it: of two nodes the second waits for the row, and finds it not due any more.
    private const string ClaimSql = """
        INSERT INTO job_run (name, every_seconds, started_at, ended_at, good_at, outcome, done, next_at) VALUES ($1, $2, $3, NULL, NULL, 'running', 0, $4)
        ON CONFLICT (name) DO UPDATE SET every_seconds = excluded.every_seconds, started_at = excluded.started_at, ended_at = NULL, outcome = 'running', next_at = excluded.next_at
        WHERE job_run.next_at <= excluded.started_at OR (job_run.outcome = 'running' AND job_run.started_at < $5)
        RETURNING mark
        """;

    private const string GoodSql = "UPDATE job_run SET ended_at = $2, good_at = $2, outcome = 'ok', done = $3, mark = CASE WHEN mark < $4 THEN $4 ELSE mark END WHERE name = $1";

    private const string ReachedSql = "UPDATE job_run SET mark = CASE WHEN mark < $2 THEN $2 ELSE mark END WHERE name = $1";

    private const string BadSql = "UPDATE job_run SET ended_at = $2, outcome = 'failed' WHERE name = $1";

    private readonly Store store;

    internal StoreJobs(Store store) => this.store = store;

    /// <summary>Writes down that it begins, and tells the mark it had left.</summary>
    public async Task<long> Begin(string name, TimeSpan every, DateTimeOffset now, CancellationToken stop) =>
        await Mark(BeginSql, [name, (long)every.TotalSeconds, now, now + every], stop).ConfigureAwait(false) ?? 0;

    /// <summary>The same where it is due, or was begun before <paramref name="abandoned"/> and never ended; null where it is not, or another node was quicker.</summary>
    public Task<long?> Claim(string name, TimeSpan every, DateTimeOffset now, DateTimeOffset abandoned, CancellationToken stop) =>
        Mark(ClaimSql, [name, (long)every.TotalSeconds, now, now + every, abandoned], stop);

    /// <summary>It ended well; its mark only grows.</summary>
    public Task Ended(string name, DateTimeOffset now, long done, long mark, CancellationToken stop) => Write(new SqlStatement(GoodSql, [name, now, done, mark]), stop);

    /// <summary>It has come so far, and still runs.</summary>
    public Task Reached(string name, long mark, CancellationToken stop) => Write(new SqlStatement(ReachedSql, [name, mark]), stop);

    public Task Failed(string name, DateTimeOffset now, CancellationToken stop) => Write(new SqlStatement(BadSql, [name, now]), stop);

    /// <summary>By name.</summary>
    public async Task<IReadOnlyList<JobRun>> All(CancellationToken stop)
    {
        const string sql = "SELECT r.name, r.every_seconds, r.started_at, r.ended_at, r.good_at, r.outcome, r.done, r.next_at FROM job_run r ORDER BY r.name";
        List<JobRun> all = [];
        var connection = await store.Engine.OpenRead(stop).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        var command = connection.CreateCommand();
        await using var closingCommand = command.ConfigureAwait(false);
        command.CommandText = sql;
        var row = await command.ExecuteReaderAsync(stop).ConfigureAwait(false);
        await using var closingReader = row.ConfigureAwait(false);
        while (await row.ReadAsync(stop).ConfigureAwait(false))
        {
            all.Add(new JobRun(
                row.GetString(0), TimeSpan.FromSeconds(row.GetInt64(1)), Stored.At(row.GetInt64(2)), row.IsDBNull(3) ? null : Stored.At(row.GetInt64(3)),
                row.IsDBNull(4) ? null : Stored.At(row.GetInt64(4)), row.GetString(5), row.GetInt64(6), Stored.At(row.GetInt64(7))));
        }

        return all;
    }

    private async Task<long?> Mark(string sql, Value[] values, CancellationToken stop)
    {
        long? mark = null;
        await store.TransactQuietly(
            async session =>
            {
                mark = null;
                await session.Commit([new SqlStatement(sql, values, row => mark = row.GetInt64(0))]).ConfigureAwait(false);
                return true;
            },
            stop).ConfigureAwait(false);
        return mark;
    }

    private Task<bool> Write(SqlStatement statement, CancellationToken stop) => store.TransactQuietly(
        async session =>
        {
            await session.Commit([statement]).ConfigureAwait(false);
            return true;
        },
        stop);
}
