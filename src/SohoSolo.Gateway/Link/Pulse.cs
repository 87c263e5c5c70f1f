using System.Threading.Channels;

namespace SohoSolo.Gateway.Link;

/// <summary>Wakes one who waits; set while nobody waits, it wakes the next one at once. Set twice it wakes once.</summary>
internal sealed class Pulse
{
    private readonly Channel<bool> channel = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Set() => channel.Writer.TryWrite(true);

    /// <summary>Forgets that it was set.</summary>
    public void Clear() => channel.Reader.TryRead(out _);

    public async Task Wait(CancellationToken stop) => await channel.Reader.ReadAsync(stop);

    /// <summary>False when nobody set it in that time.</summary>
    public async Task<bool> Wait(TimeSpan atMost, TimeProvider clock, CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(atMost, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stop);
        try
        {
            await channel.Reader.ReadAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return false;
        }
    }
}
