using SohoSolo.Hub.Pages.Charts;
using Xunit;

namespace SohoSolo.Hub.Tests.Pages.Charts;

public sealed class ChartTests
{
    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 1, 1)]
    [InlineData(3, 1, 3)]
    [InlineData(7, 2, 8)]
    [InlineData(12, 5, 15)]
    [InlineData(100, 20, 100)]
    [InlineData(101, 25, 125)]
    [InlineData(1_234, 250, 1_250)]
    [InlineData(999_999, 200_000, 1_000_000)]
    public void An_axis_is_marked_at_round_numbers(double most, double step, double top)
    {
        var ticks = Ticks.Reaching(most);

        Assert.Equal((step, top), (ticks.Step, ticks.Top));
    }

    [Fact]
    public void An_axis_of_shares_may_have_parts_of_one()
    {
        Assert.Equal([0, 0.1, 0.2, 0.3, 0.4], Ticks.Reaching(0.37, whole: false).Marks.Select(mark => Math.Round(mark, 6)));
        Assert.Equal(0.002, Ticks.Reaching(0.0093, whole: false).Step, 6);
    }

    [Fact]
    public void Every_number_fits_its_axis_and_fills_most_of_it()
    {
        for (var most = 1; most < 3_000; most++)
        {
            var ticks = Ticks.Reaching(most);
            Assert.InRange(most, ticks.Top - ticks.Step + 1e-9, ticks.Top);
            Assert.InRange(ticks.Count, 1, 5);
        }
    }

    [Fact]
    public void Nothing_has_a_shade_of_its_own_and_the_most_has_the_darkest()
    {
        var levels = Levels.Of([Figure.Of(0), Figure.Of(97), Figure.Hidden]);

        Assert.Equal(["level-0", "level-1", "level-1", "level-2", "level-5", "masked", "missing"],
            new[] { Figure.Of(0), Figure.Of(1), Figure.Of(20), Figure.Of(21), Figure.Of(97), Figure.Hidden, Figure.None }.Select(levels.ClassOf));
        Assert.Equal((5, 80.0, 100.0), levels.Shades.Last());
    }

    [Fact]
    public void What_is_hidden_hides_what_would_be_made_of_it()
    {
        Assert.Equal(Figure.Hidden, Figure.Share(Figure.Hidden, Figure.Of(4)));
        Assert.Equal(Figure.Hidden, Figure.Share(Figure.Of(4), Figure.Hidden));
        Assert.Equal(Figure.None, Figure.Share(Figure.Of(0), Figure.Of(0)));
        Assert.Equal(new Figure.Known(0.5, IsRounded: true, Without: 2), Figure.Share(new Figure.Known(2, Without: 2), new Figure.Known(4, IsRounded: true)));
    }

    [Fact]
    public void A_line_stops_at_what_is_hidden_and_goes_on_after_it()
    {
        var line = new Series("", [Figure.Of(0), Figure.Of(100), Figure.Hidden, Figure.Of(50), Figure.None]);
        var chart = new LineChart([line]);

        Assert.Equal($"M76 {LineChart.Floor}L232 {LineChart.Top}M544 {(LineChart.Floor + LineChart.Top) / 2}", chart.Path(line));
    }

    [Fact]
    public void Numbers_at_a_line_have_room_above_its_highest_point() =>
        Assert.Equal(LineChart.TopOfLabels, new LineChart([new Series("", [Figure.Of(100)])], isLabelled: true).Y(100));

    [Fact]
    public void Ribbons_are_as_wide_as_they_are_many_and_none_lies_on_another()
    {
        Flow[] flows = [new("Auch", "Auch", 30), new("Auch", "Nogaro", 10), new("Eauze", "Nogaro", 20), new("Eauze", "Auch", 0)];

        var chart = FlowChart.Of(flows);

        Assert.Equal([("Auch", 40.0), ("Eauze", 20.0)], chart.From.Select(end => (end.Name, end.Many)));
        Assert.Equal([("Auch", 30.0), ("Nogaro", 30.0)], chart.To.Select(end => (end.Name, end.Many)));
        Assert.Equal(2 * chart.From[1].Tall, chart.From[0].Tall);
        Assert.True(chart.From[0].Y + chart.From[0].Tall < chart.From[1].Y);
        Assert.Equal(3, chart.Ribbons.Count);
        Assert.All(chart.From.Concat(chart.To), end => Assert.True(end.Y + end.Tall <= chart.Height));
    }

    [Fact]
    public void Nothing_to_draw_is_drawn_as_nothing()
    {
        Assert.Empty(FlowChart.Of([]).Ribbons);
        Assert.Equal("", new LineChart([new Series("", [Figure.Hidden])]).Path(new Series("", [Figure.Hidden])));
        Assert.Null(new Grid(["a"], ["b"], [[Figure.Hidden]]).Peak());
    }
}
