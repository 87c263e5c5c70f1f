using SohoSolo.Mqtt.Packets;

namespace SohoSolo.Mqtt.Client;

/// <summary>What outlives a connection: messages on their way out and in, subscriptions (MQTT 5.0 §4.1). Everything happens under one gate, and nothing waits there.</summary>
internal sealed partial class ClientSession
{
    private readonly Lock gate = new();
    private readonly MqttClientOptions options;
    private readonly Problems problems;
    private readonly Outbox outbox;
    private readonly Inbox inbox = new();
    private readonly Subscriptions subscriptions;
    private ClientConnection? current;
    private TaskCompletionSource? room;
    private TaskCompletionSource? idle;
    private long incomingBytes;
    private long dropped;
    private int handling;
    private bool isDropping;
    private bool isStopping;
    private bool isClosed;

    public ClientSession(MqttClientOptions options, TimeProvider clock, Problems problems)
    {
        var ids = new PacketIds();
        (this.options, this.problems) = (options, problems);
        outbox = new Outbox(options.MaximumOutgoingMessages, options.MaximumOutgoingBytes, ids, clock);
        subscriptions = new Subscriptions(ids, problems.Report);
    }

    /// <summary>Messages of QoS 0 that were received and given up, because handlers are behind.</summary>
    public long Dropped => Interlocked.Read(ref dropped);

    /// <summary>The connection takes the session up: what is unanswered is sent again, what is missing is asked for, then the rest follows.</summary>
    public void Attach(ClientConnection connection)
    {
        lock (gate)
        {
            var isSessionPresent = connection.Server.SessionPresent;
            current = connection;
            outbox.Attach(isSessionPresent);
            inbox.Attach(isSessionPresent);
            subscriptions.Attach(connection, isSessionPresent);
            outbox.Pump(connection);
        }

        connection.Flush();
    }

    public void Detach(ClientConnection connection)
    {
        lock (gate)
        {
            if (current != connection)
                return;

            current = null;
            subscriptions.Detach();
        }
    }

    /// <summary>Sends more of what waits, after the transport took what was written.</summary>
    public void Pump(ClientConnection connection)
    {
        lock (gate)
        {
            if (current == connection)
                outbox.Pump(connection);
        }

        connection.Flush();
    }

    /// <summary>
    /// Not completed while the server should be read no further. That alone bounds what is taken in: a server that sends more than the receive maximum is not disconnected for it (MQTT 5.0 §4.9),
    /// because Mosquitto does so now and then under load, and what it then sends to a session that ended with the connection would be lost.
    /// </summary>
    public Task? Room()
    {
        lock (gate)
            return current is not null && IsFull ? (room ??= NewSource()).Task : null;
    }

    public bool TryPublish(OutgoingMessage message)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isClosed, typeof(MqttClient));
            if (!outbox.TryAdd(message))
                return false;

            PumpCurrent();
            return true;
        }
    }

    /// <summary>Ends when the message is in the queue.</summary>
    public Task Publish(OutgoingMessage message)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isClosed, typeof(MqttClient));
            var admitted = outbox.Add(message);
            PumpCurrent();
            return admitted;
        }
    }

    /// <summary>False when it is too late: the message was sent.</summary>
    public bool Withdraw(OutgoingMessage message)
    {
        lock (gate)
        {
            var isWithdrawn = outbox.Withdraw(message);
            PumpCurrent();
            return isWithdrawn;
        }
    }

    public void Subscribe(Subscription subscription)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isClosed, typeof(MqttClient));
            subscriptions.Add(subscription);
            if (current is not null)
                subscriptions.Ask(subscription, current);
        }

        current?.Flush();
    }

    public Task Unsubscribe(Subscription subscription)
    {
        Task done;
        lock (gate)
            done = subscriptions.Remove(subscription, current);

        current?.Flush();
        return done;
    }

    /// <summary>A handler is about to be called; false when it must not be any more, and the message stays unacknowledged.</summary>
    public bool BeginHandling()
    {
        lock (gate)
        {
            if (isStopping)
                return false;

            handling++;
            return true;
        }
    }

    /// <summary>A handler is through with a message: acknowledges all that can be.</summary>
    public void EndHandling(Delivery delivery, ReasonCode reason)
    {
        ClientConnection? connection;
        lock (gate)
        {
            if (--handling == 0)
                idle?.TrySetResult();
            Handled(delivery, reason);
            connection = current;
            if (connection is not null)
                inbox.Acknowledge(connection);
        }

        connection?.Flush();
    }

    /// <summary>A handler was stopped before it was through: the message stays unacknowledged, and a session that lasts brings it again.</summary>
    public void AbandonHandling()
    {
        lock (gate)
        {
            if (--handling == 0)
                idle?.TrySetResult();
        }
    }

    /// <summary>No handler is called any more; the task ends with the last one that runs.</summary>
    public Task StopHandling()
    {
        lock (gate)
        {
            isStopping = true;
            room?.TrySetResult();
            return handling == 0 ? Task.CompletedTask : (idle ??= NewSource()).Task;
        }
    }

    /// <summary>Nothing is published any more; the task ends when all that was is acknowledged.</summary>
    public Task StopPublishing()
    {
        lock (gate)
        {
            isClosed = true;
            return outbox.Emptied();
        }
    }

    /// <summary>What is left is given up. The subscriptions that there were, for the caller to end.</summary>
    public IReadOnlyList<Subscription> Clear()
    {
        lock (gate)
        {
            isClosed = isStopping = true;
            outbox.Clear();
            return [.. subscriptions.All];
        }
    }

    private bool IsFull => incomingBytes > options.MaximumIncomingBytes && !isStopping;

    private void Handled(Delivery delivery, ReasonCode reason)
    {
        delivery.Handled(reason);
        if (!delivery.IsDone)
            return;

        incomingBytes -= delivery.Weight;
        if (IsFull)
            return;

        room?.TrySetResult();
        room = null;
    }

    /// <summary>Under the gate: flushing only signals.</summary>
    private void PumpCurrent()
    {
        if (current is null)
            return;

        outbox.Pump(current);
        current.Flush();
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
