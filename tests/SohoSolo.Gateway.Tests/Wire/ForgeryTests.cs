using System.Text;
using FsCheck.Fluent;
using SohoSolo.Core.Access;
using SohoSolo.Gateway.Wire;

namespace SohoSolo.Gateway.Tests.Wire;

public sealed class ForgeryTests : IDisposable
{
    private static readonly string[] Types = ["ack", "cmd", "mode", "answer"];

    private readonly Parties link = new();

    public void Dispose() => link.Dispose();

    [Fact]
    public void No_bytes_make_a_reader_throw() => Runs.Hold(Gen.OneOf(Words.Bytes, Words.NearlyJson), bytes =>
    {
        Assert.Null(SnapshotCodec.Read(bytes, link.Trust).Value);
        Assert.Null(SnapshotCodec.Read(Gzip.Deflate(bytes), link.Trust).Value);
        Assert.Null(SnapshotCodec.ReadDelta(Gzip.Deflate(bytes), link.Trust).Value);
        Assert.Null(LinkMessages.Read<LinkMessage.Command>(bytes, link.Trust).Value);
        Assert.Null(BatchCodec.Read(bytes, link.Keys.Mac).Value);
        Assert.Null(LinkAsk.Read(bytes, link.Keys.Mac).Value);
        var text = Encoding.Latin1.GetString(bytes);
        Assert.Null(link.Trust.ReadPass(text).Value);
        Assert.Null(link.Trust.ReadPass($"TC1.1.{text}").Value);
        Assert.Null(GatewayKeys.Read(text));
        Assert.Null(Sealing.Open(link.Seal, "nogaro", text));
        Assert.Null(Topics.SiteOf(text));
    });

    [Fact]
    public void Signed_nonsense_is_unreadable_and_no_reader_throws() => Runs.Hold(Words.NearlyJson, bytes =>
    {
        // Someone with the hub's key writes anything at all: also then nothing is thrown.
        var body = Encoding.UTF8.GetString(bytes);
        var signed = SignedJson.Sign(link.Sign, writer => Nonsense(writer, body, "snapshot"));
        Assert.Equal(Refusal.Unreadable, SnapshotCodec.Read(Gzip.Deflate(signed), link.Trust).Why);
        foreach (var type in Types)
        {
            var message = SignedJson.Sign(link.Sign, writer => Nonsense(writer, body, type));
            Assert.NotNull(LinkMessages.Read<LinkMessage.Ack>(message, link.Trust).Why);
            Assert.NotNull(LinkMessages.Read<LinkMessage.Command>(message, link.Trust).Why);
            Assert.NotNull(LinkMessages.Read<LinkMessage.Mode>(message, link.Trust).Why);
            Assert.NotNull(LinkMessages.Read<LinkMessage.Answer>(message, link.Trust).Why);
        }

        Assert.NotNull(BatchCodec.Read(MacedJson.Mac(link.Keys.GatewayKey, writer => Nonsense(writer, body, "batch")), link.Keys.Mac).Why);
        Assert.NotNull(LinkAsk.Read(MacedJson.Mac(link.Keys.GatewayKey, writer => Nonsense(writer, body, "ask")), link.Keys.Mac).Why);
    });

    [Fact]
    public void Every_byte_of_a_signed_message_counts()
    {
        var message = LinkMessages.Write(new LinkMessage.Ack(Parties.Nogaro, 1, 5, "c3", 1100), link.Sign);
        AllFlips(message, flipped => LinkMessages.Read<LinkMessage.Ack>(flipped, link.Trust).Why);
        for (var length = 0; length < message.Length; length++)
            Assert.Equal(Refusal.BadSignature, LinkMessages.Read<LinkMessage.Ack>(message.AsMemory(0, length), link.Trust).Why);

        Assert.Equal(Refusal.BadSignature, LinkMessages.Read<LinkMessage.Ack>(message.Append((byte)' ').ToArray(), link.Trust).Why);
    }

    [Fact]
    public void Every_byte_of_a_batch_counts()
    {
        var happened = new GatewayEvent { Seq = 1, Kind = EventKinds.Tag, At = Words.Now, ReceivedAt = Words.Now, Quality = "synced", Decision = "granted" };
        AllFlips(BatchCodec.Write(link.Keys, "c3", 1, [happened], Words.Now), flipped => BatchCodec.Read(flipped, link.Keys.Mac).Why);
    }

    [Fact]
    public void Every_byte_of_a_snapshot_counts() => AllFlips(
        Gzip.Inflate(SnapshotCodec.Write(Words.Site(1), 1, link.Sign))!,
        flipped => SnapshotCodec.Read(Gzip.Deflate(flipped), link.Trust).Why,
        every: 7);

    [Fact]
    public void Every_letter_of_a_pass_counts()
    {
        var pass = GuestPasses.Write(link.Sign, 1, new PassClaims("b1", Parties.Nogaro, ["main"], new SohoSolo.Core.Time.TimeRange(Words.Now, Words.Now.AddHours(4)), 1, "n1"));
        Assert.Equal("b1", link.Trust.ReadPass(pass).Value!.Booking);
        for (var at = 0; at < pass.Length; at++)
        {
            foreach (var letter in "AaBb01-_.")
            {
                var changed = pass[..at] + letter + pass[(at + 1)..];
                if (changed != pass)
                    Assert.Null(link.Trust.ReadPass(changed).Value);
            }
        }
    }

