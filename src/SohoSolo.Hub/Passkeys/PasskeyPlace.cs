using SohoSolo.Hub.Settings;

namespace SohoSolo.Hub.Passkeys;

/// <summary>Whether keys work where somebody is.</summary>
public enum PasskeyWhere
{
    Here,

    /// <summary>She has opened the hub by another address than the one that keys are made for.</summary>
    Elsewhere,

    /// <summary>The hub has no address that a browser makes keys for: a name, over TLS (or localhost).</summary>
    Nowhere,
}

/// <summary>A key belongs to the name that people open (WebAuthn §5.1.3): it comes from the settings, never from what a caller says.</summary>
internal sealed class PasskeyPlace(HubSettings settings)
{
    public Uri Address => settings.Links;

    public string Domain => Address.IdnHost;

    private string Origin => Address.GetLeftPart(UriPartial.Authority);

    private bool IsPossible => Address.HostNameType == UriHostNameType.Dns && (Address.Scheme == Uri.UriSchemeHttps || Address.IsLoopback);

    public PasskeyWhere Of(HttpRequest request) =>
        !IsPossible ? PasskeyWhere.Nowhere : string.Equals(request.Host.Host, Domain, StringComparison.OrdinalIgnoreCase) ? PasskeyWhere.Here : PasskeyWhere.Elsewhere;

    /// <summary>Whether what was signed says that it was signed on a page of ours, not inside somebody else's.</summary>
    public bool IsOurs(string origin, bool isCrossOrigin) => IsPossible && !isCrossOrigin && string.Equals(origin, Origin, StringComparison.Ordinal);
}
