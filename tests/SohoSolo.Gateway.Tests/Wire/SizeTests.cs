using SohoSolo.Gateway.Wire;

namespace SohoSolo.Gateway.Tests.Wire;

public sealed class SizeTests : IDisposable
{
    private readonly Parties link = new();

    public void Dispose() => link.Dispose();

    [Fact]
    public void A_snapshot_of_two_thousand_entries_is_small()
    {
        var message = SnapshotCodec.Write(Words.Site(2000), 1, link.Sign);

        Assert.Equal(2000, SnapshotCodec.Read(message, link.Trust).Value!.Content.Entries.Count);
        Assert.InRange(message.Length, 1, SnapshotCodec.MostBytes / 2);
    }

    [Fact]
    public void A_bomb_does_not_go_off()
    {
        using var zipped = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(zipped, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(new byte[16 * 1024 * 1024]);

        Assert.Equal(Refusal.Unreadable, SnapshotCodec.Read(zipped.ToArray(), link.Trust).Why);
        Assert.Equal(Refusal.TooLarge, SnapshotCodec.Read(new byte[SnapshotCodec.MostBytes + 1], link.Trust).Why);
    }

    [Fact]
    public void More_events_than_a_batch_holds_are_not_written()
    {
        var events = Enumerable.Range(1, 4000).Select(seq => new GatewayEvent { Seq = seq, Kind = EventKinds.Rex, At = Words.Now, ReceivedAt = Words.Now, Quality = "synced" }).ToList();

        Assert.Throws<ArgumentException>(() => BatchCodec.Write(link.Keys, "c3", 1, events, Words.Now));
    }
}
