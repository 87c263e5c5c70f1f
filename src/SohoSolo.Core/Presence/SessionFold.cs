namespace SohoSolo.Core.Presence;

/// <summary>
/// From what sensors noticed to spans in which somebody was there. A single movement is somebody who passes; a second one within five minutes, or half a minute of movement, is somebody who stays.
/// A span that is over ends with the last movement, however long it was believed to go on.
/// </summary>
internal static class SessionFold
{
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(48);
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan One = TimeSpan.FromSeconds(20);

    /// <summary>A little less than two samples of a sensor that speaks each half-minute are apart.</summary>
    private static readonly TimeSpan Stays = TimeSpan.FromSeconds(27);

    /// <summary>A movement where somebody was a moment ago is five times as likely hers as a passer-by's.</summary>
    private const double SameAgain = 0.2;

    /// <summary>Somebody who stays, where somebody stayed, is ten times as likely the same.</summary>
    private const double SameStay = 0.1;

    /// <summary>Sensors that see people, not movement, are believed for this part of their release hold.</summary>
    private const double OfRelease = 1 / 3.0;

    /// <summary>A PIR saw movement, the last at <paramref name="at"/>; it has seen it since <paramref name="since"/>.</summary>
    public static SpaceState Moved(SpaceState state, DateTimeOffset at, DateTimeOffset since, bool isNew)
    {
        if (state.Session is { } session && IsHers(session, state, at))
            return state with { Session = at - since > One && since <= session.Last ? session.Watched(at, SensorKind.Pir) : session.Moved(at, SensorKind.Pir), Glimpses = [] };

        List<DateTimeOffset> glimpses = [.. state.Glimpses.Where(glimpse => at - glimpse < Window)];
        if (isNew && (glimpses.Count == 0 || at - glimpses[^1] >= One))
            glimpses.Add(at);
        if (glimpses.Count < 2 && at - since < Stays)
            return state with { Glimpses = glimpses };

        var from = glimpses.Count > 0 && glimpses[0] < since ? glimpses[0] : at - since >= Stays || glimpses.Count == 0 ? since : glimpses[0];
        var bridges = state.Session is { } before && from - before.Last <= before.Hold(SameStay);
        var begun = bridges ? state.Session!.Moved(from, SensorKind.Pir) : Session.Begin(from, SensorKind.Pir);
        return (bridges ? state : Closed(state, at)) with { Session = begun.Moved(at, SensorKind.Pir), Glimpses = [] };
    }

    /// <summary>A sensor that sees people has seen somebody up to <paramref name="until"/>, since <paramref name="since"/>.</summary>
    public static SpaceState Seen(SpaceState state, SensorKind kind, DateTimeOffset since, DateTimeOffset until, TimeSpan release)
    {
        if (state.Session is { } session && since - session.Last <= SensorFold.Longer(session.Kind == SensorKind.Pir ? session.Hold(SameStay) : release * OfRelease, release * OfRelease))
            return state with { Session = until > session.Last ? session with { Last = until, Kind = kind } : session, Glimpses = [] };

        return Closed(state, until) with { Session = Session.Begin(since, kind) with { Last = until }, Glimpses = [] };
    }

    /// <summary>When the session is believed over if nobody is noticed any more.</summary>
    public static DateTimeOffset EndsAt(Session session, PresenceRules rules) =>
        session.Last + (session.Kind == SensorKind.Pir ? session.Hold(1) : rules.HoldOf(session.Kind) * OfRelease);

    /// <summary>When a movement is forgotten that was not enough.</summary>
    public static DateTimeOffset ForgottenAt(DateTimeOffset glimpse) => glimpse + Window;

    /// <summary>When a PIR that only tells of changes, and is on, has seen movement long enough for somebody who stays.</summary>
    public static DateTimeOffset StaysAt(DateTimeOffset since) => since + SensorFold.DeviceHold + Stays;

    private static bool IsHers(Session session, SpaceState state, DateTimeOffset at)
    {
        var gap = at - session.Last;
        return gap < session.Hold(1) || (state.Glimpses.Count == 0 && gap < session.Hold(SameAgain));
    }

    private static SpaceState Closed(SpaceState state, DateTimeOffset at) => state.Session is { } over
        ? state with { Spans = [.. state.Spans.Where(span => span.Until > at - Remembered), new OccupiedSpan(over.From, over.Last)], Session = null }
        : state;
}
