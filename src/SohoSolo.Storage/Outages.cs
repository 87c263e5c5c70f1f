using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;

namespace SohoSolo.Storage;

/// <summary>Tells a database that is away, busy, full or going down, which is worth another try, from a statement that is wrong.</summary>
public static class Outages
{
    // SQLite's own numbers: busy, locked, read-only, broken input or output, full, cannot be opened.
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int Broken = 10;
    private const int Full = 13;
    private const int Unopened = 14;

    public static bool Is(Exception failure) => failure switch
    {
        StoreException or TimeoutException => true,
        SqliteException sqlite => sqlite.SqliteErrorCode is Busy or Locked or ReadOnly or Broken or Full or Unopened,
        DbException { IsTransient: true } => true,
        DbException { SqlState: { } state } => state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("57", StringComparison.Ordinal) || state.StartsWith("53", StringComparison.Ordinal),
        DbException { InnerException: SocketException or IOException } => true,
        _ => false,
    };
}
