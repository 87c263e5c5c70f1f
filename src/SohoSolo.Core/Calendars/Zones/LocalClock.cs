using NodaTime;

namespace SohoSolo.Core.Calendars;

/// <summary>
/// A zone's clock as calendars mean it (RFC 5545 §3.3.5): a time that the clocks skip has the offset from before the gap, and of one that comes twice the
/// first is meant. What would lie before the year 1 or after 9999 is at that edge.
/// </summary>
internal sealed class LocalClock(DateTimeZone zone)
{
    public static readonly LocalClock Utc = new(DateTimeZone.Utc);

    public DateTime ToUtc(DateTime local)
    {
        if (ReferenceEquals(zone, DateTimeZone.Utc))
            return local;

        var offset = zone.MapLocal(LocalDateTime.FromDateTime(local)).EarlyInterval.WallOffset;
        return Within(local.Ticks - offset.Ticks);
    }

    public DateTime ToLocal(DateTime utc)
    {
        var offset = zone.GetUtcOffset(Instant.FromUnixTimeTicks(utc.Ticks - DateTime.UnixEpoch.Ticks));
        return Within(utc.Ticks + offset.Ticks);
    }

    public static DateTime Within(long ticks) => new(Math.Clamp(ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks));
}
