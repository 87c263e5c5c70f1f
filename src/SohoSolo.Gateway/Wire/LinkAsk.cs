using System.Diagnostics;
using System.Text.Json;
using SohoSolo.Core;

namespace SohoSolo.Gateway.Wire;

/// <summary>What a gateway asks the hub on <c>up/ask</c>, as MACed JSON (<see cref="MacedJson"/>) of at most 8 KiB. Gateway and generation are those of the key that it is written with.</summary>
/// <param name="Site">The site.</param>
/// <param name="Id">The question's own, random: its answer names it.</param>
public abstract record LinkAsk(SiteId Site, string Id)
{
    /// <summary>The largest of them.</summary>
    public const int MostBytes = 8 * 1024;

    /// <summary>Somebody stands at a door whom the snapshot does not let in. <c>{"typ":"ask","site","gw","kid","id","reader"?,"door","cred"?,"why","ref"?,"t","mac"}</c>, t in epoch seconds.</summary>
    public sealed record Entry(SiteId Site, string Id) : LinkAsk(Site, Id)
    {
        /// <summary>The device at which she stands.</summary>
        public string? Reader { get; init; }

        /// <summary>The door.</summary>
        public required string Door { get; init; }

        /// <summary>What she presented, for the hub alone to open; see <see cref="Sealing"/>.</summary>
        public string? Sealed { get; init; }

        /// <summary><c>unknown</c>, <c>walk-in</c> or <c>no-booking</c>.</summary>
        public required string Why { get; init; }

        /// <summary>The credential's reference, when it is known.</summary>
        public string? Ref { get; init; }

        /// <summary>When she presented it.</summary>
        public required DateTimeOffset At { get; init; }
    }

    /// <summary>Send me the full snapshot. <c>{"typ":"ask","site","gw","kid","id","want":"snapshot","have":rev,"mac"}</c>; 0 for none.</summary>
    public sealed record Snapshot(SiteId Site, string Id, long Have) : LinkAsk(Site, Id);

    /// <summary>Writes the question with its MAC.</summary>
    public byte[] Write(GatewayKeys keys) => MacedJson.Mac(keys.GatewayKey, writer =>
    {
        writer.WriteString("typ", "ask");
        writer.WriteString("site", Site.Value);
        writer.WriteString("gw", keys.Gateway);
        writer.WriteNumber("kid", keys.Kid);
        writer.WriteString("id", Id);
        Body(writer);
    });

    /// <summary>The question in a message, authenticated before it is parsed. Any bytes may come.</summary>
    /// <param name="message">As it came.</param>
    /// <param name="macs">The keys that the site's gateway may use just now: one, or two while it changes them.</param>
    public static Reading<LinkAsk> Read(ReadOnlyMemory<byte> message, params IEnumerable<GatewayMac> macs) =>
        message.Length > MostBytes ? Reading<LinkAsk>.Refused(Refusal.TooLarge) : SignedHeader.Read(message, macs, "ask", Of);

    private void Body(Utf8JsonWriter writer)
    {
        switch (this)
        {
            case Entry entry:
                writer.WriteOptional("reader", entry.Reader);
                writer.WriteString("door", entry.Door);
                writer.WriteOptional("cred", entry.Sealed);
                writer.WriteString("why", entry.Why);
                writer.WriteOptional("ref", entry.Ref);
                writer.WriteInstant("t", entry.At);
                return;
            case Snapshot snapshot:
                writer.WriteString("want", "snapshot");
                writer.WriteNumber("have", snapshot.Have);
                return;
            default:
                throw new UnreachableException($"{this}");
        }
    }

    private static LinkAsk? Of(JsonElement root)
    {
        var (site, id) = (new SiteId(root.Text("site")), root.Text("id"));
        return root.OptionalText("want") switch
        {
            null => new Entry(site, id)
            {
                Reader = root.OptionalText("reader"),
                Door = root.Text("door"),
                Sealed = root.OptionalText("cred"),
                Why = root.Text("why"),
                Ref = root.OptionalText("ref"),
                At = root.Instant("t"),
            },
            "snapshot" => new Snapshot(site, id, root.Number("have")),
            _ => null,
        };
    }
}
