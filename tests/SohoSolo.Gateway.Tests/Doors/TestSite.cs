using System.Security.Cryptography;
using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Time;
using SohoSolo.Gateway.Doors;
using SohoSolo.Gateway.Drivers;
using SohoSolo.Gateway.Wire;

namespace SohoSolo.Gateway.Tests.Doors;

/// <summary>A site with two readers at its main door and one at the side, a Tuesday morning, and a snapshot that a test can change.</summary>
internal sealed class TestSite : IDisposable
{
    public const string Site = "nogaro";
    public const string Reader = "nogaro-reader-main";
    public const string OtherReader = "nogaro-reader-main-2";
    public const string SideReader = "nogaro-reader-side";
    public const string Boot = "9f3c";

    public static readonly DateTimeOffset Morning = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    private static readonly ECDsa HubKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly ECDiffieHellman HubSeal = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    public static readonly GatewayKeys Keys = new(
        new SiteId(Site), $"gw-{Site}", 1, RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32), 1, HubKey.ExportSubjectPublicKeyInfo(), HubSeal.ExportSubjectPublicKeyInfo(), RandomNumberGenerator.GetBytes(16));

    private readonly HubTrust trust = new(Keys);
    private long seq;

    public TestSite(DateTimeOffset? start = null, MemoryLog? log = null, AccessContent? content = null)
    {
        Clock = new ManualClock(start ?? Morning);
        Log = log ?? new MemoryLog();
        Doors = new DoorController(Keys, trust, Log, Lan, Hub, () => Quality, Clock);
        _ = Use(content ?? AccessContent.None);
    }

    public ManualClock Clock { get; }

    public MemoryLog Log { get; }

    public SpyLan Lan { get; } = new();

    public TalkingHub Hub { get; } = new();

    public DoorController Doors { get; }

    public ClockQuality Quality { get; set; }

    public static TimeRange Today { get; } = new(Morning.AddHours(-1), Morning.AddHours(8));

    public static string HashOf(string uid) => CredentialHashes.OfBadge(Keys.SiteKey, PresentedCredential.Read("mifare-uid", uid)!);

    public static string HashOfPin(string digits) => CredentialHashes.OfPinKey(Keys.SiteKey, CredentialHashes.PinKey(Keys.PinSalt, digits));

    public static AccessEntry Entry(string hash, string known, TimeRange? window = null, EntryTraits traits = EntryTraits.None, string? holder = null, params string[] doors) =>
        new(hash, known, window is null ? [] : [window], doors.Length == 0 ? ["main", "side"] : doors, traits) { Holder = holder };

    public static string Pass(int uses = 0, string nonce = "n1", string site = Site, TimeRange? during = null, params string[] doors) =>
        GuestPasses.Write(HubKey, 1, new PassClaims("booking-1", new SiteId(site), doors.Length == 0 ? ["main"] : doors, during ?? Today, uses, nonce));

    /// <summary>Another life of the process: what the disk holds is all that it knows.</summary>
    public TestSite Restarted(AccessContent? content = null) => new(Clock.GetUtcNow(), Log, content) { Quality = Quality, seq = seq };

    public Task Use(AccessContent content, DateTimeOffset? expires = null, long revision = 1) => Doors.Apply(new AccessSnapshot
    {
        Site = new SiteId(Site),
        Revision = revision,
        IssuedAt = Morning,
        NotBefore = Morning,
        ExpiresAt = expires ?? Morning.AddDays(7),
        Content = content with
        {
            Open = content.Open.Count > 0 ? content.Open : [Today],
            Doors = content.Doors.Count > 0 ? content.Doors : [new SnapshotDoor("main", true, true, []), new SnapshotDoor("side", false, true, [])],
            Devices = content.Devices.Count > 0 ? content.Devices : [Device(Reader, "main"), Device(OtherReader, "main"), Device(SideReader, "side"), Device("nogaro-desk-1-pir", null) with { ReportMinutes = 60_000 }],
        },
    });

    public Task Use(params AccessEntry[] entries) => Use(new AccessContent { Entries = entries });

    public static SnapshotDevice Device(string id, string? door) => new(id, "sohosolo", door is null ? "presence" : "door-controller", door, null, "hash");

    public Signal Badge(string uid, string reader = Reader) => Shown(SignalKind.Tag, "mifare-uid", uid, reader);

    public Signal Pin(string digits, string reader = Reader) => Shown(SignalKind.Pin, "pin", digits, reader);

    public Signal Qr(string pass, string reader = Reader) => Shown(SignalKind.Qr, "pass", pass, reader);

    public Signal Said(SignalKind kind, bool? flag = null, int? number = null, string device = Reader) => new()
    {
        Kind = kind,
        Device = device,
        At = Clock.GetUtcNow(),
        ReceivedAt = Clock.GetUtcNow(),
        Flag = flag,
        Number = number,
        Identity = new DeviceNumber(Boot, ++seq),
        Boot = Boot,
        Clock = DeviceClock.Synced,
        DeviceSeconds = Clock.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0,
    };

    /// <summary>Presents it and answers what became of it: <c>granted booking</c>, <c>denied too-early</c>, <c>none stale</c>.</summary>
    public async Task<string> Becomes(Signal signal)
    {
        await Doors.Handle(signal);
        var last = Log.Events.Last(happened => happened.Decision is not null && happened.Kind != "cmd");
        return $"{last.Decision} {last.Reason}";
    }

    public IEnumerable<string> Alarms => Log.Events.Where(happened => happened.Kind == "alarm").Select(happened => $"{happened.Reason} {happened.Value} {happened.Device}{happened.Door}".TrimEnd());

    public void Dispose()
    {
        Doors.Dispose();
        trust.Dispose();
    }

    private Signal Shown(SignalKind kind, string credential, string text, string reader) =>
        Said(kind, device: reader) with { Reader = "in", Credential = PresentedCredential.Read(credential, text) ?? throw new ArgumentException("no credential", nameof(text)) };
}
