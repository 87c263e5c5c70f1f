namespace SohoSolo.Gateway.Drivers;

/// <summary>Kinds as they travel.</summary>
public static class SignalWords
{
    public static string Of(SignalKind kind) => kind switch
    {
        SignalKind.Tag => "tag",
        SignalKind.Pin => "pin",
        SignalKind.Qr => "qr",
        SignalKind.Door => "door",
        SignalKind.Rex => "rex",
        SignalKind.Tamper => "tamper",
        SignalKind.Occ => "occ",
        SignalKind.Count => "count",
        SignalKind.Batt => "batt",
        SignalKind.Online => "online",
        SignalKind.Ack => "ack",
        _ => throw new System.Diagnostics.UnreachableException($"{kind}"),
    };
}
