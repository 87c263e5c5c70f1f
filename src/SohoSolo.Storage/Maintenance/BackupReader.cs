using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace SohoSolo.Storage;

/// <summary>Reads a backup and believes nothing of it: every table is counted and its checksum compared.</summary>
internal sealed class BackupReader : IDisposable
{
    private readonly ZipArchive zip;

    private BackupReader(ZipArchive zip, BackupManifest manifest)
    {
        this.zip = zip;
        Manifest = manifest;
    }

    public BackupManifest Manifest { get; }

    public static BackupReader Open(string file)
    {
        try
        {
            var zip = ZipFile.OpenRead(file);
            try
            {
                return new BackupReader(zip, ReadManifest(zip));
            }
            catch
            {
                zip.Dispose();
                throw;
            }
        }
        catch (InvalidDataException broken)
        {
            throw new StoreException("The file is no backup, or it is damaged or cut short.", broken);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The backup cannot be read: {unreadable.Message}", unreadable);
        }
    }

    /// <summary>Hands a table's rows on and then checks that they were all there and as they were written. The caller takes everything back when this throws.</summary>
    public async Task Read(BackupTable table, Table into, RowLoader loader, CancellationToken stop)
    {
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            using var entry = (zip.GetEntry(BackupFormat.EntryOf(table.Name)) ?? throw new InvalidDataException("The table's entry is missing.")).Open();
            var named = new Table(into.Name, [.. table.Columns.Select(name => Named(into, name))]);
            var rows = await loader.Load(named, Rows(PipeReader.Create(entry), named, hash, stop), stop).ConfigureAwait(false);
            if (rows != table.Rows || Convert.ToHexStringLower(hash.GetHashAndReset()) != table.Sha256)
                throw new InvalidDataException("The rows are not those that were written.");
        }
        catch (Exception broken) when (broken is InvalidDataException or JsonException or FormatException or InvalidOperationException)
        {
            throw new StoreException($"The backup is damaged in table {table.Name}; nothing was restored.", broken);
        }
    }

    public void Dispose() => zip.Dispose();

    private static BackupManifest ReadManifest(ZipArchive zip)
    {
        var entry = zip.GetEntry(BackupFormat.ManifestEntry) ?? throw new InvalidDataException("The file has no manifest.");
        using var text = entry.Open();
        try
        {
            var manifest = JsonSerializer.Deserialize<BackupManifest>(text, BackupFormat.Json);
            if (manifest?.Format != BackupFormat.Name || !manifest.Tables.Select(table => table.Name).SequenceEqual(TableCatalog.InOrder))
                throw new InvalidDataException("The manifest is not ours.");

            return manifest.Version == BackupFormat.Version
                ? manifest
                : throw new StoreException($"The backup has format {manifest.Version}; this program reads {BackupFormat.Version}.");
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException("The manifest cannot be read.", broken);
        }
    }

    private static Column Named(Table table, string name) =>
        table.Columns.FirstOrDefault(column => column.Name == name) ?? throw new InvalidDataException($"There is no column {name}.");

    private static async IAsyncEnumerable<object?[]> Rows(PipeReader lines, Table table, IncrementalHash hash, [EnumeratorCancellation] CancellationToken stop)
    {
        while (true)
        {
            var read = await lines.ReadAsync(stop).ConfigureAwait(false);
            var rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } newline)
            {
                var end = rest.GetPosition(1, newline);
                yield return Row(rest.Slice(0, end), table, hash);
                rest = rest.Slice(end);
            }

            if (read.IsCompleted && !rest.IsEmpty)
                throw new InvalidDataException("The last row is cut short.");
            if (read.IsCompleted)
                yield break;

            lines.AdvanceTo(rest.Start, rest.End);
        }
    }

    private static object?[] Row(ReadOnlySequence<byte> line, Table table, IncrementalHash hash)
    {
        foreach (var part in line)
            hash.AppendData(part.Span);

        using var row = JsonDocument.Parse(line);
        return row.RootElement.GetArrayLength() == table.Columns.Count
            ? [.. row.RootElement.EnumerateArray().Select((value, i) => Value(value, table.Columns[i].Kind))]
            : throw new InvalidDataException("A row has too few values or too many.");
    }

    private static object? Value(JsonElement value, ColumnKind kind) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String when kind == ColumnKind.Text => value.GetString(),
        JsonValueKind.True or JsonValueKind.False when kind == ColumnKind.Flag => value.GetBoolean(),
        JsonValueKind.Number when kind == ColumnKind.Real => value.GetDouble(),
        JsonValueKind.Number when kind == ColumnKind.Integer => value.GetInt32(),
        JsonValueKind.Number when kind == ColumnKind.Long => value.GetInt64(),
        _ => throw new FormatException($"{value.ValueKind} is no {kind}."),
    };
}
