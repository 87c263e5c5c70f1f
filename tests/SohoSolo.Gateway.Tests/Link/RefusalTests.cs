using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using SohoSolo.Core.Access;
using SohoSolo.Gateway.Link;
using SohoSolo.Gateway.Wire;
using SohoSolo.Mqtt;
using Outboxes = SohoSolo.Gateway.Outbox.Outbox;

namespace SohoSolo.Gateway.Tests.Link;

/// <summary>Who speaks for the hub or for a gateway without being it, and who plays again what it has said: a table of attempts, none of which gets anywhere.</summary>
public sealed class RefusalTests : IAsyncLifetime
{
    private static readonly string[] Kinds = ["snapshot", "delta", "ack", "mode", "cmd", "answer"];

    private static readonly (string Attempt, Refusal Why)[] Attempts =
    [
        ("forged", Refusal.BadSignature),
        ("changed", Refusal.BadSignature),
        ("unsigned", Refusal.BadSignature),
        ("under the site key", Refusal.BadSignature),
        ("of another kind", Refusal.WrongType),
        ("of a foreign site", Refusal.WrongSite),
        ("of another generation", Refusal.WrongKey),
        ("older", Refusal.Replayed),
        ("too large", Refusal.TooLarge),
    ];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sohosolo-refusal-");
    private readonly ManualClock clock = new(Wire.Words.Now);
    private readonly Wire.Parties link = new();
    private readonly List<object> done = [];
    private Outboxes outbox = null!;
    private SnapshotKeeper keeper = null!;
    private Questions questions = null!;
    private UplinkInbox inbox = null!;

    public static TheoryData<string, string> Table => new(Kinds.SelectMany(kind => Attempts.Select(attempt => (kind, attempt.Attempt)))
        .Where(pair => pair is not ("answer", "older"))
        .Select(pair => new TheoryDataRow<string, string>(pair.kind, pair.Attempt)));

    public ValueTask InitializeAsync()
    {
        Open();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await outbox.DisposeAsync();
        keeper.Dispose();
        link.Dispose();
        folder.Delete(recursive: true);
    }

    [Theory]
    [MemberData(nameof(Table))]
    public async Task An_attempt_on_a_gateway_is_refused_and_told(string kind, string attempt)
    {
        await Send("snapshot", Message("snapshot", link, 100, "nogaro", 1));
        await Send(kind, kind == "delta" ? SnapshotCodec.WriteDelta(Delta(100, 200), 1, link.Sign) : Message(kind, link, 200, "nogaro", 1));
        done.Clear();
        var (revision, acknowledged) = (keeper.Current!.Revision, outbox.Acknowledged);

        await Send(kind, Forge(kind, attempt));

        Assert.Empty(done);
        Assert.Equal((revision, acknowledged), (keeper.Current!.Revision, outbox.Acknowledged));
        Assert.Equal([$"{kind} {Attempts.Single(known => known.Attempt == attempt).Why.Word()}"], Quarantine());
    }

    [Theory]
    [InlineData("ack")]
    [InlineData("mode")]
    [InlineData("cmd")]
    [InlineData("snapshot")]
    public async Task What_was_refused_before_a_restart_is_refused_after_it(string kind)
    {
        await Send(kind, Message(kind, link, 200, "nogaro", 1));
        await outbox.DisposeAsync();
        keeper.Dispose();
        done.Clear();
        Open();

        await Send(kind, Message(kind, link, 199, "nogaro", 1));

        Assert.Empty(done);
        Assert.Equal([$"{kind} replayed"], Quarantine());
    }

    [Fact]
    public async Task A_command_that_comes_again_is_refused_and_what_may_innocently_come_again_is_passed_over()
    {
        foreach (var kind in Kinds.Except(["answer", "delta"]))
        {
            await Send(kind, Message(kind, link, 200, "nogaro", 1));
            await Send(kind, Message(kind, link, 200, "nogaro", 1));
        }

        Assert.Equal(["AccessSnapshot", "Mode", "Command"], done.Select(what => what.GetType().Name));
        Assert.Equal(["cmd replayed"], Quarantine());
    }

    [Theory]
    [InlineData("snapshot")]
    [InlineData("delta")]
    public async Task What_has_expired_is_refused(string kind)
    {
        await Send("snapshot", Message("snapshot", link, 100, "nogaro", 1));
        done.Clear();
        clock.Advance(TimeSpan.FromDays(8));

        await Send(kind, kind == "delta" ? SnapshotCodec.WriteDelta(Delta(100, 200), 1, link.Sign) : Message(kind, link, 200, "nogaro", 1));

        Assert.Empty(done);
        Assert.Equal([$"{kind} expired"], Quarantine());
    }

