using SohoSolo.Hub.Demo;

namespace SohoSolo.Hub.Settings;

/// <summary>How this process was told to run (contract §1). Made by <see cref="SettingsReader"/>, which refuses a wrong value before anything starts.</summary>
internal sealed record HubSettings
{
    public const string DefaultUrl = "http://127.0.0.1:5080";
    public const string DefaultDatabase = "sqlite:var/sohosolo.db";
    public const string DefaultMqtt = "embedded:127.0.0.1:1883";
    public const string DefaultGateways = "embedded";

    public Uri Url { get; init; } = new(DefaultUrl);

    /// <summary><c>sqlite:PATH</c> or <c>postgres:CONNECTION</c>; may hold a password, so it is never logged whole.</summary>
    public string Database { get; init; } = DefaultDatabase;

    /// <summary>As it was written; may hold a password, so it is never logged whole.</summary>
    public string Mqtt { get; init; } = DefaultMqtt;

    /// <summary>Checked, and used once gateways are part of the program.</summary>
    public string Gateways { get; init; } = DefaultGateways;

    /// <summary>Null outside demo.</summary>
    public DemoProfile? Demo { get; init; }

    public string Node { get; init; } = Environment.MachineName;

    /// <summary>Where a demo's clock starts; null for the next weekday morning.</summary>
    public DateTimeOffset? ClockStart { get; init; }

    public bool IsDemo => Demo is not null;

    public bool IsSqlite => Database.StartsWith(SettingsReader.Sqlite, StringComparison.Ordinal);

    /// <summary>The SQLite file, for commands that must not make one; null on PostgreSQL and in memory.</summary>
    public string? DatabaseFile => IsSqlite ? Database[SettingsReader.Sqlite.Length..] : null;

    /// <summary>What <see cref="Mqtt"/> says.</summary>
    public MqttSetting Broker => MqttSetting.Read(Mqtt) ?? throw new SettingsException("SOHOSOLO__MQTT was not checked.");

    /// <summary>The embedded broker's folder: beside the SQLite file and named after it, so that two databases in one folder do not share their devices' messages.</summary>
    public string BrokerFolder => DatabaseFile is { } file ? $"{file}-mqtt" : Path.Combine("var", "mqtt");

    /// <summary>The engine alone: safe to log.</summary>
    public string Engine => IsSqlite ? "SQLite" : "PostgreSQL";
}

/// <summary>A setting that cannot be used, said in one line.</summary>
internal sealed class SettingsException(string message) : Exception(message);
