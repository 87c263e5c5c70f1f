using System.Diagnostics;
using System.Globalization;
using SohoSolo.Months.World;

namespace SohoSolo.Months;

/// <summary>
/// Months of a network's life in minutes: every door, every booking and every sensor of it is looked at by somebody who knows what really happened. A failure names the seed and the day:
/// <c>SOHOSOLO_TEST_SEED=…</c> lives the same days again.
/// </summary>
public sealed class MonthsTests(ITestOutputHelper output)
{
    private const int Sites = 8;

    private static int Days => Repository.IsFull ? 60 : 3;

    private static int Seed => int.TryParse(Environment.GetEnvironmentVariable("SOHOSOLO_TEST_SEED"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var given) ? given : 20261123;

    [Fact]
    public async Task Eight_sites_live_through_their_days()
    {
        await using var world = await Simulation.Begin(Engines.Sqlite, Sites, Seed);
        await Live(world, Sites, Days, Seed);
    }

    [Fact]
    public async Task A_few_days_pass_on_PostgreSQL()
    {
        await using var world = await Simulation.Begin(Engines.Postgres, 2, Seed + 1);
        await Live(world, 2, Repository.IsFull ? 7 : 1, Seed + 1);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_life()
    {
        Assert.Equal(await Lived(Seed + 2), await Lived(Seed + 2));
        Assert.NotEqual(await Lived(Seed + 2), await Lived(Seed + 3));

        async Task<string> Lived(int seed)
        {
            await using var world = await Simulation.Begin(Engines.Sqlite, 2, seed);
            await Live(world, 2, Repository.IsFull ? 7 : 2, seed);
            return await world.Digest();
        }
    }

    private async Task Live(Simulation world, int sites, int days, int seed)
    {
        var began = Stopwatch.GetTimestamp();
        await world.Live(days);
        Tell(world, sites * days, Stopwatch.GetElapsedTime(began));
        Assert.True(world.Violations.All.Count == 0, $"SOHOSOLO_TEST_SEED={seed} lives it again.\n{string.Join('\n', world.Violations.All)}");
        Assert.True(world.Doors.Opened > 0 && world.Town.Booked > 0, "Nobody came.");
    }

    private void Tell(Simulation world, int siteDays, TimeSpan took)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{siteDays} site-days in {took.TotalSeconds:0.0} s: {siteDays / took.TotalHours:0} site-days an hour, {world.Agenda.Steps} steps, {world.Events.Events} events in the hub"));
        output.WriteLine($"{world.Town.Booked} bookings made and {world.Town.Declined} declined, {world.Doors.Opened} unlocks, {world.Doors.Denied} denials ({string.Join(", ", world.Doors.Reasons.Select(reason => $"{reason.Key} {reason.Value}"))}), {world.Releases.NoShows} no-shows ({world.Undone.Undone} undone, {world.Undone.LookedAt} looked at again), {world.Releases.EarlyLeaves} early leaves, {world.Occupancy.Signals} signals folded, {world.Mishaps} mishaps");
        output.WriteLine(string.Join(", ", world.Happened.Where(happened => happened.Key.StartsWith("booking ", StringComparison.Ordinal)).Select(happened => $"{happened.Key[8..]} {happened.Value}")));
    }
}
