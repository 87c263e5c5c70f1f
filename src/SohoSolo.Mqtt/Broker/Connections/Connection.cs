using System.IO.Pipelines;
using Microsoft.Extensions.Logging;
using SohoSolo.Mqtt.Packets;
using SohoSolo.Mqtt.Routing;

namespace SohoSolo.Mqtt.Broker.Connections;

/// <summary>One client's connection from its first byte to its last: CONNECT (Greeting), then packet after packet (Reading), with pauses where the client has to wait (Pausing).</summary>
internal sealed partial class Connection : IOutletOwner, IThreadPoolWorkItem
{
    /// <summary>For the last packets to go out to a client that does not take them.</summary>
    private static readonly TimeSpan LongestClose = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMilliseconds(150);
    private const long LargestDrain = 512 * 1024;

    /// <summary>For who has not logged in.</summary>
    private const long LargestStrangersDrain = 64 * 1024;

    private readonly Switchboard board;
    private readonly Caller caller;
    private readonly PipeReader input;
    private readonly Outlet outlet;
    private Session? session;
    private BrokerClient? client;
    private MqttVersion version = MqttVersion.V311;
    private ClientLimits limits;
    private long keepAliveTicks;
    private long heardAt;
    private long closingAt;
    private bool leavesWithoutWill;
    private uint? expiryAtLeaving;

    public Connection(Switchboard board, Caller caller)
    {
        this.board = board;
        this.caller = caller;
        input = caller.Transport.Input;
        outlet = new Outlet(caller.Transport.Output, this);
        limits = board.Options.Limits;
        heardAt = board.Clock.GetTimestamp();
    }

    /// <summary>Null before it was let in, and for who came in without a name.</summary>
    public string? Identity => client?.Identity;

    public async Task Run()
    {
        try
        {
            await Converse();
        }
        catch (Exception bug) when (IsLogged(bug))
        {
            outlet.Close(ReasonCode.UnspecifiedError);
        }

        await Leave();
    }

    /// <summary>Ends the connection, telling a version 5 client why.</summary>
    public void Close(ReasonCode reason, string? why = null)
    {
        outlet.Close(reason, why);
        outlet.Flush();
    }

    /// <summary>Ends the connection at once.</summary>
    public void Abort()
    {
        caller.Abort();
        Nudge();
    }

    /// <summary>Called every beat.</summary>
    public void Check()
    {
        var now = board.Clock.GetTimestamp();
        if (outlet.IsClosing)
        {
            CheckClosing(now);
            return;
        }

        // While it is this broker that reads no further, the client cannot be heard.
        if (keepAliveTicks > 0 && !IsHeldUp && now - Volatile.Read(ref heardAt) > keepAliveTicks)
            Close(ReasonCode.KeepAliveTimeout, "Nothing was heard for one and a half keep-alive times.");
    }

    /// <summary>The router had more to say than the outlet took; now it takes more.</summary>
    public void Execute()
    {
        try
        {
            using (board.Enter())
            {
                if (session is not null && !outlet.IsClosing)
                    board.Router.Resume(session, board.Now);
            }
        }
        catch (Exception bug) when (IsLogged(bug))
        {
            Close(ReasonCode.UnspecifiedError);
        }
    }

    void IOutletOwner.OutletMoved(bool hasWaiting)
    {
        Hear();
        Nudge();
        if (hasWaiting)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IOutletOwner.OutletEnded()
    {
        input.CancelPendingRead();
        Nudge();
    }

    private async Task Converse()
    {
        try
        {
            if (await Greet())
                await Read();
        }
        catch (MqttProtocolException broken)
        {
            Break(broken);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            board.Log.Lost(client?.ClientId, gone.Message);
        }
    }

    /// <summary>A fault of the broker, or of its host, costs this one connection.</summary>
    private bool IsLogged(Exception bug)
    {
        board.Log.Failed(bug, client?.ClientId);
        return true;
    }

    private void Hear() => Volatile.Write(ref heardAt, board.Clock.GetTimestamp());

    private void CheckClosing(long now)
    {
        closingAt = closingAt == 0 ? now : closingAt;
        if (board.Clock.GetElapsedTime(closingAt, now) > LongestClose)
            Abort();
        else
            outlet.Flush();
    }

    /// <summary>The client broke a rule: it is told, and so is the host.</summary>
    private void Break(MqttProtocolException broken)
    {
        outlet.Close(broken.Reason, broken.Message);
        board.Refused(new Refusal(RefusalKind.Connection, client?.ClientId, client?.Identity, null, broken.Reason, broken.Message, caller.Address));
    }

    private async Task Leave()
    {
        outlet.Finish(leavesWithoutWill ? ReasonCode.Success : ReasonCode.UnspecifiedError);
        Depart();
        outlet.Flush();
        await outlet.Ended;
        if (outlet.ClosedFor == ReasonCode.PacketTooLarge || (client is not null && outlet.ClosedFor >= ReasonCode.UnspecifiedError && !board.IsStopping))
            await Drain();

        await input.CompleteAsync();
        await caller.Transport.Output.CompleteAsync();
    }

    /// <summary>Who is still sending would be cut by a reset, and not read why it is to leave: it may go on for a little, until it hangs up or falls silent.</summary>
    private async Task Drain()
    {
        var start = board.Clock.GetTimestamp();
        try
        {
            for (var drained = 0L; drained < (client is null ? LargestStrangersDrain : LargestDrain) && board.Clock.GetElapsedTime(start) < LongestDrain;)
            {
                using var end = new CancellationTokenSource(LongestSilence);
                var read = await input.ReadAsync(end.Token);
                drained += read.Buffer.Length;
                input.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                    return;
            }
        }
        catch (Exception over) when (over is IOException or OperationCanceledException)
        {
            // It is gone, or had its time.
        }
    }

    /// <summary>A stop of the broker is no client's leaving: its session stays as it is in the log, and its will has a minute after the next start.</summary>
    private void Depart()
    {
        if (client is null)
            return;

        using (board.Enter())
        {
            if (session is not null && !(board.IsStopping && outlet.ClosedFor == ReasonCode.ServerShuttingDown))
                board.Router.Detach(session, outlet, !leavesWithoutWill, expiryAtLeaving, board.Now);
        }

        board.Left(client.ClientId, this);
        board.Log.Disconnected(client.ClientId, outlet.ClosedFor);
        try
        {
            board.Hooks.Disconnected(client, outlet.ClosedFor);
        }
        catch (Exception bug) when (IsLogged(bug))
        {
            // The host's fault; what is left of the connection is closed all the same.
        }
    }
}
