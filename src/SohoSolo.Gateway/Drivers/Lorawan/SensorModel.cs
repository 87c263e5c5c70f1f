namespace SohoSolo.Gateway.Drivers.Lorawan;

/// <summary>Sensors whose bytes are known here. Several makers' models use one channel for different things, so that the model must be named: in the name of the device's profile, of the device, or by a tag.</summary>
internal enum SensorModel
{
    Unknown,
    Vs121,
    Vs133,
    Vs330,

    /// <summary>And VS340, which is the same on a seat.</summary>
    Vs341,
    Ws202,
    Ws301,
}

/// <summary>Names of models as people write them.</summary>
internal static class SensorModels
{
    private static readonly (string Word, SensorModel Model)[] All =
    [
        ("vs121", SensorModel.Vs121), ("vs133", SensorModel.Vs133), ("vs330", SensorModel.Vs330), ("vs340", SensorModel.Vs341), ("vs341", SensorModel.Vs341), ("ws202", SensorModel.Ws202), ("ws301", SensorModel.Ws301),
    ];

    /// <summary>The first model that one of the names holds.</summary>
    public static SensorModel Of(IEnumerable<string?> names)
    {
        foreach (var name in names.OfType<string>())
        {
            var plain = name.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
            if (All.FirstOrDefault(known => plain.Contains(known.Word, StringComparison.Ordinal)) is { Model: not SensorModel.Unknown } found)
                return found.Model;
        }

        return SensorModel.Unknown;
    }
}
