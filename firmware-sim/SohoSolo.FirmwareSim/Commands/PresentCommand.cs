using System.Globalization;
using SohoSolo.FirmwareSim.Devices;
using SohoSolo.FirmwareSim.Hub;
using SohoSolo.FirmwareSim.Members;
using SohoSolo.FirmwareSim.Shell;
using SohoSolo.Mqtt;
using SohoSolo.Mqtt.Client;

namespace SohoSolo.FirmwareSim.Commands;

/// <summary>
/// <c>present</c>: shows a badge, a PIN or a pass at a door, as its reader would, and prints what came back. It speaks as the reader's user under an identifier of its own, so that the reader itself
/// stays connected. Exit code 0 when the door was unlocked, 1 when it was not.
/// </summary>
internal static class PresentCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static async Task<int> Run(IReadOnlyList<string> words, TextWriter output, CancellationToken stop)
    {
        var arguments = Arguments.Read(words, "--site", "--badge", "--pin", "--pass", "--reader", "--door", "--hub", "--broker", "--password");
        var site = arguments.Required("--site");
        var identity = new DeviceIdentity(site, arguments.Text("--reader", $"{site}-reader-main"), arguments.Text("--door", "main"));
        var credential = CredentialOf(arguments);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
        deadline.CancelAfter(Patience);
        await using var client = new MqttClient(Options(Common.BrokerOf(arguments), identity));
        try
        {
            return await Present(client, identity, await EventOf(arguments, credential, stop), output, deadline.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            await output.WriteLineAsync($"no answer in {Patience.TotalSeconds:0} s: is the broker there, and the gateway of {site}?");
            return 1;
        }
        catch (Exception refused) when (refused is MqttConnectException or MqttSubscribeException)
        {
            await output.WriteLineAsync($"the broker refused: {refused.Message}");
            return 1;
        }
    }

    private static PresentedCredential CredentialOf(Arguments arguments) => (arguments["--badge"], arguments["--pin"], arguments["--pass"]) switch
    {
        ({ } uid, null, null) => PresentedCredential.Badge(uid),
        (null, { } digits, null) => PresentedCredential.Pin(digits),
        (null, null, { } text) => PresentedCredential.Pass(text),
        _ => throw new BadUseException("Give one of --badge UID, --pin DIGITS, --pass TEXT."),
    };

    private static MqttClientOptions Options(BrokerAddress broker, DeviceIdentity identity) => new()
    {
        Host = broker.Host,
        Port = broker.Port,
        UserName = identity.Id,
        Password = broker.Password,
        ClientId = $"present-{Guid.CreateVersion7():N}",
    };

    /// <summary>On the hub's clock; without a hub as a reader without a clock, for whom it happened just now.</summary>
    private static async Task<StoredEvent> EventOf(Arguments arguments, PresentedCredential credential, CancellationToken stop)
    {
        using var hub = new HubApi(arguments.Address("--hub", Common.Hub));
        var clock = new HubClock(TimeProvider.System);
        var isSynced = await Common.SetClock(clock, hub, isFirst: false, stop);
        var now = clock.GetUtcNow();
        var boot = Boots.New();
        return new StoredEvent(boot, 1, new DeviceEvent.Presented(DoorController.Reader, credential), now, isSynced ? Board.Epoch(now) : 0, isSynced);
    }

    private static async Task<int> Present(MqttClient client, DeviceIdentity identity, StoredEvent shown, TextWriter output, CancellationToken stop)
    {
        var answered = new TaskCompletionSource<Command>(TaskCreationOptions.RunContinuationsAsynchronously);
        var kept = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await client.StartAsync(stop);
        await client.SubscribeAsync(identity.Commands!, message => message, (message, _) => Take(message, () => Orders.Command(message.Payload), command => answered.TrySetResult(command)), stop: stop);
        await client.SubscribeAsync(identity.Received, message => message, (message, _) => Take(message, () => Receipt(message, shown), _ => kept.TrySetResult()), stop: stop);

        var since = TimeProvider.System.GetTimestamp();
        await client.PublishAsync(
            new MqttMessage
            {
                Topic = identity.Events,
                Payload = Payloads.Event(shown, lowest: 1, shown.IsSynced ? null : TimeSpan.Zero),
                QualityOfService = QualityOfService.AtLeastOnce,
            },
            stop);
        var command = await answered.Task.WaitAsync(stop);
        await output.WriteLineAsync($"{Told(command)} {Story.Took(TimeProvider.System.GetElapsedTime(since))}");
        await kept.Task.WaitAsync(stop);
        await output.WriteLineAsync($"kept by the gateway {Story.Took(TimeProvider.System.GetElapsedTime(since))}");
        return command.Op == CommandRules.Unlock ? 0 : 1;
    }

    private static Receipt? Receipt(MqttMessage message, StoredEvent shown) => Orders.Receipt(message.Payload) is { } receipt && receipt.Boot == shown.Boot ? receipt : null;

    private static ValueTask Take<T>(MqttMessage message, Func<T?> read, Action<T> then)
        where T : class
    {
        if (!message.Retain && read() is { } value)
            then(value);

        return ValueTask.CompletedTask;
    }

    private static string Told(Command command) => command.Op == CommandRules.Unlock
        ? string.Create(CultureInfo.InvariantCulture, $"unlocked for {command.Ms} ms, {command.Why}")
        : $"denied: {command.Deny ?? command.Op}";
}
