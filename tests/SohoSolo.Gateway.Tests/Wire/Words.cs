using System.Buffers.Text;
using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using SohoSolo.Core.Access;
using SohoSolo.Core.Presence;
using SohoSolo.Core.Time;
using SohoSolo.Gateway.Wire;

namespace SohoSolo.Gateway.Tests.Wire;

/// <summary>Anything that may travel, made at random.</summary>
internal static class Words
{
    public static readonly DateTimeOffset Now = new(2026, 11, 30, 8, 0, 0, TimeSpan.Zero);

    private static readonly Gen<string> Texts = Gen.Elements("main", "side", "nogaro-reader-main", "é\"\\\u0001", "a", "", "𝛑 and more");

    public static readonly Gen<DateTimeOffset> Instants = Gen.Choose(0, int.MaxValue).Select(milliseconds => Now.AddMilliseconds(milliseconds - (int.MaxValue / 2)));

    private static readonly Gen<TimeRange> Ranges = from start in Instants from minutes in Gen.Choose(1, 1000) select new TimeRange(start, start.AddMinutes(minutes));

    private static readonly Gen<AccessEntry> Entries =
        from hash in Gen.Choose(0, 40)
        from windows in Some(Ranges, 3)
        from doors in Some(Gen.Elements("main", "side"), 2)
        from traits in Gen.Choose(0, 7)
        from holder in Maybe(Texts)
        select new AccessEntry($"hash-{hash}", $"ref-{hash}", windows, doors, (EntryTraits)traits) { Holder = holder };

    private static readonly Gen<SnapshotDoor> Doors =
        from id in Texts from rex in Gen.Elements(true, false) from contact in Gen.Elements(true, false) from schedule in Some(Ranges, 2) select new SnapshotDoor(id, rex, contact, schedule);

    private static readonly Gen<SnapshotDevice> Devices =
        from id in Texts
        from door in Maybe(Texts)
        from space in Maybe(Texts)
        from sensor in Perhaps(Gen.Elements(Enum.GetValues<SensorKind>()))
        from minutes in Perhaps(Gen.Choose(1, 1440))
        select new SnapshotDevice(id, "sohosolo", "reader", door, space, "0a") { Sensor = sensor, ReportMinutes = minutes };

    private static readonly Gen<PresenceRules> Holds = from minutes in Gen.Choose(1, 60) select new PresenceRules { PirHold = TimeSpan.FromMinutes(minutes), SeatHold = TimeSpan.FromSeconds(minutes) };

    private static readonly Gen<AccessRules> Rules =
        from seconds in Gen.Choose(1, 1000)
        from walkIns in Gen.Elements(true, false)
        select new AccessRules { OpensBefore = TimeSpan.FromSeconds(seconds), Unlock = TimeSpan.FromMilliseconds(seconds), WalkIns = walkIns };

    public static readonly Gen<AccessSnapshot> Snapshots =
        from revision in Gen.Choose(1, int.MaxValue)
        from issued in Instants
        from entries in Some(Entries, 20)
        from revoked in Some(Texts, 3)
        from open in Some(Ranges, 3)
        from doors in Some(Doors, 2)
        from devices in Some(Devices, 3)
        from rules in Rules
        from holds in Holds
        select new AccessSnapshot
        {
            Site = Parties.Nogaro,
            Revision = revision,
            IssuedAt = issued,
            NotBefore = issued.AddMinutes(-5),
            ExpiresAt = issued.AddDays(7),
            Content = new AccessContent
            {
                Entries = [.. entries.OrderBy(entry => entry.Hash, StringComparer.Ordinal).ThenBy(entry => entry.Traits)],
                Revoked = revoked,
                Open = open,
                Doors = doors,
                Devices = devices,
                Rules = rules,
                Presence = holds,
            },
        };

    public static readonly Gen<GatewayEvent> Events =
        from kind in Gen.Elements(EventKinds.Tag, EventKinds.Door, EventKinds.Alarm)
        from at in Instants
        from received in Instants
        from device in Maybe(Texts)
        from seq in Gen.Choose(0, int.MaxValue)
        from boot in Maybe(Texts)
        from decision in Maybe(Gen.Elements("granted", "denied", "none"))
        from one in Maybe(Texts)
        from other in Maybe(Texts)
        from value in Maybe(Gen.Elements("true", "false", "open", "3", "-12", "007", "1.5", "", "99999999999999999999", "+2-1", "+0-0", "72/70/16", "4294967295/0/32"))
        select new GatewayEvent
        {
            Kind = kind,
            At = at,
            ReceivedAt = received,
            Quality = "synced",
            Device = device,
            Boot = boot,
            DeviceSeq = boot is null ? null : seq,
            Door = one,
            Reader = other,
            Decision = decision,
            Reason = one,
            Ref = other,
            Booking = one,
            Hash = other,
            Sealed = one,
            Ask = other,
            Command = one,
            Value = value,
            Message = other,
        };

    private static readonly Gen<DoorDemand> Demands = from mode in Gen.Elements(Enum.GetValues<DoorMode>()) from until in Perhaps(Instants) select new DoorDemand(mode, until);

