using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SohoSolo.Mqtt.Topics;

namespace SohoSolo.Mqtt.Client;

/// <summary>
/// An MQTT 5.0 and 3.1.1 client that connects and stays connected. Messages survive lost connections: when the server still knows the session they go on where they were (MQTT 5.0 §4.4);
/// when it has lost it, everything unacknowledged is sent anew, and subscriptions are made again. "Exactly once" ends with the session: a QoS 2 message that was under way then may arrive twice, never not at all.
/// </summary>
public sealed class MqttClient : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly MqttClientOptions options;
    private readonly TimeProvider clock;
    private readonly Problems problems;
    private readonly Statuses statuses = new();
    private readonly ClientSession session;
    private readonly Handlers handlers;
    private readonly CancellationTokenSource stopped = new();
    private readonly List<Task> running = [];
    private ClientLoop? loop;
    private Task? connecting;
    private Task? ending;

    /// <summary>Does nothing yet. <see cref="ArgumentException"/> when the options contradict themselves.</summary>
    /// <param name="options">How it connects and how much it keeps.</param>
    /// <param name="clock">The system's, if none is given.</param>
    /// <param name="log">What <see cref="MqttClientOptions.OnProblem"/> is told, as a log.</param>
    public MqttClient(MqttClientOptions options, TimeProvider? clock = null, ILogger<MqttClient>? log = null)
    {
        options.Validate();
        this.options = options;
        this.clock = clock ?? TimeProvider.System;
        problems = new Problems(options.OnProblem, log ?? NullLogger<MqttClient>.Instance);
        session = new ClientSession(options, this.clock, problems);
        handlers = new Handlers(session, options.Reconnect, this.clock, problems);
        running.Add(problems.Run());
    }

    /// <summary>How it stands.</summary>
    public MqttClientStatus Status => statuses.Current;

    /// <summary>Messages of QoS 0 that were received and given up, because handlers were behind by more than <see cref="MqttClientOptions.MaximumIncomingBytes"/>.</summary>
    public long Dropped => session.Dropped;

    /// <summary>How it stands, and every change from now on, until the client ends.</summary>
    public IAsyncEnumerable<MqttClientStatus> Watch(CancellationToken stop = default) => statuses.Watch(stop);

    /// <summary>
    /// Connects, and from then on stays connected by itself. Ends with the first connection. <see cref="MqttConnectException"/> when the server says no for good (such as 0x86, 0x87, 0x85), or its certificate
    /// is not trusted; without <see cref="MqttReconnect.AtStart"/> also when it cannot be reached. After an exception it may be started again.
    /// </summary>
    public async Task StartAsync(CancellationToken stop = default)
    {
        ClientLoop mine;
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(ending is not null, this);
            if (connecting is { IsCompleted: false })
                throw new InvalidOperationException("The client is started already.");

            loop?.Dispose();
            loop = mine = new ClientLoop(options, clock, session, problems, statuses);
            connecting = mine.Run();
        }

        await using var _ = stop.UnsafeRegister(static state => ((ClientLoop)state!).Abort(), mine);
        await mine.First.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!mine.First.IsCompletedSuccessfully)
            await connecting;

        stop.ThrowIfCancellationRequested();
        await mine.First;
    }

    /// <summary>
    /// Lets the handlers that run finish, then what is queued be acknowledged, both within <see cref="MqttClientOptions.StopTimeout"/>; then says goodbye (MQTT 5.0 §3.14), and ends for good.
    /// Messages that wait for handlers stay unacknowledged: a session that lasts keeps them. <paramref name="stop"/> waits no longer.
    /// </summary>
    public Task StopAsync(CancellationToken stop = default) => End(options.StopTimeout, stop);

    /// <summary>Says goodbye without waiting for what is queued; those who wait for an acknowledgement are cancelled. After <see cref="StopAsync"/>, and the second time, nothing happens.</summary>
    public async ValueTask DisposeAsync() => await End(TimeSpan.Zero, CancellationToken.None);

    /// <summary>
    /// Publishes, and ends when the message was written (QoS 0), acknowledged (1) or completed (2), however many connections that takes; when the queue is full, waits for room first. Messages go out in the order of the calls.
    /// Cancelled before it was sent, the message is withdrawn; afterwards it goes on by itself. Its payload must not change meanwhile. <see cref="ArgumentException"/> for a message that no packet can hold.
    /// </summary>
    public async Task<PublishResult> PublishAsync(MqttMessage message, CancellationToken stop = default)
    {
        stop.ThrowIfCancellationRequested();
        var outgoing = new OutgoingMessage(message, clock.GetTimestamp());
        _ = session.Publish(outgoing);
        try
        {
            return await outgoing.End.WaitAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            session.Withdraw(outgoing);
            throw;
        }
    }

    /// <summary>As <see cref="PublishAsync"/>, in two steps: the outer task ends when the message is in the queue, the inner one as above. For those who publish faster than they are answered.</summary>
    public async Task<Task<PublishResult>> EnqueueAsync(MqttMessage message, CancellationToken stop = default)
    {
        stop.ThrowIfCancellationRequested();
        var outgoing = new OutgoingMessage(message, clock.GetTimestamp());
        var admitted = session.Publish(outgoing);
        try
        {
            await admitted.WaitAsync(stop);
        }
        catch (OperationCanceledException) when (session.Withdraw(outgoing))
        {
            throw;
        }

        return outgoing.End;
    }

    /// <summary>As <see cref="PublishAsync"/>, but false when the queue is full.</summary>
    public bool TryPublish(MqttMessage message, out Task<PublishResult> end)
    {
        var outgoing = new OutgoingMessage(message, clock.GetTimestamp());
        end = outgoing.End;
        return session.TryPublish(outgoing);
    }

    /// <summary>
    /// Subscribes (MQTT 5.0 §3.8), and again whenever the server has lost it. Ends when the server has granted it; <see cref="MqttSubscribeException"/> when it has not. A message is acknowledged after its handler has completed;
    /// one handler runs at a time, in order, unless <see cref="SubscribeOptions.Parallel"/> says otherwise. One filter, one handler. A message that matches several filters goes to each.
    /// To resume a session of an earlier program, call this before <see cref="StartAsync"/> and await it afterwards: messages come at once, and none may find no handler.
    /// </summary>
    public async Task<MqttSubscription> SubscribeAsync(string filter, Func<MqttMessage, CancellationToken, ValueTask> handler, SubscribeOptions? options = null, CancellationToken stop = default)
    {
        var subscription = NewSubscription(filter, handler, options ?? SubscribeOptions.Default);
        session.Subscribe(subscription);
        Run(subscription);
        try
        {
            var answer = await subscription.Granted.WaitAsync(stop);
            var reason = answer.Reasons[0];
            return reason < ReasonCode.UnspecifiedError
                ? new MqttSubscription(filter, reason, inner => Unsubscribe(subscription, inner))
                : throw new MqttSubscribeException(filter, reason, answer.ReasonString);
        }
        catch
        {
            await Unsubscribe(subscription, CancellationToken.None);
            throw;
        }
    }

    /// <summary>As <see cref="SubscribeAsync(string, Func{MqttMessage, CancellationToken, ValueTask}, SubscribeOptions?, CancellationToken)"/>, for what <paramref name="read"/> makes of each message.
    /// When it throws, <see cref="MqttClientOptions.OnProblem"/> is told, and the message is acknowledged.</summary>
    public Task<MqttSubscription> SubscribeAsync<T>(string filter, Func<MqttMessage, T> read, Func<T, CancellationToken, ValueTask> handler, SubscribeOptions? options = null, CancellationToken stop = default)
    {
        return SubscribeAsync(filter, Handle, options, stop);

        ValueTask Handle(MqttMessage message, CancellationToken inner)
        {
            T value;
            try
            {
                value = read(message);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                problems.Report(new MqttClientProblem(MqttClientProblemKind.Unreadable, message.Topic, "The payload cannot be read.", failure));
                return ValueTask.CompletedTask;
            }

            return handler(value, inner);
        }
    }

    private static Subscription NewSubscription(string filter, Func<MqttMessage, CancellationToken, ValueTask> handler, SubscribeOptions options)
    {
        options.Validate();
        if (!TopicRules.IsFilter(filter))
            throw new ArgumentException("The filter is no topic filter.", nameof(filter));
        if (options.NoLocal && TopicRules.IsShared(filter))
            throw new ArgumentException("A shared subscription cannot leave out what the client itself publishes (MQTT 5.0 §3.8.3.1).", nameof(options));

        return new Subscription(filter, options, handler);
    }

    private void Run(Subscription subscription)
    {
        lock (gate)
        {
            running.RemoveAll(task => task.IsCompleted);
            running.Add(handlers.Run(subscription, stopped.Token));
        }
    }

    private async Task Unsubscribe(Subscription subscription, CancellationToken stop)
    {
        var answered = session.Unsubscribe(subscription);
        await subscription.End();
        await answered.WaitAsync(stop);
    }

    private Task End(TimeSpan patience, CancellationToken stop)
    {
        lock (gate)
            return ending ??= EndOnce(patience, stop);
    }

    private async Task EndOnce(TimeSpan patience, CancellationToken stop)
    {
        await Task.Yield();
        if (patience > TimeSpan.Zero && connecting is { IsCompleted: false })
            await Drain(patience, stop);

        loop?.Leave();
        if (connecting is not null)
            await connecting;
        loop?.Dispose();

        await stopped.CancelAsync();
        foreach (var subscription in session.Clear())
            await subscription.End();

        problems.Complete();
        statuses.Complete();
        await Task.WhenAll(running).WaitAsync(options.StopTimeout, clock, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task Drain(TimeSpan patience, CancellationToken stop)
    {
        using var deadline = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, deadline.Token);
        await session.StopHandling().WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await session.StopPublishing().WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
