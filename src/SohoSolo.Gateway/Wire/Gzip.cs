using System.IO.Compression;

namespace SohoSolo.Gateway.Wire;

/// <summary>gzip (RFC 1952), with a bound on what may come out of it: a few kilobytes can hold gigabytes of zeros.</summary>
internal static class Gzip
{
    public const int MostInflated = 8 * 1024 * 1024;

    public static byte[] Deflate(ReadOnlySpan<byte> plain)
    {
        using var zipped = new MemoryStream(plain.Length / 2);
        using (var gzip = new GZipStream(zipped, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(plain);

        return zipped.ToArray();
    }

    /// <summary>Null for bytes that are no gzip, or that hold more than <see cref="MostInflated"/>.</summary>
    public static byte[]? Inflate(ReadOnlyMemory<byte> zipped)
    {
        using var gzip = new GZipStream(new MemoryStream(zipped.ToArray(), writable: false), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        var piece = new byte[64 * 1024];
        try
        {
            while (gzip.Read(piece) is var count and > 0)
            {
                if (plain.Length + count > MostInflated) return null;

                plain.Write(piece, 0, count);
            }
        }
        catch (InvalidDataException)
        {
            return null;
        }

        return plain.ToArray();
    }
}
