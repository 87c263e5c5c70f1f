using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SohoSolo.Testing.Mqtt;

/// <summary>A certificate and its private key as PEM files.</summary>
public sealed record PemPair(string Certificate, string Key);

/// <summary>A certificate authority for one test, and what it has signed, in a folder that goes with it.</summary>
public sealed class Certificates : IDisposable
{
    private static readonly DateTimeOffset From = TimeProvider.System.GetUtcNow().AddDays(-1);
    private static readonly DateTimeOffset Until = From.AddDays(30);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sohosolo-certificates-");
    private readonly X509Certificate2 authority;
    private readonly ECDsa authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public Certificates(string authorityName = "Test authority")
    {
        var request = new CertificateRequest($"CN={authorityName}", authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        authority = request.CreateSelfSigned(From, Until);
        Authority = Write("ca.pem", authority.ExportCertificatePem());
    }

    /// <summary>The authority's certificate: what a peer is told to trust.</summary>
    public string Authority { get; }

    /// <summary>For a server on this machine: <c>localhost</c> and <c>127.0.0.1</c>.</summary>
    public PemPair Server()
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        return Sign("localhost", "1.3.6.1.5.5.7.3.1", names.Build());
    }

    /// <summary>For a client, whose common name says who it is.</summary>
    public PemPair Client(string commonName) => Sign(commonName, "1.3.6.1.5.5.7.3.2");

    /// <summary>What a .NET client needs to trust the authority, and to show its own certificate.</summary>
    public SslClientAuthenticationOptions ForClient(PemPair? client = null) => new()
    {
        TargetHost = "localhost",
        CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(Authority) },
            RevocationMode = X509RevocationMode.NoCheck,
        },
        ClientCertificates = client is null ? [] : [X509Certificate2.CreateFromPemFile(client.Certificate, client.Key)],
    };

    public void Dispose()
    {
        authority.Dispose();
        authorityKey.Dispose();
        folder.Delete(recursive: true);
    }

    private PemPair Sign(string commonName, string usage, X509Extension? names = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={commonName}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        if (names is not null)
            request.CertificateExtensions.Add(names);

        using var signed = request.Create(authority, From, Until, Guid.NewGuid().ToByteArray());
        var name = $"{commonName}-{Guid.NewGuid():n}";
        return new PemPair(Write($"{name}.pem", signed.ExportCertificatePem()), Write($"{name}.key", key.ExportPkcs8PrivateKeyPem()));
    }

    private string Write(string name, string pem)
    {
        var file = Path.Combine(folder.FullName, name);
        File.WriteAllText(file, pem + '\n');
        return file;
    }
}
