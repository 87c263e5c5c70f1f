namespace SohoSolo.FirmwareSim.Faults;

/// <summary>How often a message between device and broker is dropped, doubled or delayed; each a probability. A delayed message is overtaken by those behind it.</summary>
internal sealed record FaultRates(double Drop, double Double, double Delay, TimeSpan LongestDelay)
{
    public static readonly FaultRates None = new(0, 0, 0, TimeSpan.Zero);

    /// <summary>A bad radio day.</summary>
    public static readonly FaultRates Some = new(0.05, 0.05, 0.10, TimeSpan.FromSeconds(2));

    /// <summary>Null for a word that is none.</summary>
    public static FaultRates? Named(string name) => name switch
    {
        "none" => None,
        "some" => Some,
        _ => null,
    };
}
