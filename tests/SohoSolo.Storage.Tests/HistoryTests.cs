using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage.Tests;

/// <summary>What is read again and again costs what is new, not what was ever written. SQLite plans without statistics: what it chooses for an empty database it chooses for ever.</summary>
public sealed class HistoryTests
{
    [Fact]
    public async Task Late_news_reads_of_its_sensors_what_they_said_since_the_checkpoint()
    {
        var plan = await Plan(new PresenceSql(Dialect.Sqlite).EventsOfLate, 2);

        Assert.Contains("SEARCH c USING INDEX sqlite_autoindex_occupancy_checkpoint_1 (space_id=? AND at=?)", plan.Select(step => step.Replace("COVERING ", "", StringComparison.Ordinal)));
        Assert.Contains("SEARCH e USING INDEX site_event_of_device (device=? AND at>?)", plan);
    }

    [Fact]
    public async Task The_account_of_a_window_reads_its_own_days_and_what_goes_on()
    {
        var plan = await Plan(new PresenceSql(Dialect.Sqlite).Reconciliations, 4);

        Assert.Equal(
            ["SEARCH r USING INDEX reconciliation_going_on (site_id=?)", "SEARCH r USING INDEX reconciliation_in_time (site_id=? AND from_at>? AND from_at<?)"],
            plan.Where(step => step.StartsWith("SEARCH", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_journal_is_read_from_ones_place_on()
    {
        var plan = await Plan(Journal.ReadSql(Dialect.Sqlite), 0);

        Assert.Equal(
            ["SEARCH j USING INDEX journal_in_order (epoch=? AND tx=? AND seq>?)", "SEARCH j USING INDEX journal_in_order (epoch=? AND tx>?)", "SEARCH j USING INDEX journal_in_order (epoch>?)"],
            plan.Where(step => step.StartsWith("SEARCH j", StringComparison.Ordinal)));
        Assert.DoesNotContain(plan, step => step.StartsWith("USE TEMP", StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<string>> Plan(string sql, int values)
    {
        await using var database = await TestDatabase.Open(TestDatabase.Sqlite);
        await using var connection = await database.Store.Engine.OpenRead(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {sql}";
        foreach (var name in Enumerable.Range(1, values).Select(number => $"${number}").Concat(values == 0 ? ["@epoch", "@tx", "@seq", "@most"] : []))
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, "[]");
            command.Parameters.Add(parameter);
        }

        var steps = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            steps.Add(reader.GetString(3));

        return steps;
    }
}
