using NodaTime;
using NodaTime.TimeZones;

namespace SohoSolo.Core.Calendars;

/// <summary>A zone as a VTIMEZONE tells it. Its changes are worked out as far as somebody asks, for most of them go on without end.</summary>
internal sealed class WrittenZone : DateTimeZone
{
    private const int MostChanges = 200_000;

    private readonly List<(Instant At, Offset To)> _changes = [];
    private readonly PriorityQueue<IEnumerator<(DateTime Onset, Observance Part)>, (long At, int Place)> _coming = new();
    private readonly Offset _before;

    public WrittenZone(ZoneText text, WorkBudget budget)
        : base(text.Id, isFixed: false, Offset.FromHours(-18), Offset.FromHours(18))
    {
        var first = text.Observances.MinBy(part => UtcTicks(part.Start, part))!;
        _before = ToOffset(first.From);

        // Parts without a rule are many in some files and few onsets each; one list of them all does.
        Await(Single(text.Observances).GetEnumerator(), 0);
        var place = 1;
        foreach (var part in text.Observances.Where(part => part.Rule is not null))
            Await(Onsets(part, budget).GetEnumerator(), place++);
    }

    public override ZoneInterval GetZoneInterval(Instant instant)
    {
        while (_coming.Count > 0 && (_changes.Count == 0 || _changes[^1].At <= instant))
            TakeNext();

        var next = FirstAfter(instant);
        var offset = next == 0 ? _before : _changes[next - 1].To;
        return new ZoneInterval(Id, next == 0 ? null : _changes[next - 1].At, next == _changes.Count ? null : _changes[next].At, offset, Offset.Zero);
    }

    private void Await(IEnumerator<(DateTime Onset, Observance Part)> onsets, int place)
    {
        if (onsets.MoveNext())
            _coming.Enqueue(onsets, (UtcTicks(onsets.Current.Onset, onsets.Current.Part), place));
    }

    /// <summary>Of parts that begin at the same moment the last in the file counts.</summary>
    private void TakeNext()
    {
        if (!_coming.TryDequeue(out var onsets, out var soonest))
            return;

        var to = ToOffset(onsets.Current.Part.To);
        var at = Instant.FromUnixTimeTicks(soonest.At - DateTime.UnixEpoch.Ticks);
        if (_changes.Count > 0 && _changes[^1].At >= at)
            _changes[^1] = (_changes[^1].At, to);
        else
            _changes.Add((at, to));

        if (_changes.Count < MostChanges)
            Await(onsets, soonest.Place);
        else
            _coming.Clear();
    }

    private int FirstAfter(Instant instant)
    {
        var (from, to) = (0, _changes.Count);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (_changes[middle].At <= instant)
                from = middle + 1;
            else
                to = middle;
        }

        return from;
    }

    private static IEnumerable<(DateTime Onset, Observance Part)> Single(IEnumerable<Observance> parts) =>
        from part in parts
        from onset in part.Rule is null ? part.Dates.Append(part.Start) : part.Dates
        orderby UtcTicks(onset, part)
        select (onset, part);

    private static IEnumerable<(DateTime Onset, Observance Part)> Onsets(Observance part, WorkBudget budget) =>
        new RuleWalk(part.Rule!, part.Start, budget).Instances(part.Start, DateTime.MaxValue)
            .TakeWhile(onset => part.Rule!.Until switch
            {
                RuleEnd.OnDay(var day) => DateOnly.FromDateTime(onset) <= day,
                RuleEnd.AtLocal(var last) => onset <= last,
                RuleEnd.AtUtc(var last) => UtcTicks(onset, part) <= last.UtcTicks,
                _ => true,
            })
            .Select(onset => (onset, part));

    /// <summary>An onset is written on the clock that it ends.</summary>
    private static long UtcTicks(DateTime onset, Observance part) => LocalClock.Within(onset.Ticks - part.From.Ticks).Ticks;

    private static Offset ToOffset(TimeSpan offset) => Offset.FromTimeSpan(offset);
}
