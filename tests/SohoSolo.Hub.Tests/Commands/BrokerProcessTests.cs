using System.Net;
using System.Net.Sockets;
using SohoSolo.Mqtt.Access;
using SohoSolo.Testing;
using SohoSolo.Testing.Mqtt;
using Xunit;

namespace SohoSolo.Hub.Tests.Commands;

/// <summary><c>sohosolo broker</c> as the system runs it: lines, signals, exit codes.</summary>
public sealed class BrokerProcessTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sohosolo-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task It_says_once_where_it_listens_with_the_real_ports_and_Ctrl_C_ends_it_well()
    {
        await using var broker = Start("--listen", "127.0.0.1:0", "--listen", "127.0.0.1:0", "--allow-anonymous");
        var ports = await Ports(broker);

        Assert.Equal(2, ports.Distinct().Count());
        foreach (var port in ports)
        {
            await using var peer = await RawPeer.Connect(port, "c");
            Assert.Equal(0, peer.ConnAck!.Reason);
        }

        await broker.Interrupt();
        Assert.Equal(0, (await broker.End()).ExitCode);
    }

    [Fact]
    public async Task SIGTERM_ends_it_well_and_tells_its_clients()
    {
        await using var broker = await BrokerProcess.Start(BrokerOptions.Open with { Port = LoopbackPort.Free() }, Stop);
        await using var peer = await RawPeer.Connect(broker.Port, "c");

        Assert.Equal(0, await broker.Stop());
        Assert.Equal(0x8B, (await peer.Expect(PeerPacketType.Disconnect)).Reason);
    }

    [Fact]
    public async Task A_taken_port_and_a_taken_folder_are_said_in_one_line()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        await using var other = await BrokerProcess.Start(BrokerOptions.Open with { Port = LoopbackPort.Free(), Store = folder.FullName }, Stop);

        foreach (var arguments in new[] { $"--listen {taken.LocalEndpoint}", $"--listen 127.0.0.1:0 --store {folder.FullName}" })
        {
            var ended = await Shell.Run("dotnet", [Repository.Hub, "broker", "--allow-anonymous", .. arguments.Split(' ')], stop: Stop);

            Assert.Equal(1, ended.ExitCode);
            Assert.StartsWith("The broker cannot run: ", ended.Error, StringComparison.Ordinal);
            Assert.Single(ended.Error.TrimEnd().Split('\n'));
        }
    }

    [Fact]
    public async Task SIGHUP_has_it_read_its_users_again()
    {
        var users = Path.Combine(folder.FullName, "users");
        await File.WriteAllTextAsync(users, UserFile.Entry("anne", "secret", 100), Stop);
        await using var broker = Start("--listen", "127.0.0.1:0", "--users", users);
        var port = (await Ports(broker)).Single();
        Assert.Equal(0x86, await Knock(port, "bob", "secret"));

        await File.WriteAllTextAsync(users, "bob:secret", Stop);
        await Reloaded(broker, "stay as they were");
        Assert.Equal(0, await Knock(port, "anne", "secret"));

        await File.WriteAllTextAsync(users, UserFile.Entry("bob", "secret", 100), Stop);
        await Reloaded(broker, "were read again");
        Assert.Equal((0x86, 0), (await Knock(port, "anne", "secret"), await Knock(port, "bob", "secret")));
    }

    [Fact]
    public async Task A_refusal_is_logged_and_counted()
    {
        var acl = Path.Combine(folder.FullName, "acl");
        var metrics = LoopbackPort.Free();
        await File.WriteAllTextAsync(acl, "topic read open", Stop);
        await using var broker = Start("--listen", "127.0.0.1:0", "--allow-anonymous", "--acl", acl, "--metrics", $"127.0.0.1:{metrics}");
        await using var peer = await RawPeer.Connect((await Ports(broker)).Single(), "c7");

        var answer = await peer.PublishAndWait(new PeerMessage("secret/door", "x") { Qos = 1, Id = peer.NextId() });

        Assert.Equal(0x87, answer!.Reason);
        Assert.Contains("secret/door", await broker.Line(line => line.Contains("MQTT refused: Publish of client c7", StringComparison.Ordinal)), StringComparison.Ordinal);
        using var http = new HttpClient();
        var page = await http.GetStringAsync(new Uri($"http://127.0.0.1:{metrics}/metrics"), Stop);
        Assert.Contains("\nmqtt_connections 1\n", page, StringComparison.Ordinal);
        Assert.Contains("mqtt_refused_total{what=\"Publish\",reason=\"NotAuthorized\"} 1", page, StringComparison.Ordinal);
    }

    /// <summary>Thousands of devices need thousands of open files; the runtime raises the soft limit by itself.</summary>
    [Fact]
    public async Task It_may_open_as_many_files_as_the_system_allows()
    {
        await using var broker = await BrokerProcess.Start(BrokerOptions.Open with { Port = LoopbackPort.Free() }, Stop);
        var limits = await File.ReadAllLinesAsync($"/proc/{broker.Id}/limits", Stop);
        var words = limits.Single(line => line.StartsWith("Max open files", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(words[4], words[3]);
    }

    private static LineProcess Start(params string[] arguments) => LineProcess.Start("dotnet", [Repository.Hub, "broker", .. arguments]);

    private static async Task<int[]> Ports(LineProcess broker)
    {
        const string Says = "Listening on ";
        var line = await broker.Line(line => line.StartsWith(Says, StringComparison.Ordinal));
        return [.. line[Says.Length..].Split(", ").Select(address => IPEndPoint.Parse(address).Port)];
    }

    private static async Task<int> Knock(int port, string user, string password)
    {
        await using var peer = await RawPeer.Connect(port, new PeerConnect("c") { User = user, Password = password });
        return peer.ConnAck!.Reason;
    }

    private static async Task Reloaded(LineProcess broker, string says)
    {
        await Shell.Run("kill", ["-HUP", $"{broker.Id}"]);
        await broker.Line(line => line.Contains($"Users and access list {says}", StringComparison.Ordinal));
    }
}
