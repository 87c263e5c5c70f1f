using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SohoSolo.Hub.Tests.Mail;

/// <summary>Certificates that nobody but the tests trusts.</summary>
internal static class Certificates
{
    public static X509Certificate2 For(string host)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        if (System.Net.IPAddress.TryParse(host, out var address)) names.AddIpAddress(address);
        else names.AddDnsName(host);

        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(79));
    }

    /// <summary>A file that holds it, as a setting names one.</summary>
    public static string FileOf(X509Certificate2 certificate)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, certificate.ExportCertificatePem());
        return file;
    }
}
