using System.Text;
using FsCheck.Fluent;
using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Gateway.Drivers;
using SohoSolo.Gateway.Drivers.SohoSolo;

namespace SohoSolo.Gateway.Tests.Drivers;

/// <summary>Our own firmware's messages, and everything else that somebody may send to its topics.</summary>
public sealed class SohoSoloDriverTests
{
    private const string Events = "sohosolo/1/nogaro/dev/reader-1/evt";
    private const string States = "sohosolo/1/nogaro/dev/reader-1/state";

    private static readonly DateTimeOffset Received = DateTimeOffset.FromUnixTimeMilliseconds(1_763_799_303_000);

    [Fact]
    public void A_badge_is_read_with_its_number_its_reader_and_its_time()
    {
        var signal = One(Events, """{"boot":"9f3c","seq":118,"t":1763799302.12,"clk":"synced","k":"tag","reader":"in","cred":{"kind":"mifare-uid","v":"04:a2:0b:1c:2d:3e:80"}}""");
        Assert.Equal((SignalKind.Tag, "reader-1", "in", "mifare-uid:04A20B1C2D3E80"), (signal.Kind, signal.Device, signal.Reader, signal.Credential!.Canonical));
        Assert.Equal(new DeviceNumber("9f3c", 118), signal.Identity);
        Assert.Equal((1_763_799_302_120, DeviceClock.Synced, false), (signal.At.ToUnixTimeMilliseconds(), signal.Clock!.Value, signal.IsHistory));
    }

    [Theory]
    [InlineData("\"k\":\"door\",\"contact\":\"open\"", SignalKind.Door, "open")]
    [InlineData("\"k\":\"door\",\"contact\":\"closed\"", SignalKind.Door, "closed")]
    [InlineData("\"k\":\"rex\"", SignalKind.Rex, null)]
    [InlineData("\"k\":\"tamper\"", SignalKind.Tamper, "true")]
    [InlineData("\"k\":\"tamper\",\"v\":false", SignalKind.Tamper, "false")]
    [InlineData("\"k\":\"occ\",\"v\":true", SignalKind.Occ, "true")]
    [InlineData("\"k\":\"count\",\"v\":3", SignalKind.Count, "3")]
    [InlineData("\"k\":\"batt\",\"v\":87", SignalKind.Batt, "87")]
    [InlineData("\"k\":\"batt\",\"v\":87,\"unknown\":{\"a\":[1,2,{}]},\"lo\":3", SignalKind.Batt, "87")]
    public void Every_kind_says_its_word(string body, SignalKind kind, string? says)
    {
        var signal = One(Events, $$"""{"boot":"b","seq":1,{{body}}}""");
        Assert.Equal((kind, says), (signal.Kind, signal.Says));
    }

    [Theory]
    [InlineData("  {\"boot\":\"b\",\"seq\":1,\"k\":\"rex\"} \r\n")]
    [InlineData("{\"boot\":\"b\",\"seq\":1,\"k\":\"rex\"}\0")]
    [InlineData("{\"boot\":\"b\",\"seq\":1,\"k\":\"rex\"}\n\0\0")]
    public void Blanks_and_what_C_programs_leave_behind_do_no_harm(string payload) => Assert.Equal(SignalKind.Rex, One(Events, payload).Kind);

    [Theory]
    [InlineData("NaN", "not JSON")]
    [InlineData("3", "not a JSON object")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("{\"boot\":\"b\",\"seq\":1,\"k\":\"rex\"", "not JSON")]
    [InlineData("{\"boot\":\"b\",\"seq\":1,\"seq\":2,\"k\":\"rex\"}", "a field comes twice")]
    [InlineData("{\"\\ud800\":1}", "a field whose name is no text")]
    [InlineData("{\"seq\":1,\"k\":\"rex\"}", "no boot")]
    [InlineData("{\"boot\":null,\"seq\":1,\"k\":\"rex\"}", "no boot")]
    [InlineData("{\"boot\":7,\"seq\":1,\"k\":\"rex\"}", "boot is not what it should be")]
    [InlineData("{\"boot\":\"b\",\"k\":\"rex\"}", "no seq")]
    [InlineData("{\"boot\":\"b\",\"seq\":\"1\",\"k\":\"rex\"}", "seq is not what it should be")]
    [InlineData("{\"boot\":\"b\",\"seq\":-1,\"k\":\"rex\"}", "seq is not what it should be")]
    [InlineData("{\"boot\":\"b\",\"seq\":1e400,\"k\":\"rex\"}", "seq is not what it should be")]
    [InlineData("{\"boot\":\"b\",\"seq\":99999999999999999999,\"k\":\"rex\"}", "seq is not what it should be")]
    public void What_has_no_number_is_set_aside_without_one(string payload, string why)
    {
        var unreadable = Assert.IsType<DriverReading.Unreadable>(Read(Events, payload));
        Assert.Equal((why, "reader-1", null), (unreadable.Why, unreadable.Device, unreadable.Number));
    }

