using System.Globalization;
using System.Net;
using SohoSolo.Hub.Settings;
using SohoSolo.Mqtt.Access;
using SohoSolo.Mqtt.Broker;

namespace SohoSolo.Hub.Commands;

/// <summary>What <c>sohosolo broker</c> was asked to do.</summary>
internal sealed record BrokerPlan
{
    public const string Usage =
        "--listen ADDRESS:PORT [--users FILE] [--acl FILE] [--allow-anonymous] [--store DIR] [--tls-certificate FILE --tls-key FILE [--client-ca FILE]]"
        + " [--max-packet BYTES] [--rate MESSAGES_PER_SECOND[,BURST]] [--queue MESSAGES] [--when-full drop-oldest|drop-newest|refuse] [--metrics ADDRESS:PORT]";

    private static readonly string[] Required = ["--listen"];
    private static readonly string[] Flags = ["--allow-anonymous"];
    private static readonly string[] Optional =
        ["--users", "--acl", "--store", "--tls-certificate", "--tls-key", "--client-ca", "--max-packet", "--rate", "--queue", "--when-full", "--metrics"];

    public required IReadOnlyList<IPEndPoint> Listen { get; init; }

    public required AccessFileOptions Access { get; init; }

    public required ClientLimits Limits { get; init; }

    public string? Store { get; init; }

    public string? Certificate { get; init; }

    public string? Key { get; init; }

    public string? ClientAuthorities { get; init; }

    public QueueFullPolicy WhenFull { get; init; }

    public IPEndPoint? Metrics { get; init; }

    /// <summary><see cref="SettingsException"/> says in one line what is wrong.</summary>
    public static BrokerPlan Read(IReadOnlyList<string> arguments)
    {
        var given = Options.Read(arguments, Required, Optional, repeatable: Required, flags: Flags);
        if (given.Problem is { } problem)
            throw new SettingsException(problem);

        return Together(new BrokerPlan
        {
            Listen = [.. given.Values["--listen"].Select(text => Address("--listen", text))],
            Access = new AccessFileOptions { Users = given["--users"], AccessList = given["--acl"], AllowAnonymous = given.Has("--allow-anonymous") },
            Limits = LimitsOf(given),
            Store = given["--store"],
            Certificate = given["--tls-certificate"],
            Key = given["--tls-key"],
            ClientAuthorities = given["--client-ca"],
            WhenFull = Policy(given["--when-full"] ?? "drop-oldest"),
            Metrics = given["--metrics"] is { } metrics ? Address("--metrics", metrics) : null,
        });
    }

    /// <summary>What only makes sense in company of another option.</summary>
    private static BrokerPlan Together(BrokerPlan plan)
    {
        if (plan.Certificate is null != plan.Key is null)
            throw new SettingsException("--tls-certificate and --tls-key belong together.");

        if (plan.ClientAuthorities is not null && plan.Certificate is null)
            throw new SettingsException("--client-ca needs --tls-certificate and --tls-key.");

        var isOpen = plan.Access.AllowAnonymous || plan.Access.Users is not null || plan.ClientAuthorities is not null;
        return isOpen ? plan : throw new SettingsException("Nobody could come in: give --users FILE, --client-ca FILE, or --allow-anonymous.");
    }

    private static ClientLimits LimitsOf(Options given)
    {
        var limits = new ClientLimits();
        var rate = given["--rate"]?.Split(',');
        return limits with
        {
            MaximumPacketSize = given["--max-packet"] is { } bytes ? Number("--max-packet", bytes, 16, 268_435_455) : limits.MaximumPacketSize,
            MaximumQueuedMessages = given["--queue"] is { } messages ? Number("--queue", messages, 1, 10_000_000) : limits.MaximumQueuedMessages,
            MessagesPerSecond = rate is null ? null : Number("--rate", rate[0], 1, 1_000_000),
            Burst = rate switch
            {
                null => limits.Burst,
                [var perSecond] => Math.Max(limits.Burst, Number("--rate", perSecond, 1, 1_000_000)),
                [_, var burst] => Number("--rate", burst, 1, 10_000_000),
                _ => throw new SettingsException($"--rate is MESSAGES_PER_SECOND or MESSAGES_PER_SECOND,BURST, not '{given["--rate"]}'."),
            },
        };
    }

    private static QueueFullPolicy Policy(string word) => word switch
    {
        "drop-oldest" => QueueFullPolicy.DropOldest,
        "drop-newest" => QueueFullPolicy.DropNewest,
        "refuse" => QueueFullPolicy.RefusePublish,
        _ => throw new SettingsException($"--when-full is drop-oldest, drop-newest or refuse, not '{word}'."),
    };

    private static IPEndPoint Address(string name, string text) =>
        ListenAddress.Read(text) ?? throw new SettingsException($"{name} is an address and a port such as 127.0.0.1:1883 or [::]:1883, not '{text}'.");

    private static int Number(string name, string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new SettingsException($"{name} is a number from {least} to {most}, not '{text}'.");
}
