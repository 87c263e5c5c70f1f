using System.Runtime.InteropServices;

namespace SohoSolo.FirmwareSim.Commands;

/// <summary>The program: one command a run. Exit code 0, 1 (something was not as it should be) or 2 (bad use).</summary>
internal static class Entry
{
    private const string Usage = """
        firmware-sim run      [--hub http://127.0.0.1:5080] [--broker 127.0.0.1:1883] [--password demo] [--sites all|nogaro,auch] [--speed 1] [--seed 7] [--faults none|some]
        firmware-sim present  --site nogaro --badge 04D0000000A11E | --pin DIGITS | --pass TEXT  [--reader ID] [--door main] [--hub …] [--broker …] [--password …]
        firmware-sim load     --site nogaro [--readers 1 | --devices ID,ID] [--events 100] [--rate 10] [--badges UID,UID] [--ledger FILE] [--patience 60] [--faults none|some] [--seed 7] [--hub …] [--broker …]
        """;

    public static async Task<int> Run(IReadOnlyList<string> words, TextWriter output, TextWriter errors)
    {
        using var stopping = new CancellationTokenSource();
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            return words.Count == 0 ? await Explain(errors) : await Command(words[0], [.. words.Skip(1)], TextWriter.Synchronized(output), stopping.Token);
        }
        catch (BadUseException wrong)
        {
            await errors.WriteLineAsync(wrong.Message);
            return 2;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return 0;
        }

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stopping.Cancel();
        }
    }

    private static Task<int> Command(string name, IReadOnlyList<string> words, TextWriter output, CancellationToken stop) => name switch
    {
        "run" => RunCommand.Run(words, output, stop),
        "present" => PresentCommand.Run(words, output, stop),
        "load" => LoadCommand.Run(words, output, stop),
        _ => throw new BadUseException($"'{name}' is no command.\n{Usage}"),
    };

    private static async Task<int> Explain(TextWriter errors)
    {
        await errors.WriteLineAsync(Usage);
        return 2;
    }
}
