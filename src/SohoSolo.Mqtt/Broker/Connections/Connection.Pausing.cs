using SohoSolo.Mqtt.Packets;

namespace SohoSolo.Mqtt.Broker.Connections;

/// <summary>When a client is read no further for a while; no thread waits with it.</summary>
internal sealed partial class Connection
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(10);

    private readonly Lock pausing = new();
    private TaskCompletionSource? pause;
    private volatile Hindrance hindrance;
    private int unanswered;

    /// <summary>Why no further packet is taken just now.</summary>
    private enum Hindrance
    {
        /// <summary>Nothing hinders.</summary>
        None,

        /// <summary>There is no whole packet.</summary>
        Input,

        /// <summary>The client does not take its output, and is heard no further until it does.</summary>
        Output,

        /// <summary>It sends faster than it may.</summary>
        Rate,

        /// <summary>A 3.1.1 client has as many messages unanswered as it may.</summary>
        Answers,

        /// <summary>The host has the message; its word is the condition of the acknowledgement.</summary>
        Host,
    }

    private bool IsHeldUp => hindrance is Hindrance.Rate or Hindrance.Answers or Hindrance.Host;

    private bool HasTooManyUnanswered => Volatile.Read(ref unanswered) >= limits.ReceiveMaximum;

    void IOutletOwner.Answered(in AckPacket ack)
    {
        open.Answered(ack);
        if (ack.Type is not (PacketType.PubAck or PacketType.PubRec))
            return;

        Interlocked.Decrement(ref unanswered);
        if (hindrance == Hindrance.Answers)
            Nudge();
    }

    /// <summary>Waits until the reason to wait may be gone. The caller looks again.</summary>
    private async Task Pause(Hindrance reason)
    {
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (pausing)
        {
            (pause, hindrance) = (over, reason);
            // Who ends the hindrance writes first and looks here after; so must this look only after it has written.
            Interlocked.MemoryBarrier();
            if (!IsHindered(reason))
                over.TrySetResult();
        }

        if (reason == Hindrance.Rate)
            await Task.WhenAny(over.Task, Task.Delay(Longer(rate!.Wait(), ShortestPause), board.Clock));
        else
            await over.Task;

        if (IsHeldUp)
            Hear();

        hindrance = Hindrance.None;
    }

    /// <summary>Asked after the pause was made known: who ends the hindrance from now on ends the pause too.</summary>
    private bool IsHindered(Hindrance reason) => !outlet.IsClosing && reason switch
    {
        Hindrance.Output => outlet.IsBlocked,
        Hindrance.Answers => HasTooManyUnanswered,
        _ => true,
    };

    private void Nudge()
    {
        lock (pausing)
            pause?.TrySetResult();
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
