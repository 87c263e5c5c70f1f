using System.Data.Common;
using SohoSolo.Core;
using SohoSolo.Core.Members;
using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage.Tables;

/// <summary>What members agreed to show of themselves.</summary>
internal sealed class ConsentTable(Dialect dialect)
{
    /// <summary>For a table called <c>c</c>.</summary>
    public const string Columns = "c.member_id, c.version, c.said_at, c.in_directory, c.seen_today, c.trade, c.languages, c.skills, c.about, c.shows_commune, c.shows_email";

    /// <summary>So many columns.</summary>
    public const int Count = 11;

    private const string InsertSql = """
        INSERT INTO consent (member_id, version, said_at, in_directory, seen_today, trade, languages, skills, about, shows_commune, shows_email)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """;

    private readonly string updateSql = dialect.Guard("""
        UPDATE consent SET version = $3, said_at = $4, in_directory = $5, seen_today = $6, trade = $7, languages = $8, skills = $9, about = $10, shows_commune = $11, shows_email = $12
        WHERE member_id = $1 AND version = $2
        """);

    public static SqlStatement Insert(Consent c) => new(InsertSql,
        [c.Member.Value, c.Version, c.SaidAt, c.InDirectory, c.SeenToday, Trade(c), Languages(c), Stored.List(c.Skills), c.About, c.ShowsCommune, c.ShowsEmail]);

    public SqlStatement Update(Consent before, Consent c) => new(updateSql,
        [c.Member.Value, before.Version, c.Version, c.SaidAt, c.InDirectory, c.SeenToday, Trade(c), Languages(c), Stored.List(c.Skills), c.About, c.ShowsCommune, c.ShowsEmail])
    {
        Guarded = true,
    };

    /// <summary>The columns from a first one on.</summary>
    public static Consent Read(DbDataReader row, int first) => new()
    {
        Member = new MemberId(row.GetString(first)),
        Version = row.GetInt32(first + 1),
        SaidAt = row.Instant(first + 2),
        InDirectory = row.GetBoolean(first + 3),
        SeenToday = row.GetBoolean(first + 4),
        Trade = row.Text(first + 5) is { } trade ? Stored.Read<Trade>(trade) : null,
        Languages = [.. Stored.List(row.GetString(first + 6)).Select(Stored.Read<Tongue>)],
        Skills = Stored.List(row.GetString(first + 7)),
        About = row.Text(first + 8),
        ShowsCommune = row.GetBoolean(first + 9),
        ShowsEmail = row.GetBoolean(first + 10),
    };

    private static string? Trade(Consent c) => c.Trade is { } trade ? Stored.Word(trade) : null;

    private static string Languages(Consent c) => Stored.List(c.Languages.Select(Stored.Word));
}
