using SohoSolo.Core.Access;
using SohoSolo.Core.Presence;

namespace SohoSolo.Gateway.Drivers.SohoSolo;

/// <summary><c>{"boot":"9f3c…","seq":118,"t":1763799302.12,"clk":"synced","k":"tag","reader":"in","cred":{"kind":"mifare-uid","v":"04A20B1C2D3E80"}}</c></summary>
internal static class EventReading
{
    private const long HighestSeq = 1L << 53;
    private const double LatestTime = 4_102_444_800;
    private const int MostPeople = 100_000;

    public static DriverReading Of(Fields fields, string device, DateTimeOffset receivedAt)
    {
        var boot = fields.Required(fields.Text("boot"), "boot");
        var seq = fields.Required(fields.Whole("seq", HighestSeq), "seq");
        if (fields.Fault is { } nameless)
            return new DriverReading.Unreadable(nameless, device);

        var number = new DeviceNumber(boot!, seq!.Value);
        var signal = Signal(fields, device, receivedAt, number);
        return fields.Fault is { } fault ? new DriverReading.Unreadable(fault, device, number) : new DriverReading.Signals([signal!]);
    }

    private static Signal? Signal(Fields fields, string device, DateTimeOffset receivedAt, DeviceNumber number)
    {
        if (KindOf(fields) is not { } kind)
            return null;

        var (clock, seconds, age) = (ClockOf(fields), fields.Real("t", LatestTime), fields.Real("age", LatestTime));
        var (at, isHistory) = DeviceTimes.When(clock, seconds, age, receivedAt);
        return new Signal
        {
            Kind = kind,
            Device = device,
            At = at,
            ReceivedAt = receivedAt,
            IsHistory = isHistory,
            Reader = fields.Text("reader"),
            Credential = kind is SignalKind.Tag or SignalKind.Pin or SignalKind.Qr ? Credential(fields, kind) : null,
            Flag = FlagOf(fields, kind),
            Number = kind == SignalKind.Batt && fields.Required(fields.Real("v", 100), "v") is { } percent ? (int)Math.Round(percent) : null,
            Count = kind == SignalKind.Count && fields.Required(fields.Whole("v", MostPeople), "v") is { } people ? new CountReading.People((int)people) : null,
            Identity = number,
            Boot = number.Boot,
            Lowest = fields.Whole("lo", HighestSeq),
            Clock = clock,
            DeviceSeconds = seconds,
            AgeSeconds = age,
        };
    }

    private static SignalKind? KindOf(Fields fields)
    {
        SignalKind? kind = fields.Text("k") switch
        {
            "tag" => SignalKind.Tag,
            "pin" => SignalKind.Pin,
            "qr" => SignalKind.Qr,
            "door" => SignalKind.Door,
            "rex" => SignalKind.Rex,
            "tamper" => SignalKind.Tamper,
            "occ" => SignalKind.Occ,
            "count" => SignalKind.Count,
            "batt" => SignalKind.Batt,
            _ => null,
        };
        return fields.Required(kind, "k that is known");
    }

    /// <summary>Another word than <c>synced</c> is a clock not to be trusted.</summary>
    private static DeviceClock? ClockOf(Fields fields) => fields.Text("clk") switch
    {
        null => null,
        "synced" => DeviceClock.Synced,
        _ => DeviceClock.Unset,
    };

    private static PresentedCredential? Credential(Fields fields, SignalKind kind)
    {
        if (fields.Required(fields.Inner("cred"), "cred") is not { } inner)
            return null;

        var read = PresentedCredential.Read(inner.Text("kind"), inner.Text("v", PresentedCredential.LongestPass));
        return fields.Required(read is not null && Suits(read, kind) ? read : null, "cred that can be read");
    }

    private static bool Suits(PresentedCredential credential, SignalKind kind) => kind switch
    {
        SignalKind.Tag => credential.IsBadge,
        SignalKind.Pin => credential.Kind == CredentialKind.Pin,
        _ => credential.Kind == CredentialKind.Pass,
    };

    private static bool? FlagOf(Fields fields, SignalKind kind) => kind switch
    {
        SignalKind.Door => fields.Required(Contact(fields.Text("contact")), "contact"),
        SignalKind.Occ => fields.Required(fields.Flag("v"), "v"),
        SignalKind.Tamper => fields.Flag("v") ?? true,
        _ => null,
    };

    private static bool? Contact(string? word) => word switch
    {
        "open" => true,
        "closed" => false,
        _ => null,
    };
}