    [Fact]
    public async Task A_change_that_does_not_join_on_is_not_taken_and_the_whole_is_wanted()
    {
        await Send("snapshot", Message("snapshot", link, 100, "nogaro", 1));
        done.Clear();
        await Send("delta", SnapshotCodec.WriteDelta(Delta(150, 200), 1, link.Sign));

        Assert.Empty(done);
        Assert.True(inbox.HasGap);
        Assert.Empty(Quarantine());

        await Send("snapshot", Message("snapshot", link, 200, "nogaro", 1));
        Assert.False(inbox.HasGap);
    }

    [Fact]
    public async Task What_the_broker_kept_may_be_older_than_the_changes_since()
    {
        await Send("snapshot", Message("snapshot", link, 100, "nogaro", 1));
        await Send("delta", SnapshotCodec.WriteDelta(Delta(100, 200), 1, link.Sign));
        await inbox.Snapshot(new MqttMessage { Topic = "sohosolo/1/nogaro/dn/snapshot", Payload = Message("snapshot", link, 100, "nogaro", 1), Retain = true }, TestContext.Current.CancellationToken);

        Assert.Equal(200, keeper.Current!.Revision);
        Assert.Empty(Quarantine());
    }

    [Fact]
    public async Task An_answer_is_taken_once_and_in_time()
    {
        var asked = questions.Ask("q1", TimeSpan.FromMilliseconds(800), _ => Task.CompletedTask);
        await Send("answer", Message("answer", link, 5, "nogaro", 1));
        var answer = await asked;
        await Send("answer", Message("answer", link, 5, "nogaro", 1));
        var late = questions.Ask("q1", TimeSpan.FromMilliseconds(800), _ => Task.CompletedTask);
        clock.Advance(TimeSpan.FromMilliseconds(800));

        Assert.True(answer!.Granted);
        Assert.Null(await late);
        await Send("answer", Message("answer", link, 6, "nogaro", 1));
        Assert.Empty(Quarantine());
    }

    [Fact]
    public async Task The_same_rubbish_again_and_again_fills_no_outbox()
    {
        for (var again = 0; again < 50; again++)
            await Send("cmd", "rubbish"u8.ToArray());
        Assert.Single(Quarantine());

        clock.Advance(TimeSpan.FromMinutes(1));
        await Send("cmd", "rubbish"u8.ToArray());
        Assert.Equal(2, Quarantine().Count);
    }

    [Fact]
    public void The_hub_refuses_what_is_not_this_gateway_s()
    {
        using var stranger = new Wire.Parties();
        using var neighbour = new Wire.Parties("auch", sameHub: link);
        using var next = new Wire.Parties("nogaro", 2, link);
        var ask = new LinkAsk.Snapshot(Wire.Parties.Nogaro, "q1", 3);
        var underOurKey = link.Keys with { GatewayKey = neighbour.Keys.GatewayKey };
        GatewayMac[] accepted = [link.Keys.Mac, next.Keys.Mac];

        Assert.Null(Why(ask.Write(next.Keys), Batch(next.Keys)));
        Assert.Equal((Refusal.BadSignature, Refusal.BadSignature), Why(ask.Write(stranger.Keys), Batch(stranger.Keys)));
        Assert.Equal((Refusal.BadSignature, Refusal.BadSignature), Why(ask.Write(underOurKey), Batch(underOurKey)));
        Assert.Equal((Refusal.WrongType, Refusal.WrongType), Why(Batch(link.Keys), ask.Write(link.Keys)));
        Assert.Equal((Refusal.WrongKey, Refusal.WrongKey), Why(ask.Write(link.Keys with { Kid = 2 }), Batch(link.Keys with { Kid = 2 })));
        Assert.Equal((Refusal.WrongKey, Refusal.WrongKey), Why(ask.Write(link.Keys with { Gateway = "gw-auch" }), Batch(link.Keys with { Gateway = "gw-auch" })));
        Assert.Equal(Refusal.WrongSite, LinkAsk.Read(new LinkAsk.Snapshot(new("auch"), "q1", 3).Write(link.Keys), accepted).Why);
        Assert.Equal(Refusal.WrongSite, BatchCodec.Read(Batch(link.Keys with { Site = new("auch") }), accepted).Why);
        Assert.Equal((Refusal.TooLarge, Refusal.TooLarge), Why(new byte[LinkAsk.MostBytes + 1], new byte[BatchCodec.MostBytes + 1]));

        (Refusal?, Refusal?)? Why(byte[] asked, byte[] batch) => (LinkAsk.Read(asked, accepted).Why, BatchCodec.Read(batch, accepted).Why) is var why and not (null, null) ? why : null;
    }

    private static byte[] Batch(GatewayKeys keys) => BatchCodec.Write(keys, "c3", 1, new List<GatewayEvent>(), Wire.Words.Now);

