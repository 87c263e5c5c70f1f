using System.Runtime.InteropServices;

namespace SohoSolo.Hub.Commands;

/// <summary>What the system tells the process.</summary>
internal sealed class Signals : IDisposable
{
    private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IDisposable[] registrations;

    public Signals(Action reload, CancellationToken stop) => registrations =
    [
        stop.Register(() => stopped.TrySetResult()),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal)),
        PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal)),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            reload();
        }),
    ];

    public Task Stopped => stopped.Task;

    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
    }

    private void Stop(PosixSignalContext signal)
    {
        // The process ends when what was acknowledged is on disk and the clients were told.
        signal.Cancel = true;
        stopped.TrySetResult();
    }
}
