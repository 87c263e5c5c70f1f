using System.Net;

namespace SohoSolo.Hub.Outbound;

/// <summary>Where the hub may call at all. A demo may call this machine, too, and without TLS: nothing of it is anybody's.</summary>
internal sealed record OutboundRules(bool AllowsThisMachine)
{
    private const int LeastFreePort = 1024;
    private const int Https = 443;
    private const int LongestAddress = 2000;

    /// <summary>What can be said of an address before its name is looked up; null where nothing stands against it.</summary>
    public OutboundTrouble? Judge(Uri address)
    {
        if (!address.IsAbsoluteUri || address.OriginalString.Length > LongestAddress) return OutboundTrouble.BadAddress;
        if (address.Scheme != Uri.UriSchemeHttps && !(AllowsThisMachine && address.Scheme == Uri.UriSchemeHttp)) return OutboundTrouble.NotHttps;

        // What is written before the host would be sent to it, and be kept in our tables for all to read.
        if (address.UserInfo.Length > 0 || address.IdnHost.Length == 0) return OutboundTrouble.BadAddress;

        // The low ports are other services': mail, files, remote hands.
        if (address.Port != Https && address.Port < LeastFreePort && !(AllowsThisMachine && address.IsDefaultPort)) return OutboundTrouble.BadAddress;

        return IPAddress.TryParse(address.IdnHost.Trim('[', ']'), out var literal) && !Admits(literal) ? OutboundTrouble.NotPublic : null;
    }

    public bool Admits(IPAddress address) => AddressGuard.IsPublic(address) || (AllowsThisMachine && AddressGuard.IsLoopback(address));
}
