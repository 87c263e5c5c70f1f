using FsCheck;
using FsCheck.Fluent;
using SohoSolo.Core.Access;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Core.Tests.Time;
using static SohoSolo.Core.Tests.Some;

namespace SohoSolo.Core.Tests.Access.Model;

/// <summary>What is presented at the door: something of a member's, of nobody's, or a guest's pass.</summary>
internal enum Thing
{
    AnnesBadge,
    AnnesPin,
    AnnesLostBadge,

    /// <summary>Revoked once, when it was Paul's; Anne's now.</summary>
    FoundBadge,
    PaulsBadge,
    KeepersBadge,
    SuspendedBadge,
    StrangersBadge,
    GuestPass,
}

internal sealed record Stay(MemberId Member, TimeRange During, bool IsCancelled);

internal sealed record Leased(MemberId Member, DateOnly First, DateOnly Last, IReadOnlyList<DateOnly> Lent);

/// <summary>A site's week made up by chance, somebody at its door, and what her gateway knows just then.</summary>
internal sealed record Scenario
{
    public required DateTimeOffset Built { get; init; }

    public required DateTimeOffset Now { get; init; }

    public required bool NeverCloses { get; init; }

    public required IReadOnlyList<Stay> Stays { get; init; }

    public required IReadOnlyList<TimeRange> Closures { get; init; }

    public required IReadOnlyList<Leased> Leases { get; init; }

    public required bool WalkIns { get; init; }

    public required bool AnneIsCovered { get; init; }

    public required bool AnneHasPin { get; init; }

    public required Thing Presented { get; init; }

    public required bool WithPin { get; init; }

    public required bool PinLocked { get; init; }

    public required bool IsExpired { get; init; }

    public required ClockQuality Clock { get; init; }

    public required IReadOnlyList<DoorDemand> Demands { get; init; }

    public required bool HasSchedule { get; init; }

    public required PassClaims Pass { get; init; }

    public required bool PassIsRevoked { get; init; }

    public required bool PassIsUsed { get; init; }

    public AccessRequest Request => new("main", Presented switch { Thing.AnnesPin => CredentialKind.Pin, Thing.GuestPass => CredentialKind.Pass, _ => CredentialKind.MifareUid }, WithPin);

    public AccessSources Sources => new()
    {
        Site = Site with
        {
            Calendar = NeverCloses ? AlwaysOpen : Weekdays,
            Access = new AccessRules { WalkIns = WalkIns },
            Closures = [.. Closures.Select((during, number) => new Closure($"c{number}", Nogaro, null, during, "works"))],
        },
        Credentials =
        [
            new("r-anne", "AnnesBadge", CredentialKind.MifareUid, Anne, false),
            new("r-lost", "AnnesLostBadge", CredentialKind.MifareUid, Anne, true),
            new("r-pin", "AnnesPin", CredentialKind.Pin, Anne, !AnneHasPin),
            new("r-found", "FoundBadge", CredentialKind.MifareUid, Anne, false),
            new("r-pauls-old", "FoundBadge", CredentialKind.MifareUid, Paul, true),
            new("r-paul", "PaulsBadge", CredentialKind.MifareUid, Paul, false),
            new("r-keeper", "KeepersBadge", CredentialKind.MifareUid, Keeper, false),
            new("r-zoe", "SuspendedBadge", CredentialKind.MifareUid, new MemberId("zoe"), true),
        ],
        AlwaysAllowed = new HashSet<MemberId> { Keeper },
        Covered = AnneIsCovered ? new HashSet<MemberId> { Anne } : [],
        Bookings = [.. Stays.Where(stay => !stay.IsCancelled).Select(stay => new BookedTime(stay.Member, stay.During))],
        Leases = [.. Leases.Select((lease, number) => new SpaceLease(new($"l{number}"), Office.Id, lease.Member, lease.First, lease.Last, lease.Lent.ToHashSet()))],
        RevokedPasses = PassIsRevoked ? [Pass.Nonce] : [],
        Doors = [new Door { Site = Nogaro, Id = "main", Name = "Main", Schedule = HasSchedule ? OpeningHours.Every(Enum.GetValues<DayOfWeek>(), new(9, 0), new(12, 0), openOnPublicHolidays: true) : null }],
    };

