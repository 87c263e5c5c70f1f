using System.Text;
using SohoSolo.Testing;
using Xunit;

namespace SohoSolo.Hub.Tests.Gateways;

/// <summary><c>gateway decode</c> as people and scripts run it: one message of our own firmware in, JSON lines out (contract §5).</summary>
public sealed class DecodeProcessTests
{
    private const string Device = "sohosolo/1/nogaro/dev/nogaro-reader-main";
    private const string Head = """{"at":"2025-11-22T08:15:02.12Z","device":"nogaro-reader-main",""";
    private const string Received = """{"at":"2025-11-22T08:15:03Z","device":"nogaro-reader-main",""";
    private const string Numbered = """{"boot":"9f3c","seq":118,"t":1763799302.12,"clk":"synced",""";

    [Theory]
    [InlineData("evt", Numbered + """ "k":"tag","reader":"in","cred":{"kind":"mifare-uid","v":"04:a2:0b:1c:2d:3e:80"}}""", Head + """ "k":"tag","cred":{"kind":"mifare-uid","v":"04A20B1C2D3E80"}}""")]
    [InlineData("evt", Numbered + """ "k":"pin","reader":"in","cred":{"kind":"pin","v":"271828"}}""", Head + """ "k":"pin","cred":{"kind":"pin","v":"271828"}}""")]
    [InlineData("evt", Numbered + """ "k":"qr","cred":{"kind":"pass","v":"TC1.1.e30.AAAA"}}""", Head + """ "k":"qr","cred":{"kind":"pass","v":"TC1.1.e30.AAAA"}}""")]
    [InlineData("evt", Numbered + """ "k":"door","contact":"open"}""", Head + """ "k":"door","v":"open"}""")]
    [InlineData("evt", Numbered + """ "k":"door","contact":"closed"}""", Head + """ "k":"door","v":"closed"}""")]
    [InlineData("evt", Numbered + """ "k":"rex"}""", Head + """ "k":"rex"}""")]
    [InlineData("evt", Numbered + """ "k":"occ","v":true}""", Head + """ "k":"occ","v":true}""")]
    [InlineData("evt", Numbered + """ "k":"batt","v":87}""", Head + """ "k":"batt","v":87}""")]
    [InlineData("evt", """{"boot":"b","seq":1,"clk":"unset","k":"rex"}""", Received + """ "k":"rex"}""")]
    [InlineData("evt", """{"boot":"b","seq":1,"t":1763795702,"clk":"synced","k":"occ","v":false}""", Received + """ "k":"occ","v":false}""")]
    [InlineData("evt", """{"boot":"b","seq":1,"clk":"unset","age":3600,"k":"occ","v":false}""", """{"at":"2025-11-22T07:15:03Z","device":"nogaro-reader-main","k":"occ","v":false,"history":true}""")]
    [InlineData("state", """{"s":"online","boot":"9f3c","fw":"1.4","up":12}""", Received + """ "k":"online","v":true}""")]
    [InlineData("state", """{"s":"offline"}""", Received + """ "k":"online","v":false}""", true)]
    [InlineData("evt", Numbered + """ "k":"rex"}""", """{"ignored":"retained: no event"}""", true)]
    [InlineData("ack", """{"id":"u1","ok":true,"t":1763799302}""", """{"ignored":"an answer to a command"}""")]
    [InlineData("evt", "", """{"ignored":"the topic was cleared"}""")]
    [InlineData("rcv", """{"boot":"b","upto":1}""", """{"ignored":"nothing that a device says"}""")]
    [InlineData("evt", "\u0000\u0001garbage", """{"unreadable":"not JSON"}""")]
    [InlineData("evt", Numbered + """ "k":"tag"}""", """{"unreadable":"no cred"}""")]
    public async Task A_message_of_our_firmware_becomes_these_lines(string leaf, string payload, string expected, bool isRetained = false)
    {
        string[] retained = isRetained ? ["--retained"] : [];
        string[] arguments = ["--driver", "sohosolo", .. retained, "--received-at", "2025-11-22T08:15:03Z", "--topic", $"{Device}/{leaf}"];

        var said = await Shell.Feed("dotnet", [Repository.Hub, "gateway", "decode", .. arguments], Encoding.UTF8.GetBytes(payload), TestContext.Current.CancellationToken);

        // A blank keeps quotation marks apart in the table.
        Assert.Equal((0, expected.Replace(", \"k\"", ",\"k\"", StringComparison.Ordinal) + "\n", ""), (said.ExitCode, said.Output, said.Error));
    }

    [Theory]
    [InlineData("esp-rfid", "/rfid-auch/send", """{"type":"access","uid":"ba839d07"}""", """{"at":"2025-11-22T08:15:03Z","device":"rfid-auch","k":"tag","cred":{"kind":"mifare-uid","v":"BA839D07"}}""")]
    [InlineData("esphome", "wiegand-condom/tag", "7616525", """{"at":"2025-11-22T08:15:03Z","device":"wiegand-condom","k":"tag","cred":{"kind":"wiegand-26","v":"74380D"}}""")]
    [InlineData("zigbee2mqtt", "zigbee2mqtt/salle 1/pir", """{"occupancy":true}""", """{"at":"2025-11-22T08:15:03Z","device":"salle 1/pir","k":"occ","v":true}""")]
    [InlineData("tasmota", "tele/desk/LWT", "Online", """{"at":"2025-11-22T08:15:03Z","device":"desk","k":"online","v":true}""")]
    [InlineData("shelly", "porte/online", "false", """{"at":"2025-11-22T08:15:03Z","device":"porte","k":"online","v":false}""")]
    [InlineData("chirpstack", "application/a/device/0101010101010101/event/up", """{"object":{"people_total_in":72,"people_total_out":70}}""", """{"at":"2025-11-22T08:15:03Z","device":"0101010101010101","k":"count","v":2,"in":72,"out":70}""")]
    [InlineData("ttn", "v3/a@ttn/devices/desk/up", """{"simulated":true,"uplink_message":{}}""", """{"ignored":"simulated: no sensor sent it"}""")]
    public async Task Other_makers_messages_become_such_lines_too(string driver, string topic, string payload, string expected)
    {
        var said = await Decode(Encoding.UTF8.GetBytes(payload), "--driver", driver, "--received-at", "2025-11-22T08:15:03Z", "--topic", topic);

        Assert.Equal((0, expected + "\n", ""), (said.ExitCode, said.Output, said.Error));
    }

    [Fact]
    public async Task Bytes_that_are_no_text_and_bad_use_are_told_apart()
    {
        byte[] bytes = [0xff, 0xfe, 0x00, 0x80];
        var unreadable = await Decode(bytes, "--driver", "sohosolo", "--topic", $"{Device}/evt");
        var unknown = await Decode([], "--driver", "nothing", "--topic", $"{Device}/evt");
        var missing = await Decode([], "--driver", "sohosolo");

        Assert.Equal((0, """{"unreadable":"not UTF-8"}"""), (unreadable.ExitCode, unreadable.Output.Trim()));
        Assert.Equal((2, "", 2, ""), (unknown.ExitCode, unknown.Output, missing.ExitCode, missing.Output));
    }

    private static Task<ProgramResult> Decode(byte[] payload, params string[] arguments) =>
        Shell.Feed("dotnet", [Repository.Hub, "gateway", "decode", .. arguments], payload, TestContext.Current.CancellationToken);
}
