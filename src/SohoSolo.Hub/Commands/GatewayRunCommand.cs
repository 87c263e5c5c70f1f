using System.Net;
using System.Net.Sockets;
using SohoSolo.Gateway;
using SohoSolo.Gateway.Lan;
using SohoSolo.Hub.Broker;
using SohoSolo.Hub.Settings;

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
        await (plan.Lan is MqttSetting.External theirs ? AtTheirs(plan, theirs, line, logs, signals) : AtOurOwn(plan, ((MqttSetting.Embedded)plan.Lan).Listen, line, logs, signals, stop));
    }

    private static async Task AtOurOwn(GatewayPlan plan, IPEndPoint listen, CommandLine line, ILoggerFactory logs, Signals signals, CancellationToken stop)
    {
        var lan = new BrokerLan(logs.CreateLogger<BrokerLan>());
        await using var gateway = SiteGateway.Start(new GatewaySettings(plan.Keys, plan.Store), lan, line.Clock, logs);
        await using var broker = await LanBroker.Start(listen, gateway, lan, logs, stop);
        await gateway.Connect(plan.Hub.ClientOf(plan.Keys.Gateway));
        await Say(line, $"The gateway of {plan.Keys.Site} listens on {string.Join(", ", broker.EndPoints)} and speaks with {plan.Hub}");
        await signals.Stopped;
    }

    private static async Task AtTheirs(GatewayPlan plan, MqttSetting.External theirs, CommandLine line, ILoggerFactory logs, Signals signals)
    {
        SiteGateway? started = null;
        await using var lan = new ClientLan(theirs.LanOf(plan.Keys.Gateway), message => started!.Take(message), TimeProvider.System, logs);
        await using var gateway = started = SiteGateway.Start(new GatewaySettings(plan.Keys, plan.Store), lan, line.Clock, logs);
        await gateway.Connect(plan.Hub.ClientOf(plan.Keys.Gateway));
        lan.Start();
        await Say(line, $"The gateway of {plan.Keys.Site} finds its devices at {theirs} and speaks with {plan.Hub}");
        await signals.Stopped;

        // First nothing comes in any more; then what has come is written.
        await lan.DisposeAsync();
    }

    private static async Task Say(CommandLine line, string text)
    {
        await line.Out.WriteLineAsync(text);
        await line.Out.FlushAsync();
    }
}
