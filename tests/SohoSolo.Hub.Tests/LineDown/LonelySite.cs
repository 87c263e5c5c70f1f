using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SohoSolo.Gateway;
using SohoSolo.Hub.Tests.Link;
using SohoSolo.Mqtt;
using SohoSolo.Mqtt.Client;
using SohoSolo.Testing;
using Xunit;

namespace SohoSolo.Hub.Tests.LineDown;

/// <summary>What became of something that was presented.</summary>
/// <param name="Became">As it was written down: <c>granted booking</c>, <c>denied too-early</c>.</param>
/// <param name="Seq">Its number in the outbox.</param>
/// <param name="Latency">From the reader's message to the command at the lock.</param>
internal sealed record Shown(string Became, long Seq, TimeSpan Latency);

/// <summary>
/// Nogaro's own gateway beside the hub: its outbox on disk, its line to the hub's broker by TCP, which a test cuts and mends, and a reader whose messages come straight to it. Hub and site have one
/// clock, which a test moves.
/// </summary>
internal sealed class LonelySite : IAsyncDisposable
{
    public const string Reader = "nogaro-reader-main";

    private const string Boot = "b1";

    private static readonly TimeSpan Patient = TimeSpan.FromMinutes(5);

    private readonly LinkedHub hub;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sohosolo-");
    private readonly CuttableWay line;
    private readonly DoorLan lan = new();
    private string store;
    private int stores;
    private long numbers;

    private readonly ILoggerFactory logs;

    private LonelySite(LinkedHub hub, ILoggerFactory logs)
    {
        (this.hub, this.logs) = (hub, logs);
        line = new CuttableWay(hub.Port);
        store = NextStore();
    }

    public SiteGateway Gateway { get; private set; } = null!;

    /// <summary>Where all lives of its disk lie.</summary>
    public string Disk => folder.FullName;

    /// <summary>The file of its outbox.</summary>
    public string File => new GatewaySettings(hub.Gateway.Keys, store).OutboxFile;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Connected, with the snapshot of just now.</summary>
    public static async Task<LonelySite> Open(LinkedHub hub, ILoggerFactory? logs = null)
    {
        var site = new LonelySite(hub, logs ?? NullLoggerFactory.Instance);
        await site.Begin();
        await site.Follows();
        return site;
    }

    /// <summary>Whatever the hub has committed has come to the site, and whatever the site has to say to the hub.</summary>
    public async Task Follows()
    {
        await hub.Follow();
        await Until(
            async () => Gateway is { IsConnected: true, Health.SnapshotRevision: > 0 and var here } && (await hub.Queries.SiteLink(LinkedHub.Nogaro, Stop))?.Revision == here,
            "The snapshot did not come.");
        await Drained();
    }

    public Task Drained() => Until(() => Task.FromResult(Gateway.Health.Waiting == 0), "The outbox was not emptied.");

    /// <summary>The hub has acknowledged this number.</summary>
    public Task Delivered(long seq) => Until(() => Task.FromResult(Gateway.Outbox.Acknowledged >= seq), "The events were not delivered.");

    public async Task Cut()
    {
        line.Cut();
        await Until(() => Task.FromResult(!Gateway.IsConnected), "The gateway did not notice.");
    }

    public async Task Mend()
    {
        line.Mend();
        await Until(() => Task.FromResult(Gateway.IsConnected), "The gateway did not come back.");
    }

    /// <summary>Moves the clock to an instant such as <c>2026-11-24T08:00+01:00</c>.</summary>
    public void MoveTo(string instant) => hub.Clock.MoveTo(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture));

    /// <summary>Its process ends, and begins again with the same disk.</summary>
    public async Task Restart()
    {
        await Gateway.DisposeAsync();
        await Begin();
    }

    /// <summary>The same, with so much time between the two that the site's clock need not tick through it.</summary>
    public async Task SleepUntil(DateTimeOffset then)
    {
        await Gateway.DisposeAsync();
        hub.Clock.MoveTo(then);
        await Begin();
    }

    /// <summary>Its process is gone without a word: another begins with what was on the disk at that moment.</summary>
    public async Task RestartAfterKill()
    {
        var (before, from) = (Gateway, store);
        store = NextStore();
        foreach (var file in Directory.GetFiles(from).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
            System.IO.File.Copy(file, Path.Combine(store, Path.GetFileName(file)));

        await before.DisposeAsync();
        await Begin();
    }

    public Task<Shown> ShowsBadgeOf(string member, string reader = "in") => Shows("tag", "mifare-uid", LinkedHub.BadgeOf(member), reader);

    public Task<Shown> ShowsPin(string digits) => Shows("pin", "pin", digits, "in");

    public Task<Shown> ShowsPass(string pass) => Shows("qr", "pass", pass, "in");

    public async Task<Shown> Shows(string kind, string credential, string value, string reader)
    {
        var (number, began) = (Next(), Stopwatch.GetTimestamp());
        await Takes(Reader, number, new { k = kind, reader, cred = new { kind = credential, v = value } });
        var (command, at) = lan.Last;
        var kept = KeptEvents.Newest(File, 10).Single(kept => kept is { Boot: Boot, Decision: not null } && kept.Device == Reader && kept.Number == number);
        Assert.Contains(kept.Decision == "granted" ? "\"op\":\"unlock\"" : $"\"deny\":\"{kept.Reason}\"", command, StringComparison.Ordinal);
        return new Shown(kept.Became, kept.Seq, Stopwatch.GetElapsedTime(began, at));
    }

    /// <summary>A device of ours says something else, for example <c>new { k = "occ", v = true }</c>.</summary>
    public Task Says(string device, object what) => Takes(device, Next(), what);

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        folder.Delete(recursive: true);
    }

    /// <summary>Time goes on while it is waited for, about as fast as in the world.</summary>
    private Task Until(Func<Task<bool>> isReached, string otherwise) => Patience.Until(
        async () =>
        {
            if (await isReached())
                return true;

            hub.Clock.Advance(TimeSpan.FromMilliseconds(20));
            return false;
        },
        Patient,
        () => otherwise,
        Stop);

    private async Task Begin()
    {
        Gateway = SiteGateway.Start(new GatewaySettings(hub.Gateway.Keys, store), lan, hub.Clock, logs);
        await Gateway.Connect(new MqttClientOptions { Transport = line.Open, UserName = hub.Gateway.Keys.Gateway, Password = hub.Gateway.Password });
    }

    private async Task Takes(string device, long number, object what)
    {
        var message = new MqttMessage { Topic = $"sohosolo/1/nogaro/dev/{device}/evt", Payload = Payload(number, what), QualityOfService = QualityOfService.AtLeastOnce };
        Assert.Equal(ReasonCode.Success, await Gateway.Take(device, message));
    }

    private byte[] Payload(long number, object what)
    {
        var fields = JsonSerializer.SerializeToNode(what)!.AsObject();
        (fields["boot"], fields["seq"], fields["clk"]) = (Boot, number, "synced");
        fields["t"] = hub.Clock.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;
        return JsonSerializer.SerializeToUtf8Bytes(fields);
    }

    private long Next() => Interlocked.Increment(ref numbers);

    private string NextStore() => folder.CreateSubdirectory($"life-{++stores}").FullName;
}
