using System.Globalization;
using SohoSolo.Hub.Settings;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Privacy;

/// <summary>
/// Who was erased, as keyed hashes in a file beside the master key: a database that is brought back from an older copy knows nothing of later erasures, and this file does. Table and file are
/// brought to the same; every node has one.
/// </summary>
internal sealed class ErasedList(Store store, HubSettings settings) : IDisposable
{
    private const int MarkLength = 64;

    private readonly SemaphoreSlim one = new(1, 1);

    public string File { get; } = $"{settings.KeyFile}.erased";

    public async Task Sync(CancellationToken stop)
    {
        await one.WaitAsync(stop);
        try
        {
            var (inTable, inFile) = (await store.Erasures.Marks(stop), Read());
            if (inFile.Any(mark => !inTable.ContainsKey(mark.Key)))
                await store.Erasures.AddMarks(inFile.Where(mark => !inTable.ContainsKey(mark.Key)).ToDictionary(StringComparer.Ordinal), stop);

            if (inTable.Any(mark => !inFile.ContainsKey(mark.Key)))
                Write(inFile.UnionBy(inTable, mark => mark.Key));
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    /// <summary>A line that is none is passed over: a list that is partly torn is worth more than none.</summary>
    private Dictionary<string, DateTimeOffset> Read()
    {
        var marks = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        if (!System.IO.File.Exists(File)) return marks;

        foreach (var line in System.IO.File.ReadAllLines(File))
        {
            if (line.Split(' ') is [{ Length: MarkLength } mark, var at] && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var ms))
                marks[mark] = DateTimeOffset.FromUnixTimeMilliseconds(ms);
        }

        return marks;
    }

    /// <summary>Whole or not at all.</summary>
    private void Write(IEnumerable<KeyValuePair<string, DateTimeOffset>> marks)
    {
        if (Path.GetDirectoryName(File) is { Length: > 0 } folder) Directory.CreateDirectory(folder);

        var partial = $"{File}.partial";
        System.IO.File.WriteAllLines(partial, marks.OrderBy(mark => mark.Value).Select(mark => string.Create(CultureInfo.InvariantCulture, $"{mark.Key} {mark.Value.ToUnixTimeMilliseconds()}")));
        System.IO.File.Move(partial, File, overwrite: true);
    }
}
