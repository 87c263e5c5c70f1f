namespace SohoSolo.Core.Presence;

/// <summary>
/// The state machine of a space. It folds signals in the order of <see cref="PresenceSignal.InOrder"/>, so that a log gives the same state however it was cut into batches, and is asked for any later
/// instant without another signal.
/// </summary>
public static class SpaceOccupancy
{
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(48);

    /// <summary>A signal that is not older than <see cref="SpaceState.FoldedTo"/>; for an older one the caller folds again from an older checkpoint.</summary>
    public static SpaceState Fold(SpaceState state, PresenceSignal signal, PresenceRules rules)
    {
        var before = state.Sensors.FirstOrDefault(sensor => sensor.Id == signal.Sensor);
        var after = After(before ?? new SensorState(signal.Sensor, KindOf(signal)), signal);
        return state with
        {
            FoldedTo = signal.At,
            Sensors = [.. state.Sensors.Where(sensor => sensor.Id != signal.Sensor).Append(after).OrderBy(sensor => sensor.Id, StringComparer.Ordinal)],
            Spans = Spanned(state, after, signal.At, rules),
        };
    }

    /// <summary>What is believed at <paramref name="now"/>, not before <see cref="SpaceState.FoldedTo"/>.</summary>
    /// <param name="state">The folded signals.</param>
    /// <param name="sensors">Those that watch the space by the device table; one that was never heard makes the estimate stale.</param>
    /// <param name="now">The instant asked about.</param>
    /// <param name="rules">The site's.</param>
    public static Occupancy At(SpaceState state, IReadOnlyList<SpaceSensor> sensors, DateTimeOffset now, PresenceRules rules)
    {
        var known = state.Sensors.Where(sensor => sensors.Any(one => one.Id == sensor.Id)).ToList();
        var isStale = sensors.Any(one => known.All(sensor => sensor.Id != one.Id || sensor.HeardSince is null));
        var last = known.Max(sensor => sensor.LastNoticed);
        var isThere = known.Exists(sensor => sensor.HeardSince is not null && (sensor.IsThere == true || sensor.LastNoticed + rules.HoldOf(sensor.Kind) > now));
        if (sensors.Count == 0 || known.TrueForAll(sensor => sensor.HeardSince is null))
            return new Occupancy(OccupancyLevel.Unknown, null, isStale, [], last);

        var since = isThere ? state.Spans is [.., var going] ? going.From : null : last ?? known.Max(sensor => sensor.HeardSince);
        return new Occupancy(isThere ? OccupancyLevel.Occupied : OccupancyLevel.Vacant, since, isStale, [.. known.Select(sensor => sensor.Id)], last);
    }

    /// <summary>When the estimate will change if no signal comes; null for never.</summary>
    public static DateTimeOffset? NextChange(SpaceState state, IReadOnlyList<SpaceSensor> sensors, DateTimeOffset now, PresenceRules rules) =>
        state.Sensors.Where(sensor => sensor.IsThere != true).Select(sensor => sensor.LastNoticed + rules.HoldOf(sensor.Kind)).Where(end => end > now).Min();

    /// <summary>Whether the space is vacant beyond doubt: every sensor is heard, none notices anybody, and each one's hold is over. What releases need.</summary>
    public static bool IsVacant(SpaceState state, IReadOnlyList<SpaceSensor> sensors, DateTimeOffset now, PresenceRules rules) =>
        sensors.Count > 0 && sensors.All(one => state.Sensors.FirstOrDefault(sensor => sensor.Id == one.Id) is { HeardSince: not null } sensor
            && sensor.IsThere != true && !(sensor.LastNoticed + rules.HoldOf(sensor.Kind) > now));

    /// <summary>Since when every sensor has been heard without a break; null when one is silent or was never heard.</summary>
    public static DateTimeOffset? HeardSince(SpaceState state, IReadOnlyList<SpaceSensor> sensors)
    {
        DateTimeOffset? since = null;
        foreach (var one in sensors)
        {
            if (state.Sensors.FirstOrDefault(sensor => sensor.Id == one.Id)?.HeardSince is not { } heard)
                return null;

            since = since > heard ? since : heard;
        }

        return since;
    }

    /// <summary>When somebody was there in the last two days, with hindsight: a span that is believed over ends with the last that was noticed.</summary>
    public static IReadOnlyList<OccupiedSpan> Spans(SpaceState state, DateTimeOffset now, PresenceRules rules) => state.Spans;

    private static SensorKind KindOf(PresenceSignal signal) => signal switch
    {
        PresenceSignal.Noticed noticed => noticed.Kind,
        PresenceSignal.Health health => health.Kind,
        _ => SensorKind.Counter,
    };

    private static SensorState After(SensorState before, PresenceSignal signal)
    {
        var heard = before with { HeardSince = before.HeardSince ?? signal.At };
        return signal switch
        {
            PresenceSignal.Health { IsHeard: false } => before with { HeardSince = null },
            PresenceSignal.Noticed { IsThere: var isThere } => heard with { IsThere = isThere, LastNoticed = isThere || before.IsThere == true ? signal.At : before.LastNoticed },
            PresenceSignal.Counted { Reading: CountReading.People(var there) } => heard with { IsThere = there > 0, LastNoticed = there > 0 || before.IsThere == true ? signal.At : before.LastNoticed },
            _ => heard,
        };
    }

    private static List<OccupiedSpan> Spanned(SpaceState state, SensorState after, DateTimeOffset at, PresenceRules rules)
    {
        List<OccupiedSpan> spans = [.. state.Spans.Where(span => span.Until is null || span.Until > at - Remembered)];
        if (after.LastNoticed != at)
            return spans;

        if (spans.Count > 0 && (spans[^1].Until is null || at - spans[^1].Until < rules.HoldOf(after.Kind)))
            spans[^1] = spans[^1] with { Until = after.IsThere == true ? null : at };
        else
            spans.Add(new OccupiedSpan(at, after.IsThere == true ? null : at));

        return spans;
    }
}
