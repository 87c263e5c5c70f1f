namespace SohoSolo.Core.Presence;

/// <summary>
/// The state machine of a space. It folds signals in the order of <see cref="PresenceSignal.InOrder"/>, so that a log gives the same state however it was cut into batches, and is asked for any later
/// instant without another signal.
/// </summary>
public static class SpaceOccupancy
{
    /// <summary>A signal that is not older than <see cref="SpaceState.FoldedTo"/>; for an older one the caller folds again from an older checkpoint.</summary>
    public static SpaceState Fold(SpaceState state, PresenceSignal signal, PresenceRules rules)
    {
        var settled = Settled(state, signal.At, rules);
        var at = IndexOf(settled.Sensors, signal.Sensor);
        var before = at < 0 ? new SensorState(signal.Sensor, KindOf(signal)) : settled.Sensors[at];
        var after = SensorFold.After(before, signal);
        var folded = settled with { FoldedTo = signal.At, Sensors = With(settled.Sensors, at, after) };
        return signal is PresenceSignal.Health ? folded : Noticed(folded, before, after, signal.At, rules);
    }

    /// <summary>What is believed at <paramref name="now"/>, not before <see cref="SpaceState.FoldedTo"/>.</summary>
    /// <param name="state">The folded signals.</param>
    /// <param name="sensors">Those that watch the space by the device table; one that was never heard makes the estimate stale.</param>
    /// <param name="now">The instant asked about.</param>
    /// <param name="rules">The site's.</param>
    public static Occupancy At(SpaceState state, IReadOnlyList<SpaceSensor> sensors, DateTimeOffset now, PresenceRules rules)
    {
        var settled = Settled(state, now, rules);
        var known = settled.Sensors.Where(sensor => sensors.Any(one => one.Id == sensor.Id)).ToList();
        var isStale = sensors.Any(one => known.All(sensor => sensor.Id != one.Id || sensor.HeardSince is null)) || known.Exists(sensor => SensorFold.IsStuck(sensor, now));
        var last = known.Max(sensor => sensor.LastNoticed);
        if (known.TrueForAll(sensor => sensor.HeardSince is null || SensorFold.IsStuck(sensor, now)))
            return new Occupancy(OccupancyLevel.Unknown, null, isStale, [], last);

        var (level, since) = LevelAt(settled, now, rules);
        return new Occupancy(level, since ?? known.Max(sensor => sensor.HeardSince), isStale, [.. known.Where(sensor => sensor.HeardSince is not null).Select(sensor => sensor.Id)], last);
    }

    /// <summary>When the level, or whether it is stale, will change if no signal comes; null for never. At that instant it has changed.</summary>
    public static DateTimeOffset? NextChange(SpaceState state, IReadOnlyList<SpaceSensor> sensors, DateTimeOffset now, PresenceRules rules)
    {
        var believed = At(state, sensors, now, rules);
        for (var look = NextLook(state, now, rules); look is { } at; look = NextLook(state, at, rules))
        {
            var then = At(state, sensors, at, rules);
            if (then.Level != believed.Level || then.IsStale != believed.IsStale)
                return at;
        }

        return null;
    }

    /// <summary>Whether the space is vacant beyond doubt: every sensor is heard, none notices anybody, and each one's hold is over. What releases need.</summary>
    public static bool IsVacant(SpaceState state, IReadOnlyList<SpaceSensor> sensors, DateTimeOffset now, PresenceRules rules)
    {
        var settled = Settled(state, now, rules);
        return sensors.Count > 0 && sensors.All(one => settled.Sensors.FirstOrDefault(sensor => sensor.Id == one.Id) is { HeardSince: not null } sensor
            && sensor.IsThere != true && !(sensor.LastNoticed + rules.HoldOf(sensor.Kind) > now));
    }

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
    public static IReadOnlyList<OccupiedSpan> Spans(SpaceState state, DateTimeOffset now, PresenceRules rules)
    {
        var settled = Settled(state, now, rules);
        return settled.Session is { } session
            ? [.. settled.Spans, new OccupiedSpan(session.From, LevelAt(settled, now, rules).Level == OccupancyLevel.Occupied ? null : session.Last)]
            : settled.Spans;
    }

    private static (OccupancyLevel Level, DateTimeOffset? Since) LevelAt(SpaceState settled, DateTimeOffset now, PresenceRules rules)
    {
        if (settled.Session is { } session && (now < SessionFold.EndsAt(session, rules) || IsHeld(settled, session, now)))
            return (OccupancyLevel.Occupied, session.From);
        if (settled.Glimpses.Count > 0 && now < SessionFold.ForgottenAt(settled.Glimpses[^1]))
            return (OccupancyLevel.Maybe, settled.Glimpses[0]);
        if (settled.Sensors.FirstOrDefault(sensor => SensorFold.IsOn(sensor, now)) is { } on)
            return (OccupancyLevel.Maybe, on.Since);

        return (OccupancyLevel.Vacant, settled.Session?.Last);
    }

