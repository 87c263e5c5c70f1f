using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace SohoSolo.Hub.Tests.LineDown;

/// <summary>An event as it lies on a gateway's disk.</summary>
internal sealed record KeptEvent(long Seq, string Kind, string? Device, string? Decision, string? Reason, string? Value, string? Boot, long? Number)
{
    public string Became => $"{Decision} {Reason}";
}

/// <summary>Reads the outbox's file beside the gateway that writes it.</summary>
internal static class KeptEvents
{
    public static IReadOnlyList<KeptEvent> After(string file, long seq) => Read(file, "SELECT seq, body FROM event WHERE seq > $1 ORDER BY seq", seq);

    /// <summary>The newest first.</summary>
    public static IReadOnlyList<KeptEvent> Newest(string file, int most) => Read(file, "SELECT seq, body FROM event ORDER BY seq DESC LIMIT $1", most);

    private static List<KeptEvent> Read(string file, string sql, long argument)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$1", argument);
        using var rows = command.ExecuteReader();
        var events = new List<KeptEvent>();
        while (rows.Read())
            events.Add(Of(rows.GetInt64(0), rows.GetFieldValue<byte[]>(1)));

        return events;
    }

    private static KeptEvent Of(long seq, byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        var root = json.RootElement;
        var isNumbered = root.TryGetProperty("n", out var number);
        return new KeptEvent(
            seq, Text("k")!, Text("d"), Text("dec"), Text("why"), Text("v"), isNumbered ? number[0].GetString() : null, isNumbered ? number[1].GetInt64() : null);

        string? Text(string name) => root.TryGetProperty(name, out var value) ? value.ToString() : null;
    }
}
