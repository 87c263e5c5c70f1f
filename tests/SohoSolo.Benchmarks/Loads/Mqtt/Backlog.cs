namespace SohoSolo.Benchmarks.Loads.Mqtt;

/// <summary>
/// How many messages are sent and not yet with the subscriber. Bounded, so that no broker has a reason to drop one: a round in which a message
/// is lost ends with an error, not with a better figure.
/// </summary>
internal sealed class Backlog(int most, bool isDelivered)
{
    private readonly object gate = new();
    private long sent;
    private long delivered;

    /// <summary>A publisher waits here until so many messages more may be under way; nobody waits when nobody subscribes.</summary>
    public void Take(int messages)
    {
        lock (gate)
        {
            WaitDownTo(most - messages);
            sent += messages;
        }
    }

    /// <summary>Publishers are woken when half of the room is free again, and not for every message.</summary>
    public void Deliver(int messages)
    {
        lock (gate)
        {
            delivered += messages;
            if (sent - delivered <= most / 2)
                Monitor.PulseAll(gate);
        }
    }

    /// <summary>Once every publisher is done: returns how many messages there were when all of them have been delivered.</summary>
    public long Empty()
    {
        lock (gate)
        {
            WaitDownTo(0);
            return sent;
        }
    }

    private void WaitDownTo(long undelivered)
    {
        while (isDelivered && sent - delivered > undelivered)
        {
            if (!Monitor.Wait(gate, MqttConnection.Longest))
                throw new InvalidOperationException($"A message was lost: {sent} sent, {delivered} delivered, and nothing more for {MqttConnection.Longest}.");
        }
    }
}
