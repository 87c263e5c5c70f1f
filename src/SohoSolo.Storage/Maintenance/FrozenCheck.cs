using System.Data.Common;
using Dapper;
using SohoSolo.Core.Reporting;

namespace SohoSolo.Storage;

/// <summary>Works out the checksum of every published month again from the rows that were kept of it.</summary>
internal static class FrozenCheck
{
    private const string Name = "frozen months";

    private const string Rule = "the rows of each month that was published give its checksum";

    private const string MonthsSql = "SELECT f.month, f.revision, f.definition, f.checksum FROM frozen_month f WHERE NOT f.withheld ORDER BY f.month, f.revision";

    public static async Task<Finding> Run(DbConnection connection, DbTransaction snapshot, CancellationToken stop)
    {
        var months = await connection.QueryAsync<(int Month, int Revision, int Definition, string Checksum)>(new CommandDefinition(MonthsSql, transaction: snapshot, cancellationToken: stop)).ConfigureAwait(false);
        var wrong = new List<string>();
        foreach (var (month, revision, definition, checksum) in months)
        {
            var reader = await connection.ExecuteReaderAsync(new CommandDefinition(
                $"SELECT {FrozenRows.Columns} FROM frozen_use f WHERE f.month = @month AND f.revision = @revision", new { month, revision }, snapshot, cancellationToken: stop)).ConfigureAwait(false);
            await using var closing = reader.ConfigureAwait(false);
            if (MonthChecksum.Of(definition, await new Results(reader, stop).Next(FrozenRows.Read).ConfigureAwait(false)) != checksum)
                wrong.Add($"{month / 100} revision {revision}");
        }

        return wrong.Count == 0 ? new Finding(Name, true, Rule) : new Finding(Name, false, $"{Rule}: not so for {wrong.Count}, such as {wrong[0]}");
    }
}
