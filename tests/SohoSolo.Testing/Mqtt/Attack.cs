using System.Net.Sockets;

namespace SohoSolo.Testing.Mqtt;

/// <summary>Something hostile or broken that goes on against a broker from its start until it is disposed of.</summary>
public sealed class Attack : IAsyncDisposable
{
    /// <summary>The longest name MQTT can carry.</summary>
    private const int LongestTopic = 65_535;

    private readonly CancellationTokenSource end = new();
    private readonly List<Task> going = [];
    private long actions;

    private Attack(string name) => Name = name;

    public string Name { get; }

    /// <summary>How much was done: sockets opened, packets sent.</summary>
    public long Actions => Interlocked.Read(ref actions);

    /// <summary>Every attack, by name, on a broker that lets anybody in.</summary>
    public static IReadOnlyList<(string Name, Func<int, Attack> Start)> All { get; } =
    [
        ("8 sockets announce 256 MB before they log in", port => Start("giant CONNECT", 8, (attack, _) => attack.Announce(port, isLoggedIn: false))),
        ("8 clients announce a PUBLISH of 256 MB", port => Start("giant PUBLISH", 8, (attack, _) => attack.Announce(port, isLoggedIn: true))),
        ("300 connections say nothing", port => Start("half-open", 300, (attack, _) => attack.SayNothing(port))),
        ("a subscriber never reads what is flooded to it", port => Start("never reads", 2, (attack, index) => index == 0 ? attack.NeverRead(port) : attack.Flood(port, "flood/all", size: 10_000, perSecond: 2_000, qos: 0))),
        ("a kept session never reads what is flooded to it", port => Start("kept, never reads", 2, (attack, index) => index == 0 ? attack.NeverRead(port, isKept: true) : attack.Flood(port, "flood/all", size: 10_000, perSecond: 1_000, qos: 1))),
        ("one device sends 1,000 messages a second", port => Start("talkative", 1, (attack, _) => attack.Flood(port, "device/talk", size: 200, perSecond: 1_000, qos: 1))),
        ("topics of 65 kB", port => Start("long topics", 2, (attack, index) => attack.LongTopics(port, index))),
        ("10,000 subscriptions of one client, and publishes to them", port => Start("subscriptions", 1, (attack, _) => attack.SubscribeMuch(port))),
        ("trees heavy with # and +", port => Start("wildcards", 2, (attack, index) => attack.Wildcards(port, index))),
        ("random bytes", port => Start("random", 4, (attack, index) => attack.RandomBytes(port, index))),
    ];

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await Task.WhenAll(going).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        end.Dispose();
    }

    private static Attack Start(string name, int hands, Func<Attack, int, Task> hand)
    {
        var attack = new Attack(name);
        for (var index = 0; index < hands; index++)
        {
            var mine = index;
            attack.going.Add(Task.Run(() => attack.Repeat(() => hand(attack, mine))));
        }

        return attack;
    }

    /// <summary>The broker may hang up at any time; then the attacker comes back.</summary>
    private async Task Repeat(Func<Task> hand)
    {
        while (!end.IsCancellationRequested)
        {
            try
            {
                await hand();
            }
            catch (Exception cut) when (cut is IOException or SocketException or InvalidOperationException or ObjectDisposedException or TimeoutException)
            {
                await Task.Delay(10, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task Announce(int port, bool isLoggedIn)
    {
        await using var peer = isLoggedIn ? await RawPeer.Connect(port, $"giant-{Guid.NewGuid():N}", 4) : await RawPeer.Open(port);
        await peer.SendBytes(new byte[] { isLoggedIn ? (byte)0x30 : (byte)0x10, 0xFF, 0xFF, 0xFF, 0x7F });
        var block = new byte[64 * 1024];
        while (!end.IsCancellationRequested)
        {
            await peer.SendBytes(block);
            Count();
        }
    }

    private async Task SayNothing(int port)
    {
        await using var peer = await RawPeer.Open(port);
        Count();
        await peer.UntilClosed(TimeSpan.FromSeconds(30)).WaitAsync(end.Token);
    }

    private async Task NeverRead(int port, bool isKept = false)
    {
        var connect = new PeerConnect($"never-reads-{isKept}") { Version = 4, CleanStart = !isKept };
        await using var peer = await RawPeer.Connect(port, connect);
        await peer.Subscribe("flood/#", isKept ? 1 : 0);
        Count();
        await Task.Delay(Timeout.Infinite, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>At QoS 1 the acknowledgements are read, and not waited for.</summary>
    private async Task Flood(int port, string topic, int size, int perSecond, int qos)
    {
        await using var peer = await RawPeer.Connect(port, $"flood-{Guid.NewGuid():N}", 4);
        var reading = qos == 0 ? Task.CompletedTask : peer.UntilClosed(TimeSpan.FromHours(1));
        var payload = new byte[size];
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (await beat.WaitForNextTickAsync(end.Token))
        {
            for (var sent = 0; sent < perSecond / 100; sent++, Count())
                await peer.Publish(new PeerMessage(topic, payload) { Qos = qos });
        }

        await peer.DisposeAsync();
        await reading;
    }

    private async Task LongTopics(int port, int index)
    {
        await using var peer = await RawPeer.Connect(port, $"long-{index}", 4);
        for (var number = 0; !end.IsCancellationRequested; number++, Count())
        {
            var topic = $"{number}/".PadRight(LongestTopic, index == 0 ? 'x' : '/');
            await peer.Subscribe(topic, 1);
            await peer.PublishAndWait(new PeerMessage(topic, "long") { Qos = 1, Retain = true });
        }
    }

    private async Task SubscribeMuch(int port)
    {
        await using var peer = await RawPeer.Connect(port, "subscribes-much", 4);
        for (var number = 0; number < 10_000 && !end.IsCancellationRequested; number++, Count())
            await peer.Subscribe($"much/{number % 100}/{number}", 0);

        for (var number = 0; !end.IsCancellationRequested; number++, Count())
        {
            await peer.Publish($"much/{number % 100}/{number % 10_000}", "one of many");
            await peer.UntilPing();
        }
    }

    private async Task Wildcards(int port, int index)
    {
        await using var peer = await RawPeer.Connect(port, $"wild-{index}", 4);
        var deep = string.Join('/', Enumerable.Repeat("a", 60));
        for (var depth = 1; depth < 60; depth++)
        {
            await peer.Subscribe($"{string.Join('/', Enumerable.Repeat(depth % 2 == 0 ? "+" : "a", depth))}/#", 0);
            await peer.Subscribe($"{string.Join('/', Enumerable.Repeat("+", depth))}/#", 0);
            Count();
        }

        while (!end.IsCancellationRequested)
        {
            await peer.Publish(deep, "deep");
            await peer.UntilPing();
            Count();
        }
    }

    private async Task RandomBytes(int port, int index)
    {
        var chance = new Random(index + (int)Actions);
        await using var peer = chance.Next(2) == 0 ? await RawPeer.Open(port) : await RawPeer.Connect(port, $"random-{index}", (byte)chance.Next(4, 6));
        var bytes = new byte[chance.Next(1, 4_000)];
        chance.NextBytes(bytes);
        await peer.SendBytes(bytes);
        await peer.UntilClosed(TimeSpan.FromMilliseconds(50));
        Count();
    }

    private void Count() => Interlocked.Increment(ref actions);
}
