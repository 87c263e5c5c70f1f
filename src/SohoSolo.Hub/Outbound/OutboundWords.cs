namespace SohoSolo.Hub.Outbound;

/// <summary>What stands against an address, said of a field that holds it.</summary>
internal static class OutboundWords
{
    public static string Of(OutboundTrouble trouble) => trouble switch
    {
        OutboundTrouble.NotHttps => "begins with https://",
        OutboundTrouble.NotPublic => "does not lead to this machine or to a private network",
        OutboundTrouble.BadAddress => "is the address of a web server, without a name and password, at port 443 or from 1024 on",
        _ => "can be reached",
    };
}
