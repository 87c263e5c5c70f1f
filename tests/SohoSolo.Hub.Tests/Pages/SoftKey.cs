using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SohoSolo.Hub.Tests.Pages;

/// <summary>
/// A device that keeps one key and does what its browser tells it (WebAuthn Level 3): it makes the key, and signs with it. A test may have it lie about anything.
/// </summary>
internal sealed class SoftKey : IDisposable
{
    private const byte Present = 0x01;
    private const byte Verified = 0x04;
    private const byte Attested = 0x40;

    private readonly ECDsa pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] id = RandomNumberGenerator.GetBytes(32);

    /// <summary>Whose key it is, as the hub has told it.</summary>
    public string Owner { get; set; } = "";

    public uint Count { get; set; } = 1;

    public string Id => Base64Url.EncodeToString(id);

    /// <summary>What <c>navigator.credentials.create()</c> would give, as JSON.</summary>
    public string Make(string options, Signing? lie = null)
    {
        using var asked = JsonDocument.Parse(options);
        var said = lie ?? new Signing();
        Owner = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(asked.RootElement.GetProperty("user").GetProperty("id").GetString()));
        var data = Data(said, Attested, [.. new byte[16], 0, (byte)id.Length, .. id, .. PublicKey()]);

        // {"fmt": "none", "attStmt": {}, "authData": …} in CBOR.
        byte[] made = [0xA3, 0x63, .. "fmt"u8, 0x64, .. "none"u8, 0x67, .. "attStmt"u8, 0xA0, 0x68, .. "authData"u8, 0x59, (byte)(data.Length >> 8), (byte)data.Length, .. data];
        return Json(new
        {
            clientDataJSON = Base64Url.EncodeToString(Client(said, "webauthn.create", Challenge(asked))),
            attestationObject = Base64Url.EncodeToString(made),
            transports = (string[])["internal", "hybrid"],
        });
    }

    /// <summary>What <c>navigator.credentials.get()</c> would give, as JSON.</summary>
    public string Sign(string options, Signing? lie = null)
    {
        using var asked = JsonDocument.Parse(options);
        var said = lie ?? new Signing();
        Count += said.Counts;
        var (client, data) = (Client(said, "webauthn.get", Challenge(asked)), Data(said, 0, []));
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var signature = (said.IsForged ? other : pair).SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Json(new
        {
            clientDataJSON = Base64Url.EncodeToString(client),
            authenticatorData = Base64Url.EncodeToString(data),
            signature = Base64Url.EncodeToString(signature),
            userHandle = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(said.Owner ?? Owner)),
        });
    }

    public void Dispose() => pair.Dispose();

    private static string Challenge(JsonDocument asked) => asked.RootElement.GetProperty("challenge").GetString()!;

    private static byte[] Client(Signing said, string type, string challenge) => JsonSerializer.SerializeToUtf8Bytes(new { type = said.Type ?? type, challenge, origin = said.Origin, crossOrigin = said.IsCrossOrigin });

    private string Json(object response) => JsonSerializer.Serialize(new { id = Id, rawId = Id, type = "public-key", authenticatorAttachment = "platform", clientExtensionResults = new { }, response });

    /// <summary>Authenticator data (WebAuthn §6.1).</summary>
    private byte[] Data(Signing said, byte flags, byte[] more)
    {
        var count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, Count);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(said.Domain)), (byte)(flags | (said.IsPresent ? Present : 0) | (said.IsVerified ? Verified : 0)), .. count, .. more];
    }

    /// <summary>ES256 in COSE (RFC 9053 §7.1): {1: 2, 3: -7, -1: 1, -2: x, -3: y}.</summary>
    private byte[] PublicKey()
    {
        var point = pair.ExportParameters(false).Q;
        return [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. point.X!, 0x22, 0x58, 0x20, .. point.Y!];
    }
}

/// <summary>Where and how something is signed; what an honest device says unless it is told otherwise.</summary>
internal sealed record Signing
{
    public string Origin { get; init; } = PasskeyTests.Origin;

    public string Domain { get; init; } = PasskeyTests.Domain;

    /// <summary>Null for the one of the ceremony.</summary>
    public string? Type { get; init; }

    public string? Owner { get; init; }

    public bool IsCrossOrigin { get; init; }

    public bool IsPresent { get; init; } = true;

    public bool IsVerified { get; init; } = true;

    /// <summary>With another key than the one that was made.</summary>
    public bool IsForged { get; init; }

    public uint Counts { get; init; } = 1;

    public override string ToString() => $"{nameof(Signing)} at {Origin} for {Domain}";
}