    [Theory]
    [InlineData("\"k\":\"dance\"", "no k that is known")]
    [InlineData("\"t\":1", "no k that is known")]
    [InlineData("\"k\":\"rex\",\"t\":1e400", "t is not what it should be")]
    [InlineData("\"k\":\"rex\",\"t\":\"now\"", "t is not what it should be")]
    [InlineData("\"k\":\"rex\",\"t\":9999999999999", "t is not what it should be")]
    [InlineData("\"k\":\"rex\",\"age\":-1", "age is not what it should be")]
    [InlineData("\"k\":\"tag\"", "no cred")]
    [InlineData("\"k\":\"tag\",\"cred\":\"04A20B1C\"", "cred is not what it should be")]
    [InlineData("\"k\":\"tag\",\"cred\":{\"kind\":\"mifare-uid\",\"v\":\"04A20B\"}", "no cred that can be read")]
    [InlineData("\"k\":\"tag\",\"cred\":{\"kind\":\"pin\",\"v\":\"123456\"}", "no cred that can be read")]
    [InlineData("\"k\":\"pin\",\"cred\":{\"kind\":\"mifare-uid\",\"v\":\"04A20B1C\"}", "no cred that can be read")]
    [InlineData("\"k\":\"door\",\"contact\":\"ajar\"", "no contact")]
    [InlineData("\"k\":\"occ\",\"v\":1", "v is not what it should be")]
    [InlineData("\"k\":\"occ\"", "no v")]
    [InlineData("\"k\":\"count\",\"v\":2.5", "v is not what it should be")]
    [InlineData("\"k\":\"batt\",\"v\":101", "v is not what it should be")]
    public void What_is_wrong_behind_a_number_keeps_the_number(string body, string why)
    {
        var unreadable = Assert.IsType<DriverReading.Unreadable>(Read(Events, $$"""{"boot":"b","seq":7,{{body}}}"""));
        Assert.Equal((why, new DeviceNumber("b", 7)), (unreadable.Why, unreadable.Number));
    }

