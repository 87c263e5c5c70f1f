namespace SohoSolo.EndToEnd.Doors;

/// <summary>The main job on real parts: she books over HTTP, shows her badge, the door opens, and the booking is checked in. Everybody else stays outside, and the keeper can read why.</summary>
public sealed class MainJobTests(ITestOutputHelper output)
{
    public static TheoryData<string> Engines => [TestNetwork.Sqlite, TestNetwork.Postgres];

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_booking_a_badge_and_the_door_opens(string engine)
    {
        await using var network = await DoorNetwork.Start(engine == TestNetwork.Postgres ? await PostgresServer.Require() : null);
        await using var door = await network.Commands("nogaro");
        using var stream = await Listen(network, "nogaro");
        var booked = await network.AndTell("nogaro", () => network.Must(
            201, HttpMethod.Post, "bookings", DoorNetwork.Anne, new { site = "nogaro", kind = "desk", day = "2026-11-23", part = "morning" }));

        Assert.Equal("unlock", await network.Try(door, "nogaro", DoorNetwork.AnnesBadge));

        await network.Until(async () => (await Booking(network, booked.Id)).Text("status") == "checked-in", "The arrival did not check the booking in.");
        var arrived = await Booking(network, booked.Id);
        var evidence = arrived.Body.GetProperty("evidence")[0];
        Assert.Equal(("badge", "nogaro-reader-main"), (evidence.GetProperty("kind").GetString(), evidence.GetProperty("device").GetString()));
        Assert.All(arrived.Body.GetProperty("charges").EnumerateArray(), charge => Assert.Equal("used", charge.GetProperty("state").GetString()));
        output.WriteLine(await Heard(stream, "arrival"));
        await NothingTellsTheBadge(network);
        await network.MustBeClean();
    }

    [Fact]
    public async Task Everybody_else_stays_outside_and_the_log_says_why()
    {
        await using var network = await DoorNetwork.Start();
        await using var door = await network.Commands("nogaro");
        var early = await network.AndTell("nogaro", () => network.SomebodyBooks(new { site = "nogaro", kind = "desk", start = "2026-11-23T15:00", end = "2026-11-23T18:00" }));
        var elsewhere = await network.SomebodyBooks(new { site = "auch", kind = "office", day = "2026-11-23", part = "morning" });
        var loser = await network.AndTell("nogaro", () => network.SomebodyBooks(new { site = "nogaro", kind = "desk", start = "2026-11-23T09:00", end = "2026-11-23T12:00" }));
        var badge = (await network.Must(200, HttpMethod.Get, "me/credentials", DoorNetwork.Token(loser))).Body[0].GetProperty("id").GetString();
        await network.AndTell("nogaro", () => network.Must(204, HttpMethod.Delete, $"me/credentials/{badge}?lost=true", DoorNetwork.Token(loser)));

        Assert.Equal("unknown-credential", await network.Try(door, "nogaro", "04FFFFFFFFFF01"));
        Assert.Equal("too-early", await network.Try(door, "nogaro", DoorNetwork.BadgeOf(early)));
        Assert.Equal("wrong-site", await network.Try(door, "nogaro", DoorNetwork.BadgeOf(elsewhere)));
        Assert.Equal("revoked", await network.Try(door, "nogaro", DoorNetwork.BadgeOf(loser)));
        Assert.Equal("no-booking", await network.Try(door, "nogaro", DoorNetwork.AnnesBadge));
        await network.LockDown("nogaro");
        Assert.Equal("lockdown", await network.Try(door, "nogaro", "04FFFFFFFFFF02"));

        string[] reasons = ["lockdown", "no-booking", "revoked", "too-early", "unknown-credential", "wrong-site"];
        await network.Until(async () => reasons.All((await Log(network)).Contains), $"The log does not tell all of {string.Join(", ", reasons)}.");
    }

    [Fact]
    public async Task Too_late_and_outside_hours_have_their_reasons()
    {
        await using var network = await DoorNetwork.Start();
        var member = await network.SomebodyBooks(new { site = "nogaro", kind = "desk", start = "2026-11-23T09:00", end = "2026-11-23T10:00" });

        await network.MoveTo(new DateTimeOffset(2026, 11, 23, 11, 0, 0, TimeSpan.FromHours(1)));
        await using (var door = await network.Commands("nogaro"))
            Assert.Equal("too-late", await network.Try(door, "nogaro", DoorNetwork.BadgeOf(member)));

        await network.MoveTo(new DateTimeOffset(2026, 11, 23, 21, 0, 0, TimeSpan.FromHours(1)));
        await using (var door = await network.Commands("nogaro"))
            Assert.Equal("closed", await network.Try(door, "nogaro", DoorNetwork.BadgeOf(member)));
    }

    private static Task<Answer> Booking(DoorNetwork network, string id) => network.Must(200, HttpMethod.Get, $"bookings/{id}", DoorNetwork.Anne);

    private static async Task<IReadOnlyList<string>> Log(DoorNetwork network)
    {
        var log = await network.Must(200, HttpMethod.Get, "telecentres/nogaro/doors/main/access-log", DoorNetwork.Keeper);
        return [.. log.Body.EnumerateArray().Select(entry => entry.GetProperty("reason").GetString()!)];
    }

    private static async Task NothingTellsTheBadge(DoorNetwork network)
    {
        var log = await network.Must(200, HttpMethod.Get, "telecentres/nogaro/doors/main/access-log", DoorNetwork.Keeper);
        Assert.DoesNotContain(DoorNetwork.AnnesBadge, log.Body.GetRawText(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(DoorNetwork.AnnesBadge, network.Hub.Output, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<StreamReader> Listen(DoorNetwork network, string site)
    {
        var http = network.Hub.Client(DoorNetwork.Keeper);
        return new StreamReader(await http.GetStreamAsync(new Uri($"telecentres/{site}/stream", UriKind.Relative), TestContext.Current.CancellationToken));
    }

    private static async Task<string> Heard(StreamReader stream, string what)
    {
        while (await stream.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line == $"event: {what}")
                return await stream.ReadLineAsync(TestContext.Current.CancellationToken) ?? "";
        }

        throw new InvalidOperationException($"The stream ended before it said '{what}'.");
    }
}
