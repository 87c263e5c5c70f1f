namespace SohoSolo.Mqtt.Client;

/// <summary>Connects, and connects again, until told to leave.</summary>
internal sealed class ClientLoop(MqttClientOptions options, TimeProvider clock, ClientSession session, Problems problems, Statuses statuses) : IDisposable
{
    private readonly Lock gate = new();
    private readonly TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Connector connector = new(options, clock);
    private readonly CancellationTokenSource abort = new();
    private ClientConnection? current;
    private volatile bool isLeaving;
    private string? why;

    /// <summary>Ends with the first connection, or with the reason why there will be none.</summary>
    public Task First => first.Task;

    private bool HasConnected => first.Task.IsCompletedSuccessfully;

    /// <summary>Until <see cref="Leave"/> or <see cref="Abort"/>, or until the first connection is refused for good.</summary>
    public async Task Run()
    {
        var again = Backoff.Of(options.Reconnect, clock, IsWorthIt, BeforeWaiting);
        try
        {
            while (!isLeaving)
                await again.ExecuteAsync(async stop => await Once(stop), abort.Token);
        }
        catch (MqttConnectException refused)
        {
            why = refused.Message;
            first.TrySetException(refused);
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            first.TrySetCanceled(abort.Token);
        }
        finally
        {
            first.TrySetCanceled();
            statuses.Set(new MqttClientStatus(MqttClientState.Stopped, why));
        }
    }

    /// <summary>Says goodbye to the server if one is there.</summary>
    public void Leave()
    {
        lock (gate)
        {
            isLeaving = true;
            current?.Disconnect();
            if (current is not null)
                return;
        }

        Abort();
    }

    /// <summary>Ends at once.</summary>
    public void Abort() => abort.Cancel();

    public void Dispose() => abort.Dispose();

    /// <summary>One connection, from the attempt to its end. Returns when it was long enough to begin anew with the waits; throws otherwise.</summary>
    private async Task Once(CancellationToken stop)
    {
        statuses.Set(new MqttClientStatus(MqttClientState.Connecting, why));
        var (transport, connection) = await connector.Connect(stop);
        await using (transport)
        {
            var start = clock.GetTimestamp();
            var lost = await Serve(connection, stop);
            if (lost is null)
                return;

            var loss = new MqttConnectException($"The connection was lost: {lost.Message}", (lost as MqttConnectException)?.Reason ?? (lost as MqttProtocolException)?.Reason, cause: lost);
            if (clock.GetElapsedTime(start) < options.Reconnect.Maximum)
                throw loss;

            Note(loss);
        }
    }

    /// <summary>Null when the client left.</summary>
    private async Task<Exception?> Serve(ClientConnection connection, CancellationToken stop)
    {
        lock (gate)
            current = connection;

        try
        {
            session.Attach(connection);
            Greet(connection);
            if (isLeaving)
                connection.Disconnect();

            await connection.Run(session, stop);
            return null;
        }
        catch (Exception lost) when (lost is not OutOfMemoryException)
        {
            return isLeaving || stop.IsCancellationRequested ? null : lost;
        }
        finally
        {
            lock (gate)
                current = null;
            session.Detach(connection);
        }
    }

    private void Greet(ClientConnection connection)
    {
        why = null;
        statuses.Set(new MqttClientStatus(MqttClientState.Connected)
        {
            Version = connection.Version,
            SessionPresent = connection.Server.SessionPresent,
            ClientId = connector.ClientId,
        });
        first.TrySetResult();
    }

    private bool IsWorthIt(Exception failure) => !isLeaving && (HasConnected || (options.Reconnect.AtStart && failure is MqttConnectException { IsPermanent: false }));

    private void BeforeWaiting(Exception failure, TimeSpan wait)
    {
        Note(failure);
        statuses.Set(new MqttClientStatus(MqttClientState.Waiting, failure.Message) { Reason = (failure as MqttConnectException)?.Reason, RetryIn = wait });
    }

    private void Note(Exception failure)
    {
        why = failure.Message;
        problems.Report(new MqttClientProblem(MqttClientProblemKind.ConnectionLost, Topic: null, failure.Message, failure.InnerException));
    }
}
