using System.Text.Json;
using SohoSolo.FirmwareSim.Commands;
using SohoSolo.Testing.Mqtt;

namespace SohoSolo.FirmwareSim.Tests.Commands;

/// <summary>What a person at a terminal gets.</summary>
public sealed class CommandTests : IAsyncLifetime
{
    /// <summary>A hub that is not there: then a reader has no clock, and says so.</summary>
    private const string NoHub = "http://127.0.0.1:9";

    private MosquittoBroker broker = null!;
    private BrokerGateway gateway = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        broker = await MosquittoBroker.Start(BrokerOptions.Open);
        gateway = await BrokerGateway.Start(broker.Port, Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        await broker.DisposeAsync();
    }

    [Fact]
    public async Task Presenting_a_badge_says_that_the_door_opened()
    {
        var (code, output) = await Run("present", "--site", "nogaro", "--badge", BrokerGateway.Welcome);

        Assert.Equal(0, code);
        Assert.StartsWith("unlocked for 5000 ms, grant (", output, StringComparison.Ordinal);
        Assert.Contains("kept by the gateway (", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Presenting_a_strangers_badge_says_why_not()
    {
        var (code, output) = await Run("present", "--site", "nogaro", "--badge", "04D00000000007");

        Assert.Equal(1, code);
        Assert.StartsWith("denied: no-booking (", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_keeps_a_ledger_of_what_was_acknowledged_and_acted_on()
    {
        var file = Path.GetTempFileName();
        var (code, output) = await Run("load", "--site", "nogaro", "--readers", "3", "--events", "30", "--rate", "300", "--badges", BrokerGateway.Welcome, "--ledger", file);
        var lines = (await File.ReadAllLinesAsync(file, Stop)).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        File.Delete(file);
        var acked = lines.Where(line => line.TryGetProperty("acked", out var was) && was.GetBoolean()).Select(line => (line.GetProperty("boot").GetString()!, line.GetProperty("seq").GetInt64()));

        Assert.Equal(0, code);
        Assert.StartsWith("events=30 acked=30 ", output, StringComparison.Ordinal);
        Assert.Equal(gateway.Kept.Order(), acked.Order());
        Assert.All(lines.Where(line => line.TryGetProperty("unlock", out _)), line => Assert.True(line.GetProperty("at").GetDouble() <= line.GetProperty("naf").GetDouble()));
    }

    [Fact]
    public async Task Load_goes_on_when_the_broker_is_killed()
    {
        var loading = Run("load", "--site", "nogaro", "--events", "60", "--rate", "60", "--seed", "3");
        await Patience.Until(() => Task.FromResult(gateway.Kept.Any()), TimeSpan.FromSeconds(20), () => "Nothing arrived.", Stop);
        broker.Kill9();
        await broker.Start(Stop);
        var (code, output) = await loading;

        Assert.Equal(0, code);
        Assert.StartsWith("events=60 acked=60 ", output, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(1, 60).Select(seq => (long)seq), gateway.Kept.Select(number => number.Seq).Order());
    }

    [Theory]
    [InlineData("dance")]
    [InlineData("present", "--site", "nogaro")]
    [InlineData("present", "--badge", "04D00000000007")]
    [InlineData("run", "--speed", "fast")]
    [InlineData("run", "--faults", "many")]
    [InlineData("load", "--site", "nogaro", "--events")]
    [InlineData("load", "--site", "nogaro", "--rate", "0")]
    public async Task Bad_use_is_said_in_a_line_and_is_exit_code_2(params string[] words)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();

        Assert.Equal(2, await Entry.Run(words, output, errors));
        Assert.NotEmpty(errors.ToString());
    }

    private async Task<(int Code, string Output)> Run(string command, params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await Entry.Run([command, .. arguments, "--broker", $"127.0.0.1:{broker.Port}", "--hub", NoHub], output, errors);
        return (code, output.ToString() + errors);
    }
}