    private static AccessDelta Delta(long from, long to) => AccessDelta.Between(Snapshot("nogaro", from), Snapshot("nogaro", to));

    private static AccessSnapshot Snapshot(string site, long revision) => new()
    {
        Site = new(site),
        Revision = revision,
        IssuedAt = Wire.Words.Now,
        NotBefore = Wire.Words.Now,
        ExpiresAt = Wire.Words.Now.AddDays(7),
        Content = AccessContent.None with { Revoked = [$"r{revision}"] },
    };

    private byte[] Forge(string kind, string attempt)
    {
        using var stranger = new Wire.Parties();
        var right = Message(kind, link, 300, "nogaro", 1);
        var isZipped = kind is "snapshot" or "delta";
        var plain = isZipped ? Gzip.Inflate(right)! : right;
        var flipped = (byte[])plain.Clone();
        flipped[20] ^= 1;
        return attempt switch
        {
            "forged" => Message(kind, stranger, 300, "nogaro", 1),
            "changed" => Packed(flipped),
            "unsigned" => Packed([.. plain[..plain.AsSpan().LastIndexOf(",\"sig\""u8)], (byte)'}']),
            "under the site key" => Packed(MacedJson.Mac(link.Keys.SiteKey, writer => writer.WriteString("typ", kind))),
            "of another kind" => isZipped
                ? Message(kind == "snapshot" ? "delta" : "snapshot", link, 300, "nogaro", 1)
                : Message(kind == "ack" ? "cmd" : "ack", link, 300, "nogaro", 1),
            "of a foreign site" => Message(kind, link, 300, "auch", 1),
            "of another generation" => Message(kind, link, 300, "nogaro", 2),
            "older" => Message(kind, link, 99, "nogaro", 1),
            "too large" => new byte[SnapshotCodec.MostBytes + 1],
            _ => throw new System.Diagnostics.UnreachableException(attempt),
        };

        byte[] Packed(byte[] message) => isZipped ? Gzip.Deflate(message) : message;
    }

    private byte[] Message(string kind, Wire.Parties hub, long counter, string site, int kid) => kind switch
    {
        "snapshot" => SnapshotCodec.Write(Snapshot(site, counter), kid, hub.Sign),
        "delta" => SnapshotCodec.WriteDelta(Delta(keeper.Current?.Revision ?? 1, counter) is var delta && counter > 99 ? delta with { Site = new(site) } : delta, kid, hub.Sign),
        "ack" => LinkMessages.Write(new LinkMessage.Ack(new(site), kid, counter, outbox.Epoch, 0), hub.Sign),
        "mode" => LinkMessages.Write(new LinkMessage.Mode(new(site), kid, counter, []), hub.Sign),
        "cmd" => LinkMessages.Write(
            new LinkMessage.Command(new(site), kid, counter) { Id = "c1", Operation = CommandOperation.Unlock, Door = "main", NotAfter = Wire.Words.Now, Operator = "k", IssuedAt = Wire.Words.Now }, hub.Sign),
        "answer" => LinkMessages.Write(new LinkMessage.Answer(new(site), kid, counter) { Id = "q1", Granted = true }, hub.Sign),
        _ => throw new System.Diagnostics.UnreachableException(kind),
    };

    private ValueTask Send(string kind, byte[] payload)
    {
        var message = new MqttMessage { Topic = $"sohosolo/1/nogaro/dn/{kind}", Payload = payload };
        return kind switch
        {
            "snapshot" => inbox.Snapshot(message, default),
            "delta" => inbox.Delta(message, default),
            "ack" => inbox.Ack(message, default),
            "mode" => inbox.Mode(message, default),
            "cmd" => inbox.Command(message, default),
            _ => inbox.Answer(message, default),
        };
    }

    private void Open()
    {
        outbox = Outboxes.Open(Path.Combine(folder.FullName, "outbox.db"), clock);
        keeper = new SnapshotKeeper(link.Trust, outbox, clock);
        questions = new Questions(clock);
        inbox = new UplinkInbox(
            link.Trust, outbox, keeper, new BatchSender(link.Keys, outbox, clock, NullLogger.Instance), questions, new UplinkHandlers(Done, Done, Done), clock, NullLogger.Instance);
    }

    private Task Done<T>(T what)
    {
        done.Add(what!);
        return Task.CompletedTask;
    }

    private IReadOnlyList<string> Quarantine() =>
    [
        .. outbox.Read(1, 1_000_000).Events.Select(happened => System.Text.Json.JsonDocument.Parse(happened).RootElement)
            .Select(happened => $"{happened.GetProperty("msg").GetString()!.Split('/')[^1]} {happened.GetProperty("why")}"),
    ];
}
