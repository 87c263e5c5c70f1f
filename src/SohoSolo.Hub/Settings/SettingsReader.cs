using System.Net;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Demo;

namespace SohoSolo.Hub.Settings;

/// <summary>Reads and checks the settings of contract §1 from the environment and <c>appsettings.json</c>.</summary>
internal static class SettingsReader
{
    public const string Sqlite = "sqlite:";
    public const string Postgres = "postgres:";

    private const string Section = "SOHOSOLO";

    private static readonly string[] Known =
        ["URL", "DATABASE", "KEYS", "MQTT", "DEMO", "NODE", "GATEWAYS", "SITE", "HUB", "LAN", "STORE", "KEY", "CLOCK", "SMTP", "MAILFROM", "PUBLICURL"];

    /// <summary>Environment over the file beside the caller, over the file beside the program.</summary>
    public static IConfiguration Sources()
    {
        try
        {
            return new ConfigurationBuilder()
                .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
                .AddJsonFile(Path.Combine(Directory.GetCurrentDirectory(), "appsettings.json"), optional: true)
                .AddEnvironmentVariables()
                .Build();
        }
        catch (InvalidDataException unreadable)
        {
            throw new SettingsException($"{unreadable.Message} {unreadable.GetBaseException().Message}");
        }
    }

    public static HubSettings Read(IConfiguration sources)
    {
        var section = sources.GetSection(Section);
        if (section.GetChildren().FirstOrDefault(child => !Known.Contains(child.Key, StringComparer.OrdinalIgnoreCase)) is { } stranger)
        {
            throw Wrong(stranger.Key, $"is not a setting; known are {string.Join(", ", Known.Select(Named))}");
        }

        var settings = new HubSettings
        {
            Url = Url(Value(section, "URL") ?? HubSettings.DefaultUrl),
            Database = Database(Value(section, "DATABASE") ?? HubSettings.DefaultDatabase),
            Mqtt = Mqtt(Value(section, "MQTT") ?? HubSettings.DefaultMqtt),
            Gateways = Gateways(Value(section, "GATEWAYS") ?? HubSettings.DefaultGateways),
            Keys = Value(section, "KEYS"),
            Gateway = new GatewayTexts
            {
                Site = Value(section, "SITE"),
                Hub = Value(section, "HUB"),
                Lan = Value(section, "LAN"),
                Store = Value(section, "STORE"),
                Key = Value(section, "KEY"),
            },
            Demo = Demo(Value(section, "DEMO") ?? "false"),
            Node = Node(Value(section, "NODE") ?? Environment.MachineName),
            ClockStart = Clock(Value(section, "CLOCK")),
            Smtp = Value(section, "SMTP") is { } smtp ? Smtp(smtp) : null,
            MailFrom = Value(section, "MAILFROM") is { } from ? MailFrom(from) : null,
            PublicUrl = Value(section, "PUBLICURL") is { } address ? PublicUrl(address) : null,
        };
        return Together(settings);
    }

    /// <summary>What only makes sense in company of another setting.</summary>
    private static HubSettings Together(HubSettings settings)
    {
        if (settings.ClockStart is not null && !settings.IsDemo)
        {
            throw Wrong("CLOCK", "may be set in demo only: set SOHOSOLO__DEMO=true, or leave the clock alone");
        }

        if (settings.IsDemo && !settings.Url.IsLoopback)
        {
            throw Wrong("DEMO", $"needs a loopback address, because its tokens are public; SOHOSOLO__URL is {settings.Url.GetLeftPart(UriPartial.Authority)}");
        }

        if (settings.IsDemo && settings.Broker is MqttSetting.Embedded({ } listen) && !IPAddress.IsLoopback(listen.Address))
        {
            throw Wrong("DEMO", $"needs a loopback address, because its devices' password is public; SOHOSOLO__MQTT is {settings.Mqtt}");
        }

        if (settings is { Mail: MailSetting.Server, MailFrom: null })
        {
            throw Wrong("MAILFROM", "is needed with a mail server, such as 'Soho Solo <contact@example.org>'");
        }

        if (settings.IsDemo && settings.Mail is MailSetting.Server { IsLoopback: false })
        {
            throw Wrong("DEMO", "writes to invented people: SOHOSOLO__SMTP is off, files:FOLDER or a server on this machine");
        }

        return settings;
    }

