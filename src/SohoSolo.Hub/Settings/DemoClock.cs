using SohoSolo.Core.Time;

namespace SohoSolo.Hub.Settings;

/// <summary>A demo's clock: it starts at a chosen instant and ticks on from there in real time.</summary>
internal sealed class DemoClock(DateTimeOffset start, TimeProvider real) : TimeProvider
{
    private static readonly TimeOnly MorningStart = new(8, 55);
    private static readonly SiteCalendar Weekdays = new(
        "Europe/Paris",
        OpeningHours.Every([DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday], MorningStart, TimeOnly.MinValue, openOnPublicHolidays: true));

    private readonly long startedAt = real.GetTimestamp();

    /// <summary>The clock that the settings ask for: the real one outside demo.</summary>
    public static TimeProvider For(HubSettings settings, TimeProvider real) =>
        settings.IsDemo ? new DemoClock(settings.ClockStart ?? NextWeekdayMorning(real.GetUtcNow()), real) : real;

    /// <summary>08:55 on the clocks of the network, today if that is still to come on a weekday (<c>rulings</c> 27).</summary>
    public static DateTimeOffset NextWeekdayMorning(DateTimeOffset now)
    {
        for (var day = Weekdays.DayOf(now); ; day = day.AddDays(1))
        {
            if (Weekdays.IsOpenOn(day) && Weekdays.Resolve(day.ToDateTime(MorningStart)) is LocalMoment.Instant(var at, _) && at >= now)
            {
                return at;
            }
        }
    }

    public override DateTimeOffset GetUtcNow() => start + real.GetElapsedTime(startedAt);

    public override long GetTimestamp() => real.GetTimestamp();

    public override long TimestampFrequency => real.TimestampFrequency;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        real.CreateTimer(callback, state, dueTime, period);
}
