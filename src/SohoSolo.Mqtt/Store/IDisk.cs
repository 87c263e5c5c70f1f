namespace SohoSolo.Mqtt.Store;

/// <summary>What the store asks of a disk when it writes. A disk that fails throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.</summary>
internal interface IDisk
{
    /// <summary>An empty file, in the place of one of that name.</summary>
    IDiskFile Create(string path);

    /// <summary>A file that is there.</summary>
    IDiskFile Open(string path);

    void Rename(string from, string to);

    void Delete(string path);

    /// <summary>Makes names durable: a file that was created, renamed or deleted is so only after this.</summary>
    void SyncFolder(string folder);
}

/// <summary>A file being written.</summary>
internal interface IDiskFile : IDisposable
{
    void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>All that was written is on disk when this returns.</summary>
    void Sync();

    void Truncate(long length);
}