    // The text may hold a password, so it is not repeated.
    private static MailSetting Smtp(string text)
    {
        var read = MailSetting.Read(text) ?? throw Wrong("SMTP", "is off, files:FOLDER, smtp://user:pass@host:587 or smtps://user:pass@host:465, with ?ca=FILE for an authority of one's own");
        return read is MailSetting.Server { Authority: { } file } && !IsAuthority(file) ? throw Wrong("SMTP", "names a file (ca) that holds no certificate in PEM form") : read;
    }

    private static bool IsAuthority(string file)
    {
        try
        {
            var all = new System.Security.Cryptography.X509Certificates.X509Certificate2Collection();
            all.ImportFromPemFile(file);
            return all.Count > 0;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            return false;
        }
    }

    private static Sender MailFrom(string text) => Sender.Read(text) ?? throw Wrong("MAILFROM", $"is an address such as contact@example.org or 'Soho Solo <contact@example.org>', not '{text}'");

    private static Uri PublicUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp) && url is { UserInfo: "", Query: "", Fragment: "" }
            ? new Uri(url.AbsoluteUri.TrimEnd('/') + "/")
            : throw Wrong("PUBLICURL", $"is the address that people open, such as https://sohosolo.example.org, not '{text}'");

    private static Uri Url(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttp || url.PathAndQuery != "/" || url.UserInfo.Length > 0 || url.HostNameType == UriHostNameType.Dns && !url.IsLoopback)
        {
            throw Wrong("URL", $"is an address such as {HubSettings.DefaultUrl} or http://0.0.0.0:5080: localhost or an IP (names and TLS are the proxy's work), not '{text}'");
        }

        return url;
    }

    private static string Database(string text)
    {
        if ((text.StartsWith(Sqlite, StringComparison.Ordinal) && text.Length > Sqlite.Length)
            || (text.StartsWith(Postgres, StringComparison.Ordinal) && text.Contains('=', StringComparison.Ordinal)))
        {
            return text;
        }

        // Its text may hold a password, so it is not repeated.
        throw Wrong("DATABASE", "is sqlite:PATH or postgres:Host=…;Database=…;Username=…");
    }

    // The text may hold a password, so it is not repeated.
    private static string Mqtt(string text) =>
        MqttSetting.Read(text) is not null ? text : throw Wrong("MQTT", "is embedded:ADDRESS:PORT, mqtt://user:pass@host:1883, mqtts://… or off");

    private static string Gateways(string text) =>
        text is "embedded" or "external" or "off" ? text : throw Wrong("GATEWAYS", $"is embedded, external or off, not '{text}'");

    private static DemoProfile? Demo(string text) => text.ToLowerInvariant() switch
    {
        "false" => null,
        "true" => DemoProfile.Network,
        "bench" => DemoProfile.Bench,
        _ => throw Wrong("DEMO", $"is false, true or bench, not '{text}'"),
    };

    private static string Node(string text) =>
        text.Length <= 100 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
            ? text
            : throw Wrong("NODE", "is a name of letters, digits, '-', '_' and '.', 100 at most");

    private static DateTimeOffset? Clock(string? text) => text is null
        ? null
        : Times.Read(text) is WrittenTime.Instant({ Year: >= 2000 and < 2200 } at)
            ? at
            : throw Wrong("CLOCK", $"is an instant such as 2026-11-30T08:55:00+01:00, not '{text}'");

    /// <summary>A setting that is there but empty is as if it were not.</summary>
    private static string? Value(IConfigurationSection section, string name) =>
        section[name]?.Trim() is { Length: > 0 } text ? text : null;

    private static SettingsException Wrong(string name, string says) => new($"{Named(name)} {says}.");

    private static string Named(string name) => $"{Section}__{name.ToUpperInvariant()}";
}
