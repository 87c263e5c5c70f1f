namespace SohoSolo.EndToEnd.Races;

/// <summary>However many want a place at once, one has it.</summary>
public sealed class OnePlaceTests(Networks networks, ITestOutputHelper output)
{
    private const int Runners = 50;
    private const int Desks = 25;
    private const int Seed = 20261122;

    private static readonly int Rounds = Repository.IsFull ? 200 : 8;
    private static readonly DateTimeOffset December = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset January = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Engines => TestNetwork.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Fifty_want_the_same_time_and_one_has_it(string engine)
    {
        var network = await networks.On(engine);
        for (var round = 0; round < Rounds; round++)
        {
            var (desk, start) = (TestNetwork.Desk("auch", round % Desks), December.AddHours(round));
            var end = start.AddHours(1);

            var answers = await Race.AtOnce(Runners, member => network.Book(member, desk, start, end));

            var winner = Race.OneWinner(answers, $"round {round}");
            Assert.Equal("busy", await network.State("auch", desk, start, end));
            Assert.Equal(winner.Id, Assert.Single(await network.Holders("auch", start, end)).GetProperty("id").GetString());
        }

        await network.MustBeClean();
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Fifty_want_times_that_overlap_and_one_has_hers(string engine)
    {
        output.WriteLine($"seed {Seed}");
        var chance = new Random(Seed);
        var network = await networks.On(engine);
        for (var round = 0; round < Rounds; round++)
        {
            var (desk, shared) = (TestNetwork.Desk("condom", round % Desks), January.AddHours(12 * round));
            var times = Enumerable.Range(0, Runners)
                .Select(_ => (Start: shared.AddMinutes(-5 * chance.Next(1, 48)), End: shared.AddMinutes(5 * chance.Next(1, 48))))
                .ToArray();

            var answers = await Race.AtOnce(Runners, member => network.Book(member, desk, times[member].Start, times[member].End));

            var winner = Race.OneWinner(answers, $"seed {Seed}, round {round}");
            var holder = Assert.Single(await network.Holders("condom", shared, shared.AddMinutes(1)));
            Assert.Equal(winner.Id, holder.GetProperty("id").GetString());
            Assert.Equal(times[Array.IndexOf(answers, winner)], (holder.GetProperty("start").GetDateTimeOffset(), holder.GetProperty("end").GetDateTimeOffset()));
        }

        await network.MustBeClean();
    }
}
