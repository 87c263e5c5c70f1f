namespace SohoSolo.FirmwareSim.Faults;

/// <summary>Decides what becomes of each message on one device's way to the broker and back.</summary>
internal sealed class FaultyLine(FaultRates rates, Chance chance)
{
    private static readonly IReadOnlyList<TimeSpan> AtOnce = [TimeSpan.Zero];

    private readonly Lock gate = new();

    public static FaultyLine Perfect() => new(FaultRates.None, new Chance(0));

    /// <summary>After how long the message arrives: nothing for never, two for twice.</summary>
    public IReadOnlyList<TimeSpan> Fate()
    {
        if (rates == FaultRates.None)
            return AtOnce;

        lock (gate)
        {
            if (chance.Happens(rates.Drop))
                return [];

            var first = chance.Happens(rates.Delay) ? Delay() : TimeSpan.Zero;
            return chance.Happens(rates.Double) ? [first, Delay()] : [first];
        }
    }

    private TimeSpan Delay() => chance.Between(TimeSpan.Zero, rates.LongestDelay);
}
