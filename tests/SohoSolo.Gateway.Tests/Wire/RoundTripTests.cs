using System.Text.Json;
using System.Text.Json.Nodes;
using SohoSolo.Core.Access;
using SohoSolo.Core.Presence;
using SohoSolo.Gateway.Wire;

namespace SohoSolo.Gateway.Tests.Wire;

public sealed class RoundTripTests : IDisposable
{
    private readonly Parties link = new();

    public void Dispose() => link.Dispose();

    [Fact]
    public void A_snapshot_comes_as_it_was_sent() => Runs.Hold(Words.Snapshots, snapshot =>
        Same(snapshot, SnapshotCodec.Read(SnapshotCodec.Write(snapshot, 1, link.Sign), link.Trust).Value));

    [Fact]
    public void A_change_that_travelled_makes_the_same_snapshot() => Runs.Hold(Words.Some(Words.Snapshots, 2), pair =>
    {
        if (pair.Count < 2) return;

        var (before, after) = (pair[0], pair[1] with { Revision = (long)int.MaxValue + 1, NotBefore = pair[0].NotBefore });
        var delta = AccessDelta.Between(before, after);
        var read = SnapshotCodec.ReadDelta(SnapshotCodec.WriteDelta(delta, 1, link.Sign), link.Trust).Value;
        Same(delta, read);
        Same(delta.ApplyTo(before), read!.ApplyTo(before));
    });

    [Fact]
    public void A_snapshot_of_a_hub_that_says_nothing_of_sensors_is_still_read()
    {
        var said = JsonNode.Parse(Gzip.Inflate(SnapshotCodec.Write(Words.Site(1) with { Content = new AccessContent { Devices = [new SnapshotDevice("d", "sohosolo", "presence", null, "s", "0a")] } }, 1, link.Sign))!)!.AsObject();
        Assert.True(said.Remove("presence"));
        said.Remove("sig");
        var old = Gzip.Deflate(SignedJson.Sign(link.Sign, writer =>
        {
            foreach (var (name, value) in said)
            {
                writer.WritePropertyName(name);
                value!.WriteTo(writer);
            }
        }));

        var read = SnapshotCodec.Read(old, link.Trust).Value!.Content;
        Assert.Equal(new PresenceRules(), read.Presence);
        Assert.Equal((null, null), (read.Devices[0].Sensor, read.Devices[0].ReportMinutes));
    }

    [Fact]
    public void Events_come_as_they_were_sent() => Runs.Hold(Words.Some(Words.Events, 20), events =>
    {
        var numbered = events.Select((happened, index) => happened with { Seq = 1001 + index }).ToList();
        var batch = BatchCodec.Read(BatchCodec.Write(link.Keys, "c3", 1001, numbered, Words.Now), link.Keys.Mac).Value!;
        Assert.Equal(numbered, batch.Events);
        Assert.Equal((Parties.Nogaro, "gw-nogaro", 1, "c3", 1001L, 1000L + events.Count, Words.Now), (batch.Site, batch.Gateway, batch.Kid, batch.Epoch, batch.From, batch.To, batch.Watermark));
    });

    [Fact]
    public void What_the_hub_says_comes_as_it_was_sent() => Runs.Hold(Words.Messages, message =>
    {
        var bytes = LinkMessages.Write(message, link.Sign);
        Same(message, message switch
        {
            LinkMessage.Ack => LinkMessages.Read<LinkMessage.Ack>(bytes, link.Trust).Value,
            LinkMessage.Command => LinkMessages.Read<LinkMessage.Command>(bytes, link.Trust).Value,
            LinkMessage.Mode => LinkMessages.Read<LinkMessage.Mode>(bytes, link.Trust).Value,
            _ => LinkMessages.Read<LinkMessage.Answer>(bytes, link.Trust).Value,
        });
    });

    [Fact]
    public void What_a_gateway_asks_comes_as_it_was_sent() => Runs.Hold(Words.Asks, ask => Assert.Equal(ask, LinkAsk.Read(ask.Write(link.Keys), link.Keys.Mac).Value));

    [Fact]
    public void A_pass_comes_as_it_was_given() => Runs.Hold(Words.Passes, claims => Same(claims, link.Trust.ReadPass(GuestPasses.Write(link.Sign, 1, claims)).Value));

    [Fact]
    public void Keys_come_as_they_were_printed()
    {
        var read = GatewayKeys.Read($"  {link.Keys.ToText()}\n")!;

        Same(link.Keys, read);
        Assert.Equal("gw-nogaro of nogaro, generation 1", read.ToString());
        Assert.Equal("gw-nogaro of nogaro, generation 1", read.Mac.ToString());
    }

    // Records with lists in them compare by reference: as JSON they compare by what they say.
    private static void Same<T>(T expected, T? read) => Assert.Equal(JsonSerializer.Serialize(expected, expected!.GetType()), JsonSerializer.Serialize(read, expected.GetType()));
}
