using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using SohoSolo.Mqtt.Broker.Connections;

namespace SohoSolo.Mqtt.Broker.Transport;

/// <summary>A socket's way in and out: counted before TLS, served after it, and cut in the end if the client does not take its last bytes.</summary>
internal sealed class Reception(Switchboard board)
{
    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(5);

    /// <summary>Around everything else.</summary>
    public ConnectionDelegate Admit(ConnectionDelegate next) => connection => Admit(connection, next);

    /// <summary>What passed.</summary>
    public Task Serve(ConnectionContext connection)
    {
        var admission = connection.Features.GetRequiredFeature<Switchboard.Admission>();
        admission.IsServed = true;
        var certificate = connection.Features.Get<ITlsConnectionFeature>()?.ClientCertificate;
        return board.Run(new Connection(board, new Caller(connection.Transport, admission, connection.Abort, connection.RemoteEndPoint, certificate)));
    }

    private async Task Admit(ConnectionContext connection, ConnectionDelegate next)
    {
        using var admission = board.Admit();
        if (admission is null)
        {
            if (!board.IsStopping)
                Refuse(connection, ReasonCode.ServerBusy, "There are too many connections.");

            connection.Abort();
            return;
        }

        connection.Features.Set(admission);
        await next(connection);
        if (!admission.IsServed)
            Refuse(connection, ReasonCode.NotAuthorized, "TLS was not agreed on.");

        await Goodbye(connection);
    }

    /// <summary>Kestrel would wait for ever until the client has taken what is in the pipe.</summary>
    private async Task Goodbye(ConnectionContext connection)
    {
        await connection.Transport.Output.CompleteAsync();
        if (connection.ConnectionClosed.IsCancellationRequested)
            return;

        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var listener = connection.ConnectionClosed.UnsafeRegister(_ => closed.TrySetResult(), null);
        await closed.Task.WaitAsync(LongestGoodbye, board.Clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!closed.Task.IsCompleted)
            connection.Abort();
    }

    private void Refuse(ConnectionContext connection, ReasonCode reason, string why) =>
        board.Refused(new Refusal(RefusalKind.Connection, null, null, null, reason, why, connection.RemoteEndPoint));
}
