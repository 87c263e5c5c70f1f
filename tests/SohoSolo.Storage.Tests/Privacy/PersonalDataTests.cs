using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage.Tests.Privacy;

public sealed class PersonalDataTests
{
    public static TheoryData<string> Engines => TestDatabase.Engines;

    /// <summary>Whoever adds a column says what it is for and when it goes, or that it says nothing of anybody.</summary>
    [Theory, MemberData(nameof(Engines))]
    public async Task Every_column_of_words_is_in_the_table_of_personal_data_or_says_nothing_of_a_person(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var catalog = await Catalog(database.Store);

        var told = PersonalData.All.Select(column => column.Name).ToList();
        var untold = from table in catalog.Values
                     from column in table.Columns.Where(column => column.Kind == ColumnKind.Text)
                     where !told.Contains($"{table.Name}.{column.Name}") && !ImpersonalColumns.Has(table.Name, column.Name)
                     select $"{table.Name}.{column.Name}";
        var both = PersonalData.All.Where(column => ImpersonalColumns.Has(column.Table, column.Column)).Select(column => column.Name);
        var columns = catalog.Values.SelectMany(table => table.Columns.Select(column => $"{table.Name}.{column.Name}").Append($"{table.Name}.*")).ToHashSet();
        var gone = told.Concat(ImpersonalColumns.All).Where(name => !columns.Contains(name));

        Assert.Equal([], untold);
        Assert.Equal([], both);
        Assert.Equal([], gone);
        Assert.Equal(told.Count, told.Distinct().Count());
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Of_every_table_with_personal_data_it_is_known_which_rows_are_somebodys(string engine)
    {
        await using var database = await TestDatabase.Open(engine);
        var connection = await database.Store.Engine.OpenRead(TestContext.Current.CancellationToken);
        await using var closing = connection;

        Assert.Equal([], PersonalData.All.Select(column => column.Table).Distinct().Except(PersonalData.RowsOf.Keys));
        foreach (var (table, condition) in PersonalData.RowsOf)
        {
            using var count = connection.CreateCommand();
            count.CommandText = $"SELECT count(*) FROM {table} WHERE {condition}";
            var member = count.CreateParameter();
            (member.ParameterName, member.Value) = ("member", "nobody");
            count.Parameters.Add(member);
            Assert.Equal(0L, await count.ExecuteScalarAsync(TestContext.Current.CancellationToken));
        }
    }

    private static async Task<IReadOnlyDictionary<string, Table>> Catalog(Store store)
    {
        var connection = await store.Engine.OpenRead(TestContext.Current.CancellationToken);
        await using var closing = connection;
        await using var reading = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        return await TableCatalog.Read(connection, store.Engine.Dialect, reading);
    }
}
