namespace SohoSolo.Hub.Pages.Charts;

/// <summary>Shades for numbers: at most five equal steps between round numbers, and one of its own for nothing at all. Equal steps, so that twice as dark is about twice as many.</summary>
public sealed record Levels(Ticks Ticks)
{
    public const int Most = 5;

    public static Levels Of(IEnumerable<Figure> figures, bool whole = true) => new(Ticks.Reaching(figures.Max(figure => figure.Number) ?? 0, Most, whole));

    /// <summary>From 0, nothing, to <see cref="Most"/>.</summary>
    public int Of(double value) => value <= 0 ? 0 : Math.Clamp((int)Math.Ceiling((value / Ticks.Step) - 1e-9), 1, Ticks.Count);

    /// <summary>The class that colours it.</summary>
    public string ClassOf(Figure figure) => figure switch
    {
        Figure.Known known => $"level-{Of(known.Value)}",
        Figure.Masked => "masked",
        _ => "missing",
    };

    /// <summary>Each shade with the numbers it stands for: more than the first, up to the second.</summary>
    public IEnumerable<(int Level, double Over, double UpTo)> Shades => Enumerable.Range(1, Ticks.Count).Select(n => (n, (n - 1) * Ticks.Step, n * Ticks.Step));
}
