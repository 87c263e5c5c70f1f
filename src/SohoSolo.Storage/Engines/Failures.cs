namespace SohoSolo.Storage;

/// <summary>The database's own guard found two bookings (or leases) over one space: a bug in a decision or its locks. The member is told that the place is taken.</summary>
public sealed class OverlapException(string message, Exception inner) : Exception(message, inner);

/// <summary>A decision wrote over a row that it had not read under lock. A bug in the decision; nothing was written.</summary>
public sealed class StaleWriteException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A value that must be unique is somebody else's already, such as an e-mail address; nothing was written. <see cref="Exception.Message"/> names the database's own rule.</summary>
public sealed class TakenException(string message, Exception inner) : Exception(message, inner);
