using System.Net;
using Microsoft.Extensions.Configuration;
using SohoSolo.Hub.Commands;
using SohoSolo.Hub.Demo;
using SohoSolo.Hub.Settings;
using Xunit;

namespace SohoSolo.Hub.Tests.Settings;

public sealed class SettingsTests
{
    [Fact]
    public void Without_any_setting_the_defaults_of_the_contract_hold()
    {
        var settings = Read();

        Assert.Equal("http://127.0.0.1:5080/", settings.Url.ToString());
        Assert.Equal("sqlite:var/sohosolo.db", settings.Database);
        Assert.Equal("embedded:127.0.0.1:1883", settings.Mqtt);
        Assert.Null(settings.Demo);
    }

    [Theory]
    [InlineData("URL", "nowhere")]
    [InlineData("URL", "https://127.0.0.1:5080")]
    [InlineData("URL", "http://127.0.0.1:5080/path")]
    [InlineData("URL", "http://hub.example.org:5080")]
    [InlineData("DATABASE", "mysql:Host=x")]
    [InlineData("DATABASE", "sqlite:")]
    [InlineData("MQTT", "embedded:1883")]
    [InlineData("MQTT", "embedded:127.0.0.1")]
    [InlineData("MQTT", "embedded:::1:1883")]
    [InlineData("MQTT", "mqtt://host/path")]
    [InlineData("MQTT", "amqp://host")]
    [InlineData("DEMO", "yes")]
    [InlineData("GATEWAYS", "some")]
    [InlineData("NODE", "two words")]
    [InlineData("CLOCK", "yesterday")]
    [InlineData("CLOCK", "9999-12-31T23:59:59Z")]
    [InlineData("SMTP", "mail.example.org")]
    [InlineData("SMTP", "smtp://hub:secret@")]
    [InlineData("SMTP", "smtp://hub@mail.example.org")]
    [InlineData("SMTP", "smtp://mail.example.org/path")]
    [InlineData("SMTP", "smtp://mail.example.org?ca=/nowhere.pem")]
    [InlineData("SMTP", "files:")]
    [InlineData("MAILFROM", "nobody")]
    [InlineData("PUBLICURL", "sohosolo.example.org")]
    [InlineData("PUBLICURL", "ftp://sohosolo.example.org")]
    [InlineData("DATBASE", "sqlite:x.db")]
    public void A_wrong_value_is_refused_by_its_name(string name, string value)
    {
        var refused = Assert.Throws<SettingsException>(() => Read((name, value)));

        Assert.Contains($"SOHOSOLO__{name}", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public void A_demo_needs_a_loopback_address() =>
        Assert.Contains("loopback", Assert.Throws<SettingsException>(() => Read(("DEMO", "true"), ("URL", "http://0.0.0.0:5080"))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_demos_broker_needs_a_loopback_address_too() =>
        Assert.Contains("SOHOSOLO__MQTT is embedded:0.0.0.0:1883", Assert.Throws<SettingsException>(() => Read(("DEMO", "true"), ("MQTT", "embedded:0.0.0.0:1883"))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_broker_is_our_own_another_or_none()
    {
        Assert.Equal(new MqttSetting.Embedded(IPEndPoint.Parse("127.0.0.1:1883")), Read().Broker);
        Assert.Equal(new MqttSetting.Embedded(IPEndPoint.Parse("[::1]:0")), Read(("MQTT", "embedded:[::1]:0")).Broker);
        Assert.Equal(new MqttSetting.Off(), Read(("MQTT", "off")).Broker);
        Assert.Equal(new MqttSetting.External("broker.example.org", 1883, false, null, null), Read(("MQTT", "mqtt://broker.example.org")).Broker);
        Assert.Equal(new MqttSetting.External("::1", 8883, true, "hub", "p:w/d"), Read(("MQTT", "mqtts://hub:p:w%2Fd@[::1]")).Broker);
        Assert.Equal(new MqttSetting.External("h", 1884, false, "hub", null), Read(("MQTT", "mqtt://hub@h:1884/")).Broker);
    }

    [Fact]
    public void A_password_of_the_broker_is_not_repeated()
    {
        Assert.DoesNotContain("secret", Assert.Throws<SettingsException>(() => Read(("MQTT", "mqt://hub:secret@host"))).Message, StringComparison.Ordinal);
        Assert.Equal("mqtt://host:1883", Read(("MQTT", "mqtt://hub:secret@host")).Broker.ToString());
    }

    [Fact]
    public void Mail_is_off_unless_asked_for_and_a_demo_writes_files()
    {
        Assert.Equal(new MailSetting.Off(), Read().Mail);
        Assert.Equal(new MailSetting.Files("var/sohosolo.db-mail"), Read(("DEMO", "true")).Mail);
        Assert.Equal(new MailSetting.Off(), Read(("DEMO", "bench")).Mail);
        Assert.Equal(new MailSetting.Server("mail.example.org", 587, false, "hub", "p:w/d"), Read(("SMTP", "smtp://hub:p:w%2Fd@mail.example.org"), ("MAILFROM", "a@example.org")).Mail);
        Assert.Equal(new MailSetting.Server("mail.example.org", 465, true, null, null), Read(("SMTP", "smtps://mail.example.org"), ("MAILFROM", "a@example.org")).Mail);
        Assert.Equal(new Sender("Soho Solo", "contact@example.org"), Read(("MAILFROM", "Soho Solo <contact@example.org>")).MailFrom);
        Assert.Equal("http://localhost:5080/", Read().Links.ToString());
    }

    [Fact]
    public void A_mail_server_needs_a_sender_and_a_demo_only_writes_to_this_machine()
    {
        Assert.Contains("SOHOSOLO__MAILFROM", Assert.Throws<SettingsException>(() => Read(("SMTP", "smtp://mail.example.org"))).Message, StringComparison.Ordinal);
        Assert.Contains("SOHOSOLO__DEMO", Assert.Throws<SettingsException>(() => Read(("DEMO", "true"), ("SMTP", "smtp://mail.example.org"), ("MAILFROM", "a@example.org"))).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", Assert.Throws<SettingsException>(() => Read(("SMTP", "smpt://hub:secret@host"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sqlite:var/sohosolo.db", "var/sohosolo.db-mqtt")]
    [InlineData("postgres:Host=x;Database=y", "var/mqtt")]
    public void The_brokers_folder_goes_with_the_database(string database, string folder) => Assert.Equal(folder, Read(("DATABASE", database)).BrokerFolder);

    [Fact]
    public void The_clock_may_be_set_in_demo_only()
    {
        Assert.Throws<SettingsException>(() => Read(("CLOCK", "2026-11-30T08:55:00+01:00")));
        Assert.Equal(
            DateTimeOffset.Parse("2026-11-30T07:55:00Z", System.Globalization.CultureInfo.InvariantCulture),
            Read(("DEMO", "bench"), ("CLOCK", "2026-11-30T08:55:00+01:00")).ClockStart);
    }

    [Fact]
    public void A_password_in_a_wrong_database_address_is_not_repeated() =>
        Assert.DoesNotContain("secret", Assert.Throws<SettingsException>(() => Read(("DATABASE", "postgre:Host=x;Password=secret"))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("true", DemoProfile.Network)]
    [InlineData("bench", DemoProfile.Bench)]
    public void Demo_names_its_profile(string word, object profile) => Assert.Equal(profile, Read(("DEMO", word)).Demo);

    [Fact]
    public async Task A_wrong_setting_stops_the_program_with_one_line_and_exit_code_2()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        var code = await CommandTable.Run([], Sources([("DEMO", "maybe")]), output, error, TestContext.Current.CancellationToken);

        Assert.Equal(2, code);
        Assert.Equal("SOHOSOLO__DEMO is false, true or bench, not 'maybe'.\n", error.ToString());
    }

    [Fact]
    public async Task An_unknown_command_is_bad_use()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        Assert.Equal(2, await CommandTable.Run(["frobnicate"], Sources([]), output, error, TestContext.Current.CancellationToken));
        Assert.StartsWith("'frobnicate' is not a command.", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-22T06:00:00Z", "2026-11-23T07:55:00Z")]
    [InlineData("2026-11-23T07:54:59Z", "2026-11-23T07:55:00Z")]
    [InlineData("2026-11-23T07:55:01Z", "2026-11-24T07:55:00Z")]
    [InlineData("2026-03-27T12:00:00Z", "2026-03-30T06:55:00Z")]
    public void A_demo_starts_on_the_next_weekday_at_0855_local(string now, string start)
    {
        var culture = System.Globalization.CultureInfo.InvariantCulture;

        Assert.Equal(DateTimeOffset.Parse(start, culture), DemoClock.NextWeekdayMorning(DateTimeOffset.Parse(now, culture)));
    }

    private static HubSettings Read(params (string Name, string Value)[] given) => SettingsReader.Read(Sources(given));

    private static IConfiguration Sources((string Name, string Value)[] given) => new ConfigurationBuilder()
        .AddInMemoryCollection(given.Select(pair => KeyValuePair.Create($"SOHOSOLO:{pair.Name}", (string?)pair.Value)))
        .Build();
}
