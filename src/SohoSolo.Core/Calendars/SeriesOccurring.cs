namespace SohoSolo.Core.Calendars;

/// <summary>
/// All that a file tells under one UID, put together: the latest version of the event or series, its EXDATEs, and the exceptions that take the place of
/// its occurrences. An exception stands on its own: it counts where its series is missing, and also where no occurrence has its RECURRENCE-ID.
/// </summary>
internal sealed class SeriesOccurring(IReadOnlyList<CalendarEvent> told, ZoneBook zones, WorkBudget budget, Gathering found)
{
    /// <summary>Between a clock and UTC there is less than a day; with a day more no edge matters.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromDays(2);

    private readonly CalendarEvent? _series = Latest(told.Where(version => !version.IsException));
    private readonly Dictionary<DateTime, CalendarEvent> _exceptions = [];
    private readonly List<(DateTime From, CalendarEvent Told)> _fromThenOn = [];
    private readonly HashSet<DateTime> _done = [];
    private TimeSpan _later = Margin;

    public void Gather()
    {
        if (told is [{ IsException: false, Repeats: false, IsCancelled: false, Except.Count: 0, ExceptRules.Count: 0 } single])
        {
            // Most events of most files come once.
            var once = new Occurring(single, zones);
            Add(single, once, once.Moment(once.LocalStart), before: null, isException: false);
            return;
        }

        var times = _series is null ? null : new Occurring(_series, zones);
        SortExceptions(times);
        foreach (var (moment, exception) in _exceptions)
            AddException(moment, exception);

        if (_series is { IsCancelled: false } && times is not null)
            GatherSeries(_series, times);
    }

    /// <summary>Which version counts: by SEQUENCE, then by when it was written, then by its place in the file.</summary>
    private static CalendarEvent? Latest(IEnumerable<CalendarEvent> versions)
    {
        CalendarEvent? latest = null;
        foreach (var version in versions)
        {
            if (latest is null || version.Sequence > latest.Sequence || (version.Sequence == latest.Sequence && version.Stamp >= latest.Stamp))
                latest = version;
        }

        return latest;
    }

    private void SortExceptions(Occurring? times)
    {
        // A cancelled series takes along the exceptions that it knew.
        var standing = told.Where(version => version.IsException && (_series is not { IsCancelled: true } || version.Sequence > _series.Sequence));
        foreach (var versions in standing.GroupBy(exception => MomentOf(exception, times)))
        {
            var exception = Latest(versions)!;
            _exceptions.Add(versions.Key, exception);
            if (exception.AndFuture)
                _fromThenOn.Add((versions.Key, exception));
        }

        _fromThenOn.Sort((one, other) => one.From.CompareTo(other.From));
    }

    private DateTime MomentOf(CalendarEvent exception, Occurring? times)
    {
        var id = exception.RecurrenceId!;
        return times is not null ? times.MomentOf(id, exception.Calendar) : id.IsDate ? id.Local : zones.Of(id, exception.Calendar).ToUtc(id.Local);
    }

    private void AddException(DateTime moment, CalendarEvent exception)
    {
        if (exception.IsCancelled)
            return;

        var times = new Occurring(exception, zones);
        Add(exception, times, times.Moment(times.LocalStart), new(moment, (_series?.IsAllDay ?? exception.RecurrenceId!.IsDate)), isException: true);
    }

    private void GatherSeries(CalendarEvent series, Occurring times)
    {
        var (from, to) = Reach(series, times);
        var except = Excepted(series, times, from, to);
        var days = series.IsAllDay ? [] : series.Except.Where(time => time.IsDate).Select(time => time.Day).ToHashSet();
        foreach (var period in series.Extra)
            AddExtra(series, times, period, except, days);

        foreach (var (local, moment) in StartAndNamed(series, times, (from, to)))
            AddOne(series, times, (local, moment), except, days);
    }

    /// <summary>From when to when, on the series' clock, occurrences may begin that reach into what is wanted, also once they were moved along.</summary>
    private (DateTime From, DateTime To) Reach(CalendarEvent series, Occurring times)
    {
        var longest = _fromThenOn.Select(change => new Occurring(change.Told, zones).Longest + Shift(change, times).Duration()).Append(times.Longest).Max() + Margin;
        _later = _fromThenOn.Select(change => Shift(change, times).Duration()).Append(TimeSpan.Zero).Max() + Margin;
        var start = series.Start.Local;
        var from = Occurring.Later(found.From, -longest);
        return (from < start ? start : from, Occurring.Later(found.To, _later));
    }

