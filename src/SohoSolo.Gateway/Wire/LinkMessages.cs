using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using SohoSolo.Core;
using SohoSolo.Core.Access;

namespace SohoSolo.Gateway.Wire;

/// <summary>Writes and reads the messages of <see cref="LinkMessage"/>, as signed JSON (<see cref="SignedJson"/>) of at most 64 KiB.</summary>
public static class LinkMessages
{
    /// <summary>The largest of them.</summary>
    public const int MostBytes = 64 * 1024;

    private static readonly (DoorMode Mode, string Word)[] Modes =
    [
        (DoorMode.Normal, "normal"), (DoorMode.ScheduledOpen, "scheduled-open"), (DoorMode.HeldUnlocked, "held-unlocked"), (DoorMode.Lockdown, "lockdown"), (DoorMode.Evacuation, "evacuation"),
    ];

    /// <summary>The topic on which a message goes.</summary>
    public static string TopicOf(LinkMessage message) => message switch
    {
        LinkMessage.Ack => Topics.Ack(message.Site),
        LinkMessage.Command => Topics.Command(message.Site),
        LinkMessage.Mode => Topics.Mode(message.Site),
        LinkMessage.Answer => Topics.Answer(message.Site),
        var other => throw new UnreachableException($"{other}"),
    };

    /// <summary>Writes and signs a message.</summary>
    public static byte[] Write(LinkMessage message, ECDsa key) => SignedJson.Sign(key, writer =>
    {
        writer.WriteHeader(TypeOf(message.GetType()), message.Site, message.Kid, message.Counter);
        Body(writer, message);
    });

    /// <summary>The message of the kind that belongs to its topic, verified before it is parsed; whether its counter is new is its reader's to ask. Any bytes may come.</summary>
    public static Reading<T> Read<T>(ReadOnlyMemory<byte> message, HubTrust trust)
        where T : LinkMessage =>
        message.Length > MostBytes ? Reading<T>.Refused(Refusal.TooLarge) : SignedHeader.Read(message, trust, TypeOf(typeof(T)), root => Of(typeof(T), root) as T);

    /// <summary>The word of a door's mode in kebab-case: <c>held-unlocked</c>.</summary>
    public static string WordOf(DoorMode mode) => Array.Find(Modes, known => known.Mode == mode).Word;

    private static string TypeOf(Type type) =>
        type == typeof(LinkMessage.Ack) ? "ack"
        : type == typeof(LinkMessage.Command) ? "cmd"
        : type == typeof(LinkMessage.Mode) ? "mode"
        : type == typeof(LinkMessage.Answer) ? "answer"
        : throw new UnreachableException($"{type}");

    private static void Body(Utf8JsonWriter writer, LinkMessage message)
    {
        switch (message)
        {
            case LinkMessage.Ack ack:
                writer.WriteString("epoch", ack.Epoch);
                writer.WriteNumber("upto", ack.Upto);
                return;
            case LinkMessage.Command command:
                WriteCommand(writer, command);
                return;
            case LinkMessage.Mode mode:
                WriteDemands(writer, mode.Doors);
                return;
            case LinkMessage.Answer answer:
                WriteAnswer(writer, answer);
                return;
            default:
                throw new UnreachableException($"{message}");
        }
    }

    private static void WriteCommand(Utf8JsonWriter writer, LinkMessage.Command command)
    {
        writer.WriteString("id", command.Id);
        writer.WriteString("op", command.Operation == CommandOperation.Unlock ? "unlock" : "reset-pin");
        writer.WriteOptional("door", command.Door);
        writer.WriteOptional("reader", command.Reader);
        WriteMilliseconds(writer, command.For);
        writer.WriteInstant("naf", command.NotAfter);
        writer.WriteString("operator", command.Operator);
        writer.WriteOptional("reason", command.Reason);
        writer.WriteInstant("iat", command.IssuedAt);
    }

    private static void WriteDemands(Utf8JsonWriter writer, IReadOnlyList<DoorDemands> doors)
    {
        writer.WriteStartArray("doors");
        foreach (var (door, demands) in doors)
        {
            writer.WriteStartObject();
            writer.WriteString("door", door);
            writer.WriteStartArray("demands");
            foreach (var demand in demands)
            {
                writer.WriteStartObject();
                writer.WriteString("mode", WordOf(demand.Mode));
                if (demand.Until is { } until)
                    writer.WriteInstant("until", until);
                else
                    writer.WriteNull("until");

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteAnswer(Utf8JsonWriter writer, LinkMessage.Answer answer)
    {
        writer.WriteString("id", answer.Id);
        writer.WriteBoolean("granted", answer.Granted);
        writer.WriteOptional("reason", answer.Reason);
        WriteMilliseconds(writer, answer.For);
        writer.WriteOptional("ref", answer.Ref);
        writer.WriteOptional("booking", answer.Booking);
    }

    private static void WriteMilliseconds(Utf8JsonWriter writer, TimeSpan? span)
    {
        if (span is { } given)
            writer.WriteNumber("ms", (long)given.TotalMilliseconds);
    }

    private static LinkMessage? Of(Type type, JsonElement root)
    {
        var (site, kid, counter) = (new SiteId(root.Text("site")), root.GetProperty("kid").GetInt32(), root.Number("ctr"));
        if (type == typeof(LinkMessage.Ack))
            return root.Number("upto") is var upto and >= 0 ? new LinkMessage.Ack(site, kid, counter, root.Text("epoch"), upto) : null;
        if (type == typeof(LinkMessage.Mode))
            return new LinkMessage.Mode(site, kid, counter, [.. root.GetProperty("doors").EnumerateArray().Select(DemandsOf)]);

        return type == typeof(LinkMessage.Command) ? CommandOf(root, site, kid, counter) : AnswerOf(root, site, kid, counter);
    }

    private static LinkMessage.Command CommandOf(JsonElement root, SiteId site, int kid, long counter) => new(site, kid, counter)
    {
        Id = root.Text("id"),
        Operation = root.Text("op") switch
        {
            "unlock" => CommandOperation.Unlock,
            "reset-pin" => CommandOperation.ResetPin,
            _ => throw new FormatException("The operation is not known."),
        },
        Door = root.OptionalText("door"),
        Reader = root.OptionalText("reader"),
        For = Milliseconds(root),
        NotAfter = root.Instant("naf"),
        Operator = root.Text("operator"),
        Reason = root.OptionalText("reason"),
        IssuedAt = root.Instant("iat"),
    };

    private static LinkMessage.Answer AnswerOf(JsonElement root, SiteId site, int kid, long counter) => new(site, kid, counter)
    {
        Id = root.Text("id"),
        Granted = root.Truth("granted"),
        Reason = root.OptionalText("reason"),
        For = Milliseconds(root),
        Ref = root.OptionalText("ref"),
        Booking = root.OptionalText("booking"),
    };

    private static DoorDemands DemandsOf(JsonElement door) => new(
        door.Text("door"),
        [.. door.GetProperty("demands").EnumerateArray().Select(demand => new DoorDemand(ModeOf(demand.Text("mode")), demand.Optional("until")?.Instant()))]);

    private static DoorMode ModeOf(string word) =>
        Array.FindIndex(Modes, known => known.Word == word) is var index and >= 0 ? Modes[index].Mode : throw new FormatException("The mode is not known.");

    private static TimeSpan? Milliseconds(JsonElement root) =>
        root.Optional("ms")?.GetInt64() switch
        {
            null => null,
            >= 0 and <= 3_600_000 and var span => TimeSpan.FromMilliseconds(span),
            _ => throw new FormatException("The span is none."),
        };
}
