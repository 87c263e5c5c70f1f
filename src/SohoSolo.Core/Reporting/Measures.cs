namespace SohoSolo.Core.Reporting;

/// <summary>What is counted of bookings, and adds up over any of their dimensions. Different persons do not add up: they are counted by <see cref="PersonMonth.Person"/>.</summary>
/// <param name="Booked">Half-days touched by bookings, those of no-shows too.</param>
/// <param name="Used">Half-days of bookings whose member was there: proven, not only not disproved.</param>
/// <param name="NoShows">Bookings whose member did not come, counted where they began.</param>
/// <param name="WalkIns">Bookings made at the door, counted where they began.</param>
/// <param name="Guests">Guests of bookings that took place, counted where they began.</param>
/// <param name="Minutes">Time of bookings that are no no-shows.</param>
public readonly record struct Measures(int Booked, int Used, int NoShows, int WalkIns, int Guests, int Minutes)
{
    public static Measures operator +(Measures left, Measures right) => new(
        left.Booked + right.Booked,
        left.Used + right.Used,
        left.NoShows + right.NoShows,
        left.WalkIns + right.WalkIns,
        left.Guests + right.Guests,
        left.Minutes + right.Minutes);

    public static Measures Add(Measures left, Measures right) => left + right;

    /// <summary>In the order of the parameters.</summary>
    public IReadOnlyList<long> Figures => [Booked, Used, NoShows, WalkIns, Guests, Minutes];
}

/// <summary>Which definition of the measures a figure was made by. It grows when anything in <see cref="UsageRollup"/> changes what is counted.</summary>
public static class UsageDefinition
{
    public const int Version = 1;
}
