using Microsoft.Extensions.Configuration;
using SohoSolo.Hub.Commands;
using Xunit;

namespace SohoSolo.Hub.Tests.Commands;

/// <summary>Logs of sensors as people have them: several columns, holes, two clocks' hours, rows that nobody can read.</summary>
public sealed class ReplayCommandTests : IDisposable
{
    private readonly string file = Path.Combine(Path.GetTempPath(), $"sohosolo-log-{Guid.NewGuid():N}.csv");

    public void Dispose() => File.Delete(file);

    [Fact]
    public async Task The_answer_has_each_row_as_it_was_written_what_was_believed_and_what_is()
    {
        var (code, said, error) = await Replay("pir", "at,value\n2026-11-24T09:00:00,1\n2026-11-24T09:00:30,0\n2026-11-24T09:01:00,1\n2026-11-24T09:01:30,0\n2026-11-24T09:30:00,0\n");

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(["at,live,final", "2026-11-24T09:00:00,0,1", "2026-11-24T09:00:30,0,1", "2026-11-24T09:01:00,1,1", "2026-11-24T09:01:30,1,0", "2026-11-24T09:30:00,0,0"], said);
    }

    [Fact]
    public async Task Columns_of_the_kind_are_sensors_and_people_and_unknown_ones_are_not()
    {
        var (_, said, _) = await Replay("pir", "\uFEFFat,pir_1,co2_ppm,occupancy,pir_2,people\n2026-11-24T09:00:00,0,900,1,1,2\n2026-11-24T09:00:30,,,1,1,2\n2026-11-24T09:01:00,0,,1,0,2\n2026-11-24T09:20:00,0,900,1,,2\n");

        Assert.Equal(["2026-11-24T09:00:00,0,1", "2026-11-24T09:00:30,1,1", "2026-11-24T09:01:00,1,0", "2026-11-24T09:20:00,0,0"], said[1..]);
    }

    [Theory]
    [InlineData("seat", "1")]
    [InlineData("mmwave", "1")]
    [InlineData("counter", "4")]
    public async Task Who_sees_people_is_believed_at_once_and_with_hindsight_until_it_sees_nobody(string kind, string somebody)
    {
        var (_, said, _) = await Replay(kind, $"at,value\n2026-11-24T09:00:00Z,0\n2026-11-24T09:01:00Z,{somebody}\n2026-11-24T09:02:00Z,{somebody}\n2026-11-24T09:03:00Z,0\n2026-11-24T09:20:00Z,0\n");

        Assert.Equal(["0,0", "1,1", "1,1", "1,0", "0,0"], said[1..].Select(row => row[^3..]));
    }

    [Fact]
    public async Task Rows_are_put_in_order_and_what_cannot_be_read_is_said_with_its_line()
    {
        var (code, said, error) = await Replay("seat", "at,value\n2026-11-24T09:10:00Z,0\nyesterday,1\n2026-11-24T09:00:00Z,1\n2026-11-24T09:05:00Z,many\n");

        Assert.Equal(0, code);
        Assert.Equal(["2026-11-24T09:00:00Z,1,1", "2026-11-24T09:10:00Z,1,0"], said[1..]);
        Assert.Equal("Line 3: cannot be read, and is left out.\nLine 5: cannot be read, and is left out.\n", error);
    }

    [Fact]
    public async Task The_hour_that_comes_twice_goes_on_and_the_one_that_is_left_out_is_no_matter()
    {
        var twice = "at,value\n2026-10-25T01:59:00,0\n2026-10-25T02:30:00,1\n2026-10-25T02:59:00,1\n2026-10-25T02:00:00,1\n2026-10-25T02:30:00,0\n2026-10-25T03:00:00,0\n";
        var (code, said, error) = await Replay("seat", twice);
        Assert.Equal((0, ""), (code, error));
        Assert.Equal(["0", "1", "1", "1", "0", "0"], said[1..].Select(row => row[^1..]));
        Assert.Equal(twice.Split('\n')[1..^1].Select(row => row[..^2]), said[1..].Select(row => row[..^4]));

        var leftOut = await Replay("seat", "at,value\n2026-03-29T01:59:00,0\n2026-03-29T02:30:00,1\n2026-03-29T03:31:00,0\n");
        Assert.Equal((0, "", 4), (leftOut.Code, leftOut.Error, leftOut.Out.Length));
    }

    [Fact]
    public async Task An_empty_log_is_an_empty_answer_and_what_is_no_log_a_finding()
    {
        Assert.Equal(["at,live,final"], (await Replay("pir", "at,value\n")).Out);
        Assert.Equal((1, "The file is empty.\n"), await Replay("pir", "") is var empty ? (empty.Code, empty.Error) : default);
        Assert.Equal((1, "Line 1: there is no column at.\n"), await Replay("pir", "time,value\n1,1\n") is var other ? (other.Code, other.Error) : default);
    }

    [Fact]
    public async Task Bad_use_is_said_in_one_line()
    {
        Assert.Equal((2, "Usage: sohosolo presence replay FILE.csv --sensor pir|mmwave|seat|counter\n"), await Run("presence", "replay"));
        Assert.Equal((2, "--sensor must be given.\n"), await Run("presence", "replay", file));
        Assert.Equal((2, $"--sensor is one of pir, mmwave, seat, counter, not 'radar'.\n"), await Run("presence", "replay", file, "--sensor", "radar"));
        Assert.Equal((2, $"There is no file {file}.\n"), await Run("presence", "replay", file, "--sensor", "pir"));

        async Task<(int Code, string Error)> Run(params string[] arguments)
        {
            var (code, _, error) = await Called(arguments);
            return (code, error);
        }
    }

    private async Task<(int Code, string[] Out, string Error)> Replay(string kind, string log)
    {
        await File.WriteAllTextAsync(file, log, TestContext.Current.CancellationToken);
        return await Called("presence", "replay", file, "--sensor", kind);
    }

    private static async Task<(int Code, string[] Out, string Error)> Called(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await CommandTable.Run(arguments, new ConfigurationBuilder().Build(), output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries), error.ToString());
    }
}
