using System.Diagnostics;
using SohoSolo.Benchmarks.Measuring;
using SohoSolo.Testing.Mqtt;

namespace SohoSolo.Benchmarks.Loads.Mqtt;

/// <summary>So many publishers at once, each with at most a window of messages unconfirmed, and one subscriber or none.</summary>
internal sealed record RateLoad(int Publishers, int Qos, int Window, bool HasSubscriber = true, bool IsPersistent = false)
{
    /// <summary>Messages under way to the subscriber: as many as Mosquitto keeps for a client unless it is told otherwise.</summary>
    public const int MostUndelivered = 1_000;

    /// <summary>Counts a message when it is confirmed and, if anyone subscribes, delivered: the clock stops after the last one.</summary>
    public async Task<RateFigures> Run(TestBroker broker, TimeSpan during)
    {
        var backlog = new Backlog(MostUndelivered, HasSubscriber);
        using var subscriber = HasSubscriber ? new Subscriber(broker.Port, this, backlog) : null;
        List<Publisher> publishers = [.. Enumerable.Range(0, Publishers).Select(number => new Publisher(broker.Port, number, this, backlog))];
        try
        {
            var taking = subscriber is null ? new TaskCompletionSource().Task : Lane.Start(subscriber.Run);
            var watch = CpuWatch.Start(broker.Id);
            var sending = Send(publishers, backlog, Stopwatch.GetTimestamp() + (long)(during.TotalSeconds * Stopwatch.Frequency));
            if (await Task.WhenAny(sending, taking) == taking)
                await taking;

            var figures = watch.Stop(await sending);
            if (subscriber is not null)
            {
                subscriber.Leave();
                await taking;
            }

            return figures;
        }
        finally
        {
            publishers.ForEach(publisher => publisher.Dispose());
        }
    }

    private static async Task<long> Send(List<Publisher> publishers, Backlog backlog, long until)
    {
        await Task.WhenAll(publishers.ConvertAll(publisher => Lane.Start(() => publisher.Run(until))));
        return backlog.Empty();
    }
}
