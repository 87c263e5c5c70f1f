using System.Globalization;

namespace SohoSolo.Testing;

/// <summary>How a hub is started: the settings of contract §1.</summary>
public sealed record HubOptions(string Database)
{
    /// <summary>A Monday morning in winter, in the sites' zone: what the demo's clock says when the test begins.</summary>
    public static readonly DateTimeOffset MondayMorning = new(2026, 11, 23, 8, 55, 0, TimeSpan.FromHours(1));

    private readonly long begun = TimeProvider.System.GetTimestamp();

    /// <summary><c>true</c>, <c>false</c>, or <c>bench</c>: 8 sites of 25 desks, open day and night, ample entitlements.</summary>
    public string Demo { get; init; } = "bench";

    public string Node { get; init; } = "test";

    /// <summary>No broker, so that many hubs run at once; or such as <c>embedded:127.0.0.1:0</c>.</summary>
    public string Mqtt { get; init; } = "off";

    /// <summary>None; or <c>embedded</c>, every site's in the hub's process, or <c>external</c>, each in its own.</summary>
    public string Gateways { get; init; } = "off";

    /// <summary>Where it runs, and what it keeps beside no database lies; null for where the tests run.</summary>
    public string? Folder { get; init; }

    /// <summary>The hub's key file; null leaves it beside the database.</summary>
    public string? Keys { get; init; }

    /// <summary>How messages are sent, as <c>SOHOSOLO__SMTP</c> says; null for the program's default.</summary>
    public string? Mail { get; init; }

    public Uri Url { get; init; } = new($"http://127.0.0.1:{LoopbackPort.Free()}");

    /// <summary>Where a demo's clock starts. It goes on while a hub is down, as real ones do.</summary>
    public DateTimeOffset ClockStart { get; init; } = MondayMorning;

    public static HubOptions Sqlite(string file) => new($"sqlite:{file}");

    public static HubOptions Postgres(string connectionString) => new($"postgres:{connectionString}");

    internal IReadOnlyDictionary<string, string> Environment()
    {
        var settings = new Dictionary<string, string>
        {
            ["SOHOSOLO__URL"] = Url.ToString().TrimEnd('/'),
            ["SOHOSOLO__DATABASE"] = Database,
            ["SOHOSOLO__DEMO"] = Demo,
            ["SOHOSOLO__NODE"] = Node,
            ["SOHOSOLO__MQTT"] = Mqtt,
            ["SOHOSOLO__GATEWAYS"] = Gateways,
        };
        if (Keys is not null)
            settings["SOHOSOLO__KEYS"] = Keys;

        if (Mail is not null)
            (settings["SOHOSOLO__SMTP"], settings["SOHOSOLO__MAILFROM"]) = (Mail, "Soho Solo <reservations@example.org>");

        if (Demo != "false")
        {
            var now = ClockStart + TimeProvider.System.GetElapsedTime(begun);
            settings["SOHOSOLO__CLOCK"] = now.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
        }

        return settings;
    }
}
