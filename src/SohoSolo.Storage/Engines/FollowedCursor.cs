namespace SohoSolo.Storage.Engines;

/// <summary>
/// The place in the journal of somebody who writes what the entries led to together with the place: of two nodes that go on from the same one, the second one's transaction fails,
/// so that nothing is done twice and nothing is left out, whoever dies when.
/// </summary>
internal sealed class FollowedCursor
{
    private readonly string name;
    private readonly string beginSql;
    private readonly string placeSql;
    private readonly string stepSql;

    /// <param name="name">A word of the program's own.</param>
    public FollowedCursor(Dialect dialect, string name)
    {
        this.name = name;
        placeSql = $"SELECT epoch, tx, seq FROM journal_cursor WHERE name = '{name}'";
        beginSql = $"INSERT INTO journal_cursor (name, epoch, tx, seq) SELECT '{name}', {Last(dialect)} ON CONFLICT (name) DO NOTHING";
        stepSql = dialect.Guard($"UPDATE journal_cursor SET epoch = $4, tx = $5, seq = $6 WHERE name = '{name}' AND epoch = $1 AND tx = $2 AND seq = $3");
    }

    /// <summary>The last entry that may be passed, as <c>j.epoch, j.tx, j.seq FROM journal j …</c>.</summary>
    public static string Last(Dialect dialect) =>
        $"j.epoch, j.tx, j.seq FROM journal j WHERE j.epoch < {Journal.Epoch} OR {dialect.Settled} ORDER BY j.epoch DESC, j.tx DESC, j.seq DESC LIMIT 1";

    /// <summary>From now on, where nobody has followed yet; from the beginning where nothing has happened.</summary>
    public IReadOnlyList<SqlStatement> Begin() =>
    [
        new(beginSql, []),
        new($"INSERT INTO journal_cursor (name, epoch, tx, seq) VALUES ('{name}', 0, 0, 0) ON CONFLICT (name) DO NOTHING", []),
    ];

    public SqlStatement Place(Action<JournalPosition> found) => new(placeSql, [], row => found(new JournalPosition(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2))));

    /// <summary>Goes on, and fails where somebody else has.</summary>
    public SqlStatement Step(JournalPosition from, JournalPosition to) => new(stepSql, [from.Epoch, from.Tx, from.Seq, to.Epoch, to.Tx, to.Seq]) { Guarded = true };
}
