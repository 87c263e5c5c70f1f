using System.Threading.Channels;
using SohoSolo.Core;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Board;

/// <summary>One open stream. What it has not read yet waits in a short queue; a reader who is slower than the site is let go, and comes back with the last id she saw.</summary>
internal sealed class Listener(SiteId site, JournalPosition since, Action<Listener> leave) : IDisposable
{
    private const int MostWaiting = 256;

    private readonly Channel<SiteNews> waiting = Channel.CreateBounded<SiteNews>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly CancellationTokenSource tooSlow = new();

    public SiteId Site { get; } = site;

    /// <summary>She is told of everything after this place.</summary>
    public JournalPosition Since { get; } = since;

    /// <summary>Fires when she is let go.</summary>
    public CancellationToken TooSlow => tooSlow.Token;

    public ChannelReader<SiteNews> News => waiting.Reader;

    public void Tell(SiteNews news)
    {
        if (!waiting.Writer.TryWrite(news)) _ = tooSlow.CancelAsync();
    }

    public void Dispose()
    {
        leave(this);
        tooSlow.Dispose();
    }
}
