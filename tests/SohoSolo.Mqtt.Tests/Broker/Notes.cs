using System.Threading.Channels;
using SohoSolo.Mqtt.Broker;

namespace SohoSolo.Mqtt.Tests.Broker;

/// <summary>A host that lets everybody do everything, unless a test says otherwise, and writes down what it is told.</summary>
internal sealed class Notes : BrokerHooks
{
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(20);

    private readonly Channel<object> told = Channel.CreateUnbounded<object>();

    public Func<AuthenticationRequest, Authentication>? OnAuthenticate { get; init; }

    public Func<string, ReasonCode>? OnPublish { get; init; }

    public Func<string, ReasonCode>? OnSubscribe { get; init; }

    public Func<MqttMessage, Task<ReasonCode>>? OnAcknowledge { get; init; }

    public bool HoldsAll { get; init; }

    public override bool HoldsEveryMessage => HoldsAll;

    public override bool HoldsAcknowledgements => OnAcknowledge is not null;

    public override ValueTask<Authentication> Authenticate(AuthenticationRequest request, CancellationToken stop) =>
        OnAuthenticate is null ? base.Authenticate(request, stop) : ValueTask.FromResult(OnAuthenticate(request));

    public override ReasonCode AuthorizePublish(BrokerClient client, string topic, QualityOfService qualityOfService, bool retain) => OnPublish?.Invoke(topic) ?? ReasonCode.Success;

    public override ReasonCode AuthorizeSubscribe(BrokerClient client, string filter) => OnSubscribe?.Invoke(filter) ?? ReasonCode.Success;

    public override async ValueTask<ReasonCode> BeforeAcknowledge(BrokerClient client, MqttMessage message, CancellationToken stop) => await OnAcknowledge!(message);

    public override void Connected(BrokerClient client, bool sessionPresent) => told.Writer.TryWrite(client);

    public override void Disconnected(BrokerClient client, ReasonCode reason) => told.Writer.TryWrite((client.ClientId, reason));

    public override void Refused(Refusal refusal) => told.Writer.TryWrite(refusal);

    public override void Dropped(string clientId, ReasonCode reason, int messages) => told.Writer.TryWrite((clientId, reason, messages));

    /// <summary>The next thing of this kind; others are passed over.</summary>
    public async Task<T> Next<T>()
    {
        using var deadline = new CancellationTokenSource(Patient);
        while (true)
        {
            if (await told.Reader.ReadAsync(deadline.Token) is T wanted)
                return wanted;
        }
    }
}
