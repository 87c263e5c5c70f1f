using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SohoSolo.FirmwareSim.Devices;
using SohoSolo.Months.Checks;
using SohoSolo.Months.People;
using SohoSolo.Storage;

namespace SohoSolo.Months.World;

/// <summary>A network's life from a Monday's midnight on: its hub, its sites, its people, what goes wrong, and those who look whether everything is as it should be.</summary>
internal sealed class Simulation : IAsyncDisposable
{
    /// <summary>Monday 23 November 2026 in the Gers: five weeks before Christmas.</summary>
    public static readonly DateOnly FirstDay = new(2026, 11, 23);

    /// <summary>Bookings begin and end, and patience with them, at such minutes.</summary>
    private const int MinutesBetweenSweeps = 5;

    /// <summary>How often a gateway's news come after the hub has looked.</summary>
    private const int LateInPercent = 8;

    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    private readonly IncrementalHash journal = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly BookingHistory history = new();
    private readonly Truth truth = new();
    private readonly Chance lateness;
    private readonly DirectoryInfo folder;
    private readonly int seed;
    private IReadOnlyList<Villager> people = [];
    private Mishaps mishaps = null!;

    private Simulation(ManualClock clock, SimHub hub, int seed)
    {
        (Clock, Hub, this.seed, lateness) = (clock, hub, seed, Chance.Of(seed, "lateness"));
        Agenda = new Agenda(clock);
        Violations = new Violations(clock.GetUtcNow());
        Doors = new DoorCheck(history, Violations);
        Events = new EventCheck(Violations);
        Releases = new ReleaseCheck(Sites, truth, Violations);
        Undone = new UndoneCheck(Sites, truth, history, Violations);
        Occupancy = new OccupancyCheck(Violations);
        folder = Directory.CreateTempSubdirectory("sohosolo-");
    }

    public ManualClock Clock { get; }

    public SimHub Hub { get; }

    public Agenda Agenda { get; }

    public Violations Violations { get; }

    public DoorCheck Doors { get; }

    public EventCheck Events { get; }

    public ReleaseCheck Releases { get; }

    public UndoneCheck Undone { get; }

    public OccupancyCheck Occupancy { get; }

    public Town Town { get; private set; } = null!;

    public SortedDictionary<SiteId, SimSite> Sites { get; } = new(Comparer<SiteId>.Create((one, other) => string.CompareOrdinal(one.Value, other.Value)));

    public SortedDictionary<string, int> Happened { get; } = new(StringComparer.Ordinal);

    public int Mishaps => mishaps.Count;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<Simulation> Begin(string engine, int sites, int seed)
    {
        var clock = new ManualClock(Midnight(FirstDay));
        var names = Villages.Sites(sites);
        var world = new Simulation(clock, await SimHub.Start(engine, clock, names), seed);
        Dictionary<SiteId, Doorway> doors = [];
        foreach (var name in names)
        {
            var site = new SimSite(world.Hub, await world.Hub.Enrol(name), world.folder.CreateSubdirectory(name.Value).FullName, world.Agenda, clock, Chance.Of(seed, name.Value));
            doors[name] = new Doorway(site, world.Agenda, world.truth, world.Doors);
            site.Did = (device, output) => world.Did(site, doors[name], device, output);
            world.Sites[name] = site;
        }

        world.Town = new Town(world.Sites, doors, world.Agenda, world.truth);
        world.people = [.. names.SelectMany(site => Villages.PeopleOf(site).Select(name => new Villager(name, site, world.Hub, world.Agenda, world.Town, seed)))];
        world.mishaps = new Mishaps(world.Hub, world.Sites, world.Town, world.Agenda, world.Events, seed);
        await world.Follow();
        foreach (var site in world.Sites.Values)
            await site.Begin();

        return world;
    }

    /// <summary>Lives through so many days. Every night the ledgers and journals of a week, and at the end everything, must add up.</summary>
    public async Task Live(int days)
    {
        for (var day = FirstDay; day < FirstDay.AddDays(days) && Violations.All.Count == 0; day = day.AddDays(1))
        {
            PlanDay(day);
            await Agenda.RunTo(Midnight(day.AddDays(1)));
            Undone.Look(Agenda.Now);
            truth.Forget(Agenda.Now.AddDays(-8));
            if ((day.DayNumber - FirstDay.DayNumber) % 7 == 6)
                await Verify();
        }

        await Settle();
        Undone.Look(Agenda.Now);
        await Verify();
        foreach (var site in Sites.Keys)
        {
            await Events.Look(Hub, site, Agenda.Now, Stop);
            await Occupancy.Look(Hub, site, Agenda.Now, Chance.Of(seed, $"batches {site}"), Stop);
        }
    }