    /// <summary>How far an exception moves what comes after it, on the series' clock.</summary>
    private TimeSpan Shift((DateTime From, CalendarEvent Told) change, Occurring times)
    {
        var moved = new Occurring(change.Told, zones);
        var to = moved.IsAllDay == times.IsAllDay ? times.Local(moved.Moment(moved.LocalStart)) : moved.LocalStart;
        return to - times.Local(change.From);
    }

    private HashSet<DateTime> Excepted(CalendarEvent series, Occurring times, DateTime from, DateTime to)
    {
        var except = series.Except.Where(time => series.IsAllDay || !time.IsDate).Select(time => times.MomentOf(time, series.Calendar)).ToHashSet();
        if (series.ExceptRules.Count > 0)
            except.UnionWith(Named(series, times, series.ExceptRules, (from, to)).Select(named => named.Moment));

        return except;
    }

    /// <summary>The start, and what the rules name from it on. Without a rule there is only the start.</summary>
    private IEnumerable<(DateTime Local, DateTime Moment)> StartAndNamed(CalendarEvent series, Occurring times, (DateTime From, DateTime To) reach) =>
        series.Rules.Count == 0 ? [(series.Start.Local, times.Moment(series.Start.Local))] : Named(series, times, series.Rules, reach);

    private IEnumerable<(DateTime Local, DateTime Moment)> Named(
        CalendarEvent series, Occurring times, IReadOnlyList<RecurrenceRule> rules, (DateTime From, DateTime To) reach)
    {
        foreach (var rule in rules)
        {
            var walk = new RuleWalk(rule, series.Start.Local, budget) { CountsStart = rules == series.Rules };
            foreach (var local in walk.Instances(reach.From, reach.To))
            {
                if (local < reach.From)
                    continue;

                // Later clock times are later moments but for those around a gap.
                var moment = times.Moment(local);
                if (times.EndsInTime(rule, local, moment))
                    yield return (local, moment);
                else if (IsLongPast(rule, local, times))
                    break;

                if (moment > Occurring.Later(found.To, _later))
                    break;
            }
        }
    }

    private static bool IsLongPast(RecurrenceRule rule, DateTime local, Occurring times)
    {
        var earlier = Occurring.Later(local, -Margin);
        return !times.EndsInTime(rule, earlier, times.Moment(earlier));
    }

    private void AddExtra(CalendarEvent series, Occurring times, CalendarPeriod period, HashSet<DateTime> except, HashSet<DateOnly> days)
    {
        var moment = times.MomentOf(period.Start, series.Calendar);
        if (series.IsAllDay || (period.End is null && period.Length is null))
        {
            AddOne(series, times, (times.Local(moment), moment), except, days);
            return;
        }

        // A period is an occurrence with a length of its own.
        var zoned = period.Start.Floats ? series.Start : period.Start;
        var alone = series with { Start = zoned with { Local = period.Start.Local, IsDate = false }, End = period.End, Length = period.Length };
        var own = new Occurring(alone, zones);
        if (!Replaced(moment, times, except, days) && _done.Add(moment))
            Add(series, own, moment, new(moment, IsDay: false), isException: false);
    }

    private void AddOne(CalendarEvent series, Occurring times, (DateTime Local, DateTime Moment) at, HashSet<DateTime> except, HashSet<DateOnly> days)
    {
        if (Replaced(at.Moment, times, except, days) || !_done.Add(at.Moment))
            return;

        var change = _fromThenOn.FindLast(change => change.From <= at.Moment);
        if (change.Told is null)
        {
            Add(series, times, at.Moment, series.Repeats ? new(at.Moment, times.IsAllDay) : null, isException: false);
            return;
        }

        if (change.Told.IsCancelled)
            return;

        var moved = new Occurring(change.Told, zones);
        var local = Occurring.Later(at.Local, Shift(change, times));
        var moment = times.IsAllDay ? local : times.Moment(local);
        Add(change.Told, moved, moved.IsAllDay ? times.Local(moment).Date : moment, new(at.Moment, times.IsAllDay), isException: true);
    }

    private bool Replaced(DateTime moment, Occurring times, HashSet<DateTime> except, HashSet<DateOnly> days) =>
        except.Contains(moment) || _exceptions.ContainsKey(moment) || (days.Count > 0 && days.Contains(DateOnly.FromDateTime(times.Local(moment))));

    private void Add(CalendarEvent shown, Occurring times, DateTime moment, Gathering.Before? before, bool isException)
    {
        if (!times.IsAllDay)
        {
            found.Add(shown, (moment, times.End(moment)), before, isException);
            return;
        }

        var first = DateOnly.FromDateTime(moment);
        found.Add(shown, (first, DateOnly.FromDayNumber(Math.Min(first.DayNumber + times.Days, DateOnly.MaxValue.DayNumber))), before, isException);
    }
}
