using SohoSolo.Core.Bookings;

namespace SohoSolo.Storage.Engines;

/// <summary>Where the two engines write the same thing differently. Everything else is SQL that both understand.</summary>
internal abstract class Dialect
{
    public static readonly Dialect Postgres = new PostgresDialect();

    public static readonly Dialect Sqlite = new SqliteDialect();

    /// <summary>The word in the names of scripts that only this engine runs.</summary>
    public abstract string Name { get; }

    public bool IsPostgres => this is PostgresDialect;

    /// <summary><c>WHERE id {In("$1")}</c> for an array parameter, so that the text never depends on how many there are.</summary>
    public abstract string In(string parameter);

    /// <summary>An array parameter as a table <c>ids (id)</c>.</summary>
    public abstract string Table(string parameter);

    /// <summary>Two array parameters, the second one of numbers as text, as a table <c>asked (id, at)</c>.</summary>
    public abstract string Pairs(string ids, string numbers);

    /// <summary>Whether a booking's span overlaps a half-open one, written so that the engine's own index serves it.</summary>
    public abstract string Overlaps(string booking, string start, string end);

    /// <summary>The column's values of a subquery as one comma-separated text.</summary>
    public abstract string Join(string column);

    /// <summary>A table that is read through one of its indexes: SQLite, which has no statistics, is told which.</summary>
    public abstract string Through(string table, string index);

    /// <summary>Whether rows are locked; not where there is only one writer.</summary>
    public bool Locks => IsPostgres;

    /// <summary>Makes an update of one row fail when it found none, on the server, so that a commit behind it in the same batch does not happen.</summary>
    public abstract string Guard(string update);

    /// <summary>The id of the running transaction, for the journal.</summary>
    public abstract string Transaction { get; }

    /// <summary>
    /// True for journal rows that no running transaction can still come before. Transactions are numbered over the whole PostgreSQL server: those that
    /// are known to run in another of its databases are passed over, every other one is waited for.
    /// </summary>
    public abstract string Settled { get; }

    private sealed class PostgresDialect : Dialect
    {
        public override string Name => "postgres";

        public override string Transaction => "pg_current_xact_id()::text::bigint";

        public override string Settled => """
            tx < (
                SELECT coalesce(min(running.xid::text::bigint), pg_snapshot_xmax(pg_current_snapshot())::text::bigint)
                FROM pg_snapshot_xip(pg_current_snapshot()) AS running (xid)
                WHERE NOT EXISTS (
                    SELECT 1 FROM pg_stat_activity other
                    WHERE other.backend_xid = running.xid::xid AND other.datname <> current_database()))
            """;

        public override string In(string parameter) => $"= ANY({parameter})";

        public override string Table(string parameter) => $"unnest({parameter}) AS ids (id)";

        public override string Pairs(string ids, string numbers) => $"(SELECT p.id, p.at::bigint AS at FROM unnest({ids}, {numbers}) AS p (id, at)) AS asked";

        public override string Overlaps(string booking, string start, string end) =>
            $"int8range({booking}.start_at, {booking}.end_at) && int8range({start}, {end})";

        public override string Join(string column) => $"string_agg({column}, ',' ORDER BY {column})";

        public override string Through(string table, string index) => table;

        public override string Guard(string update) => $"WITH put AS ({update} RETURNING 1) SELECT 1 / count(*) FROM put";
    }

    private sealed class SqliteDialect : Dialect
    {
        // Bounds the walk through the index from below, too: nothing that holds is longer.
        private static readonly long Longest = (long)BookingRules.HardLongest.TotalMilliseconds;

        public override string Name => "sqlite";

        public override string Transaction => "0";

        public override string Settled => "TRUE";

        public override string In(string parameter) => $"IN (SELECT value FROM json_each({parameter}))";

        public override string Table(string parameter) => $"(SELECT value AS id FROM json_each({parameter})) AS ids";

        public override string Pairs(string ids, string numbers) =>
            $"(SELECT a.value AS id, CAST(b.value AS integer) AS at FROM json_each({ids}) a JOIN json_each({numbers}) b ON b.key = a.key) AS asked";

        public override string Overlaps(string booking, string start, string end) =>
            $"{booking}.start_at < {end} AND {booking}.start_at > {start} - {Longest} AND {booking}.end_at > {start}";

        public override string Join(string column) => $"group_concat({column}, ',')";

        public override string Through(string table, string index) => $"{table} INDEXED BY {index}";

        public override string Guard(string update) => update;
    }
}
