using SohoSolo.Gateway.Wire;

namespace SohoSolo.Hub.Ingest;

/// <summary>
/// A gateway whose clock runs ahead has not seen the future. What it dates later than it can have been sent is dated when it came: a space that was folded up to next year would be vacant beyond doubt until then, and everything
/// up to next year delivered.
/// </summary>
internal static class FastClocks
{
    /// <summary>So far apart two clocks that are set may be.</summary>
    private static readonly TimeSpan Apart = TimeSpan.FromMinutes(2);

    public static Batch Bounded(Batch batch, DateTimeOffset now)
    {
        var latest = now + Apart;
        return batch with
        {
            Events = batch.Events.All(happened => happened.At <= latest && happened.ReceivedAt <= latest) ? batch.Events : [.. batch.Events.Select(happened => Bounded(happened, latest, now))],
            Watermark = Earlier(batch.Watermark, latest, now),
        };
    }

    private static GatewayEvent Bounded(GatewayEvent happened, DateTimeOffset latest, DateTimeOffset now) => happened with
    {
        At = Earlier(happened.At, latest, now),
        ReceivedAt = Earlier(happened.ReceivedAt, latest, now),
    };

    private static DateTimeOffset Earlier(DateTimeOffset at, DateTimeOffset latest, DateTimeOffset now) => at > latest ? now : at;
}
