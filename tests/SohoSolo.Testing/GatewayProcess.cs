using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace SohoSolo.Testing;

/// <summary>A site's gateway as a process of its own (<c>sohosolo gateway run</c>), with the settings that <c>gateway enrol</c> printed. A test may kill it and start it again.</summary>
public sealed class GatewayProcess : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);

    private readonly StringBuilder output = new();
    private readonly Dictionary<string, string> settings;
    private readonly HubOptions hub;
    private Process? process;

    private GatewayProcess(HubOptions hub, Dictionary<string, string> settings) => (this.hub, this.settings) = (hub, settings);

    /// <summary>Where the site's devices connect.</summary>
    public int Lan { get; private init; }

    /// <summary>The folder of its outbox.</summary>
    public string Store => settings["SOHOSOLO__STORE"];

    /// <summary>Everything it printed, over all its lives.</summary>
    public string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    /// <summary>Enrols the site at a hub that runs, and starts its gateway. <paramref name="uplink"/> is the port at which it finds the hub's broker: that of a line that can be cut.</summary>
    public static Task<GatewayProcess> Enrol(HubProcess running, HubOptions hub, string site, string folder, int uplink, CancellationToken stop = default) =>
        Enrol(running, hub, site, folder, uplink, null, stop);

    /// <summary>As above, with somebody else's broker for the site's devices.</summary>
    public static async Task<GatewayProcess> Enrol(HubProcess running, HubOptions hub, string site, string folder, int uplink, Uri? theirs, CancellationToken stop)
    {
        var enrolled = await running.Run("gateway enrol", site);
        if (enrolled.ExitCode != 0)
            throw new InvalidOperationException($"gateway enrol {site}: {enrolled}");

        var settings = enrolled.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=', 2)).ToDictionary(line => line[0], line => line[1].Trim());
        var lan = theirs?.Port ?? LoopbackPort.Free();
        var printed = new Uri(settings["SOHOSOLO__HUB"]);
        settings["SOHOSOLO__HUB"] = $"mqtt://{printed.UserInfo}@127.0.0.1:{uplink}";
        settings["SOHOSOLO__LAN"] = theirs?.OriginalString ?? $"127.0.0.1:{lan}";
        settings["SOHOSOLO__STORE"] = Path.Combine(folder, $"gateway-{site}");
        var gateway = new GatewayProcess(hub, settings) { Lan = lan };
        await gateway.Start(stop);
        return gateway;
    }

    /// <summary>Again, after a kill. Returns when devices can connect.</summary>
    public async Task Start(CancellationToken stop = default)
    {
        process?.Dispose();
        process = Shell.Start("dotnet", [Repository.Hub, "gateway", "run"], Environment());
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await Patience.Until(() => Listens(stop), LongestStart, () => $"The gateway does not listen:\n{Output}", stop);
    }

    /// <summary><c>kill -9</c>: no goodbye, nothing flushed.</summary>
    public void Kill9()
    {
        process?.Kill();
        process?.WaitForExit();
    }

    public ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
            Kill9();

        process?.Dispose();
        process = null;
        return ValueTask.CompletedTask;
    }

    /// <summary>Hub, gateways and simulator share a demo's clock, which goes on while one of them is down.</summary>
    private Dictionary<string, string> Environment()
    {
        var all = new Dictionary<string, string>(settings);
        foreach (var name in new[] { "SOHOSOLO__DEMO", "SOHOSOLO__CLOCK" })
        {
            if (hub.Environment().TryGetValue(name, out var value))
                all[name] = value;
        }

        return all;
    }

    private async Task<bool> Listens(CancellationToken stop)
    {
        if (process!.HasExited)
            throw new InvalidOperationException($"The gateway ended with {process.ExitCode} instead of starting:\n{Output}");

        using var caller = new TcpClient();
        try
        {
            await caller.ConnectAsync("127.0.0.1", Lan, stop);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private void Note(string? line)
    {
        lock (output)
            output.AppendLine(line);
    }
}
