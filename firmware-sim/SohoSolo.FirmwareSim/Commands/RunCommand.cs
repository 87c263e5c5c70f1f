using SohoSolo.FirmwareSim.Faults;
using SohoSolo.FirmwareSim.Hub;
using SohoSolo.FirmwareSim.Members;

namespace SohoSolo.FirmwareSim.Commands;

/// <summary>
/// <c>run</c>: the devices of the sites at a broker, and the members of the day's bookings, who come, show their badges, work and leave. Bookings are read from the hub again and again, so what is
/// booked while it runs is played too.
/// </summary>
internal static class RunCommand
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan WaitsForHub = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Behind = TimeSpan.FromHours(12);
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(14);

    /// <summary>In a simulation with faults: one restart somewhere at so many looks.</summary>
    private const int LooksPerRestart = 6;

    public static async Task<int> Run(IReadOnlyList<string> words, TextWriter output, CancellationToken stop)
    {
        var arguments = Arguments.Read(words, "--hub", "--broker", "--password", "--sites", "--speed", "--seed", "--faults");
        using var hub = new HubApi(arguments.Address("--hub", Common.Hub));
        var clock = new HubClock(TimeProvider.System);
        var speed = arguments.Real("--speed", 1, 0.1, 1000);
        var settings = Settings(arguments, clock, output);
        var names = await Names(arguments, hub, stop);
        if (!await Common.SetClock(clock, hub, isFirst: true, stop))
            await output.WriteLineAsync("The hub does not tell its time; the world's is taken.");
        if (speed != 1)
            settings = settings with { People = new FastClock(clock, speed) };

        var sites = await Sites(names, settings, hub, stop);
        await output.WriteLineAsync($"{sites.Sum(site => site.Devices)} devices at {sites.Count} sites, broker {settings.Broker}, seed {settings.Seed}; the hub's clock says {clock.GetUtcNow():yyyy-MM-dd HH:mm:ss}Z");
        try
        {
            sites.ForEach(site => site.Start());
            await Follow(sites, settings, hub, clock, stop);
        }
        finally
        {
            foreach (var site in sites)
                await site.DisposeAsync();
        }

        return 0;
    }

    private static SimulationSettings Settings(Arguments arguments, HubClock clock, TextWriter output) => new(
        Common.BrokerOf(arguments),
        clock,
        clock,
        arguments.Whole("--seed", 7, int.MinValue, int.MaxValue),
        Common.FaultsOf(arguments),
        output.WriteLine,
        new Complaints(output).Tell);

    private static async Task<IReadOnlyList<string>> Names(Arguments arguments, HubApi hub, CancellationToken stop)
    {
        if (arguments["--sites"] is { } wanted && wanted != "all")
            return arguments.List("--sites");

        IReadOnlyList<string> names;
        while ((names = await hub.Sites(stop)).Count == 0)
            await Task.Delay(WaitsForHub, stop);

        return names;
    }

    private static async Task<List<SimulatedSite>> Sites(IReadOnlyList<string> names, SimulationSettings settings, HubApi hub, CancellationToken stop)
    {
        List<SimulatedSite> sites = [];
        foreach (var name in names)
        {
            var plan = await hub.Site(name, stop) ?? throw new BadUseException($"The hub knows no site '{name}', or does not answer.");
            sites.Add(new SimulatedSite(plan, settings, hub));
        }

        return sites;
    }

    private static async Task Follow(List<SimulatedSite> sites, SimulationSettings settings, HubApi hub, HubClock clock, CancellationToken stop)
    {
        var chance = Chance.Of(settings.Seed, "cables");
        for (var look = 1; ; look++)
        {
            foreach (var site in sites)
            {
                var now = settings.People.GetUtcNow();
                if (await hub.Visits(site.Site, now - Behind, now + Ahead, stop) is { } visits)
                    site.Follow(visits);

                site.MaybeComeBy();
            }

            if (settings.Faults != FaultRates.None && look % LooksPerRestart == 0)
                settings.Write(await chance.Of(sites).TripOverACable());

            await Task.Delay(BetweenLooks, stop);
            await Common.SetClock(clock, hub, isFirst: false, stop);
        }
    }

    /// <summary>Says each complaint once: a device that is refused asks again and again.</summary>
    private sealed class Complaints(TextWriter output)
    {
        private const int Most = 20;

        private readonly Lock gate = new();
        private readonly HashSet<string> said = new(StringComparer.Ordinal);

        public void Tell(string complaint)
        {
            lock (gate)
            {
                if (said.Count < Most && said.Add(complaint))
                    output.WriteLine($"! {complaint}");
            }
        }
    }
}
