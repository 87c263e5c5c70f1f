namespace SohoSolo.FirmwareSim.Devices;

/// <summary>What somebody holds before the reader: <c>mifare-uid</c>, <c>em4100</c>, <c>wiegand-26</c>, <c>wiegand-34</c>, <c>pin</c> or <c>pass</c>, and its text. It never shows itself in a log.</summary>
internal sealed record PresentedCredential(string Kind, string Value)
{
    /// <summary>The event's <c>k</c>: a badge is a tag, a PIN is typed, a pass is a QR code.</summary>
    public string EventKind => Kind switch
    {
        "pin" => "pin",
        "pass" => "qr",
        _ => "tag",
    };

    public static PresentedCredential Badge(string uid) => new("mifare-uid", uid);

    public static PresentedCredential Pin(string digits) => new("pin", digits);

    public static PresentedCredential Pass(string text) => new("pass", text);

    public override string ToString() => Kind;
}
