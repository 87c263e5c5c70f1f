using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Time;
using SohoSolo.Gateway.Wire;
using SohoSolo.Hub.Keys;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Storage;
using Xunit;

namespace SohoSolo.Hub.Tests.Passes;

/// <summary>A guest's pass opens the site for the booking's time, and proves itself.</summary>
public sealed class PassFlowTests
{
    private static readonly object WithGuests = new
    {
        space = "nogaro-desk-1",
        start = "2026-11-24T09:00",
        end = "2026-11-24T12:00",
        guests = new[] { new { name = "Zoé" }, new { name = "Paul" } },
    };

    public static TheoryData<string> Both => Engines.Both;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Both))]
    public Task It_says_where_when_and_how_often_and_is_the_same_when_asked_again(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var booked = (await hub.As("anne").Book(WithGuests)).Must(201);

        var pass = Read(hub, await hub.As("anne").Get($"bookings/{booked.Id}/pass"));
        var again = Read(hub, await hub.As("keeper-nogaro").Get($"bookings/{booked.Id}/pass?guest=0&format=text"));
        var other = Read(hub, await hub.As("anne").Get($"bookings/{booked.Id}/pass?guest=1&once=true"));

        var window = new TimeRange(new DateTimeOffset(2026, 11, 24, 7, 30, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 24, 11, 30, 0, TimeSpan.Zero));
        Assert.Equal((booked.Id, new SiteId("nogaro"), window, 0), (pass.Booking, pass.Site, pass.During, pass.Uses));
        Assert.Equal(["main"], pass.Doors);
        Assert.Equal(pass.Nonce, again.Nonce);
        Assert.NotEqual(pass.Nonce, other.Nonce);
        Assert.Equal(1, other.Uses);
        Assert.Equal(new HashSet<string> { pass.Nonce, other.Nonce }, (await Given(hub, booked.Id)).Select(given => given.Nonce).ToHashSet());
    });

    [Theory, MemberData(nameof(Both))]
    public Task Asked_for_many_times_at_once_it_is_written_down_once(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var booked = (await hub.As("anne").Book(WithGuests)).Must(201);

        var said = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => hub.As("anne").Get($"bookings/{booked.Id}/pass")));

        Assert.Single(said.Select(one => Read(hub, one).Nonce).Distinct());
        Assert.Single(await Given(hub, booked.Id));
    });

    [Theory, MemberData(nameof(Both))]
    public Task A_booking_that_moved_makes_another_and_one_that_does_not_hold_none(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var booked = (await hub.As("anne").Book(WithGuests)).Must(201);
        var path = $"bookings/{booked.Id}/pass";
        var first = Read(hub, await hub.As("anne").Get(path));
        (await hub.As("anne").Patch($"bookings/{booked.Id}", new { end = "2026-11-24T13:00" })).Must(200);
        Assert.NotEqual(first.Nonce, Read(hub, await hub.As("anne").Get(path)).Nonce);

        (await hub.As("anne").Get($"{path}?guest=2")).Must(404, "not-found");
        (await hub.As("bruno").Get(path)).Must(403, "not-allowed");
        (await hub.As("keeper-auch").Get(path)).Must(403, "not-allowed");
        (await hub.As("anne").Delete($"bookings/{booked.Id}")).Must(200);
        (await hub.As("anne").Get(path)).Must(422, "wrong-state");

        var asked = (await hub.As("anne").Book(new { space = "nogaro-room-1", start = "2026-11-24T10:00", end = "2026-11-24T11:00", guests = new[] { new { name = "Zoé" } } })).Must(201);
        (await hub.As("anne").Get($"bookings/{asked.Id}/pass")).Must(422, "wrong-state");
        (await hub.As("keeper-nogaro").Post($"bookings/{asked.Id}/approve")).Must(200);
        (await hub.As("anne").Get($"bookings/{asked.Id}/pass")).Must(200);
    });

    [Fact]
    public Task It_is_a_picture_on_paper_and_on_a_phone() => RunningHub.Walk(Engines.Sqlite, async hub =>
    {
        var booked = (await hub.As("anne").Book(WithGuests)).Must(201);

        var svg = (await hub.As("anne").Get($"bookings/{booked.Id}/pass?format=svg")).Must(200);
        var png = (await hub.As("anne").Get($"bookings/{booked.Id}/pass?format=png")).Must(200);

        Assert.Equal(("image/svg+xml", "image/png"), (svg.MediaType, png.MediaType));
        Assert.Contains("<svg", svg.Text, StringComparison.Ordinal);
        Assert.Contains("PNG", png.Text[..8], StringComparison.Ordinal);
    });

    private static PassClaims Read(RunningHub hub, Said said)
    {
        Assert.Equal("text/plain", said.Must(200).MediaType);
        var keys = hub.App.Services.GetRequiredService<KeyBox>();
        return GuestPasses.Read(keys.Sign, keys.SignKid, said.Text).Value ?? throw new CryptographicException("The pass is not signed by this hub.");
    }

    private static Task<IReadOnlyList<GuestPass>> Given(RunningHub hub, string booking) =>
        hub.App.Services.GetRequiredService<StoreQueries>().Passes(new BookingId(booking), Stop);
}