    [Fact]
    public void An_event_that_makes_no_sense_does_not_hold_up_the_others()
    {
        var good = EventJson.WithSeq(EventJson.Body(new GatewayEvent { Kind = EventKinds.Rex, At = Words.Now, ReceivedAt = Words.Now, Quality = "synced" }), 2);
        var batch = BatchCodec.Read(BatchCodec.Write(link.Keys, "c3", 1, ["{\"s\":1,\"k\":3,\"t\":\"x\"}"u8.ToArray(), good], Words.Now), link.Keys.Mac).Value!;

        Assert.Equal([("quarantine", "unreadable", 1L), ("rex", null, 2L)], batch.Events.Select(happened => (happened.Kind, happened.Reason, happened.Seq)));
        Assert.Equal(Refusal.Unreadable, BatchCodec.Read(BatchCodec.Write(link.Keys, "c3", 1, ["{\"k\":3}"u8.ToArray()], Words.Now), link.Keys.Mac).Why);
        Assert.Equal(Refusal.Unreadable, BatchCodec.Read(BatchCodec.Write(link.Keys, "c3", 2, [good, good], Words.Now), link.Keys.Mac).Why);
    }

    [Fact]
    public void What_is_sealed_opens_for_that_hub_and_that_site_only()
    {
        using var other = new Parties();
        var text = Sealing.Seal(link.Keys.HubSealSpki, "nogaro", "mifare-uid:04A20B1C2D3E80");

        Assert.Equal("mifare-uid:04A20B1C2D3E80", Sealing.Open(link.Seal, "nogaro", text));
        Assert.Null(Sealing.Open(link.Seal, "auch", text));
        Assert.Null(Sealing.Open(other.Seal, "nogaro", text));
        Assert.NotEqual(text, Sealing.Seal(link.Keys.HubSealSpki, "nogaro", "mifare-uid:04A20B1C2D3E80"));
        for (var at = 0; at < text.Length; at++)
            Assert.Null(Sealing.Open(link.Seal, "nogaro", text[..at] + (text[at] == 'A' ? 'B' : 'A') + text[(at + 1)..]));
    }

    [Fact]
    public void A_hash_is_of_one_site_one_kind_and_one_value()
    {
        using var other = new Parties();
        string[] hashes =
        [
            .. from keys in new[] { link.Keys, other.Keys }
               from badge in new[] { ("mifare-uid", "04A20B1C"), ("mifare-uid", "04A20B1D"), ("wiegand-34", "04A20B1C") }
               select CredentialHashes.OfBadge(keys.SiteKey, PresentedCredential.Read(badge.Item1, badge.Item2)!),
            CredentialHashes.OfPinKey(link.Keys.SiteKey, CredentialHashes.PinKey(link.Keys.PinSalt, "123456")),
            CredentialHashes.OfPinKey(link.Keys.SiteKey, CredentialHashes.PinKey(link.Keys.PinSalt, "123457")),
        ];

        Assert.Distinct(hashes);
        Assert.All(hashes, hash => Assert.Equal(43, hash.Length));
        Assert.Throws<ArgumentException>(() => CredentialHashes.OfBadge(link.Keys.SiteKey, PresentedCredential.Read("pin", "123456")!));
    }

    [Fact]
    public void Keys_that_are_none_are_not_read()
    {
        Assert.Null(GatewayKeys.Read(""));
        Assert.Null(GatewayKeys.Read((link.Keys with { SiteKey = new byte[31] }).ToText()));
        Assert.Null(GatewayKeys.Read((link.Keys with { HubSignSpki = new byte[91] }).ToText()));
        Assert.Null(GatewayKeys.Read(link.Keys.ToText()[..^2]));
    }

    private static void AllFlips(byte[] message, Func<byte[], Refusal?> read, int every = 1)
    {
        Assert.Null(read(message));
        for (var at = 0; at < message.Length; at += every)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var flipped = (byte[])message.Clone();
                flipped[at] ^= (byte)(1 << bit);
                Assert.Equal(Refusal.BadSignature, read(flipped));
            }
        }
    }

    private static void Nonsense(System.Text.Json.Utf8JsonWriter writer, string body, string type)
    {
        writer.WriteString("typ", type);
        writer.WriteString("site", "nogaro");
        writer.WriteString("gw", "gw-nogaro");
        writer.WriteNumber("kid", 1);
        writer.WriteNumber("ctr", 5);
        writer.WritePropertyName(body.Length % 3 == 0 ? "ctr" : body.Length % 3 == 1 ? "rev" : "id");
        writer.WriteRawValue(body.Length % 2 == 0 ? "1e400" : "\"\\ud800\"", skipInputValidation: true);
        writer.WritePropertyName("epoch");
        writer.WriteRawValue(body.Length == 0 ? "1" : body, skipInputValidation: true);
    }
}
