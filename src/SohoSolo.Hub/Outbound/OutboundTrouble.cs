namespace SohoSolo.Hub.Outbound;

/// <summary>Why nothing useful came back.</summary>
internal enum OutboundTrouble
{
    /// <summary>It is no address of a web server, or has a name and password in it, or a port of other services.</summary>
    BadAddress,

    NotHttps,

    /// <summary>It leads to this machine, to its neighbours, or to nobody.</summary>
    NotPublic,

    NoSuchHost,

    Unreachable,

    /// <summary>The certificate is not one for that name that this machine trusts.</summary>
    BadCertificate,

    TooSlow,

    TooLarge,

    TooManyRedirects,

    /// <summary>It is no answer that we read: broken, compressed, or with endless headers.</summary>
    BadAnswer,
}
