namespace SohoSolo.Gateway.Doors;

/// <summary>One PIN is looked at at a time, and few wait: whoever floods a site with PINs takes no more than one processor, and no badge's place.</summary>
internal sealed class PinTurns : IDisposable
{
    private const int MostWaiting = 4;

    private readonly SemaphoreSlim one = new(1);
    private int waiting;

    /// <summary>Null when too many wait already. The turn ends when it is disposed.</summary>
    public async Task<IDisposable?> Enter()
    {
        if (Interlocked.Increment(ref waiting) > MostWaiting)
        {
            Interlocked.Decrement(ref waiting);
            return null;
        }

        await one.WaitAsync();
        return new Turn(this);
    }

    public void Dispose() => one.Dispose();

    private sealed class Turn(PinTurns turns) : IDisposable
    {
        public void Dispose()
        {
            Interlocked.Decrement(ref turns.waiting);
            turns.one.Release();
        }
    }
}
