using System.Buffers;
using System.Data.Common;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dapper;
using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage;

/// <summary>Writes one moment of the database into one file, while others go on writing to the database.</summary>
internal sealed class BackupWriter(DbConnection connection, DbTransaction snapshot, Dialect dialect, ZipArchive zip)
{
    private const int FlushAt = 1 << 16;

    private static readonly JsonWriterOptions Plainly = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A file that bears the name is always whole: it is written beside it, brought to disk and then renamed. Only its owner may read it.</summary>
    public static async Task Write(Engine engine, string file, DateTimeOffset at, CancellationToken stop)
    {
        var partial = file + ".partial";
        try
        {
            using (var output = new FileStream(partial, Options()))
            {
                await Write(engine, output, at, stop).ConfigureAwait(false);
                output.Flush(flushToDisk: true);
            }

            File.Move(partial, file, overwrite: true);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The backup cannot be written: {unwritable.Message}", unwritable);
        }
        finally
        {
            if (File.Exists(partial))
                File.Delete(partial);
        }
    }

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        return options;
    }

    private static async Task Write(Engine engine, Stream output, DateTimeOffset at, CancellationToken stop)
    {
        var connection = await engine.OpenWhole(stop).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        var snapshot = await Snapshot.Begin(connection, stop).ConfigureAwait(false);
        await using var ending = snapshot.ConfigureAwait(false);
        using var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        await new BackupWriter(connection, snapshot, engine.Dialect, zip).WriteAll(at, stop).ConfigureAwait(false);
    }

    private async Task WriteAll(DateTimeOffset at, CancellationToken stop)
    {
        var meta = await Meta.Read(connection, snapshot).ConfigureAwait(false);
        var catalog = await TableCatalog.Read(connection, dialect, snapshot).ConfigureAwait(false);
        var tables = new List<BackupTable>();
        foreach (var name in TableCatalog.InOrder)
            tables.Add(await WriteTable(catalog[name], stop).ConfigureAwait(false));

        var manifest = new BackupManifest(BackupFormat.Name, BackupFormat.Version, meta.Schema, dialect.Name, at, meta.JournalEpoch, tables);
        using var entry = zip.CreateEntry(BackupFormat.ManifestEntry).Open();
        await JsonSerializer.SerializeAsync(entry, manifest, BackupFormat.Json, stop).ConfigureAwait(false);
    }

    private async Task<BackupTable> WriteTable(Table table, CancellationToken stop)
    {
        var sql = $"SELECT {table.Names} FROM {table.Name} {(table.Name == Meta.Table ? Meta.Carried : "")}";
        var command = new CommandDefinition(sql, transaction: snapshot, commandTimeout: 0, cancellationToken: stop);
        var reader = await connection.ExecuteReaderAsync(command).ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var entry = zip.CreateEntry(BackupFormat.EntryOf(table.Name), CompressionLevel.Fastest).Open();
        var lines = new ArrayBufferWriter<byte>(FlushAt * 2);
        using var json = new Utf8JsonWriter(lines, Plainly);
        var rows = 0L;
        while (await reader.ReadAsync(stop).ConfigureAwait(false))
        {
            WriteRow(json, table, reader);
            lines.Write("\n"u8);
            rows++;
            if (lines.WrittenCount >= FlushAt)
                await Flush(lines, hash, entry, stop).ConfigureAwait(false);
        }

        await Flush(lines, hash, entry, stop).ConfigureAwait(false);
        var names = table.Columns.Select(column => column.Name).ToList();
        return new BackupTable(table.Name, names, rows, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static async Task Flush(ArrayBufferWriter<byte> lines, IncrementalHash hash, Stream entry, CancellationToken stop)
    {
        hash.AppendData(lines.WrittenSpan);
        await entry.WriteAsync(lines.WrittenMemory, stop).ConfigureAwait(false);
        lines.ResetWrittenCount();
    }

    private static void WriteRow(Utf8JsonWriter json, Table table, DbDataReader row)
    {
        json.WriteStartArray();
        for (var i = 0; i < table.Columns.Count; i++)
        {
            if (row.IsDBNull(i))
                json.WriteNullValue();
            else
                WriteValue(json, table.Columns[i].Kind, row, i);
        }

        json.WriteEndArray();
        json.Flush();
        json.Reset();
    }

    private static void WriteValue(Utf8JsonWriter json, ColumnKind kind, DbDataReader row, int column)
    {
        switch (kind)
        {
            case ColumnKind.Text:
                json.WriteStringValue(row.GetString(column));
                break;
            case ColumnKind.Flag:
                json.WriteBooleanValue(row.GetBoolean(column));
                break;
            case ColumnKind.Real:
                json.WriteNumberValue(row.GetDouble(column));
                break;
            case ColumnKind.Integer:
                json.WriteNumberValue(row.GetInt32(column));
                break;
            default:
                json.WriteNumberValue(row.GetInt64(column));
                break;
        }
    }
}