    [Fact]
    public void Text_that_is_not_UTF_8_and_text_that_is_too_long_are_set_aside()
    {
        byte[] broken = [.. "{\"boot\":\"b"u8, 0xC3, .. "\",\"seq\":1,\"k\":\"rex\"}"u8];
        Assert.Equal("not UTF-8", Assert.IsType<DriverReading.Unreadable>(Read(Events, broken)).Why);
        Assert.StartsWith("longer than 4096", Assert.IsType<DriverReading.Unreadable>(Read(Events, new string(' ', 4097))).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kept_message_is_no_event_and_an_empty_one_clears_a_topic()
    {
        Assert.IsType<DriverReading.Ignored>(Read(Events, """{"boot":"b","seq":1,"k":"rex"}""", retained: true));
        Assert.IsType<DriverReading.Ignored>(Read(Events, ""));
        Assert.IsType<DriverReading.Ignored>(Read("sohosolo/1/auch/dev/reader-1/evt", """{"boot":"b","seq":1,"k":"rex"}"""));
        Assert.IsType<DriverReading.Ignored>(Read("zigbee2mqtt/x", "{}"));
        Assert.True(One(States, """{"s":"online","boot":"b","up":12}""", retained: true).Flag);
    }

    [Fact]
    public void A_state_says_online_offline_or_nothing_that_is_known()
    {
        var online = One(States, """{"s":"online","boot":"9f3c","fw":"1.4","up":12.5}""");
        Assert.Equal((true, "9f3c", 12.5), (online.Flag, online.Boot, online.UptimeSeconds));
        Assert.False(One(States, """{"s":"offline"}""").Flag);
        Assert.IsType<DriverReading.Ignored>(Read(States, """{"s":"dreaming"}"""));
    }

    [Fact]
    public void An_answer_to_a_command_names_it()
    {
        var ack = One("sohosolo/1/nogaro/dev/reader-1/ack", """{"id":"01J","ok":true,"t":1763799302}""");
        Assert.Equal((SignalKind.Ack, "01J", true), (ack.Kind, ack.Command, ack.Flag));
        Assert.IsType<DriverReading.Unreadable>(Read("sohosolo/1/nogaro/dev/reader-1/ack", """{"id":"01J","ok":"yes"}"""));
    }

    [Theory]
    [InlineData("\"clk\":\"synced\",\"t\":1763799183", 1_763_799_183_000, false)]
    [InlineData("\"clk\":\"synced\",\"t\":1763799182", 1_763_799_303_000, false)]
    [InlineData("\"clk\":\"synced\",\"t\":1763799424", 1_763_799_303_000, false)]
    [InlineData("\"clk\":\"unset\",\"t\":12", 1_763_799_303_000, false)]
    [InlineData("\"t\":1763799302", 1_763_799_303_000, false)]
    [InlineData("\"clk\":\"unset\",\"t\":12,\"age\":5", 1_763_799_298_000, false)]
    [InlineData("\"clk\":\"unset\",\"t\":12,\"age\":3600", 1_763_795_703_000, true)]
    public void The_devices_time_counts_within_two_minutes_or_where_it_says_how_long_it_kept_the_message(string times, long at, bool isHistory)
    {
        var signal = One(Events, $$"""{"boot":"b","seq":1,"k":"rex",{{times}}}""");
        Assert.Equal((at, isHistory), (signal.At.ToUnixTimeMilliseconds(), signal.IsHistory));
    }

    [Fact]
    public void No_bytes_make_it_throw()
    {
        var valid = Encoding.UTF8.GetBytes("""{"boot":"9f3c","seq":118,"t":1763799302.12,"clk":"synced","k":"tag","reader":"in","cred":{"kind":"mifare-uid","v":"04A20B1C"}}""");
        var cuts = from at in Gen.Choose(0, valid.Length - 1) from to in Gen.Choose(0, 255) from end in Gen.Choose(1, valid.Length) select (at, to, end);
        Runs.Hold(cuts, cut =>
        {
            var bytes = valid.ToArray();
            bytes[cut.at] = (byte)cut.to;
            Assert.NotEmpty(DecodeReport.Lines(Read(Events, bytes[..cut.end])));
        });
    }

    [Theory]
    [InlineData("""{"boot":"b","seq":1,"t":1763799302.12,"clk":"synced","k":"tag","cred":{"kind":"mifare-uid","v":"04a20b1c"}}""", """{"at":"2025-11-22T08:15:02.12Z","device":"reader-1","k":"tag","cred":{"kind":"mifare-uid","v":"04A20B1C"}}""")]
    [InlineData("""{"boot":"b","seq":1,"k":"count","v":3}""", """{"at":"2025-11-22T08:15:03Z","device":"reader-1","k":"count","v":3}""")]
    [InlineData("""{"boot":"b","seq":1,"k":"door","contact":"open"}""", """{"at":"2025-11-22T08:15:03Z","device":"reader-1","k":"door","v":"open"}""")]
    [InlineData("""{"boot":"b","seq":1,"k":"occ","v":true,"age":600}""", """{"at":"2025-11-22T08:05:03Z","device":"reader-1","k":"occ","v":true,"history":true}""")]
    [InlineData("nothing", """{"unreadable":"not JSON"}""")]
    [InlineData("", """{"ignored":"the topic was cleared"}""")]
    public void The_report_is_one_line_of_JSON_for_each_signal(string payload, string line) => Assert.Equal([line], DecodeReport.Lines(Read(Events, payload)));

    private static Signal One(string topic, string payload, bool retained = false) => Assert.Single(Assert.IsType<DriverReading.Signals>(Read(topic, payload, retained)).All);

    private static DriverReading Read(string topic, string payload, bool retained = false) => Read(topic, Encoding.UTF8.GetBytes(payload), retained);

    private static DriverReading Read(string topic, byte[] payload, bool retained = false) =>
        new SohoSoloDriver().Read(new DriverMessage(topic, payload, retained, Received), new DeviceTable(new SiteId("nogaro"), []));
}
