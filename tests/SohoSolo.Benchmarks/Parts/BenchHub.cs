using SohoSolo.Benchmarks.Loads;
using SohoSolo.Benchmarks.Measuring;
using SohoSolo.Storage;
using SohoSolo.Testing;

namespace SohoSolo.Benchmarks.Parts;

/// <summary>The built hub over the bench network (contract §1): 200 desks that never close, 400 members who are never short of units.</summary>
internal sealed class BenchHub : IAsyncDisposable
{
    private BenchHub(HubProcess process, IReadOnlyList<string> spaces)
    {
        Process = process;
        Spaces = spaces;
    }

    public HubProcess Process { get; }

    public IReadOnlyList<string> Spaces { get; }

    public static async Task<BenchHub> Start(HubOptions options)
    {
        await Seed(options);
        return new BenchHub(await HubProcess.Start(options), await SpacesOf(options.Database));
    }

    /// <summary>A database of the network alone, for loads without a hub.</summary>
    public static async Task Seed(HubOptions options)
    {
        var result = await HubProcess.Run(options, "seed-demo", "--profile", "bench");
        if (result.ExitCode > 1)
            throw new InvalidOperationException($"The bench network could not be seeded: {result}");
    }

    public static async Task<IReadOnlyList<string>> SpacesOf(string database)
    {
        await using var store = await Store.Open(database, TimeProvider.System, CancellationToken.None);
        var network = await new StoreQueries(store).Network(CancellationToken.None);
        return [.. network.Sites.Values.SelectMany(site => site.Spaces).Select(space => space.Id.Value).Order(StringComparer.Ordinal)];
    }

    /// <summary>Books with so many clients for a while.</summary>
    public Figures Book(int clients, DateTimeOffset from, TimeSpan during)
    {
        List<HttpBooker> workers = [.. Slots.For(clients, Spaces, from).Select(slots => new HttpBooker(Process.Url, slots))];
        try
        {
            var figures = Load.Run(workers, during);
            return figures.Failed == 0 || figures.PerSecond > 0
                ? figures
                : throw new InvalidOperationException($"No booking succeeded: {workers[0].LastRefusal}\n{Process.Output}");
        }
        finally
        {
            workers.ForEach(worker => worker.Dispose());
        }
    }

    public ValueTask DisposeAsync() => Process.DisposeAsync();
}
