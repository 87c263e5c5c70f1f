using System.Security.Cryptography;
using SohoSolo.Core;
using SohoSolo.Gateway.Wire;

namespace SohoSolo.Gateway.Tests.Wire;

/// <summary>A hub and the keys of one of its gateways, made for the test.</summary>
internal sealed class Parties : IDisposable
{
    public static readonly SiteId Nogaro = new("nogaro");

    public Parties(string site = "nogaro", int kid = 1, Parties? sameHub = null)
    {
        Sign = sameHub?.Sign ?? ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Seal = sameHub?.Seal ?? ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        Keys = new GatewayKeys(
            new SiteId(site), $"gw-{site}", kid, RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32), 1,
            Sign.ExportSubjectPublicKeyInfo(), Seal.ExportSubjectPublicKeyInfo(), RandomNumberGenerator.GetBytes(16));
        Trust = new HubTrust(Keys);
    }

    public ECDsa Sign { get; }

    public ECDiffieHellman Seal { get; }

    public GatewayKeys Keys { get; }

    public HubTrust Trust { get; }

    public void Dispose()
    {
        Trust.Dispose();
        Sign.Dispose();
        Seal.Dispose();
    }
}
