namespace SohoSolo.Mqtt.Store;

/// <summary>The log that is being written.</summary>
internal sealed class LogSegment(IDiskFile file, long generation, uint salt, long end) : IDisposable
{
    public long Generation => generation;

    /// <summary>Everything before is on disk.</summary>
    public long End { get; private set; } = end;

    /// <summary>
    /// A sync failed. The system has then dropped what it could not write, may call it clean, and lets the next sync of the same pages succeed: nothing that this file is told from now on could be
    /// believed. Only a new file with everything that stands, written from memory, can.
    /// </summary>
    public bool IsDistrusted { get; private set; }

    /// <summary>Brings the facts to disk, or throws and leaves the file as it was. May be repeated with the same facts.</summary>
    public void Append(FactBuffer facts)
    {
        var group = facts.Written;
        LogFormat.Seal(group, salt, End);
        try
        {
            file.Write(group, End);
            Sync();
            End += group.Length;
        }
        catch (Exception failure) when (DiskFailure.Is(failure))
        {
            TakeBack();
            throw;
        }
    }

    public void Dispose() => file.Dispose();

    private void Sync()
    {
        try
        {
            file.Sync();
        }
        catch (Exception failure) when (DiskFailure.Is(failure))
        {
            IsDistrusted = true;
            throw;
        }
    }

    /// <summary>So that a process that starts now does not read what may never have reached the disk.</summary>
    private void TakeBack()
    {
        try
        {
            file.Truncate(End);
        }
        catch (Exception failure) when (DiskFailure.Is(failure))
        {
            IsDistrusted = true; // its end is not known any more
        }
    }
}

/// <summary>How a disk fails.</summary>
internal static class DiskFailure
{
    public static bool Is(Exception exception) => exception is IOException or UnauthorizedAccessException;
}
