using System.Security.Cryptography;
using SohoSolo.Core;

namespace SohoSolo.Gateway.Wire;

/// <summary>What a gateway takes the hub's word by: the hub's public key, and for which site and generation of keys the word must be meant.</summary>
public sealed class HubTrust : IDisposable
{
    private readonly ECDsa key = ECDsa.Create();
    private readonly Lock gate = new();

    /// <summary>The trust that came with a gateway's keys.</summary>
    public HubTrust(GatewayKeys keys)
    {
        (Site, Kid, HubKid) = (keys.Site, keys.Kid, keys.HubKid);
        key.ImportSubjectPublicKeyInfo(keys.HubSignSpki, out _);
    }

    /// <summary>The site that messages must be for.</summary>
    public SiteId Site { get; }

    /// <summary>The generation of the gateway's keys that messages must be for.</summary>
    public int Kid { get; }

    /// <summary>The id of the hub's signing key, which guest passes name.</summary>
    public int HubKid { get; }

    /// <summary>Whether the hub has signed exactly this; see <see cref="SignedJson"/>.</summary>
    public bool Verify(ReadOnlySpan<byte> message)
    {
        // A key of the base library is not promised to serve two threads at once.
        lock (gate)
            return SignedJson.Verify(key, message);
    }

    /// <summary>The claims of a guest pass, or why it is none; see <see cref="GuestPasses"/>.</summary>
    public Reading<SohoSolo.Core.Access.PassClaims> ReadPass(string text)
    {
        lock (gate)
            return GuestPasses.Read(key, HubKid, text);
    }

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();
}
