using System.Text;
using System.Text.Json;
using SohoSolo.Core.Access;
using SohoSolo.Core.Presence;
using SohoSolo.Gateway.Outbox;
using SohoSolo.Gateway.Tests.Wire;
using SohoSolo.Gateway.Wire;
using Outboxes = SohoSolo.Gateway.Outbox.Outbox;

namespace SohoSolo.Gateway.Tests.Outbox;

public sealed class OutboxTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sohosolo-outbox-");
    private readonly ManualClock clock = new(new DateTimeOffset(2026, 11, 30, 8, 0, 0, TimeSpan.Zero));

    private string FileName => Path.Combine(folder.FullName, "outbox.db");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task What_was_taken_is_there_after_a_restart()
    {
        string epoch;
        await using (var outbox = Open())
        {
            epoch = outbox.Epoch;
            Assert.Equal(new Appended(IsNew: true, 1), await outbox.Append(Event(), new DeviceMark("reader", "b1", 7), new StateChange("pin:reader", "3"), new StateChange("gone", "x")));
            Assert.Equal(new Appended(IsNew: true, 3), await outbox.Append([Event(), Event()], null, [new StateChange("gone", null)]));
        }

        await using var again = Open();
        Assert.Equal((epoch, 3, 0, 7L), (again.Epoch, again.Last, again.Acknowledged, again.UpTo("reader", "b1")));
        Assert.True(again.Knows("reader", "b1", 7));
        Assert.Equal([KeyValuePair.Create("pin:reader", "3")], again.Memory);
        Assert.Equal([1, 2, 3], Numbers(again.Read(1, 100_000)));
        Assert.Equal(16, epoch.Length);
    }

    [Theory]
    [InlineData("3")]
    [InlineData("+2-1")]
    [InlineData("72/70/16")]
    [InlineData("4294967295/0/32")]
    public async Task What_a_counter_says_goes_through_the_outbox_and_a_batch_unharmed(string says)
    {
        using var link = new Parties();
        await using var outbox = Open();
        await outbox.Append(Event() with { Kind = EventKinds.Count, Value = says });
        var page = outbox.Read(1, 100_000);
        var batch = BatchCodec.Read(BatchCodec.Write(link.Keys, outbox.Epoch, page.From, page.Events, page.Watermark), link.Keys.Mac).Value!;

        Assert.Equal(says, Assert.Single(batch.Events).Value);
        Assert.Equal(says, CountReading.Read(batch.Events[0].Value)?.ToString());
    }

    [Fact]
    public async Task What_a_device_repeats_is_kept_once_and_changes_nothing_again()
    {
        await using var outbox = Open();
        var mark = new DeviceMark("reader", "b1", 1);
        var both = await Task.WhenAll(outbox.Append(Event(), mark, new StateChange("k", "first")), outbox.Append(Event(), mark, new StateChange("k", "second")));
        var third = await outbox.Append(Event(), mark);

        Assert.Equal([true, false, false], [both[0].IsNew, both[1].IsNew, third.IsNew]);
        Assert.Equal(1, outbox.Last);
        await outbox.DisposeAsync();
        await using var again = Open();
        Assert.Equal("first", again.Memory["k"]);
    }

    [Fact]
    public async Task Many_writers_get_numbers_without_a_gap()
    {
        await using var outbox = Open();
        var appended = await Task.WhenAll(Enumerable.Range(0, 8).Select(device => Task.Run(async () =>
        {
            var numbers = new List<long>();
            for (var seq = 1; seq <= 50; seq++)
                numbers.Add((await outbox.Append(Event(), new DeviceMark($"d{device}", "b", seq))).Seq);

            return numbers;
        })));

        Assert.All(appended, numbers => Assert.Equal(numbers.Order(), numbers));
        Assert.Equal(Enumerable.Range(1, 400).Select(number => (long)number), appended.SelectMany(numbers => numbers).Order());
        Assert.Equal(50, outbox.UpTo("d3", "b"));
    }

    [Fact]
    public async Task A_page_holds_what_fits_and_says_up_to_when_all_was_delivered()
    {
        await using var outbox = Open();
        for (var seq = 1; seq <= 10; seq++)
        {
            await outbox.Append(Event());
            clock.Advance(TimeSpan.FromMinutes(1));
        }

        var all = outbox.Read(1, 100_000);
        var some = outbox.Read(4, all.Events.Take(3).Sum(happened => happened.Length + 1));
        var none = outbox.Read(11, 100_000);

        Assert.Equal([4, 5, 6], Numbers(some));
        Assert.Equal(clock.GetUtcNow().AddMinutes(-4).AddSeconds(-2), some.Watermark);
        Assert.Equal((1, 10, clock.GetUtcNow().AddSeconds(-2)), (all.From, all.To, all.Watermark));
        Assert.Equal((11, 10, clock.GetUtcNow().AddSeconds(-2)), (none.From, none.To, none.Watermark));
    }

    [Fact]
    public async Task Events_are_deleted_a_day_after_their_receipt_and_only_when_the_hub_has_them()
    {
        await using var outbox = Open();
        await outbox.Append([Event(), Event()], null, []);
        clock.Advance(TimeSpan.FromHours(23));
        await outbox.Append(Event());
        await outbox.Acknowledge(1);
        clock.Advance(TimeSpan.FromHours(1.5));
        await outbox.Acknowledge(1);
        Assert.Equal([2, 3], Numbers(outbox.Read(1, 100_000)));

        await outbox.Acknowledge(3);
        Assert.Equal([3], Numbers(outbox.Read(1, 100_000)));

        clock.Advance(TimeSpan.FromHours(24));
        await outbox.Acknowledge(3);
        Assert.Empty(outbox.Read(1, 100_000).Events);
        await outbox.DisposeAsync();
        await using var again = Open();
        Assert.Equal(4, (await again.Append(Event())).Seq);
    }

    [Fact]
    public async Task A_hub_that_was_restored_gets_again_what_is_still_kept_and_no_number_is_given_twice()
    {
        await using var outbox = Open();
        await outbox.Append([Event(), Event(), Event()], null, []);
        await outbox.Acknowledge(3);
        clock.Advance(TimeSpan.FromHours(25));
        await outbox.Append(Event());
        await outbox.Acknowledge(4);
        await outbox.Acknowledge(2);

        Assert.Equal((2, 4), (outbox.Acknowledged, outbox.Last));
        Assert.Equal([4], Numbers(outbox.Read(outbox.Acknowledged + 1, 100_000)));
        await outbox.DisposeAsync();
        await using var again = Open();
        Assert.Equal(5, (await again.Append(Event())).Seq);
    }

    [Fact]
    public async Task Another_life_numbers_anew_what_the_hub_has_not_acknowledged()
    {
        await using var outbox = Open();
        var epoch = outbox.Epoch;
        await outbox.Append([Event("a"), Event("b"), Event("c")], new DeviceMark("d", "b", 1), []);
        await outbox.Acknowledge(1);
        await outbox.StartEpoch();

        Assert.NotEqual(epoch, outbox.Epoch);
        Assert.Equal(["1 b", "2 c"], outbox.Read(1, 100_000).Events.Select(happened => JsonDocument.Parse(happened).RootElement).Select(happened => $"{happened.GetProperty("s")} {happened.GetProperty("msg")}"));
        Assert.True(outbox.Knows("d", "b", 1));
        Assert.Equal(3, (await outbox.Append(Event())).Seq);
    }

    [Fact]
    public async Task A_full_outbox_warns_refuses_and_recovers()
    {
        await using var outbox = Open(new OutboxOptions { MostEvents = 10 });
        for (var seq = 1; seq <= 8; seq++)
            await outbox.Append(Event());

        Assert.Equal("outbox-filling raised", Alarm(outbox, 9));
        await outbox.Append(Event(), new DeviceMark("d", "b", 1));
        var refused = await Assert.ThrowsAsync<OutboxException>(() => outbox.Append(Event(), new DeviceMark("d", "b", 2)));
        Assert.Contains("full", refused.Message, StringComparison.Ordinal);
        Assert.False(outbox.Knows("d", "b", 2));
        Assert.Equal(1, outbox.Fill);

        await outbox.Acknowledge(5);
        Assert.Equal("outbox-filling cleared", Alarm(outbox, 11));
        Assert.True((await outbox.Append(Event(), new DeviceMark("d", "b", 2))).IsNew);
    }

    [Fact]
    public async Task A_full_disk_refuses_and_recovers_when_there_is_room()
    {
        await using var outbox = Open(new OutboxOptions { MostBytes = 400 * 1024 });
        var taken = 0;
        OutboxException? full = null;
        for (var seq = 1; full is null; seq++)
        {
            try
            {
                await outbox.Append(Event(new string('x', 250)), new DeviceMark("d", "b", seq));
                taken = seq;
            }
            catch (OutboxException refused)
            {
                full = refused;
            }
        }

        Assert.Contains("disk is full", full.Message, StringComparison.Ordinal);
        Assert.Equal(taken, outbox.Last);
        Assert.False(outbox.Knows("d", "b", taken + 1));

        clock.Advance(TimeSpan.FromHours(25));
        await outbox.Acknowledge(taken);
        Assert.True((await outbox.Append(Event(), new DeviceMark("d", "b", taken + 1))).IsNew);
        Assert.Equal(taken + 1, outbox.UpTo("d", "b"));
    }

    [Fact]
    public async Task A_hole_in_what_a_device_says_is_an_alarm_after_a_minute()
    {
        await using var outbox = Open();
        await outbox.Append(Event(), new DeviceMark("d", "b", 1));
        await outbox.Append(Event(), new DeviceMark("d", "b", 4));
        clock.Advance(TimeSpan.FromSeconds(61));
        await outbox.Append(Event(), new DeviceMark("d", "b", 5));

        Assert.Equal("device-gap raised", Alarm(outbox, 4));
        Assert.Equal(5, outbox.UpTo("d", "b"));
    }

    [Fact]
    public async Task Only_the_newest_lives_of_a_device_are_remembered()
    {
        await using var outbox = Open();
        for (var boot = 1; boot <= 20; boot++)
        {
            await outbox.Append(Event(), new DeviceMark("d", $"b{boot}", 1));
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Null(outbox.UpTo("d", "b4"));
        Assert.Equal(1, outbox.UpTo("d", "b5"));
    }

    [Fact]
    public async Task The_file_is_its_owner_s_alone_and_holds_nothing_that_opens_a_door()
    {
        using var link = new Parties();
        await using (var outbox = Open())
        {
            var badge = PresentedCredential.Read("mifare-uid", "04A20B1C2D3E80")!;
            await outbox.Append(Event() with { Hash = CredentialHashes.OfBadge(link.Keys.SiteKey, badge), Sealed = Sealing.Seal(link.Keys.HubSealSpki, "nogaro", badge.Canonical) });
            var text = Encoding.Latin1.GetString(Everything());
            Assert.DoesNotContain("04A20B1C2D3E80", text, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("\"h\":", text, StringComparison.Ordinal);
            Assert.All(folder.GetFiles("outbox.db*").Where(file => !file.Name.EndsWith(".lock", StringComparison.Ordinal)), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, file.UnixFileMode));
        }
    }

    [Fact]
    public async Task Two_gateways_do_not_write_one_outbox()
    {
        await using var outbox = Open();

        Assert.Throws<OutboxException>(() => Open());
    }

    [Fact]
    public void A_file_that_is_no_outbox_is_refused()
    {
        File.WriteAllText(FileName, new string('x', 10_000));

        Assert.Contains("damaged", Assert.Throws<OutboxException>(() => Open()).Message, StringComparison.Ordinal);
    }

    private Outboxes Open(OutboxOptions? options = null) => Outboxes.Open(FileName, clock, options);

    private GatewayEvent Event(string? message = null) => new() { Kind = EventKinds.Rex, At = clock.GetUtcNow(), ReceivedAt = clock.GetUtcNow(), Quality = "synced", Message = message };

    /// <summary>The log first: what is taken from it meanwhile stands in the file by then.</summary>
    private byte[] Everything() => [.. folder.GetFiles().Where(file => !file.Name.EndsWith(".lock", StringComparison.Ordinal)).OrderByDescending(file => file.Name, StringComparer.Ordinal).SelectMany(file =>
    {
        using var open = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var bytes = new MemoryStream();
        open.CopyTo(bytes);
        return bytes.ToArray();
    })];

    private static IEnumerable<long> Numbers(OutboxPage page) => page.Events.Select(happened => JsonDocument.Parse(happened).RootElement.GetProperty("s").GetInt64());

    private static string Alarm(Outboxes outbox, long seq)
    {
        var happened = JsonDocument.Parse(outbox.Read(seq, 1).Events[0]).RootElement;
        return $"{happened.GetProperty("why")} {happened.GetProperty("v")}";
    }
}
