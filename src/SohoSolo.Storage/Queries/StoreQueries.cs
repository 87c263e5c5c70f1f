using System.Data.Common;
using Dapper;
using SohoSolo.Core;
using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage;

/// <summary>Reads for pages and answers. They feed no decision: decisions read again under lock.</summary>
public sealed partial class StoreQueries(Store store)
{
    private readonly Engine engine = store.Engine;
    private readonly WholeBooking wholeBooking = new(store.Engine.Dialect);
    private readonly PresenceSql presence = new(store.Engine.Dialect);

    private Dialect Dialect => engine.Dialect;

    private async Task<List<T>> Read<T>(string sql, object? values, Func<DbDataReader, T> read, CancellationToken stop)
    {
        var connection = await engine.OpenRead(stop).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        var reader = await connection.ExecuteReaderAsync(new CommandDefinition(sql, values, cancellationToken: stop)).ConfigureAwait(false);
        await using var closingReader = reader.ConfigureAwait(false);
        return await new Results(reader, stop).Next(read).ConfigureAwait(false);
    }

    private async Task<T?> ReadOne<T>(string sql, object values, Func<DbDataReader, T> read, CancellationToken stop)
        where T : class => (await Read(sql, values, read, stop).ConfigureAwait(false)).FirstOrDefault();

    /// <summary>For the hot reads: values by position (<c>$1</c>, <c>$2</c>…), so that the text reaches the server as it stands, prepared once.</summary>
    private async Task<List<T>> ReadHot<T>(string sql, object[] values, Func<DbDataReader, T> read, CancellationToken stop)
    {
        var connection = await engine.OpenRead(stop).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        var command = connection.CreateCommand();
        await using var closingCommand = command.ConfigureAwait(false);
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
            command.Parameters.Add(Positional(command, i + 1, values[i]));

        var reader = await command.ExecuteReaderAsync(stop).ConfigureAwait(false);
        await using var closingReader = reader.ConfigureAwait(false);
        return await new Results(reader, stop).Next(read).ConfigureAwait(false);
    }

    /// <summary>PostgreSQL takes <c>$1</c> by position, SQLite by name.</summary>
    private DbParameter Positional(DbCommand command, int number, object value)
    {
        var parameter = command.CreateParameter();
        parameter.Value = value;
        if (!Dialect.IsPostgres)
            parameter.ParameterName = $"${number}";

        return parameter;
    }

    /// <summary>A list as the one parameter that <see cref="Dialect.In"/> expects.</summary>
    private object Texts(IEnumerable<string> texts) => Dialect.IsPostgres ? texts.ToArray() : Stored.List([.. texts]);

    private object Texts(IEnumerable<SiteId> sites) => Texts(sites.Select(site => site.Value));
}

/// <summary>The rows of several statements sent as one text, in their order.</summary>
internal sealed class Results(DbDataReader reader, CancellationToken stop)
{
    private bool begun;

    public async Task<List<T>> Next<T>(Func<DbDataReader, T> read)
    {
        if (begun)
            await reader.NextResultAsync(stop).ConfigureAwait(false);

        begun = true;
        var rows = new List<T>();
        while (await reader.ReadAsync(stop).ConfigureAwait(false))
            rows.Add(read(reader));

        return rows;
    }
}
