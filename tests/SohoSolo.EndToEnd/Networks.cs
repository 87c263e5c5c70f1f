namespace SohoSolo.EndToEnd;

/// <summary>One running network for each engine, shared by the tests that do not crash it: each uses months of its own.</summary>
public sealed class Networks : IAsyncDisposable
{
    private readonly Dictionary<string, TestNetwork> running = [];

    internal async Task<TestNetwork> On(string engine)
    {
        if (!running.TryGetValue(engine, out var network))
        {
            network = await TestNetwork.Start(engine);
            running.Add(engine, network);
        }

        return network;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var network in running.Values)
            await network.DisposeAsync();
    }
}
