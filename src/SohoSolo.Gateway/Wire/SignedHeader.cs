using System.Text.Json;
using SohoSolo.Core;

namespace SohoSolo.Gateway.Wire;

/// <summary>The members that every message of the hub begins with, and the order of the checks: signature, type, site, generation, and only then what it says.</summary>
internal static class SignedHeader
{
    private sealed record Box<T>(Reading<T> Reading)
        where T : class;

    public static void WriteHeader(this Utf8JsonWriter writer, string type, SiteId site, int kid, long counter)
    {
        writer.WriteString("typ", type);
        writer.WriteString("site", site.Value);
        writer.WriteNumber("kid", kid);
        writer.WriteNumber("ctr", counter);
    }

    public static Reading<T> Read<T>(ReadOnlyMemory<byte> message, HubTrust trust, string type, Func<JsonElement, T?> read)
        where T : class
    {
        if (!trust.Verify(message.Span)) return Reading<T>.Refused(Refusal.BadSignature);

        var box = Json.Read(message, root => new Box<T>(Check(root, type, trust.Site, trust.Kid) is { } why ? Reading<T>.Refused(why) : Reading<T>.Of(read(root))));
        return box?.Reading ?? Reading<T>.Refused(Refusal.Unreadable);
    }

    /// <summary>The same for messages of a gateway: any of its keys may have made the MAC, and the message must name that very key.</summary>
    public static Reading<T> Read<T>(ReadOnlyMemory<byte> message, IEnumerable<GatewayMac> macs, string type, Func<JsonElement, T?> read)
        where T : class
    {
        if (macs.FirstOrDefault(mac => MacedJson.Verify(mac.Key, message.Span)) is not { } sender) return Reading<T>.Refused(Refusal.BadSignature);

        var box = Json.Read(message, root => new Box<T>(
            Check(root, type, sender.Site, sender.Kid) is { } why ? Reading<T>.Refused(why)
            : root.Text("gw") != sender.Gateway ? Reading<T>.Refused(Refusal.WrongKey)
            : Reading<T>.Of(read(root))));
        return box?.Reading ?? Reading<T>.Refused(Refusal.Unreadable);
    }

    private static Refusal? Check(JsonElement root, string type, SiteId site, int kid)
    {
        if (root.Text("typ") != type) return Refusal.WrongType;
        if (root.Text("site") != site.Value) return Refusal.WrongSite;

        return root.Number("kid") == kid ? null : Refusal.WrongKey;
    }
}
