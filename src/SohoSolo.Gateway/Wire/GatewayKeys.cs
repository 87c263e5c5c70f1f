using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using SohoSolo.Core;

namespace SohoSolo.Gateway.Wire;

/// <summary>
/// Everything secret that a site's gateway holds, made at enrolment: as text the base64url of
/// <c>{"v":1,"site","gw","kid","siteKey","gatewayKey","hubSign":{"kid","spki"},"hubSeal","pinSalt"}</c>, bytes as base64url. It never shows itself in a log.
/// </summary>
/// <param name="Site">The site.</param>
/// <param name="Gateway">The gateway's id, which is its user name at the hub's broker: <c>gw-nogaro</c>.</param>
/// <param name="Kid">Which generation of this gateway's keys.</param>
/// <param name="SiteKey">32 bytes: what credentials are hashed under.</param>
/// <param name="GatewayKey">32 bytes: what batches and questions are authenticated with.</param>
/// <param name="HubKid">The id of the hub's signing key.</param>
/// <param name="HubSignSpki">The hub's public signing key, SubjectPublicKeyInfo (RFC 5280), P-256.</param>
/// <param name="HubSealSpki">The hub's public key that unknown credentials are sealed to, the same form.</param>
/// <param name="PinSalt">16 bytes, the same over the network.</param>
public sealed record GatewayKeys(SiteId Site, string Gateway, int Kid, byte[] SiteKey, byte[] GatewayKey, int HubKid, byte[] HubSignSpki, byte[] HubSealSpki, byte[] PinSalt)
{
    /// <summary>What the hub checks this gateway's messages with.</summary>
    public GatewayMac Mac => new(Site, Gateway, Kid, GatewayKey);

    /// <summary>The text that <c>gateway enrol</c> prints once.</summary>
    public string ToText()
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("v", 1);
            writer.WriteString("site", Site.Value);
            writer.WriteString("gw", Gateway);
            writer.WriteNumber("kid", Kid);
            writer.WriteString("siteKey", Base64Url.EncodeToString(SiteKey));
            writer.WriteString("gatewayKey", Base64Url.EncodeToString(GatewayKey));
            writer.WriteStartObject("hubSign");
            writer.WriteNumber("kid", HubKid);
            writer.WriteString("spki", Base64Url.EncodeToString(HubSignSpki));
            writer.WriteEndObject();
            writer.WriteString("hubSeal", Base64Url.EncodeToString(HubSealSpki));
            writer.WriteString("pinSalt", Base64Url.EncodeToString(PinSalt));
            writer.WriteEndObject();
        }

        return Base64Url.EncodeToString(buffer.WrittenSpan);
    }

    /// <summary>The keys in such a text, blanks around it allowed; null for anything else, and for keys that are none.</summary>
    public static GatewayKeys? Read(string text)
    {
        var trimmed = text.Trim();
        return trimmed.Length <= 4096 && Base64Url.IsValid(trimmed) ? Json.Read(Base64Url.DecodeFromChars(trimmed), Read) : null;
    }

    /// <summary>Site, gateway and generation; never a key.</summary>
    public override string ToString() => $"{Gateway} of {Site}, generation {Kid}";

    private static GatewayKeys? Read(JsonElement root)
    {
        var sign = root.GetProperty("hubSign");
        var keys = new GatewayKeys(
            new SiteId(root.Text("site")),
            root.Text("gw"),
            root.GetProperty("kid").GetInt32(),
            Bytes(root, "siteKey"),
            Bytes(root, "gatewayKey"),
            sign.GetProperty("kid").GetInt32(),
            Bytes(sign, "spki"),
            Bytes(root, "hubSeal"),
            Bytes(root, "pinSalt"));
        var complete = root.Number("v") == 1 && keys is { SiteKey.Length: 32, GatewayKey.Length: 32, PinSalt.Length: 16, Site.Value.Length: > 0, Gateway.Length: > 0 };
        return complete && IsKey(keys.HubSignSpki) && IsKey(keys.HubSealSpki) ? keys : null;
    }

    private static byte[] Bytes(JsonElement element, string name) => Base64Url.DecodeFromChars(element.Text(name));

    private static bool IsKey(byte[] spki)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(spki, out _);
            return key.KeySize == 256;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}

/// <summary>What a gateway's messages are authenticated with, in one generation. It never shows itself in a log.</summary>
/// <param name="Site">The site.</param>
/// <param name="Gateway">The gateway's id.</param>
/// <param name="Kid">Which generation of the gateway's keys.</param>
/// <param name="Key">32 bytes.</param>
public sealed record GatewayMac(SiteId Site, string Gateway, int Kid, byte[] Key)
{
    /// <summary>Site, gateway and generation; never the key.</summary>
    public override string ToString() => $"{Gateway} of {Site}, generation {Kid}";
}
