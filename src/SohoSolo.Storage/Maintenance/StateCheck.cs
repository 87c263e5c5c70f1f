using System.Data.Common;
using Dapper;

namespace SohoSolo.Storage;

/// <summary>Whether every state of a space can be read, and says the same as its row. Only the program can tell: what is in a state is no database's business.</summary>
internal static class StateCheck
{
    private const string Name = "occupancy";

    private const string Rule = "every state of a space, and every checkpoint, can be read and stands where its row says";

    private const string Sql = """
        SELECT space_id, state, folded_to, NULL FROM occupancy
        UNION ALL
        SELECT space_id, state, NULL, at FROM occupancy_checkpoint
        """;

    public static async Task<Finding> Run(DbConnection connection, DbTransaction snapshot, CancellationToken stop)
    {
        var command = new CommandDefinition(Sql, transaction: snapshot, cancellationToken: stop);
        var rows = await connection.QueryAsync<(string Space, string State, long? FoldedTo, long? Before)>(command).ConfigureAwait(false);
        var wrong = rows.Where(row => !Holds(row.State, row.FoldedTo, row.Before)).Select(row => row.Space).Order(StringComparer.Ordinal).ToList();
        return wrong.Count == 0 ? new Finding(Name, true, Rule) : new Finding(Name, false, $"{Rule}: not so for {wrong.Count}, such as {wrong[0]}");
    }

    private static bool Holds(string text, long? foldedTo, long? before)
    {
        try
        {
            var to = StoredState.Read(text).FoldedTo?.ToUnixTimeMilliseconds();
            return before is null ? to == foldedTo : to is null || to < before;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
