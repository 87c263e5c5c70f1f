namespace SohoSolo.Gateway.Drivers.Lorawan;

/// <summary>What channel 3 of type 0 is about.</summary>
internal enum MilesightKind
{
    Person,
    Magnet,
    Ambiguous,
}

/// <summary>Settled by the model, else by the device's role in the table, else by what comes with it: a seat sends nothing on channel 4.</summary>
internal static class MilesightKinds
{
    public static MilesightKind Of(ReadOnlySpan<byte> bytes, SensorModel model, string? role) => (model, role) switch
    {
        (SensorModel.Ws301, _) => MilesightKind.Magnet,
        (not SensorModel.Unknown, _) => MilesightKind.Person,
        (_, "contact" or "reader" or "door-controller") => MilesightKind.Magnet,
        (_, "presence" or "counter") => MilesightKind.Person,
        _ => bytes.IndexOf([(byte)0x04, (byte)0x00]) >= 0 ? MilesightKind.Ambiguous : MilesightKind.Person,
    };
}
