using SohoSolo.Gateway.Wire;
using SohoSolo.Hub.Settings;

namespace SohoSolo.Hub.Commands;

/// <summary>What <c>gateway run</c> was told: the lines that <c>gateway enrol</c> prints. The site's network is a broker of its own, or somebody else's.</summary>
internal sealed record GatewayPlan(GatewayKeys Keys, MqttSetting.External Hub, MqttSetting Lan, string Store)
{
    private const string File = "file:";

    /// <summary><see cref="SettingsException"/> says in one line what is wrong; never what a key or a password is.</summary>
    public static GatewayPlan Read(GatewayTexts texts)
    {
        var site = texts.Site ?? throw Missing("SITE");
        var keys = GatewayKeys.Read(KeyText(texts.Key ?? throw Missing("KEY"))) ?? throw new SettingsException("SOHOSOLO__KEY holds no keys as gateway enrol prints them.");
        if (keys.Site.Value != site)
            throw new SettingsException($"SOHOSOLO__KEY holds the keys of {keys.Site}, and SOHOSOLO__SITE is {site}.");

        var hub = MqttSetting.Read(texts.Hub ?? throw Missing("HUB")) as MqttSetting.External ?? throw new SettingsException("SOHOSOLO__HUB is mqtt://user:pass@host:1883 or mqtts://…");
        return new GatewayPlan(keys, hub, ReadLan(texts.Lan ?? "0.0.0.0:1883"), texts.Store ?? Path.Combine("var", $"gateway-{site}"));
    }

    public override string ToString() => Keys.ToString();

    // The text may hold a password, so it is not repeated.
    private static MqttSetting ReadLan(string text) => ListenAddress.Read(text) is { } listen
        ? new MqttSetting.Embedded(listen)
        : MqttSetting.Read(text) as MqttSetting.External
            ?? throw new SettingsException("SOHOSOLO__LAN is an address to listen on such as 0.0.0.0:1883, or the site's own broker: mqtt://user:pass@host:1883 or mqtts://….");

    private static string KeyText(string text)
    {
        if (!text.StartsWith(File, StringComparison.Ordinal))
            return text;

        try
        {
            return System.IO.File.ReadAllText(text[File.Length..]);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"SOHOSOLO__KEY: {unreadable.Message}");
        }
    }

    private static SettingsException Missing(string name) => new($"SOHOSOLO__{name} is missing; gateway enrol prints it.");
}