    /// <summary>What a gateway does with a snapshot: nothing but looking up.</summary>
    public AccessDecision DecideBy(AccessContent content)
    {
        var hash = Presented.ToString();
        var entries = content.Entries.Where(entry => entry.Hash == hash).ToList();
        Standing standing = Presented == Thing.GuestPass ? new Standing.Pass(Pass, content.Revoked.Contains($"pass:{Pass.Nonce}"), PassIsUsed)
            : content.Revoked.Contains(hash) ? new Standing.Revoked()
            : entries.Count > 0 ? new Standing.Known(entries)
            : new Standing.Unknown();
        var schedule = Clock == ClockQuality.Unset ? [] : content.Doors[0].Schedule;
        var facts = new AccessFacts
        {
            Site = Nogaro,
            Credential = standing,
            Mode = DoorModes.Effective(Demands, schedule, Now).Mode,
            PinLocked = PinLocked,
            Open = content.Open,
            Clock = Clock,
            IsExpired = IsExpired,
        };
        return AccessPolicy.Decide(Request, facts, Now);
    }

    private static MemberId Keeper => new("keeper");
}

/// <summary>Scenarios made up by chance: around both changes of the clocks, and often within a breath of an edge.</summary>
internal static class Scenarios
{
    private static readonly Gen<bool> Seldom = Gen.Choose(0, 7).Select(n => n == 0);
    private static readonly Gen<bool> Often = Gen.Choose(0, 2).Select(n => n > 0);
    private static readonly Gen<bool> Either = Gen.Elements(true, false);

    private static readonly Gen<DateOnly> FirstDay = Gen.Elements(new DateOnly(2026, 3, 25), new DateOnly(2026, 10, 21), new DateOnly(2026, 11, 23));

    public static readonly Arbitrary<Scenario> All = Arb.From(
        from first in FirstDay
        from builtHour in Gen.Choose(0, 23)
        let built = Midnight(first).AddHours(builtHour)
        from stays in Some(Stay(first), 4)
        from closures in Some(Span(first, 4 * 30), 1)
        from leases in Some(Lease(first), 1)
        from now in Instant(built, stays, closures)
        from neverCloses in Seldom
        from site in Three(Either, Either, Often)
        from presented in Gen.Frequency((4, Gen.Constant(Thing.AnnesBadge)), (1, Gen.Constant(Thing.GuestPass)), (5, Gen.Elements(Enum.GetValues<Thing>())))
        from at in Three(Either, Seldom, Seldom)
        from clock in Gen.Frequency((4, Gen.Constant(ClockQuality.Synced)), (2, Gen.Constant(ClockQuality.Holdover)), (1, Gen.Constant(ClockQuality.Unset)))
        from demands in Some(Demand(now), 1)
        from hasSchedule in Seldom
        from pass in Pass(now)
        from passIs in Three(Seldom, Either, Either)
        select new Scenario
        {
            Built = built,
            Now = now,
            NeverCloses = neverCloses,
            Stays = stays,
            Closures = closures,
            Leases = leases,
            WalkIns = site.Item1,
            AnneIsCovered = site.Item2,
            AnneHasPin = site.Item3,
            Presented = presented,
            WithPin = at.Item1 && site.Item3,
            PinLocked = at.Item2,
            IsExpired = at.Item3,
            Clock = clock,
            Demands = demands,
            HasSchedule = hasSchedule,
            Pass = pass,
            PassIsRevoked = passIs.Item1,
            PassIsUsed = passIs.Item2,
        });

    /// <summary>Two of one site and time: what was so before a change, and after it.</summary>
    public static readonly Arbitrary<(Scenario Before, Scenario After)> Changes = Arb.From(
        from before in All.Generator
        from other in All.Generator
        from keeps in Three(Either, Either, Either)
        select (before, before with
        {
            Stays = keeps.Item1 ? before.Stays : other.Stays,
            Closures = keeps.Item2 ? before.Closures : other.Closures,
            Leases = keeps.Item3 ? before.Leases : other.Leases,
            WalkIns = other.WalkIns,
            AnneHasPin = other.AnneHasPin,
            HasSchedule = other.HasSchedule,
        }));

