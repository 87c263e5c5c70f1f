using System.Security.Cryptography;
using System.Text.Json;
using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Presence;

namespace SohoSolo.Gateway.Wire;

/// <summary>
/// Snapshots and their changes as the hub signs them: gzip (RFC 1952) of signed JSON (<see cref="SignedJson"/>), at most 256 KiB. Instants in epoch seconds, spans in seconds, both to the millisecond.
/// <c>{"typ":"snapshot","site","kid","ctr","rev","iat","nbf","exp","entries":[{"h","ref","m"?,"w":[[from,to]…],"doors":[…],"f"?:"walk-in|pin-needed"}],"revoked":[…],"open":[[from,to]…],"doors":[…],"devices":[…],"rules":{…},"presence"?:{…},"sig"}</c>;
/// a change has <c>"typ":"delta"</c>, <c>prevRev</c>, <c>add</c> and <c>remove</c> instead of <c>entries</c>, and of the rest only what has changed.
/// </summary>
public static class SnapshotCodec
{
    /// <summary>The largest message of either kind.</summary>
    public const int MostBytes = 256 * 1024;

    /// <summary>Writes, signs and packs a snapshot for one generation of the gateway's keys.</summary>
    public static byte[] Write(AccessSnapshot snapshot, int kid, ECDsa key) => Gzip.Deflate(SignedJson.Sign(key, writer =>
    {
        writer.WriteHeader("snapshot", snapshot.Site, kid, snapshot.Revision);
        writer.WriteNumber("rev", snapshot.Revision);
        writer.WriteInstant("iat", snapshot.IssuedAt);
        writer.WriteInstant("nbf", snapshot.NotBefore);
        writer.WriteInstant("exp", snapshot.ExpiresAt);
        writer.WriteEntries("entries", snapshot.Content.Entries);
        writer.WriteTexts("revoked", snapshot.Content.Revoked);
        writer.WriteRanges("open", snapshot.Content.Open);
        writer.WriteDoors(snapshot.Content.Doors);
        writer.WriteDevices(snapshot.Content.Devices);
        writer.WriteRules(snapshot.Content.Rules);
        writer.WritePresence(snapshot.Content.Presence);
    }));

    /// <summary>Writes, signs and packs a change for one generation of the gateway's keys.</summary>
    public static byte[] WriteDelta(AccessDelta delta, int kid, ECDsa key) => Gzip.Deflate(SignedJson.Sign(key, writer =>
    {
        writer.WriteHeader("delta", delta.Site, kid, delta.Revision);
        writer.WriteNumber("prevRev", delta.Previous);
        writer.WriteNumber("rev", delta.Revision);
        writer.WriteInstant("iat", delta.IssuedAt);
        writer.WriteInstant("exp", delta.ExpiresAt);
        writer.WriteEntries("add", delta.Add);
        writer.WriteTexts("remove", delta.Remove);
        if (delta.Revoked is { } revoked)
            writer.WriteTexts("revoked", revoked);
        if (delta.Open is { } open)
            writer.WriteRanges("open", open);
        if (delta.Doors is { } doors)
            writer.WriteDoors(doors);
        if (delta.Devices is { } devices)
            writer.WriteDevices(devices);
        if (delta.Rules is { } rules)
            writer.WriteRules(rules);
        if (delta.Presence is { } presence)
            writer.WritePresence(presence);
    }));

    /// <summary>The snapshot in a message, verified before it is parsed; whether it is newer, and still holds, is its reader's to ask. Any bytes may come.</summary>
    public static Reading<AccessSnapshot> Read(ReadOnlyMemory<byte> message, HubTrust trust) => Read(message, trust, "snapshot", Snapshot);

    /// <summary>The change in a message, verified before it is parsed. Any bytes may come.</summary>
    public static Reading<AccessDelta> ReadDelta(ReadOnlyMemory<byte> message, HubTrust trust) => Read(message, trust, "delta", Delta);

    private static Reading<T> Read<T>(ReadOnlyMemory<byte> message, HubTrust trust, string type, Func<JsonElement, T?> read)
        where T : class
    {
        if (message.Length > MostBytes) return Reading<T>.Refused(Refusal.TooLarge);

        return Gzip.Inflate(message) is { } plain ? SignedHeader.Read(plain, trust, type, read) : Reading<T>.Refused(Refusal.Unreadable);
    }

    private static AccessSnapshot? Snapshot(JsonElement root) => root.Number("rev") == root.Number("ctr")
        ? new AccessSnapshot
        {
            Site = new SiteId(root.Text("site")),
            Revision = root.Number("rev"),
            IssuedAt = root.Instant("iat"),
            NotBefore = root.Instant("nbf"),
            ExpiresAt = root.Instant("exp"),
            Content = new AccessContent
            {
                Entries = SnapshotJson.Entries(root.GetProperty("entries")),
                Revoked = root.Texts("revoked"),
                Open = root.Ranges("open"),
                Doors = SnapshotJson.Doors(root.GetProperty("doors")),
                Devices = SnapshotJson.Devices(root.GetProperty("devices")),
                Rules = SnapshotJson.Rules(root.GetProperty("rules")),
                Presence = root.Optional("presence") is { } presence ? SnapshotJson.Presence(presence) : new PresenceRules(),
            },
        }
        : null;

    private static AccessDelta? Delta(JsonElement root) => root.Number("rev") == root.Number("ctr")
        ? new AccessDelta
        {
            Site = new SiteId(root.Text("site")),
            Previous = root.Number("prevRev"),
            Revision = root.Number("rev"),
            IssuedAt = root.Instant("iat"),
            ExpiresAt = root.Instant("exp"),
            Add = SnapshotJson.Entries(root.GetProperty("add")),
            Remove = root.Texts("remove"),
            Revoked = root.Optional("revoked") is null ? null : root.Texts("revoked"),
            Open = root.Optional("open") is null ? null : root.Ranges("open"),
            Doors = root.Optional("doors") is { } doors ? SnapshotJson.Doors(doors) : null,
            Devices = root.Optional("devices") is { } devices ? SnapshotJson.Devices(devices) : null,
            Rules = root.Optional("rules") is { } rules ? SnapshotJson.Rules(rules) : null,
            Presence = root.Optional("presence") is { } presence ? SnapshotJson.Presence(presence) : null,
        }
        : null;
}
