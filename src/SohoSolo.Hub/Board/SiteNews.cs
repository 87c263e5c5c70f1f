using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using SohoSolo.Core;
using SohoSolo.Hub.Api;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Board;

/// <summary>One thing that happened at a site, as its stream tells it: which thing, and that it should be read again.</summary>
internal sealed record SiteNews(JournalPosition Position, SiteId Site, byte[] Text)
{
    /// <summary>Null for what concerns nobody who looks at a site.</summary>
    public static SiteNews? Of(JournalEntry entry, IReadOnlyDictionary<MemberId, string> names)
    {
        if (entry.SiteId is not { } site || EventOf(entry) is not { } what) return null;

        return new SiteNews(entry.Position, new SiteId(site), Write(entry, what, names));
    }

    /// <summary>Whose names the stream will need.</summary>
    public static bool IsAboutSomebody(JournalEntry entry) => entry.MemberId is not null && EventOf(entry) is "arrival" or "access";

    /// <summary>A place in the journal as an event's id.</summary>
    public static string IdOf(JournalPosition position) => string.Create(CultureInfo.InvariantCulture, $"{position.Epoch}-{position.Tx}-{position.Seq}");

    public static JournalPosition? ReadId(string text)
    {
        var parts = text.Split('-');
        return parts.Length == 3 && Number(parts[0]) is { } epoch && Number(parts[1]) is { } tx && Number(parts[2]) is { } seq ? new JournalPosition(epoch, tx, seq) : null;
    }

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? EventOf(JournalEntry entry) => entry.Entity switch
    {
        "booking" => entry.What is "checked-in" or "walked-in" or "walked-in-overdrawn" ? "arrival" : "booking",
        "access" or "door" or "device" or "alarm" or "occupancy" or "reconciliation" => entry.Entity,
        _ => null,
    };

    private static byte[] Write(JournalEntry entry, string what, IReadOnlyDictionary<MemberId, string> names)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        buffer.Write(Encoding.UTF8.GetBytes($"id: {IdOf(entry.Position)}\nevent: {what}\ndata: "));
        using (var json = new Utf8JsonWriter(buffer, JsonRules.Writer))
        {
            json.WriteStartObject();
            json.WriteString(NameOf(what), what == "door" ? entry.EntityId[(entry.EntityId.IndexOf('/', StringComparison.Ordinal) + 1)..] : entry.EntityId);
            json.WriteString("what", entry.What);
            json.WriteString("at", Times.Utc(entry.At));
            if (what == "access" && entry.Detail is { } detail) Where(json, detail);
            if (IsAboutSomebody(entry)) Somebody(json, new MemberId(entry.MemberId!), names);

            json.WriteEndObject();
        }

        buffer.Write("\n\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    private static string NameOf(string what) => what switch
    {
        "arrival" => "booking",
        "occupancy" => "space",
        _ => what,
    };

    /// <summary>At which door, and why.</summary>
    private static void Where(Utf8JsonWriter json, string detail)
    {
        using var told = JsonDocument.Parse(detail);
        foreach (var property in told.RootElement.EnumerateObject().Where(property => property.Value.ValueKind == JsonValueKind.String))
            property.WriteTo(json);
    }

    private static void Somebody(Utf8JsonWriter json, MemberId member, IReadOnlyDictionary<MemberId, string> names)
    {
        json.WriteString("member", member.Value);
        if (names.GetValueOrDefault(member) is { } name) json.WriteString("name", name);
    }
}
