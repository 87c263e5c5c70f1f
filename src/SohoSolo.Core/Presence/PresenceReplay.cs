namespace SohoSolo.Core.Presence;

/// <summary>What sensors of one room said at one moment; null where one said nothing.</summary>
public sealed record ReplayRow(DateTimeOffset At, IReadOnlyList<int?> Values);

/// <summary>What was believed at that moment, and what is believed of it now that the whole log is known.</summary>
public readonly record struct Replayed(bool Live, bool Final);

/// <summary>A log of sensors lived through again, with the machine that serves the sites.</summary>
public static class PresenceReplay
{
    /// <summary>Rows in the order of time; the answer has as many.</summary>
    public static IReadOnlyList<Replayed> Of(IReadOnlyList<ReplayRow> rows, SensorKind kind, PresenceRules rules)
    {
        var columns = rows.Count == 0 ? 0 : rows.Max(row => row.Values.Count);
        SpaceSensor[] sensors = [.. Enumerable.Range(1, columns).Select(number => new SpaceSensor($"{number:D3}", kind))];
        var (state, live, spans) = (SpaceState.Empty, new bool[rows.Count], new List<OccupiedSpan>());
        for (var number = 0; number < rows.Count; number++)
        {
            foreach (var signal in Signals(rows[number], number, sensors))
            {
                var after = SpaceOccupancy.Fold(state, signal, rules);
                if (!ReferenceEquals(after.Spans, state.Spans) && after.Spans.Count > 0)
                    spans.Add(after.Spans[^1]);

                state = after;
            }

            live[number] = SpaceOccupancy.At(state, sensors, rows[number].At, rules).Level == OccupancyLevel.Occupied;
        }

        if (state.Session is { } going)
            spans.Add(new OccupiedSpan(going.From, going.Last));

        return WithHindsight(rows, live, spans);
    }

    private static IEnumerable<PresenceSignal> Signals(ReplayRow row, int number, SpaceSensor[] sensors)
    {
        for (var column = 0; column < row.Values.Count; column++)
        {
            if (row.Values[column] is not { } value)
                continue;

            yield return sensors[column].Kind == SensorKind.Counter
                ? new PresenceSignal.Counted(row.At, sensors[column].Id, number, new CountReading.People(value))
                : new PresenceSignal.Noticed(row.At, sensors[column].Id, number, sensors[column].Kind, value > 0);
        }
    }

    // A stay ends with the last that was noticed; a row of that very moment which notices nobody comes after it.
    private static Replayed[] WithHindsight(IReadOnlyList<ReplayRow> rows, bool[] live, List<OccupiedSpan> spans)
    {
        var (all, next) = (new Replayed[rows.Count], 0);
        for (var number = 0; number < rows.Count; number++)
        {
            var at = rows[number].At;
            while (next < spans.Count && spans[next].Until < at)
                next++;

            all[number] = new Replayed(live[number], next < spans.Count && spans[next].From <= at && (at < spans[next].Until || rows[number].Values.Any(value => value > 0)));
        }

        return all;
    }
}
