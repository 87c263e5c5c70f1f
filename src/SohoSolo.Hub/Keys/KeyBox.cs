using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using SohoSolo.Core.Access;

namespace SohoSolo.Hub.Keys;

/// <summary>
/// Every key of the hub, and what is done with them. One master key stands behind all: lookups of credentials and sealed values need it alone, and it opens the keys that the network
/// knows the hub by. Loaded once; it never shows itself in a log.
/// </summary>
internal sealed class KeyBox : IDisposable
{
    private const string Value = "value";
    private const string PinPrefix = "pin:";

    private readonly byte[] lookup;
    private readonly ValueSeal seal;

    private KeyBox(MasterKey master, ECDsa sign, ECDiffieHellman sealing, byte[] pinSalt)
    {
        lookup = master.For("lookup");
        seal = new ValueSeal(master.For("seal"));
        Sign = sign;
        Seal = sealing;
        PinSalt = pinSalt;
    }

    /// <summary>Signs what goes to gateways and guest passes.</summary>
    public ECDsa Sign { get; }

    /// <summary>Which generation of <see cref="Sign"/> it is.</summary>
    public int SignKid { get; } = 1;

    /// <summary>Opens what gateways sealed to the hub.</summary>
    public ECDiffieHellman Seal { get; }

    /// <summary>The network's salt for PINs.</summary>
    public byte[] PinSalt { get; }

    /// <summary>From a master key and the database's rows, which <paramref name="keep"/> reads or, when there is none of that name yet, makes of what it is given.</summary>
    public static async Task<KeyBox> Open(MasterKey master, Func<string, string, Task<string>> keep)
    {
        var seal = new ValueSeal(master.For("seal"));
        var sign = ECDsa.Create();
        sign.ImportPkcs8PrivateKey(await Kept("sign-1", () => ECDsa.Create(ECCurve.NamedCurves.nistP256).ExportPkcs8PrivateKey()), out _);
        var sealing = ECDiffieHellman.Create();
        sealing.ImportPkcs8PrivateKey(await Kept("seal-1", () => ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256).ExportPkcs8PrivateKey()), out _);
        return new KeyBox(master, sign, sealing, await Kept("pin-salt", () => RandomNumberGenerator.GetBytes(16)));

        async Task<byte[]> Kept(string name, Func<byte[]> make) => seal.Open($"hub/{name}", await keep(name, seal.Seal($"hub/{name}", make())));
    }

    /// <summary>By what a credential is found over the whole network: 64 hexadecimal digits that mean nothing without the master key. A PIN's costs a slow function first.</summary>
    public string Lookup(PresentedCredential credential) => Keyed(Plain(credential));

    /// <summary>What is kept of a credential: its badge number, or what the slow function makes of its PIN, sealed.</summary>
    public string SealedOf(PresentedCredential credential) => SealValue(Plain(credential));

    /// <summary>Lookup and sealed value at once: for a PIN the slow function runs once instead of twice.</summary>
    public (string Lookup, string Sealed) Kept(PresentedCredential credential)
    {
        var plain = Plain(credential);
        return (Keyed(plain), SealValue(plain));
    }

    public string SealValue(string value) => seal.Seal(Value, Encoding.UTF8.GetBytes(value));

    /// <exception cref="CryptographicException">It was not sealed by <see cref="SealValue"/> under this master key.</exception>
    public string OpenValue(string sealedText) => Encoding.UTF8.GetString(seal.Open(Value, sealedText));

    public void Dispose()
    {
        Sign.Dispose();
        Seal.Dispose();
    }

    private string Keyed(string plain) => Convert.ToHexStringLower(HMACSHA256.HashData(lookup, Encoding.UTF8.GetBytes(plain)));

    private string Plain(PresentedCredential credential) => credential.Kind switch
    {
        CredentialKind.Pin => PinPrefix + Base64Url.EncodeToString(Rfc2898DeriveBytes.Pbkdf2(credential.Value, PinSalt, 200_000, HashAlgorithmName.SHA256, 32)),
        CredentialKind.Pass => throw new ArgumentException("A pass is verified and never looked up.", nameof(credential)),
        _ => credential.Canonical,
    };
}
