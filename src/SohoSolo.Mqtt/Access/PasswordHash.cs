using System.Globalization;
using System.Security.Cryptography;

namespace SohoSolo.Mqtt.Access;

/// <summary>A salted hash as <c>mosquitto_passwd</c> writes it: <c>$7$iterations$salt$hash</c>, PBKDF2 with HMAC-SHA-512, in base64.</summary>
internal sealed class PasswordHash
{
    // Mosquitto takes no other length.
    private const int SaltBytes = 12;
    private const int HashBytes = 64;

    private readonly byte[] hash;

    private PasswordHash(int iterations, byte[] salt, byte[] hash)
    {
        Iterations = iterations;
        Salt = salt;
        this.hash = hash;
    }

    public int Iterations { get; }

    public byte[] Salt { get; }

    public static PasswordHash Of(ReadOnlySpan<byte> password, int iterations)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return new PasswordHash(iterations, salt, Derive(password, salt, iterations));
    }

    /// <summary>A hash that no password has, as costly to try as <paramref name="like"/>.</summary>
    public static PasswordHash OfNobody(PasswordHash? like) =>
        new(like?.Iterations ?? UserFile.DefaultIterations, RandomNumberGenerator.GetBytes(SaltBytes), RandomNumberGenerator.GetBytes(HashBytes));

    /// <summary>Null when it was read; otherwise what is wrong with the text, which is not repeated: it may be a password.</summary>
    public static string? Read(string text, out PasswordHash? read)
    {
        read = null;
        var parts = text.Split('$');
        if (text.StartsWith("$6$", StringComparison.Ordinal))
            return "the hash is of the old kind $6$ (one round of SHA-512); make it again with mosquitto_passwd";

        if (parts is not ["", "7", var rounds, var salt, var hash])
            return "the password is not hashed; 'mosquitto_passwd -U FILE' hashes a whole file";

        if (!int.TryParse(rounds, NumberStyles.None, CultureInfo.InvariantCulture, out var iterations) || iterations is < 1 or > UserFile.MostIterations)
            return $"the iterations must be a number from 1 to {UserFile.MostIterations}";

        if (Bytes(salt) is not { Length: >= 8 and <= 256 } saltBytes || Bytes(hash) is not { Length: HashBytes } hashBytes)
            return $"salt and hash must be base64, the salt of 8 bytes at least, the hash of {HashBytes}";

        read = new PasswordHash(iterations, saltBytes, hashBytes);
        return null;
    }

    public bool IsOf(ReadOnlySpan<byte> password) => CryptographicOperations.FixedTimeEquals(hash, Derive(password, Salt, Iterations));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"$7${Iterations}${Convert.ToBase64String(Salt)}${Convert.ToBase64String(hash)}");

    private static byte[] Derive(ReadOnlySpan<byte> password, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA512, HashBytes);

    private static byte[]? Bytes(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var written) ? bytes[..written] : null;
    }
}
