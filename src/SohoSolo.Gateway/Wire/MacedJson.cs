using System.Security.Cryptography;
using System.Text.Json;

namespace SohoSolo.Gateway.Wire;

/// <summary>JSON objects from a gateway: the last member <c>mac</c> is the base64url (RFC 4648 §5) of HMAC-SHA256 (RFC 2104) under the gateway's own key over the exact bytes before <c>,"mac":</c>.</summary>
public static class MacedJson
{
    /// <summary>Writes one with its MAC.</summary>
    /// <param name="key">The gateway's own key.</param>
    /// <param name="body">Writes the members, without braces and without <c>mac</c>; at least one.</param>
    public static byte[] Mac(byte[] key, Action<Utf8JsonWriter> body) => Trailer.Write("mac", body, bytes => HMACSHA256.HashData(key, bytes));

    /// <summary>Whether a holder of the key has written exactly this. Any bytes may come.</summary>
    public static bool Verify(byte[] key, ReadOnlySpan<byte> message)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (!Trailer.Split(message, ",\"mac\":\""u8, mac, out var body)) return false;

        HMACSHA256.HashData(key, body, expected);
        return CryptographicOperations.FixedTimeEquals(mac, expected);
    }
}