    /// <summary>A number for everything that was committed and everything that happened, whatever ids it was given.</summary>
    public async Task<string> Digest()
    {
        foreach (var site in Sites.Keys)
        {
            foreach (var happened in await EventCheck.All(Hub, site, Stop))
                Add($"{happened.Id.Seq} {happened.At:O} {happened.Kind} {happened.Device} {happened.Decision} {happened.Reason} {happened.Value} {happened.Member}");
        }

        return Convert.ToHexStringLower(journal.GetCurrentHash());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var site in Sites.Values)
            await site.DisposeAsync();

        await Hub.DisposeAsync();
        journal.Dispose();
        folder.Delete(recursive: true);
    }

    private static DateTimeOffset Midnight(DateOnly day) => new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), Paris.GetUtcOffset(day.ToDateTime(TimeOnly.MinValue))).ToUniversalTime();

    private void PlanDay(DateOnly day)
    {
        var midnight = Midnight(day);
        foreach (var villager in people)
            villager.PlanDay(day, midnight);

        mishaps.PlanDay(day, midnight);
        foreach (var site in Sites.Values)
            PlanStrangers(site, midnight, Chance.Of(seed, $"strangers {site.Id} {day:yyyy-MM-dd}"));

        for (var at = midnight; at < Midnight(day.AddDays(1)); at += IsQuiet(at) ? TimeSpan.FromMinutes(15) : TimeSpan.FromMinutes(1))
            Agenda.At(at, Look);
    }

    /// <summary>At night and on Sundays nothing is due from one minute to the next.</summary>
    private static bool IsQuiet(DateTimeOffset at) => at.Hour is < 6 or >= 19 || at.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    private void PlanStrangers(SimSite site, DateTimeOffset midnight, Chance chance)
    {
        if (chance.Percent(Habits.StrangersADay))
            Agenda.At(midnight + chance.Between(TimeSpan.FromHours(7), TimeSpan.FromHours(22)), () => Town.DoorOf(site.Id).Show("stranger", isHers: false, () => Task.CompletedTask));
    }

    /// <summary>What goes on all the time, and the checkers after it.</summary>
    private async Task Look()
    {
        if (!Hub.IsUp)
            return;

        var sweeps = Agenda.Now.Minute % MinutesBetweenSweeps == 0;
        foreach (var site in Sites.Values)
            await site.Pump(isUrgent: sweeps && !lateness.Percent(LateInPercent));

        if (sweeps)
            await Hub.Sweep();
        if (Agenda.Now.Minute == 0)
            await Hub.Renew();

        await Follow();
        Doors.Look();
    }

    private async Task Follow()
    {
        var (entries, changed) = await Hub.Follow();
        foreach (var site in Sites.Values.Where(site => changed.Contains(site.Id)))
            await site.TakeSnapshot();

        foreach (var entry in entries)
        {
            Add($"{entry.At:O} {entry.Entity} {entry.What} {entry.Version} {entry.MemberId} {entry.SiteId}");
            Happened[$"{entry.Entity} {entry.What}"] = Happened.GetValueOrDefault($"{entry.Entity} {entry.What}") + 1;
            if (entry.Entity == "booking")
                await See(entry);
        }
    }

    private async Task See(JournalEntry entry)
    {
        if (await Hub.Queries.Booking(new BookingId(entry.EntityId), Stop) is not { } booking)
            return;

        history.See(entry.At, booking);
        if (entry.What == "no-show")
        {
            Undone.Missed(booking);
            await Releases.NoShow(Hub, booking, entry.At, Stop);
        }
        else if (entry.What == "no-show-undone")
            Undone.Stands(booking, entry.At);
        else if (entry.What == "left-early")
            await Releases.LeftEarly(Hub, booking, entry.At, Stop);
    }

    private void Did(SimSite site, Doorway door, SimDevice device, DeviceOutput output)
    {
        if (device == site.Door)
            door.Hear(output);
        if (output is DeviceOutput.Noted(var boot, var seq, _))
            Events.Noted(device.Id, boot, seq);
        else if (output is DeviceOutput.Lost(var lostBoot, var lostSeq))
            Events.Lost(device.Id, lostBoot, lostSeq);
    }

    /// <summary>Everything is mended, and everything that waits arrives.</summary>
    private async Task Settle()
    {
        if (!Hub.IsUp)
            await Hub.Begin();

        foreach (var site in Sites.Values)
        {
            site.Line.IsCut = false;
            if (!site.IsUp)
                await site.Begin();
        }

        for (var minutes = 0; minutes < 30; minutes++)
        {
            await Agenda.RunTo(Agenda.Now.AddMinutes(1));
            await Look();
        }
    }

    private async Task Verify()
    {
        if (!Hub.IsUp)
            return;

        foreach (var finding in await Hub.Verify())
            Violations.Add(Agenda.Now, finding);
    }

    private void Add(string line) => journal.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{line}\n")));
}
