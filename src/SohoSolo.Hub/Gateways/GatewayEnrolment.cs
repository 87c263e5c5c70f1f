using System.Security.Cryptography;
using SohoSolo.Core;
using SohoSolo.Gateway.Wire;
using SohoSolo.Hub.Broker;
using SohoSolo.Hub.Keys;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Gateways;

/// <summary>What a gateway is given once: its keys and its password at the hub's broker. Afterwards nobody can be shown them again.</summary>
internal sealed record EnrolledGateway(GatewayKeys Keys, string Password)
{
    public override string ToString() => Keys.ToString();
}

/// <summary>Makes, replaces and revokes the keys of sites' gateways. Every site has one gateway, <c>gw-SITE</c>.</summary>
internal sealed class GatewayEnrolment(Store store, KeyBox box, TimeProvider clock)
{
    public static string NameOf(SiteId site) => $"gw-{site}";

    /// <summary>The keys that stand, newest first.</summary>
    public async Task<IReadOnlyList<GatewayKeyRow>> Standing(SiteId site, CancellationToken stop) =>
        [.. (await store.Keys.GatewayKeys(site, stop)).Where(row => row.RevokedAt is null).OrderByDescending(row => row.Kid)];

    /// <summary>A new generation of keys for a site; the next one where there were some, even revoked ones. Null when somebody else has just made it.</summary>
    public async Task<EnrolledGateway?> Make(SiteId site, string actor, CancellationToken stop)
    {
        var all = await store.Keys.GatewayKeys(site, stop);
        var (gateway, password) = (NameOf(site), MqttPasswords.New());
        var keys = new GatewayKeys(
            site,
            gateway,
            all.Select(row => row.Kid).DefaultIfEmpty(0).Max() + 1,
            RandomNumberGenerator.GetBytes(32),
            RandomNumberGenerator.GetBytes(32),
            box.SignKid,
            box.Sign.ExportSubjectPublicKeyInfo(),
            box.Seal.PublicKey.ExportSubjectPublicKeyInfo(),
            box.PinSalt);
        var row = new GatewayKeyRow(site, keys.Kid, gateway, box.SealValue(keys.ToText()), MqttPasswords.Hash(gateway, password), clock.GetUtcNow());
        try
        {
            await store.Keys.PutGatewayKey(row, actor, stop);
            return new EnrolledGateway(keys, password);
        }
        catch (TakenException)
        {
            return null;
        }
    }

    /// <summary>From now on nothing that the site's gateway says counts. False when there was nothing to revoke.</summary>
    public async Task<bool> Revoke(SiteId site, string actor, CancellationToken stop)
    {
        var standing = await Standing(site, stop);
        foreach (var row in standing)
            await store.Keys.RevokeGatewayKey(row.Site, row.Kid, actor, clock.GetUtcNow(), stop);

        return standing.Count > 0;
    }
}