    public static readonly Gen<LinkMessage> Messages = Gen.OneOf<LinkMessage>(
        from counter in Gen.Choose(0, int.MaxValue) from epoch in Texts from upto in Gen.Choose(0, int.MaxValue) select (LinkMessage)new LinkMessage.Ack(Parties.Nogaro, 1, counter, epoch, upto),
        from counter in Gen.Choose(0, int.MaxValue)
        from id in Texts
        from operation in Gen.Elements(CommandOperation.Unlock, CommandOperation.ResetPin)
        from door in Maybe(Texts)
        from milliseconds in Perhaps(Gen.Choose(0, 10_000))
        from at in Instants
        select (LinkMessage)new LinkMessage.Command(Parties.Nogaro, 1, counter)
        {
            Id = id,
            Operation = operation,
            Door = door,
            Reader = door,
            For = milliseconds is { } span ? TimeSpan.FromMilliseconds(span) : null,
            NotAfter = at,
            Operator = id,
            Reason = door,
            IssuedAt = at,
        },
        from counter in Gen.Choose(0, int.MaxValue)
        from doors in Some(from door in Texts from demands in Some(Demands, 3) select new DoorDemands(door, demands), 3)
        select (LinkMessage)new LinkMessage.Mode(Parties.Nogaro, 1, counter, doors),
        from counter in Gen.Choose(0, int.MaxValue)
        from id in Texts
        from granted in Gen.Elements(true, false)
        from reason in Maybe(Texts)
        select (LinkMessage)new LinkMessage.Answer(Parties.Nogaro, 1, counter) { Id = id, Granted = granted, Reason = reason, Ref = reason, Booking = reason });

    public static readonly Gen<LinkAsk> Asks = Gen.OneOf<LinkAsk>(
        from id in Texts from have in Gen.Choose(0, int.MaxValue) select (LinkAsk)new LinkAsk.Snapshot(Parties.Nogaro, id, have),
        from id in Texts
        from reader in Maybe(Texts)
        from at in Instants
        select (LinkAsk)new LinkAsk.Entry(Parties.Nogaro, id) { Reader = reader, Door = id, Sealed = reader, Why = "unknown", Ref = reader, At = at });

    public static readonly Gen<PassClaims> Passes =
        from booking in Texts from doors in Some(Texts, 3) from during in Ranges from uses in Gen.Elements(0, 1) select new PassClaims(booking, Parties.Nogaro, doors, during, uses, $"n{booking}");

    public static readonly Gen<byte[]> Bytes = from length in Gen.Choose(0, 300) from bytes in Gen.ListOf(Gen.Choose(0, 255), length) select bytes.Select(value => (byte)value).ToArray();

    /// <summary>Bytes that look like something: JSON cut and stirred.</summary>
    public static readonly Gen<byte[]> NearlyJson =
        from parts in Gen.ListOf(Gen.Elements("{", "}", "[", "]", "\"typ\":", "\"snapshot\"", ",", "\"site\":\"nogaro\"", "\"ctr\":1e999", "\"\\ud800\"", "\"kid\":1", ",\"sig\":\"", ",\"mac\":\"", "\"}", "null", "-", "TC1.", ".", new string('A', 86), new string('A', 43)), 12)
        select System.Text.Encoding.UTF8.GetBytes(string.Concat(parts));

    /// <summary>A site of that many members: a desk each for some half-days of the coming week, random hashes and references as they really are.</summary>
    public static AccessSnapshot Site(int entries) => new()
    {
        Site = Parties.Nogaro,
        Revision = Now.ToUnixTimeMilliseconds(),
        IssuedAt = Now,
        NotBefore = Now.AddMinutes(-5),
        ExpiresAt = Now.AddDays(7),
        Content = new AccessContent
        {
            Entries = [.. Enumerable.Range(0, entries)
                .Select(index => new AccessEntry(
                    Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)),
                    Guid.NewGuid().ToString("N"),
                    [.. Enumerable.Range(0, index % 4).Select(day => new TimeRange(Now.AddDays(day).AddMinutes(-30), Now.AddDays(day).AddHours((index % 8) + 1)))],
                    ["main"],
                    index % 50 == 0 ? EntryTraits.Standing : EntryTraits.WalkIn))
                .OrderBy(entry => entry.Hash, StringComparer.Ordinal)],
            Doors = [new SnapshotDoor("main", HasRequestToExit: true, HasContact: true, [])],
        },
    };

    public static Gen<IReadOnlyList<T>> Some<T>(Gen<T> element, int most) =>
        Gen.Choose(0, most).SelectMany(count => Gen.ListOf(element, count)).Select(list => (IReadOnlyList<T>)[.. list]);

    private static Gen<T?> Maybe<T>(Gen<T> some)
        where T : class => Gen.OneOf(some.Select(value => (T?)value), Gen.Constant<T?>(null));

    private static Gen<T?> Perhaps<T>(Gen<T> some)
        where T : struct => Gen.OneOf(some.Select(value => (T?)value), Gen.Constant<T?>(null));
}
