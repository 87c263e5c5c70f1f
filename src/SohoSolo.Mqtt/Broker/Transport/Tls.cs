using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace SohoSolo.Mqtt.Broker.Transport;

/// <summary>How a listener speaks TLS, and whom it believes.</summary>
internal static class Tls
{
    private const string CommonName = "2.5.4.3";
    private static readonly Oid ClientAuthentication = new("1.3.6.1.5.5.7.3.2");

    public static HttpsConnectionAdapterOptions For(BrokerListener listener, TimeSpan handshakeTimeout)
    {
        var options = new HttpsConnectionAdapterOptions
        {
            ServerCertificate = listener.Certificate,
            SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            HandshakeTimeout = handshakeTimeout,
            // Kestrel would offer HTTP; a client that offers "mqtt" must not be turned away for it.
            OnAuthenticate = (_, tls) => tls.ApplicationProtocols = null,
        };
        if (listener.ClientAuthorities is { } authorities)
        {
            options.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            options.ClientCertificateValidation = (certificate, sent, _) => IsSignedBy(authorities, certificate, sent);
        }

        return options;
    }

    /// <summary>The subject's common name; null when it has none.</summary>
    public static string? NameOf(X509Certificate2 certificate) =>
        certificate.SubjectName.EnumerateRelativeDistinguishedNames()
            .FirstOrDefault(part => !part.HasMultipleElements && part.GetSingleElementType().Value == CommonName)
            ?.GetSingleElementValue();

    /// <summary>Only the given authorities count, not the system's.</summary>
    private static bool IsSignedBy(X509Certificate2Collection authorities, X509Certificate2 certificate, X509Chain? sent)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(ClientAuthentication);
        if (sent is not null)
            chain.ChainPolicy.ExtraStore.AddRange(sent.ChainPolicy.ExtraStore);

        return chain.Build(certificate);
    }
}
