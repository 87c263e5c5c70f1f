using SohoSolo.Mqtt.Routing;

namespace SohoSolo.Mqtt.Broker.Connections;

/// <summary>One passage through the router's gate: on leaving, the log is woken and everything that was written goes out.</summary>
internal readonly ref struct Passage : IDisposable
{
    [ThreadStatic]
    private static List<IOutlet>? spare;

    private readonly Switchboard board;

    public Passage(Switchboard board)
    {
        this.board = board;
        board.Router.Gate.Enter();
    }

    public void Dispose()
    {
        // A flush may run another passage on this thread, inside of this one's loop: the list belongs to one of them only.
        var written = spare ?? [];
        spare = null;
        try
        {
            board.Router.Take(written);
        }
        finally
        {
            board.Router.Gate.Exit();
        }

        board.Store.Wake();
        foreach (var outlet in written)
            outlet.Flush();

        written.Clear();
        spare = written;
    }
}
