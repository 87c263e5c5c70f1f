using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using SohoSolo.Core.Access;
using SohoSolo.Gateway.Wire;

namespace SohoSolo.Hub.Keys;

/// <summary>
/// Every key of the hub, and what is done with them. One master key stands behind all: lookups of credentials and sealed values need it alone, and it opens the keys that the network
/// knows the hub by. Loaded once; it never shows itself in a log.
/// </summary>
internal sealed class KeyBox : IDisposable
{
    /// <summary>The secret that says whose master key the others are sealed with.</summary>
    public const string Check = "check";

    private const string SignName = "sign-1";
    private const string SealName = "seal-1";
    private const string SaltName = "pin-salt";
    private const string Value = "value";

    private readonly byte[] lookup;
    private readonly ValueSeal seal;
    private readonly ValueSeal forms;
    private readonly Lock signing = new();

    private KeyBox(MasterKey master, ECDsa sign, ECDiffieHellman sealing, byte[] pinSalt)
    {
        lookup = master.For("lookup");
        seal = new ValueSeal(master.For("seal"));
        forms = new ValueSeal(master.For("forms"));
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

    /// <summary>What a new database is given: a mark of the master key, and fresh keys sealed with it.</summary>
    public static IReadOnlyDictionary<string, string> Fresh(MasterKey master)
    {
        var seal = new ValueSeal(master.For("seal"));
        using var sign = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var sealing = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Check] = master.Mark,
            [SignName] = seal.Seal(SignName, sign.ExportPkcs8PrivateKey()),
            [SealName] = seal.Seal(SealName, sealing.ExportPkcs8PrivateKey()),
            [SaltName] = seal.Seal(SaltName, RandomNumberGenerator.GetBytes(16)),
        };
    }

    /// <summary>The keys that a database keeps, opened with the master key that they were sealed with.</summary>
    public static KeyBox Open(MasterKey master, IReadOnlyDictionary<string, string> secrets)
    {
        var seal = new ValueSeal(master.For("seal"));
        var sign = ECDsa.Create();
        sign.ImportPkcs8PrivateKey(seal.Open(SignName, secrets[SignName]), out _);
        var sealing = ECDiffieHellman.Create();
        sealing.ImportPkcs8PrivateKey(seal.Open(SealName, secrets[SealName]), out _);
        return new KeyBox(master, sign, sealing, seal.Open(SaltName, secrets[SaltName]));
    }

    /// <summary>By what a credential is found over the whole network: 64 hexadecimal digits that mean nothing without the master key. A PIN's costs a slow function first.</summary>
    public string Lookup(PresentedCredential credential) => Keyed(credential.Kind, Plain(credential));

    /// <summary>What is kept of a credential: its badge number, or what the slow function makes of its PIN, sealed.</summary>
    public string SealedOf(PresentedCredential credential) => SealValue(Plain(credential));

    /// <summary>Lookup and sealed value at once: for a PIN the slow function runs once instead of twice.</summary>
    public (string Lookup, string Sealed) Kept(PresentedCredential credential)
    {
        var plain = Plain(credential);
        return (Keyed(credential.Kind, plain), SealValue(plain));
    }

    /// <summary>What a site's snapshot knows of a stored credential.</summary>
    public string HashFor(Credential credential, GatewayKeys site)
    {
        var plain = OpenValue(credential.Sealed);
        if (credential.Kind == CredentialKind.Pin)
            return CredentialHashes.OfPinKey(site.SiteKey, Base64Url.DecodeFromChars(plain));

        var colon = plain.IndexOf(':', StringComparison.Ordinal);
        return CredentialHashes.OfBadge(site.SiteKey, PresentedCredential.Read(plain[..colon], plain[(colon + 1)..])!);
    }

    public string SealValue(string value) => seal.Seal(Value, Encoding.UTF8.GetBytes(value));

    /// <exception cref="CryptographicException">It was not sealed by <see cref="SealValue"/> under this master key.</exception>
    public string OpenValue(string sealedText) => Encoding.UTF8.GetString(seal.Open(Value, sealedText));

    /// <summary>A keyed hash of something short that somebody might guess, for one purpose: 64 hexadecimal digits.</summary>
    public string MarkOf(string purpose, string value) => Convert.ToHexStringLower(HMACSHA256.HashData(lookup, Encoding.UTF8.GetBytes($"{purpose}\n{value}")));

    /// <summary>Seals what a browser carries to and fro, for one purpose.</summary>
    public byte[] SealForm(string purpose, byte[] value) => Encoding.ASCII.GetBytes(forms.Seal(purpose, value));

    /// <exception cref="CryptographicException">It was not sealed by <see cref="SealForm"/> for this purpose under this master key.</exception>
    public byte[] OpenForm(string purpose, byte[] sealedValue) => forms.Open(purpose, Encoding.ASCII.GetString(sealedValue));

    /// <summary>What is signed: one at a time, for a key of the base library is not promised to serve two threads at once.</summary>
    public T Signed<T>(Func<ECDsa, T> write)
    {
        lock (signing)
            return write(Sign);
    }

    public void Dispose()
    {
        Sign.Dispose();
        Seal.Dispose();
    }

    private string Keyed(CredentialKind kind, string plain) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(lookup, Encoding.UTF8.GetBytes(kind == CredentialKind.Pin ? $"pin:{plain}" : plain)));

    private string Plain(PresentedCredential credential) => credential.Kind switch
    {
        CredentialKind.Pin => Base64Url.EncodeToString(CredentialHashes.PinKey(PinSalt, credential.Value)),
        CredentialKind.Pass => throw new ArgumentException("A pass is verified and never looked up.", nameof(credential)),
        _ => credential.Canonical,
    };
}
