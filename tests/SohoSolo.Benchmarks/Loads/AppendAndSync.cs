using SohoSolo.Benchmarks.Measuring;

namespace SohoSolo.Benchmarks.Loads;

/// <summary>What a disk allows anyone: a short record behind the last one, and an fsync.</summary>
internal sealed class AppendAndSync(string folder) : IWorker
{
    public const int RecordSize = 200;

    private readonly byte[] record = new byte[RecordSize];
    private readonly FileStream file = new(
        Path.Combine(folder, $"{Guid.NewGuid():n}.log"), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);

    public bool Once()
    {
        file.Write(record);
        file.Flush(flushToDisk: true);
        return true;
    }

    public void Dispose() => file.Dispose();
}
