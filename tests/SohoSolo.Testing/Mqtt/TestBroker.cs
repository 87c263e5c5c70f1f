using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SohoSolo.Testing.Mqtt;

/// <summary>A broker in a process of its own, ours or Mosquitto, which a test may kill and start again at the same port.</summary>
public abstract class TestBroker(BrokerOptions options) : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(20);

    private readonly StringBuilder output = new();
    private Process? process;

    public BrokerOptions Options { get; } = options;

    public int Port => Options.Port;

    /// <summary>The running process's id.</summary>
    public int Id => process?.Id ?? throw new InvalidOperationException("The broker is not running.");

    /// <summary>Everything the broker printed, over all its lives: read it when a test fails.</summary>
    public string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    /// <summary>Resident memory of the process, as the system counts it.</summary>
    public long ResidentBytes
    {
        get
        {
            var line = File.ReadLines($"/proc/{Id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Again, after a kill or a stop. Returns when the port accepts.</summary>
    public async Task Start(CancellationToken stop = default)
    {
        var (program, arguments) = Command();
        process?.Dispose();
        process = Shell.Start(program, arguments);
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await Patience.Until(Accepts, LongestStart, () => $"The broker did not listen in {LongestStart}:\n{Output}", stop);
    }

    /// <summary><c>kill -9</c>: no goodbye, nothing flushed.</summary>
    public void Kill9()
    {
        process?.Kill();
        process?.WaitForExit();
    }

    /// <summary>As a service manager stops it: SIGTERM, then patience. Answers the exit code.</summary>
    public async Task<int> Stop()
    {
        if (process is not { HasExited: false } running)
            return process?.ExitCode ?? 0;

        await Shell.Run("kill", ["-TERM", $"{running.Id}"]);
        using var deadline = new CancellationTokenSource(LongestStop);
        await running.WaitForExitAsync(deadline.Token);
        return running.ExitCode;
    }

    public ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
            Kill9();

        process?.Dispose();
        process = null;
        CleanUp();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>The program and its arguments, for each start.</summary>
    protected abstract (string Program, IEnumerable<string> Arguments) Command();

    /// <summary>Removes what the broker needed beside its process.</summary>
    protected virtual void CleanUp()
    {
    }

    /// <summary>Starts a broker that was just made, and leaves nothing behind when that fails.</summary>
    protected static async Task<TBroker> Started<TBroker>(TBroker broker, CancellationToken stop)
        where TBroker : TestBroker
    {
        try
        {
            await broker.Start(stop);
            return broker;
        }
        catch
        {
            await broker.DisposeAsync();
            throw;
        }
    }

    private async Task<bool> Accepts()
    {
        if (process!.HasExited)
            throw new InvalidOperationException($"The broker ended with {process.ExitCode} instead of starting:\n{Output}");

        try
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(IPAddress.Loopback, Port);
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
