using SohoSolo.Core;

namespace SohoSolo.Gateway.Wire;

/// <summary>Events of one gateway, one after the other, without a gap. Without events it says only up to when everything was delivered, and that the gateway lives.</summary>
/// <param name="Site">The site.</param>
/// <param name="Gateway">The gateway.</param>
/// <param name="Kid">With which generation of its keys it was authenticated.</param>
/// <param name="Epoch">Which life of the gateway's outbox.</param>
/// <param name="From">The first event's number; the next one's when there is none.</param>
/// <param name="Events">In the order of their numbers.</param>
/// <param name="Watermark">Everything that the gateway received before has been delivered with this batch.</param>
public sealed record Batch(SiteId Site, string Gateway, int Kid, string Epoch, long From, IReadOnlyList<GatewayEvent> Events, DateTimeOffset Watermark)
{
    /// <summary>The last event's number; one less than <see cref="From"/> when there is none.</summary>
    public long To => From + Events.Count - 1;
}

/// <summary>
/// Batches as a gateway authenticates them (<see cref="MacedJson"/>), at most 128 KiB: <c>{"typ":"batch","site","gw","kid","epoch","from","to","ev":[…],"wm","mac"}</c>; <c>to</c> is <c>from</c> − 1 when <c>ev</c> is empty.
/// </summary>
public static class BatchCodec
{
    /// <summary>The largest batch.</summary>
    public const int MostBytes = 128 * 1024;

    /// <summary>What a batch needs besides its events, at most.</summary>
    internal const int Overhead = 1024;

    /// <summary>Writes a batch. <see cref="ArgumentException"/> when the events are not numbered from <paramref name="from"/> on, or are more than fit.</summary>
    public static byte[] Write(GatewayKeys keys, string epoch, long from, IReadOnlyList<GatewayEvent> events, DateTimeOffset watermark)
    {
        if (events.Where((happened, index) => happened.Seq != from + index).Any())
            throw new ArgumentException("Events are numbered without a gap.", nameof(events));

        return Write(keys, epoch, from, [.. events.Select(happened => EventJson.WithSeq(EventJson.Body(happened), happened.Seq))], watermark);
    }

    /// <summary>The same of events that are JSON already, as the outbox keeps them.</summary>
    internal static byte[] Write(GatewayKeys keys, string epoch, long from, IReadOnlyList<byte[]> events, DateTimeOffset watermark)
    {
        var message = MacedJson.Mac(keys.GatewayKey, writer =>
        {
            writer.WriteString("typ", "batch");
            writer.WriteString("site", keys.Site.Value);
            writer.WriteString("gw", keys.Gateway);
            writer.WriteNumber("kid", keys.Kid);
            writer.WriteString("epoch", epoch);
            writer.WriteNumber("from", from);
            writer.WriteNumber("to", from + events.Count - 1);
            writer.WriteStartArray("ev");
            foreach (var happened in events)
                writer.WriteRawValue(happened, skipInputValidation: true);

            writer.WriteEndArray();
            writer.WriteInstant("wm", watermark);
        });
        return message.Length <= MostBytes ? message : throw new ArgumentException($"A batch holds {MostBytes} bytes; this would be {message.Length}.", nameof(events));
    }

    /// <summary>The batch in a message, authenticated before it is parsed. Any bytes may come. An event in it that cannot be read is one in quarantine, with its number.</summary>
    /// <param name="message">As it came.</param>
    /// <param name="macs">The keys that the site's gateway may use just now: one, or two while it changes them.</param>
    public static Reading<Batch> Read(ReadOnlyMemory<byte> message, params IEnumerable<GatewayMac> macs) =>
        message.Length > MostBytes ? Reading<Batch>.Refused(Refusal.TooLarge) : SignedHeader.Read(message, macs, "batch", Batch);

    private static Batch? Batch(System.Text.Json.JsonElement root)
    {
        var batch = new Batch(
            new SiteId(root.Text("site")),
            root.Text("gw"),
            root.GetProperty("kid").GetInt32(),
            root.Text("epoch"),
            root.Number("from"),
            [.. root.GetProperty("ev").EnumerateArray().Select(happened => happened.Read(EventJson.Read) ?? Unreadable(happened, root.Instant("wm")))],
            root.Instant("wm"));
        var numbered = batch.From >= 1 && root.Number("to") == batch.To && batch.Events.Select((happened, index) => happened.Seq == batch.From + index).All(right => right);
        return numbered && batch.Epoch.Length is > 0 and <= 64 ? batch : null;
    }

    // One event that makes no sense must not hold up a site for ever: its number is taken, and a keeper sees that there was something.
    private static GatewayEvent Unreadable(System.Text.Json.JsonElement happened, DateTimeOffset at) =>
        new() { Seq = happened.Number("s"), Kind = EventKinds.Quarantine, At = at, ReceivedAt = at, Quality = "unset", Reason = Refusal.Unreadable.Word() };
}
