using System.Security.Cryptography;
using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Gateway.Wire;

namespace SohoSolo.Benchmarks.Loads.Doors;

/// <summary>A site for which 700 members hold 2,000 badges, each with a booking or two in the week that its snapshot covers. No member is anybody.</summary>
internal sealed class LargeSite : IDisposable
{
    public const int Members = 700;
    public const int Badges = 2_000;

    private const string Zone = "Europe/Paris";
    private const int Desks = 200;
    private const int Devices = 60;

    public static readonly DateTimeOffset Now = new(2026, 11, 23, 7, 55, 0, TimeSpan.Zero);

    private readonly PresentedCredential[] badges = [.. Enumerable.Range(0, Badges).Select(number => PresentedCredential.Read("mifare-uid", $"04B0{number:X10}")!)];
    private readonly Telecentre site;

    public LargeSite()
    {
        Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var seal = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        Keys = new GatewayKeys(
            new SiteId("nogaro"),
            "gw-nogaro",
            1,
            RandomNumberGenerator.GetBytes(32),
            RandomNumberGenerator.GetBytes(32),
            1,
            Key.ExportSubjectPublicKeyInfo(),
            seal.ExportSubjectPublicKeyInfo(),
            RandomNumberGenerator.GetBytes(16));
        site = new Telecentre
        {
            Id = Keys.Site,
            Version = 1,
            Name = "Nogaro",
            Commune = "32296",
            Community = "243200409",
            Location = new GeoPoint(43.76, -0.03),
            Calendar = new SiteCalendar(
                Zone, OpeningHours.Every([DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday], new TimeOnly(8, 0), new TimeOnly(19, 0))),
            Rules = new BookingRules(),
            Access = new AccessRules { WalkIns = true },
            Spaces = [.. Enumerable.Range(1, Desks).Select(desk => new Space { Id = new SpaceId($"nogaro-desk-{desk}"), Site = Keys.Site, Name = $"Bureau {desk}", Kind = SpaceKind.Desk })],
        };
    }

    public ECDsa Key { get; }

    public GatewayKeys Keys { get; }

    /// <summary>What a hub does with every credential that it has opened: the hash under the site's key.</summary>
    public IReadOnlyList<HeldCredential> Hash() =>
        [.. badges.Select((badge, number) => new HeldCredential($"01KB{number:D22}", CredentialHashes.OfBadge(Keys.SiteKey, badge), badge.Kind, Member(number % Members), false))];

    /// <param name="credentials">Of <see cref="Hash"/>.</param>
    /// <param name="isBookedOnce">One booking more than otherwise.</param>
    public AccessSources Sources(IReadOnlyList<HeldCredential> credentials, bool isBookedOnce = false) => new()
    {
        Site = site,
        Credentials = credentials,
        AlwaysAllowed = new HashSet<MemberId> { Member(0) },
        Covered = Enumerable.Range(0, Members).Where(member => member % 3 == 0).Select(Member).ToHashSet(),
        Bookings =
        [
            .. Enumerable.Range(1, Members - 1).SelectMany(Week),
            .. isBookedOnce ? [new BookedTime(Member(1), Hours(4, 17, 1))] : Array.Empty<BookedTime>(),
        ],
        Doors = [new Door { Site = Keys.Site, Id = "main", Name = "Entrée", HasContact = true, HasRequestToExit = true }],
        Devices = [.. Enumerable.Range(0, Devices).Select(Sensor)],
    };

    public AccessSnapshot Snapshot(AccessContent content, long revision) => new()
    {
        Site = Keys.Site,
        Revision = revision,
        IssuedAt = Now,
        NotBefore = Now,
        ExpiresAt = Now + AccessSnapshotBuilder.Life,
        Content = content,
    };

    public void Dispose() => Key.Dispose();

    private static MemberId Member(int number) => new($"member-{number:000}");

    /// <summary>One or two half-days from Monday to Friday.</summary>
    private static IEnumerable<BookedTime> Week(int member)
    {
        yield return new BookedTime(Member(member), Hours(member % 5, 9 + (member % 2), 3));
        if (member % 2 == 0)
            yield return new BookedTime(Member(member), Hours((member + 2) % 5, 14, 4));
    }

    private static TimeRange Hours(int day, int hour, int hours)
    {
        var start = new DateTimeOffset(2026, 11, 23 + day, hour, 0, 0, TimeSpan.FromHours(1)).ToUniversalTime();
        return new TimeRange(start, start.AddHours(hours));
    }

    private Device Sensor(int number) => new()
    {
        Id = $"nogaro-pir-{number}",
        Site = Keys.Site,
        Driver = "sohosolo",
        Role = "presence",
        Space = new SpaceId($"nogaro-desk-{number + 1}"),
        PasswordHash = Convert.ToHexStringLower(SHA256.HashData([(byte)number])),
        MadeAt = Now,
    };
}
