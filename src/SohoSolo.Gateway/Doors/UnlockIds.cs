using System.Security.Cryptography;
using System.Text;
using SohoSolo.Gateway.Drivers;

namespace SohoSolo.Gateway.Doors;

/// <summary>
/// The id of the command that answers a device's message. The same message always has the same: a gateway that dies between unlocking and writing down says it twice, and the lock acts once.
/// </summary>
public static class UnlockIds
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int Length = 26;

    public static string Of(string device, DeviceNumber number)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{device}|{number.Boot}|{number.Seq}"), hash);
        return Base32(hash);
    }

    /// <summary>For a device that does not number what it sends.</summary>
    public static string Random() => Base32(RandomNumberGenerator.GetBytes(32));

    private static string Base32(ReadOnlySpan<byte> bytes)
    {
        Span<char> text = stackalloc char[Length];
        for (var i = 0; i < Length; i++)
        {
            var bit = i * 5;
            var pair = (bytes[bit / 8] << 8) | bytes[(bit / 8) + 1];
            text[i] = Letters[(pair >> (11 - (bit % 8))) & 31];
        }

        return new string(text);
    }
}
