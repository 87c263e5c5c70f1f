using System.Diagnostics;
using System.Threading.Channels;

namespace SohoSolo.Testing.Mqtt;

/// <summary>A program that runs beside the test and speaks in lines: a test awaits the line it needs.</summary>
public sealed class LineProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(30);

    private readonly Process process;
    private readonly Channel<string> lines = Channel.CreateUnbounded<string>();
    private readonly List<string> untaken = [];
    private int open = 2;

    private LineProcess(Process process) => this.process = process;

    /// <summary>The process's id.</summary>
    public int Id => process.Id;

    /// <summary>Standard output and standard error, line by line, in the order in which they came.</summary>
    public static LineProcess Start(string program, IEnumerable<string> arguments)
    {
        var started = new LineProcess(Shell.Start(program, arguments));
        started.process.OutputDataReceived += (_, line) => started.Note(line.Data);
        started.process.ErrorDataReceived += (_, line) => started.Note(line.Data);
        started.process.BeginOutputReadLine();
        started.process.BeginErrorReadLine();
        return started;
    }

    /// <summary>The first line that fits and was not taken yet. Others stay, to be asked for. Fails when the program ends without it.</summary>
    public async Task<string> Line(Func<string, bool> fits, TimeSpan? patience = null)
    {
        using var deadline = new CancellationTokenSource(patience ?? Patient);
        try
        {
            var from = 0;
            do
            {
                while (lines.Reader.TryRead(out var line))
                    untaken.Add(line);

                var found = untaken.FindIndex(from, line => fits(line));
                if (found >= 0)
                    return Take(found);

                from = untaken.Count;
            }
            while (await lines.Reader.WaitToReadAsync(deadline.Token));
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{process.StartInfo.FileName} did not print the line in {patience ?? Patient}. {Printed}");
        }

        throw new InvalidOperationException($"{process.StartInfo.FileName} ended without the line. {Printed}");
    }

    /// <summary>Waits for the end, and returns the exit code with all lines that were not taken.</summary>
    public async Task<(int ExitCode, IReadOnlyList<string> Lines)> End()
    {
        using var deadline = new CancellationTokenSource(Patient);
        await foreach (var line in lines.Reader.ReadAllAsync(deadline.Token))
            untaken.Add(line);

        await process.WaitForExitAsync(deadline.Token);
        return (process.ExitCode, untaken);
    }

    /// <summary>A line to the program's standard input.</summary>
    public async Task Say(string line)
    {
        await process.StandardInput.WriteLineAsync(line);
        await process.StandardInput.FlushAsync();
    }

    /// <summary><c>kill -9</c>: the system closes its connections, and no DISCONNECT is sent.</summary>
    public void Kill9()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>SIGINT, on which Mosquitto's clients say goodbye, then patience.</summary>
    public async Task Interrupt()
    {
        await Shell.Run("kill", ["-INT", $"{process.Id}"]);
        using var deadline = new CancellationTokenSource(Patient);
        await process.WaitForExitAsync(deadline.Token);
    }

    public ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            Kill9();

        process.Dispose();
        return ValueTask.CompletedTask;
    }

    private string Printed => $"It printed besides what was taken:\n{string.Join('\n', untaken)}";

    private string Take(int index)
    {
        var line = untaken[index];
        untaken.RemoveAt(index);
        return line;
    }

    private void Note(string? line)
    {
        if (line is not null)
            lines.Writer.TryWrite(line);
        else if (Interlocked.Decrement(ref open) == 0)
            lines.Writer.Complete();
    }
}
