using System.Net.Sockets;
using SohoSolo.Gateway;
using SohoSolo.Gateway.Lan;
using SohoSolo.Mqtt.Client;

namespace SohoSolo.Hub.Commands;

/// <summary>Runs one site's gateway alone: its devices' broker, its doors, its outbox, its line to the hub. SIGTERM and Ctrl-C stop it; what a device was told is taken is on disk then.</summary>
internal static class GatewayRunCommand
{
    public static async Task<int> Run(CommandLine line, CancellationToken stop)
    {
        if (line.Arguments.Count > 0)
            return await CommandTable.Misused(line, "gateway run");

        var plan = GatewayPlan.Read(line.Settings.Gateway);
        using var logs = LoggerFactory.Create(logging => Logs.Configure(logging, toStandardError: true));
        try
        {
            await Serve(plan, line, logs, stop);
            return CommandTable.Good;
        }
        catch (Exception unusable) when (unusable is IOException or SocketException or UnauthorizedAccessException)
        {
            await line.Error.WriteLineAsync($"The gateway of {plan.Keys.Site} cannot run: {unusable.Message}");
            return CommandTable.Found;
        }
    }

    private static async Task Serve(GatewayPlan plan, CommandLine line, ILoggerFactory logs, CancellationToken stop)
    {
        using var signals = new Signals(static () => { }, stop);
        var lan = new BrokerLan(logs.CreateLogger<BrokerLan>());
        await using var gateway = SiteGateway.Start(new GatewaySettings(plan.Keys, plan.Store), lan, line.Clock, logs);
        await using var broker = await LanBroker.Start(plan.Lan, gateway, lan, logs, stop);
        await gateway.Connect(LineOf(plan));
        await line.Out.WriteLineAsync($"The gateway of {plan.Keys.Site} listens on {string.Join(", ", broker.EndPoints)} and speaks with {plan.Hub}");
        await line.Out.FlushAsync(stop);
        await signals.Stopped;
    }

    private static MqttClientOptions LineOf(GatewayPlan plan) => new()
    {
        Host = plan.Hub.Host,
        Port = plan.Hub.Port,
        Tls = plan.Hub.IsSecured ? new MqttTls() : null,
        ClientId = plan.Keys.Gateway,
        UserName = plan.Hub.User,
        Password = plan.Hub.Password,
    };
}
