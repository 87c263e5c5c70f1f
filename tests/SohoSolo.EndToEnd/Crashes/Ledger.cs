using System.Collections.Concurrent;

namespace SohoSolo.EndToEnd.Crashes;

/// <summary>What eight clients asked for and were told, kept outside the hub: the truth that crashes are judged by.</summary>
internal sealed class Ledger(TestNetwork network, int seed)
{
    private const int Clients = 8;
    private const int MembersOfAClient = 20;
    private const int DesksOfASite = 5;
    private const int Hours = 6 * 24;

    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(60);

    /// <summary>The Tuesday after the demo's clock begins; the week ends within its month.</summary>
    private static readonly DateTimeOffset Tuesday = new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);

    private readonly Random chance = new(seed);
    private readonly ConcurrentQueue<Order> orders = new();

    /// <summary>How many were told what; the unanswered too.</summary>
    public string Summary => string.Join(", ", orders.GroupBy(Told).Select(group => $"{group.Count()} × {group.Key}"));

    /// <summary>Load until a number of commands were answered; then the crash comes, while others are under way.</summary>
    public async Task LoadUntilCrash(int answersBefore, Func<Task> crash)
    {
        var (answered, isDown) = (0, false);
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var clients = Enumerable.Range(0, Clients).Select(async client =>
        {
            while (!Volatile.Read(ref isDown) && await Next(client).Send(network))
            {
                if (Interlocked.Increment(ref answered) == answersBefore)
                    reached.SetResult();
            }
        }).ToArray();
        await Task.WhenAny(reached.Task, Task.WhenAll(clients));
        Assert.True(reached.Task.IsCompleted, $"seed {seed}: clients went silent before the crash:\n{network.Hub.Output}");
        await crash();
        Volatile.Write(ref isDown, true);
        await Task.WhenAll(clients);
    }

    /// <summary>Who heard nothing asks again, under the same key, until somebody answers.</summary>
    public async Task AskAgain()
    {
        foreach (var order in orders.Where(order => order.Answer is null))
            await Patience.Until(() => order.Send(network), LongestSilence, () => $"seed {seed}: no answer to {order.Key}:\n{network.Hub.Output}");
    }

    /// <summary>A retry is told what the first was told.</summary>
    public async Task RetriesMustRepeatTheAnswers()
    {
        foreach (var order in orders)
        {
            var again = await order.Ask(network);
            Assert.Equal((order.Answer!.Status, order.Answer.Reason, order.Answer.Text("id")), (again!.Status, again.Reason, again.Text("id")));
        }
    }

    /// <summary>Every booking that was promised is there, as it was promised; and nothing else holds a place.</summary>
    public async Task PromisesMustBeKept()
    {
        var held = new List<string>();
        foreach (var site in TestNetwork.Sites)
            held.AddRange((await network.Holders(site, Tuesday, Tuesday.AddHours(Hours))).Select(booking => booking.GetProperty("id").GetString()!));

        var promised = orders.Where(order => order.IsBooked).ToArray();
        Assert.Equal(promised.Select(order => order.Answer!.Id).Order(), held.Order());
        foreach (var order in promised)
        {
            var found = await network.Call(order.Member, HttpMethod.Get, $"bookings/{order.Answer!.Id}", TestNetwork.Member(order.Member));
            Assert.Equal(200, found.Status);
            Assert.Equal(
                ("confirmed", order.Space, TestNetwork.Utc(order.Start), TestNetwork.Utc(order.End)),
                (found.Text("status"), found.Text("space"), found.Text("start"), found.Text("end")));
        }
    }

    /// <summary>No member has a unit more or less held than her bookings cost.</summary>
    public async Task UnitsMustEqualBookings()
    {
        foreach (var member in orders.GroupBy(order => order.Member))
        {
            var expected = member.Where(order => order.IsBooked).Sum(order => order.Answer!.Body.GetProperty("units").GetInt32());
            var balance = await network.Call(member.Key, HttpMethod.Get, "me/entitlements", TestNetwork.Member(member.Key));
            Assert.Equal(200, balance.Status);
            Assert.Equal(expected, balance.Body.EnumerateArray().Sum(grant => grant.GetProperty("held").GetInt32() + grant.GetProperty("used").GetInt32()));
        }
    }

    private static string Told(Order order) => order.Answer is { } answer ? $"{answer.Status} {answer.Reason}".TrimEnd() : "unanswered";

    /// <summary>Places and times are few enough that some are taken already: a decline is an answer too.</summary>
    private Order Next(int client)
    {
        lock (chance)
        {
            var order = new Order
            {
                Key = $"{seed}-{orders.Count}",
                Member = (client * MembersOfAClient) + chance.Next(MembersOfAClient),
                Space = TestNetwork.Desk(TestNetwork.Sites[chance.Next(TestNetwork.Sites.Count)], chance.Next(DesksOfASite)),
                Start = Tuesday.AddHours(chance.Next(Hours)),
            };
            orders.Enqueue(order);
            return order;
        }
    }
}
