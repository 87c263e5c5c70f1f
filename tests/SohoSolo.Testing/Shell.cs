using System.Diagnostics;

namespace SohoSolo.Testing;

/// <summary>What a program printed and how it ended.</summary>
public sealed record ProgramResult(int ExitCode, string Output, string Error)
{
    public override string ToString() => $"exit {ExitCode}\n{Output}{Error}";
}

/// <summary>Runs other programs to their end, always within a time.</summary>
public static class Shell
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    public static async Task<ProgramResult> Run(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? settings = null, string? folder = null, CancellationToken stop = default)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
        deadline.CancelAfter(Longest);
        using var process = Start(program, arguments, settings, folder);
        return await End(process, deadline.Token);
    }

    /// <summary>As above, for a program that reads its standard input to the end.</summary>
    public static async Task<ProgramResult> Feed(string program, IEnumerable<string> arguments, ReadOnlyMemory<byte> input, CancellationToken stop = default)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
        deadline.CancelAfter(Longest);
        using var process = Start(program, arguments);
        await process.StandardInput.BaseStream.WriteAsync(input, deadline.Token);
        process.StandardInput.Close();
        return await End(process, deadline.Token);
    }

    private static async Task<ProgramResult> End(Process process, CancellationToken deadline)
    {
        var output = process.StandardOutput.ReadToEndAsync(deadline);
        var error = process.StandardError.ReadToEndAsync(deadline);
        try
        {
            await process.WaitForExitAsync(deadline);
            return new ProgramResult(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>A running program whose output the caller reads.</summary>
    internal static Process Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? settings = null, string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = folder ?? "",
        };
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
            start.Environment[name] = value;

        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
    }
}
