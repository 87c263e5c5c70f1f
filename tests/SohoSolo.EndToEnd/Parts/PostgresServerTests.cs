using Npgsql;

namespace SohoSolo.EndToEnd.Parts;

/// <summary>What the crash tests stand on: this server is durable, and it really goes down.</summary>
public sealed class PostgresServerTests
{
    [Fact]
    public async Task What_was_committed_is_there_after_the_power_went()
    {
        using var server = await PostgresServer.StartOwn();
        var database = await server.CreateDatabase();
        await Execute(database, "CREATE TABLE kept(id int)");
        await Execute(database, "INSERT INTO kept VALUES (1)");

        await server.StopImmediate();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => Execute(database, "INSERT INTO kept VALUES (2)"));
        await server.Start();

        Assert.Equal(1, await Execute(database, "DELETE FROM kept"));
    }

    [Fact]
    public async Task Every_test_gets_a_database_of_its_own()
    {
        var server = await PostgresServer.Require();
        var (one, other) = (await server.CreateDatabase(), await server.CreateDatabase());

        await Execute(one, "CREATE TABLE mine(id int)");
        await Assert.ThrowsAsync<PostgresException>(() => Execute(other, "INSERT INTO mine VALUES (1)"));
        await server.DropDatabase(one);
        await server.DropDatabase(other);
    }

    [Theory]
    [InlineData("fsync", "on")]
    [InlineData("synchronous_commit", "on")]
    [InlineData("full_page_writes", "on")]
    public async Task Its_commits_are_durable(string setting, string expected)
    {
        var server = await PostgresServer.Require();
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using var show = source.CreateCommand($"SHOW {setting}");

        Assert.Equal(expected, await show.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<int> Execute(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
