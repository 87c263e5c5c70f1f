namespace SohoSolo.Core.Calendars;

/// <summary>
/// All that a file tells under one UID, put together: the latest version of the event or series, its EXDATEs, and the exceptions that take the place of
/// its occurrences. An exception stands on its own: it counts where its series is missing, and where no occurrence has its RECURRENCE-ID; but not where
/// the series is of a later version that has left its day out, by EXDATE or by another rule.
/// </summary>
internal sealed class SeriesOccurring(IReadOnlyList<CalendarEvent> told, ZoneBook zones, WorkBudget budget, Gathering found)
{
    /// <summary>Between a clock and UTC there is less than a day; with a day more no edge matters.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromDays(2);

    /// <summary>What it costs to look for one day in a series.</summary>
    private const int StepsOfALook = 10;

    private readonly CalendarEvent? _series = Latest(told.Where(version => !version.IsException));
    private readonly Dictionary<DateTime, CalendarEvent> _exceptions = [];
    private readonly List<Change> _fromThenOn = [];
    private readonly HashSet<DateTime> _done = [];
    private TimeSpan _later = Margin;

    public static void GatherOnce(CalendarEvent told, ZoneBook zones, Gathering found)
    {
        var once = new Occurring(told, zones);
        Add(found, told, once, once.Moment(once.LocalStart), before: null, isException: false);
    }

    public void Gather()
    {
        var times = _series is null ? null : new Occurring(_series, zones);
        SortExceptions(times);
        var left = _series is not null && times is not null ? new LeftOut(_series, times) : null;
        foreach (var (moment, exception) in _exceptions)
        {
            if (left is null || Stands(exception, moment, left))
                AddException(moment, exception);
        }

        if (left is { Series.IsCancelled: false })
            GatherSeries(left);
    }

    private bool Stands(CalendarEvent exception, DateTime moment, LeftOut left)
    {
        var (series, times) = (left.Series, left.Times);
        if (series.IsCancelled || exception.Sequence > series.Sequence)
            return true;

        if (left.Has(moment))
            return false;

        // An older exception of a day that the series has no more was made for what the series has been.
        return exception.Sequence == series.Sequence || IsNamed(moment, series, times);
    }

    /// <summary>Whether the exception is of one of the series' days.</summary>
    public bool Has(CalendarEvent exception)
    {
        if (_series is null || !budget.Spend(StepsOfALook))
            return false;

        var times = new Occurring(_series, zones);
        return IsNamed(times.MomentOf(exception.RecurrenceId!, exception.Calendar), _series, times);
    }

    private bool IsNamed(DateTime moment, CalendarEvent series, Occurring times)
    {
        var around = (Occurring.Later(times.Local(moment), -Margin), Occurring.Later(times.Local(moment), Margin));
        return series.Extra.Any(period => times.MomentOf(period.Start, series.Calendar) == moment)
            || StartAndNamed(series, times, around, isCut: false).Any(named => named.Moment == moment);
    }

