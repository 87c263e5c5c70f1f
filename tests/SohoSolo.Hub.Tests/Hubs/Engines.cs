using Xunit;

namespace SohoSolo.Hub.Tests.Hubs;

/// <summary>The two databases that everything runs on.</summary>
public static class Engines
{
    public const string Sqlite = "sqlite";
    public const string Postgres = "postgres";

    public static TheoryData<string> Both => [Sqlite, Postgres];
}
