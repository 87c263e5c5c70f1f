using System.Text.Json;
using SohoSolo.Core.Access;
using SohoSolo.Core.Presence;
using SohoSolo.Core.Time;

namespace SohoSolo.Gateway.Wire;

/// <summary>The parts of a snapshot, as a snapshot and a change both write and read them.</summary>
internal static class SnapshotJson
{
    private static readonly (EntryTraits Trait, string Word)[] Traits =
        [(EntryTraits.WalkIn, "walk-in"), (EntryTraits.PinNeeded, "pin-needed"), (EntryTraits.Standing, "standing")];

    private static readonly (SensorKind Kind, string Word)[] Sensors =
        [(SensorKind.Pir, "pir"), (SensorKind.Mmwave, "mmwave"), (SensorKind.Seat, "seat"), (SensorKind.Counter, "counter")];

    public static void WriteEntries(this Utf8JsonWriter writer, string name, IReadOnlyList<AccessEntry> entries)
    {
        writer.WriteStartArray(name);
        foreach (var entry in entries)
        {
            writer.WriteStartObject();
            writer.WriteString("h", entry.Hash);
            writer.WriteString("ref", entry.Ref);
            writer.WriteOptional("m", entry.Holder);
            writer.WriteRanges("w", entry.Windows);
            writer.WriteTexts("doors", entry.Doors);
            if (entry.Traits != EntryTraits.None)
                writer.WriteString("f", string.Join('|', Traits.Where(trait => entry.Has(trait.Trait)).Select(trait => trait.Word)));

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public static void WriteDoors(this Utf8JsonWriter writer, IReadOnlyList<SnapshotDoor> doors)
    {
        writer.WriteStartArray("doors");
        foreach (var door in doors)
        {
            writer.WriteStartObject();
            writer.WriteString("id", door.Id);
            writer.WriteBoolean("rex", door.HasRequestToExit);
            writer.WriteBoolean("contact", door.HasContact);
            writer.WriteRanges("schedule", door.Schedule);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public static void WriteDevices(this Utf8JsonWriter writer, IReadOnlyList<SnapshotDevice> devices)
    {
        writer.WriteStartArray("devices");
        foreach (var device in devices)
        {
            writer.WriteStartObject();
            writer.WriteString("id", device.Id);
            writer.WriteString("driver", device.Driver);
            writer.WriteString("role", device.Role);
            writer.WriteOptional("door", device.Door);
            writer.WriteOptional("space", device.Space);
            writer.WriteString("pw", device.PasswordHash);
            if (device.Sensor is { } sensor)
                writer.WriteString("sensor", Array.Find(Sensors, known => known.Kind == sensor).Word);
            if (device.ReportMinutes is { } minutes)
                writer.WriteNumber("every", minutes);

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public static void WriteRules(this Utf8JsonWriter writer, AccessRules rules)
    {
        writer.WriteStartObject("rules");
        writer.WriteSpan("opensBefore", rules.OpensBefore);
        writer.WriteSpan("closesAfter", rules.ClosesAfter);
        writer.WriteSpan("unlock", rules.Unlock);
        writer.WriteSpan("heldOpenWarning", rules.HeldOpenWarning);
        writer.WriteSpan("heldOpenAlarm", rules.HeldOpenAlarm);
        writer.WriteBoolean("walkIns", rules.WalkIns);
        writer.WriteEndObject();
    }

    public static void WritePresence(this Utf8JsonWriter writer, PresenceRules rules)
    {
        writer.WriteStartObject("presence");
        foreach (var (kind, word) in Sensors)
            writer.WriteSpan(word, rules.HoldOf(kind));

        writer.WriteEndObject();
    }

    public static IReadOnlyList<AccessEntry> Entries(JsonElement entries)
    {
        // Nearly all entries have the same doors: one list serves them all.
        IReadOnlyList<string> doors = [];
        var read = new List<AccessEntry>(entries.GetArrayLength());
        foreach (var entry in entries.EnumerateArray())
        {
            var own = entry.Texts("doors");
            doors = own.SequenceEqual(doors) ? doors : own;
            read.Add(new AccessEntry(entry.Text("h"), entry.Text("ref"), entry.Ranges("w"), doors, TraitsOf(entry.OptionalText("f"))) { Holder = entry.OptionalText("m") });
        }

        return read;
    }

    public static IReadOnlyList<SnapshotDoor> Doors(JsonElement doors) =>
        [.. doors.EnumerateArray().Select(door => new SnapshotDoor(door.Text("id"), door.Truth("rex"), door.Truth("contact"), door.Ranges("schedule")))];

    public static IReadOnlyList<SnapshotDevice> Devices(JsonElement devices) =>
        [.. devices.EnumerateArray().Select(device =>
            new SnapshotDevice(device.Text("id"), device.Text("driver"), device.Text("role"), device.OptionalText("door"), device.OptionalText("space"), device.Text("pw"))
            {
                Sensor = SensorOf(device.OptionalText("sensor")),
                ReportMinutes = device.Optional("every")?.GetInt32(),
            })];

    public static AccessRules Rules(JsonElement rules) => new()
    {
        OpensBefore = rules.Span("opensBefore"),
        ClosesAfter = rules.Span("closesAfter"),
        Unlock = rules.Span("unlock"),
        HeldOpenWarning = rules.Span("heldOpenWarning"),
        HeldOpenAlarm = rules.Span("heldOpenAlarm"),
        WalkIns = rules.Truth("walkIns"),
    };

    public static PresenceRules Presence(JsonElement rules) => new()
    {
        PirHold = rules.Span("pir"),
        MmwaveHold = rules.Span("mmwave"),
        SeatHold = rules.Span("seat"),
        CounterHold = rules.Span("counter"),
    };

    // A kind that a later hub knows is no sensor here: its space has one fewer, and its doors open as before.
    private static SensorKind? SensorOf(string? word) => Array.FindIndex(Sensors, known => known.Word == word) is var at and >= 0 ? Sensors[at].Kind : null;

    // A trait that is not known may forbid something: then nothing of the snapshot is taken.
    private static EntryTraits TraitsOf(string? words)
    {
        var traits = EntryTraits.None;
        foreach (var word in words?.Split('|') ?? [])
        {
            var known = Array.Find(Traits, trait => trait.Word == word).Trait;
            traits |= known != EntryTraits.None ? known : throw new FormatException("A trait is not known.");
        }

        return traits;
    }
}
