using NodaTime;

namespace SohoSolo.Core.Time;

/// <summary>
/// The only place that reasons about a site's zone: local days, half-days, opening hours, daylight saving.
/// Days and half-days divide the time line without gap or overlap, on the days when the clocks change too.
/// </summary>
public sealed class SiteCalendar
{
    public static readonly TimeOnly UsualHalfDayBoundary = new(13, 30);

    private readonly DateTimeZone _zone;
    private readonly OpeningHours.Span?[] _week = new OpeningHours.Span?[7];
    private readonly bool _neverCloses;

    public SiteCalendar(string zone, OpeningHours hours, TimeOnly? halfDayBoundary = null)
    {
        ArgumentNullException.ThrowIfNull(hours);
        _zone = FindZone(zone);
        Hours = hours;
        HalfDayBoundary = halfDayBoundary ?? UsualHalfDayBoundary;
        if (HalfDayBoundary == TimeOnly.MinValue)
            throw new ArgumentException("A half-day boundary of 00:00 leaves no morning.", nameof(halfDayBoundary));

        foreach (var (day, span) in hours.Week)
            _week[(int)day] = Valid(day, span);

        _neverCloses = hours.OpenOnPublicHolidays && Array.TrueForAll(_week, span => span is not null);
    }

    /// <summary>The IANA zone's name.</summary>
    public string Zone => _zone.Id;

    public OpeningHours Hours { get; }

    public TimeOnly HalfDayBoundary { get; }

    /// <summary>Which instant the site's clock means; the <see cref="DateTime.Kind"/> is not looked at.</summary>
    public LocalMoment Resolve(DateTime local)
    {
        var mapping = _zone.MapLocal(LocalDateTime.FromDateTime(local));
        if (mapping.Count > 0 && Earlier(local, mapping) is { } at)
            return new LocalMoment.Instant(at, Ambiguous: mapping.Count > 1);

        return new LocalMoment.Nonexistent(DateTime.SpecifyKind(local, DateTimeKind.Unspecified));
    }

    /// <summary>Local clock time with its offset from UTC.</summary>
    public DateTimeOffset ToLocal(DateTimeOffset instant)
    {
        // The type takes offsets of whole minutes only; a zone has others only before it had a standard time (Paris: until 1911).
        var offset = TimeSpan.FromMinutes(OffsetTicks(instant) / TimeSpan.TicksPerMinute);
        var clock = instant.UtcTicks + offset.Ticks;

        // In the last hours of year 9999 the site's clock has no name any more; the instant is then told in UTC.
        return clock >= DateTime.MinValue.Ticks && clock <= DateTime.MaxValue.Ticks ? new DateTimeOffset(clock, offset) : instant.ToUniversalTime();
    }

    public DateOnly DayOf(DateTimeOffset instant)
    {
        var interval = _zone.GetZoneInterval(Instant.FromDateTimeOffset(instant));
        var clock = Math.Clamp(instant.UtcTicks + interval.WallOffset.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks);
        var day = DateOnly.FromDateTime(new DateTime(clock));

        // Where the clocks are set back over midnight, the evening that comes twice belongs, the second time, to the day that has already begun.
        var setRecently = interval.HasStart && Instant.FromDateTimeOffset(instant) - interval.Start < Duration.FromDays(1);
        return setRecently && instant >= EndOf(day) ? Next(day) : day;
    }

    /// <summary>From local midnight to local midnight; 23 or 25 hours when the clocks change.</summary>
    public TimeRange WholeDay(DateOnly day) => new(At(day, TimeOnly.MinValue), EndOf(day));

    /// <summary>The open hours of that part of that day, or null when the site is closed then.</summary>
    public TimeRange? Span(DateOnly day, DayPart part)
    {
        if (!TryHours(day, out var opens, out var closes))
            return null;

        var boundary = At(day, HalfDayBoundary);
        var from = part is DayPart.Afternoon && boundary > opens ? boundary : opens;
        var to = part is DayPart.Morning && boundary < closes ? boundary : closes;
        return from < to ? new TimeRange(from, to) : null;
    }

    public HalfDay HalfDayOf(DateTimeOffset instant)
    {
        var day = DayOf(instant);
        return new HalfDay(day, IsAfternoon: instant >= At(day, HalfDayBoundary));
    }

    /// <summary>Every half-day that the range touches, in order.</summary>
    public IReadOnlyList<HalfDay> HalfDaysTouched(TimeRange range)
    {
        var touched = new List<HalfDay>(2);
        var day = DayOf(range.Start);
        for (var at = range.Start; at < range.End; day = Next(day))
        {
            var boundary = At(day, HalfDayBoundary);
            if (at < boundary)
            {
                touched.Add(new HalfDay(day, IsAfternoon: false));
                at = boundary;
            }

            var end = EndOf(day);
            if (at < range.End && at < end)
                touched.Add(new HalfDay(day, IsAfternoon: true));

            at = end;
        }

        return touched;
    }

