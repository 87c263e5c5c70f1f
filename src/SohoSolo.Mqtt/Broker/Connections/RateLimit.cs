namespace SohoSolo.Mqtt.Broker.Connections;

/// <summary>So many messages at once, so many a second in the long run: a bucket of tokens that fills with time.</summary>
internal sealed class RateLimit(double perSecond, int burst, TimeProvider clock)
{
    private double tokens = burst;
    private long filledAt = clock.GetTimestamp();

    public bool TryTake()
    {
        Fill();
        if (tokens < 1)
            return false;

        tokens--;
        return true;
    }

    /// <summary>Until there is a token again.</summary>
    public TimeSpan Wait()
    {
        Fill();
        return TimeSpan.FromSeconds(Math.Max(1 - tokens, 0) / perSecond);
    }

    private void Fill()
    {
        var now = clock.GetTimestamp();
        tokens = Math.Min(Math.Max(burst, 1), tokens + (clock.GetElapsedTime(filledAt, now).TotalSeconds * perSecond));
        filledAt = now;
    }
}
