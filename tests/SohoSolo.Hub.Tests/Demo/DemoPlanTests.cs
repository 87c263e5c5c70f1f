using System.Text.Json;
using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Demo;
using SohoSolo.Storage;
using Xunit;

namespace SohoSolo.Hub.Tests.Demo;

public sealed class DemoPlanTests
{
    private static readonly ReferenceData Data = ReferenceData.Read(ReferenceData.Folder);
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 7, 55, 0, TimeSpan.Zero);
    private static readonly SeedData Network = DemoSeed.Plan(Data, DemoProfile.Network, Monday);

    [Theory]
    [InlineData("Network")]
    [InlineData("Bench")]
    public void Two_seeds_of_one_day_are_equal_to_the_last_id(string profile)
    {
        var first = DemoSeed.Plan(Data, Enum.Parse<DemoProfile>(profile), Monday);
        var second = DemoSeed.Plan(ReferenceData.Read(ReferenceData.Folder), Enum.Parse<DemoProfile>(profile), Monday.AddHours(9));

        Assert.Equal(Text(first), Text(second));
    }

    [Fact]
    public void Eight_sites_have_the_places_that_their_file_says()
    {
        Assert.Equal(8, Network.Sites.Count);
        var nogaro = Network.Sites.Single(site => site.Id.Value == "nogaro");
        Assert.Equal(
            ["nogaro-desk-1", "nogaro-desk-2", "nogaro-desk-3", "nogaro-desk-4", "nogaro-office-1", "nogaro-office-2", "nogaro-room-1"],
            nogaro.Spaces.Select(space => space.Id.Value));
        Assert.Equal("Poste 1, Bureau 1, Salle 1", string.Join(", ", nogaro.Spaces.Where(space => space.Id.Value.EndsWith('1')).Select(space => space.Name)));
        Assert.Equal(["auch-room-1"], Network.Sites.SelectMany(site => site.Spaces).Where(space => space.NeedsApproval).Select(space => space.Id.Value));
        Assert.Equal([new TimeOnly(13, 0)], Network.Sites.Select(site => site.Calendar.HalfDayBoundary).Where(boundary => boundary != new TimeOnly(13, 30)));
    }

    [Fact]
    public void Four_hundred_members_live_where_people_live()
    {
        var members = Network.Members.Where(member => member.Id.Value.StartsWith("member-", StringComparison.Ordinal)).ToList();
        var outside = members.Where(member => member.Commune is null).ToList();
        var inside = members.Count - outside.Count;

        Assert.Equal(400, members.Count);
        Assert.Equal(12, outside.Count);
        Assert.All(outside, member => Assert.NotNull(member.Country));
        var people = Data.Communes.Sum(row => row.Commune.Population);
        foreach (var commune in Data.Communes.Select(row => row.Commune))
        {
            var exact = (double)inside * commune.Population / people;
            var living = members.Count(member => member.Commune == commune.InseeCode);
            Assert.InRange(living, Math.Floor(exact), Math.Ceiling(exact));
        }
    }

    [Fact]
    public void Nobody_shares_an_id_an_address_or_a_number_and_no_number_can_ring()
    {
        Assert.Distinct(Network.Members.Select(member => member.Id));
        Assert.Distinct(Network.Members.Select(member => member.Email));
        Assert.Distinct(Network.Members.Select(member => member.Phone));
        Assert.All(Network.Members, member => Assert.EndsWith("@example.org", member.Email, StringComparison.Ordinal));
        Assert.All(Network.Members, member => Assert.Matches(@"^\+33(53649|63998)[0-9]{4}$", member.Phone));
    }

    [Fact]
    public void Known_people_have_their_roles_and_tokens()
    {
        var members = Network.Members.ToDictionary(member => member.Id.Value);
        Assert.Equal("32296", members["anne"].Commune);
        Assert.Equal(Role.Keeper, members["keeper-nogaro"].Role);
        Assert.Equal([new SiteId("nogaro")], members["keeper-nogaro"].Keeps);
        Assert.Equal(Role.Chamber, members["chamber-admin"].Role);
        Assert.Equal(8, Network.Members.Count(member => member.Role == Role.Keeper));
        Assert.Equal(403, Network.Tokens.Count);
        Assert.All(Network.Tokens, token => Assert.True(members[token.Member.Value].Role >= token.Role));
    }

    [Fact]
    public void Everybody_who_books_has_a_grant_and_two_lease_a_place()
    {
        var counts = Network.Entitlements.CountBy(grant => grant.GetType().Name).ToDictionary();
        Assert.Equal(40, counts["FreePeriod"]);
        Assert.Equal(40, counts["TicketBook"]);
        Assert.Equal(32, counts["Funded"]);
        Assert.Equal(297, counts["OccasionalFree"]);
        Assert.Equal(["auch-office-4", "samatan-desk-6"], Network.Entitlements.OfType<Entitlement.Lease>().Select(lease => lease.Space.Value));
        Assert.Equal(10, Assert.IsType<Entitlement.OccasionalFree>(Network.Entitlements.Single(grant => grant.Member.Value == "anne")).UnitsAMonth);
        Assert.Equal(409, Network.Entitlements.Select(grant => grant.Member).Distinct().Count());
        var sirens = Data.Communities.Select(row => row.Community.Siren).ToHashSet();
        Assert.All(Network.Entitlements, grant => Assert.Contains(grant.Funder, sirens));
    }

    [Fact]
    public void The_bench_has_200_desks_that_never_close_and_no_history()
    {
        var bench = DemoSeed.Plan(Data, DemoProfile.Bench, Monday);

        Assert.Equal("bench", bench.Demo);
        Assert.Equal(200, bench.Sites.Sum(site => site.Spaces.Count));
        Assert.All(bench.Sites, site => Assert.All(site.Spaces, space => Assert.Equal(SpaceKind.Desk, space.Kind)));
        Assert.All(bench.Sites, site => Assert.True(site.Calendar.IsOpenOn(new DateOnly(2026, 12, 25))));
        Assert.Empty(bench.Bookings);
        Assert.Equal(401, bench.Entitlements.Count);
        Assert.Equal(403, bench.Tokens.Count);
    }

    private static string Text(SeedData data) => JsonSerializer.Serialize(new
    {
        data.At,
        data.Demo,
        data.Policy,
        Communes = data.Communes.Select(row => row.ToString()),
        Sites = data.Sites.SelectMany(site => site.Spaces).Select(space => $"{space.Id} {space.Name} {space.Seats} {string.Join(' ', space.Equipment)}"),
        Members = data.Members.Select(member => $"{member} {string.Join(' ', member.Keeps)}"),
        Entitlements = data.Entitlements.Select(grant => grant.ToString()),
        Tokens = data.Tokens.Select(token => $"{token}"),
        Bookings = data.Bookings.Select(one => $"{one.Booking} {string.Join(' ', one.Booking.Charges)} {string.Join(' ', one.Steps)}"),
        Doors = data.Doors.Select(door => $"{door}"),
        Devices = data.Devices.Select(device => $"{device}"),
    });
}
