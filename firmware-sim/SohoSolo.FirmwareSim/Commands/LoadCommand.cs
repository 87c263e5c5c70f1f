using SohoSolo.FirmwareSim.Devices;
using SohoSolo.FirmwareSim.Faults;
using SohoSolo.FirmwareSim.Hub;
using SohoSolo.FirmwareSim.Shell;

namespace SohoSolo.FirmwareSim.Commands;

/// <summary>
/// <c>load</c>: readers of one site show badges at a given rate, and keep a ledger of what was acknowledged and what was acted on. It goes on through whatever happens to broker, gateway and hub, and
/// ends when everything was acknowledged, or after its patience. Exit code 1 when something was not.
/// </summary>
internal static class LoadCommand
{
    private const int DemoMembers = 400;
    private const int Capacity = 1_000_000;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    public static async Task<int> Run(IReadOnlyList<string> words, TextWriter output, CancellationToken stop)
    {
        var arguments = Arguments.Read(words, "--site", "--readers", "--devices", "--door", "--events", "--rate", "--badges", "--ledger", "--patience", "--hub", "--broker", "--password", "--seed", "--faults");
        var site = arguments.Required("--site");
        var names = Names(arguments, site);
        var chance = Chance.Of(arguments.Whole("--seed", 7, int.MinValue, int.MaxValue), site);
        using var hub = new HubApi(arguments.Address("--hub", Common.Hub));
        var clock = new HubClock(TimeProvider.System);
        await Common.SetClock(clock, hub, isFirst: true, stop);
        await using var ledger = new Ledger(arguments["--ledger"], TimeProvider.System);
        var devices = names.Select((id, index) => Device(id, index == 0, arguments, site, chance, clock, ledger, output)).ToList();
        try
        {
            devices.ForEach(device => device.Start());
            await Show(devices, arguments, chance, stop);
            await Wait(devices, TimeSpan.FromSeconds(arguments.Real("--patience", 60, 0, 86_400)), stop);
        }
        finally
        {
            await Task.WhenAll(devices.Select(device => device.DisposeAsync().AsTask()));
            devices.ForEach(device => device.Host.Dispose());
        }

        await output.WriteLineAsync(await ledger.Close());
        return ledger.Unacknowledged == 0 ? 0 : 1;
    }

    /// <summary>The demo has one reader a site; whoever made more gives their names, or the number of <c>{site}-reader-2</c> and so on.</summary>
    private static IReadOnlyList<string> Names(Arguments arguments, string site)
    {
        if (arguments.List("--devices") is { Count: > 0 } named)
            return named;

        return [.. Enumerable.Range(1, arguments.Whole("--readers", 1, 1, 1000)).Select(number => number == 1 ? $"{site}-reader-main" : $"{site}-reader-{number}")];
    }

    private static MqttDevice Device(string id, bool hasLock, Arguments arguments, string site, Chance chance, TimeProvider clock, Ledger ledger, TextWriter output)
    {
        var reader = DoorController.New(site, id, arguments.Text("--door", "main"), Boots.New(), clock.GetUtcNow(), Capacity) with { HasLock = hasLock };
        var host = new DeviceHost(reader, clock, new FaultyLine(Common.FaultsOf(arguments), new Chance((ulong)chance.Between(1, int.MaxValue))));
        host.Did += (done, at) => ledger.Write(id, done, at);
        host.Post(new DeviceInput.ClockSet(TimeSpan.Zero));
        return new MqttDevice(host, Common.BrokerOf(arguments), TimeProvider.System, complaint => output.WriteLine($"! {complaint}"));
    }

    /// <summary>Event number n is due n/rate seconds after the first, whatever the ones before it took.</summary>
    private static async Task Show(List<MqttDevice> devices, Arguments arguments, Chance chance, CancellationToken stop)
    {
        var (events, rate) = (arguments.Whole("--events", 100, 1, 10_000_000), arguments.Real("--rate", 10, 0.001, 1_000_000));
        var badges = arguments.List("--badges");
        var since = TimeProvider.System.GetTimestamp();
        for (var shown = 0; shown < events;)
        {
            for (var due = TimeProvider.System.GetElapsedTime(since).TotalSeconds * rate; shown <= due && shown < events; shown++)
                devices[shown % devices.Count].Host.Post(new DeviceInput.Presented(PresentedCredential.Badge(Badge(badges, chance))));

            await Task.Delay(Look, stop);
        }
    }

    private static string Badge(IReadOnlyList<string> badges, Chance chance) =>
        badges.Count > 0 ? chance.Of(badges) : FormattableString.Invariant($"04D0000000{chance.Between(1, DemoMembers):0000}");

    private static async Task Wait(List<MqttDevice> devices, TimeSpan patience, CancellationToken stop)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(since) < patience && devices.Any(device => !((DoorController)device.Host.Device).Board.Flash.Events.IsEmpty))
            await Task.Delay(Look, stop);
    }
}
