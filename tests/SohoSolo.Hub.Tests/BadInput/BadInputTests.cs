using System.Net.Sockets;
using System.Text;
using SohoSolo.Hub.Tests.Hubs;
using Xunit;

namespace SohoSolo.Hub.Tests.BadInput;

/// <summary>Whatever is sent, the answer is a problem that names its reason, and nothing is stored.</summary>
public sealed class BadInputTests(BadInputHubs hubs) : IClassFixture<BadInputHubs>
{
    private static readonly Dictionary<string, Bad> All = BadBookings.All.Concat(BadShapes.All).Concat(BadChanges.All).Concat(BadDoors.All).ToDictionary(bad => bad.Name);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Requests => [.. All.Keys.SelectMany(name => ((string[])[Engines.Sqlite, Engines.Postgres]).Select(engine => (name, engine)))];

    public static TheoryData<string> Both => Engines.Both;

    [Theory, MemberData(nameof(Requests))]
    public async Task It_is_refused_with_its_reason_and_leaves_nothing(string name, string engine)
    {
        var (hub, booking) = await hubs.Of(engine);
        var before = await hub.CountRows();

        var said = await All[name].SendTo(hub, booking);

        Assert.True((said.Status, said.Reason) == (All[name].Status, All[name].Reason), $"{All[name]} was expected, and it was {said}");
        Assert.Equal(said.Status, said.Json.GetProperty("status").GetInt32());
        Assert.All((string[])["type", "title", "detail"], field => Assert.NotEmpty(said.Word(field)));
        Assert.DoesNotContain("   at ", said.Text, StringComparison.Ordinal);
        Assert.Equal(before, await hub.CountRows());
    }

    /// <summary>What is not even HTTP is refused by the server itself, before there is anybody to name a reason.</summary>
    [Theory]
    [InlineData("GET /api/v1/bookings/%00 HTTP/1.1", "400")]
    [InlineData("NOT EVEN HTTP", "400")]
    public async Task What_is_not_HTTP_is_refused(string request, string status)
    {
        var (hub, _) = await hubs.Of(Engines.Sqlite);

        Assert.Contains($" {status} ", await FirstLine(hub, $"{request}\r\nHost: localhost\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_without_end_is_refused()
    {
        var (hub, _) = await hubs.Of(Engines.Sqlite);

        Assert.Contains(" 414 ", await FirstLine(hub, $"GET /{new string('x', 20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task After_all_that_the_hub_serves_as_before(string engine)
    {
        var (hub, booking) = await hubs.Of(engine);

        (await hub.As("anne").Get($"bookings/{booking}")).Must(200);
        await hub.MustVerify();
    }

    private static async Task<string> FirstLine(RunningHub hub, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(hub.Api.Host, hub.Api.Port, Stop);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), Stop);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadLineAsync(Stop) ?? "";
    }
}
