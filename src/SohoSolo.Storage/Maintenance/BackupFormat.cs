using System.Text.Json;
using System.Text.Json.Serialization;

namespace SohoSolo.Storage;

/// <summary>
/// A backup is a zip: one entry <c>NAME.jsonl</c> per table (each line a row, as a JSON array in the order of the manifest's columns), and
/// <c>manifest.json</c>, which is written last. It holds rows, not pages: it restores on either engine and opens with anybody's tools.
/// </summary>
internal static class BackupFormat
{
    public const int Version = 1;

    public const string Name = "sohosolo-backup";

    public const string ManifestEntry = "manifest.json";

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    public static string EntryOf(string table) => $"{table}.jsonl";
}

/// <summary>What a backup says about itself.</summary>
internal sealed record BackupManifest(
    string Format, int Version, string Schema, string Engine, DateTimeOffset At, long JournalEpoch, IReadOnlyList<BackupTable> Tables);

/// <summary>One table's rows: how many, and the SHA-256 of their lines.</summary>
internal sealed record BackupTable(string Name, IReadOnlyList<string> Columns, long Rows, string Sha256);
