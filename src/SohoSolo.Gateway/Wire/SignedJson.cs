using System.Security.Cryptography;
using System.Text.Json;

namespace SohoSolo.Gateway.Wire;

/// <summary>
/// JSON objects from the hub: the last member <c>sig</c> is the base64url (RFC 4648 §5) of an ECDSA P-256/SHA-256 signature (IEEE P1363, 64 bytes) over the exact bytes before <c>,"sig":</c>.
/// </summary>
public static class SignedJson
{
    private const int SignatureBytes = 64;

    /// <summary>Writes and signs one.</summary>
    /// <param name="key">The hub's signing key.</param>
    /// <param name="body">Writes the members, without braces and without <c>sig</c>; at least one.</param>
    public static byte[] Sign(ECDsa key, Action<Utf8JsonWriter> body) =>
        Trailer.Write("sig", body, bytes => key.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));

    /// <summary>Whether the holder of the key has signed exactly this. Any bytes may come.</summary>
    public static bool Verify(ECDsa key, ReadOnlySpan<byte> message)
    {
        Span<byte> signature = stackalloc byte[SignatureBytes];
        return Trailer.Split(message, ",\"sig\":\""u8, signature, out var body)
            && key.VerifyData(body, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    /// <summary>As above, with a public key as SubjectPublicKeyInfo (RFC 5280). For who verifies often, reading the key each time costs more than verifying.</summary>
    public static bool Verify(byte[] spki, ReadOnlySpan<byte> message)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(spki, out _);
        return Verify(key, message);
    }
}
