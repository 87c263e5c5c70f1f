using Microsoft.Extensions.Logging;

namespace SohoSolo.Mqtt.Store;

/// <summary>What the store says of itself.</summary>
internal static partial class StoreLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Read {Bytes} bytes of {Folder} in {Milliseconds:F0} ms")]
    public static partial void Recovered(ILogger log, string folder, long bytes, double milliseconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "The disk of {Folder} takes nothing: {Reason} New messages that must be kept are refused; it is tried again")]
    public static partial void Refused(ILogger log, string folder, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The disk of {Folder} takes messages again")]
    public static partial void Writable(ILogger log, string folder);

    [LoggerMessage(Level = LogLevel.Information, Message = "Compacted {Folder}: a snapshot of {Bytes} bytes, the gate held for {Milliseconds:F1} ms")]
    public static partial void Compacted(ILogger log, string folder, long bytes, double milliseconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Folder} could not be compacted and stays as it is for now: {Reason}")]
    public static partial void NotCompacted(ILogger log, string folder, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Folder} was closed while the disk took nothing: {Bytes} bytes of what was never acknowledged are not kept")]
    public static partial void ClosedUnwritten(ILogger log, string folder, long bytes);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old files of {Folder} could not be deleted and lie there until the next compaction: {Reason}")]
    public static partial void NotDeleted(ILogger log, string folder, string reason);
}
