using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace SohoSolo.Mqtt.Client;

/// <summary>TLS to the server, with the client's own certificate where the server asks for one (MQTT 5.0 §5.4).</summary>
public sealed record MqttTls
{
    /// <summary>The name that the server's certificate must carry; null for <see cref="MqttClientOptions.Host"/>.</summary>
    public string? ServerName { get; init; }

    /// <summary>Only what these signed is trusted; null trusts what the system does.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>With its private key; null shows none.</summary>
    public X509Certificate2? ClientCertificate { get; init; }

    /// <summary>Offered whether or not the server names its issuer: only the server knows whom it trusts.</summary>
    internal SslClientAuthenticationOptions ForHost(string host) => new()
    {
        TargetHost = ServerName ?? host,
        CertificateChainPolicy = Authorities is null ? null : Trusting(Authorities),
        ClientCertificateContext = ClientCertificate is null ? null : SslStreamCertificateContext.Create(ClientCertificate, additionalCertificates: null, offline: true),
    };

    private static X509ChainPolicy Trusting(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }
}
