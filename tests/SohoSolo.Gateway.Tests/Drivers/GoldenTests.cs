using System.Text.Json;

namespace SohoSolo.Gateway.Tests.Drivers;

/// <summary>Every payload of the makers that is known, and what it says.</summary>
public sealed class GoldenTests
{
    public static TheoryData<string> Names => [.. Golden.All.Select(golden => golden.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_makers_message_becomes_these_lines(string name)
    {
        var golden = Golden.All.First(one => one.ToString() == name);
        Assert.Equal(golden.Says.Select(Plain), golden.Lines(golden.Message).Select(Plain));
    }

    [Fact]
    public void Every_message_has_a_name_of_its_own() => Assert.Distinct(Golden.All.Select(golden => golden.ToString()));

    private static string Plain(string line) => JsonSerializer.Serialize(JsonElement.Parse(line));
}
