namespace SohoSolo.Benchmarks.Loads.Mqtt;

/// <summary>A thread of its own, awaited like a task: threads that block cost a client less than tasks do.</summary>
internal static class Lane
{
    public static Task Start(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public static Task<T> Start<T>(Func<T> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
