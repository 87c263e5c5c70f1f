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

    /// <summary><c>embedded</c>, <c>external</c> or <c>off</c>.</summary>
    public string Gateways { get; init; } = DefaultGateways;

    /// <summary>Whether the hub speaks with the sites at all.</summary>
    public bool HasLink => Gateways != "off";

    /// <summary>Whether the sites' gateways run in this process.</summary>
    public bool HasEmbeddedGateways => Gateways == "embedded";

    /// <summary>The file of the hub's master key, as it was given; null for the default.</summary>
    public string? Keys { get; init; }

    /// <summary>What one site's gateway is told, for <c>gateway run</c>.</summary>
    public GatewayTexts Gateway { get; init; } = new();

    /// <summary>Null outside demo.</summary>
    public DemoProfile? Demo { get; init; }

    public string Node { get; init; } = Environment.MachineName;

    /// <summary>Where a demo's clock starts; null for the next weekday morning.</summary>
    public DateTimeOffset? ClockStart { get; init; }

    /// <summary>As it was given; null for the default. See <see cref="Mail"/>.</summary>
    public MailSetting? Smtp { get; init; }

    /// <summary>Whom messages come from; a server needs it to be given.</summary>
    public Sender? MailFrom { get; init; }

    /// <summary>The address that people open, with a slash at its end; null for <see cref="Url"/>.</summary>
    public Uri? PublicUrl { get; init; }

    public bool IsDemo => Demo is not null;

    public bool IsSqlite => Database.StartsWith(SettingsReader.Sqlite, StringComparison.Ordinal);

    /// <summary>The SQLite file, for commands that must not make one; null on PostgreSQL and in memory.</summary>
    public string? DatabaseFile => IsSqlite ? Database[SettingsReader.Sqlite.Length..] : null;

    /// <summary>What <see cref="Mqtt"/> says.</summary>
    public MqttSetting Broker => MqttSetting.Read(Mqtt) ?? throw new SettingsException("SOHOSOLO__MQTT was not checked.");

    /// <summary>The embedded broker's folder: beside the SQLite file and named after it, so that two databases in one folder do not share their devices' messages.</summary>
    public string BrokerFolder => DatabaseFile is { } file ? $"{file}-mqtt" : Path.Combine("var", "mqtt");

    /// <summary>The master key's file: beside the SQLite file unless it was named.</summary>
    public string KeyFile => Keys ?? (DatabaseFile is { } file ? $"{file}.key" : Path.Combine("var", "hub.key"));

    /// <summary>Where the gateways in this process keep what the hub does not have yet, a folder each.</summary>
    public string GatewaysFolder => DatabaseFile is { } file ? $"{file}-gateways" : Path.Combine("var", "gateways");

    /// <summary>How messages reach people: an invented network's are files beside the database, everything else is asked for.</summary>
    public MailSetting Mail => Smtp ?? (Demo == DemoProfile.Network ? new MailSetting.Files(DatabaseFile is { } file ? $"{file}-mail" : Path.Combine("var", "mail")) : new MailSetting.Off());

    /// <summary>What links in messages begin with; an address for people is called localhost, not by its number.</summary>
    public Uri Links => PublicUrl ?? new UriBuilder(Url) { Host = System.Net.IPAddress.TryParse(Url.Host.Trim('[', ']'), out _) ? "localhost" : Url.Host }.Uri;

    /// <summary>The engine alone: safe to log.</summary>
    public string Engine => IsSqlite ? "SQLite" : "PostgreSQL";
}

/// <summary>A site's gateway's own settings as they were written; <c>gateway run</c> reads them. Null where nothing was.</summary>
internal sealed record GatewayTexts
{
    public string? Site { get; init; }

    /// <summary>The hub's broker; holds the gateway's password.</summary>
    public string? Hub { get; init; }

    public string? Lan { get; init; }

    public string? Store { get; init; }

    /// <summary>The gateway's keys, or <c>file:PATH</c>.</summary>
    public string? Key { get; init; }

    /// <summary>The site alone: safe to log.</summary>
    public override string ToString() => Site ?? "";
}

/// <summary>A setting that cannot be used, said in one line.</summary>
internal sealed class SettingsException(string message) : Exception(message);
