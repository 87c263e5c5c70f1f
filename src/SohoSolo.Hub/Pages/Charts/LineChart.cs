using System.Globalization;

namespace SohoSolo.Hub.Pages.Charts;

/// <summary>One line: a name, and a figure for each place on the axis.</summary>
/// <param name="IsPast">What it is compared with: thinner, and in dashes.</param>
public sealed record Series(string Name, IReadOnlyList<Figure> Figures, bool IsPast = false);

/// <summary>Lines over a row of months. Where a figure is hidden or missing the line stops: nobody draws through what is not said.</summary>
public sealed class LineChart
{
    public const int Width = 720;
    public const int Height = 296;
    public const int Left = 76;
    public const int Right = 20;
    public const int Top = 16;

    /// <summary>Room for a number above the highest point, in the large letters of a phone too.</summary>
    public const int TopOfLabels = 40;

    public const int Bottom = 56;

    private readonly int places;
    private readonly int top;

    public LineChart(IReadOnlyList<Series> series, bool whole = true, bool isLabelled = false)
    {
        top = isLabelled ? TopOfLabels : Top;
        places = series.Max(line => line.Figures.Count);
        Ticks = Ticks.Reaching(series.SelectMany(line => line.Figures).Max(figure => figure.Number) ?? 0, whole: whole);
    }

    public Ticks Ticks { get; }

    public static int Floor => Height - Bottom;

    public int X(int place) => places == 1 ? (Left + Width - Right) / 2 : Left + (int)Math.Round((Width - Left - Right) * (double)place / (places - 1));

    public int Y(double value) => (int)Math.Round(Floor - (Ticks.Place(value) * (Floor - top)));

    /// <summary>The line in the words of SVG, in as many pieces as it has.</summary>
    public string Path(Series line)
    {
        List<string> pieces = [];
        var isDrawing = false;
        foreach (var (place, figure) in line.Figures.Index())
        {
            if (figure.Number is { } value)
                pieces.Add(string.Create(CultureInfo.InvariantCulture, $"{(isDrawing ? 'L' : 'M')}{X(place)} {Y(value)}"));

            isDrawing = figure.Number is not null;
        }

        return string.Concat(pieces);
    }
}
