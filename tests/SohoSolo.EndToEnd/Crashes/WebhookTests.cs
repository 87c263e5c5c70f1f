using System.Text.Json;

namespace SohoSolo.EndToEnd.Crashes;

/// <summary>Another program is told of everything, whenever the hub dies, in order; what comes twice comes under the same id.</summary>
public sealed class WebhookTests(ITestOutputHelper output)
{
    private const int BookingsBetweenKills = 10;

    private static readonly int Kills = Repository.IsFull ? 12 : 2;
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(90);
    private static readonly DateTimeOffset Tuesday = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(TestNetwork.Sqlite)]
    [InlineData(TestNetwork.TwoHubs)]
    public async Task A_killed_hub_tells_each_booking_in_order(string engine)
    {
        using var server = new HttpReceiver();
        await using var network = await TestNetwork.Start(engine);
        var made = await network.Call(0, HttpMethod.Post, "webhooks", "demo-chamber", new { name = "Screen", url = server.Url.AbsoluteUri, events = (string[])["booking.made"] });
        Assert.Equal(201, made.Status);
        var booked = new List<string>();
        for (var kill = 0; kill < Kills; kill++)
        {
            var (before, start) = (server.Taken.Count, Tuesday.AddHours(kill));
            var answers = await Task.WhenAll(Enumerable.Range(0, BookingsBetweenKills).Select(member => network.Book(member, TestNetwork.Desk("auch", member), start, start.AddHours(1))));
            booked.AddRange(answers.Select(answer => answer.Id));
            if (kill % 2 == 1)
                await Patience.Until(() => Task.FromResult(server.Taken.Count > before), Patient, () => $"Nothing was delivered:\n{network.Hub.Output}", Stop);

            network.Hub.Kill9();
            await network.Hub.Start(Stop);
        }

        await Patience.Until(() => Task.FromResult(Told(server).Distinct().Count() >= booked.Count), Patient, () => $"{Told(server).Distinct().Count()} of {booked.Count} were told:\n{network.Hub.Output}", Stop);

        var told = Told(server).ToList();
        output.WriteLine($"{booked.Count} bookings, {Kills} kills: {told.Count - booked.Count} of them told twice");
        Assert.Equal(booked.Order(), told.Distinct().Order());
        Assert.InRange(told.Count - booked.Count, 0, Kills);
        Assert.Equal(booked.Count, server.Taken.Select(request => request.Header("SohoSolo-Delivery")).Distinct().Count());

        // Bookings of a later round are told later: the order is the journal's.
        var rounds = told.Distinct().Select(id => booked.IndexOf(id) / BookingsBetweenKills).ToList();
        Assert.Equal(rounds.Order(), rounds);
    }

    private static IEnumerable<string> Told(HttpReceiver server) => server.Taken.Select(request => JsonDocument.Parse(request.Body).RootElement.GetProperty("entityId").GetString()!);
}