    /// <summary>Which version counts: by SEQUENCE, then by when it was written, then by its place in the file.</summary>
    private static CalendarEvent? Latest(IEnumerable<CalendarEvent> versions)
    {
        CalendarEvent? latest = null;
        foreach (var version in versions)
        {
            if (latest is null || Namesakes.Compare(version, latest) >= 0)
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
            if (exception.AndFuture && times is not null)
                _fromThenOn.Add(ChangeOf(exception, versions.Key, times));
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

    private void GatherSeries(LeftOut left)
    {
        var (series, times) = (left.Series, left.Times);
        var reach = Reach(series, times);
        if (series.ExceptRules.Count > 0)
            left.Moments.UnionWith(Named(series, times, series.ExceptRules, reach, isCut: true).Select(named => named.Moment));

        foreach (var period in series.Extra)
            AddExtra(left, period);

        foreach (var (local, moment) in StartAndNamed(series, times, reach, isCut: true))
            AddOne(left, (local, moment));
    }

    /// <summary>From when to when, on the series' clock, occurrences may begin that reach into what is wanted, also once they were moved along.</summary>
    private (DateTime From, DateTime To) Reach(CalendarEvent series, Occurring times)
    {
        var longest = _fromThenOn.Select(change => change.Times.Longest + change.Shift.Duration()).Append(times.Longest).Max() + Margin;
        _later = _fromThenOn.Select(change => change.Shift.Duration()).Append(TimeSpan.Zero).Max() + Margin;
        var start = series.Start.Local;
        var from = Occurring.Later(found.From, -longest);
        return (from < start ? start : from, Occurring.Later(found.To, _later));
    }

    private Change ChangeOf(CalendarEvent exception, DateTime from, Occurring times)
    {
        var moved = new Occurring(exception, zones);
        var to = moved.IsAllDay == times.IsAllDay ? times.Local(moved.Moment(moved.LocalStart)) : moved.LocalStart;
        return new Change(from, exception, moved, to - times.Local(from));
    }

    /// <summary>The start, and what the rules name from it on. Without a rule there is only the start.</summary>
    private IEnumerable<(DateTime Local, DateTime Moment)> StartAndNamed(CalendarEvent series, Occurring times, (DateTime From, DateTime To) reach, bool isCut) =>
        series.Rules.Count == 0 ? [(series.Start.Local, times.Moment(series.Start.Local))] : Named(series, times, series.Rules, reach, isCut);

    private IEnumerable<(DateTime Local, DateTime Moment)> Named(
        CalendarEvent series, Occurring times, IReadOnlyList<RecurrenceRule> rules, (DateTime From, DateTime To) reach, bool isCut)
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

                if (isCut && moment > Occurring.Later(found.To, _later))
                    break;
            }
        }
    }

    private static bool IsLongPast(RecurrenceRule rule, DateTime local, Occurring times)
    {
        var earlier = Occurring.Later(local, -Margin);
        return !times.EndsInTime(rule, earlier, times.Moment(earlier));
    }

    private void AddExtra(LeftOut left, CalendarPeriod period)
    {
        var (series, times) = (left.Series, left.Times);
        var moment = times.MomentOf(period.Start, series.Calendar);
        if (series.IsAllDay || (period.End is null && period.Length is null))
        {
            AddOne(left, (times.Local(moment), moment));
            return;
        }

        // A period is an occurrence with a length of its own.
        var zoned = period.Start.Floats ? series.Start : period.Start;
        var alone = series with { Start = zoned with { Local = period.Start.Local, IsDate = false }, End = period.End, Length = period.Length };
        if (IsFree(left, moment) && _done.Add(moment))
            Add(series, new Occurring(alone, zones), moment, new(moment, IsDay: false), isException: false);
    }

    private void AddOne(LeftOut left, (DateTime Local, DateTime Moment) at)
    {
        var (series, times) = (left.Series, left.Times);
        if (!IsFree(left, at.Moment) || !_done.Add(at.Moment))
            return;

        if (ChangeAt(at.Moment) is not { } change)
        {
            Add(series, times, at.Moment, series.Repeats ? new(at.Moment, times.IsAllDay) : null, isException: false);
            return;
        }

        if (change.Told.IsCancelled)
            return;

        var local = Occurring.Later(at.Local, change.Shift);
        var moment = times.IsAllDay ? local : times.Moment(local);
        Add(change.Told, change.Times, change.Times.IsAllDay ? times.Local(moment).Date : moment, new(at.Moment, times.IsAllDay), isException: true);
    }

    /// <summary>The last change "from this one on" that an occurrence comes under.</summary>
    private Change? ChangeAt(DateTime moment)
    {
        var (from, to) = (0, _fromThenOn.Count);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (_fromThenOn[middle].From <= moment)
                from = middle + 1;
            else
                to = middle;
        }

        return from == 0 ? null : _fromThenOn[from - 1];
    }

    private bool IsFree(LeftOut left, DateTime moment) => !_exceptions.ContainsKey(moment) && !left.Has(moment);

    private void Add(CalendarEvent shown, Occurring times, DateTime moment, Gathering.Before? before, bool isException) => Add(found, shown, times, moment, before, isException);

    private static void Add(Gathering found, CalendarEvent shown, Occurring times, DateTime moment, Gathering.Before? before, bool isException)
    {
        if (!times.IsAllDay)
        {
            found.Add(shown, (moment, times.End(moment)), before, isException);
            return;
        }

        var first = DateOnly.FromDateTime(moment);
        found.Add(shown, (first, DateOnly.FromDayNumber(Math.Min(first.DayNumber + times.Days, DateOnly.MaxValue.DayNumber))), before, isException);
    }

    /// <summary>What RANGE=THISANDFUTURE tells of an occurrence and of all after it, and how far it moves them on the series' clock.</summary>
    private sealed record Change(DateTime From, CalendarEvent Told, Occurring Times, TimeSpan Shift);
}
