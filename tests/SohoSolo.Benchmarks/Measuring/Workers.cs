namespace SohoSolo.Benchmarks.Measuring;

/// <summary>A load whose workers live only as long as it runs.</summary>
internal static class Workers
{
    public static Figures Run(IEnumerable<IWorker> made, TimeSpan during)
    {
        List<IWorker> workers = [.. made];
        try
        {
            return Load.Run(workers, during);
        }
        finally
        {
            workers.ForEach(worker => worker.Dispose());
        }
    }
}
