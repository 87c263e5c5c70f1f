namespace SohoSolo.Core.Presence;

/// <summary>
/// Somebody stays. How often she moves is learnt while she is there, and from that how long a stillness may last before it is likelier that she has gone: who moves all the time is believed gone
/// after a minute or two, who sits still over a book keeps her place for a quarter of an hour.
/// </summary>
/// <remarks>
/// The gaps between movements of one person are taken as exponential with a rate that varies (gamma), so that a gap longer than g has the chance (B / (B + g))^A, with B from the mean gap. A stay
/// ends by chance with a hazard that falls the longer it has lasted. The hold ends where both explanations of a stillness weigh the same.
/// </remarks>
/// <param name="From">The first movement.</param>
/// <param name="Last">The last one.</param>
/// <param name="Kind">Of the sensor that noticed it.</param>
/// <param name="Movements">How many there were, those of long ago counting less.</param>
/// <param name="Stillness">Minutes between them, likewise.</param>
public sealed record Session(DateTimeOffset From, DateTimeOffset Last, SensorKind Kind, double Movements, double Stillness)
{
    /// <summary>What is believed of a mean gap, in minutes, before anything was seen, and how many movements that belief is worth.</summary>
    private const double UsualGap = 1;
    private const double UsualWeight = 5;

    /// <summary>So many movements are remembered.</summary>
    private const double Memory = 20;

    /// <summary>People stay for an hour in the middle; who has just come may have looked in only. Minutes.</summary>
    private const double UsualStay = 60;
    private const double ShortestStay = 10;

    /// <summary>Minutes that no hold goes below or beyond.</summary>
    private const double ShortestHold = 1;
    private const double LongestHold = 15;

    /// <summary>Two movements nearer than this are one.</summary>
    private static readonly TimeSpan One = TimeSpan.FromSeconds(20);

    /// <summary>While a sensor says without a break that somebody is there, she moves about so often.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(30);

    public static Session Begin(DateTimeOffset at, SensorKind kind) => new(at, at, kind, 0, 0);

    /// <summary>One movement more.</summary>
    public Session Moved(DateTimeOffset at, SensorKind kind)
    {
        var gap = at - Last;
        if (gap < One)
            return this with { Kind = kind };

        var kept = 1 - (1 / Memory);
        return this with { Last = at, Kind = kind, Movements = (Movements * kept) + 1, Stillness = (Stillness * kept) + gap.TotalMinutes };
    }

    /// <summary>She was noticed all the time up to an instant.</summary>
    public Session Watched(DateTimeOffset until, SensorKind kind)
    {
        if (until <= Last)
            return this with { Kind = kind };

        var beats = Math.Min(Memory, (until - Last) / Beat);
        var scale = Math.Min(1, Memory / (Movements + beats));
        return this with { Last = until, Kind = kind, Movements = (Movements + beats) * scale, Stillness = (Stillness + (beats * Beat.TotalMinutes)) * scale };
    }

    /// <summary>How long after the last movement she is still believed to be there. <paramref name="odds"/> is what speaks against her having gone besides: 1 for nothing.</summary>
    public TimeSpan Hold(double odds)
    {
        var mean = ((UsualWeight * UsualGap) + Stillness) / (UsualWeight + Movements);
        var stay = Math.Min(ShortestStay + (Last - From).TotalMinutes, UsualStay);
        return TimeSpan.FromMinutes(Math.Round(Math.Clamp(Stillest(mean, odds / stay), ShortestHold, LongestHold), 3));
    }

    /// <summary>The gap at which "still there, and still" weighs as much as "gone since some moment of it": x³ = k (1 − x²) with x = B / (B + gap), shape 3, B twice the mean gap, k = hazard × B / 2.</summary>
    private static double Stillest(double mean, double hazard)
    {
        var k = hazard * mean;
        var (low, high) = (0.0, 1.0);
        for (var step = 0; step < 32; step++)
        {
            var x = (low + high) / 2;
            if (x * x * x > k * (1 - (x * x)))
                high = x;
            else
                low = x;
        }

        return 2 * mean * ((1 / high) - 1);
    }
}
