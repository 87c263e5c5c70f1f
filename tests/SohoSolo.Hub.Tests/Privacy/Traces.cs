using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using SohoSolo.Storage;
using Xunit;

namespace SohoSolo.Hub.Tests.Privacy;

/// <summary>
/// Looks for words in the bytes of files, whatever the files are: in their names, as UTF-8, in what is packed in them (also as base64), and in a whole copy of the database. What it would miss: words that are
/// sealed, which is what sealing is for, and pages of PostgreSQL that its vacuum has not come to.
/// </summary>
internal static partial class Traces
{
    private const int LongestPacked = 1 << 20;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>As <c>file: word</c>, each once.</summary>
    public static IReadOnlyList<string> InFiles(IEnumerable<string> folders, IReadOnlyCollection<string> words) =>
    [
        .. from folder in folders
           from file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith("lock", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
           from word in In($"{Path.GetFileName(file)}\n{Plain(Read(file))}", words)
           select $"{Path.GetRelativePath(folder, file)}: {word}",
    ];

    /// <summary>As <c>table: word</c>.</summary>
    public static async Task<IReadOnlyList<string>> InTables(Store store, IReadOnlyCollection<string> words)
    {
        var copy = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.zip");
        await new StoreMaintenance(store).Backup(copy, Stop);
        List<string> found = [];
        await using (var zip = await ZipFile.OpenReadAsync(copy, Stop))
        {
            foreach (var entry in zip.Entries)
            {
                await using var open = await entry.OpenAsync(Stop);
                using var bytes = new MemoryStream();
                await open.CopyToAsync(bytes, Stop);
                found.AddRange(In(Plain(bytes.ToArray()), words).Select(word => $"{Path.GetFileNameWithoutExtension(entry.Name)}: {word}"));
            }
        }

        File.Delete(copy);
        return found;
    }

    /// <summary>A number stands by itself: six digits in a row come in some hexadecimal number or other.</summary>
    private static IEnumerable<string> In(string text, IEnumerable<string> words) => words.Where(word => word.All(char.IsAsciiDigit)
        ? Regex.IsMatch(text, $"(?<![0-9A-Za-z]){word}(?![0-9A-Za-z])")
        : text.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>The bytes one by one as letters, and then what was packed among them.</summary>
    private static string Plain(byte[] bytes)
    {
        var text = new StringBuilder(Encoding.Latin1.GetString(bytes));
        for (var at = Next(bytes, 0); at >= 0; at = Next(bytes, at + 1))
            text.Append('\n').Append(Unpacked(bytes.AsMemory(at)));

        foreach (var packed in Packed().Matches(Encoding.Latin1.GetString(bytes)).Select(match => match.Value[..(match.Value.Length / 4 * 4)]))
            text.Append('\n').Append(Unpacked(Convert.FromBase64String(packed)));

        return text.ToString();
    }

    private static int Next(byte[] bytes, int from) => bytes.AsSpan(from).IndexOf((ReadOnlySpan<byte>)[0x1F, 0x8B, 0x08]) is var at and >= 0 ? from + at : -1;

    /// <summary>As far as it goes: a file of pages may have torn it.</summary>
    private static string Unpacked(ReadOnlyMemory<byte> packed)
    {
        using var open = new GZipStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
        var (plain, length) = (new byte[LongestPacked], 0);
        try
        {
            for (var read = 1; read > 0 && length < plain.Length; length += read)
                read = open.Read(plain, length, Math.Min(512, plain.Length - length));
        }
        catch (InvalidDataException)
        {
            return Encoding.Latin1.GetString(plain, 0, length);
        }

        return Encoding.Latin1.GetString(plain, 0, length);
    }

    private static byte[] Read(string file)
    {
        using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        open.CopyTo(bytes);
        return bytes.ToArray();
    }

    [GeneratedRegex("H4sI[A-Za-z0-9+/]{16,}={0,2}")]
    private static partial Regex Packed();
}
