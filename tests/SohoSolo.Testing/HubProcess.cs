using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;

namespace SohoSolo.Testing;

/// <summary>The built hub as a process of its own, which a test may kill and start again at the same address.</summary>
public sealed class HubProcess : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(20);

    private readonly StringBuilder output = new();
    private readonly HubOptions options;
    private Process? process;

    private HubProcess(HubOptions options) => this.options = options;

    public Uri Url => options.Url;

    /// <summary>The running process's id.</summary>
    public int Id => process?.Id ?? throw new InvalidOperationException("The hub is not running.");

    /// <summary>Everything the hub printed, over all its lives: read it when a test fails.</summary>
    public string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    /// <summary>Returns when <c>/health/ready</c> says so.</summary>
    public static async Task<HubProcess> Start(HubOptions options, CancellationToken stop = default)
    {
        var hub = new HubProcess(options);
        try
        {
            await hub.Start(stop);
            return hub;
        }
        catch
        {
            await hub.DisposeAsync();
            throw;
        }
    }

    /// <summary>Again, after a kill or a stop.</summary>
    public async Task Start(CancellationToken stop = default)
    {
        if (!File.Exists(Repository.Hub))
            throw new FileNotFoundException("Build src/SohoSolo.Hub in the configuration of the tests first.", Repository.Hub);

        process?.Dispose();
        process = Shell.Start("dotnet", [Repository.Hub], options.Environment(), options.Folder);
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await BecomesReady(stop);
    }

    /// <summary>Waits until <c>/health/ready</c> says so, as after a crash of the database.</summary>
    public async Task BecomesReady(CancellationToken stop = default)
    {
        using var http = new HttpClient { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(5) };
        await Patience.Until(() => IsReady(http, stop), LongestStart, () => $"The hub was not ready in {LongestStart}:\n{Output}", stop);
    }

    /// <summary>A client of the API: <c>GetAsync("me")</c> is <c>GET /api/v1/me</c> with the token.</summary>
    public HttpClient Client(string? token = null)
    {
        var http = new HttpClient { BaseAddress = new Uri(Url, "/api/v1/"), Timeout = TimeSpan.FromSeconds(60) };
        if (token is not null)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

        return http;
    }

    /// <summary>A command of the program (contract §5) with this hub's settings: <c>verify</c>, <c>backup</c> …</summary>
    public Task<ProgramResult> Run(string command, params string[] arguments) => Run(options, command, arguments);

    public static Task<ProgramResult> Run(HubOptions options, string command, params string[] arguments) =>
        Shell.Run("dotnet", [Repository.Hub, .. command.Split(' '), .. arguments], options.Environment(), folder: options.Folder);

    /// <summary>A command that is under way, to be killed or waited for.</summary>
    public static Process Begin(HubOptions options, string command)
    {
        var process = Shell.Start("dotnet", [Repository.Hub, .. command.Split(' ')], options.Environment(), options.Folder);

        // Nobody reads it; a full pipe would hold the program up.
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>A hub that is expected to end by itself, because it cannot serve.</summary>
    public static Task<ProgramResult> Serve(HubOptions options) => Shell.Run("dotnet", [Repository.Hub], options.Environment());

    /// <summary><c>kill -9</c>: no goodbye, nothing flushed.</summary>
    public void Kill9()
    {
        process?.Kill();
        process?.WaitForExit();
    }

    /// <summary>As a service manager stops it: SIGTERM, then patience.</summary>
    public async Task Stop()
    {
        if (process is not { HasExited: false } running)
            return;

        await Shell.Run("kill", ["-TERM", $"{running.Id}"]);
        using var deadline = new CancellationTokenSource(LongestStop);
        await running.WaitForExitAsync(deadline.Token);
    }

    public ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
            Kill9();

        process?.Dispose();
        process = null;
        return ValueTask.CompletedTask;
    }

    private async Task<bool> IsReady(HttpClient http, CancellationToken stop)
    {
        if (process!.HasExited)
            throw new InvalidOperationException($"The hub ended with {process.ExitCode} instead of starting:\n{Output}");

        try
        {
            using var answer = await http.GetAsync(new Uri("health/ready", UriKind.Relative), stop);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException && !stop.IsCancellationRequested)
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
