namespace SohoSolo.Months.World;

/// <summary>What happens when, one thing after the other: the clock is moved to each thing's time before it happens, and stands still while it does. The same things in the same order, whatever the machine does.</summary>
internal sealed class Agenda(ManualClock clock)
{
    private readonly PriorityQueue<Func<Task>, (DateTimeOffset At, long Order)> coming = new();
    private long order;

    public DateTimeOffset Now => clock.GetUtcNow();

    public long Steps { get; private set; }

    public void At(DateTimeOffset when, Func<Task> what) => coming.Enqueue(what, (when < Now ? Now : when, order++));

    public void In(TimeSpan after, Func<Task> what) => At(Now + after, what);

    public void At(DateTimeOffset when, Action what) => At(when, () =>
    {
        what();
        return Task.CompletedTask;
    });

    public async Task RunTo(DateTimeOffset end)
    {
        while (coming.TryPeek(out var what, out var due) && due.At <= end)
        {
            coming.Dequeue();
            clock.MoveTo(due.At);
            Steps++;
            await what();
        }

        clock.MoveTo(end);
    }
}
