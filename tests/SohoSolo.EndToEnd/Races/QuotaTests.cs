using System.Globalization;

namespace SohoSolo.EndToEnd.Races;

/// <summary>What a member may use is one number for the whole network, however many of its sites she asks at once.</summary>
public sealed class QuotaTests(Networks networks)
{
    private const int Granted = 3;
    private const int Wanted = 20;

    /// <summary>SIREN of the community that pays: Gascogne Toulousaine.</summary>
    private const string Funder = "200023620";

    private static readonly int Rounds = Repository.IsFull ? 20 : 3;
    private static readonly DateOnly June = new(2027, 6, 1);

    public static TheoryData<string> Engines => TestNetwork.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Three_units_are_three_bookings_however_many_are_wanted_at_once(string engine)
    {
        var network = await networks.On(engine);
        for (var round = 0; round < Rounds; round++)
        {
            var member = await MemberWithThreeUnits(network, $"Anne{round}");

            var answers = await Race.AtOnce(Wanted, wish => network.Call(wish, HttpMethod.Post, "bookings", "demo-chamber", HalfDay(wish, member, round)));

            Assert.Equal(Granted, answers.Count(answer => answer.Status == 201));
            Assert.Equal(Wanted - Granted, answers.Count(answer => answer is { Status: 422, Reason: "quota-exhausted" }));
        }

        await network.MustBeClean();
    }

    /// <summary>Each another half-day of one month, over all sites.</summary>
    private static object HalfDay(int wish, string member, int round) => new
    {
        space = TestNetwork.Desk(TestNetwork.Sites[wish % TestNetwork.Sites.Count], round),
        day = June.AddDays(wish / 2).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        part = wish % 2 == 0 ? "morning" : "afternoon",
        member,
    };

    private static async Task<string> MemberWithThreeUnits(TestNetwork network, string name)
    {
        var member = await network.Call(0, HttpMethod.Post, "members", "demo-chamber", new { name, commune = "32296" });
        Assert.Equal(201, member.Status);
        var grant = new { kind = "occasional-free", funder = Funder, unitsAMonth = Granted };
        var granted = await network.Call(0, HttpMethod.Post, $"members/{member.Id}/entitlements", "demo-chamber", grant);
        Assert.Equal(201, granted.Status);
        return member.Id;
    }
}
