using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Time;

namespace SohoSolo.Gateway.Wire;

/// <summary>
/// Guest passes, as a QR code shows them: <c>TC1.KID.PAYLOAD.SIG</c>. Payload: base64url of <c>{"b":booking,"s":site,"d":[doors],"n":not before,"x":expires,"u":uses,"j":nonce}</c>, times in epoch
/// seconds; sig: base64url of ECDSA P-256/SHA-256 (IEEE P1363) over the UTF-8 of everything before the last full stop. KID is the id of the hub's signing key.
/// </summary>
public static class GuestPasses
{
    private const string Version = "TC1";

    /// <summary>Writes and signs a pass.</summary>
    public static string Write(ECDsa key, int kid, PassClaims claims)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("b", claims.Booking);
            writer.WriteString("s", claims.Site.Value);
            writer.WriteTexts("d", claims.Doors);
            writer.WriteInstant("n", claims.During.Start);
            writer.WriteInstant("x", claims.During.End);
            writer.WriteNumber("u", claims.Uses);
            writer.WriteString("j", claims.Nonce);
            writer.WriteEndObject();
        }

        var signed = string.Create(CultureInfo.InvariantCulture, $"{Version}.{kid}.{Base64Url.EncodeToString(buffer.WrittenSpan)}");
        var signature = key.SignData(Encoding.UTF8.GetBytes(signed), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>What a pass claims, once its signature has been found right; whether that opens a door is Core's to say. Any text may come.</summary>
    public static Reading<PassClaims> Read(ECDsa key, int kid, string text)
    {
        if (text.Length > PresentedCredential.LongestPass) return Reading<PassClaims>.Refused(Refusal.TooLarge);

        var parts = text.Split('.');
        if (parts.Length != 4 || parts[0] != Version) return Reading<PassClaims>.Refused(Refusal.Unreadable);
        if (parts[1] != kid.ToString(CultureInfo.InvariantCulture)) return Reading<PassClaims>.Refused(Refusal.WrongKey);
        if (Bytes(parts[3]) is not { Length: 64 } signature || !key.VerifyData(Encoding.UTF8.GetBytes(text[..text.LastIndexOf('.')]), signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation))
            return Reading<PassClaims>.Refused(Refusal.BadSignature);

        return Reading<PassClaims>.Of(Bytes(parts[2]) is { } payload ? Json.Read(payload, Claims) : null);
    }

    private static PassClaims? Claims(JsonElement root) =>
        root.Number("u") is var uses and (0 or 1)
            ? new PassClaims(root.Text("b"), new SiteId(root.Text("s")), root.Texts("d"), new TimeRange(root.Instant("n"), root.Instant("x")), (int)uses, root.Text("j"))
            : null;

    private static byte[]? Bytes(string text) =>
        Base64Url.IsValid(text) && Base64Url.DecodeFromChars(text) is var bytes && Base64Url.EncodeToString(bytes) == text ? bytes : null;
}
