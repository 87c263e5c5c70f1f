using System.Text.RegularExpressions;
using SohoSolo.Core.Privacy;
using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage.Tests.Privacy;

/// <summary>Walks every table, by the table of personal data and beside it, and tells what should not be there any more.</summary>
internal static partial class Walker
{
    /// <summary>From when a row's term counts, in milliseconds; nothing for what a word sets and no clock.</summary>
    private static readonly Dictionary<string, string> Since = new(StringComparer.Ordinal)
    {
        ["booking"] = "end_at",
        ["waiting"] = "end_at",
        ["evidence"] = "at",
        ["reconciliation"] = "coalesce(until_at, from_at)",
        ["token"] = "CASE WHEN revoked_at < expires_at THEN revoked_at ELSE expires_at END",
        ["credential"] = "revoked_at",
        ["enrolment"] = "expires_at",
        ["guest_pass"] = "end_at",
        ["walk_in"] = "made_at",
        ["site_event"] = "at",
        ["sign_in"] = "made_at",
        ["passkey_try"] = "made_at",
        ["mail"] = "made_at",
        ["alarm"] = "raised_at",
        ["event_gap"] = "accepted_at",
        ["policy"] = "made_at",
        ["site_link"] = "published_at",
        ["journal"] = "at",
        ["command"] = "made_at",
        ["erasure"] = "begun_at",
    };

    /// <summary>Columns that still say something of a person past their term.</summary>
    public static async Task<IReadOnlyList<string>> PastTheirTerm(Store store, RetentionRules rules, DateTimeOffset now)
    {
        List<string> found = [];
        foreach (var column in PersonalData.All.Where(column => column.AtTerm != DataEnd.KeptUntilTerm && column.Term != DataTerm.Membership))
        {
            if (rules.Until(column.Term, now) is not { } before) continue;

            var since = Assert.Contains(column.Table, Since as IReadOnlyDictionary<string, string>);
            var pin = (column.Table, column.Column) == ("credential", "sealed") ? " AND kind = 'pin'" : "";
            var detail = (column.Table, column.Column, column.Term) == ("site_event", "detail", DataTerm.UnknownBadge) ? " AND detail LIKE '%lookup%'" : "";
            var sensor = (column.Table, column.Column) == ("site_event", "value") ? " AND kind IN ('occ', 'count')" : "";
            var still = column.AtTerm == DataEnd.Pseudonymised
                ? $"{column.Column} IN (SELECT m.id FROM member m WHERE m.status <> 'erased')"
                : $"{column.Column} IS NOT NULL AND {column.Column} NOT IN ('', '[]') AND {column.Column} NOT LIKE '[{{\"name\":\"\",%'";

            // What a member's own row went through names her as long as she is one.
            var own = (column.Table, column.Column) == ("journal", "member_id") ? " AND entity NOT IN ('member', 'preference', 'consent')" : "";
            await store.Count($"SELECT count(*) FROM {column.Table} WHERE {since} < {Stored.Ms(before)} AND {still}{pin}{detail}{sensor}{own}", count => found.AddRange(count == 0 ? [] : [$"{column.Name}: {count}"]));
        }

        return found;
    }

    /// <summary>Words of the year that stand anywhere, whatever the column, longer than the longest term that words have.</summary>
    public static async Task<IReadOnlyList<string>> WordsOlderThan(Store store, DateTimeOffset before) =>
        [.. (await Texts(store, text => text.Contains("said it on", StringComparison.Ordinal))).Where(one => Said().Matches(one).Any(said => string.CompareOrdinal(said.Groups[1].Value, before.ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture)) < 0))];

    /// <summary>Every text of every table that a predicate finds, with its table and column.</summary>
    public static async Task<IReadOnlyList<string>> Texts(Store store, Func<string, bool> which)
    {
        List<string> found = [];
        var connection = await store.Engine.OpenRead(TestContext.Current.CancellationToken);
        await using var closing = connection;
        await using var reading = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        foreach (var table in (await TableCatalog.Read(connection, store.Engine.Dialect, reading)).Values)
        {
            var texts = table.Columns.Where(column => column.Kind == ColumnKind.Text).ToList();
            if (texts.Count == 0) continue;

            await using var command = connection.CreateCommand();
            (command.CommandText, command.Transaction) = ($"SELECT {string.Join(", ", texts.Select(column => column.Name))} FROM {table.Name}", reading);
            await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            while (await rows.ReadAsync(TestContext.Current.CancellationToken))
                found.AddRange(texts.Select((column, i) => (column, i)).Where(one => !rows.IsDBNull(one.i) && which(rows.GetString(one.i))).Select(one => $"{table.Name}.{one.column.Name}: {rows.GetString(one.i)}"));
        }

        return found;
    }

    private static async Task Count(this Store store, string sql, Action<long> counted) => await store.TransactQuietly(
        async session =>
        {
            await session.Run([new SqlStatement(sql, [], row => counted(row.GetInt64(0)))], TestContext.Current.CancellationToken);
            return true;
        },
        TestContext.Current.CancellationToken);

    [GeneratedRegex("said it on ([0-9]{8})")]
    private static partial Regex Said();
}
