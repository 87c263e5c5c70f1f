using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SohoSolo.Hub.Keys;

/// <summary>Encrypts what the database keeps and nobody may read there: AES-256-GCM, bound to the place that it belongs to.</summary>
internal sealed class ValueSeal(byte[] key)
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    public string Seal(string place, ReadOnlySpan<byte> value)
    {
        var whole = new byte[NonceLength + value.Length + TagLength];
        var (nonce, text, tag) = Parts(whole);
        RandomNumberGenerator.Fill(nonce.Span);
        using var cipher = new AesGcm(key, TagLength);
        cipher.Encrypt(nonce.Span, value, text.Span, tag.Span, Encoding.UTF8.GetBytes(place));
        return Base64Url.EncodeToString(whole);
    }

    /// <exception cref="CryptographicException">It was sealed with another key, for another place, or was changed.</exception>
    public byte[] Open(string place, string sealedText)
    {
        byte[] whole = Base64Url.IsValid(sealedText) ? Base64Url.DecodeFromChars(sealedText) : [];
        if (whole.Length < NonceLength + TagLength)
            throw new CryptographicException("This is no sealed value.");

        var (nonce, text, tag) = Parts(whole);
        var value = new byte[text.Length];
        using var cipher = new AesGcm(key, TagLength);
        cipher.Decrypt(nonce.Span, text.Span, tag.Span, value, Encoding.UTF8.GetBytes(place));
        return value;
    }

    private static (Memory<byte> Nonce, Memory<byte> Text, Memory<byte> Tag) Parts(Memory<byte> whole) =>
        (whole[..NonceLength], whole[NonceLength..^TagLength], whole[^TagLength..]);
}