    // Instants at which something ends. While a sensor that is on holds the session there is no end of it.
    private static DateTimeOffset? NextLook(SpaceState state, DateTimeOffset now, PresenceRules rules)
    {
        var settled = Settled(state, now, rules);
        var ends = settled.Sensors.Where(sensor => SensorFold.IsOn(sensor, now)).SelectMany(sensor => new[] { SensorFold.OnUntil(sensor), Stays(sensor), ForgottenAt(settled, sensor) })
            .Append(settled.Session is { } session && !IsHeld(settled, session, now) ? SessionFold.EndsAt(session, rules) : null)
            .Append(settled.Glimpses.Count > 0 ? SessionFold.ForgottenAt(settled.Glimpses[^1]) : null);
        return ends.Where(end => end > now).Min();
    }

    // A sensor that is on and has been for as long as the session's last movement says that it goes on.
    private static bool IsHeld(SpaceState settled, Session session, DateTimeOffset now) =>
        settled.Sensors.Any(sensor => SensorFold.IsOn(sensor, now) && sensor.Since <= session.Last);

    /// <summary>What time alone has brought about: sensors that are on have gone on noticing, counters have been forgotten.</summary>
    private static SpaceState Settled(SpaceState state, DateTimeOffset at, PresenceRules rules)
    {
        for (var number = 0; number < state.Sensors.Count; number++)
        {
            var sensor = state.Sensors[number];
            if (sensor.IsThere != true)
                continue;

            if (ForgottenAt(state, sensor) is { } forgotten && forgotten <= at)
                state = state with { Sensors = With(state.Sensors, number, sensor with { Count = sensor.Count! with { There = 0, ChangedAt = forgotten }, IsThere = false, Since = null }) };
            else if (SensorFold.IsOn(sensor, at))
                state = GoesOn(state, sensor, at, rules);
        }

        return state;
    }

    private static DateTimeOffset? ForgottenAt(SpaceState state, SensorState sensor)
    {
        if (sensor.SaysItself || sensor.Count is not { } count)
            return null;

        DateTimeOffset? quietSince = null;
        foreach (var other in state.Sensors)
        {
            if (other.Kind == SensorKind.Counter || other.HeardSince is null)
                continue;
            if (other.IsThere == true)
                return count.ForgottenAt(null);

            var quiet = other.LastNoticed ?? count.ChangedAt;
            quietSince = quietSince > quiet ? quietSince : quiet;
        }

        return count.ForgottenAt(quietSince);
    }

    private static SpaceState GoesOn(SpaceState state, SensorState sensor, DateTimeOffset at, PresenceRules rules)
    {
        var upTo = SensorFold.NoticedUpTo(sensor, at);
        if (upTo <= sensor.LastNoticed)
            return state;

        return sensor.Kind == SensorKind.Pir
            ? SessionFold.Moved(state, upTo, sensor.Since!.Value, isNew: false)
            : SessionFold.Seen(state, sensor.Kind, sensor.Since!.Value, upTo, rules.HoldOf(sensor.Kind));
    }

    private static SpaceState Noticed(SpaceState state, SensorState before, SensorState after, DateTimeOffset at, PresenceRules rules)
    {
        if (after.IsThere != true)
            return state;
        if (after.Kind != SensorKind.Pir)
            return SessionFold.Seen(state, after.Kind, after.Since!.Value, at, rules.HoldOf(after.Kind));

        return SessionFold.Moved(state, at, after.Since!.Value, isNew: before.IsThere != true);
    }

    private static DateTimeOffset? Stays(SensorState sensor) => sensor is { Kind: SensorKind.Pir, Since: { } since } ? SessionFold.StaysAt(since) : null;

    private static SensorKind KindOf(PresenceSignal signal) => signal switch
    {
        PresenceSignal.Noticed noticed => noticed.Kind,
        PresenceSignal.Health health => health.Kind,
        _ => SensorKind.Counter,
    };

    private static int IndexOf(IReadOnlyList<SensorState> sensors, string id)
    {
        for (var number = 0; number < sensors.Count; number++)
        {
            if (sensors[number].Id == id)
                return number;
        }

        return -1;
    }

    private static SensorState[] With(IReadOnlyList<SensorState> sensors, int at, SensorState after)
    {
        if (at < 0)
            return [.. sensors.Append(after).OrderBy(sensor => sensor.Id, StringComparer.Ordinal)];

        var with = new SensorState[sensors.Count];
        for (var number = 0; number < with.Length; number++)
            with[number] = number == at ? after : sensors[number];

        return with;
    }
}
