using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SohoSolo.Hub.Broker;
using SohoSolo.Hub.Metrics;
using SohoSolo.Mqtt.Broker;

namespace SohoSolo.Hub.Commands;

/// <summary>Runs the MQTT broker alone: no database, no web. SIGTERM and Ctrl-C stop it, SIGHUP has it read its files again.</summary>
internal static partial class BrokerCommand
{
    public static async Task<int> Run(CommandLine line, CancellationToken stop)
    {
        var plan = BrokerPlan.Read(line.Arguments);
        using var logs = LoggerFactory.Create(logging => Logs.Configure(logging, toStandardError: true));
        try
        {
            await Serve(plan, line, logs, stop);
            return CommandTable.Good;
        }
        catch (Exception unusable) when (unusable is IOException or SocketException or UnauthorizedAccessException or CryptographicException)
        {
            await line.Error.WriteLineAsync($"The broker cannot run: {unusable.Message}");
            return CommandTable.Found;
        }
    }

    private static async Task Serve(BrokerPlan plan, CommandLine line, ILoggerFactory logs, CancellationToken stop)
    {
        var log = logs.CreateLogger(typeof(BrokerCommand));
        await Rehearsal.Run(stop);
        var hooks = new FileHooks(plan.Access, new RefusalLog(log, TimeProvider.System));
        using var page = plan.Metrics is null ? null : new PrometheusPage();
        using var signals = new Signals(() => Reload(hooks, log), stop);
        await using var broker = await MqttBroker.Start(OptionsOf(plan), hooks, TimeProvider.System, logs, stop);
        await using var metrics = page is null ? null : await MetricsServer.Start(plan.Metrics!, page, stop);
        await line.Out.WriteLineAsync($"Listening on {string.Join(", ", broker.EndPoints)}{(plan.Certificate is null ? "" : " (TLS)")}");
        await line.Out.FlushAsync(stop);
        await signals.Stopped;
    }

    private static void Reload(FileHooks hooks, ILogger log)
    {
        if (hooks.Reload() is { } problem)
            LogNotReloaded(log, problem);
        else
            LogReloaded(log);
    }

    private static BrokerOptions OptionsOf(BrokerPlan plan)
    {
        var certificate = plan is { Certificate: { } pem, Key: { } key } ? X509Certificate2.CreateFromPemFile(pem, key) : null;
        var authorities = plan.ClientAuthorities is null ? null : new X509Certificate2Collection();
        authorities?.ImportFromPemFile(plan.ClientAuthorities!);
        if (authorities is { Count: 0 })
            throw new IOException($"{plan.ClientAuthorities} holds no certificate.");

        return new BrokerOptions
        {
            Listeners = [.. plan.Listen.Select(address => new BrokerListener(address, certificate, authorities))],
            StoreFolder = plan.Store,
            Limits = plan.Limits,
            WhenQueueIsFull = plan.WhenFull,
        };
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Users and access list were read again")]
    private static partial void LogReloaded(ILogger log);

    [LoggerMessage(Level = LogLevel.Error, Message = "Users and access list stay as they were: {Problem}")]
    private static partial void LogNotReloaded(ILogger log, string problem);
}
