using System.Collections.Frozen;
using SohoSolo.Core;
using SohoSolo.Core.Devices;

namespace SohoSolo.Hub.Broker;

/// <summary>A gateway's account at the hub's broker. After a rotation two passwords are good for a while.</summary>
internal sealed record GatewayLogin(string Gateway, SiteId Site, string PasswordHash);

/// <summary>Who may connect to the broker, as last read from the database. Replaced as a whole, so that the broker never waits for it.</summary>
internal sealed class SiteBook
{
    private volatile Pages pages = Pages.Of([], []);

    /// <summary>Null for a name that is no device, or one that was removed.</summary>
    public Device? Device(string id) => pages.Devices.GetValueOrDefault(id);

    /// <summary>Empty for a name that is no gateway, or a revoked one.</summary>
    public IReadOnlyList<GatewayLogin> Logins(string gateway) => pages.Logins.GetValueOrDefault(gateway) ?? [];

    public bool IsTaken(string name) => Device(name) is not null || Logins(name).Count > 0;

    /// <summary>Says who was in it and is no more, and which device has another password.</summary>
    public IReadOnlyList<string> Replace(IEnumerable<Device> devices, IEnumerable<GatewayLogin> logins)
    {
        var (before, after) = (pages, Pages.Of(devices, logins));
        pages = after;
        return [.. before.Names.Where(name => !after.Logins.ContainsKey(name) && after.Devices.GetValueOrDefault(name)?.PasswordHash is var hash && (hash is null || hash != before.Devices.GetValueOrDefault(name)?.PasswordHash))];
    }

    private sealed record Pages(FrozenDictionary<string, Device> Devices, FrozenDictionary<string, IReadOnlyList<GatewayLogin>> Logins)
    {
        public IEnumerable<string> Names => Devices.Keys.Concat(Logins.Keys);

        public static Pages Of(IEnumerable<Device> devices, IEnumerable<GatewayLogin> logins) => new(
            devices.Where(device => device.RemovedAt is null).ToFrozenDictionary(device => device.Id, StringComparer.Ordinal),
            logins.GroupBy(login => login.Gateway).ToFrozenDictionary(group => group.Key, group => (IReadOnlyList<GatewayLogin>)[.. group], StringComparer.Ordinal));
    }
}
