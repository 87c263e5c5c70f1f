namespace SohoSolo.Mqtt.Store;

/// <summary>Wakes the writer: by one interlocked step while it runs, by the system only when it sleeps. Calls while it runs become one more round.</summary>
internal sealed class WriterSignal : IDisposable
{
    private const int Asleep = 0;
    private const int Running = 1;
    private const int Wanted = 2;
    private readonly SemaphoreSlim sleep = new(0);
    private int state = Running;

    public void Wake()
    {
        if (Volatile.Read(ref state) == Wanted)
            return;

        if (Interlocked.Exchange(ref state, Wanted) == Asleep)
            sleep.Release();
    }

    /// <summary>Returns when woken since the last return, at once if that was before.</summary>
    public void Wait()
    {
        if (Interlocked.CompareExchange(ref state, Asleep, Running) == Running)
            sleep.Wait();

        Interlocked.Exchange(ref state, Running);
    }

    public void Dispose() => sleep.Dispose();
}
