using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SohoSolo.Hub.Webhooks;

/// <summary>How a receiver knows that a delivery is ours and fresh: HMAC-SHA256 over the time of sending, a dot, and the body's bytes.</summary>
internal static class WebhookSignature
{
    public const string Header = "SohoSolo-Signature";

    private const string Prefix = "whsec_";
    private const int SecretBytes = 32;

    public static string NewSecret() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary><c>t=1763799302,v1=…</c>, with a <c>v1</c> for each secret that holds; the key is the secret as it was shown, prefix and all.</summary>
    public static string Of(IEnumerable<string> secrets, DateTimeOffset at, byte[] body)
    {
        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"t={seconds}{string.Concat(secrets.Select(secret => $",v1={Mac(secret, seconds, body)}"))}";
    }

    private static string Mac(string secret, string seconds, byte[] body)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        mac.AppendData(Encoding.ASCII.GetBytes($"{seconds}."));
        mac.AppendData(body);
        return Convert.ToHexStringLower(mac.GetHashAndReset());
    }
}
