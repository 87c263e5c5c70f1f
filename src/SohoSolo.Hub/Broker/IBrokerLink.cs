using SohoSolo.Hub.Gateways;
using SohoSolo.Hub.Settings;
using SohoSolo.Mqtt.Client;

namespace SohoSolo.Hub.Broker;

/// <summary>The broker that the hub lives with, its own or another.</summary>
internal interface IBrokerLink
{
    /// <summary>One of <see cref="BrokerChecks"/>: how it stands just now.</summary>
    string Check { get; }

    /// <summary>The hub's own connection to it; null where there is none.</summary>
    MqttClient? Client { get; }

    /// <summary>Ends the connections of a device or gateway that may not be there any more, where the broker is ours.</summary>
    void Disconnect(string name)
    {
    }
}

/// <summary>What <c>/health/ready</c> says of the broker.</summary>
internal static class BrokerChecks
{
    public const string Ok = "ok";
    public const string Off = "off";
    public const string Unreachable = "unreachable";
    public const string NotWritable = "not-writable";
}

/// <summary>There is none.</summary>
internal sealed class NoBroker : IBrokerLink
{
    public string Check => BrokerChecks.Off;

    public MqttClient? Client => null;
}

internal static class BrokerServices
{
    public static IServiceCollection AddBroker(this IServiceCollection services, HubSettings settings)
    {
        services.AddSingleton<SiteBook>().AddSingleton<SiteAccounts>().AddSingleton<InProcessSecret>().AddSingleton<DeviceInbox>();
        switch (settings.Broker)
        {
            case MqttSetting.Embedded(var listen):
                services.AddSingleton(made => ActivatorUtilities.CreateInstance<EmbeddedBroker>(made, listen));
                services.AddSingleton<IBrokerLink>(made => made.GetRequiredService<EmbeddedBroker>());
                return services.AddHostedService(made => made.GetRequiredService<EmbeddedBroker>());
            case MqttSetting.External external:
                services.AddSingleton(made => new ExternalBroker(external, settings, made.GetRequiredService<ILoggerFactory>()));
                services.AddSingleton<IBrokerLink>(made => made.GetRequiredService<ExternalBroker>());
                return services.AddHostedService(made => made.GetRequiredService<ExternalBroker>());
            default:
                return services.AddSingleton<IBrokerLink, NoBroker>();
        }
    }
}
