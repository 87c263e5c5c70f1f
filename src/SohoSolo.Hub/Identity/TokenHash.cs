using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SohoSolo.Hub.Identity;

/// <summary>Tokens are stored as their SHA-256 only. They carry 256 random bits, so no slow hash is needed.</summary>
internal static class TokenHash
{
    private const string Prefix = "sst_";

    public static string Of(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>A fresh token: shown once, never stored.</summary>
    public static string NewToken() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
