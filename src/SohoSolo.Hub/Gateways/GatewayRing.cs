using System.Collections.Frozen;
using SohoSolo.Core;
using SohoSolo.Gateway.Wire;
using SohoSolo.Hub.Broker;
using SohoSolo.Hub.Keys;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Gateways;

/// <summary>The sites' gateways' keys as last read, opened: what batches are checked with and snapshots are hashed under. Nothing of it shows itself in a log.</summary>
internal sealed class GatewayRing(KeyBox box, TimeProvider clock)
{
    /// <summary>How long a gateway may still send with the keys that newer ones have replaced: its outbox must drain.</summary>
    public static readonly TimeSpan Draining = TimeSpan.FromDays(7);

    private volatile FrozenDictionary<SiteId, IReadOnlyList<Generation>> sites = FrozenDictionary<SiteId, IReadOnlyList<Generation>>.Empty;

    /// <summary>Sites that have a gateway.</summary>
    public IReadOnlyCollection<SiteId> Sites => sites.Keys;

    /// <summary>What the hub speaks to a site's gateway with: the newest generation. Null where there is none, or it was revoked.</summary>
    public GatewayKeys? Newest(SiteId site) => sites.GetValueOrDefault(site) is [var newest, ..] ? newest.Keys : null;

    /// <summary>With what the site's gateway may authenticate its messages just now.</summary>
    public IReadOnlyList<GatewayMac> Accepted(SiteId site) => [.. Good(site).Select(generation => generation.Keys.Mac)];

    /// <summary>Who may connect as a gateway just now.</summary>
    public IReadOnlyList<GatewayLogin> Logins() =>
        [.. Sites.SelectMany(Good).Select(generation => new GatewayLogin(generation.Row.Gateway, generation.Row.Site, generation.Row.MqttHash))];

    public void Replace(IEnumerable<GatewayKeyRow> rows) => sites = rows
        .Where(row => row.RevokedAt is null)
        .GroupBy(row => row.Site)
        .ToFrozenDictionary(group => group.Key, group => (IReadOnlyList<Generation>)[.. group.OrderByDescending(row => row.Kid).Select(Opened)]);

    /// <summary>Whether messages of a generation count, when the one after it was made then.</summary>
    public static bool IsGood(IReadOnlyList<GatewayKeyRow> newestFirst, int kid, DateTimeOffset now)
    {
        var standing = newestFirst.Where(row => row.RevokedAt is null).ToList();
        var index = standing.FindIndex(row => row.Kid == kid);
        return index == 0 || index > 0 && now - standing[index - 1].MadeAt < Draining;
    }

    private IEnumerable<Generation> Good(SiteId site)
    {
        var all = sites.GetValueOrDefault(site) ?? [];
        IReadOnlyList<GatewayKeyRow> rows = [.. all.Select(generation => generation.Row)];
        return all.Where(generation => IsGood(rows, generation.Row.Kid, clock.GetUtcNow()));
    }

    private Generation Opened(GatewayKeyRow row) =>
        new(row, GatewayKeys.Read(box.OpenValue(row.Sealed)) ?? throw new InvalidOperationException($"What is kept of {row} are no keys."));

    private sealed record Generation(GatewayKeyRow Row, GatewayKeys Keys);
}
