using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage;

/// <summary>What gateways reported. Their numbers run without a gap: what is old goes from the front, and of sensors nothing stays below a mark that their gateway's cursor keeps.</summary>
public sealed partial class StoreRetention
{
    private const int SeqsAtOnce = 2000;

    private const string OfSensors = "('occ', 'count')";

    private const string Keepers = "SELECT c.gateway, c.epoch, c.thinned_to, c.upto FROM gateway_cursor c ORDER BY c.gateway, c.epoch";

    // The first that is still to be kept. What its gateway had before it goes, whatever the devices' clocks said.
    private const string FirstKept = "SELECT e.seq FROM site_event e WHERE e.gateway = $1 AND e.epoch = $2 AND e.received_at >= $3 ORDER BY e.seq LIMIT 1";

    private const string FirstSql = "SELECT e.seq FROM site_event e WHERE e.gateway = $1 AND e.epoch = $2 ORDER BY e.seq LIMIT 1";

    private const string SumSql = $"""
        INSERT INTO sensor_hour (device, hour, site_id, samples, noticed)
        SELECT e.device, e.at - e.at % 3600000, e.site_id, count(*), sum(CASE WHEN e.value IS NULL OR e.value IN ('false', '0') THEN 0 ELSE 1 END)
        FROM site_event e WHERE e.gateway = $1 AND e.epoch = $2 AND e.seq >= $3 AND e.seq < $4 AND e.kind IN {OfSensors} AND e.device IS NOT NULL
        GROUP BY e.device, e.at - e.at % 3600000, e.site_id
        ON CONFLICT (device, hour) DO UPDATE SET samples = sensor_hour.samples + excluded.samples, noticed = sensor_hour.noticed + excluded.noticed
        """;

    private const string ThinSql = $"DELETE FROM site_event WHERE gateway = $1 AND epoch = $2 AND seq >= $3 AND seq < $4 AND kind IN {OfSensors} RETURNING 1";

    private const string DropSql = """
        DELETE FROM site_event WHERE gateway = $1 AND epoch = $2 AND seq IN (
            SELECT e.seq FROM site_event e WHERE e.gateway = $1 AND e.epoch = $2 AND e.seq < $3 ORDER BY e.seq LIMIT $4)
        RETURNING gateway || '/' || epoch || '/' || CAST(seq AS text)
        """;

    private const string CheckpointsSql = """
        DELETE FROM occupancy_checkpoint WHERE at < $1 AND EXISTS (
            SELECT 1 FROM occupancy_checkpoint later JOIN occupancy o ON o.space_id = later.space_id
            WHERE later.space_id = occupancy_checkpoint.space_id AND later.at > occupancy_checkpoint.at AND later.at <= o.folded_to)
        """;

    /// <summary>Samples of sensors become sums by the hour. Spaces are folded again from later checkpoints only.</summary>
    public async Task<int> Sensors(DateTimeOffset before, CancellationToken stop)
    {
        var all = 0;
        await One(new SqlStatement(CheckpointsSql, [before]), stop).ConfigureAwait(false);
        foreach (var life in await Lives(stop).ConfigureAwait(false))
        {
            var first = await Seq(FirstSql, [life.Gateway, life.Epoch], stop).ConfigureAwait(false);
            var kept = await Seq(FirstKept, [life.Gateway, life.Epoch, before], stop).ConfigureAwait(false) ?? (life.Upto + 1);
            for (var from = Math.Max(life.ThinnedTo, first ?? kept); from < kept; from += SeqsAtOnce)
                all += await Thin(life, from, Math.Min(from + SeqsAtOnce, kept), stop).ConfigureAwait(false);
        }

        // What a device had kept for so long comes in late and stands among newer numbers: it stays, and says nothing.
        return all + await Update($"""
            UPDATE site_event SET value = NULL WHERE (gateway, epoch, seq) IN (
                SELECT e.gateway, e.epoch, e.seq FROM site e0 JOIN site_event e ON e.site_id = e0.id AND e.at < $1 WHERE e.kind IN {OfSensors} AND e.value IS NOT NULL LIMIT $2)
            RETURNING 1
            """, before, stop).ConfigureAwait(false);
    }

    /// <summary>What happened at doors, with what the journal says of it; who was let in by the way, who was where, and what proved it.</summary>
    public async Task<int> Doors(DateTimeOffset before, CancellationToken stop)
    {
        var all = 0;
        foreach (var life in await Lives(stop).ConfigureAwait(false))
        {
            var kept = await Seq(FirstKept, [life.Gateway, life.Epoch, before], stop).ConfigureAwait(false) ?? (life.Upto + 1);
            all += await Chunks(
                async session =>
                {
                    List<string> gone = [];
                    await session.Run([new SqlStatement(DropSql, [life.Gateway, life.Epoch, kept, most], row => gone.Add(row.GetString(0)))], stop).ConfigureAwait(false);
                    await session.Commit(gone.Count == 0 ? [] : [JournalOf("access", gone)]).ConfigureAwait(false);
                    return gone.Count;
                },
                stop).ConfigureAwait(false);
        }

        all += await Late(before, stop).ConfigureAwait(false);
        all += await Update("DELETE FROM walk_in WHERE ask IN (SELECT ask FROM walk_in WHERE made_at < $1 ORDER BY ask LIMIT $2) RETURNING 1", before, stop).ConfigureAwait(false);
        all += await Forget("reconciliation", "id", "coalesce(until_at, from_at) < $1", "reconciliation", before, stop).ConfigureAwait(false);
        return all + await Evidence(before, stop).ConfigureAwait(false);
    }

