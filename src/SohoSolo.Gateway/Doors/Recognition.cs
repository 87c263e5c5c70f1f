using System.Security.Cryptography;
using System.Text;
using SohoSolo.Core.Access;
using SohoSolo.Gateway.Wire;

namespace SohoSolo.Gateway.Doors;

/// <summary>From what somebody presents to what can be compared, kept or sent: the one place that holds keys and sees values.</summary>
internal sealed class Recognition(GatewayKeys keys, HubTrust trust)
{
    private readonly byte[] markKey = RandomNumberGenerator.GetBytes(32);

    /// <summary>By what the same thing is known again within this process; good for nothing else.</summary>
    public string Mark(PresentedCredential credential) => Convert.ToBase64String(HMACSHA256.HashData(markKey, Encoding.UTF8.GetBytes(credential.Canonical)));

    public string HashOf(PresentedCredential badge) => CredentialHashes.OfBadge(keys.SiteKey, badge);

    /// <summary>Slow on purpose: never under a lock.</summary>
    public string SlowHashOf(PresentedCredential pin) => CredentialHashes.OfPinKey(keys.SiteKey, CredentialHashes.PinKey(keys.PinSalt, pin.Value));

    /// <summary>For the hub alone to open.</summary>
    public string Seal(PresentedCredential credential) => Sealing.Seal(keys.HubSealSpki, keys.Site.Value, credential.Canonical);

    /// <summary>Null for a text that the hub has not signed.</summary>
    public PassClaims? Read(PresentedCredential pass) => trust.ReadPass(pass.Value).Value;
}
