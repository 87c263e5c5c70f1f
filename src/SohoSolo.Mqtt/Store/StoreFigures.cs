namespace SohoSolo.Mqtt.Store;

/// <summary>What the store has done since it was opened.</summary>
/// <param name="Groups">Writes to the log, each with its sync.</param>
/// <param name="BytesWritten">To logs and snapshots.</param>
/// <param name="Compactions">That succeeded.</param>
/// <param name="FailedCompactions">To be tried again.</param>
/// <param name="TornBytes">Cut off at the start.</param>
/// <param name="LongestGateMilliseconds">How long the gate was held for a snapshot, at most.</param>
internal readonly record struct StoreFigures(long Groups, long BytesWritten, long Compactions, long FailedCompactions, long TornBytes, double LongestGateMilliseconds);
