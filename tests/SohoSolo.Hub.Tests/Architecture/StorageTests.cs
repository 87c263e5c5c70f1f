using SohoSolo.Storage;
using Xunit;

namespace SohoSolo.Hub.Tests.Architecture;

/// <summary>Which database it is, and by which driver, is Storage's own affair.</summary>
public sealed class StorageTests
{
    private static readonly string[] Drivers = ["Npgsql", "Microsoft.Data.Sqlite", "Dapper", "SQLitePCLRaw", "System.Data"];

    [Fact]
    public void No_driver_shows_through_Storage() =>
        Fence.Holds(Surface.Of(typeof(Store).Assembly).Where(shown => IsDriver(shown.Shown)).Select(shown => $"{shown.Where}: {shown.Shown.FullName}"));

    private static bool IsDriver(Type type) => Drivers.Any(driver => type.Namespace?.StartsWith(driver, StringComparison.Ordinal) == true);
}