    private static Gen<(bool, bool, bool)> Three(Gen<bool> one, Gen<bool> two, Gen<bool> three) => from a in one from b in two from c in three select (a, b, c);

    private static Gen<IReadOnlyList<T>> Some<T>(Gen<T> element, int most) =>
        Gen.Choose(0, most).SelectMany(count => Gen.ListOf(element, count)).Select(list => (IReadOnlyList<T>)[.. list]);

    private static Gen<Stay> Stay(DateOnly first) =>
        from member in Gen.Frequency((3, Gen.Constant(Anne)), (1, Gen.Constant(Paul)))
        from during in Span(first, 4 * 60)
        from isCancelled in Seldom
        select new Stay(member, during, isCancelled);

    private static Gen<Leased> Lease(DateOnly first) =>
        from member in Gen.Elements(Anne, Paul)
        from begins in Gen.Choose(-3, 6)
        from days in Gen.Choose(0, 6)
        from lent in Some(Gen.Choose(-1, 7), 3)
        select new Leased(member, first.AddDays(begins), first.AddDays(begins + days), [.. lent.Select(first.AddDays)]);

    private static Gen<TimeRange> Span(DateOnly first, int longest) =>
        from day in Gen.Choose(0, 6)
        from quarter in Gen.Choose(4 * 6, 4 * 20)
        from quarters in Gen.Frequency((3, Gen.Choose(2, 4 * 5)), (1, Gen.Choose(2, longest)))
        let start = Midnight(first.AddDays(day)).AddMinutes(15 * quarter)
        select new TimeRange(start, start.AddMinutes(15 * quarters));

    // Within the life of a snapshot; what is tried around an edge reaches fourteen hours to either side.
    private static Gen<DateTimeOffset> Instant(DateTimeOffset built, IReadOnlyList<Stay> stays, IReadOnlyList<TimeRange> closures)
    {
        var anytime = from minutes in Gen.Choose(0, (7 * 24 * 60) - 1) select built.AddMinutes(minutes);
        DateTimeOffset[] edges = [.. stays.Select(stay => stay.During).Concat(closures).SelectMany(during => new[] { during.Start, during.End }).Where(edge => edge > built.AddDays(1) && edge < built.AddDays(6))];
        var nearEdge =
            from edge in Gen.Elements(edges.Length > 0 ? edges : [built.AddDays(1)])
            from minutes in Gen.Elements(-36, -35, -31, -30, -29, -5, -1, 0, 1, 5, 29, 30, 31, 35, 36, 90, -90, 800, -800)
            from seconds in Gen.Elements(-1, 0, 0, 1)
            select edge.AddMinutes(minutes).AddSeconds(seconds);
        return Gen.OneOf(anytime, nearEdge);
    }

    private static Gen<DoorDemand> Demand(DateTimeOffset now) =>
        from mode in Gen.Elements(Enum.GetValues<DoorMode>())
        from minutes in Gen.Elements(-1, 0, 1)
        from endless in Either
        select new DoorDemand(mode, endless ? null : now.AddMinutes(minutes));

    private static Gen<PassClaims> Pass(DateTimeOffset now) =>
        from site in Gen.Frequency((5, Gen.Constant(Nogaro)), (1, Gen.Constant(Eauze)))
        from door in Gen.Frequency((5, Gen.Constant("main")), (1, Gen.Constant("side")))
        from starts in Gen.Elements(-300, -60, -6, -5, -2, -1, 0, 1, 2, 5, 6, 60)
        from lasts in Gen.Elements(1, 5, 60, 300, 301, 305, 3000)
        from uses in Gen.Choose(0, 1)
        let start = new DateTimeOffset(now.UtcTicks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, TimeSpan.Zero).AddMinutes(starts)
        select new PassClaims("b1", site, [door], new TimeRange(start, start.AddMinutes(lasts)), uses, "nonce");

    private static DateTimeOffset Midnight(DateOnly day) => ParisByHand.InstantsShowing(day.ToDateTime(TimeOnly.MinValue))[0];
}