    /// <summary>Of a badge that nobody knew the keyed hash is kept for a while, in case it comes again; then not even that.</summary>
    public Task<int> UnknownBadges(DateTimeOffset before, CancellationToken stop) => Update("""
        UPDATE site_event SET detail = NULL WHERE (gateway, epoch, seq) IN (
            SELECT e.gateway, e.epoch, e.seq FROM site s JOIN site_event e ON e.site_id = s.id AND e.at < $1 WHERE e.detail LIKE '%"lookup"%' LIMIT $2)
        RETURNING 1
        """, before, stop);

    /// <summary>Old by the device's clock, and reported lately: it cannot go yet without leaving a gap, so it forgets whom it was about.</summary>
    private Task<int> Late(DateTimeOffset before, CancellationToken stop) => Chunks(
        async session =>
        {
            const string sql = """
                UPDATE site_event SET member_id = NULL, credential = NULL, booking_id = NULL, detail = NULL WHERE (gateway, epoch, seq) IN (
                    SELECT e.gateway, e.epoch, e.seq FROM site s JOIN site_event e ON e.site_id = s.id AND e.at < $1
                    WHERE e.member_id IS NOT NULL OR e.credential IS NOT NULL OR e.booking_id IS NOT NULL OR e.detail IS NOT NULL LIMIT $2)
                RETURNING gateway || '/' || epoch || '/' || CAST(seq AS text)
                """;
            List<string> emptied = [];
            await session.Run([new SqlStatement(sql, [before, most], row => emptied.Add(row.GetString(0)))], stop).ConfigureAwait(false);
            var journal = $"UPDATE journal SET member_id = NULL, detail = NULL WHERE entity = 'access' AND entity_id {dialect.In("$1")}";
            await session.Commit(emptied.Count == 0 ? [] : [new SqlStatement(journal, [emptied.ToArray()])]).ConfigureAwait(false);
            return emptied.Count;
        },
        stop);

    private Task<int> Evidence(DateTimeOffset before, CancellationToken stop) => Chunks(
        async session =>
        {
            HashSet<string> bookings = [];
            await session.Run([new SqlStatement("SELECT e.booking_id FROM evidence e WHERE e.at < $1 ORDER BY e.at LIMIT $2", [before, most], row => bookings.Add(row.GetString(0)))], stop).ConfigureAwait(false);
            var gone = 0;
            await session.Commit(bookings.Count == 0 ? [] : [new SqlStatement($"DELETE FROM evidence WHERE booking_id {dialect.In("$1")} AND at < $2 RETURNING 1", [bookings.ToArray(), before], _ => gone++)]).ConfigureAwait(false);
            return gone;
        },
        stop);

    private async Task<int> Thin(Life life, long from, long to, CancellationToken stop)
    {
        var gone = 0;
        try
        {
            await store.TransactQuietly(
                async session =>
                {
                    gone = 0;

                    // First of all, so that of two who come here at once the second finds the mark moved and adds nothing twice.
                    await session.Run([new SqlStatement(MarkSql, [life.Gateway, life.Epoch, from, to]) { Guarded = true }], stop).ConfigureAwait(false);
                    await session.Commit(
                    [
                        new SqlStatement(SumSql, [life.Gateway, life.Epoch, from, to]),
                        new SqlStatement(ThinSql, [life.Gateway, life.Epoch, from, to], _ => gone++),
                    ]).ConfigureAwait(false);
                    return true;
                },
                stop).ConfigureAwait(false);
        }
        catch (StaleWriteException)
        {
            // Another node thins this very stretch.
            return 0;
        }

        return gone;
    }

    private string MarkSql => dialect.Guard("UPDATE gateway_cursor SET thinned_to = $4 WHERE gateway = $1 AND epoch = $2 AND thinned_to <= $3");

    private Task<bool> One(SqlStatement statement, CancellationToken stop) => store.TransactQuietly(
        async session =>
        {
            await session.Commit([statement]).ConfigureAwait(false);
            return true;
        },
        stop);

    private async Task<IReadOnlyList<Life>> Lives(CancellationToken stop)
    {
        List<Life> lives = [];
        await Look(new SqlStatement(Keepers, [], row => lives.Add(new Life(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3)))), stop).ConfigureAwait(false);
        return lives;
    }

    private async Task<long?> Seq(string sql, Value[] values, CancellationToken stop)
    {
        long? seq = null;
        await Look(new SqlStatement(sql, values, row => seq = row.GetInt64(0)), stop).ConfigureAwait(false);
        return seq;
    }

    private Task<bool> Look(SqlStatement query, CancellationToken stop) => store.TransactQuietly(
        async session =>
        {
            await session.Run([query], stop).ConfigureAwait(false);
            return true;
        },
        stop);

    private sealed record Life(string Gateway, string Epoch, long ThinnedTo, long Upto);
}
