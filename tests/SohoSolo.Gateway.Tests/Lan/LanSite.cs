using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Time;
using SohoSolo.Gateway.Lan;
using SohoSolo.Gateway.Tests.Doors;
using SohoSolo.Gateway.Wire;
using SohoSolo.Mqtt.Broker;
using SohoSolo.Testing.Mqtt;

namespace SohoSolo.Gateway.Tests.Lan;

/// <summary>A whole gateway with its own broker at a port of its own, its outbox in a folder of its own, and Mosquitto's clients for devices.</summary>
internal sealed class LanSite : IAsyncDisposable
{
    public const string Anne = "04D0000000A11E";
    public const string Reader = "nogaro-reader-main";
    public const string Pir = "nogaro-desk-1-pir";

    private readonly DirectoryInfo folder;
    private readonly MqttBroker broker;

    private LanSite(DirectoryInfo folder, SiteGateway gateway, MqttBroker broker) => (this.folder, Gateway, this.broker) = (folder, gateway, broker);

    public SiteGateway Gateway { get; }

    public int Port => broker.EndPoints[0].Port;

    public string Folder => folder.FullName;

    public static async Task<LanSite> Start()
    {
        var folder = Directory.CreateTempSubdirectory("sohosolo-lan-");
        var lan = new BrokerLan(NullLogger.Instance);
        var gateway = SiteGateway.Start(new GatewaySettings(TestSite.Keys, folder.FullName, IsWithHub: true), lan, TimeProvider.System, NullLoggerFactory.Instance);
        await gateway.Apply(Snapshot());
        return new LanSite(folder, gateway, await LanBroker.Start(new IPEndPoint(IPAddress.Loopback, 0), gateway, lan, NullLoggerFactory.Instance));
    }

    public static AccessSnapshot Snapshot()
    {
        var now = TimeProvider.System.GetUtcNow();
        return new AccessSnapshot
        {
            Site = new SiteId(TestSite.Site),
            Revision = 1,
            IssuedAt = now,
            NotBefore = now,
            ExpiresAt = now.AddDays(7),
            Content = new AccessContent
            {
                Entries = [TestSite.Entry(TestSite.HashOf(Anne), "c1", new TimeRange(now.AddHours(-1), now.AddHours(1)))],
                Open = [new TimeRange(now.AddHours(-1), now.AddHours(1))],
                Doors = [new SnapshotDoor("main", true, true, [])],
                Devices = [Device(Reader, "main"), Device(Pir, null)],
            },
        };
    }

    /// <summary>A device, or somebody who speaks in its name under an identifier of his own.</summary>
    public MosquittoClients As(string device, string version = "311", string? password = null) => new(Port, version, "-u", device, "-P", password ?? "secret-" + device);

    public static string Event(string kind, string rest, long seq = 1) =>
        FormattableString.Invariant($$"""{"boot":"b","seq":{{seq}},"t":{{TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0}},"clk":"synced","k":"{{kind}}",{{rest}}}""");

    public static string Badge(long seq = 1) => Event("tag", $$"""
        "reader":"in","cred":{"kind":"mifare-uid","v":"{{Anne}}"}
        """, seq);

    public IReadOnlyList<JsonElement> Events => [.. Gateway.Outbox.Read(1, 1024 * 1024).Events.Select(text => JsonSerializer.Deserialize<JsonElement>(text))];

    public Task Until(Func<JsonElement, bool> happened) => Patience.Until(
        () => Task.FromResult(Events.Any(happened)), TimeSpan.FromSeconds(20), () => string.Join('\n', Events), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await broker.DisposeAsync();
        await Gateway.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static SnapshotDevice Device(string id, string? door) =>
        new(id, "sohosolo", door is null ? "presence" : "door-controller", door, null, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{id}:secret-{id}"))));
}
