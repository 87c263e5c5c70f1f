using System.Net;
using SohoSolo.Core;
using SohoSolo.Hub.Gateways;
using SohoSolo.Hub.Keys;
using SohoSolo.Hub.Settings;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Commands;

/// <summary>What an operator does about a site's gateway: gives it keys, takes them away, gives up what it has lost. They work beside a running hub.</summary>
internal static class GatewayCommands
{
    public const string EnrolUsage = "SITE [--rotate]";

    private const string Actor = "operator";
    private const string Rotate = "--rotate";

    /// <summary>Prints the gateway's settings, this once: what is stored is sealed, and of the password a hash.</summary>
    public static async Task<int> Enrol(CommandLine line, CancellationToken stop)
    {
        if (line.Arguments is not ([_] or [_, Rotate]))
            return await CommandTable.Misused(line, "gateway enrol");

        await using var store = await Store.Open(line.Settings.Database, line.Clock, stop);
        if (await Site(line, store, stop) is not { } site)
            return await NoSite(line);

        using var keys = await KeyLoading.Load(line.Settings, store, stop);
        var enrolment = new GatewayEnrolment(store, keys, line.Clock);
        var isEnrolled = (await enrolment.Standing(site, stop)).Count > 0;
        if (isEnrolled != line.Arguments.Contains(Rotate))
            return await line.Refuse(isEnrolled ? $"The gateway of {site} has its keys; {Rotate} makes new ones." : $"The gateway of {site} has no keys yet: leave {Rotate} out.");

        if (await enrolment.Make(site, Actor, stop) is not { } made)
            return await line.Refuse($"Somebody else has just made keys for the gateway of {site}.");

        await line.Out.WriteLineAsync($"SOHOSOLO__SITE={site}");
        await line.Out.WriteLineAsync($"SOHOSOLO__HUB={Hub(line.Settings.Broker, made)}");
        await line.Out.WriteLineAsync("SOHOSOLO__LAN=0.0.0.0:1883");
        await line.Out.WriteLineAsync($"SOHOSOLO__STORE=var/gateway-{site}");
        await line.Out.WriteLineAsync($"SOHOSOLO__KEY={made.Keys.ToText()}");
        await line.Error.WriteLineAsync("Keep these lines where only the gateway reads them: they cannot be shown again.");
        return CommandTable.Good;
    }

    public static async Task<int> Revoke(CommandLine line, CancellationToken stop)
    {
        if (line.Arguments is not [_])
            return await CommandTable.Misused(line, "gateway revoke");

        await using var store = await Store.Open(line.Settings.Database, line.Clock, stop);
        if (await Site(line, store, stop) is not { } site)
            return await NoSite(line);

        using var keys = await KeyLoading.Load(line.Settings, store, stop);
        var revoked = await new GatewayEnrolment(store, keys, line.Clock).Revoke(site, Actor, stop);
        await line.Out.WriteLineAsync(revoked ? $"The gateway of {site} is revoked: the hub takes nothing from it any more." : $"The gateway of {site} has no keys.");
        return revoked ? CommandTable.Good : CommandTable.Found;
    }

    public static async Task<int> AcceptGap(CommandLine line, CancellationToken stop)
    {
        if (line.Arguments is not [_])
            return await CommandTable.Misused(line, "gateway accept-gap");

        await using var store = await Store.Open(line.Settings.Database, line.Clock, stop);
        if (await Site(line, store, stop) is not { } site)
            return await NoSite(line);

        var lost = await new GapAcceptance(store, line.Clock).Accept(site, Actor, stop);
        await line.Out.WriteLineAsync(lost is null ? $"Nothing is missing of {site}." : $"Events {lost.First} to {lost.Last} of {site}, epoch {lost.Epoch}, are given up; the gateway goes on after them.");
        return lost is null ? CommandTable.Found : CommandTable.Good;
    }

    private static async Task<SiteId?> Site(CommandLine line, Store store, CancellationToken stop)
    {
        var site = new SiteId(line.Arguments[0]);
        return (await new StoreQueries(store).Network(stop)).Sites.ContainsKey(site) ? site : null;
    }

    private static Task<int> NoSite(CommandLine line) => line.Refuse($"There is no site '{line.Arguments[0]}'.");

    /// <summary>Where the gateway finds the hub's broker. An address of every network is none to be reached at: then it is this machine's name.</summary>
    private static string Hub(MqttSetting broker, EnrolledGateway made)
    {
        var account = $"{Uri.EscapeDataString(made.Keys.Gateway)}:{made.Password}";
        return broker switch
        {
            MqttSetting.Embedded(var listen) => $"mqtt://{account}@{(IsEverywhere(listen) ? Environment.MachineName : Host(listen.Address))}:{listen.Port}",
            MqttSetting.External external => $"{(external.IsSecured ? "mqtts" : "mqtt")}://{account}@{external.Host}:{external.Port}",
            _ => $"mqtt://{account}@{Environment.MachineName}:1883",
        };
    }

    private static bool IsEverywhere(IPEndPoint listen) => listen.Address.Equals(IPAddress.Any) || listen.Address.Equals(IPAddress.IPv6Any);

    private static string Host(IPAddress address) => address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]" : $"{address}";
}
