using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SohoSolo.Mqtt.Routing;
using SohoSolo.Mqtt.Store;

namespace SohoSolo.Mqtt.Tests.Store;

/// <summary>A store with what stands in for its router, which remembers what it tells and was told.</summary>
internal sealed class OpenStore : IAsyncDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);
    private readonly Lock gate = new();
    private readonly Lock waiting = new();
    private TaskCompletionSource advanced = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private OpenStore(MessageStore store, Remembered remembered) => (Store, Remembered) = (store, remembered);

    public MessageStore Store { get; }

    public Remembered Remembered { get; }

    public static async Task<OpenStore> Start(string folder, StoreOptions? options = null, TimeProvider? clock = null, ILogger? log = null)
    {
        var remembered = new Remembered();
        var store = await MessageStore.Open(folder, remembered, options ?? new StoreOptions(), clock ?? TimeProvider.System, log ?? NullLogger.Instance);
        var open = new OpenStore(store, remembered);
        store.Start(open.gate, open.Advanced, remembered.Retell);
        return open;
    }

    /// <summary>What a folder holds, read as a store would.</summary>
    public static async Task<List<string>> Read(string folder, StoreOptions? options = null)
    {
        var remembered = new Remembered();
        await using (await MessageStore.Open(folder, remembered, options ?? new StoreOptions(), TimeProvider.System, NullLogger.Instance))
            return remembered.Texts;
    }

    /// <summary>One change under the gate: the state and its fact.</summary>
    public long Tell(Action<IDurableFacts> fact)
    {
        long position;
        lock (gate)
        {
            fact(Remembered);
            fact(Store);
            position = Store.Position;
        }

        Store.Wake();
        return position;
    }

    public Task TellDurably(Action<IDurableFacts> fact)
    {
        var position = Tell(fact);
        return Until(() => Store.DurablePosition >= position);
    }

    public void Within(Action<Remembered> change)
    {
        lock (gate)
            change(Remembered);
    }

    /// <summary>Looks again whenever the store says that it advanced.</summary>
    public async Task Until(Func<bool> isReached)
    {
        using var patience = new CancellationTokenSource(Long);
        while (true)
        {
            Task next;
            lock (waiting)
                next = advanced.Task;
            if (isReached())
                return;

            await next.WaitAsync(patience.Token);
        }
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();

    private void Advanced()
    {
        lock (waiting)
        {
            advanced.SetResult();
            advanced = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
