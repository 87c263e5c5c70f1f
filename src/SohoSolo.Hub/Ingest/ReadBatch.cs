using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Presence;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Gateway.Wire;
using SohoSolo.Hub.Bookings;
using SohoSolo.Hub.Presence;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Ingest;

/// <summary>A batch with whose credentials it speaks of, and from that what must be locked to apply it.</summary>
internal sealed record ReadBatch(Batch Batch, Telecentre Site, IReadOnlyDictionary<string, Credential> Known, IReadOnlyDictionary<long, Stranger> Strangers, IReadOnlyList<Booking> Bookings)
{
    /// <summary>What had become of the questions about those who were turned away.</summary>
    public IReadOnlyList<WalkInRow> WalkIns { get; init; } = [];

    /// <summary>Which guest each pass is for, counted from 0, by the pass's reference.</summary>
    public IReadOnlyDictionary<string, int> Guests { get; init; } = new Dictionary<string, int>();

    /// <summary>Which space each sensor of the site watches, by its id.</summary>
    public IReadOnlyDictionary<string, SpaceId> Watched { get; init; } = new Dictionary<string, SpaceId>();

    /// <summary>No-shows that it may prove wrong.</summary>
    public IReadOnlyList<Booking> Missed { get; init; } = [];

    /// <summary>Spaces that are somebody's by lease.</summary>
    public IReadOnlyCollection<SpaceId> Leased { get; init; } = [];

    /// <summary>Somebody came, or a sensor said something.</summary>
    public bool SpeaksOfPresence => Batch.Events.Any(happened => LetIn(happened) || SensorSpace(happened) is not null);

    /// <summary>The whole local days of what it says of presence.</summary>
    public TimeRange PresenceDays => Days(Batch.Events.Where(happened => LetIn(happened) || SensorSpace(happened) is not null));

    /// <summary>Its member came that day, or a sensor of its space speaks of its time.</summary>
    public bool MayProveWrong(Booking missed) => Batch.Events.Any(happened =>
        (LetIn(happened) && MemberOf(happened) == missed.Member) || (SensorSpace(happened) == missed.Space && happened.At < missed.During.End));

    private SpaceId? SensorSpace(GatewayEvent happened) =>
        happened.Device is { } device && PresenceSignals.IsSignal(happened.Kind) && Watched.TryGetValue(device, out var space) ? space : null;

    /// <summary>The credential of an event, if the hub knows it.</summary>
    public Credential? CredentialOf(GatewayEvent happened) =>
        happened.Ref is { } reference && Known.TryGetValue(reference, out var known) ? known : Strangers.GetValueOrDefault(happened.Seq)?.Credential;

    public MemberId? MemberOf(GatewayEvent happened) => CredentialOf(happened)?.Member;

    public static bool LetIn(GatewayEvent happened) => happened.Decision == "granted" && happened.Kind is EventKinds.Tag or EventKinds.Pin or EventKinds.Qr;

    /// <summary>Let in without a booking, on the snapshot's word: the hub could not be asked.</summary>
    public bool IsHonoured(GatewayEvent happened) => LetIn(happened) && happened is { Reason: "walk-in", Booking: null } && MemberOf(happened) is not null;

    /// <summary>The question about it was not answered in time, whatever the answer was.</summary>
    public static bool IsTurnedAway(GatewayEvent happened) => happened is { Decision: "denied", Ask: not null };

    /// <summary>A badge that the gateway knew, presented just now.</summary>
    public static bool IsKnownBadge(GatewayEvent happened) => happened is { Kind: EventKinds.Tag, Ref: not null, Device: not null };

