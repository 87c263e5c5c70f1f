namespace SohoSolo.Hub.Pages.Charts;

/// <summary>Where an axis from zero is marked: at round numbers, 1, 2, 2.5 or 5 times a power of ten apart.</summary>
public sealed record Ticks(double Step, int Count)
{
    private static readonly double[] Round = [1, 2, 2.5, 5, 10];

    /// <summary>The end of the axis.</summary>
    public double Top => Step * Count;

    /// <summary>Every mark, zero and the end too.</summary>
    public IEnumerable<double> Marks => Enumerable.Range(0, Count + 1).Select(n => n * Step);

    /// <summary>The fewest marks that reach <paramref name="most"/> and are no more than <paramref name="atMost"/>.</summary>
    /// <param name="whole">What is counted has no halves.</param>
    public static Ticks Reaching(double most, int atMost = 5, bool whole = true)
    {
        if (most <= 0) return new Ticks(1, 1);

        var power = Math.Pow(10, Math.Floor(Math.Log10(most / atMost)));
        var step = Round.Select(round => round * power).First(step => step * atMost >= most * (1 - 1e-9) && (!whole || step >= 1 && step % 1 == 0));
        return new Ticks(step, (int)Math.Ceiling((most / step) - 1e-9));
    }

    /// <summary>Between 0 and 1, from the start of the axis to its end.</summary>
    public double Place(double value) => Math.Clamp(value / Top, 0, 1);
}
