using System.Net;

namespace SohoSolo.Hub.Settings;

/// <summary>An address to listen on, as people write it: <c>127.0.0.1:1883</c>, <c>[::]:1883</c>; port 0 lets the system choose.</summary>
internal static class ListenAddress
{
    public static IPEndPoint? Read(string text)
    {
        // Without a port, or with an IPv6 address outside brackets, the parser would guess.
        var colon = text.LastIndexOf(':');
        var hasPort = colon > 0 && (text[colon - 1] == ']' || text.IndexOf(':', StringComparison.Ordinal) == colon);
        return hasPort && colon + 1 < text.Length && IPEndPoint.TryParse(text, out var read) ? read : null;
    }
}