    /// <summary>False when a question was answered since this was read: its booking must be read and locked, too.</summary>
    public bool StillKnows(Facts facts) => facts.WalkIns.All(row => row.Site != Site.Id || WalkIns.Any(known => known.Ask == row.Ask))
        && facts.StandingBookings.Concat(facts.Bookings).Where(booking => booking.Status == BookingStatus.NoShow && booking.Site == Site.Id && MayProveWrong(booking))
            .All(booking => !SpeaksOfPresence || !booking.During.Overlaps(PresenceDays) || Missed.Any(known => known.Id == booking.Id && known.Space == booking.Space));

    public SiteEvent ToSiteEvent(GatewayEvent happened) => EventRows.Of(happened, this);

    public Scope Scope(DateTimeOffset now)
    {
        var honoured = Batch.Events.Where(IsHonoured).ToList();
        var asks = Batch.Events.Where(IsTurnedAway).Select(happened => happened.Ask!).Distinct().ToList();
        var people = Batch.Events.Where(happened => LetIn(happened) || IsTurnedAway(happened)).ToList();
        var members = people.Select(MemberOf).OfType<MemberId>()
            .Concat(Bookings.Concat(Missed).Select(booking => booking.Member)).Distinct().ToList();
        var scope = new Scope
        {
            Presence = Batch.Site,
            Gateway = Batch.Gateway,
            Sites = [Site.Id],
            Members = members,
            Bookings = [.. Bookings.Concat(Missed).Select(booking => booking.Id).Distinct()],
            Stays = people.Count > 0 ? Days(people) : null,
            WalkIns = asks,
            OpenAlarms = true,
            Devices = true,
            Doors = true,
            PendingEnrolments = Batch.Events.Any(IsKnownBadge),
            Occupancies = Earliest(now),
        };
        if (SpeaksOfPresence)
            scope = WithPresence(scope, now);

        return honoured.Count == 0 && asks.Count == 0 ? scope : WithDesks(scope, honoured, now);
    }

    /// <summary>What the account of the site's days is concluded from; and what may be in the way of a no-show that was wrong.</summary>
    private Scope WithPresence(Scope scope, DateTimeOffset now) => SiteDays.Under(scope, Site, scope.Gateway, now) with
    {
        Spaces = [.. Missed.Select(missed => missed.Space).Distinct()],
        Window = Missed.Count == 0 ? null : Missed.Select(missed => missed.During).Aggregate(DecisionScope.Around),
    };

    private Scope WithDesks(Scope scope, List<GatewayEvent> honoured, DateTimeOffset now)
    {
        var window = honoured.Count == 0 ? scope.Window : scope.Window is null ? Days(honoured) : DecisionScope.Around(scope.Window, Days(honoured));
        return scope with
        {
            Spaces = [.. Site.Spaces.Where(space => space.Kind == SpaceKind.Desk).Select(space => space.Id).Union(scope.Spaces)],
            Window = window,
            Months = window is null ? [] : DecisionScope.Months(Site.Calendar, window),
            CountUpcomingAfter = Site.Rules.MostUpcoming is null ? null : now,
        };
    }

    /// <summary>When the first signal of each space happened that is not too old to count.</summary>
    private Dictionary<SpaceId, DateTimeOffset> Earliest(DateTimeOffset now) => Batch.Events
        .Where(happened => happened.Device is { } device && PresenceSignals.IsSignal(happened.Kind) && Watched.ContainsKey(device))
        .Select(happened => (Space: Watched[happened.Device!], At: PresenceSignals.When(happened.At, happened.ReceivedAt)))
        .Where(signal => signal.At >= now - SpaceLog.Kept)
        .GroupBy(signal => signal.Space)
        .ToDictionary(space => space.Key, space => space.Min(signal => signal.At));

    /// <summary>The whole local days of some events.</summary>
    private TimeRange Days(IEnumerable<GatewayEvent> events)
    {
        var instants = events.Select(happened => happened.At).ToList();
        return new TimeRange(Site.Calendar.WholeDay(Site.Calendar.DayOf(instants.Min())).Start, Site.Calendar.WholeDay(Site.Calendar.DayOf(instants.Max())).End);
    }
}
