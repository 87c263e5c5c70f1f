namespace SohoSolo.FirmwareSim.Devices;

/// <summary>An event in flash. <paramref name="Time"/> and <paramref name="IsSynced"/> are as the device's clock had them then, and stay so in every repeat.</summary>
internal sealed record StoredEvent(string Boot, long Seq, DeviceEvent What, DateTimeOffset HappenedAt, double Time, bool IsSynced)
{
    /// <summary>When it was last sent in this connection; null when it waits for its turn.</summary>
    public DateTimeOffset? SentAt { get; init; }
}
