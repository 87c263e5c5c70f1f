using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SohoSolo.Gateway.Wire;

/// <summary>
/// Text that only the hub can open, such as an unknown badge: ephemeral ECDH P-256, HKDF-SHA256 (RFC 5869) and AES-256-GCM with the site's id as associated data. As text the base64url of
/// the ephemeral point (65 bytes, uncompressed) ‖ nonce (12) ‖ ciphertext ‖ tag (16).
/// </summary>
public static class Sealing
{
    private const int PointBytes = 65;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int LongestText = 4096;

    /// <summary>Seals a text. The same text never looks the same twice.</summary>
    /// <param name="hubSealSpki">The hub's public key, SubjectPublicKeyInfo.</param>
    /// <param name="site">The site's id: sealed for one site, it opens for no other.</param>
    /// <param name="text">At most 4,096 bytes of UTF-8.</param>
    public static string Seal(byte[] hubSealSpki, string site, string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(plain.Length, LongestText, nameof(text));
        using var hub = ECDiffieHellman.Create();
        hub.ImportSubjectPublicKeyInfo(hubSealSpki, out _);
        using var ephemeral = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);

        var sealedBytes = new byte[PointBytes + NonceBytes + plain.Length + TagBytes];
        var point = sealedBytes.AsSpan(0, PointBytes);
        var q = ephemeral.ExportParameters(includePrivateParameters: false).Q;
        point[0] = 4;
        q.X.CopyTo(point[1..]);
        q.Y.CopyTo(point[33..]);

        var nonce = sealedBytes.AsSpan(PointBytes, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = Cipher(ephemeral, hub.PublicKey, point);
        cipher.Encrypt(nonce, plain, sealedBytes.AsSpan(PointBytes + NonceBytes, plain.Length), sealedBytes.AsSpan(^TagBytes..), Encoding.UTF8.GetBytes(site));
        return Base64Url.EncodeToString(sealedBytes);
    }

    /// <summary>The text, or null when this hub and site are not who it was sealed to, or somebody has touched it.</summary>
    public static string? Open(ECDiffieHellman hubKey, string site, string sealedText)
    {
        if (sealedText.Length > LongestText * 2 || !Base64Url.IsValid(sealedText)) return null;

        var sealedBytes = Base64Url.DecodeFromChars(sealedText);
        if (sealedBytes.Length < PointBytes + NonceBytes + TagBytes || sealedBytes[0] != 4 || Base64Url.EncodeToString(sealedBytes) != sealedText) return null;

        var point = sealedBytes.AsSpan(0, PointBytes);
        var plain = new byte[sealedBytes.Length - PointBytes - NonceBytes - TagBytes];
        try
        {
            using var ephemeral = ECDiffieHellman.Create(new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = sealedBytes[1..33], Y = sealedBytes[33..PointBytes] },
            });
            using var cipher = Cipher(hubKey, ephemeral.PublicKey, point);
            cipher.Decrypt(
                sealedBytes.AsSpan(PointBytes, NonceBytes), sealedBytes.AsSpan(PointBytes + NonceBytes, plain.Length), sealedBytes.AsSpan(^TagBytes..), plain, Encoding.UTF8.GetBytes(site));
            return Encoding.UTF8.GetString(plain);
        }
        catch (CryptographicException)
        {
            // No point of the curve, or the tag does not fit: not sealed to us.
            return null;
        }
    }

    private static AesGcm Cipher(ECDiffieHellman mine, ECDiffieHellmanPublicKey theirs, ReadOnlySpan<byte> point)
    {
        Span<byte> key = stackalloc byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, mine.DeriveRawSecretAgreement(theirs), key, salt: point, info: "sohosolo sealed to the hub"u8);
        return new AesGcm(key, TagBytes);
    }
}