    /// <summary>The whole local half-day, regardless of opening hours: midnight to boundary, or boundary to midnight.</summary>
    public TimeRange WholeHalfDay(HalfDay half)
    {
        var boundary = At(half.Day, HalfDayBoundary);
        return half.IsAfternoon ? new TimeRange(boundary, EndOf(half.Day)) : new TimeRange(At(half.Day, TimeOnly.MinValue), boundary);
    }

    /// <summary>The local day of each started hour of the range, counted from its start: how meeting rooms are charged.</summary>
    public IReadOnlyList<DateOnly> StartedHours(TimeRange range)
    {
        var hours = new DateOnly[(range.Duration.Ticks + TimeSpan.TicksPerHour - 1) / TimeSpan.TicksPerHour];
        for (var hour = 0; hour < hours.Length; hour++)
            hours[hour] = DayOf(range.Start.AddTicks(hour * TimeSpan.TicksPerHour));

        return hours;
    }

    public bool IsOpenOn(DateOnly day) =>
        _week[(int)day.DayOfWeek] is not null && (Hours.OpenOnPublicHolidays || !FrenchHolidays.IsHoliday(day));

    /// <summary>Whether the hours allow the range: every day it touches is open, and it starts and ends within the hours of its first and last day.</summary>
    public Opening Check(TimeRange range)
    {
        var first = DayOf(range.Start);
        var last = DayOf(range.End.AddTicks(-1));
        if (!TryHours(first, out var opens, out var firstCloses) || !TryHours(last, out var lastOpens, out var closes) || !IsOpenBetween(first, last))
            return Opening.Closed;

        var startsWithin = opens <= range.Start && range.Start < firstCloses;
        var endsWithin = lastOpens < range.End && range.End <= closes;
        return startsWithin && endsWithin ? Opening.Open : Opening.OutsideHours;
    }

    private static DateTimeZone FindZone(string zone)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(zone);

        // NodaTime also understands fixed offsets such as "UTC+2", which are no zones of the IANA database and never change their clocks.
        var known = !zone.StartsWith("UTC+", StringComparison.Ordinal) && !zone.StartsWith("UTC-", StringComparison.Ordinal);
        return (known ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) : null)
            ?? throw new ArgumentException($"'{zone}' is not the name of an IANA time zone, such as Europe/Paris.", nameof(zone));
    }

    private static OpeningHours.Span Valid(DayOfWeek day, OpeningHours.Span hours)
    {
        if (hours.To != TimeOnly.MinValue && hours.To <= hours.From)
            throw new ArgumentException($"On {day} the site would close at {hours.To:HH:mm}, not after it opens at {hours.From:HH:mm}.", nameof(hours));

        return hours;
    }

    private static DateOnly Next(DateOnly day) => day == DateOnly.MaxValue ? day : day.AddDays(1);

    private bool IsOpenBetween(DateOnly first, DateOnly last)
    {
        if (_neverCloses)
            return true;

        for (var number = first.DayNumber + 1; number < last.DayNumber; number++)
        {
            if (!IsOpenOn(DateOnly.FromDayNumber(number)))
                return false;
        }

        return true;
    }

    private bool TryHours(DateOnly day, out DateTimeOffset opens, out DateTimeOffset closes)
    {
        opens = closes = default;
        if (!IsOpenOn(day))
            return false;

        var hours = _week[(int)day.DayOfWeek]!.Value;
        opens = At(day, hours.From);
        closes = hours.To == TimeOnly.MinValue ? EndOf(day) : At(day, hours.To);
        return opens < closes;
    }

    private DateTimeOffset EndOf(DateOnly day) => day == DateOnly.MaxValue ? DateTimeOffset.MaxValue : At(day.AddDays(1), TimeOnly.MinValue);

    /// <summary>
    /// The instant of an edge (midnight, boundary, opening, closing). One that falls into a gap moves to the end of the gap: the clock shows no
    /// time between, so the first instant at which it is past the edge is the edge. Thus every edge exists, and edges keep their order: a closing
    /// in the gap still closes, and hours that lie wholly within it become empty instead of turning round. In a fold it is the earlier one.
    /// </summary>
    private DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        var mapping = _zone.MapLocal(LocalDateTime.FromDateTime(local));
        if (mapping.Count == 0)
            return mapping.LateInterval.Start.ToDateTimeOffset();

        return Earlier(local, mapping) ?? (day.Year == DateOnly.MinValue.Year ? DateTimeOffset.MinValue : DateTimeOffset.MaxValue);
    }

    /// <summary>The first instant that shows this clock time, which must exist; null beyond the years that <see cref="DateTimeOffset"/> can tell.</summary>
    private static DateTimeOffset? Earlier(DateTime local, NodaTime.TimeZones.ZoneLocalMapping mapping)
    {
        var utc = local.Ticks - mapping.EarlyInterval.WallOffset.Ticks;
        return utc >= DateTime.MinValue.Ticks && utc <= DateTime.MaxValue.Ticks ? new DateTimeOffset(utc, TimeSpan.Zero) : null;
    }

    private long OffsetTicks(DateTimeOffset instant) => _zone.GetUtcOffset(Instant.FromDateTimeOffset(instant)).Ticks;
}

public enum Opening
{
    Open,
    Closed,
    OutsideHours,
}
