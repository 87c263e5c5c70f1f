using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using SohoSolo.Core.Access;

namespace SohoSolo.Gateway.Wire;

/// <summary>
/// What a site's snapshot knows of a credential: base64url of HMAC-SHA256 (RFC 2104) under the site's key, 43 letters. A badge is hashed as its canonical text; a PIN first goes through PBKDF2
/// (RFC 8018), since a space of six digits would fall in seconds to whoever has the site's key.
/// </summary>
public static class CredentialHashes
{
    /// <summary>Rounds of PBKDF2-SHA256 for a PIN.</summary>
    public const int PinRounds = 100_000;

    /// <summary>The hash of a badge.</summary>
    public static string OfBadge(byte[] siteKey, PresentedCredential credential) =>
        credential.IsBadge ? Of(siteKey, credential.Canonical) : throw new ArgumentException("Only a badge is hashed as it is.", nameof(credential));

    /// <summary>32 bytes: what stands for a PIN over the whole network. Slow on purpose: some 50 ms.</summary>
    public static byte[] PinKey(byte[] pinSalt, string digits) => Rfc2898DeriveBytes.Pbkdf2(digits, pinSalt, PinRounds, HashAlgorithmName.SHA256, 32);

    /// <summary>The hash of a PIN, of what <see cref="PinKey"/> made of it.</summary>
    public static string OfPinKey(byte[] siteKey, byte[] pinKey) => Of(siteKey, $"pin:{Base64Url.EncodeToString(pinKey)}");

    private static string Of(byte[] siteKey, string canonical) => Base64Url.EncodeToString(HMACSHA256.HashData(siteKey, Encoding.UTF8.GetBytes(canonical)));
}
