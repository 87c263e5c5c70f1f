using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SohoSolo.Hub.Broker;

/// <summary>Passwords of devices and gateways: random and long, so that a plain hash of name and password keeps them.</summary>
internal static class MqttPasswords
{
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static string Hash(string name, string password) => Hash(name, Encoding.UTF8.GetBytes(password));

    public static bool IsRight(string hash, string name, ReadOnlySpan<byte> password) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(Hash(name, password)));

    private static string Hash(string name, ReadOnlySpan<byte> password) => Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes($"{name}:"), .. password]));
}

/// <summary>What the hub's own link and the gateways inside this process show to the broker: made at start, known to nobody outside.</summary>
internal sealed class InProcessSecret
{
    public string Text { get; } = MqttPasswords.New();

    /// <summary>A secret is not for logs.</summary>
    public override string ToString() => nameof(InProcessSecret);
}
