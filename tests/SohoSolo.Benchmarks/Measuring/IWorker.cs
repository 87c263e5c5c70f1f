namespace SohoSolo.Benchmarks.Measuring;

/// <summary>One client of a load: it does one thing at a time, on a thread of its own, and says whether it went well.</summary>
internal interface IWorker : IDisposable
{
    bool Once();
}
