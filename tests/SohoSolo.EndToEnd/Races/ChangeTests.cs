using System.Text.Json;

namespace SohoSolo.EndToEnd.Races;

/// <summary>A place changes hands by moving in, leaving, waiting for it and asking for it, all at once.</summary>
public sealed class ChangeTests(Networks networks)
{
    private static readonly int Rounds = Repository.IsFull ? 50 : 4;
    private static readonly TimeSpan LongestOffer = TimeSpan.FromSeconds(30);
    private static readonly DateTimeOffset September = new(2027, 9, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Engines => TestNetwork.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_move_a_cancellation_an_offer_and_a_request_leave_one_holder(string engine)
    {
        var network = await networks.On(engine);
        for (var round = 0; round < Rounds; round++)
            await Contend(network, TestNetwork.Sites[round % TestNetwork.Sites.Count], September.AddHours(3 * round), waiter: 10 + round);

        await network.MustBeClean();
    }

    // Who waits is another member in each round: nobody may stand in more than twenty lines, and those who lose go on standing.
    private static async Task Contend(TestNetwork network, string site, DateTimeOffset start, int waiter)
    {
        const int Leaves = 0, Moves = 1, Asks = 3;
        var (place, elsewhere, end) = (TestNetwork.Desk(site, 0), TestNetwork.Desk(site, 1), start.AddHours(2));
        var held = await network.Book(Leaves, place, start, end);
        var movable = await network.Book(Moves, elsewhere, start, end);
        var waiting = await network.Book(waiter, place, start, end, waitlist: true);
        Assert.Equal((201, 201, 202), (held.Status, movable.Status, waiting.Status));

        var answers = await Race.AtOnce(
            () => network.Call(Leaves, HttpMethod.Delete, $"bookings/{held.Id}", TestNetwork.Member(Leaves)),
            () => network.Call(Moves, HttpMethod.Patch, $"bookings/{movable.Id}", TestNetwork.Member(Moves), new { space = place }),
            () => network.Book(Asks, place, start, end));

        Assert.InRange(answers[Leaves].Status, 200, 204);
        Assert.True(answers.Skip(1).Count(answer => answer.Status < 300) <= 1, string.Join<Answer>('\n', answers));
        Assert.All(answers.Skip(1).Where(answer => answer.Status >= 300), answer => Assert.Equal("conflict", answer.Reason));
        await Patience.Until(
            async () => await Owners(network, site, place, start, end, waiter) == 1,
            LongestOffer,
            () => $"Nobody was given {place} from {start:O}:\n{string.Join<Answer>('\n', answers)}",
            TestContext.Current.CancellationToken);
        await TakeOffer(network, waiting.Id, waiter);
        Assert.Equal(1, await Owners(network, site, place, start, end, waiter));
    }

    /// <summary>Never two: a booking, or a place that is kept for the one who waits.</summary>
    private static async Task<int> Owners(TestNetwork network, string site, string place, DateTimeOffset start, DateTimeOffset end, int waiter)
    {
        var holders = (await network.Holders(site, start, end)).Count(booking => booking.GetProperty("space").GetString() == place);
        var offered = (await Line(network, waiter)).Count(entry => IsOffered(entry) && entry.GetProperty("start").GetDateTimeOffset() == start);
        var owners = holders + offered;
        Assert.InRange(owners, 0, 1);
        return owners;
    }

    private static async Task TakeOffer(TestNetwork network, string entry, int waiter)
    {
        if ((await Line(network, waiter)).Any(waiting => IsOffered(waiting) && waiting.GetProperty("id").GetString() == entry))
        {
            var taken = await network.Call(waiter, HttpMethod.Post, $"waiting/{entry}/accept", TestNetwork.Member(waiter));
            Assert.InRange(taken.Status, 200, 201);
        }
    }

    private static async Task<IEnumerable<JsonElement>> Line(TestNetwork network, int waiter)
    {
        var line = await network.Call(waiter, HttpMethod.Get, "waiting", TestNetwork.Member(waiter));
        Assert.Equal(200, line.Status);
        return line.Body.EnumerateArray();
    }

    private static bool IsOffered(JsonElement entry) => entry.GetProperty("status").GetString() == "offered";
}
