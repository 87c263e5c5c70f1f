using System.Net;
using System.Net.Sockets;

namespace SohoSolo.Hub.Outbound;

/// <summary>
/// Which addresses are somebody else's on the public Internet. An address that somebody gave us must not lead back to this machine, to its neighbours or to what answers in
/// networks like theirs (RFC 6890 and the registries that it began).
/// </summary>
internal static class AddressGuard
{
    private static readonly IPNetwork[] NotPublic4 =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>Everything that is given out for use lies in it; what of it is not one's own follows.</summary>
    private static readonly IPNetwork Global6 = IPNetwork.Parse("2000::/3");

    /// <summary>Protocols (Teredo among them), examples, 6to4, which would lead to an IPv4 address of its own choice, and AS112.</summary>
    private static readonly IPNetwork[] NotPublic6 = [.. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20" }.Select(IPNetwork.Parse)];

    /// <summary>Where the network has IPv6 only, an IPv4 address is written with this before it: it is as public as that one.</summary>
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    public static bool IsPublic(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork) return !Array.Exists(NotPublic4, network => network.Contains(address));
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return false;
        if (address.IsIPv4MappedToIPv6) return IsPublic(address.MapToIPv4());
        if (Translated.Contains(address)) return IsPublic(new IPAddress(address.GetAddressBytes().AsSpan(12)));

        return Global6.Contains(address) && !Array.Exists(NotPublic6, network => network.Contains(address));
    }

    public static bool IsLoopback(IPAddress address) => IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
}
