using SohoSolo.Testing.Mqtt;

namespace SohoSolo.EndToEnd.Brokers;

/// <summary>What the broker acknowledged is true for ever: <c>kill -9</c> at any moment loses none of it.</summary>
public sealed class BrokerCrashTests(ITestOutputHelper output) : IDisposable
{
    private const int Publishers = 8;

    private static readonly int Runs = Repository.IsFull ? 20 : 2;
    private static readonly int MessagesEach = Repository.IsFull ? 2_000 : 500;

    private readonly string folder = Directory.CreateTempSubdirectory("broker-crash").FullName;

    [Theory]
    [InlineData(4, 1, true)]
    [InlineData(5, 1, true)]
    [InlineData(5, 1, false)]
    [InlineData(4, 2, true)]
    [InlineData(5, 2, true)]
    [InlineData(5, 2, false)]
    public async Task A_killed_broker_delivers_what_it_acknowledged(byte version, int qos, bool isListening)
    {
        for (var run = 1; run <= Runs; run++)
            await Survive(version, qos, isListening, seed: 100 * run + 10 * version + qos);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task Survive(byte version, int qos, bool isListening, int seed)
    {
        var chance = new Random(seed);
        await using var broker = await BrokerProcess.Start(BrokerOptions.Open with { Store = Path.Combine(folder, $"{version}-{qos}-{isListening}-{seed}") }, TestContext.Current.CancellationToken);
        var subscriber = new PersistentSubscriber(broker.Port, version, qos);
        await subscriber.Subscribe();

        var (left, reached) = (chance.Next(1, Publishers * MessagesEach), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var publishers = Enumerable.Range(0, Publishers).Select(index => new PersistentPublisher(broker.Port, $"p{index}", version, qos, MessagesEach, seed + index)
        {
            Acknowledged = () =>
            {
                if (Interlocked.Decrement(ref left) == 0)
                    reached.SetResult();
            },
        }).ToList();

        // Load until a random number of acknowledgements; then the process dies in the middle of it.
        var running = publishers.Select(publisher => publisher.Run()).ToList();
        var listening = isListening ? subscriber.Run(_ => false) : Task.CompletedTask;
        await (await Task.WhenAny([reached.Task, .. running.Select(FaultOnly)])).WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        broker.Kill9();
        await Task.WhenAll([.. running, listening]);
        var promised = publishers.Select(publisher => publisher.AcknowledgedUpTo).ToList();

        await broker.Start(TestContext.Current.CancellationToken);
        await Finish(broker, publishers);
        await subscriber.Run(HasAll).WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        output.WriteLine($"seed {seed}: killed after {promised.Sum()} acknowledged in a row, {subscriber.Arrivals.Count} arrivals, {subscriber.Arrivals.Count(arrival => arrival.Dup)} with DUP");
        Judge(subscriber, promised, qos, broker);
    }

    /// <summary>Ends when the publisher fails; one that has published everything waits with the others.</summary>
    private static async Task FaultOnly(Task<bool> publisher)
    {
        if (!await publisher)
            throw new InvalidOperationException("The broker closed on a publisher before it was killed.");

        await Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken);
    }

    private static async Task Finish(BrokerProcess broker, List<PersistentPublisher> publishers)
    {
        var finished = await Task.WhenAll(publishers.Select(publisher => publisher.Run())).WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        Assert.True(Array.TrueForAll(finished, isDone => isDone), broker.Output);
    }

    private static bool HasAll(IReadOnlyList<Arrival> arrivals) =>
        arrivals.Count >= Publishers * MessagesEach && arrivals.Distinct(ByMessage.Shared).Count() == Publishers * MessagesEach;

    private static void Judge(PersistentSubscriber subscriber, List<int> promised, int qos, BrokerProcess broker)
    {
        Assert.True(subscriber.SessionsPresent.TrueForAll(isPresent => isPresent), $"The session was lost.\n{broker.Output}");
        for (var index = 0; index < Publishers; index++)
        {
            var mine = subscriber.Arrivals.Where(arrival => arrival.Publisher == $"p{index}").ToList();
            var firsts = mine.DistinctBy(arrival => arrival.Number).Select(arrival => arrival.Number).ToList();
            Assert.True(firsts.SequenceEqual(Enumerable.Range(1, MessagesEach)), $"p{index}, of which {promised[index]} were acknowledged, came as {string.Join(' ', mine.Select(arrival => $"{arrival.Connection}.{arrival.Number}{(arrival.Dup ? "d" : "")}"))}");
            if (qos == 2)
            {
                Assert.Equal(MessagesEach, mine.Count);
                continue;
            }

            var unmarked = mine.Where((arrival, at) => !arrival.Dup && arrival.Number <= promised[index] && mine.Take(at).Any(earlier => earlier.Number == arrival.Number)).ToList();
            Assert.Empty(unmarked);
        }
    }

    private sealed class ByMessage : IEqualityComparer<Arrival>
    {
        public static readonly ByMessage Shared = new();

        public bool Equals(Arrival? x, Arrival? y) => x?.Publisher == y?.Publisher && x?.Number == y?.Number;

        public int GetHashCode(Arrival arrival) => HashCode.Combine(arrival.Publisher, arrival.Number);
    }
}
