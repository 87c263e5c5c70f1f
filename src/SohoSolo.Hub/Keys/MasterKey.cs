using System.Security.Cryptography;
using System.Text;

namespace SohoSolo.Hub.Keys;

/// <summary>The one key that is not in the database: everything secret there is sealed with what is derived from it. It never shows itself in a log.</summary>
internal sealed class MasterKey
{
    public const int Length = 32;

    /// <summary>Letters of <see cref="ToText"/>.</summary>
    public const int TextLength = (2 * Length) + 1;

    private readonly byte[] key;

    public MasterKey(ReadOnlySpan<byte> key)
    {
        if (key.Length != Length)
            throw new ArgumentException($"A master key has {Length} bytes.", nameof(key));

        this.key = key.ToArray();
    }

    public static MasterKey New() => new(RandomNumberGenerator.GetBytes(Length));

    /// <summary>A key for one purpose; nobody gets from one to another.</summary>
    public byte[] For(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, key, Length, info: Encoding.UTF8.GetBytes($"sohosolo/{purpose}"));

    /// <summary>Tells one master key from another, and nothing of it.</summary>
    public string Mark => Convert.ToHexStringLower(For("check"));

    /// <summary>The file's whole text.</summary>
    public string ToText() => $"{Convert.ToHexStringLower(key)}\n";

    /// <summary>Null for a text that is no key.</summary>
    public static MasterKey? Read(string text)
    {
        var digits = text.Trim();
        return digits.Length == 2 * Length && digits.All(char.IsAsciiHexDigit) ? new MasterKey(Convert.FromHexString(digits)) : null;
    }
}
