using System.Globalization;

namespace SohoSolo.Hub.Pages.Charts;

/// <summary>So many from one place to another.</summary>
public sealed record Flow(string From, string To, double Many);

/// <summary>A place on one side, with the room that its flows take.</summary>
public sealed record FlowEnd(string Name, double Many, int Y, int Tall)
{
    /// <summary>Where its name stands.</summary>
    public int Middle => Y + (Tall / 2);
}

/// <summary>A ribbon from one side to the other.</summary>
public sealed record Ribbon(Flow Flow, string Path);

/// <summary>
/// Flows as ribbons between two columns of places; as wide as they are many. Places keep the order in which they are given; ribbons leave and arrive in the order of the other side, so
/// that as few as possible cross.
/// </summary>
public sealed class FlowChart
{
    public const int Width = 860;
    public const int LeftEdge = 268;
    public const int RightEdge = 592;
    public const int Bar = 10;

    private const int Full = 420;
    private const int Gap = 10;
    private const int Row = 21;

    private FlowChart(IReadOnlyList<FlowEnd> from, IReadOnlyList<FlowEnd> to, IReadOnlyList<Ribbon> ribbons, int height) => (From, To, Ribbons, Height) = (from, to, ribbons, height);

    public IReadOnlyList<FlowEnd> From { get; }

    public IReadOnlyList<FlowEnd> To { get; }

    public IReadOnlyList<Ribbon> Ribbons { get; }

    public int Height { get; }

    public static FlowChart Of(IReadOnlyList<Flow> flows)
    {
        var drawn = flows.Where(flow => flow.Many > 0).ToList();
        var most = drawn.Sum(flow => flow.Many);
        var perOne = most > 0 ? Full / most : 0;
        var from = Column(drawn.GroupBy(flow => flow.From), perOne);
        var to = Column(drawn.GroupBy(flow => flow.To), perOne);
        var (leaves, arrives) = (from.ToDictionary(end => end.Name, end => (double)end.Y), to.ToDictionary(end => end.Name, end => (double)end.Y));
        var order = (From: from.Select(end => end.Name).ToList(), To: to.Select(end => end.Name).ToList());
        List<Ribbon> ribbons = [];
        foreach (var flow in drawn.OrderBy(flow => order.From.IndexOf(flow.From)).ThenBy(flow => order.To.IndexOf(flow.To)))
        {
            var tall = flow.Many * perOne;
            ribbons.Add(new Ribbon(flow, Path(leaves[flow.From], arrives[flow.To], tall)));
            leaves[flow.From] += tall;
            arrives[flow.To] += tall;
        }

        return new FlowChart(from, to, ribbons, Math.Max(End(from), End(to)) + Gap);
    }

    /// <summary>One under the other; a name needs its line even where its bar is thin.</summary>
    private static List<FlowEnd> Column(IEnumerable<IGrouping<string, Flow>> places, double perOne)
    {
        List<FlowEnd> column = [];
        var y = Gap;
        foreach (var place in places)
        {
            var many = place.Sum(flow => flow.Many);
            var tall = Math.Max(1, (int)Math.Round(many * perOne));
            column.Add(new FlowEnd(place.Key, many, y + Math.Max(0, (Row - tall) / 2), tall));
            y += Math.Max(tall, Row) + Gap;
        }

        return column;
    }

    private static int End(List<FlowEnd> column) => column.Count == 0 ? 0 : column[^1].Y + Math.Max(column[^1].Tall, Row);

    private static string Path(double left, double right, double tall)
    {
        const int Start = LeftEdge + Bar, End = RightEdge - Bar, Middle = (Start + End) / 2;
        return string.Create(CultureInfo.InvariantCulture, $"M{Start} {left:0.#}C{Middle} {left:0.#} {Middle} {right:0.#} {End} {right:0.#}V{right + tall:0.#}C{Middle} {right + tall:0.#} {Middle} {left + tall:0.#} {Start} {left + tall:0.#}Z");
    }
}
